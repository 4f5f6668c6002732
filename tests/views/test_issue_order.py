"""The order of issues in lists: area by area, in each those first that are contested most."""

from __future__ import annotations

import itertools

import pytest

from parley.export.brief.scope import scope
from parley.measures.issue_groups import issue_groups
from parley.paths import app_dir
from parley.views.issue import default_issue
from parley.views.issue_order import issue_order
from parley.views.package_choices import offered as offered_outcomes
from parley.views.packages import parse_packages
from tests.views.pages import context_of, markup, matrix

FOLDER = app_dir() / "data" / "winnow-river"
FIRST, SECOND = "storage-cap", "dry-season-flow"
"""Two issues of an area that the folder has the other way round."""


def test_areas_keep_their_order_and_the_most_contested_come_first() -> None:
    context = context_of({}, FOLDER)
    rows = context.frames.issues.set_index(context.frames.issues["issue"].astype("str"))
    contest = issue_groups(context.view).set_index("issue")["contest"]
    found = list(issue_order(context).ids)
    key = [(rows.index.get_loc(id), rows["area"].cat.codes[id], contest[id]) for id in found]
    assert sorted(found) == sorted(rows.index)
    assert [area for _, area, _ in key] == sorted(area for _, area, _ in key)
    for (place, area, much), (other_place, other_area, other) in itertools.pairwise(key):
        if area == other_area:  # among equals the folder's order holds
            assert (much, -place) > (other, -other_place)
    assert found.index(FIRST) < found.index(SECOND)


def test_an_issue_keeps_its_place_when_the_filters_change() -> None:
    narrowed = context_of({"party": ["lower-winnow"], "record": ["true"]}, FOLDER)
    assert issue_order(narrowed).ids == issue_order(context_of({}, FOLDER)).ids


def test_a_page_of_an_issue_that_is_not_named_is_of_the_first() -> None:
    assert default_issue(context_of({}, FOLDER)) == FIRST


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("compare", {"party": ["upmere", "saltfen"]}),
        ("party", {"subject": "upmere"}),
        ("evidence", {}),
    ],
)
def test_lists_of_every_page_have_it(name: str, query: dict[str, str | list[str]]) -> None:
    found = markup(name, folder=FOLDER, **query)  # type: ignore[arg-type]
    found = found[found.rindex("Every citation") if name == "evidence" else 0 :]
    places = [found.index(title(id)) for id in (FIRST, SECOND)]
    assert places == sorted(places)


def test_outcomes_are_offered_in_it() -> None:
    offered = offered_outcomes(parse_packages(context_of({}, FOLDER), {}))
    ids = [issue["id"] for area in offered.areas for issue in area["issues"]]
    assert ids == list(issue_order(context_of({}, FOLDER)).ids)


def test_a_brief_has_it_below_its_matrix() -> None:
    context = context_of({}, FOLDER)
    found = scope(context.index, context.selection)
    in_order = [issue.id for issue, _ in found.cells_in_order]
    assert in_order == list(issue_order(context).ids)
    assert [issue.id for issue, _ in found.cells] == context.view.issue_ids


def test_the_matrix_has_the_order_of_the_folder() -> None:
    groups = matrix("matrix", folder=FOLDER)["groups"]
    rows = [row["id"] for group in groups for row in group["rows"]]
    assert rows.index(SECOND) < rows.index(FIRST)


def title(id: str) -> str:
    return context_of({}, FOLDER).index.issues[id].title
