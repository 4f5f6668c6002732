"""What is said of a package, in words."""

from __future__ import annotations

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.package.changes import best_changes
from parley.package.key_fact import key_fact
from parley.package.outcomes import (
    ADOPT,
    Package,
    Span,
)
from parley.package.sentences import (
    DISCLAIMER,
    REASON_TEXTS,
    VERDICT_TERMS,
    with_reasons,
)
from parley.package.starting_points import (
    agreed,
    asked_by,
    fewest_objections,
)
from parley.package.terms import OBJECTIONS, VERDICTS
from parley.package.verdicts import (
    VERDICT_COLUMNS,
    conditions,
    objecting,
    verdicts,
)
from parley.wording import count, join_and
from tests.folders import every_frame
from tests.package.small_talks import (
    ASKED,
    drawn_package,
    negotiations,
    of_,
    said,
    stance,
)


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
