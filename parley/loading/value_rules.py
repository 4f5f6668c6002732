"""Rules of values: locators in their source, values on the scale, options on the ladder, and no
position twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.locators import numbers_of, range_made_a_day
from parley.format.models import Issue, NumberSpan
from parley.format.problems import Problem, quoted
from parley.iter_rows import iter_rows
from parley.loading._rule_helpers import rows_where, unless_faulty
from parley.loading.folder import Folder
from parley.loading.history import cell_keys, conflicting

MOST_NUMBER = 10**18
"""No number of a locator is that large."""
NO_NUMBER = (-1, -1)
"""Stands for a locator that is neither a number nor a range."""
SAYS = ["date", "stance", "value_from", "value_to", "bound", "option", "fallback", "red_line"]
"""What two positions have in common, with their conditions, that say the same."""


def locators_are_in_their_source(folder: Folder) -> Iterator[Problem | None]:
    """A locator that is a number or a range lies within the source's locator_count, and where
    there is one, no locator is a day that a spreadsheet has made of a range."""
    counts = {
        id: (place.record.locator_count, place.record.locator_unit)
        for id, place in folder.ids("source").items()
        if place.record.locator_count is not None
    }
    evidence = folder.table.evidence
    sources = evidence["source"].cat.categories.tolist()
    source = evidence["source"].cat.codes.to_numpy()
    most = [min(counts[id][0], MOST_NUMBER) if id in counts else MOST_NUMBER for id in sources]
    code, locators = pd.factorize(evidence["locator"])
    spans = [numbers_of(locator) or NO_NUMBER for locator in locators]
    # Code -1, a source or locator that is missing, takes what stands last.
    first, last = np.array([*spans, NO_NUMBER], np.int64).T[:, code]
    count = np.array([*most, MOST_NUMBER], np.int64)[source]
    wrong = (first < 1) | (first > last) | (last > count)
    wrong &= first != NO_NUMBER[0]
    ranges = [range_made_a_day(str(locator)) for locator in locators]
    no_number = np.array([*(span == NO_NUMBER for span in spans), False], bool)
    wrong |= np.array([*(each is not None for each in ranges), False], bool)[code] & no_number[code]
    wrong &= np.array([*(id in counts for id in sources), False], bool)[source]
    for row in rows_where(wrong):
        id = sources[source[row]]
        allowed, unit = counts[id]
        message = f"expected a {unit} from 1 to {allowed} of {id!r}, got "
        message += quoted(locators[code[row]])
        meant = ranges[code[row]]
        if meant is not None:
            message += (
                f": a spreadsheet has made a day of what may have been {meant!r}, format the "
                "column as text and type it again"
            )
        yield folder.table.evidence_problem(row, "locator", message)


def numeric_issues_have_values(folder: Folder) -> Iterator[Problem | None]:
    """A value within the scale on a numeric issue, and only there; a stance on every other."""
    positions = folder.table.positions
    records = folder.unique_issues()
    codes = positions["issue"].cat.codes.to_numpy()
    ids = positions["issue"].cat.categories
    scales = [records[id].record.scale if id in records else None for id in ids]

    def of_issue(values: list[Any], missing: Any) -> npt.NDArray[Any]:
        return np.array([*values, missing])[codes]

    known = of_issue([id in records for id in ids], False)
    numeric = of_issue([scale is not None for scale in scales], False)
    low = of_issue([scale.min if scale else np.nan for scale in scales], np.nan)
    high = of_issue([scale.max if scale else np.nan for scale in scales], np.nan)
    value_from = positions["value_from"].to_numpy()
    value_to = positions["value_to"].to_numpy()
    has_value = ~np.isnan(value_from) | ~np.isnan(value_to)
    half = np.isnan(value_from) != np.isnan(value_to)
    report = folder.table.position_problem
    for row in rows_where(known & ~numeric & positions["stance"].isna().to_numpy()):
        yield report(row, "stance", "missing, it is required unless the issue is numeric")
    for row in rows_where(known & numeric & ~has_value):
        yield report(row, "value", "missing, it is required on a numeric issue")
    for row in rows_where(known & ~numeric & has_value):
        yield report(row, "value", "only a numeric issue has values, and this one has no scale")
    bound = positions["bound"].isin(["at-least", "at-most"]).to_numpy()
    for row in rows_where(known & ~numeric & bound):
        yield report(row, "bound", "only a numeric issue has values that a bound can be about")
    for row in rows_where(known & numeric & half):
        yield report(row, "value", "expected both ends of a range, value.from and value.to")
    outside = (
        has_value & ~half & ~((value_from >= low) & (value_from <= value_to) & (value_to <= high))
    )
    for row in rows_where(known & numeric & outside):
        message = (
            f"expected a value from {low[row]:g} to {high[row]:g}, "
            f"got {value_from[row]:g}" + _range_end(value_from[row], value_to[row])
        )
        yield report(row, "value", message)


def _range_end(low: float, high: float) -> str:
    return "" if low == high else f" to {high:g}"


def options_are_on_the_ladder(folder: Folder) -> Iterator[Problem | None]:
    """What a position asks for or would accept is a rung of its issue's ladder."""
    positions = folder.table.positions
    ladders = {
        id: [option.id for option in place.record.options or ()]
        for id, place in folder.unique_issues().items()
        if not place.document.faulty_at((*place.path, "options"))
    }
    for key in ("option", "fallback"):
        if (positions[key].cat.codes < 0).all():
            continue
        given = positions[["issue", key]].dropna()
        wrong = {
            (issue, option): message
            for issue, option in iter_rows(given.drop_duplicates())
            if issue in ladders and (message := _off_the_ladder(option, ladders[issue]))
        }
        if not wrong:
            continue
        for row, issue, option in iter_rows(given.reset_index()):
            if (issue, option) in wrong:
                yield folder.table.position_problem(row, key, wrong[issue, option])


def _off_the_ladder(option: str, ladder: list[str]) -> str | None:
    if len(set(ladder)) < len(ladder):
        return None  # an id stands twice, perhaps in the place of this one
    if not ladder:
        return "the issue has no options to choose from"
    if option not in ladder:
        return f"expected one of {', '.join(ladder)}, got {quoted(option)}"
    return None


def outcomes_fit_their_issue(folder: Folder) -> Iterator[Problem | None]:
    """An outcome's option is on the ladder, its value on the scale."""
    for issue in folder.issues:
        record: Issue = issue.record
        if record.outcome is None:
            continue
        path = (*issue.path, "outcome")
        ladder_known = not issue.document.faulty_at((*issue.path, "options"))
        if record.outcome.option is not None and ladder_known:
            ladder = [option.id for option in record.options or ()]
            wrong = _off_the_ladder(record.outcome.option, ladder)
            if wrong:
                yield unless_faulty(issue, (*path, "option"), wrong)
        if record.outcome.value is not None:
            wrong = _off_the_scale(record, record.outcome.value)
            if wrong:
                yield unless_faulty(issue, (*path, "value"), wrong)


def _off_the_scale(issue: Issue, value: NumberSpan) -> str | None:
    if issue.scale is None:
        return "only a numeric issue has values, and this one has no scale"
    if not issue.scale.min <= value.from_ <= value.to <= issue.scale.max:
        return (
            f"expected a value from {issue.scale.min:g} to {issue.scale.max:g}, "
            f"got {value.from_:g}{_range_end(value.from_, value.to)}"
        )
    return None


def no_position_twice(folder: Folder) -> Iterator[Problem | None]:
    """No two positions of a party on an issue on one day that say the same.

    Two say the same where stance, value, option, fallback, red line and conditions are equal; what
    differs in wording alone is one position with two pieces of evidence.
    """
    positions = folder.table.positions
    beside = conflicting(positions)
    if not beside.any():
        return
    beside &= (
        positions["party"].notna() & positions["issue"].isin(folder.unique_issues())
    ).to_numpy()
    for row in rows_where(beside):
        beside[row] = not folder.table.position_is_faulty(row)
    compared = positions.loc[beside, SAYS].assign(
        cell=cell_keys(positions)[beside], conditions=_condition_texts(folder)[beside]
    )
    same = np.flatnonzero(beside)[compared.duplicated().to_numpy()]
    names = zip(positions["party"].iloc[same], positions["issue"].iloc[same], strict=True)
    for row, (party, issue) in zip(same, names, strict=True):
        yield folder.table.position_problem(
            int(row),
            "party",
            f"the same position of {party!r} on {issue!r} twice, "
            "give one position both pieces of evidence",
        )


def _condition_texts(folder: Folder) -> npt.NDArray[np.object_]:
    """For each position the texts of its conditions as one."""
    texts = np.full(len(folder.table.positions), "", object)
    for position, text in iter_rows(folder.table.conditions[["position", "text"]]):
        texts[position] += f"{text}\n"
    return texts
