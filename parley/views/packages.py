"""A context and an address in, the packages that it states out, with what parties have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.package.outcomes import BESIDE, KEY, Package, questions, read_package
from parley.package.statements import Statements
from parley.package.view_statements import statements
from parley.views.blocks import Switch
from parley.views.context import ViewContext

SALIENCE = Switch(
    "salience",
    "Count losses by salience",
    note="how much an issue matters to a party, where it says so",
)

PARAMETERS = (KEY, f"{KEY}_name", BESIDE, f"{BESIDE}_name", SALIENCE.key)
"""The parameters of an address that state the packages, and how they are weighed."""


@dataclass(frozen=True)
class Packages:
    """The package of an address, the one beside it, and what the parties in view have said."""

    context: ViewContext
    statements: Statements
    package: Package
    beside: Package | None
    salience: bool
    """Whether losses weigh by salience."""
    dropped: tuple[str, ...]
    """What of the address could not be read, in words."""

    @property
    def stated(self) -> list[tuple[str, Package]]:
        """The packages, each with its parameter of the address."""
        beside = [] if self.beside is None else [(BESIDE, self.beside)]
        return [(KEY, self.package), *beside]


def parse_packages(context: ViewContext, query: Mapping[str, list[str]]) -> Packages:
    """The packages that an address states by its PARAMETERS."""
    issue_questions = context.results.get_or_compute(
        "questions", lambda: questions(context.frames.issues, context.negotiation.issues)
    )
    salience = states_salience(context) and query.get(SALIENCE.key, []) == ["true"]
    stated = statements(context.view, issue_questions, salience=salience)
    first, second = (read_package(query, stated.questions, key) for key in (KEY, BESIDE))
    beside = second.package if second.package.outcomes else None
    dropped = (*first.dropped, *second.dropped)
    return Packages(context, stated, first.package, beside, salience, dropped)


def states_salience(context: ViewContext) -> bool:
    """Whether a position in view says how much its issue matters, so that the switch has an
    effect."""
    return not np.isnan(context.view.cells.numbers("salience")).all()
