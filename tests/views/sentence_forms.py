"""The sentences that pages compute, each with how its numbers are counted another way, from records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

from parley.format.vocabulary import ATTRIBUTIONS, DAY_STATUSES, ON_RECORD, STANCES
from parley.views.compare_text import group_title
from parley.views.stands import GROUP_HEADS
from parley.wording import join_and, number_word
from tests.views.recount import EARLY, Held, Recount
from tests.views.sentence_lines import (
    Line,
)

Groups = dict[str, str | None]


class Form(NamedTuple):
    """A sentence that a page computes."""

    where: str
    """A pattern of the page or chart on which it stands."""
    pattern: str
    """Matches it; its named groups are what is counted."""
    counted: Callable[[Recount, Line, re.Match[str]], Groups]
    """What the groups must be, by the records; a group that must not be there is None."""


def number(count: int) -> str:
    return f"{count:,}"


def or_none(count: int, word: str = "none") -> str:
    return number(count) if count else word


def _in_view(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    everything, parties = recount.negotiation.issues, recount.names
    hidden = [] if recount.query.get("party") or line.page == "compare" else recount.without_column
    filters = ("attribution", "record", "said_since")
    return {
        "issues": number(len(recount.issues)),
        "of_issues": number(len(everything)) if len(recount.issues) != len(everything) else None,
        "parties": number(len(recount.parties)),
        "of_parties": number(len(parties)) if len(recount.parties) != len(parties) else None,
        "out": number(recount.left_out) if any(map(recount.query.get, filters)) else None,
        "members": "bloc" if hidden else None,
    }


def _statuses(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    early = recount.statuses[EARLY]
    return {
        "disputed": or_none(recount.statuses["disputed"], "None"),
        "total": number(len(recount.issues)),
        "agreed": or_none(recount.statuses["agreed"]),
        "early": number(early) if early else None,
    }


def _one_status(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    (status,) = recount.statuses
    return {
        "total": {1: "The one"}.get(len(recount.issues), f"All {len(recount.issues)}"),
        "status": DAY_STATUSES[status].phrase,
    }


def _heard(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    heard = [len(recount.counted(party=party)) for party in recount.parties]
    return {
        "most": or_none(max(heard)),
        "total": number(len(recount.issues)),
        "least": or_none(min(heard)),
        "out": number(recount.left_out) if recount.left_out else None,
    }


def _all_heard(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    heard = {len(recount.counted(party=party)) for party in recount.parties}
    assert len(heard) == 1, heard
    out = recount.left_out
    found: Groups = {"out": number(out) if out else None}
    if match.groupdict().get("most"):
        found |= {"most": number(heard.pop()), "total": number(len(recount.issues))}
    else:
        assert heard == {0}
    return found


def _own_words(recount: Recount, line: Line) -> list[str]:
    party = line.subject if line.page == "chart directness-by-area" and line.subject else None
    return [each.word for each in recount.counted(party=party) if each.bloc is None]


def _directness(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    words = _own_words(recount, line)
    return {
        "total": number(len(words)),
        "record": or_none(sum(word in ON_RECORD for word in words)),
        "second": or_none(words.count("second-hand")),
    }


def _one_directness(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    words = _own_words(recount, line)
    phrases = {ATTRIBUTIONS[word].phrase for word in words}
    on_record = all(word in ON_RECORD for word in words)
    return {
        "total": {1: "The one position"}.get(len(words), f"All {len(words)} positions"),
        "word": phrases.pop() if len(phrases) == 1 else "on the record" if on_record else None,
    }


def _on_issue(recount: Recount, line: Line) -> tuple[list[str], list[Held], int, int]:
    """The parties that a spectrum counts, what they hold, who counts with a bloc, who is out."""
    issue = line.subject
    out = {each.party for each in recount.cells(issue)} - {
        each.party for each in recount.counted(issue)
    }
    voices = recount.voices(issue)
    speaking = {each.party for each in voices}
    rows = [party for party in recount.parties if party not in out]
    held = {each.party for each in recount.counted(issue)}
    beside = {party for party in rows if not set(recount.above(party)).isdisjoint(rows)}
    who = [party for party in rows if party in speaking or (party not in held | beside)]
    return who, voices, len(rows) - len(who), len(out)


def _rest(recount: Recount, line: Line, match: re.Match[str], placed: int) -> Groups:
    who, voices, folded, out = _on_issue(recount, line)
    silent = len(who) - len(voices)
    nameless = len(voices) - placed
    groups: Groups = {
        "silent": number(silent) if silent else None,
        "nameless": number(nameless) if nameless else None,
        "folded": number(folded) if folded else None,
        "out": number(out) if out else None,
        "in_view": number(len(recount.parties)) if folded or out else None,
    }
    return {key: value for key, value in groups.items() if key in match.groupdict()}


def _stances(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    who, voices, *_ = _on_issue(recount, line)
    held = [each.row.stance for each in voices if isinstance(each.row.stance, str)]
    words = [
        f"{held.count(stance)} {term.verbs[held.count(stance) > 1]}"
        for stance, term in STANCES.items()
        if stance in held
    ]
    said = match["said"].replace(f" of {match['total']} {match['noun']}", "", 1)
    assert said == ", ".join(words), (said, words)
    return {"total": number(len(who)), **_rest(recount, line, match, len(held))}


def _values(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    who, voices, *_ = _on_issue(recount, line)
    named = [each for each in voices if each.row.value_from == each.row.value_from]
    bounds = [each.row.bound for each in named]
    found: Groups = {"named": number(len(named)), "total": number(len(who))}
    if match.groupdict().get("low"):
        takes = [recount.takes(each) for each in named]
        lows, highs = ([each[at] for each in takes if each] for at in (0, 1))
        meet = max(lows) - min(highs) <= recount.tolerance(line.subject) + 1e-9
        several = len(named) > 1
        found |= {
            "low": recount.written(line.subject, min(each.row.value_from for each in named)),
            "high": recount.written(line.subject, max(each.row.value_to for each in named)),
            "least": number(bounds.count("at-least")) if "at-least" in bounds else None,
            "at_most": number(bounds.count("at-most")) if "at-most" in bounds else None,
            "compatible": "compatible" if meet and several else None,
        }
    else:
        ends = {(each.row.value_from, each.row.value_to, each.row.bound) for each in named}
        ((low, high, bound),) = ends
        value = recount.span(line.subject, low, high)
        word = {"at-least": "at least ", "at-most": "at most "}.get(bound, "")
        found |= {"value": f"{word}{value}"}
    return {**found, **_rest(recount, line, match, len(named))}


def _ladder(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    who, voices, *_ = _on_issue(recount, line)
    ladder = [option.id for option in recount.issue(line.subject).options or ()]
    asks = [each.row.option for each in voices if each.row.option in ladder]
    others = [
        each
        for each in voices
        if each.row.fallback in ladder and each.row.fallback != each.row.option
    ]
    placed = [each for each in voices if {each.row.option, each.row.fallback} & set(ladder)]
    kinds = len(set(asks))
    return {
        "asking": number(len(asks)),
        "total": number(len(who)),
        "kinds": number(kinds) if kinds > 1 else None,
        "others": number(len(others)) if others else None,
        **_rest(recount, line, match, len(placed)),
    }


def _nobody(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    who, voices, *_ = _on_issue(recount, line)
    assert not voices or not match["has"].startswith("has a position")
    silent = len(who) - len(voices)
    rest = _rest(recount, line, match, 0)
    return {"total": number(len(who)), **rest, "silent": match["silent"] and number(silent)}


def _alone(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The one party that a chart counts, and what it holds."""
    who, voices, *_ = _on_issue(recount, line)
    (party,) = who
    held = "is silent"
    if voices and recount.issue(line.subject).scale:
        held = "names"
    elif voices:
        held = STANCES[voices[0].row.stance].verbs[0]
    if line.page == "chart ladder" and voices:
        held = match["held"]  # its rung, by name
    assert match["who"].strip("\u2068\u2069") == recount.names[party]  # isolated right to left
    rest = _rest(recount, line, match, len(voices))
    return {**rest, "held": held, "silent": None, "nameless": None}


def _everyone_out(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    who, _, folded, out = _on_issue(recount, line)
    assert not who and not folded
    return {"total": number(out) if out > 1 else None}


def _standing_kinds(recount: Recount) -> dict[str, list[str]]:
    """The issues by how the parties that are compared stand to each other."""
    found: dict[str, list[str]] = {}
    for issue in recount.issues:
        kind = recount.standing(issue.id)
        heard = [each.party for each in recount.counted(issue.id)]
        if kind == "some" and len(recount.parties) == 2:
            alone = ("first", "second")[recount.parties.index(heard[0])]
            kind = "together" if len(heard) == 2 else alone
        if kind == "none" and recount.cells(issue.id):
            kind = "out"
        found.setdefault(kind, []).append(issue.id)
    return found


def _standing_group(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The heading of issues that stand alike."""
    names = [recount.names[id] for id in recount.parties]
    pair = names if len(names) == 2 else []
    found = {}
    for kind, issues in _standing_kinds(recount).items():
        out = any(len(recount.cells(id)) != len(recount.counted(id)) for id in issues)
        found[group_title(kind, pair, out)] = len(issues)
    assert match["label"] in found, found
    return {"label": match["label"], "number": number(found[match["label"]])}


def _counted(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """A count beside its squares."""
    words = {
        "apart": "differ", "the same way": "agree", "no common direction": "neither",
        "one voice": "together", "only one": "some", "left out": "out", "neither": "none",
        "nobody": "none",
    }  # fmt: skip
    names = [recount.names[id] for id in recount.parties]
    alone = {f"only {name}": kind for name, kind in zip(names, ("first", "second"), strict=False)}
    kind = {**words, **alone}[match["word"]]
    return {"number": number(len(_standing_kinds(recount).get(kind, [])))}


def _result(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The headline of a comparison."""
    kinds = {kind: len(issues) for kind, issues in _standing_kinds(recount).items()}
    both = sum(kinds.get(kind, 0) for kind in ("differ", "agree", "neither"))
    issues, out = len(recount.issues), recount.left_out

    def of(kind: str) -> str | None:
        found = kinds.get(kind, 0)
        every = found == both and both > 1
        return (f"all {found}" if every else number(found)) if found else None

    found: Groups = {
        "both": or_none(both) if both != issues or both < 2 else None,
        "every": number(issues) if both == issues > 1 else None,
        "issues": number(issues) if both != issues or both < 2 else None,
        "apart": of("differ"), "same": of("agree"), "neither": of("neither"),
        "out": number(out) if out else None,
        **{
            alone: or_none(kinds.get(alone, 0)) if len(recount.parties) == 2 else None
            for alone in ("first", "second")
        },
        "together": number(kinds["together"]) if "together" in kinds else None,
    }  # fmt: skip
    assert not out or "count" in line.text or "of one bloc" in line.text
    return {key: value for key, value in found.items() if key in match.groupdict()}


def _head(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The head of the table: on how many issues each party counts, and on the record."""
    told = re.findall(r"(none|\d+) of (\d+) issues?, (none|\d+) on the record", line.text)
    expected = []
    for party in recount.parties:
        held = recount.counted(party=party)
        record = sum(each.word in ON_RECORD for each in held)
        expected.append((or_none(len(held)), number(len(recount.issues)), or_none(record)))
    assert told == expected, (told, expected)
    return {}


def _scored(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """Of two parties whose word the issues on which both count rest on, and their score."""
    kinds = _standing_kinds(recount)
    issues = [id for kind in ("differ", "agree", "neither") for id in kinds.get(kind, [])]
    record = [
        or_none(sum(each.word in ON_RECORD for id in issues for each in recount.counted(id, party)))
        for party in recount.parties
    ]
    shared = recount.pair(*recount.parties)["shared"]
    found: Groups = {
        "compared": (number(len(issues)) if len(issues) > 1 else None) if issues else None,
        "one": record[0] if issues else None,
        "other": record[1] if issues else None,
        "shared": number(shared) if shared >= 3 else None,
        "possible": number(len(recount.issues)) if shared >= 3 else None,
    }
    assert ("A score is given" in line.text) == (shared < 3)
    return found


def _by_name(recount: Recount, names: str, line: Line) -> tuple[str, str]:
    """The two parties of a line that names them with an `and`."""
    for a in recount.names:
        for b in recount.names:
            if names == f"{recount.names[a]} and {recount.names[b]}":
                return a, b
    raise AssertionError(names)


def _pair(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    found = recount.pair(*_by_name(recount, match["names"], line))
    scored = found["shared"] >= 3
    assert (match["score"] == "no score") != scored
    return {
        "shared": or_none(found["shared"]),
        "possible": number(len(recount.issues)),
        "same": number(found["same"]) if found["same"] else None,
        "apart": number(found["apart"]) if found["apart"] else None,
        "neither": number(found["neither"]) if found["neither"] else None,
    }


def _following(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    ids = {name: id for id, name in recount.names.items()}
    found = recount.following(ids[match["member"]], ids[match["bloc"]])
    return dict(zip(("follows", "dissents", "possible"), map(number, found), strict=True))


def _islands(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    standing = [recount.standing(issue.id) for issue in recount.issues]
    uncontested = 0
    for issue, kind in zip(recount.issues, standing, strict=True):
        numbers = {each.row.Index for each in recount.counted(issue.id)}
        disputed = set(recount.negotiation.disputes["position"])
        uncontested += kind == "agree" and not (numbers & disputed)
    if "issues" not in match.groupdict():
        assert not uncontested
        return {"possible": number(len(recount.issues))}
    return {
        "issues": or_none(uncontested, "None"),
        "possible": number(len(recount.issues)),
    }


def _deciding(recount: Recount, issue: str) -> list[Held]:
    """The voices that decide on an issue, or speak for a party that does and says the same."""
    found = []
    for voice in recount.voices(issue):
        repeated = [
            each
            for each in recount.held.values()
            if each.issue == issue and (each.bloc == voice.party)
        ]
        repeated += [
            each
            for each in recount.counted(issue)
            if voice.party in recount.above(each.party) and recount.alike(each, voice)
        ]
        if any(recount.decides(issue, each.party) for each in (voice, *repeated)):
            found.append(voice)
    return found


def _two_that_decide(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    several = sum(len(_deciding(recount, issue.id)) > 1 for issue in recount.issues)
    out = sum(
        not recount.counts(each) and recount.decides(each.issue, each.party)
        for each in recount.cells()
    )
    return {
        "several": or_none(several),
        "possible": number(len(recount.issues)),
        "out": number(out) if out else None,
    }


class _Asked(NamedTuple):
    """A claim's share beside the record."""

    share: float
    issues: int
    floor: int
    untold: int
    agreed: int
    converging: int

    @property
    def of(self) -> int:
        return max(self.issues, 1)

    @property
    def verdict(self) -> str:
        asked = self.share * self.issues - 1e-9
        if self.floor + self.untold < asked:
            return "even" if self.untold else "told"
        return "borne" if self.floor >= asked else "cannot"


def _asked(recount: Recount) -> _Asked:
    statuses = recount.statuses
    claims = recount.negotiation.header.claims
    (share,) = (claim.share_agreed for claim in claims if claim.share_agreed is not None)
    return _Asked(
        share,
        issues=len(recount.issues),
        floor=statuses["agreed"] + statuses["converging"],
        untold=statuses["unknown"] + statuses[EARLY],
        agreed=statuses["agreed"],
        converging=statuses["converging"],
    )


def _claim(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The numbers of a claim check's headline: floor, ceiling, untold, all."""
    asked = _asked(recount)
    ceiling = asked.floor + asked.untold
    found: Groups = {
        "floor": or_none(asked.floor),
        "ceiling": number(ceiling),
        "untold": "the one untold issue were"
        if asked.untold == 1
        else f"all {asked.untold} untold issues were",
        "issues": number(asked.issues),
        "percent": f"{(ceiling if asked.verdict == 'even' else asked.floor) / asked.of:.0%}",
        "agreed": or_none(asked.agreed) if asked.converging else None,
        "verdict": asked.verdict,
    }
    kinds = {"Even": "even", "The ": "told", "Born": "borne", "Thes": "cannot"}
    assert kinds[line.text[:4]] == asked.verdict
    return {key: value for key, value in found.items() if key in match.groupdict()}


def _claim_of_one(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """Of the one issue in view: told and not settled, or not told."""
    asked = _asked(recount)
    assert asked.issues == 1
    assert not asked.floor
    return {"untold": "one" if asked.untold else None, "told": None if asked.untold else "0%"}


def _claim_basis(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    statuses, issues = recount.statuses, len(recount.issues)
    untold = statuses["unknown"] + statuses[EARLY]
    other = issues - untold - statuses["agreed"] - statuses["converging"]
    return {
        "known": number(issues - untold),
        "issues": number(issues),
        "agreed": number(statuses["agreed"]),
        "converging": number(statuses["converging"]),
        "other": number(other),
        "untold": number(untold) if untold else None,
    }


def _claim_title(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The numbers of a claim in the title: no part of a record refutes it or bears it out."""
    asked = _asked(recount)
    whole = asked.issues == len(recount.negotiation.issues)
    found: Groups = {
        "asked": f"{asked.share:.0%}",
        "says": "cannot tell: it shows" if whole and asked.verdict == "cannot" else "shows",
        "agreed": number(asked.agreed),
        "issues": number(asked.issues),
        "part": None if whole else " in view",
        "converging": number(asked.converging) if asked.converging else None,
        "untold": number(asked.untold) if asked.untold else None,
    }
    assert ("says" in match.groupdict()) == (asked.untold < asked.issues)
    return {key: value for key, value in found.items() if key in match.groupdict()}


def _stuck(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    apart = 0
    for issue in recount.issues:
        pairs = combinations(_deciding(recount, issue.id), 2)
        apart += any(recount.way(*pair) == "apart" for pair in pairs)
    return {"issues": number(apart), "possible": number(len(recount.issues))}


def _pairs_heard(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    shared = [recount.pair(*pair)["shared"] for pair in recount.pairs()]
    found = {
        "thin": sum(0 < each < 3 for each in shared),
        "scored": sum(each >= 3 for each in shared),
        "never": sum(each == 0 for each in shared),
    }
    return {key: number(found[key]) for key in match.groupdict()}


def _coverage(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    stated, possible = len(recount.counted()), len(recount.issues) * len(recount.parties)
    rest = "silence, by kind, or left out" if recount.left_out else "silence, by kind"
    return {
        "stated": number(stated).replace(",", ""),
        "possible": number(possible).replace(",", ""),
        "rest": rest if stated < possible else None,
    }


def _coverage_row(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    (party,) = (id for id, name in recount.names.items() if name == match["party"])
    counted, held = recount.counted(party=party), recount.cells(party=party)
    rest = [int(each) for each in re.findall(r"\d+", match["rest"] or "")]
    assert len(counted) + sum(rest) == len(recount.issues)
    out = len(held) - len(counted)
    assert (f"{out} left out" in (match["rest"] or "")) == bool(out)
    return {"stated": number(len(counted)), "possible": number(len(recount.issues))}


def _division_row(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """A row of how far an issue divides: who holds which stance, or between which values."""
    (issue,) = (each for each in recount.issues if each.title == match["title"])
    voices = recount.voices(issue.id)
    found: Groups = {}
    if issue.scale:
        lows, highs = (
            [getattr(each.row, end) for each in voices] for end in ("value_from", "value_to")
        )
        low, high = min(lows), max(highs)
        value = recount.span(issue.id, low, high)
        bounds = [each.row.bound for each in voices]
        words = {"at-least": "at least", "at-most": "at most"}
        if len(bounds) == 1 and bounds[0] in words:
            value = f"{words[bounds[0]]} {value}"
        value = f"{value} {issue.scale.unit}" if issue.scale.unit else value
        ends = [f"{bounds.count(key)} as “{word}”" for key, word in words.items() if key in bounds]
        if ends and len(bounds) > 1:
            value += ", " + " and ".join(ends)
        voice = "voice" if len(voices) == 1 else "voices"
        assert match["held"] == f"{len(voices)} {voice}: {value}", match["held"]
        found["scored"] = "dispersion" if len(voices) > 1 else None
    else:
        held = [each.row.stance for each in voices]
        words = [
            f"{held.count(stance)} {term.verbs[held.count(stance) > 1]}"
            for stance, term in STANCES.items()
            if stance in held
        ]
        assert match["held"] == ", ".join(words), match["held"]
        found["scored"] = "A" if len(voices) >= 5 else None
    if "voices" in match.groupdict() and match["voices"]:
        found["voices"] = number(len(voices))
    return found


def _party_headline(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """A party's finding: on how much it was heard, its red lines, and who shares enough with it."""
    everyone = Recount(recount.negotiation, recount.query | {"party": []})
    held = everyone.cells(party=line.subject)
    counted = everyone.counted(party=line.subject)
    own = [each for each in counted if each.bloc is None]
    told, taken = own or counted, len(counted) - len(own)
    red = [each for each in counted if each.row.red_line]
    off = sum(each.word not in ON_RECORD for each in red)
    record = sum(each.word in ON_RECORD for each in told)
    found: Groups = {
        "possible": number(len(everyone.issues)),
        "in_view": "in view" if len(everyone.issues) != len(recount.negotiation.issues) else None,
        "heard": number(len(told)) if counted else None,
        "through": "through its bloc alone" if counted and not own else None,
        "taken": number(taken) if own and taken else None,
        "record": None,
        "out": number(len(held) - len(counted)) if len(held) != len(counted) else None,
        "red": None,
        "reds": number(len(red)) if len(red) > 1 else None,
        "off": None,
    }
    if counted:
        several = "all" if record == len(told) else or_none(record)
        alone = "on the record" if record else "not on the record"
        found["record"] = alone if len(told) == 1 else f"{several} of them on the record"
    elif len(held):
        found["possible"] = None
        found["in_view"] = None
    if len(red) == 1:
        found["red"] = recount.issue(red[0].issue).title
        assert bool(red[0].bloc) == ("its bloc’s" in line.text)
        words = ATTRIBUTIONS[red[0].word]
        assert words.own_word or words.phrase in line.text
    elif len(red) > 1 and off:
        found["off"] = "all" if off == len(red) else number(off)
    return found | _party_pairs(everyone, line, match)


def _party_pairs(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """Of the parties that a headline names, and of all, how many issues each shares with it."""
    shared = {
        recount.names[other]: recount.pair(line.subject, other)["shared"]
        for other in recount.parties
        if other != line.subject and not recount.related(line.subject, other)
    }
    scored = {name: issues for name, issues in shared.items() if issues >= 3}
    if match["nobody"]:
        assert not scored and any(shared.values())
    elif match["only"]:
        assert scored == {match["only"]: int(match["only_shared"])}
    elif match["same"]:
        assert int(match["same"]) == len(scored) > 1
    elif match["near"]:
        for name, score, issues in re.findall(r"(.+?) \(([\d.]+) on ([\d,]+)", match["near"]):
            assert scored.get(name, int(issues)) == int(issues) and 0 <= float(score) <= 1
        assert len(scored) > 1
    else:
        assert not any(shared.values())
    return {}


def _issue_headline(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """An issue's finding: each voice with what it holds, by whose word, and what qualifies it."""
    who, voices, _, out = _on_issue(recount, line)
    clauses = match["said"].rstrip(".").split("; ") if match["said"] else []
    if len(voices) > 6:
        held = [each.row.stance for each in voices if isinstance(each.row.stance, str)]
        for stance, term in STANCES.items():
            many = held.count(stance)
            words = f"{many} {term.verbs[many > 1]}"
            assert (words in " ".join(clauses)) == (many > 0), (words, clauses)
    else:
        told = [_clause_of(recount, each, clauses) for each in voices]
        assert set(told) == set(clauses), (told, clauses)
    silent = len(who) - len(voices)
    return {"silent": number(silent) if silent else None, "out": number(out) if out else None}


def _clause_of(recount: Recount, held: Held, clauses: list[str]) -> str:
    """The clause that tells what a voice holds; it says neither more nor less of it."""
    name = re.escape(recount.names[held.party])
    if held.row.value_from == held.row.value_from:
        bound = {"at-least": "at least ", "at-most": "at most "}.get(held.row.bound, "")
        span = recount.span(held.issue, held.row.value_from, held.row.value_to)
        what = f"names? {re.escape(bound + span)}"
    else:
        one, several = STANCES[held.row.stance].verbs
        what = f"({re.escape(one)}|{re.escape(several)})"
    pattern = rf"(.*(, | and ))?{name}((, .*)? and .*|, .*)? {what}\b.*"
    found = [clause for clause in clauses if re.fullmatch(pattern, clause)]
    assert len(found) == 1, (name, what, clauses)
    (clause,) = found
    rest = clause.partition(recount.names[held.party])[2]
    words = {
        "in a joint statement": "joint-statement",
        "from a poll": "poll",
        "from an unnamed official": "anonymous",
        "in a reporter's words": "reporter",
    }
    said = {word for text, word in words.items() if f", {text}" in rest}
    if re.search(r", by .*account|, second-hand", rest):
        said.add("second-hand")
    assert said == {held.word} - {"document", "on-record"}, (rest, held.word)
    negotiation, at = recount.negotiation, held.row.Index
    assert ("with conditions" in rest) == (at in set(negotiation.conditions["position"]))
    assert ("contested by" in rest) == (at in set(negotiation.disputes["position"]))
    assert not held.row.red_line or ", a red line" in rest
    return clause


def _evidence_headline(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    words = [each.word for each in recount.counted() if each.bloc is None]
    record = sum(word in ON_RECORD for word in words)
    filters = any(map(recount.query.get, ("attribution", "record", "said_since")))
    first = f"{record or 'None'} of {number(len(words))}"
    if words and record == len(words):
        first = "The one" if record == 1 else f"All {number(record)}"
    found: Groups = {"first": first if words else "No", **_citations(recount, line, match)}
    if len(words) > 1:
        found["count"] = "that count" if filters else None
    return found


def _kinds(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """How many of the positions in view are told in one way, or are on the record or not."""
    party = line.subject or None
    everyone = Recount(recount.negotiation, recount.query | ({"party": []} if party else {}))
    words = [each.word for each in everyone.counted(party=party) if each.bloc is None]
    kinds = {term.label.lower(): words.count(word) for word, term in ATTRIBUTIONS.items()}
    record = sum(word in ON_RECORD for word in words)
    kinds |= {"on the record": record, "not on the record": len(words) - record}
    return {"number": number(kinds[(match["kind"] or match["word"]).lower()])}


def _phrases(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The kinds of evidence of a party's positions, as a sentence."""
    everyone = Recount(recount.negotiation, recount.query | {"party": []})
    words = [each.word for each in everyone.counted(party=line.subject) if each.bloc is None]
    told = [
        f"{number(words.count(word))} {term.phrase}"
        for word, term in ATTRIBUTIONS.items()
        if word in words
    ]
    assert line.text.rstrip(".") == join_and(told)
    return {}


def _by_day(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """How many positions in view were taken up to the day, and on how many days."""
    taken = _taken(recount)
    days = {row.date.date() for row in taken}
    return {"total": number(len(taken)), "days": number(len(days))}


def _on_one_day(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    taken = _taken(recount)
    assert len({row.date.date() for row in taken}) == 1
    return {"total": {1: "The one position"}.get(len(taken), f"All {len(taken)} positions")}


def _taken(recount: Recount) -> list[Any]:
    issues = [issue.id for issue in recount.issues]
    return [
        row
        for row in recount.negotiation.positions.itertuples()
        if row.date.date() <= recount.day
        and row.issue in issues
        and row.party in recount.parties
        and recount.counts(Held(row.issue, row.party, row, None, recount._words[row.Index]))
    ]


def _differ(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    return {"number": number(sum(_changed_and_new(recount, match)))}


def _changed_and_new(recount: Recount, match: re.Match[str]) -> tuple[int, int]:
    """Who has taken another position of its own between two days, with another content, and how
    many where none was."""
    first, last = (
        dt.datetime.strptime(match[name], "%d %B %Y").date() for name in ("first", "last")
    )
    before, after = (
        Recount(recount.negotiation, {**recount.query, "day": [str(day)]}) for day in (first, last)
    )
    changed = new = 0
    for cell, now in after.held.items():
        issue, party = cell
        if issue not in {each.id for each in recount.issues} or party not in recount.parties:
            continue
        was = before.held.get(cell)
        if now.bloc or not recount.counts(now):
            continue
        if was is None:
            new += 1
        elif not recount.counts(was):
            continue  # what held before is left out, so that nothing can be compared
        elif was.row.Index != now.row.Index:
            changed += _content(recount, was) != _content(recount, now)
    return changed, new


def _timeline(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The title of the Timeline: events behind and ahead, then the days of the positions."""
    events = recount.negotiation.events
    ahead = sum(event.upcoming or event.date.from_ > recount.day for event in events)
    behind = len(events) - ahead
    taken = _taken(recount)
    groups: Groups = {
        "behind": number_word(behind).capitalize() if behind else None,
        "ahead": number_word(ahead).capitalize() if ahead and not behind else None,
        "beside": (number_word(ahead) if ahead else "none") if behind else None,
        "one_day": None, "changed": None, "new": None, "alone": None,
    }  # fmt: skip
    days = {row.date.date() for row in taken}
    if len(days) == 1:
        groups["one_day"] = "the one position" if len(taken) == 1 else f"all {len(taken)} positions"
    elif match["first"]:
        changed, new = _changed_and_new(recount, match)
        groups["changed"] = number_word(changed) if changed else "no" if not new else None
        groups["new"] = number_word(new) if new and changed else None
        groups["alone"] = number_word(new) if new and not changed else None
    return groups


def _content(recount: Recount, held: Held) -> tuple[object, ...]:
    names = (
        "stance",
        "value_from",
        "value_to",
        "option",
        "fallback",
        "red_line",
        "gist",
        "summary",
    )
    own = [getattr(held.row, name) for name in names]
    conditions = recount.negotiation.conditions
    mine = conditions[conditions["position"] == held.row.Index]
    texts = sorted(mine["text"])
    return (*(None if each != each else each for each in own), *texts)


def _events(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    events = recount.negotiation.events
    ahead = sum(event.upcoming or event.date.from_ > recount.day for event in events)
    return {
        "behind": or_none(len(events) - ahead, "No"),
        "ahead": or_none(ahead),
    }


def _citations(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The citations of what is in view; of earlier positions where nothing is left out."""
    found = 0
    whole = not any(recount.query.get(key) for key in ("attribution", "record", "said_since"))
    dates = {source.id: source.date for source in recount.negotiation.sources}
    issues = {issue.id for issue in recount.issues}
    held = {each.row.Index for each in recount.counted()}
    current = {each.row.Index for each in recount.held.values()}
    parties = {*recount.parties, *(each.bloc for each in recount.counted() if each.bloc)}
    since = recount.query.get("said_since")
    for row in recount.negotiation.evidence.itertuples():
        earlier = whole and row.position not in current
        if row.position >= 0 and row.position not in held and not earlier:
            continue
        if isinstance(row.issue, str) and row.issue not in issues:
            continue
        if isinstance(row.party, str) and row.party not in parties:
            continue
        if recount.query.get("attribution") and row.attribution not in recount.query["attribution"]:
            continue
        if recount.query.get("record") and row.attribution not in ON_RECORD:
            continue
        date = dates[row.source]
        if row.position >= 0:
            date = recount.negotiation.positions["date"].iloc[row.position].date()
        if since and date < dt.date.fromisoformat(since[0]):
            continue
        found += 1
    return {"number": number(found)}


VERBS = "|".join(["is silent", "names", "asks", *(term.verbs[0] for term in STANCES.values())])
REST = (
    r"(; (?P<nameless>\d+) names? no (stance|value|option))?(; (?P<silent>\d+) (is|are) silent)?"
    r"(; settled (at|on) [^;]+)?"
    r"(; of (?P<in_view>\d+) in view, ((?P<out>\d+) (is|are) left out)?( and )?"
    r"((?P<folded>\d+) (counts with its|count with their) bloc)?)?"
)


def _sources(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    return {"number": number(len(recount.negotiation.sources))}


def _counted_status(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    (status,) = (id for id, term in DAY_STATUSES.items() if term.label.lower() == match["label"])
    return {"number": number(recount.statuses[status]), "label": match["label"]}


def _status_of_all(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    (status,) = recount.statuses
    return {"number": number(len(recount.issues)), "phrase": DAY_STATUSES[status].phrase}


def _beside_a_claim(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    converging = recount.statuses["converging"]
    return {
        "agreed": number(recount.statuses["agreed"]),
        "issues": number(len(recount.issues)),
        "converging": number(converging) if converging else None,
    }


def _untold(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    return {"untold": number(recount.statuses["unknown"] + recount.statuses[EARLY])}


def _group(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    groups = [GROUP_HEADS[recount.group(issue.id)] for issue in recount.issues]
    return {"head": match["head"], "number": number(groups.count(match["head"]))}


def _left_out_here(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    (issue,) = (each.id for each in recount.issues if each.title == match["title"])
    out = len(recount.cells(issue)) - len(recount.counted(issue))
    return {"title": match["title"], "out": number(out)}


def _known(recount: Recount, line: Line, match: re.Match[str]) -> Groups:
    """The headline of the matrix; what of it is not said is None."""
    counted = recount.counted()
    groups: Groups = {
        "all": number(len(counted)) if len(counted) == len(recount.cells()) else None,
        "known": or_none(len(counted), "None"),
        "total": number(len(recount.issues) * len(recount.parties)),
        "out": number(recount.left_out) if recount.left_out else None,
    }
    on_record = sum(each.word in ON_RECORD for each in counted)
    groups["record"] = "all" if on_record == len(counted) else or_none(on_record)
    if match["who"]:
        ids = {name: id for id, name in recount.names.items()}
        for name in [match["who"]] if match["who"] in ids else match["who"].split(" and "):
            own = [each for each in recount.counted(party=ids[name]) if each.bloc is None]
            assert not any(each.word in ON_RECORD for each in own)
            groups["heard"] = number_word(len(own)) if own else "none"
    asked = match.groupdict()
    return {key: value for key, value in groups.items() if asked[key] or key == "out"}


DAY = r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
ISSUES = r"issues?"
WAYS = (
    r"(apart on (?P<apart>(all )?\d+))?(, )?(the same way on (?P<same>(all )?\d+))?(, )?"
    r"(in no common direction on (?P<neither>(all )?\d+))?"
)
HAS = r"(a position on|a position that counts on|spoken on)"
OUT = r"(; (?P<out>\d+) positions? (is|are) left out)?"

FORMS: dict[str, Form] = {
    "how much of the matrix is known": Form(
        r"matrix",
        r"((?P<known>None|[\d,]+) of (?P<total>[\d,]+)|All (?P<all>[\d,]+)) positions? "
        r"((is|are) known|counts?)(; (?P<out>[\d,]+) (is|are) left out by the filters)?"
        r"(, (?P<record>all|none|[\d,]+)( of them)? on the record)?"
        r"(; (?P<who>.+?) (is|are) heard on (?P<heard>\w+)(, never on the record)?)?",
        _known,
    ),
    "what is in view": Form(
        r"matrix|compare|timeline|evidence|overview",
        r"(.+ · )?As of [^·]+ · (?P<issues>[\d,]+)( of (?P<of_issues>[\d,]+))? issues? · "
        r"(?P<parties>\d+)( of (?P<of_parties>\d+))? part(y|ies)"
        r"( · .* in (its|their) (?P<members>bloc)'s column)?"
        r"( · (?P<out>[\d,]+) positions? left out by .*)?",
        _in_view,
    ),
    "statuses": Form(
        r"chart status-by-area",
        rf"(?P<disputed>None|\d+) of (the )?(?P<total>\d+) {ISSUES} in view (is|are) disputed; "
        r"(?P<agreed>none|\d+) (is|are) agreed(; (?P<early>\d+) (is|are) of a status not yet known)?",
        _statuses,
    ),
    "counted statuses": Form(
        r"overview",
        rf"(?P<number>[\d,]+) (?P<label>{'|'.join(each.label.lower() for each in DAY_STATUSES.values())})",
        _counted_status,
    ),
    "status of all": Form(
        r"overview",
        r"All (?P<number>[\d,]+) issues in view are (?P<phrase>.+)\.",
        _status_of_all,
    ),
    "beside a claim": Form(
        r"overview",
        r"(?P<agreed>\d+) of (?P<issues>\d+) agreed(, (?P<converging>\d+) converging)?",
        _beside_a_claim,
    ),
    "untold beside a claim": Form(
        r"overview", r"Of (?P<untold>\d+) no status is known\. Check the claim", _untold
    ),
    "groups of issues": Form(
        r"overview",
        rf"(?P<head>{'|'.join(GROUP_HEADS.values())}) (?P<number>[\d,]+)( [a-z].*)?",
        _group,
    ),
    "nobody heard": Form(
        r"overview",
        rf"(?P<title>.+?)( ({'|'.join(each.label for each in DAY_STATUSES.values())}))?; "
        r"(?P<out>\d+) positions? left out",
        _left_out_here,
    ),
    "one status": Form(
        r"chart status-by-area",
        rf"(?P<total>All \d+|The one) {ISSUES} in view (is|are) (?P<status>[^;]+)",
        _one_status,
    ),
    "most and least heard": Form(
        r"chart stance-by-party",
        rf".+ (has|have) {HAS} (?P<most>\d+) of (?P<total>\d+) {ISSUES} in view, "
        rf".+ on (?P<least>none|\d+){OUT}",
        _heard,
    ),
    "all heard alike": Form(
        r"chart stance-by-party",
        rf"(Each of the \d+ parties in view|.+) has {HAS} "
        rf"((?P<most>\d+) of (?P<total>\d+) {ISSUES} in view|(any|no) issue in view){OUT}",
        _all_heard,
    ),
    "directness": Form(
        r"chart directness-by-(party|area)",
        r"Of (?P<total>\d+) positions in view (?P<record>none|\d+) (is|are) on the record; "
        r"(?P<second>none|\d+) (is|are) second-hand",
        _directness,
    ),
    "one directness": Form(
        r"chart directness-by-(party|area)",
        r"(?P<total>All \d+ positions|The one position) in view (is|are) (?P<word>.+)",
        _one_directness,
    ),
    "stances on an issue": Form(
        r"chart spectrum",
        rf"(?P<said>\d+ of (?P<total>\d+) (?P<noun>parties(?: in view)?) "
        rf"(?!in view|names? |asks? |would )[^;]+){REST}",
        _stances,
    ),
    "values on an issue": Form(
        r"chart spectrum",
        r"(?P<named>\d+) of (?P<total>\d+) parties( in view)? name values between (?P<low>[-\d.]+) "
        r"and (?P<high>[-\d.]+)( [^,;]+)?(, ((?P<least>\d+) as “at least”)?( and )?"
        rf"((?P<at_most>\d+) as “at most”)?)?(, all (?P<compatible>compatible))?{REST}",
        _values,
    ),
    "one value on an issue": Form(
        r"chart spectrum",
        r"(?P<named>\d+) of (?P<total>\d+) parties( in view)? (name the same value,|names) "
        rf"(?P<value>(at (least|most) )?[-\d.]+(–[-\d.]+)?)( [^;]+)?{REST}",
        _values,
    ),
    "rungs of a ladder": Form(
        r"chart ladder",
        r"(?P<asking>\d+) of (?P<total>\d+) parties( in view)? asks? for "
        rf"((?P<kinds>\d+) different options|“[^”]+”)(, (?P<others>\d+) would accept another)?{REST}",
        _ladder,
    ),
    "one party on an issue": Form(
        r"chart (spectrum|ladder)",
        rf"(?P<who>(?!\d+ of |None of )[^;]+?) (?P<held>{VERBS})( [^;]+)?{REST}",
        _alone,
    ),
    "nobody on an issue": Form(
        r"chart (spectrum|ladder)",
        rf"None of the (?P<total>\d+) parties( in view)? (?P<has>has a position|names an? \w+){REST}",
        _nobody,
    ),
    "all is left out": Form(
        r"chart (spectrum|ladder)",
        r"What (all (?P<total>\d+) parties|the one party) in view said is left out",
        _everyone_out,
    ),
    "the heading of a group": Form(
        r"compare",
        r"(?P<label>(They|No common|One voice|Only|Neither|Nobody)[^¶|]*) (?P<number>[\d,]+)",
        _standing_group,
    ),
    "a count in squares": Form(
        r"compare",
        r"(?P<number>[\d,]+) (?P<word>apart|the same way|no common direction|one voice|only .+|"
        r"left out|neither|nobody)",
        _counted,
    ),
    "the result of a comparison": Form(
        r"compare",
        r"(At least two .+|.+ have both) (been|have been) heard on "
        rf"((?P<both>\d+) of (?P<issues>\d+)|all (?P<every>\d+)) {ISSUES}( in view)?: {WAYS}",
        _result,
    ),
    "the result of a comparison with positions left out": Form(
        r"compare",
        rf"Positions of (both|at least) .+ count on ((?P<both>\d+) of (?P<issues>\d+)|all (?P<every>\d+)) "
        rf"{ISSUES}( in view)?: {WAYS}; (?P<out>\d+) positions? (is|are) left out",
        _result,
    ),
    "no issue in common": Form(
        r"compare",
        rf"(?:On none of|Not on the) (?P<issues>\d+) {ISSUES}( in view)? (have (both .+|two .+) been heard"
        r"|do positions of .+ count)(: .+ on (?P<first>none|\d+), .+ on (?P<second>none|\d+))?"
        r"(; (?P<out>\d+) positions? (is|are) left out)?",
        _result,
    ),
    "the heads of a comparison": Form(
        r"compare", r"Issueopposessupports \| .* on the record", _head
    ),
    "the score of two": Form(
        r"compare",
        r"(On the record on (that issue|these (?P<compared>\d+) issues): .+ on (?P<one>none|\d+), "
        r".+ on (?P<other>none|\d+)\.)( Agreement score [\d.]+ over (?P<shared>\d+) of "
        r"(?P<possible>\d+) issues?, .*| ?A score is given from .*)",
        _scored,
    ),
    "counts of a pair": Form(
        r"compare|common ground|party",
        r"(?P<names>.+) \| (?P<score>no score|[\d.]+) \| both (?:heard|counted) on "
        r"(?P<shared>none|\d+) of "
        r"(?P<possible>\d+)(: (the same way on (?P<same>\d+))?(, )?(apart on (?P<apart>\d+))?(, )?"
        r"(neither on (?P<neither>\d+))?)?( \| –)?",
        _pair,
    ),
    "a member follows": Form(
        r"compare|common ground|party",
        r"(?P<member>.+) follows (?P<bloc>.+) on (?P<follows>\d+), dissents on (?P<dissents>\d+) of "
        rf"(?P<possible>\d+) {ISSUES} in view on which a position of (?P=bloc) counts\.",
        _following,
    ),
    "leaning the same way": Form(
        r"common ground",
        rf"(?P<issues>\d+|None) of (?P<possible>\d+) {ISSUES} in view, counting all voices in view; "
        "nobody contests a position there.",
        _islands,
    ),
    "nobody leans the same way": Form(
        r"common ground",
        rf"(?:On none of|Not on the) (?P<possible>\d+) {ISSUES} in view have two voices spoken that all "
        "lean the same way.",
        _islands,
    ),
    "two that decide": Form(
        r"common ground",
        rf"On (?P<several>none|\d+) of (?P<possible>\d+) {ISSUES} in view have two that decide been "
        r"heard(; they stand apart on none of these)?\."
        r"( (?P<out>\d+) positions? of those that decide (is|are) left out\.)?",
        _two_that_decide,
    ),
    "what stands between them": Form(
        r"common ground",
        rf"(?P<issues>\d+) of (?P<possible>\d+) {ISSUES} in view, counting only voices that decide\.",
        _stuck,
    ),
    "pairs without a score": Form(
        r"common ground",
        r"(?P<thin>\d+) pairs? without a score, both (?:heard|counted) on an issue or two",
        _pairs_heard,
    ),
    "pairs with a score": Form(
        r"common ground",
        r"What the scores of (?P<scored>\d+) pairs? rest on, and how sure they are",
        _pairs_heard,
    ),
    "pairs never heard together": Form(
        r"common ground",
        r"(?P<never>\d+) pairs? (has|have|does|do) not both (been heard|count) on any issue in view\.",
        _pairs_heard,
    ),
    "a claim in the title": Form(
        r"common ground",
        r"(?P<asked>\d+%) agreed\? This record (?P<says>cannot tell: it shows|shows) "
        rf"(?P<agreed>\d+) of (?P<issues>\d+) {ISSUES}(?P<part> in view)? agreed"
        r"(, (?P<converging>\d+) converging)?(; of (?P<untold>\d+) no status is known)?",
        _claim_title,
    ),
    "a claim of which nothing is known in the title": Form(
        r"common ground",
        rf"(?P<asked>\d+%) agreed\? This record cannot tell: of (?P<issues>\d+) {ISSUES}"
        r"(?P<part> in view)? no status is known",
        _claim_title,
    ),
    "a claim: even if": Form(
        r"common ground",
        rf"Even if (?P<untold>.*) agreed, (?P<ceiling>\d+) of (?P<issues>\d+) {ISSUES} would be "
        r"agreed or converging: (?P<percent>\d+%)\.",
        _claim,
    ),
    "a claim: all told": Form(
        r"common ground",
        rf"The status of every issue is told, and (?P<floor>none|\d+) of (?P<issues>\d+) {ISSUES} "
        r"(is|are) agreed or converging: (?P<percent>\d+%)\.",
        _claim,
    ),
    "a claim: one issue": Form(
        r"common ground",
        r"The one issue is neither agreed nor converging: (?P<told>0%)\."
        r"|These sources cannot tell: how far the (?P<untold>one) issue is settled is not known\.",
        _claim_of_one,
    ),
    "a claim: borne out": Form(
        r"common ground",
        rf"Borne out: (?P<floor>\d+) of (?P<issues>\d+) {ISSUES} (is|are) agreed or converging"
        r"(, (?P<agreed>none|\d+) of them agreed)?: (?P<percent>\d+%)\.",
        _claim,
    ),
    "a claim: it cannot be told": Form(
        r"common ground",
        rf"These sources cannot tell: (?P<floor>none|\d+) of (?P<issues>\d+) {ISSUES} (is|are) agreed "
        r"or converging, and up to (?P<ceiling>\d+) would be if (?P<untold>.*) agreed\.",
        _claim,
    ),
    "what a claim check rests on": Form(
        r"common ground",
        rf"Known is the status of (?P<known>\d+) of (?P<issues>\d+) {ISSUES} in view: "
        r"(?P<agreed>\d+) agreed, (?P<converging>\d+) converging and (?P<other>\d+) of another "
        r"status(; (?P<untold>\d+) (is|are) untold)?\. The claim names no issues, .*",
        _claim_basis,
    ),
    "coverage": Form(
        r"common ground",
        r"(?P<stated>\d+) of (?P<possible>\d+) cells in view holds? a position that counts"
        r"(; the rest is (?P<rest>.+))?",
        _coverage,
    ),
    "coverage of a party": Form(
        r"common ground",
        r"(?P<party>[^|%]+) \|  \| (?P<stated>\d+) of (?P<possible>\d+)( \| (?P<rest>.+))?",
        _coverage_row,
    ),
    "how far an issue divides": Form(
        r"common ground",
        r"(?P<title>[^|]+) \|  \| (?P<held>[^|]+) \| "
        r"((?P<voices>\d+) voices?|(?P<scored>A|dispersion) [-+\d.]+)",
        _division_row,
    ),
    "a party's finding": Form(
        r"party headline",
        rf"(Not heard on any of|No position counts:|Heard (?P<through>through its bloc alone)?,? ?on "
        rf"(?P<heard>\d+) of) ?((?P<possible>\d+) {ISSUES}( (?P<in_view>in view))?)?"
        r"(, (?P<record>((all|none|\d+) of them |not )?on the record))?"
        r"(; on (?P<taken>\d+) more through its bloc)?"
        r"((; )?(?P<out>\d+) positions? (is|are) left out)?\."
        r"( Has a red line on (?P<red>.+?)(, [a-z][^.]*)?\.(?= |$)| Has (?P<reds>\d+) red lines"
        r"(, on .+?)?(, (?P<off>all|\d+) of them not on the record)?"
        r"(, (all|\d+) of them its bloc’s)?\.)?"
        r"( It shares 3 issues with (?P<nobody>nobody), so it has no agreement score\."
        r"| Its one agreement score is with (?P<only>.+): [\d.]+ on (?P<only_shared>\d+) shared issues\."
        r"| Its (?P<same>\d+) agreement scores are all .+\."
        r"| Agrees most with (?P<near>.+, least with .+)\.)?",
        _party_headline,
    ),
    "an issue's finding": Form(
        r"issue headline",
        rf"(Settled on {DAY} \d{{4}}(: ([^.]|\.(?=\d))+)?\. ?)?(?P<said>(?!No position counts|Of \d|\d+ positions? "
        r"(is|are) left out).+?\.)?( ?(No position counts: )?(?P<out>\d+) positions? (is|are) left "
        r"out\.)?( ?Of (?P<silent>\d+) (others?|part(y|ies)) in view no position is known\.)?",
        _issue_headline,
    ),
    "the finding of the evidence": Form(
        r"evidence",
        r"(?P<first>The one|No|All \d+|(None|\d+) of \d+) positions?( (?P<count>that count))? (is|are) "
        r"(on the record|in view); (?P<number>\d+) citations?( names? \d+ of \d+ \w+| from \d+ "
        r"sources?)?",
        _evidence_headline,
    ),
    "positions by how direct they are": Form(
        r"evidence|party",
        rf"((?P<kind>[Oo]n the record|[Nn]ot on the record): )?(?P<number>\d+)( positions?| "
        rf"(?P<word>(not )?on the record|{'|'.join(each.label.lower() for each in ATTRIBUTIONS.values())}))",
        _kinds,
    ),
    "kinds of evidence of a party": Form(
        r"party",
        rf"(\d+ ({'|'.join(each.phrase for each in ATTRIBUTIONS.values())})(, | and |\.))+",
        _phrases,
    ),
    "positions by day": Form(
        r"chart positions-by-day",
        r"(?P<total>\d+) positions in view were taken on (?P<days>\d+) days, .*",
        _by_day,
    ),
    "positions of one day": Form(
        r"chart positions-by-day",
        r"(?P<total>The one position|All \d+ positions) in view (is|are) of .*",
        _on_one_day,
    ),
    "positions that differ": Form(
        r"timeline",
        r"(?P<number>\d+) positions? differs? in view between (?P<first>.+) and (?P<last>.+)\.",
        _differ,
    ),
    "the title of the Timeline": Form(
        r"timeline",
        r"((?P<behind>\S+) events? lies? behind, (?P<beside>\S+) ahead|"
        r"(?P<ahead>\S+) events? lies? ahead, none behind); "
        r"((?P<one_day>the one position|all \d+ positions) in view (is|are) of .*|"
        r"no position in view|\d+ positions? in view, up to .*|"
        r"((?P<changed>\S+) positions? changed|(?P<alone>\S+) positions? (is|are) new) between "
        r"(?P<first>\d+ \w+ \d+) and (?P<last>\d+ \w+ \d+)"
        r"(, none has changed|, (?P<new>\S+) (is|are) new)?)",
        _timeline,
    ),
    "events": Form(
        r"chart events",
        r"(?P<behind>\d+|No) events? lies? behind, (?P<ahead>none|\d+) ahead",
        _events,
    ),
    "sources": Form(
        r".*",
        r"Source: (?P<number>\d+) sources, curated by hand; see the cells\.[^.\d]*",
        _sources,
    ),
    "citations": Form(r"evidence", r"(?P<number>\d+) citations?(, \d+ to \d+)?", _citations),
}
