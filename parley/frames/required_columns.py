"""Frames in; ValueError with what they lack out, where no view can be made of them."""

from __future__ import annotations

from typing import Final

import pandas as pd

from parley.frames.columns import Frames

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "parties": ("party", "name", "role", "home", "blocs"),
    "issues": (
        "area", "issue", "title", "status", "weight", "numeric", "scale_min", "scale_max",
        "scale_tolerance", "options", "decided_by",
    ),
    "positions": (
        "issue", "party", "stance", "score", "value_from", "value_to", "red_line", "salience",
        "current", "inherited_from", "attribution", "disputed", "option", "fallback", "bound",
    ),
    "silences": ("issue", "party", "kind"),
    "evidence": ("role", "issue", "attribution"),
}  # fmt: skip
"""The columns of each frame without which there is no view."""

CATEGORIES: Final[dict[str, tuple[str, ...]]] = {
    "parties": ("party",),
    "issues": ("area", "issue"),
    "positions": (
        "issue", "party", "stance", "inherited_from", "attribution", "option", "fallback", "bound",
    ),
}  # fmt: skip
"""Those of them that have to be categories: their order is the order of showing."""


def check_frames(frames: Frames) -> None:
    """Raise ValueError where frames lack a column that a view needs, or it is of another sort."""
    for name, columns in NEEDED.items():
        frame: pd.DataFrame = getattr(frames, name)
        missing = [column for column in columns if column not in frame]
        if missing:
            raise ValueError(
                f"{name}: expected the columns {', '.join(columns)}; missing: {', '.join(missing)}"
            )
        for column in CATEGORIES.get(name, ()):
            if not isinstance(frame[column].dtype, pd.CategoricalDtype):
                raise ValueError(
                    f"{name}: expected categories in the column {column}, got "
                    f"{frame[column].dtype}; frames_from_tables makes frames of tables of your own"
                )
