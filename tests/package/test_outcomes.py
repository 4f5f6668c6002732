"""What can be decided, and a package in an address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.folders import every_frame, every_part
from tests.package.small_talks import ASKED


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
