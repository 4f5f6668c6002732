"""The rules across records, in two visible lists: what refuses a folder, and what only warns.

Each rule takes the folder as read and yields its problems. A rule stands here because one record
cannot check it alone: it needs ids, scales or dates that stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.folder import Folder
from parley.history import directness, holds_on, seats
from parley.ledger import Placed
from parley.model import Issue, NumberSpan, Party
from parley.problems import Problem, did_you_mean, shown

Rule = Callable[[Folder], Iterable[Problem | None]]

MOST_NAMED = 5
LOCATOR = re.compile(r"\s*([0-9]{1,9})\s*(?:[-–]\s*([0-9]{1,9})\s*)?")


def _rows(mask: npt.NDArray[np.bool_] | pd.Series[bool]) -> list[int]:
    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows


class Known:
    """The ids of one kind that the folder defines, and the words for one that it does not."""

    def __init__(self, folder: Folder, kind: str) -> None:
        self.ids = frozenset(folder.ids(kind))
        self.all_read = kind not in folder.unread
        self.kind = kind
        self.complaint = lru_cache(maxsize=200)(self._complaint)

    def _complaint(self, id: str) -> str:
        return f"no {self.kind} has the id {shown(id)}{did_you_mean(id, self.ids)}"

    def missing(self, id: str | None) -> bool:
        return self.all_read and id is not None and id not in self.ids

    def check(self, placed: Placed, path: tuple[str | int, ...], id: str | None) -> Problem | None:
        """The fault of a reference that nothing defines."""
        path = (*placed.path, *path)
        if id is None or not self.missing(id) or placed.document.faulty_at(path):
            return None
        return placed.document.problem(path, self.complaint(id))

    def check_list(
        self, placed: Placed, key: str, ids: Iterable[str], under: tuple[str | int, ...] = ()
    ) -> Iterator[Problem | None]:
        """The same for each id in a list."""
        for index, id in enumerate(ids):
            yield self.check(placed, (*under, key, index), id)

    def missing_in(self, column: pd.Series[Any]) -> list[int]:
        """The rows of a column of ids that nothing defines."""
        unknown = [id for id in column.cat.categories if self.missing(id)]
        return _rows(column.isin(unknown)) if unknown else []


def folder_is_named_by_an_id(folder: Folder) -> Iterator[Problem]:
    """The folder's name is the negotiation's id."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.id) or len(folder.id) > 80:
        message = (
            "expected a folder named by an id of at most 80 lower-case letters, digits and single "
            f"hyphens, got {shown(folder.id)}"
        )
        yield Problem(folder.name, 1, "folder", message)


def area_is_named_by_its_file(folder: Folder) -> Iterator[Problem | None]:
    """An area's id equals the name of its file."""
    for area in folder.area_files:
        stem = area.document.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if area.record.area != stem and not area.document.faulty_at(("area",)):
            message = f"expected {stem!r}, the file's name, got {shown(area.record.area)}"
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
            Placed(document, ("claims", index), claim)
            for index, claim in enumerate(folder.header.record.claims)
        ]
        yield from _twice("claim", claims)
    for issue in folder.issues:
        options = [
            Placed(issue.document, (*issue.path, "options", index), option)
            for index, option in enumerate(issue.record.options or ())
        ]
        yield from _twice("option", options)


def _twice(kind: str, placed: list[Placed]) -> Iterator[Problem]:
    first: dict[str, Placed] = {}
    for place in placed:
        before = first.setdefault(place.record.id, place)
        if before is not place:
            there = before.document.problem((*before.path, "id"), "")
            message = (
                f"{kind} {shown(place.record.id)} twice, first in {there.file}:{there.line}"
            )
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
    column = folder.ledger.positions["party"]
    for row in known.missing_in(column):
        yield folder.ledger.position_problem(row, "party", known.complaint(column.iat[row]))


def issues_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every issue that is named has a record."""
    known = Known(folder, "issue")
    for event in folder.events:
        yield from known.check_list(event, "issues", event.record.issues)
    for place in folder.ledger.placed:
        for index, condition in enumerate(place.record.conditions):
            yield known.check(place, ("conditions", index, "issue"), condition.issue)
    column = folder.ledger.positions["issue"]
    for row in known.missing_in(column):
        yield folder.ledger.position_problem(row, "issue", known.complaint(column.iat[row]))


def sources_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every source that is cited has a record."""
    known = Known(folder, "source")
    for issue in folder.issues:
        for index, silence in enumerate(issue.record.silences):
            yield from known.check_list(issue, "sources", silence.sources, ("silences", index))
    column = folder.ledger.evidence["source"]
    for row in known.missing_in(column):
        yield folder.ledger.evidence_problem(row, "source", known.complaint(column.iat[row]))


def locators_are_in_their_source(folder: Folder) -> Iterator[Problem | None]:
    """A locator that is a number or a range lies within the source's locator_count."""
    counts = {
        id: (place.record.locator_count, place.record.locator_unit)
        for id, place in folder.ids("source").items()
        if place.record.locator_count is not None
    }
    evidence = folder.ledger.evidence
    counted = evidence["source"].isin(list(counts))
    for row, source, locator in zip(
        _rows(counted), evidence["source"][counted], evidence["locator"][counted], strict=True
    ):
        found = LOCATOR.fullmatch(locator)
        if found is None:
            continue
        count, unit = counts[source]
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= count:
            message = f"expected a {unit} from 1 to {count} of {source!r}, got {shown(locator)}"
            yield folder.ledger.evidence_problem(row, "locator", message)


def numeric_issues_have_values(folder: Folder) -> Iterator[Problem | None]:
    """A value within the scale on a numeric issue, and only there; a stance on every other."""
    positions = folder.ledger.positions
    records = folder.ids("issue")
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
    report = folder.ledger.position_problem
    for row in _rows(known & ~numeric & positions["stance"].isna().to_numpy()):
        yield report(row, "stance", "missing, it is required unless the issue is numeric")
    for row in _rows(known & numeric & ~has_value):
        yield report(row, "value", "missing, it is required on a numeric issue")
    for row in _rows(known & ~numeric & has_value):
        yield report(row, "value", "only a numeric issue has values, and this one has no scale")
    outside = has_value & ~((value_from >= low) & (value_from <= value_to) & (value_to <= high))
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
        for id, place in folder.ids("issue").items()
    }
    for key in ("option", "fallback"):
        given = positions[key].notna() & positions["issue"].isin(list(ladders))
        pairs = zip(
            _rows(given), positions["issue"][given], positions[key][given], strict=True
        )
        for row, issue, option in pairs:
            wrong = _off_the_ladder(option, ladders[issue])
            if wrong:
                yield folder.ledger.position_problem(row, key, wrong)


def _off_the_ladder(option: str, ladder: list[str]) -> str | None:
    if not ladder:
        return "the issue has no options to choose from"
    if option not in ladder:
        return f"expected one of {', '.join(ladder)}, got {shown(option)}"
    return None


def outcomes_fit_their_issue(folder: Folder) -> Iterator[Problem | None]:
    """An outcome's option is on the ladder, its value on the scale."""
    for issue in folder.issues:
        record: Issue = issue.record
        if record.outcome is None:
            continue
        path = (*issue.path, "outcome")
        if record.outcome.option is not None:
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
    placed: Placed, path: tuple[str | int, ...], message: str
) -> Problem | None:
    return None if placed.document.faulty_at(path) else placed.document.problem(path, message)


def no_bloc_contains_itself(folder: Folder) -> Iterator[Problem | None]:
    """Following members from a bloc never leads back to it."""
    parties = folder.ids("party")
    for id, place in parties.items():
        reached: set[str] = set()
        ahead = list(place.record.members)
        while ahead:
            member = ahead.pop()
            if member not in reached and member in parties:
                reached.add(member)
                ahead.extend(parties[member].record.members)
        if id in reached:
            yield _unless_faulty(
                place, (*place.path, "members"), f"the bloc {id!r} contains itself"
            )


def no_position_twice(folder: Folder) -> Iterator[Problem | None]:
    """No two positions of a party on an issue on one day that say the same.

    Two say the same where stance, value, option, fallback, red line and conditions are equal; what
    differs in wording alone is one position with two pieces of evidence.
    """
    positions = folder.ledger.positions
    seat = pd.DataFrame({"seat": seats(positions), "date": positions["date"]})
    beside = seat.duplicated(keep=False) & positions["party"].notna() & positions["issue"].notna()
    if not beside.any():
        return
    says = ["stance", "value_from", "value_to", "option", "fallback", "red_line", "said"]
    same = seat.join(positions[says])[beside].duplicated()
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


def _opposed(folder: Folder) -> pd.DataFrame:
    """The positions that hold on the day of the matrix and oppose: issue and party."""
    positions = folder.ledger.positions
    if folder.header is None:
        return positions.head(0)
    rank = directness(folder.ledger.evidence, len(positions))
    holds = holds_on(positions, rank, folder.header.record.as_of)
    return positions[holds & (positions["stance"] == "opposes").to_numpy()]


def agreed_but_opposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is agreed and that a deciding party opposes."""
    principals = {
        id for id, party in folder.ids("party").items() if party.record.role == "principal"
    }
    opposed = _opposed(folder)
    opposed = opposed[opposed["party"].isin(principals)]
    by_issue = opposed.groupby("issue", observed=True)["party"].agg(list).to_dict()
    for issue in folder.issues:
        if issue.record.status == "agreed" and issue.record.id in by_issue:
            who = _named(by_issue[issue.record.id])
            yield issue.document.problem(
                (*issue.path, "status"), f"agreed, yet {who} opposes it", "warning"
            )


def disputed_but_unopposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is disputed and that nobody opposes. Numeric issues are left out: there, two
    values can be opposed without a stance."""
    opposed = set(_opposed(folder)["issue"])
    for issue in folder.issues:
        record: Issue = issue.record
        if record.status == "disputed" and record.scale is None and record.id not in opposed:
            yield issue.document.problem(
                (*issue.path, "status"), "disputed, yet nobody opposes it", "warning"
            )


def sources_without_citation(folder: Folder) -> Iterator[Problem]:
    """A source that nothing cites."""
    cited = set(folder.ledger.evidence["source"].cat.categories)
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
    positions = folder.ledger.positions
    parties: dict[str, Party] = {id: place.record for id, place in folder.ids("party").items()}
    heard: dict[str, set[str]] = {
        str(issue): set(who)
        for issue, who in positions.groupby("issue", observed=True)["party"].unique().items()
    }
    blocs = [(id, party.members) for id, party in parties.items() if party.members]
    principals = [id for id, party in parties.items() if party.role == "principal"]
    for issue in folder.issues:
        accounted = set(heard.get(issue.record.id, set()))
        for _ in blocs:
            accounted.update(
                member for bloc, members in blocs if bloc in accounted for member in members
            )
        accounted.update(silence.party for silence in issue.record.silences)
        missing = [id for id in principals if id not in accounted]
        if missing:
            message = (
                f"no position and no silence of {_named(missing)}, who decide on it: "
                "counted as not-reported"
            )
            yield issue.document.problem((*issue.path, "id"), message, "warning")


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
