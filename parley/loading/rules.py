"""The rules across records, in two visible lists: what refuses a folder, and what only warns.

Each rule takes the folder as read and yields its problems. A rule stands here because one record
cannot check it alone: it needs ids, scales or dates that stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from parley.format.problems import Problem
from parley.loading.folder import Folder
from parley.loading.id_rules import (
    area_is_named_by_its_file,
    areas_are_defined,
    folder_is_named_by_an_id,
    ids_are_unique,
    issues_are_defined,
    no_bloc_contains_itself,
    parties_are_defined,
    sources_are_defined,
)
from parley.loading.value_rules import (
    locators_are_in_their_source,
    no_position_twice,
    numeric_issues_have_values,
    options_are_on_the_ladder,
    outcomes_fit_their_issue,
)
from parley.loading.warning_rules import (
    agreed_but_opposed,
    disputed_but_unopposed,
    events_on_the_wrong_side_of_the_day,
    positions_after_the_day,
    principals_unaccounted_for,
    sources_without_citation,
)

Rule = Callable[[Folder], Iterable[Problem | None]]

FAULTS: list[Rule] = [
    folder_is_named_by_an_id,
    area_is_named_by_its_file,
    ids_are_unique,
    parties_are_defined,
    issues_are_defined,
    areas_are_defined,
    sources_are_defined,
    locators_are_in_their_source,
    numeric_issues_have_values,
    options_are_on_the_ladder,
    outcomes_fit_their_issue,
    no_bloc_contains_itself,
    no_position_twice,
]

WARNINGS: list[Rule] = [
    agreed_but_opposed,
    positions_after_the_day,
    events_on_the_wrong_side_of_the_day,
]
"""What can be said even of a folder with faults."""

WARNINGS_OF_ABSENCE: list[Rule] = [
    disputed_but_unopposed,
    sources_without_citation,
    principals_unaccounted_for,
]
"""What can be said only where nothing was left out as faulty."""
