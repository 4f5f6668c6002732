"""Packages: addresses, how statements are read, who blocks, what frees, and where to start."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.format.vocabulary import STANCES
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.loading.loader import Negotiation
from parley.package.changes import CHANGE_COLUMNS, best_changes
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
    party_words,
    with_reasons,
)
from parley.package.starting_points import agreed, asked_by, fewest_objections
from parley.package.statements import Statements, statements
from parley.package.terms import VERDICTS
from parley.package.verdicts import (
    CONDITION_COLUMNS,
    PARTY_COLUMNS,
    VERDICT_COLUMNS,
    blocking,
    by_party,
    conditions,
    verdicts,
)
from tests.folders import every_frame, every_part

RUNGS = ("low", "mid", "high")

# --- small negotiations: the issues p, q and r are proposals, l is a ladder, n is a scale 0 to 10

Held = Mapping[str, object]


def frames_of(
    positions: Mapping[tuple[str, str], Held],
    hung: Sequence[tuple[str, str, str | None]] = (),
    roles: Mapping[str, str] | None = None,
    blocs: Mapping[str, str] | None = None,
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
        option=column([held.get("option") for _, held in cells]),
        fallback=column([held.get("fallback") for _, held in cells]),
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
        (stance("supports"), ("accepts", "for"), ("opposes", "denied")),
        (stance("open"), ("accepts", "for"), ("unknown", "no-demand")),
        (stance("undecided"), ("unknown", "undecided"), ("unknown", "undecided")),
        (stance("reluctant"), ("opposes", "against"), ("accepts", "spared")),
        (stance("opposes"), ("opposes", "against"), ("accepts", "spared")),
        (stance("supports", True), ("accepts", "for"), ("red-line", "denied")),
        (stance("open", True), ("accepts", "for"), ("unknown", "no-demand")),
        (stance("undecided", True), ("unknown", "undecided"), ("unknown", "undecided")),
        (stance("reluctant", True), ("red-line", "against"), ("accepts", "spared")),
        (stance("opposes", True), ("red-line", "against"), ("accepts", "spared")),
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
        ({"stance": "supports", "option": "mid"}, "opposes", "accepts", "opposes"),
        ({"stance": "supports", "option": "high", "fallback": "mid"}, "opposes", "accepts", "accepts"),
        ({"stance": "open", "option": "low", "fallback": "mid"}, "accepts", "accepts", "opposes"),
        ({"stance": "opposes", "fallback": "low"}, "accepts", "opposes", "opposes"),
        ({"stance": "undecided", "option": "high"}, "opposes", "opposes", "accepts"),
        ({"stance": "supports", "option": "high", "red_line": True}, "red-line", "red-line", "accepts"),
        ({"stance": "supports"}, "unknown", "accepts", "accepts"),
        ({"stance": "reluctant"}, "unknown", "opposes", "opposes"),
        ({"stance": "opposes", "red_line": True}, "unknown", "red-line", "red-line"),
        ({"stance": "undecided"}, "unknown", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_a_ladder(held: Held, low: str, mid: str, high: str) -> None:
    of = of_({("a", "l"): held})
    assert [read(of, {"l": rung})["a", "l"][0] for rung in RUNGS] == [low, mid, high]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Span(3, 3), ("accepts", "within")),
        (Span(5, 5), ("accepts", "within")),
        (Span(3, 5), ("accepts", "within")),
        (Span(2.9, 2.9), ("opposes", "outside")),
        (Span(6, 9), ("opposes", "outside")),
        (Span(5, 6), ("unknown", "partly-within")),
        (Span(0, 10), ("unknown", "partly-within")),
    ],
)
def test_a_scale(value: Span, expected: tuple[str, str]) -> None:
    held = {"value": (3, 5)}
    of = of_({("a", "n"): held, ("b", "n"): {**held, "red_line": True}})
    found = read(of, {"n": value})
    assert found["a", "n"] == expected
    crossed = "red-line" if expected[0] == "opposes" else expected[0]
    assert found["b", "n"] == (crossed, expected[1])


IF, GONE = ("accepts-if", "conditional"), ("unknown", "reason-gone")


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
        ("open", "q", None, ADOPT, ("accepts", "for")),
        ("open", "q", None, REJECT, IF),
        ("open", "q", stance("undecided"), ADOPT, ("accepts", "for")),
        ("open", "q", stance("open"), REJECT, IF),
        # A rung or a value has to be one that it accepts; without one it cannot be told.
        ("open", "l", {"stance": "supports", "option": "high", "fallback": "mid"}, "mid", ("accepts", "for")),
        ("open", "l", {"stance": "supports", "option": "high", "fallback": "mid"}, "low", IF),
        ("open", "l", None, "high", IF),
        ("open", "n", {"value": (3, 5)}, Span(4, 4), ("accepts", "for")),
        ("open", "n", {"value": (3, 5)}, Span(4, 6), IF),
        ("open", "n", None, Span(4, 4), IF),
        # What names no other issue stays an if.
        ("supports", None, None, None, IF),
        ("supports", "p", None, None, IF),
        # A no is no longer known to be one where all that it hangs on is there.
        ("reluctant", "q", stance("supports"), ADOPT, GONE),
        ("opposes", "q", None, ADOPT, GONE),
        ("reluctant", "q", stance("supports"), None, ("opposes", "against")),
        ("reluctant", None, None, None, ("opposes", "against")),
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
        assert read(of, {**outcomes, "p": REJECT})["a", "p"] == ("accepts", "spared")


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
    assert read(of, {"p": ADOPT, "q": ADOPT})["a", "p"] == ("red-line", "against")


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
        ["d", True, "opposes", "r", 7],
        ["e", False, "unknown", "p", -1],
    ]
    tally = found[["red_line", "opposes", "accepts_if", "unknown", "accepts"]].to_numpy().tolist()
    assert tally == [
        [1, 1, 0, 0, 1],
        [0, 0, 0, 2, 1],
        [0, 0, 1, 0, 2],
        [0, 1, 0, 2, 0],
        [0, 0, 0, 3, 0],
    ]
    assert blocking(of, package)["party"].tolist() == ["a", "d"]
    assert party_words(next(found.itertuples())) == (
        "A: red line crossed on 1 issue, opposes on 1 issue and accepts on 1 issue."
    )


def test_the_empty_package_has_no_verdict() -> None:
    of = said(every_frame())
    assert verdicts(of, Package()).empty
    found = by_party(of, Package())
    assert found["verdict"].isna().all()
    assert blocking(of, Package()).empty
    assert best_changes(of, Package()).empty
    assert party_words(next(found.itertuples())) == "群岛联盟: nothing is settled."


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


def test_a_bloc_and_its_members_count_once() -> None:
    package = Package.of({"p": ADOPT, "q": ADOPT})
    of = of_(BLOC, blocs={"m": "eu"}, roles={"eu": "principal", "m": "supporter"})
    found = verdicts(of, package)
    assert found["counts"].tolist() == [True, True, False, False]
    assert found["inherited_from"].tolist() == [np.nan, np.nan, "eu", np.nan]
    # The member that objects on its own is shown, and not counted.
    blocks = blocking(of, package)
    assert blocks[["party", "verdict", "counts"]].to_numpy().tolist() == [
        ["eu", "opposes", True],
        ["m", "red-line", False],
    ]
    # What it only takes over is its bloc's objection.
    assert blocking(of, Package.of({"p": ADOPT}))["party"].tolist() == ["eu"]
    changes = best_changes(of, package)
    assert changes["frees"].tolist()[:2] == ["eu", "eu"]
    assert changes["removed"].max() == 1


def test_a_member_speaks_where_its_bloc_is_out_of_view() -> None:
    of = said(frames_of(BLOC, blocs={"m": "eu"}), ["m"])
    found = blocking(of, Package.of({"p": ADOPT}))
    assert found[["party", "counts"]].to_numpy().tolist() == [["m", True]]


def test_a_bloc_of_a_bloc_that_is_out_of_view_still_speaks_for_its_members() -> None:
    of = said(every_frame(), ["islands", "isle-west"])
    found = verdicts(of, Package.of({"licence-fee": Span(5, 5)}))
    assert found[["party", "counts"]].to_numpy().tolist() == [
        ["islands", True],
        ["isle-west", False],
    ]


# --- single changes


def test_what_frees_most_comes_first() -> None:
    of = of_(
        {
            ("a", "p"): stance("opposes"), ("b", "p"): stance("opposes"),
            ("c", "p"): stance("supports"), ("b", "q"): stance("opposes"),
        },
        roles={"a": "principal", "b": "observer", "c": "observer"},
    )  # fmt: skip
    found = best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}))
    assert list(found.columns) == list(CHANGE_COLUMNS)
    assert found.to_numpy().tolist() == [
        ["p", "adopt", "", 1, 0, 2, 0, "a", ""],
        ["p", "adopt", "reject", 1, 1, 2, 1, "a", "c"],
        ["q", "adopt", "reject", 0, 0, 1, 0, "", ""],
        ["q", "adopt", "", 0, 0, 1, 0, "", ""],
    ]
    assert len(best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}), most=1)) == 1
    assert [change_words(of, row) for row in found.head(2).itertuples()] == [
        "P: Left open. It frees A and removes 2 objections.",
        "P: Not adopted. It frees A, makes C block, removes 2 objections and adds 1.",
    ]


def test_a_change_that_meets_a_condition_frees_who_hangs_on_it() -> None:
    of = of_({("a", "p"): stance("reluctant"), ("b", "q"): stance("opposes")}, [("a", "p", "q")])
    found = best_changes(of, Package.of({"p": ADOPT}))
    assert ["q", "", "adopt", 1, 1, 1, 1, "a", "b"] in found.to_numpy().tolist()


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
    before = by_party(of, package).set_index("party")
    for row in best_changes(of, package, most=99).itertuples():
        outcome = of.questions[row.issue].read(row.change) if row.change else None
        after = by_party(of, package.put(row.issue, outcome)).set_index("party")
        gone = (before["red_line"] + before["opposes"]) - (after["red_line"] + after["opposes"])
        blocks, still = (
            before["red_line"] + before["opposes"] > 0,
            after["red_line"] + after["opposes"] > 0,
        )
        assert row.removed - row.added == gone.sum()
        assert row.frees == "; ".join(before.index[blocks & ~still])
        assert row.blocks == "; ".join(before.index[~blocks & still])
        assert (row.freed, row.blocked) == ((blocks & ~still).sum(), (~blocks & still).sum())


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_verdict_on_the_whole_is_the_worst_and_a_red_line_never_helps(
    data: st.DataObject,
) -> None:
    frames = data.draw(negotiations())
    package = drawn_package(data.draw)
    of = said(frames)
    cells, parties = verdicts(of, package), by_party(of, package)
    worst = cells.groupby("party", observed=True)["verdict"].max()
    told = parties.dropna(subset="verdict").set_index("party")["verdict"]
    assert told.to_dict() == worst.to_dict()
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
    assert found.exact
    assert found.package.settled == {
        "eu-membership": ADOPT,
        "article-5-style-guarantees": ADOPT,
        "ceasefire-monitoring": ADOPT,
        "european-led-peacekeeping": ADOPT,
        "armed-forces-support": ADOPT,
        "response-to-renewed-attack": ADOPT,
        "giving-up-nato-membership": ADOPT,
        "donetsk-withdrawal": ADOPT,
        "territorial-cession": REJECT,
        "front-line-freeze": ADOPT,
    }
    # Whatever happens to Donetsk, two have spoken against it.
    assert blocking(of, found.package)["party"].tolist() == ["russia", "ukrainian-public"]
    # Ukraine resists a withdrawal; that its conditions are in the package makes no yes of it.
    cells = read(of, found.package.settled)
    assert cells["ukraine", "donetsk-withdrawal"] == GONE
    assert cells["ukraine", "front-line-freeze"] == ("unknown", "undecided")
    assert cells["ukraine", "giving-up-nato-membership"] == ("accepts", "for")


def test_where_nobody_leans_all_is_left_open() -> None:
    found = fewest_objections(of_({("a", "p"): stance("undecided")}))
    assert found.package == Package()
    assert found.note.startswith("No party in view is known to accept any outcome")


def test_deciding_parties_come_before_all_others() -> None:
    held = {
        ("a", "p"): stance("supports"), ("b", "p"): stance("opposes", True),
        ("c", "p"): stance("opposes", True),
    }  # fmt: skip
    decides = {"a": "principal", "b": "observer", "c": "observer"}
    assert fewest_objections(of_(held, roles=decides)).package.outcome("p") == ADOPT
    assert fewest_objections(of_(held)).package.outcome("p") == REJECT


def test_a_tie_is_named() -> None:
    held = {
        ("a", "p"): stance("supports"),
        ("b", "p"): stance("opposes"),
        ("a", "q"): stance("supports"),
    }
    found = fewest_objections(of_(held))
    assert (found.ties, found.package.settled) == (("p",), {"p": ADOPT, "q": ADOPT})


def test_only_issues_that_are_asked_for() -> None:
    held = {("a", "p"): stance("supports"), ("a", "q"): stance("supports")}
    assert fewest_objections(of_(held), ["q"]).package.settled == {"q": ADOPT}


def price(of: Statements, package: Package) -> tuple[int, ...]:
    """What `fewest_objections` keeps small, counted from the verdicts."""
    found = verdicts(of, package)
    found = found[found["counts"]]
    decides = found["party"].isin(of.parties["party"][of.deciding])
    red, against = found["verdict"] == "red-line", found["verdict"] == "opposes"
    return (
        (red & decides).sum(), (against & decides).sum(), red.sum(), against.sum(),
        (found["verdict"] == "accepts-if").sum(), (found["verdict"] == "unknown").sum(),
    )  # fmt: skip


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
            if verdicts(of, Package.of({issue: outcome}))["verdict"].isin(["accepts", "accepts-if"]).any()
        ]
        for issue, outcomes in every.items()
    }  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(negotiations(), st.sampled_from(["pqr", "pql", "qrn", "pln"]))
def test_fewest_objections_are_those_of_trying_all(frames: Frames, among: str) -> None:
    of = said(frames)
    choices = {issue: outcomes for issue, outcomes in acceptable(of).items() if issue in among}
    choices = {issue: outcomes for issue, outcomes in choices.items() if outcomes}
    found = fewest_objections(of, among)
    assert found.exact
    assert set(found.package.settled) == set(choices)
    tried = (
        price(of, Package.of(dict(zip(choices, picked, strict=True))))
        for picked in itertools.product(*choices.values())
    )
    assert price(of, found.package) == min(tried)


def entangled(size: int) -> Frames:
    """every-part with many proposals that all hang on each other."""
    base = frames_of(
        {("a", "p"): stance("supports"), ("b", "p"): stance("reluctant")}, [("b", "p", None)]
    )
    ids = [f"i{number}" for number in range(size)]

    def spread(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame] * size, ignore_index=True)

    issue = pd.Categorical(np.repeat(ids, 2), categories=ids)
    positions = spread(base.positions).assign(
        issue=issue,
        position=np.arange(2 * size),
        stance=pd.Categorical(["supports", "reluctant"] * size, categories=list(STANCES)),
    )
    conditions = spread(base.conditions).assign(
        issue=issue[1::2],
        position=np.arange(1, 2 * size, 2),
        on_issue=pd.Categorical([*ids[1:], ids[0]], categories=ids),
    )
    issues = spread(base.issues.head(1)).assign(issue=pd.Categorical(ids, categories=ids))
    changed = {"positions": positions, "conditions": conditions, "issues": issues}
    return Frames(**{**base.tables(), **changed})


def test_beyond_the_limit_it_says_so() -> None:
    of = said(entangled(12))
    found = fewest_objections(of, limit=10)
    assert not found.exact
    assert len(found.package.outcomes) == 12
    assert found.note == (
        "The best package found within 10 steps a group of issues, by the red lines and then the "
        "objections of parties that decide, then by those of all. A better one may exist."
    )
    best = fewest_objections(of)
    assert best.exact
    assert price(of, best.package) <= price(of, found.package)


def test_issues_that_do_not_hang_together_need_no_limit() -> None:
    frames = entangled(300)
    apart = Frames(**{**frames.tables(), "conditions": frames.conditions.head(0)})
    found = fewest_objections(said(apart), limit=5)
    assert found.exact
    assert len(found.package.outcomes) == 300


# --- words


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
        "Outside what it has named: 60–80 kt.",
        "Within what it has named: “The widest mesh” to “No nets at all <ever>”.",
        "Would accept this, on conditions: in exchange for Total catch (A lower total catch) – in "
        "the package; only after: Observers are on board – no package can tell; together with "
        "Mesh of nets (Nets are settled with it) – not in the package.",
        "Within what it has named: 120–140 kt.",
        "Outside what it has named: “The mesh stays” to “A wider mesh”.",
        "Opposes the proposal.",
        "Outside what it has named: 100 kt.",
        "Outside what it has named: “A wider mesh”.",
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
    blocking(of, package)
    best_changes(of, package)
    fewest_objections(of)
    agreed(of, every_frame().issues)
    for name, frame in every_frame().tables().items():
        pd.testing.assert_frame_equal(frame, before[name])
    assert math.isclose(of.low[1, 1], -2.5)
