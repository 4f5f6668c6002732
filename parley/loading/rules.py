"""The rules across records, in two visible lists: what refuses a folder, and what only warns.

Each rule takes the folder as read and yields its problems. A rule stands here because one record
cannot check it alone: it needs ids, scales or dates that stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.locators import numbers_of
from parley.format.models import Issue, NumberSpan, Party
from parley.format.problems import Problem, did_you_mean, quoted
from parley.format.vocabulary import Status
from parley.iter_rows import iter_rows
from parley.loading.folder import Folder
from parley.loading.history import cell_keys, conflicting, current_on, directness
from parley.loading.position_table import LocatedRecord

Rule = Callable[[Folder], Iterable[Problem | None]]

MOST_NAMED = 5
MOST_HINTS = 100
MOST_NUMBER = 10**18
"""No number of a locator is that large."""
NO_NUMBER = (-1, -1)
"""Stands for a locator that is neither a number nor a range."""


def _rows(mask: npt.NDArray[np.bool_] | pd.Series[bool]) -> list[int]:
    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows


class Known:
    """The ids of one kind that the folder defines, and the words for one that it does not."""

    def __init__(self, folder: Folder, kind: str) -> None:
        self.ids = frozenset(folder.ids(kind))
        self.all_read = kind not in folder.unread
        self.kind = kind
        self.complaints: dict[str, str] = {}

    def complaint(self, id: str) -> str:
        """What is wrong with an id; a near miss is looked for a few times only, for it is slow."""
        if id not in self.complaints:
            near = did_you_mean(id, self.ids) if len(self.complaints) < MOST_HINTS else ""
            self.complaints[id] = f"no {self.kind} has the id {quoted(id)}{near}"
        return self.complaints[id]

    def missing(self, id: str | None) -> bool:
        return self.all_read and id is not None and id not in self.ids

    def check(
        self, placed: LocatedRecord, path: tuple[str | int, ...], id: str | None
    ) -> Problem | None:
        """The fault of a reference that nothing defines."""
        path = (*placed.path, *path)
        if id is None or not self.missing(id) or placed.document.faulty_at(path):
            return None
        return placed.document.problem(path, self.complaint(id))

    def check_list(
        self, placed: LocatedRecord, key: str, ids: Iterable[str], under: tuple[str | int, ...] = ()
    ) -> Iterator[Problem | None]:
        """The same for each id in a list."""
        for index, id in enumerate(ids):
            yield self.check(placed, (*under, key, index), id)

    def missing_in(self, column: pd.Series[Any]) -> Iterator[tuple[int, str]]:
        """The rows of a column whose id nothing defines, and the fault of each."""
        ids = column.cat.categories.tolist()
        codes = column.cat.codes.to_numpy()
        unknown = np.array([*(self.missing(id) for id in ids), False])
        for row in _rows(unknown[codes]):
            yield row, self.complaint(ids[codes[row]])


def folder_is_named_by_an_id(folder: Folder) -> Iterator[Problem]:
    """The folder's name is the negotiation's id."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.id) or len(folder.id) > 80:
        message = (
            "expected a folder named by an id of at most 80 lower-case letters, digits and single "
            f"hyphens, got {quoted(folder.id)}"
        )
        yield Problem(folder.name, 1, "folder", message)


def area_is_named_by_its_file(folder: Folder) -> Iterator[Problem | None]:
    """An area's id equals the name of its file."""
    for area in folder.area_files:
        stem = area.document.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if area.record.area != stem and not area.document.faulty_at(("area",)):
            message = f"expected {stem!r}, the file's name, got {quoted(area.record.area)}"
            yield area.document.problem(("area",), message)


def ids_are_unique(folder: Folder) -> Iterator[Problem | None]:
    """No id twice: of parties, sources, issues, events, claims, and of options in an issue."""
    for kind, placed in [
        ("party", folder.parties),
        ("source", folder.sources),
        ("issue", folder.issues),
        ("event", folder.events),
    ]:
        yield from _twice(kind, placed)
    if folder.header is not None:
        document = folder.header.document
        claims = [
            LocatedRecord(document, ("claims", index), claim)
            for index, claim in enumerate(folder.header.record.claims)
        ]
        yield from _twice("claim", claims)
    for issue in folder.issues:
        options = [
            LocatedRecord(issue.document, (*issue.path, "options", index), option)
            for index, option in enumerate(issue.record.options or ())
        ]
        yield from _twice("option", options)


def _twice(kind: str, placed: list[LocatedRecord]) -> Iterator[Problem]:
    first: dict[str, LocatedRecord] = {}
    for place in placed:
        before = first.setdefault(place.record.id, place)
        if before is not place:
            there = before.document.problem((*before.path, "id"), "")
            message = f"{kind} {quoted(place.record.id)} twice, first in {there.file}:{there.line}"
            yield place.document.problem((*place.path, "id"), message)


def parties_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every party that is named has a record."""
    known = Known(folder, "party")
    if folder.header is not None:
        yield from known.check_list(
            folder.header, "home_parties", folder.header.record.home_parties
        )
    for party in folder.parties:
        yield from known.check_list(party, "members", party.record.members)
    for event in folder.events:
        yield from known.check_list(event, "parties", event.record.parties)
    for issue in folder.issues:
        for index, silence in enumerate(issue.record.silences):
            yield known.check(issue, ("silences", index, "party"), silence.party)
    for place in folder.ledger.placed:
        for index, dispute in enumerate(place.record.disputed_by):
            yield known.check(place, ("disputed_by", index, "party"), dispute.party)
    for row, message in known.missing_in(folder.ledger.positions["party"]):
        yield folder.ledger.position_problem(row, "party", message)


def issues_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every issue that is named has a record."""
    known = Known(folder, "issue")
    for event in folder.events:
        yield from known.check_list(event, "issues", event.record.issues)
    for place in folder.ledger.placed:
        for index, condition in enumerate(place.record.conditions):
            yield known.check(place, ("conditions", index, "issue"), condition.issue)
    for row, message in known.missing_in(folder.ledger.positions["issue"]):
        yield folder.ledger.position_problem(row, "issue", message)


def sources_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every source that is cited has a record."""
    known = Known(folder, "source")
    for issue in folder.issues:
        for index, silence in enumerate(issue.record.silences):
            yield from known.check_list(issue, "sources", silence.sources, ("silences", index))
    for row, message in known.missing_in(folder.ledger.evidence["source"]):
        yield folder.ledger.evidence_problem(row, "source", message)


def locators_are_in_their_source(folder: Folder) -> Iterator[Problem | None]:
    """A locator that is a number or a range lies within the source's locator_count."""
    counts = {
        id: (place.record.locator_count, place.record.locator_unit)
        for id, place in folder.ids("source").items()
        if place.record.locator_count is not None
    }
    evidence = folder.ledger.evidence
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
    wrong &= np.array([*(id in counts for id in sources), False], bool)[source]
    for row in _rows(wrong):
        id = sources[source[row]]
        allowed, unit = counts[id]
        message = f"expected a {unit} from 1 to {allowed} of {id!r}, got "
        message += quoted(locators[code[row]])
        yield folder.ledger.evidence_problem(row, "locator", message)


def numeric_issues_have_values(folder: Folder) -> Iterator[Problem | None]:
    """A value within the scale on a numeric issue, and only there; a stance on every other."""
    positions = folder.ledger.positions
    records = folder.issues_once()
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
    report = folder.ledger.position_problem
    for row in _rows(known & ~numeric & positions["stance"].isna().to_numpy()):
        yield report(row, "stance", "missing, it is required unless the issue is numeric")
    for row in _rows(known & numeric & ~has_value):
        yield report(row, "value", "missing, it is required on a numeric issue")
    for row in _rows(known & ~numeric & has_value):
        yield report(row, "value", "only a numeric issue has values, and this one has no scale")
    for row in _rows(known & numeric & half):
        yield report(row, "value", "expected both ends of a range, value.from and value.to")
    outside = (
        has_value & ~half & ~((value_from >= low) & (value_from <= value_to) & (value_to <= high))
    )
    for row in _rows(known & numeric & outside):
        message = (
            f"expected a value from {low[row]:g} to {high[row]:g}, "
            f"got {value_from[row]:g}" + _to(value_from[row], value_to[row])
        )
        yield report(row, "value", message)


def _to(low: float, high: float) -> str:
    return "" if low == high else f" to {high:g}"


def options_are_on_the_ladder(folder: Folder) -> Iterator[Problem | None]:
    """What a position asks for or would accept is a rung of its issue's ladder."""
    positions = folder.ledger.positions
    ladders = {
        id: [option.id for option in place.record.options or ()]
        for id, place in folder.issues_once().items()
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
                yield folder.ledger.position_problem(row, key, wrong[issue, option])


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
                yield _unless_faulty(issue, (*path, "option"), wrong)
        if record.outcome.value is not None:
            wrong = _off_the_scale(record, record.outcome.value)
            if wrong:
                yield _unless_faulty(issue, (*path, "value"), wrong)


def _off_the_scale(issue: Issue, value: NumberSpan) -> str | None:
    if issue.scale is None:
        return "only a numeric issue has values, and this one has no scale"
    if not issue.scale.min <= value.from_ <= value.to <= issue.scale.max:
        return (
            f"expected a value from {issue.scale.min:g} to {issue.scale.max:g}, "
            f"got {value.from_:g}{_to(value.from_, value.to)}"
        )
    return None


def _unless_faulty(
    placed: LocatedRecord, path: tuple[str | int, ...], message: str
) -> Problem | None:
    return None if placed.document.faulty_at(path) else placed.document.problem(path, message)


def no_bloc_contains_itself(folder: Folder) -> Iterator[Problem | None]:
    """Following members from a bloc never leads back to it: one fault for each way back."""
    parties = folder.ids("party")
    done: set[str] = set()
    for first in parties:
        way: dict[str, Iterator[str]] = {}
        member: str | None = first
        while member is not None or way:
            if member is not None and member in parties and member not in done:
                way[member] = iter(parties[member].record.members)
            last = next(reversed(way), None)
            if last is None:
                break
            member = next(way[last], None)
            if member is None:
                done.add(last)
                del way[last]
            elif member in way:
                ids = list(way)
                circle = [*ids[ids.index(member) + 1 :], member]
                place = parties[member]
                message = f"the bloc {member!r} contains itself, through {_named(circle)}"
                if circle == [member]:
                    message = f"the bloc {member!r} contains itself"
                yield _unless_faulty(place, (*place.path, "members"), message)
                member = None


def no_position_twice(folder: Folder) -> Iterator[Problem | None]:
    """No two positions of a party on an issue on one day that say the same.

    Two say the same where stance, value, option, fallback, red line and conditions are equal; what
    differs in wording alone is one position with two pieces of evidence.
    """
    positions = folder.ledger.positions
    beside = conflicting(positions)
    if not beside.any():
        return
    beside &= (
        positions["party"].notna() & positions["issue"].isin(folder.issues_once())
    ).to_numpy()
    for row in _rows(beside):
        beside[row] = not folder.ledger.position_is_faulty(row)
    says = ["date", "stance", "value_from", "value_to", "option", "fallback", "red_line", "said"]
    same = positions[says].assign(seat=cell_keys(positions))[beside].duplicated()
    for row in same[same].index:
        party, issue = positions["party"].iat[row], positions["issue"].iat[row]
        yield folder.ledger.position_problem(
            int(row),
            "party",
            f"the same position of {party!r} on {issue!r} twice, "
            "give one position both pieces of evidence",
        )


FAULTS: list[Rule] = [
    folder_is_named_by_an_id,
    area_is_named_by_its_file,
    ids_are_unique,
    parties_are_defined,
    issues_are_defined,
    sources_are_defined,
    locators_are_in_their_source,
    numeric_issues_have_values,
    options_are_on_the_ladder,
    outcomes_fit_their_issue,
    no_bloc_contains_itself,
    no_position_twice,
]


def _opposed(folder: Folder, status: Status) -> dict[str, list[str]]:
    """For each issue of a status the parties whose position on the day of the matrix opposes it;
    nothing for an issue that nobody opposes."""
    positions = folder.ledger.positions
    ids = [issue.record.id for issue in folder.issues if issue.record.status == status]
    if folder.header is None or not ids:
        return {}
    rank = directness(folder.ledger.evidence, len(positions))
    holds = current_on(positions, rank, folder.header.record.as_of)
    opposes = holds & (positions["stance"] == "opposes").to_numpy()
    found: dict[str, list[str]] = {}
    rows = positions.loc[opposes & positions["issue"].isin(ids), ["issue", "party"]]
    for issue, party in iter_rows(rows.dropna()):
        found.setdefault(issue, []).append(party)
    return found


def agreed_but_opposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is agreed and that a deciding party opposes."""
    parties = folder.ids("party")
    for id, opposed in _opposed(folder, "agreed").items():
        who = [
            each for each in opposed if each in parties and parties[each].record.role == "principal"
        ]
        issue = folder.ids("issue").get(id)
        if who and issue is not None:
            message = f"agreed, yet {_named(who)} opposes it"
            yield issue.document.problem((*issue.path, "status"), message, "warning")


def disputed_but_unopposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is disputed and that nobody opposes. Numeric issues are left out: there, two
    values can be opposed without a stance."""
    opposed = _opposed(folder, "disputed")
    for issue in folder.issues:
        record: Issue = issue.record
        if record.status == "disputed" and record.scale is None and record.id not in opposed:
            yield issue.document.problem(
                (*issue.path, "status"), "disputed, yet nobody opposes it", "warning"
            )


def sources_without_citation(folder: Folder) -> Iterator[Problem]:
    """A source that nothing cites."""
    cited = set(folder.ledger.evidence["source"].cat.categories)
    for issue in folder.issues:
        for silence in issue.record.silences:
            cited.update(silence.sources)
    for source in folder.sources:
        if source.record.id not in cited:
            message = f"nothing cites the source {source.record.id!r}"
            yield source.document.problem((*source.path, "id"), message, "warning")


def positions_after_the_day(folder: Folder) -> Iterator[Problem | None]:
    """A position later than the day that the matrix speaks for."""
    if folder.header is None:
        return
    as_of = folder.header.record.as_of
    positions = folder.ledger.positions
    for row in _rows(positions["date"] > pd.Timestamp(as_of)):
        yield folder.ledger.position_problem(
            row,
            "date",
            f"{positions['date'].iat[row]:%Y-%m-%d} is later than as_of, {as_of}",
            "warning",
        )


def principals_unaccounted_for(folder: Folder) -> Iterator[Problem]:
    """A principal with neither a position, its own or its bloc's, nor a silence on an issue."""
    parties: list[Party] = [place.record for place in folder.parties]
    number = {party.id: index for index, party in enumerate(parties)}
    deciding = np.array([party.role == "principal" for party in parties], bool)
    blocs = [
        (index, [number[member] for member in party.members])
        for index, party in enumerate(parties)
        if party.members
    ]
    heard = _heard(folder, number)
    for issue in folder.issues:
        accounted = np.zeros(len(parties), bool)
        accounted[heard(issue.record.id)] = True
        accounted[[number[silence.party] for silence in issue.record.silences]] = True
        size = -1
        while blocs and size < int(accounted.sum()):
            size = int(accounted.sum())
            for bloc, members in blocs:
                accounted[members] |= accounted[bloc]
        missing = np.flatnonzero(deciding & ~accounted)
        if len(missing):
            message = (
                f"no position and no silence of {_named([parties[row].id for row in missing])}, "
                "who decide on it: counted as not-reported"
            )
            yield issue.document.problem((*issue.path, "id"), message, "warning")


def _heard(folder: Folder, number: dict[str, int]) -> Callable[[str], npt.NDArray[np.int64]]:
    """What gives for an issue the numbers of the parties with a position of their own on it."""
    positions = folder.ledger.positions
    issues = {id: code for code, id in enumerate(positions["issue"].cat.categories)}
    codes = positions["issue"].cat.codes.to_numpy()
    order = np.argsort(codes, kind="stable")
    start = np.searchsorted(codes[order], np.arange(len(issues) + 1)).tolist()
    numbers = np.array([number[id] for id in positions["party"].cat.categories], np.int64)
    of_party = numbers[positions["party"].cat.codes.to_numpy()[order]]

    def heard(issue: str) -> npt.NDArray[np.int64]:
        code = issues.get(issue)
        return of_party[:0] if code is None else of_party[start[code] : start[code + 1]]

    return heard


def _named(ids: list[str]) -> str:
    rest = len(ids) - MOST_NAMED
    names = ", ".join(ids[:MOST_NAMED])
    return f"{names} and {rest} more" if rest > 0 else names


WARNINGS: list[Rule] = [agreed_but_opposed, positions_after_the_day]
"""What can be said even of a folder with faults."""

WARNINGS_OF_ABSENCE: list[Rule] = [
    disputed_but_unopposed,
    sources_without_citation,
    principals_unaccounted_for,
]
"""What can be said only where nothing was left out as faulty."""
