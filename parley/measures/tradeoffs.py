"""A view in, the links between its issues out: who hangs what on what, and where that goes round.

A link is one condition of a position that holds: it leads from the issue that the position is on to
the issue that it hangs on. A condition that names no other issue is a link to nowhere, and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from parley.categoricals import isin_numbers
from parley.format.vocabulary import CONDITION_KINDS
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.measures._view import of_view
from parley.wording import join_and

LINK_COLUMNS: Final = {
    "party": "id of the party that sets the condition",
    "party_name": "its name",
    "issue": "id of the issue that its position is on",
    "title": "its name",
    "on_issue": "id of the other issue that it hangs on, missing where it names none",
    "on_title": "its name",
    "kind": "in-exchange-for, precondition or package",
    "text": "the condition",
    "position": "number of the position it belongs to",
    "sentence": "all of it in words",
}

LONGEST: Final = 8
MOST_CYCLES: Final = 100
MOST_STEPS: Final = 100_000
"""How many issues a cycle has at most, how many cycles are listed, and how long is searched."""

CycleKind = Literal["deadlock", "exchange", "own"]

CYCLE_MEANINGS: Final[dict[CycleKind, str]] = {
    "deadlock": "Each waits for another to come first, so that nothing can come first.",
    "exchange": "What each asks for is what another gives in return: it can only close together.",
    "own": "One party ties its own positions to each other.",
}


@of_view
def links(view: View) -> pd.DataFrame:
    """The conditions of the positions in view.

    A condition that members take over from their bloc is listed once, as the bloc's, also where
    only members are in view. Returns the columns of LINK_COLUMNS, in the order of issues, then
    parties, then the folder.
    """
    frames, rows = view.frames, view.frames.conditions
    rows = rows[isin_numbers(rows["position"], frames.positions["position"][view.in_view])]
    rows = rows.sort_values(["issue", "party"], kind="stable")
    titles = frames.issues.set_index(frames.issues["issue"].astype("str"))["title"]
    names = frames.parties.set_index(frames.parties["party"].astype("str"))["name"]
    other = rows["on_issue"].astype("str")
    on_issue = rows["on_issue"].where(other != rows["issue"].astype("str"))
    found = pd.DataFrame(
        {
            "party": rows["party"],
            "party_name": rows["party"].astype("str").map(names).astype("str"),
            "issue": rows["issue"],
            "title": rows["issue"].astype("str").map(titles).astype("str"),
            "on_issue": on_issue,
            "on_title": on_issue.astype("str").map(titles).astype("str"),
            "kind": rows["kind"],
            "text": rows["text"],
            "position": rows["position"],
        }
    ).reset_index(drop=True)
    found["sentence"] = pd.Series(map(_sentence, iter_rows(found)), dtype="str")
    return found[list(LINK_COLUMNS)]


def _sentence(row: Any) -> str:
    """Ukraine on Freeze along the front line: only after Monitoring (It comes first.)."""
    words = CONDITION_KINDS[row.kind].label.lower()
    head = f"{row.party_name} on {row.title}: {words}"
    if isinstance(row.on_title, str):
        return f"{head} {row.on_title} ({row.text})"
    return f"{head}: {row.text}"


@dataclass(frozen=True)
class Cycle:
    """Issues of which each hangs on the next, and the last on the first."""

    kind: CycleKind
    issues: tuple[str, ...]
    rows: tuple[int, ...]
    """The rows of the links that make it, in the order of its issues."""
    sentence: str


@dataclass(frozen=True)
class Cycles:
    """The cycles that were found, deadlocks first, and whether these are all."""

    found: tuple[Cycle, ...]
    complete: bool


def cycles(
    links: pd.DataFrame, longest: int = LONGEST, most: int = MOST_CYCLES, steps: int = MOST_STEPS
) -> Cycles:
    """Where conditions lead back to where they began.

    Takes the frame of `links`. A cycle is a deadlock where at least two parties are in it and each
    of its links can be one that has to come first (`precondition`): A's position on X waits for Y,
    and B's position on Y for X, also over longer chains. It is an exchange where at least two
    parties are in it and some link is in return for another or part of one package, which can be
    fulfilled together. Where all links are one party's, it is that party's own tie and holds up
    nobody else.

    In a cycle no issue stands twice (an elementary cycle of the graph). Those of more than
    `longest` issues are not looked for; `complete` is false where there may be others.
    """
    order = {issue: place for place, issue in enumerate(links["issue"].cat.categories)}
    between: dict[tuple[int, int], list[int]] = {}
    rows = zip(links["issue"], links["on_issue"], strict=True)
    for number, (issue, on) in enumerate(rows):
        if isinstance(on, str):
            between.setdefault((order[issue], order[on]), []).append(number)
    ahead: dict[int, list[int]] = {}
    for issue, on in sorted(between):
        ahead.setdefault(issue, []).append(on)

    search = _Search(ahead, longest, steps)
    found: list[Cycle] = []
    complete = True
    for around in search.cycles():
        if len(found) == most:
            complete = False
            break
        pairs = zip(around, (*around[1:], around[0]), strict=True)
        found.append(_cycle(links, [between[pair] for pair in pairs]))
    rank = list(CYCLE_MEANINGS)
    found.sort(key=lambda cycle: (rank.index(cycle.kind), len(cycle.issues)))
    return Cycles(tuple(found), complete and not search.cut)


class _Search:
    """A graph walked from each issue on, through later ones only, so that no cycle comes twice."""

    def __init__(self, ahead: dict[int, list[int]], longest: int, steps: int) -> None:
        self.ahead = ahead
        self.longest = longest
        self.steps = steps
        self.cut = False

    def cycles(self) -> Iterator[tuple[int, ...]]:
        """The elementary cycles, each from its first issue on."""
        for start in self.ahead:
            homeward = self._leads_to(start)
            paths: list[tuple[int, ...]] = [(start,)]
            while paths:
                path = paths.pop()
                for on in reversed(self.ahead.get(path[-1], [])):
                    self.steps -= 1
                    if self.steps < 0:
                        self.cut = True
                        return
                    if on == start:
                        yield path
                    elif on in homeward and on not in path:
                        if len(path) < self.longest:
                            paths.append((*path, on))
                        else:
                            self.cut = True

    def _leads_to(self, start: int) -> set[int]:
        """The issues after `start` from which a way leads to it."""
        back: dict[int, list[int]] = {}
        for issue, ons in self.ahead.items():
            for on in ons:
                if issue > start and on >= start:
                    back.setdefault(on, []).append(issue)
        reached: set[int] = set()
        ahead = [start]
        while ahead:
            new = [issue for issue in back.get(ahead.pop(), []) if issue not in reached]
            reached.update(new)
            ahead += new
        return reached


def _cycle(links: pd.DataFrame, edges: Sequence[list[int]]) -> Cycle:
    first = [number for edge in edges for number in edge]
    strict = [[n for n in edge if links["kind"].iat[n] == "precondition"] for edge in edges]
    waiting = [number for edge in strict for number in edge]
    kind: CycleKind
    if all(strict) and _several(links, waiting):
        kind, rows = "deadlock", waiting
    else:
        kind, rows = ("exchange" if _several(links, first) else "own"), first
    issues = tuple(str(links["issue"].iat[edge[0]]) for edge in edges)
    return Cycle(kind, issues, tuple(rows), _sentence_of(links, kind, rows))


def _several(links: pd.DataFrame, rows: Iterable[int]) -> bool:
    return len({links["party"].iat[number] for number in rows}) > 1


def _sentence_of(links: pd.DataFrame, kind: CycleKind, rows: Sequence[int]) -> str:
    """The cycle in one sentence: A on X waits for Y, and B on Y waits for X."""
    verb = {"deadlock": "waits for", "exchange": "hangs on", "own": "hangs on"}[kind]
    parts = dict.fromkeys(
        f"{links['party_name'].iat[n]} on {links['title'].iat[n]} {verb} {links['on_title'].iat[n]}"
        for n in rows
    )
    return f"{join_and(list(parts))}."
