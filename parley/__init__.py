"""Parley: who wants what in a negotiation, who said so, and what stands between the parties.

As a library, in five lines:

    import parley

    negotiation = parley.load("data/ukraine-berlin")
    frames = parley.build_frames(negotiation)
    view = parley.select(frames, parties=["ukraine", "russia"])
    parley.agreement(view)

A folder goes in, checked records come out (`load`), of these tidy pandas frames of one day
(`build_frames`), of these what a choice leaves in view (`select`), and of a view measures, charts
(`parley.charts`) and what a package of outcomes comes to (`parley.package`). docs/python.md shows
it. A name is imported when it is first used: `import parley` alone loads no pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from parley import charts, measures, package
    from parley.export.brief import write_brief
    from parley.export.edition import publish
    from parley.export.tables import write as write_tables
    from parley.format.problems import FolderError, Problem
    from parley.frames.build import build_frames
    from parley.frames.columns import Frames
    from parley.frames.own_tables import frames_from_tables
    from parley.frames.selection import Selection
    from parley.frames.view import View, apply_selection, select
    from parley.loading.loader import Negotiation, load
    from parley.measures.agreement import agreement, following, nearest, unit_scores
    from parley.measures.common_ground import (
        deciding_parties,
        islands_of_agreement,
        sticking_points,
    )
    from parley.measures.comparison import comparison
    from parley.measures.congruence import congruence
    from parley.measures.coverage import coverage
    from parley.measures.leans import leans
    from parley.measures.likeness import likeness_order
    from parley.measures.movement import moved
    from parley.measures.polarisation import polarisation
    from parley.measures.robustness import score_ranges
    from parley.measures.scaling import party_map
    from parley.measures.settled import claim_check, settled_shares
    from parley.measures.tradeoffs import cycles, links

__all__ = [
    "FolderError",
    "Frames",
    "Negotiation",
    "Problem",
    "Selection",
    "View",
    "__version__",
    "agreement",
    "apply_selection",
    "build_frames",
    "charts",
    "claim_check",
    "comparison",
    "congruence",
    "coverage",
    "cycles",
    "deciding_parties",
    "following",
    "frames_from_tables",
    "islands_of_agreement",
    "leans",
    "likeness_order",
    "links",
    "load",
    "measures",
    "moved",
    "nearest",
    "package",
    "party_map",
    "polarisation",
    "publish",
    "score_ranges",
    "select",
    "settled_shares",
    "sticking_points",
    "unit_scores",
    "write_brief",
    "write_tables",
]

__version__ = "0.1.0"

_MODULES: Final = {
    "FolderError": "format.problems",
    "Frames": "frames.columns",
    "Negotiation": "loading.loader",
    "Problem": "format.problems",
    "Selection": "frames.selection",
    "View": "frames.view",
    "agreement": "measures.agreement",
    "apply_selection": "frames.view",
    "build_frames": "frames.build",
    "claim_check": "measures.settled",
    "comparison": "measures.comparison",
    "congruence": "measures.congruence",
    "coverage": "measures.coverage",
    "cycles": "measures.tradeoffs",
    "deciding_parties": "measures.common_ground",
    "following": "measures.agreement",
    "frames_from_tables": "frames.own_tables",
    "islands_of_agreement": "measures.common_ground",
    "leans": "measures.leans",
    "likeness_order": "measures.likeness",
    "links": "measures.tradeoffs",
    "load": "loading.loader",
    "moved": "measures.movement",
    "nearest": "measures.agreement",
    "party_map": "measures.scaling",
    "polarisation": "measures.polarisation",
    "publish": "export.edition",
    "score_ranges": "measures.robustness",
    "select": "frames.view",
    "settled_shares": "measures.settled",
    "sticking_points": "measures.common_ground",
    "unit_scores": "measures.agreement",
    "write_brief": "export.brief",
    "write_tables": "export.tables",
}
"""Where each name is defined, below this package."""

_RENAMED: Final = {"write_tables": "write"}
"""What a name is called there, where it is called otherwise."""


def __getattr__(name: str) -> Any:
    """A name of the library, imported when it is first used; AttributeError for any other."""
    if name in _MODULES:
        module = import_module(f"parley.{_MODULES[name]}")
        value = getattr(module, _RENAMED.get(name, name))
    elif name in __all__:
        value = import_module(f"parley.{name}")
    else:
        raise AttributeError(f"module 'parley' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The names of the library."""
    return __all__
