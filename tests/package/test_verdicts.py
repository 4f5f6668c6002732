"""How a package reads what each party has said, and who objects to the whole."""

from __future__ import annotations

import numpy as np
import pytest

from parley.frames.columns import Frames
from parley.package.changes import best_changes
from parley.package.key_fact import key_fact
from parley.package.outcomes import (
    ADOPT,
    REJECT,
    Outcome,
    Package,
    Span,
)
from parley.package.sentences import (
    tallies,
    verdict_label,
    with_reasons,
)
from parley.package.starting_points import (
    fewest_objections,
)
from parley.package.verdicts import (
    CONDITION_COLUMNS,
    PARTY_COLUMNS,
    by_party,
    conditions,
    objecting,
    verdicts,
)
from tests.folders import every_frame
from tests.package.small_talks import (
    RUNGS,
    Held,
    frames_of,
    of_,
    read,
    said,
    stance,
)


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
