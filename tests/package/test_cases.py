"""Whole folders, each with what a package comes to there: the right verdict, tie and sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.frames.view import select
from parley.loading.loader import load
from parley.measures import deciding_rule
from parley.package.best import best_outcomes
from parley.package.key_fact import key_fact
from parley.package.outcomes import ADOPT, REJECT, Package, Span
from parley.package.sentences import unheard_words, with_reasons
from parley.package.starting_points import fewest_objections
from parley.package.statements import Statements
from parley.package.verdicts import by_party, objecting, verdicts
from parley.package.view_statements import statements
from tests.cases import CASES, case_frames


def said(frames: Frames, *, salience: bool = False, **chosen: object) -> Statements:
    chosen = {"parties": frames.parties["party"], **chosen}
    return statements(select(frames, **chosen), salience=salience)  # type: ignore[arg-type]


@pytest.fixture
def fishing(tmp_path: Path) -> Frames:
    """The talks, where the North asks for at least 35 and grants at most 5 years."""
    folder = tmp_path / "fishing"
    shutil.copytree(CASES / "fishing", folder)
    for area, summary, bound in (
        ("quota", "Would be content with a little over a third.", "at-least"),
        ("access", "Would grant five years.", "at-most"),
    ):
        path = folder / "issues" / f"{area}.yaml"
        text = path.read_text("utf-8")
        assert text.count(summary) == 1
        path.write_text(text.replace(summary, f"{summary}\n        bound: {bound}"), "utf-8")
    return build_frames(load(folder))


def test_without_a_principal_all_but_observers_and_constituencies_decide() -> None:
    frames = case_frames("d7-no-principals")
    of = said(frames)
    package = Package.of({"x": ADOPT})
    told = by_party(of, package).set_index("party")["deciding"]
    assert told.to_dict() == {"a": True, "b": True, "pub": False, "pub2": False}
    assert key_fact(of, package).sentence == (
        "A and B decide; a red line of Pub is crossed on X; Pub2 opposes X."
    )
    assert "no principal" in deciding_rule(select(frames))


def test_silent_on_four_of_five_is_the_headline() -> None:
    of = said(case_frames("d10-headline"))
    package = Package.of(dict.fromkeys(["x", "y1", "y2", "y3", "y4"], ADOPT))
    told = by_party(of, package).set_index("party")
    assert told["verdict"].to_dict() == {"a": "unknown", "b": "accepts"}
    assert told.loc["a", ["accepts_if", "silent"]].tolist() == [1, 4]
    assert unheard_words(told.reset_index().iloc[0], 5) == "Silent on 4 of 5 issues"
    fact = key_fact(of, package)
    assert "A is silent on 4 of 5 issues" in fact.sentence
    assert [(each.issue, each.outcome, each.parties) for each in fact.missing] == [
        ("y", ADOPT, ("A",))
    ]
    # What is pressed meets the condition, and what another says to it comes to light.
    added = package.put("y", ADOPT)
    assert key_fact(of, added).missing == ()
    assert key_fact(of, added).sentence.startswith("A and B decide; B opposes Y;")


@pytest.mark.parametrize(
    ("rung", "a", "b"),
    [
        ("r1", ("asks-otherwise", 1), ("can-live", 0)),
        ("r2", ("can-live", 0), ("asks-otherwise", 1)),
        ("r3", ("asks-otherwise", 1), ("asks-otherwise", 2)),
    ],
)
def test_who_asks_for_another_rung_asks_otherwise_and_objects_to_nothing(
    rung: str, a: tuple[str, int], b: tuple[str, int]
) -> None:
    of = said(case_frames("d16-rung-above"))
    package = Package.of({"x": rung})
    found = verdicts(of, package)
    assert list(zip(found["verdict"], found["gap"], strict=True)) == [a, b]
    assert objecting(of, package).empty
    reasons = with_reasons(of, Package.of({"x": "r2"}))["reason"].tolist()
    assert reasons == ["Within what it has named: “r2”.", "Asks for “r1”, one rung away."]
    assert fewest_objections(of).equals == {"x": ("r1", "r2")}


def test_a_tie_that_is_none_is_not_told_and_none_is_missed() -> None:
    of = said(case_frames("d20-ties"))
    found = fewest_objections(of)
    # Nobody objects where i is not adopted and the lowest rung stands; every other package that
    # somebody accepts meets an objection of B.
    assert found.package.settled == {"i": REJECT, "j": "r0"}
    assert found.equals == {}
    assert found.note.endswith("No other is as good.")
    objections = {
        (i, j): len(objecting(of, Package.of({"i": i, "j": j})))
        for i in (ADOPT, REJECT)
        for j in ("r0", "r1", "r2")
    }
    assert [each for each, number in objections.items() if number == 0] == [(REJECT, "r0")]


@pytest.mark.parametrize(("salience", "value"), [(False, 60), (True, 70)])
def test_the_least_objected_value_loses_least_over_all(salience: bool, value: float) -> None:
    of = said(case_frames("d21-mode-not-median"), salience=salience)
    assert best_outcomes(of) == {"x": (Span(value, value),)}
    assert objecting(of, Package.of({"x": Span(value, value)})).empty


def test_who_asks_for_at_least_35_can_live_with_40(fishing: Frames) -> None:
    of = said(fishing)
    package = Package.of({"quota-share": Span(40, 40), "transition-years": Span(3, 3)})
    found = with_reasons(of, package).set_index(["party", "issue"])
    north = found.loc["north"]
    assert north["verdict"].to_dict() == {
        "transition-years": "can-live", "quota-share": "accepts-if",
    }  # fmt: skip
    assert north.loc["transition-years", "reason"] == (
        "Within what it has named: at most 5 years, from an unnamed official."
    )
    assert found.loc[("league", "transition-years"), "reason"] == "Asks for 6 years, 3 years away."
    assert found.loc[("league", "quota-share"), "reason"] == (
        "Asks for 25 %, 15 % away; declared not negotiable."
    )
    assert found.loc[("westmark", "quota-share"), "reason"] == "Asks for 10 %, 30 % away."
    assert objecting(of, package).query("counts")["party"].tolist() == ["league"]


def test_values_between_two_that_ask_otherwise_are_equally_good(fishing: Frames) -> None:
    best = best_outcomes(said(fishing))
    # The North takes 5 years or fewer, the League asks for 6: one year lies between them.
    assert best["transition-years"] == (Span(5, 6),)
    # 25 alone crosses no red line.
    assert best["quota-share"] == (Span(25, 25),)


def test_what_a_filter_leaves_out_is_neither_silent_nor_not_opposed() -> None:
    frames = case_frames("fishing")
    of = said(frames, record=True)
    package = Package.of({"twelve-mile": ADOPT, "zonal-attachment": ADOPT})
    found = verdicts(of, package).set_index(["party", "issue"])["why"]
    assert found["north", "twelve-mile"] == "left-out"
    told = by_party(of, package).set_index("party")
    assert told.loc["north", ["silent", "left_out"]].tolist() == [0, 1]
    sentence = key_fact(of, package).sentence
    assert "3 positions are left out by the filters" in sentence
    assert "Northland is silent" not in sentence


def test_who_decides_and_is_not_in_view_is_told() -> None:
    of = said(case_frames("fishing"), parties=["league"])
    sentence = key_fact(of, Package.of({"annual-talks": ADOPT})).sentence
    assert sentence == (
        "League of the South decides; Northland decides too and is not in view; "
        "League of the South opposes Yearly negotiations."
    )


def test_a_member_that_opposes_what_its_bloc_supports_is_a_voice() -> None:
    of = said(case_frames("d11-veto-in-bloc"))
    assert key_fact(of, Package.of({"x": ADOPT})).sentence.partition("; ")[2] == (
        "a red line of Upland is crossed on X."
    )
    assert fewest_objections(of).package.settled == {"x": REJECT}
