"""A view and a package of outcomes in, verdicts out: who accepts it by what each has said.

`outcomes` says what can be decided and keeps a package in an address, `statements` holds what the
parties in view have said, `terms` says how that is taken, `verdicts` gives what a package comes to,
`best` says which outcomes are best, `changes` looks for what would meet fewer objections,
`starting_points` gives packages to begin with, and `sentences` says all of it in words.

It goes by public statements, one by one. Nothing here is a forecast or a probability, and what a
party has not said is never filled in.

For users of the library: `statements(view)` first, then any of the others with it.
"""

from parley.package.changes import best_changes
from parley.package.outcomes import ADOPT, REJECT, Package, Span
from parley.package.starting_points import agreed, asked_by, fewest_objections
from parley.package.verdicts import by_party, conditions, objecting, verdicts
from parley.package.view_statements import statements

__all__ = [
    "ADOPT",
    "REJECT",
    "Package",
    "Span",
    "agreed",
    "asked_by",
    "best_changes",
    "by_party",
    "conditions",
    "fewest_objections",
    "objecting",
    "statements",
    "verdicts",
]
