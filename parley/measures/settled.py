"""A view in, the share of its issues that is settled out, under every reading of "settled"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in, isin
from parley.format.vocabulary import NOT_YET_KNOWN, ON_RECORD
from parley.frames.cells import Cells, Flags
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view
from parley.measures.common_ground import deciding_parties
from parley.measures.evidence import EVIDENCE_WORDS, has_evidence

MEANINGS: Final = {
    "agreed": "the status is agreed",
    "converging": "the status is agreed or converging",
    "same-side": "all that have spoken lean the same way, at least two",
}
"""What counts as settled."""

UNITS: Final = {
    "issue": "every issue counts the same",
    "area": "every area counts the same: the mean of their shares",
    "weight": "every issue counts by its weight",
}
"""What is counted."""

COLUMNS: Final = [
    "meaning", "unit", "group", "evidence", "known", "settled", "of", "share", "near",
]  # fmt: skip

NEAR: Final = 0.05
"""How close a share must come to a claim to be near it."""


VERDICTS: Final = ("refuted", "borne out", "cannot tell")
"""What statuses say of a claim: the ceiling is below it, the floor reaches it, or neither."""


class ClaimCheck(NamedTuple):
    """A claimed share of settled issues beside what the statuses in view show.

    `agreed` and `converging` count issues of that status; `untold` those of which no status is
    known: its status is unknown, or not yet known on the day.
    """

    share: float
    agreed: int
    converging: int
    untold: int
    issues: int

    @property
    def known(self) -> int:
        """The issues whose status is told."""
        return self.issues - self.untold

    @property
    def floor(self) -> int:
        """The issues that are agreed or converging."""
        return self.agreed + self.converging

    @property
    def ceiling(self) -> int:
        """Those that would be if all untold ones were agreed."""
        return self.floor + self.untold

    @property
    def verdict(self) -> str:
        """One of VERDICTS, by what is agreed or converging: the reading that goes farthest."""
        claimed = self.share * self.issues - 1e-9
        if self.issues and self.ceiling < claimed:
            return "refuted"
        return "borne out" if self.issues and self.floor >= claimed else "cannot tell"


@of_view
def claim_check(view: View, share: float) -> ClaimCheck:
    """A claimed share of settled issues beside the statuses of the issues in view."""
    number = view.issues["status"].astype("str").value_counts()
    untold = int(number.get("unknown", 0)) + int(number.get(NOT_YET_KNOWN, 0))
    agreed, converging = (int(number.get(name, 0)) for name in ("agreed", "converging"))
    return ClaimCheck(share, agreed, converging, untold, len(view.issues))


class PartyGroup(NamedTuple):
    """Whose positions count: a name, and the ids of the parties."""

    name: str
    parties: tuple[str, ...]
    without: str = ""
    """The party that is left out, if any: what members take from a bloc goes with it."""


@of_view
def party_groups(view: View) -> list[PartyGroup]:
    """The groups by which a claim is checked: all in view, those that decide, and all without each
    one that has spoken."""
    ids, names = view.party_ids, view.parties["name"].tolist()
    heard = set(np.array(ids, object)[view.cells.party])
    groups = [PartyGroup("all parties in view", tuple(ids))]
    decide = deciding_parties(view)
    if decide and set(decide) != set(ids):
        groups.append(PartyGroup("those that decide", tuple(decide)))
    groups += [
        PartyGroup(f"without {name}", tuple(each for each in ids if each != id), id)
        for id, name in zip(ids, names, strict=True)
        if len(ids) > 2 and id in heard
    ]
    return groups


@of_view
def settled_shares(
    view: View, claim: float | None = None, groups: Sequence[PartyGroup] | None = None
) -> pd.DataFrame:
    """The share of the issues in view that is settled, under every reading.

    A reading is one way to count: what settled means, what is counted, whose positions count (of
    `groups` of parties in view, by default `party_groups`), and on which evidence. A status counts
    where a citation of it is of the allowed sort, a position where its most direct evidence is; the
    group makes no difference to a status, which stands for all. An issue on which nobody or one
    party alone has spoken is not settled by leaning the same way; what several members take from
    one bloc is one voice.

    Returns one row a reading with the columns meaning (a key of MEANINGS), unit (of UNITS), group
    (its name), evidence (of EVIDENCE_WORDS), known (issues of which the reading can tell: with a
    known status that is cited, or on which at least two have spoken), settled and of (issues, or
    their weights; by area the sum of the areas' shares and the number of areas), share (missing
    where there are no issues) and near (whether it comes within NEAR of the claim, missing without
    one).
    """
    total = _Total(view.issues)
    units = [unit for unit in UNITS if total.can_differ(unit)]
    rows = [
        (meaning, unit, group, kind, int(known.sum()), *total.share(settled, unit))
        for meaning, group, kind, known, settled in _settled(
            view, party_groups(view) if groups is None else groups
        )
        for unit in units
    ]
    found = pd.DataFrame(rows, columns=COLUMNS[:-1])
    if claim is None:
        return found.assign(near=pd.Series(pd.NA, index=found.index, dtype="boolean"))
    return found.assign(near=((found["share"] - claim).abs() <= NEAR + 1e-9).astype("boolean"))


def _settled(
    view: View, groups: Collection[PartyGroup]
) -> Iterator[tuple[str, str, str, Flags, Flags]]:
    status = view.issues["status"].astype("str")
    told = ~status.isin(["unknown", NOT_YET_KNOWN]).to_numpy()
    on_record = told & view.issues["issue"].isin(_on_record(view)).to_numpy()
    positions = view.frames.positions
    # A reading that cannot differ from another is none.
    differs = (told != on_record).any() or (view.in_view & ~has_evidence(positions, "record")).any()
    for kind in EVIDENCE_WORDS if differs else ["all"]:
        known = on_record if kind == "record" else told
        for meaning, words in (("agreed", ["agreed"]), ("converging", ["agreed", "converging"])):
            yield meaning, "all parties", kind, known, known & status.isin(words).to_numpy()
        same_side = _SameSide(view, kind)
        for group in groups:
            yield "same-side", group.name, kind, *same_side.of(group)


def _on_record(view: View) -> set[str]:
    """The issues whose status on the day is cited from the record."""
    statuses, evidence = view.frames.statuses, view.frames.evidence
    cited = evidence[isin(evidence["attribution"], ON_RECORD)]
    holds = statuses[statuses["current"].to_numpy(bool)]
    settled = set(holds["issue"][holds["outcome"].to_numpy(bool)])
    day_of = dict(zip(holds["issue"], holds["date"].dt.strftime("%Y-%m-%d"), strict=True))
    rows = cited[cited["role"] == "status"]
    earlier = set(
        zip(
            *(evidence.loc[evidence["role"] == "status", name] for name in ("issue", "ref")),
            strict=True,
        )
    )
    found = {
        str(issue)
        for issue, ref in zip(rows["issue"], rows["ref"], strict=True)
        if issue not in settled
        and (
            ref == day_of.get(issue) or (pd.isna(ref) and (issue, day_of.get(issue)) not in earlier)
        )
    }
    return found | {str(id) for id in cited["issue"][cited["role"] == "outcome"] if id in settled}


class _SameSide:
    """The positions that one sort of evidence allows, and what any group of parties comes to.

    Most groups leave one party out of the same others. Where nobody speaks in its place, that is
    told from what all of them come to, and nobody else is counted again.
    """

    def __init__(self, view: View, kind: str) -> None:
        self.view = view
        self.ids = view.party_ids
        positions = view.frames.positions
        self.allowed = view.in_view & has_evidence(positions, kind)
        self.inherited = positions["inherited_from"]
        taking = positions["party"][self.allowed & self.inherited.notna().to_numpy()]
        blocs = (bloc for each in view.blocs.values() for bloc in each)
        self.spoken_for = {*taking.unique(), *view.blocs, *blocs}
        """Those in whose place another may speak: members, and all blocs."""
        self.whole: dict[frozenset[str], _Sides] = {}

    def of(self, group: PartyGroup) -> tuple[Flags, Flags]:
        """On which issues at least two of the group have spoken, and on which all lean one way."""
        left_out = group.without
        if left_out in self.spoken_for:
            return self._sides(group.parties, left_out).same_side
        everybody = frozenset((*group.parties, left_out) if left_out else group.parties)
        if everybody not in self.whole:
            self.whole[everybody] = self._sides(everybody)
        whole = self.whole[everybody]
        if not left_out:
            return whole.same_side
        return whole.without(self.ids.index(left_out) if left_out in self.ids else -1)

    def _sides(self, parties: Collection[str], left_out: str = "") -> _Sides:
        measured = self.allowed & isin(self.view.frames.positions["party"], parties)
        if left_out:
            measured &= (self.inherited != left_out).to_numpy()
        counts = self.view.voices_of(measured).counts
        return _Sides(self.view, self.view.cells.where(self.view.cells.of(counts)))


class _Sides:
    """Voices, and on which issues all of them, or all but one, lean the same way."""

    def __init__(self, view: View, cells: Cells) -> None:
        self.relations = Relations(view, cells)
        self.party, self.parties = cells.party, cells.shape[1]

    @cached_property
    def same_side(self) -> tuple[Flags, Flags]:
        """On which issues at least two have spoken, neither a member of the other, and on which of
        these all lean the same way."""
        several = self.relations.unrelated
        return several, several & self.relations.same_way

    def without(self, party: int) -> tuple[Flags, Flags]:
        """The same, where one party, by its place, has not spoken."""
        spoken, same = (flags.copy() for flags in self.same_side)
        if party >= 0:
            rows = self._rows_of[party]
            at = self.relations.of.issue[rows]
            spoken[at], same[at] = (flags[rows] for flags in self._each_left_out)
        return spoken, same

    @cached_property
    def _each_left_out(self) -> tuple[Flags, Flags]:
        """The same for each position, on its issue, where it alone has not been stated."""
        relations = self.relations
        of, at, side = relations.of, relations.of.issue, np.sign(relations.score)
        others = of.number[at] - 1
        lean_for = of.count(side > 0)[at] - (side > 0)
        lean_against = of.count(side < 0)[at] - (side < 0)
        one_way = (lean_for == others) | (lean_against == others)
        for issue in relations.issues:
            rows = of.rows(issue)
            differs = ~relations.pairs(issue).same
            np.fill_diagonal(differs, False)
            one_way[rows] = differs.sum() == 2 * differs.sum(axis=1)
        several = relations.unrelated_without
        return several, several & one_way

    @cached_property
    def _rows_of(self) -> list[Rows]:
        """The positions of each party."""
        order = np.argsort(self.party, kind="stable")
        ends = np.searchsorted(self.party[order], np.arange(1, self.parties))
        return np.split(order, ends)


class _Total:
    """All that is in view, in each unit, and the share of it that is settled."""

    def __init__(self, issues: pd.DataFrame) -> None:
        self.weight = issues["weight"].to_numpy(float)
        areas = list(dict.fromkeys(issues["area"]))
        self.area = index_in(issues["area"], areas)
        self.size = np.bincount(self.area, minlength=len(areas))

    def can_differ(self, unit: str) -> bool:
        """Whether counting by this unit can give another share than counting issues."""
        if unit == "area":
            return len(self.size) > 1
        return unit == "issue" or bool((self.weight != self.weight[:1]).any())

    def share(self, settled: Flags, unit: str) -> tuple[float, float, float]:
        """What is settled, of how much, and its share."""
        if unit == "area":
            by_area = np.bincount(self.area[settled], minlength=len(self.size)) / self.size
            part, whole = float(by_area.sum()), float(len(by_area))
        elif unit == "weight":
            part, whole = float(self.weight[settled].sum()), float(self.weight.sum())
        else:
            part, whole = float(settled.sum()), float(len(settled))
        return part, whole, part / whole if whole else float("nan")
