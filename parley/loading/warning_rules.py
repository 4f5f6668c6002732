"""Rules that only warn: what is likely a mistake and may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.models import Event, Issue, Party
from parley.format.problems import Problem
from parley.format.vocabulary import Status
from parley.iter_rows import iter_rows
from parley.loading._rule_helpers import join_ids, rows_where
from parley.loading.folder import Folder
from parley.loading.history import current_on, directness


def agreed_but_opposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is agreed and that a deciding party opposes."""
    parties = folder.ids("party")
    for id, opposed in _opposing_parties(folder, "agreed").items():
        who = [
            each for each in opposed if each in parties and parties[each].record.role == "principal"
        ]
        issue = folder.ids("issue").get(id)
        if who and issue is not None:
            message = f"agreed, yet {join_ids(who)} opposes it"
            yield issue.document.problem((*issue.path, "status"), message, "warning")


def disputed_but_unopposed(folder: Folder) -> Iterator[Problem]:
    """An issue that is disputed and that nobody opposes. Numeric issues are left out: there, two
    values can be opposed without a stance."""
    opposed = _opposing_parties(folder, "disputed")
    for issue in folder.issues:
        record: Issue = issue.record
        if record.status == "disputed" and record.scale is None and record.id not in opposed:
            yield issue.document.problem(
                (*issue.path, "status"), "disputed, yet nobody opposes it", "warning"
            )


def _opposing_parties(folder: Folder, status: Status) -> dict[str, list[str]]:
    """For each issue of a status the parties whose position on the day of the matrix opposes it;
    nothing for an issue that nobody opposes."""
    positions = folder.table.positions
    ids = [issue.record.id for issue in folder.issues if issue.record.status == status]
    if folder.header is None or not ids:
        return {}
    rank = directness(folder.table.evidence, len(positions))
    holds = current_on(positions, rank, folder.header.record.as_of)
    opposes = holds & (positions["stance"] == "opposes").to_numpy()
    found: dict[str, list[str]] = {}
    rows = positions.loc[opposes & positions["issue"].isin(ids), ["issue", "party"]]
    for issue, party in iter_rows(rows.dropna()):
        found.setdefault(issue, []).append(party)
    return found


def sources_without_citation(folder: Folder) -> Iterator[Problem]:
    """A source that nothing cites."""
    cited = set(folder.table.evidence["source"].cat.categories)
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
    positions = folder.table.positions
    for row in rows_where(positions["date"] > pd.Timestamp(as_of)):
        yield folder.table.position_problem(
            row,
            "date",
            f"{positions['date'].iat[row]:%Y-%m-%d} is later than as_of, {as_of}",
            "warning",
        )


def events_on_the_wrong_side_of_the_day(folder: Folder) -> Iterator[Problem]:
    """An event after the day of the matrix that is not marked as ahead, or marked and before it."""
    if folder.header is None:
        return
    as_of = folder.header.record.as_of
    for event in folder.events:
        record: Event = event.record
        if event.document.faulty_at((*event.path, "date")):
            continue
        if record.date.from_ > as_of and not record.upcoming:
            message = f"{record.date.from_} is later than as_of, {as_of}, mark it `upcoming: true`"
            yield event.document.problem((*event.path, "date"), message, "warning")
        elif record.date.to < as_of and record.upcoming:
            message = f"upcoming, yet {record.date.to} is before as_of, {as_of}"
            yield event.document.problem((*event.path, "upcoming"), message, "warning")


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
    heard = _parties_with_a_position(folder, number)
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
                f"no position and no silence of {join_ids([parties[row].id for row in missing])}, "
                "who decide on it: counted as not-reported"
            )
            yield issue.document.problem((*issue.path, "id"), message, "warning")


def _parties_with_a_position(
    folder: Folder, number: dict[str, int]
) -> Callable[[str], npt.NDArray[np.int64]]:
    """What gives for an issue the numbers of the parties with a position of their own on it."""
    positions = folder.table.positions
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
