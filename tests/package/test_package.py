"""Packages: addresses, how statements are read, who blocks, what frees, and where to start."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.format.vocabulary import BOUNDS, DIRECTNESS, STANCES
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.loading.loader import Negotiation
from parley.package.changes import CHANGE_COLUMNS, best_changes
from parley.package.key_fact import key_fact
from parley.package.outcomes import (
    ADOPT,
    BESIDE,
    LONGEST_NAME,
    REJECT,
    Outcome,
    Package,
    Question,
    Span,
    questions,
    read_package,
)
from parley.package.sentences import (
    DISCLAIMER,
    REASON_TEXTS,
    VERDICT_TERMS,
    change_words,
    tallies,
    verdict_label,
    with_reasons,
)
from parley.package.starting_points import (
    StartingPoint,
    agreed,
    asked_by,
    fewest_objections,
    is_best,
)
from parley.package.statements import Statements, statements
from parley.package.terms import OBJECTIONS, VERDICTS
from parley.package.verdicts import (
    CONDITION_COLUMNS,
    PARTY_COLUMNS,
    VERDICT_COLUMNS,
    by_party,
    conditions,
    objecting,
    verdicts,
)
from parley.wording import count, join_and
from tests.folders import every_frame, every_part

RUNGS = ("low", "mid", "high")

# --- small negotiations: the issues p, q and r are proposals, l is a ladder, n is a scale 0 to 10

Held = Mapping[str, object]


def frames_of(
    positions: Mapping[tuple[str, str], Held],
    hung: Sequence[tuple[str, str, str | None]] = (),
    roles: Mapping[str, str] | None = None,
    blocs: Mapping[str, str] | None = None,
    decided_by: Mapping[str, str] | None = None,
) -> Frames:
    """Frames of positions by party and issue, and conditions: a party, its issue, what it names."""
    of = every_frame()
    names = list(dict.fromkeys([*(roles or {}), *(party for party, _ in positions)])) or ["a"]
    ids = ["p", "q", "r", "l", "n"]

    def rows(frame: pd.DataFrame, number: int) -> pd.DataFrame:
        return frame.iloc[np.zeros(number, int)].reset_index(drop=True)

    def column(values: Sequence[object], of: Sequence[str] | None = None) -> object:
        return pd.Categorical(values, categories=of) if of else pd.Series(values, dtype="str")

    parties = rows(of.parties, len(names)).assign(
        party=column(names, names),
        name=column([name.upper() for name in names]),
        role=[(roles or {}).get(name, "principal") for name in names],
        blocs=column([(blocs or {}).get(name, "") for name in names]),
    )
    numeric = np.array([id == "n" for id in ids])
    issues = rows(of.issues, len(ids)).assign(
        issue=column(ids, ids),
        title=column([id.upper() for id in ids]),
        numeric=numeric,
        scale_min=np.where(numeric, 0.0, np.nan),
        scale_max=np.where(numeric, 10.0, np.nan),
        scale_tolerance=np.nan,
        decided_by=column([(decided_by or {}).get(id, "") for id in ids]),
        unit=column([None] * len(ids)),
        options=column(["; ".join(RUNGS) if id == "l" else "" for id in ids]),
        status="open",
        outcome_date=pd.NaT,
        outcome_option=column([None] * len(ids)),
        outcome_from=np.nan,
        outcome_to=np.nan,
    )
    cells = list(positions.items())
    values = [held.get("value", (np.nan, np.nan)) for _, held in cells]
    held = rows(of.positions, len(cells)).assign(
        issue=column([issue for (_, issue), _ in cells], ids),
        party=column([party for (party, _), _ in cells], names),
        position=np.arange(len(cells)),
        stance=column([held.get("stance") for _, held in cells], list(STANCES)),
        value_from=np.array([low for low, _ in values], float),
        value_to=np.array([high for _, high in values], float),
        bound=column([held.get("bound", "exactly") for _, held in cells], list(BOUNDS)),
        option=column([held.get("option") for _, held in cells], RUNGS),
        fallback=column([held.get("fallback") for _, held in cells], RUNGS),
        attribution=column([held.get("by", "document") for _, held in cells], DIRECTNESS),
        salience=np.array([held.get("salience", np.nan) for _, held in cells], float),
        red_line=np.array([bool(held.get("red_line")) for _, held in cells], bool),
        current=True,
        inherited_from=column([held.get("bloc") for _, held in cells], names),
    )
    number = {cell: place for place, (cell, _) in enumerate(cells)}
    set_by = rows(of.conditions, len(hung)).assign(
        issue=column([issue for _, issue, _ in hung], ids),
        party=column([party for party, _, _ in hung], names),
        position=np.array([number[party, issue] for party, issue, _ in hung], np.int64),
        kind=column(["precondition"] * len(hung), ["in-exchange-for", "precondition", "package"]),
        on_issue=column([on for _, _, on in hung], ids),
        text=column([f"Text {place}." for place in range(len(hung))]),
        current=True,
    )
    changed = {"parties": parties, "issues": issues, "positions": held, "conditions": set_by}
    return Frames(**{**of.tables(), **changed})


def said(
    frames: Frames,
    parties: Sequence[str] | None = None,
    asked: dict[str, Question] | None = None,
) -> Statements:
    """What these parties have said, by default all, whatever is chosen."""
    view = apply_selection(frames, Selection())
    return statements(
        view.of(parties=frames.parties["party"] if parties is None else parties), asked
    )


def of_(positions: Mapping[tuple[str, str], Held], *args: object, **more: object) -> Statements:
    return said(frames_of(positions, *args, **more))  # type: ignore[arg-type]


def stance(name: str, red_line: bool = False) -> Held:
    return {"stance": name, "red_line": red_line}


def read(of: Statements, outcomes: Mapping[str, Outcome]) -> dict[tuple[str, str], tuple[str, str]]:
    """The verdict and the reason by party and issue."""
    frame = verdicts(of, Package.of(outcomes))
    keys = zip(frame["party"], frame["issue"], strict=True)
    return dict(zip(keys, zip(frame["verdict"], frame["why"], strict=True), strict=True))


# --- outcomes and addresses


@pytest.fixture(scope="module")
def asked() -> dict[str, Question]:
    return questions(every_frame().issues, every_part().issues)


def test_what_can_be_decided(asked: dict[str, Question]) -> None:
    assert {issue: question.kind for issue, question in asked.items()} == {
        "port-access": "proposal",
        "licence-fee": "scale",
        "observers": "proposal",
        "total-catch": "scale",
        "net-size": "ladder",
        "seal-ban": "proposal",
    }
    assert asked["net-size"].choices == ("as-is", "wider", "widest", "no-nets")
    assert asked["port-access"].choices == (ADOPT, REJECT)
    assert asked["licence-fee"].choices == ()


@pytest.mark.parametrize(
    ("issue", "outcome", "said"),
    [
        ("port-access", ADOPT, "Adopted"),
        ("port-access", REJECT, "Not adopted"),
        ("port-access", None, "Left open"),
        ("net-size", "no-nets", "No nets at all <ever>"),
        ("total-catch", Span(120, 140), "120–140 kt"),
        ("licence-fee", Span(-2.5, -2.5), "-2.5"),
    ],
)
def test_outcomes_in_words(
    asked: dict[str, Question], issue: str, outcome: Outcome | None, said: str
) -> None:
    assert asked[issue].says(outcome) == said


def test_an_address_says_it_with_ids_as_they_are(asked: dict[str, Question]) -> None:
    package = Package.of(
        {"total-catch": Span(120, 140), "port-access": ADOPT, "net-size": "wider"}, "Mine"
    )
    assert package.to_query() == [
        ("package", "net-size:wider"),
        ("package", "port-access:adopt"),
        ("package", "total-catch:120..140"),
        ("package_name", "Mine"),
    ]
    query = parse_qs(urlencode([*package.to_query(), *package.named("Other").to_query(BESIDE)]))
    assert read_package(query, asked).package == package
    assert read_package(query, asked, BESIDE).package == package.named("Other")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nowhere:adopt", "“nowhere” is no issue of this negotiation."),
        ("", "“” is no issue of this negotiation."),
        ("port-access", "Port access: “” is not among its outcomes."),
        ("port-access:wider", "Port access: “wider” is not among its outcomes."),
        ("port-access:1", "Port access: “1” is not among its outcomes."),
        ("net-size:adopt", "Mesh of nets: “adopt” is not among its outcomes."),
        ("licence-fee:adopt", "Licence fee: “adopt” is not among its outcomes."),
        ("licence-fee:11", "Licence fee: “11” is not among its outcomes."),
        ("licence-fee:3..1", "Licence fee: “3..1” is not among its outcomes."),
        ("licence-fee:nan", "Licence fee: “nan” is not among its outcomes."),
        ("licence-fee:1e999", "Licence fee: “1e999” is not among its outcomes."),
        ("licence-fee:٣", "Licence fee: “٣” is not among its outcomes."),
        ("licence-fee:1_0", "Licence fee: “1_0” is not among its outcomes."),
        ("\x00\n\u202e" + "x" * 99, f"“{'x' * 60}…” is no issue of this negotiation."),
    ],
)
def test_what_cannot_be_read_is_dropped_and_said(
    asked: dict[str, Question], text: str, sentence: str
) -> None:
    found = read_package({"package": [text, "seal-ban:reject"]}, asked)
    assert found.package == Package.of({"seal-ban": REJECT})
    assert found.dropped == (sentence,)


def test_of_two_outcomes_the_first_counts(asked: dict[str, Question]) -> None:
    found = read_package({"package": ["seal-ban:reject", "seal-ban:adopt"]}, asked)
    assert found.package.outcome("seal-ban") == REJECT
    assert found.dropped == ("Seal ban: a second outcome, “adopt”, does not count.",)


def test_putting_and_leaving_open() -> None:
    package = Package.of({"q": ADOPT, "p": REJECT}, "Name")
    assert package == Package.of({"p": REJECT, "q": ADOPT}, "Name")
    assert package.put("p", ADOPT).outcomes == (("p", ADOPT), ("q", ADOPT))
    assert package.put("p", None) == Package.of({"q": ADOPT}, "Name")
    assert package.outcome("p") == REJECT
    assert len(package.named("x" * 999).name) == LONGEST_NAME


ASKED = questions(every_frame().issues, every_part().issues)


@st.composite
def packages(draw: st.DrawFn) -> Package:
    outcomes: dict[str, Outcome] = {}
    for issue in draw(st.sets(st.sampled_from(list(ASKED)))):
        question = ASKED[issue]
        if question.scale is None:
            outcomes[issue] = draw(st.sampled_from(question.choices))
        else:
            low, high = sorted(draw(st.tuples(*[st.floats(*question.scale)] * 2)))
            outcomes[issue] = Span(low, draw(st.sampled_from([low, high])))
    return Package.of(outcomes, draw(st.text(max_size=100)))


@settings(deadline=None)
@given(packages())
def test_an_address_gives_the_package_back(package: Package) -> None:
    text = urlencode(package.to_query())
    found = read_package(parse_qs(text, keep_blank_values=True), ASKED)
    assert found == (package, ())
    assert urlencode(found.package.to_query()) == text


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["package", "package_name"]), st.lists(st.text())))
def test_garbage_gives_no_outcome_and_no_error(query: dict[str, list[str]]) -> None:
    found = read_package(query, ASKED)
    assert found.package.outcomes == ()
    assert len(found.dropped) == len(set(query.get("package", ())))


# --- how a statement is read


@pytest.mark.parametrize(
    ("held", "adopted", "not_adopted"),
    [
        (stance("supports"), ("accepts", "for"), ("asks-otherwise", "denied")),
        (stance("open"), ("can-live", "open"), ("unknown", "no-demand")),
        (stance("undecided"), ("unknown", "undecided"), ("unknown", "undecided")),
        (stance("reluctant"), ("resists", "reluctant"), ("can-live", "spared")),
        (stance("opposes"), ("opposes", "against"), ("accepts", "refused")),
        (stance("supports", True), ("accepts", "for"), ("red-line", "denied")),
        (stance("open", True), ("can-live", "open"), ("unknown", "no-demand")),
        (stance("undecided", True), ("unknown", "undecided"), ("unknown", "undecided")),
        (stance("reluctant", True), ("red-line", "reluctant"), ("can-live", "spared")),
        (stance("opposes", True), ("red-line", "against"), ("accepts", "refused")),
    ],
)
def test_a_proposal(held: Held, adopted: tuple[str, str], not_adopted: tuple[str, str]) -> None:
    of = of_({("a", "p"): held}, roles={"a": "principal", "b": "principal"})
    assert read(of, {"p": ADOPT}) == {("a", "p"): adopted, ("b", "p"): ("unknown", "silent")}
    assert read(of, {"p": REJECT})["a", "p"] == not_adopted
    assert read(of, {}) == {}


@pytest.mark.parametrize(
    ("held", "low", "mid", "high"),
    [
        ({"stance": "supports", "option": "mid"}, "asks-otherwise", "can-live", "asks-otherwise"),
        ({"stance": "supports", "option": "high", "fallback": "mid"}, "asks-otherwise", "can-live", "can-live"),
        ({"stance": "open", "option": "low", "fallback": "mid"}, "can-live", "can-live", "asks-otherwise"),
        ({"stance": "opposes", "fallback": "low"}, "can-live", "asks-otherwise", "asks-otherwise"),
        ({"stance": "undecided", "option": "high"}, "asks-otherwise", "asks-otherwise", "can-live"),
        ({"stance": "supports", "option": "high", "red_line": True}, "red-line", "red-line", "can-live"),
        ({"stance": "supports"}, "unknown", "can-live", "can-live"),
        ({"stance": "reluctant"}, "unknown", "resists", "resists"),
        ({"stance": "opposes", "red_line": True}, "unknown", "red-line", "red-line"),
        ({"stance": "undecided"}, "unknown", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_a_ladder(held: Held, low: str, mid: str, high: str) -> None:
    of = of_({("a", "l"): held})
    assert [read(of, {"l": rung})["a", "l"][0] for rung in RUNGS] == [low, mid, high]


@pytest.mark.parametrize(
    ("value", "expected", "gap"),
    [
        (Span(3, 3), ("can-live", "within"), 0),
        (Span(5, 5), ("can-live", "within"), 0),
        (Span(3, 5), ("can-live", "within"), 0),
        (Span(2.5, 2.5), ("asks-otherwise", "outside"), 0.5),
        (Span(6, 9), ("asks-otherwise", "outside"), 1),
        (Span(5, 6), ("unknown", "partly-within"), 0),
        (Span(0, 10), ("unknown", "partly-within"), 0),
    ],
)
def test_a_scale(value: Span, expected: tuple[str, str], gap: float) -> None:
    held = {"value": (3, 5)}
    of = of_({("a", "n"): held, ("b", "n"): {**held, "red_line": True}})
    found = read(of, {"n": value})
    assert found["a", "n"] == expected
    crossed = "red-line" if expected[0] == "asks-otherwise" else expected[0]
    assert found["b", "n"] == (crossed, expected[1])
    assert verdicts(of, Package.of({"n": value}))["gap"].tolist() == [gap, gap]


@pytest.mark.parametrize(
    ("bound", "below", "above"),
    [
        ("exactly", "asks-otherwise", "asks-otherwise"),
        ("at-least", "asks-otherwise", "can-live"),
        ("at-most", "can-live", "asks-otherwise"),
    ],
)
def test_more_or_less_does_as_well_where_the_party_says_so(
    bound: str, below: str, above: str
) -> None:
    of = of_({("a", "n"): {"value": (4, 4), "bound": bound}})
    told = [read(of, {"n": Span(value, value)})["a", "n"][0] for value in (0, 4, 10)]
    assert told == [below, "can-live", above]


IF, OPEN = ("accepts-if", "conditional"), ("can-live", "open")


@pytest.mark.parametrize(
    ("own", "on", "there", "outcome", "expected"),
    [
        # What it supports has to be adopted, what it opposes must not be.
        ("supports", "q", stance("supports"), ADOPT, ("accepts", "for")),
        ("supports", "q", stance("supports"), REJECT, IF),
        ("supports", "q", stance("supports"), None, IF),
        ("supports", "q", stance("opposes"), ADOPT, IF),
        ("supports", "q", stance("reluctant"), REJECT, ("accepts", "for")),
        # Without a leaning a proposal has to be adopted.
        ("open", "q", None, ADOPT, OPEN),
        ("open", "q", None, REJECT, IF),
        ("open", "q", stance("undecided"), ADOPT, OPEN),
        ("open", "q", stance("open"), REJECT, IF),
        # A rung or a value has to be one that it accepts; without one it cannot be told.
        ("open", "l", {"stance": "supports", "option": "high", "fallback": "mid"}, "mid", OPEN),
        ("open", "l", {"stance": "supports", "option": "high", "fallback": "mid"}, "low", IF),
        ("open", "l", None, "high", IF),
        ("open", "n", {"value": (3, 5)}, Span(4, 4), OPEN),
        ("open", "n", {"value": (3, 5)}, Span(4, 6), IF),
        ("open", "n", None, Span(4, 4), IF),
        # What names no other issue stays an if.
        ("supports", None, None, None, IF),
        ("supports", "p", None, None, IF),
        # Who resists or opposes is not known to do otherwise where all that it hangs on is there.
        ("reluctant", "q", stance("supports"), ADOPT, ("resists", "reluctant")),
        ("opposes", "q", None, ADOPT, ("opposes", "against")),
        ("reluctant", "q", stance("supports"), None, ("resists", "reluctant")),
        ("reluctant", None, None, None, ("resists", "reluctant")),
        ("undecided", "q", stance("supports"), ADOPT, ("unknown", "undecided")),
    ],
)  # fmt: skip
def test_conditions(
    own: str, on: str | None, there: Held | None, outcome: Outcome | None, expected: tuple[str, str]
) -> None:
    held = {("a", "p"): stance(own)}
    if there is not None and on is not None:
        held["a", on] = there
    of = of_(held, [("a", "p", on)])
    outcomes: dict[str, Outcome] = {"p": ADOPT}
    if outcome is not None and on is not None:
        outcomes[on] = outcome
    assert read(of, outcomes)["a", "p"] == expected
    # To do without never needs the condition.
    if own in ("reluctant", "opposes"):
        spared = ("can-live", "spared") if own == "reluctant" else ("accepts", "refused")
        assert read(of, {**outcomes, "p": REJECT})["a", "p"] == spared


def test_each_condition_says_whether_it_is_met() -> None:
    of = of_(
        {("a", "p"): stance("open"), ("a", "q"): stance("supports")},
        [("a", "p", "q"), ("a", "p", "r"), ("a", "p", None), ("a", "p", "l"), ("a", "q", "r")],
    )
    found = conditions(of, Package.of({"p": ADOPT, "r": ADOPT, "l": "high"}))
    assert list(found.columns) == list(CONDITION_COLUMNS)
    assert found["state"].tolist() == ["unmet", "met", "untold", "untold"]
    (row,) = verdicts(of, Package.of({"p": ADOPT, "r": ADOPT})).head(1).itertuples()
    assert (row.verdict, row.conditions, row.unmet) == ("accepts-if", 4, 3)


def test_a_red_line_stands_whatever_its_conditions() -> None:
    of = of_({("a", "p"): stance("reluctant", True)}, [("a", "p", "q")])
    assert read(of, {"p": ADOPT, "q": ADOPT})["a", "p"] == ("red-line", "reluctant")


# --- the whole package


def test_the_worst_verdict_speaks_for_a_party() -> None:
    of = of_(
        {
            ("a", "p"): stance("supports"), ("a", "q"): stance("opposes", True),
            ("a", "r"): stance("opposes"), ("b", "p"): stance("supports"),
            ("c", "p"): stance("open"), ("c", "q"): stance("open"), ("c", "r"): stance("open"),
            ("d", "r"): stance("reluctant"),
        },
        [("c", "q", None)],
        roles={"a": "principal", "b": "observer", "c": "mediator", "d": "principal", "e": "observer"},
    )  # fmt: skip
    package = Package.of({"p": ADOPT, "q": ADOPT, "r": ADOPT})
    found = by_party(of, package)
    assert list(found.columns) == list(PARTY_COLUMNS)
    told = found[["party", "deciding", "verdict", "issue", "position"]].to_numpy().tolist()
    assert told == [
        ["a", True, "red-line", "q", 1],
        ["b", False, "unknown", "q", -1],
        ["c", False, "accepts-if", "q", 5],
        ["d", True, "resists", "r", 7],
        ["e", False, "unknown", "p", -1],
    ]
    columns = ["red_line", "opposes", "resists", "accepts_if", "unknown", "can_live", "accepts"]
    assert found[[*columns, "silent"]].to_numpy().tolist() == [
        [1, 1, 0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 2, 0, 1, 2],
        [0, 0, 0, 1, 0, 2, 0, 0],
        [0, 0, 1, 0, 2, 0, 0, 2],
        [0, 0, 0, 0, 3, 0, 0, 3],
    ]
    assert objecting(of, package)["party"].tolist() == ["a", "d"]
    assert tallies(verdicts(of, package)) == {
        "a": "red line crossed on 1 issue, opposes on 1 issue and accepts on 1 issue",
        "b": "accepts on 1 issue and silent on 2 issues",
        "c": "only on conditions on 1 issue and can live with it on 2 issues",
        "d": "resists on 1 issue and silent on 2 issues",
        "e": "silent on 3 issues",
    }


def test_what_rests_on_the_word_of_others_is_said_to_be_so() -> None:
    held = {
        ("a", "p"): stance("supports"),
        ("a", "q"): {**stance("supports"), "by": "second-hand"},
        ("b", "p"): {**stance("reluctant"), "by": "reporter"},
        ("b", "q"): {**stance("open"), "by": "anonymous"},
    }
    of, package = of_(held), Package.of({"p": ADOPT, "q": ADOPT})
    found = with_reasons(of, package)
    labels = [verdict_label(row.verdict, row.attribution) for row in found.itertuples()]
    assert labels == [
        "Accepts", "Said to accept", "Said to resist", "Can live with it, it is said",
    ]  # fmt: skip
    assert found["reason"].tolist() == [
        "Supports the proposal.",
        "Supports the proposal, second-hand.",
        "Is reluctant about the proposal, in a reporter's words.",
        "Is open to the proposal, from an unnamed official.",
    ]
    assert tallies(found) == {
        "a": "accepts on 1 issue and is said to accept on 1 issue",
        "b": "is said to resist on 1 issue and is said to live with it on 1 issue",
    }
    assert key_fact(of, package).sentence == "A and B decide; B resists P (in a reporter's words)."


def test_the_empty_package_has_no_verdict() -> None:
    of = said(every_frame())
    assert verdicts(of, Package()).empty
    found = by_party(of, Package())
    assert found["verdict"].isna().all()
    assert objecting(of, Package()).empty
    assert best_changes(of, Package()).empty


def test_without_parties_or_issues() -> None:
    none = said(every_frame(), [])
    package = Package.of({"port-access": ADOPT})
    assert verdicts(none, package).empty
    assert by_party(none, package).empty
    assert best_changes(none, package).empty
    assert fewest_objections(none).package == Package()
    empty = Frames(**{name: frame.head(0) for name, frame in every_frame().tables().items()})
    assert verdicts(said(empty), package).empty
    assert fewest_objections(said(empty)).package == Package()


BLOC = {
    ("eu", "p"): stance("opposes"), ("m", "p"): {**stance("opposes"), "bloc": "eu"},
    ("eu", "q"): stance("supports"), ("m", "q"): stance("opposes", True),
}  # fmt: skip


def test_a_bloc_and_its_members_count_once_and_a_dissenter_is_a_voice() -> None:
    package = Package.of({"p": ADOPT, "q": ADOPT})
    of = of_(BLOC, blocs={"m": "eu"}, roles={"eu": "principal", "m": "supporter"})
    found = verdicts(of, package)
    assert found["counts"].tolist() == [True, True, False, True]
    assert found["inherited_from"].tolist() == [np.nan, np.nan, "eu", np.nan]
    assert objecting(of, package)[["party", "verdict", "counts"]].to_numpy().tolist() == [
        ["eu", "opposes", True],
        ["m", "red-line", True],
    ]
    # What it only takes over is its bloc's objection.
    assert objecting(of, Package.of({"p": ADOPT}))["party"].tolist() == ["eu"]
    changes = best_changes(of, package)
    assert changes[["issue", "ends", "removed"]].to_numpy().tolist() == [
        ["q", "m", 1],
        ["p", "eu", 1],
    ]


def test_a_deciding_member_s_red_line_is_that_of_its_bloc_by_name() -> None:
    held = {
        ("eu", "p"): stance("opposes"),
        ("m", "p"): stance("opposes", True),
    }
    of = of_(held, blocs={"m": "eu"}, roles={"eu": "observer", "m": "principal"})
    assert read(of, {"p": ADOPT})["eu", "p"] == ("red-line", "against")
    told = with_reasons(of, Package.of({"p": ADOPT}))["reason"].tolist()
    assert told[0] == "Opposes the proposal; declared not negotiable by M."
    assert key_fact(of, Package.of({"p": ADOPT})).sentence == (
        "EU and M decide; a red line of M is crossed on P."
    )


def test_a_red_line_that_no_voice_carries_is_told() -> None:
    held = {("eu", "p"): stance("opposes"), ("m", "p"): stance("opposes", True)}
    of = of_(held, blocs={"m": "eu"}, roles={"eu": "principal", "m": "supporter"})
    assert key_fact(of, Package.of({"p": ADOPT})).sentence == (
        "EU decides; EU opposes P; a red line of M is crossed on P."
    )


def test_a_member_speaks_where_its_bloc_is_out_of_view() -> None:
    of = said(frames_of(BLOC, blocs={"m": "eu"}), ["m"])
    found = objecting(of, Package.of({"p": ADOPT}))
    assert found[["party", "counts"]].to_numpy().tolist() == [["m", True]]


def test_a_bloc_of_a_bloc_that_is_out_of_view_still_speaks_for_its_members() -> None:
    of = said(every_frame(), ["islands", "isle-west"])
    found = verdicts(of, Package.of({"licence-fee": Span(5, 5)}))
    assert found[["party", "counts"]].to_numpy().tolist() == [
        ["islands", True],
        ["isle-west", False],
    ]


# --- single changes


def test_what_meets_the_fewest_objections_comes_first() -> None:
    of = of_(
        {
            ("a", "p"): stance("opposes"), ("b", "p"): stance("reluctant"),
            ("c", "p"): stance("supports", True), ("b", "q"): stance("opposes"),
        },
        roles={"a": "principal", "b": "observer", "c": "observer"},
    )  # fmt: skip
    found = best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}))
    assert list(found.columns) == list(CHANGE_COLUMNS)
    # Not adopting p would cross a red line.
    assert found.to_numpy().tolist() == [
        ["p", "adopt", "", "a", "", 2, 0],
        ["q", "adopt", "reject", "", "", 1, 0],
    ]
    assert len(best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}), most=1)) == 1
    assert [change_words(of, row) for row in found.itertuples()] == [
        "P: Left open. A would then object to nothing; 2 objections fewer.",
        "Q: Not adopted. 1 objection fewer.",
    ]
    red = best_changes(of, Package.of({"p": REJECT}))
    assert [change_words(of, row) for row in red.itertuples()] == [
        "P: Left open. C would then object to nothing; 1 objection fewer.",
        "P: Adopted. C would then object to nothing; A and B would begin to object; "
        "1 objection fewer; 2 more.",
    ]


HELD_STANCES = st.sampled_from([None, *STANCES])


@st.composite
def negotiations(draw: st.DrawFn) -> Frames:
    positions: dict[tuple[str, str], Held] = {}
    for party, issue in itertools.product("abc", ["p", "q", "r", "l", "n"]):
        name = draw(HELD_STANCES)
        if name is None:
            continue
        held: dict[str, object] = {"stance": name, "red_line": draw(st.booleans())}
        if issue == "l":
            held["option"] = draw(st.sampled_from([None, *RUNGS]))
            held["fallback"] = draw(st.sampled_from([None, *RUNGS]))
        if issue == "n":
            low = draw(st.integers(0, 4))
            held["value"] = (low, low + draw(st.integers(0, 3)))
        positions[party, issue] = held
    cells = sorted(positions)
    hung = []
    if cells:
        on = st.sampled_from([None, "p", "q", "r", "l", "n"])
        hung = draw(st.lists(st.tuples(st.sampled_from(cells), on), max_size=5))
    roles = {
        "a": "principal",
        "b": draw(st.sampled_from(["principal", "observer"])),
        "c": "observer",
    }
    return frames_of(positions, [(*cell, target) for cell, target in hung], roles)


def drawn_package(draw: st.DrawFn) -> Package:
    outcomes: dict[str, Outcome | None] = {
        issue: draw(st.sampled_from([None, ADOPT, REJECT])) for issue in "pqr"
    }
    outcomes["l"] = draw(st.sampled_from([None, *RUNGS]))
    value = draw(st.sampled_from([None, 1.0, 3.0]))
    outcomes["n"] = None if value is None else Span(value, value)
    return Package.of({issue: outcome for issue, outcome in outcomes.items() if outcome})


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_changes_are_what_reading_the_changed_package_anew_gives(data: st.DataObject) -> None:
    of = said(data.draw(negotiations()))
    package = drawn_package(data.draw)
    before = objections_of(of, package)
    for row in best_changes(of, package, most=99).itertuples():
        outcome = of.questions[row.issue].read(row.change) if row.change else None
        after = objections_of(of, package.put(row.issue, outcome))
        assert row.removed - row.added == before.sum() - after.sum()
        assert row.ends == "; ".join(before.index[(before > 0) & (after == 0)])
        assert row.begins == "; ".join(before.index[(before == 0) & (after > 0)])


def objections_of(of: Statements, package: Package) -> pd.Series[int]:
    """How many objections each party has."""
    found = by_party(of, package).set_index("party")
    return found["red_line"] + found["opposes"] + found["resists"]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_verdict_on_the_whole_is_the_worst_and_a_red_line_never_helps(
    data: st.DataObject,
) -> None:
    frames = data.draw(negotiations())
    package = drawn_package(data.draw)
    of = said(frames)
    cells, parties = verdicts(of, package), by_party(of, package)
    for party, rows in cells.groupby("party", observed=True):
        told = parties.set_index("party").loc[party, "verdict"]
        worst = rows["verdict"].max()
        silent = 2 * (rows["why"] == "silent").sum() >= len(rows)
        assert told == ("unknown" if silent and worst not in OBJECTIONS else worst)
    firmer = frames.positions.assign(red_line=True)
    stricter = verdicts(said(Frames(**{**frames.tables(), "positions": firmer})), package)
    assert (stricter["verdict"].cat.codes >= cells["verdict"].cat.codes).all()


# --- where to start


def test_what_is_agreed() -> None:
    of, issues = said(every_frame()), every_frame().issues
    found = agreed(of, issues)
    assert found.package.settled == {"licence-fee": Span(1, 2), "net-size": "wider"}
    before = agreed(of, issues, dt.date(2024, 5, 11))
    assert before.package == Package()
    assert before.note == (
        "0 issues settled: agreed, or with a recorded outcome. "
        "Agreed, but on what is not recorded: Mesh of nets."
    )
    told = issues.assign(status=issues["status"].where(issues["issue"] != "seal-ban", "agreed"))
    assert agreed(of, told).package.outcome("seal-ban") == ADOPT


@pytest.mark.parametrize(
    ("party", "settled"),
    [
        ("kingdom", {"licence-fee": Span(-2.5, -2.5), "net-size": "as-is", "port-access": ADOPT, "total-catch": Span(120, 140)}),
        ("republic", {"licence-fee": Span(4, 6), "net-size": "wider", "port-access": REJECT, "total-catch": Span(100, 100)}),
        ("blue-party", {}),
    ],
)  # fmt: skip
def test_what_one_party_asks(party: str, settled: dict[str, Outcome]) -> None:
    of = said(every_frame())
    package = asked_by(of, party).package
    assert package.settled == settled
    row = by_party(of, package).set_index("party").loc[party]
    assert row["opposes"] + row["red_line"] == 0


def test_nobody_asks_who_is_not_in_view() -> None:
    with pytest.raises(KeyError):
        asked_by(said(every_frame(), ["kingdom"]), "republic")


def test_the_shipped_package_with_the_fewest_objections(
    shipped_negotiation: Negotiation, shipped_frames: Frames
) -> None:
    of = said(shipped_frames, None, questions(shipped_frames.issues, shipped_negotiation.issues))
    found = fewest_objections(of)
    # On Donetsk Ukraine resists and the public opposes; who is for it asks otherwise.
    rejected = {"donetsk-withdrawal", "territorial-cession"}
    assert {id for id, each in found.package.outcomes if each == REJECT} == rejected
    assert objecting(of, found.package).empty
    resisted = found.package.put("donetsk-withdrawal", ADOPT)
    assert objecting(of, resisted)[["party", "verdict"]].to_numpy().tolist() == [
        ["ukraine", "resists"],
        ["ukrainian-public", "opposes"],
    ]
    cells = read(of, resisted.settled)
    assert cells["ukraine", "donetsk-withdrawal"] == ("resists", "reluctant")
    assert cells["ukraine", "front-line-freeze"] == ("unknown", "undecided")


def test_who_decides_on_some_issues_alone_is_told_with_them() -> None:
    held = {("a", "p"): stance("supports"), ("b", "q"): stance("supports")}
    of = of_(held, roles={"a": "principal", "b": "mediator"}, decided_by={"q": "a; b"})
    package = Package.of({"p": ADOPT, "q": ADOPT, "r": ADOPT})
    assert key_fact(of, package).sentence == (
        "A decides, on Q also B; no voice in view is known to object; "
        "A is silent on 2 of 3 issues; B is silent on half or more."
    )
    apart = of_(held, roles={"a": "principal", "b": "mediator"}, decided_by={"q": "b"})
    assert key_fact(apart, Package.of({"p": ADOPT, "q": REJECT})).sentence == (
        "On P A decides; on Q B decides; no voice in view is known to object; "
        "B asks otherwise on 1 issue; A and B are silent on half or more."
    )


def test_where_nobody_leans_all_is_left_open() -> None:
    found = fewest_objections(of_({("a", "p"): stance("undecided")}))
    assert found.package == Package()
    assert found.note.startswith("No party in view is known to accept any outcome")


def test_red_lines_come_before_objections_and_these_before_what_is_asked() -> None:
    asks, opposes = stance("supports"), stance("opposes")
    # One red line outweighs two objections, and one objection two that ask otherwise.
    held = {("a", "p"): stance("supports", True), ("b", "p"): opposes, ("c", "p"): opposes,
            ("a", "q"): opposes, ("b", "q"): asks, ("c", "q"): asks}  # fmt: skip
    assert fewest_objections(of_(held)).package.settled == {"p": ADOPT, "q": REJECT}


def test_of_as_many_objections_who_decides_is_nearer_then_all_are() -> None:
    held = {
        ("a", "n"): {"value": (2, 2)},
        ("b", "n"): {"value": (8, 8)},
        ("c", "n"): {"value": (8, 8)},
    }
    decides = {"a": "principal", "b": "observer", "c": "observer"}
    assert fewest_objections(of_(held, roles=decides)).package.settled == {"n": Span(2, 2)}
    assert fewest_objections(of_(held)).package.settled == {"n": Span(8, 8)}
    named = of_(held, roles=decides, decided_by={"n": "b"})
    assert fewest_objections(named).package.settled == {"n": Span(8, 8)}


def test_all_that_tie_are_told() -> None:
    held = {
        ("a", "l"): {"stance": "supports", "option": "low"},
        ("b", "l"): {"stance": "supports", "option": "high"},
        ("a", "q"): stance("supports"),
    }
    found = fewest_objections(of_(held))
    # Nobody accepts the rung in between, which is as near to both.
    assert found.equals == {"l": ("low", "high")}
    assert found.package.settled == {"l": "low", "q": ADOPT}
    assert found.note.endswith("Equally good: L: low or high.")
    assert is_best(of_(held), Package.of({"l": "high", "q": ADOPT})) == found.equals
    assert is_best(of_(held), Package.of({"l": "mid", "q": ADOPT})) is None


def test_values_that_tie_are_told_as_one_range() -> None:
    held = {("a", "n"): {"value": (2, 2)}, ("b", "n"): {"value": (8, 8)}}
    found = fewest_objections(of_(held))
    assert found.equals == {"n": (Span(2, 8),)}
    assert found.package.settled == {"n": Span(5, 5)}
    assert found.note.endswith(
        "Equally good: N: any of 2–8. Of a range of values its middle is taken."
    )
    # Where both are red lines the values in between cross one more.
    firm = {cell: {**said, "red_line": True} for cell, said in held.items()}
    assert fewest_objections(of_(firm)).equals == {"n": (Span(2, 2), Span(8, 8))}


def test_only_issues_that_are_asked_for() -> None:
    held = {("a", "p"): stance("supports"), ("a", "q"): stance("supports")}
    assert fewest_objections(of_(held), ["q"]).package.settled == {"q": ADOPT}


def price(of: Statements, package: Package) -> tuple[float, ...]:
    """What `fewest_objections` keeps small, counted from the verdicts and the positions."""
    found = verdicts(of, package)
    found = found[found["counts"]]
    losses = [_loss(of, row, package.settled[row.issue]) for row in found.itertuples()]
    decides = found["decides"].to_numpy()
    return (
        (found["verdict"] == "red-line").sum(),
        found["verdict"].isin(OBJECTIONS).sum(),
        round(sum(itertools.compress(losses, decides)), 9),
        round(sum(losses), 9),
    )


def _loss(of: Statements, row: Any, outcome: Outcome) -> float:
    """How far an outcome is from what a party asks, from 0 to 1."""
    question = of.questions[row.issue]
    if row.why in ("silent", "left-out"):
        return 0.0
    if question.kind == "proposal":
        name = list(STANCES)[
            of.stance[of.issue_ids.index(row.issue), of.party_ids.index(row.party)]
        ]
        place = {"supports": 1, "open": 0.75, "undecided": 0.5, "reluctant": 0.25, "opposes": 0}
        return abs((outcome == ADOPT) - place[name])
    if math.isnan(row.gap):
        return 0.0
    return float(row.gap / (10 if question.kind == "scale" else 2))


def acceptable(of: Statements) -> dict[str, list[Outcome]]:
    """By issue the outcomes that somebody accepts, conditions aside."""
    ends = np.concatenate([of.low[-1], of.high[-1]])
    every: dict[str, list[Outcome]] = {issue: [ADOPT, REJECT] for issue in "pqr"}
    every["l"] = list(RUNGS)
    every["n"] = [Span(value, value) for value in sorted(set(ends[~np.isnan(ends)].tolist()))]
    return {
        issue: [
            outcome
            for outcome in outcomes
            if _somebody_accepts(of, issue, outcome)
        ]
        for issue, outcomes in every.items()
    }  # fmt: skip


def _somebody_accepts(of: Statements, issue: str, outcome: Outcome) -> bool:
    found = verdicts(of, Package.of({issue: outcome}))
    some = ["accepts", "can-live", "accepts-if"]
    return bool(found["verdict"][found["counts"]].isin(some).any())


@settings(deadline=None, max_examples=30)
@given(negotiations(), st.sampled_from(["pqr", "pql", "qrn", "pln"]))
def test_fewest_objections_are_those_of_trying_all(frames: Frames, among: str) -> None:
    of = said(frames)
    choices = {issue: outcomes for issue, outcomes in acceptable(of).items() if issue in among}
    choices = {issue: outcomes for issue, outcomes in choices.items() if outcomes}
    found = fewest_objections(of, among)
    assert set(found.package.settled) == set(choices)
    tried = {
        picked: price(of, Package.of(dict(zip(choices, picked, strict=True))))
        for picked in itertools.product(*choices.values())
    }
    least = min(tried.values())
    assert price(of, found.package) == least
    # Every package that is as good is told, and no other.
    told = [[each for each in choices[issue] if _told(each, found, issue)] for issue in choices]
    assert set(itertools.product(*told)) == {
        picked for picked, cost in tried.items() if cost == least
    }


def _told(outcome: Outcome, found: StartingPoint, issue: str) -> bool:
    """Whether an outcome is the package's, or told as equally good."""
    equal = found.equals.get(issue, (found.package.settled[issue],))
    if isinstance(outcome, str):
        return outcome in equal
    return any(isinstance(each, Span) and each.low <= outcome.low <= each.high for each in equal)


def test_many_issues_each_have_their_best_outcome() -> None:
    base = frames_of({("a", "p"): stance("supports"), ("b", "p"): stance("reluctant")})
    ids = [f"i{number}" for number in range(300)]

    def spread(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame] * len(ids), ignore_index=True)

    positions = spread(base.positions).assign(
        issue=pd.Categorical(np.repeat(ids, 2), categories=ids), position=np.arange(2 * len(ids))
    )
    positions["stance"] = positions["stance"].astype(base.positions["stance"].dtype)
    issues = spread(base.issues.head(1)).assign(issue=pd.Categorical(ids, categories=ids))
    changed = {"positions": positions, "issues": issues}
    found = fewest_objections(said(Frames(**{**base.tables(), **changed})))
    assert set(found.package.settled.values()) == {REJECT}
    assert len(found.package.outcomes) == 300


# --- words


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_key_fact_says_what_the_verdicts_count(data: st.DataObject) -> None:
    """Each form of clause, held against counts made of the frame of verdicts."""
    of = said(data.draw(negotiations()))
    package = drawn_package(data.draw)
    if not 0 < len(package.outcomes) < 5:  # of five it names the first
        return
    found, number = verdicts(of, package), len(package.outcomes)
    told: set[str] = set()

    def counted(rows: pd.DataFrame) -> dict[int, list[str]]:
        """The names of parties by how many rows they have, the most first."""
        sizes = rows.groupby("party", observed=True).size()
        return {
            int(size): [str(id).upper() for id in sizes.index[sizes == size]]
            for size in sorted(set(sizes), reverse=True)
        }

    decides = set(found["party"][found["decides"]])
    told.add(_verb(sorted(each.upper() for each in decides), "decides", "decide"))
    voices = found[found["counts"]]
    verbs = {
        "red-line": "a red line of {} is crossed on",
        "opposes": "{} opposes",
        "resists": "{} resists",
    }
    for (party, verdict), rows in voices.groupby(["party", "verdict"], observed=True):
        if verdict in verbs:
            titles = join_and([str(issue).upper() for issue in rows["issue"]])
            told.add(f"{verbs[str(verdict)].format(str(party).upper())} {titles}")
    if not voices["verdict"].isin(OBJECTIONS).any():
        told.add("no voice in view is known to object")
    asks = voices[(voices["verdict"] == "asks-otherwise") & voices["decides"]]
    for issues, names in counted(asks).items():
        each = " each" if len(names) > 1 else ""
        told.add(f"{_verb(names, 'asks', 'ask')} otherwise on {count(issues, 'issue')}{each}")
    silent = found[found["why"] == "silent"]
    for issues, names in counted(silent[silent["party"].isin(decides)]).items():
        share = f"{issues} of {number} issues"
        if issues == number:
            share = {1: "it", 2: "both issues"}.get(number, f"all {number} issues")
        told.add(f"{_verb(names, 'is', 'are')} silent on {share}")
    others = counted(silent[~silent["party"].isin(decides)])
    half = sorted(
        name for issues, names in others.items() if 2 * issues >= number for name in names
    )
    if half:
        told.add(f"{_verb(half, 'is', 'are')} silent on {'it' if number == 1 else 'half or more'}")
    clauses = key_fact(of, package).sentence.removesuffix(".").split("; ")
    clauses = [each[:1].upper() + each[1:] for each in clauses]
    conditional = ("Missing ", "Every condition ")
    assert {
        each for each in clauses if not each.startswith(conditional) and " an if" not in each
    } == {each[:1].upper() + each[1:] for each in told}


def _verb(names: list[str], one: str, many: str) -> str:
    return f"{join_and(names)} {one if len(names) == 1 else many}"


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_what_is_missing_meets_the_condition_where_it_is_added(data: st.DataObject) -> None:
    of = said(data.draw(negotiations()))
    package = drawn_package(data.draw)
    if not package.outcomes:
        return
    for each in key_fact(of, package).missing:
        added = package.put(each.issue, each.outcome)
        rows = conditions(of, added)
        held = rows[rows["party"].isin([name.lower() for name in each.parties])]
        assert (held["state"][held["on_issue"] == each.issue] == "met").any()


def test_every_word_has_its_sentence() -> None:
    assert set(VERDICT_TERMS) == set(VERDICTS)
    of = said(every_frame())
    assert set(verdicts(of, Package())["why"].cat.categories) == set(REASON_TEXTS)
    assert "no forecast" in DISCLAIMER
    assert "no probability" in DISCLAIMER


def test_reasons_in_words() -> None:
    of = said(every_frame(), ["islands", "kingdom", "republic"], ASKED)
    package = Package.of(
        {"port-access": ADOPT, "total-catch": Span(130, 130), "net-size": "widest"}
    )
    found = with_reasons(of, package)
    assert found["reason"].tolist() == [
        "Is reluctant about the proposal.",
        "Asks for 60–80 kt, 50 kt away.",
        "Within what it has named: “The widest mesh” to “No nets at all <ever>”.",
        "Only on conditions: in exchange for Total catch (A lower total catch) – in "
        "the package; only after: Observers are on board – no package can tell; together with "
        "Mesh of nets (Nets are settled with it) – not in the package.",
        "Within what it has named: 120–140 kt.",
        "Asks for “The mesh stays” to “A wider mesh”, one rung away.",
        "Opposes the proposal, from an unnamed official.",
        "Asks for 100 kt, 30 kt away.",
        "Asks for “A wider mesh”, one rung away.",
    ]
    assert list(found.columns) == [*VERDICT_COLUMNS, "reason"]


def test_silence_and_indecision_are_told_apart() -> None:
    of = of_(
        {("a", "p"): stance("undecided"), ("b", "q"): stance("opposes", True)},
        roles={"a": "principal", "b": "principal"},
    )
    found = with_reasons(of, Package.of({"p": ADOPT, "q": ADOPT}))
    assert found["reason"].tolist() == [
        "Undecided.",
        "No position is known.",
        "No position is known.",
        "Opposes the proposal; declared not negotiable.",
    ]


def test_the_input_does_not_change() -> None:
    before = {name: frame.copy() for name, frame in every_frame().tables().items()}
    of = said(every_frame(), None, ASKED)
    package = asked_by(of, "kingdom").package
    with_reasons(of, package)
    objecting(of, package)
    best_changes(of, package)
    fewest_objections(of)
    agreed(of, every_frame().issues)
    for name, frame in every_frame().tables().items():
        pd.testing.assert_frame_equal(frame, before[name])
    assert math.isclose(of.low[1, 1], -2.5)
