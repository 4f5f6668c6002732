"""The forms of the sentences that pages compute, each held against counts of the records."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from parley.format.vocabulary import ATTRIBUTIONS
from parley.measures.formulas import FORMULAS
from parley.views.scores import TOO_FEW
from tests.views.recount import Recount
from tests.views.sentence_forms import DAY, FORMS
from tests.views.sentence_lines import (
    FINDS,
    FOLDERS,
    Line,
    choices_of,
    loaded,
    pages_of,
    read,
    texts_in,
)

CASES = [(folder, choice) for folder in FOLDERS for choice in choices_of(loaded(folder))]


@cache
def matched(folder: str, choice: str) -> dict[str, list[tuple[Line, re.Match[str]]]]:
    """By form the lines of all pages that it matches."""
    found: dict[str, list[tuple[Line, re.Match[str]]]] = {name: [] for name in FORMS}
    for line in pages_of(folder, choice):
        for name, form in FORMS.items():
            if re.fullmatch(form.where, line.page):
                match = re.fullmatch(form.pattern, line.text)
                if match:
                    found[name].append((line, match))
                    break
    return found


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_each_sentence_says_what_the_records_say(folder: str, choice: str) -> None:
    query = choices_of(loaded(folder))[choice]
    wrong = []
    recounts = {which: Recount(loaded(folder), query, which) for which in ("home", "")}
    for name, lines in matched(folder, choice).items():
        for line, match in lines:
            compared = line.page.startswith("compare") or line.page.startswith("chart compare")
            recount = recounts["home" if compared else ""]
            if name in ("statuses", "one status", "most and least heard", "all heard alike"):
                recount = recounts["home"]
            counted = FORMS[name].counted(recount, line, match)
            said = {key: match.groupdict().get(key) for key in counted}
            if said != counted:
                wrong.append(f"{name}: {line.page} {line.subject}: {line.text!r}: {counted}")
    assert not wrong, "\n".join(wrong)


def test_each_form_is_said_somewhere() -> None:
    said = {name for case in CASES for name, lines in matched(*case).items() if lines}
    assert sorted(FORMS.keys() - said) == []


# --- what is no form

NO_SENTENCES = (
    rf"{DAY}( \d{{4}})?|\d{{1,2}} to (?={DAY})|(?<=until )\d{{4}}",  # days
    r"\b(paragraph|page|section|row|at|Paragraph|Page|Section|Row|At)s? \d[\d:.,–-]*",  # locators
    rf"^-?[\d.]+(–[\d.]+)?(?=(\. | \(from )|({'|'.join(each.label for each in ATTRIBUTIONS.values())}))",
    r"^\d+ of 100$",  # a salience
    r"¶\s\d[\d:.,; –-]*",  # places in a source
)
"""What has digits and is no sentence of its own."""

COUNTED_ELSEWHERE = (
    r"[\d.]+ to [\d.]+ without any one issue",  # tests/measures: how sure a score is
    r"(Rank \d|No other pair).*If both had spoken to all issues in view, .*",
    r".+ stand apart\. .*",  # tests/measures/test_cases.py: reasons of sticking points and islands
    r".*(\d+ part(y|ies) in view (is|are) silent|all in view have spoken).*",
    r"\d+ of \d+ \w+ cited.*|\d+ \w+ cited; .*|Cited without a number: .*|\d+",  # of a source
    # tests/views/test_common_ground.py: claimed and found, readings, who was not heard, a map of pairs
    r"None of \d+ readings .*|\d+ of \d+ readings? .*|(All )?\d+ ways? to count .*",
    r"(.+ \|  \| )?(\|  \| )?\d+% \| (about )?\d+ of \d+",
    r"[^|]+ \| every (issue|area) counts [^|]+ \| [^|]+ \| [^|]+ \| \d+%",
    r"0\.00 opposite everywhere.*|[^|]+: [^:]+, (not )?on the record\b.*|[^.]+ rung \d of \d[^.]*\.",
    r"Not heard( of those that decide)?: .*|\d+ positions? (is|are) left out\.",
    r"[^|]+( \| (\d\.\d\d on \d+|–no score, on \d+|bloc and member)?)+",
    r"Show all: \d+ more pairs?",
    r"\d+ new positions?|and \d+ more.*|\d+ more .*",  # how long a list is
    # tests/views/test_overview.py: the headline, and values and rungs on the axis of their issue
    r"(\w+ of|All|How far they are settled is known of none of) \d+ issues.* (is|are) .*agreed\..*",
    r"How far they are settled is known of none of \d+ issues.*|.+: .+ \d+ positions? (is|are) left out\.",
    r".*(on the record|with [^.]*) ?(at least |at most )?(-?[\d.]+(–[\d.]+)?|rungs? \d(–\d)?)",
    r"(at least |at most )?-?[\d.]+(–[\d.]+)?|rungs? \d(–\d)?|-?[\d.]+\D*[\d.]+|1 .*\d rungs\d .*",
    r"None of \d+ readings .*|\d+ of \d+ readings? .*",  # tests/charts: readings of a claim
    r"\d+ new positions?|and \d+ more.*|\d+ more .*|Show all: .*",  # how long a list is
    r"[^|]+, (¶|[a-z]+) \d[-\d.:, –]*( …)?",  # whose word, and where: tests/views/test_whose_word.py
    r"(Up to )?[\d.]+ ([^|]* )?apart|(Asks for|Would accept) rung \d+ of \d+: .*",  # test_compare.py
    r"As of .* issues? in \d+ areas? · .*",  # what there is in the folder
    r"A map of the parties is drawn where .*",
    r"\d+ parties by how near they are; stress .*",
    r"By voices, blue for and orange against\. Agreement A from 5 voices on, .*",
    r".*(agree most|the one pair with a score|pairs with a score have the same|No two parties in view).*",
    r"Agreed · \d+ marks · .*|[\d.]+–[\d.]+|New none before, now [\d.]+|P\. 2 Poll",  # values
    r"[-\d.]+ \(from -10: paid to fish; 10: pays in full\)",
    r"\d+ positions? took the place of one that the filters leave out\.",  # tests/views/test_pages.py
    r"(All|Of) \d+ positions that differ.*|.+ on .+: (from|none before|still) .*",  # what moved
)
"""Sentences that other tests hold against their measure, and lines of a list's length."""


@cache
def folder_texts(folder: str) -> list[str]:
    """The texts of a folder that have digits, values in words among them; the longest first."""
    negotiation = loaded(folder)
    records = (
        negotiation.header, *negotiation.parties, *negotiation.sources, *negotiation.events,
        *negotiation.issues,
    )  # fmt: skip
    found = {text for record in records for text in texts_in(record.model_dump(mode="python"))}
    found |= set(texts_in([area.title for area in negotiation.areas.values()]))
    for frame in (negotiation.positions, negotiation.evidence, negotiation.conditions,
                  negotiation.disputes):  # fmt: skip
        for column in frame.select_dtypes(["str", "object"]):
            found |= set(texts_in([each for each in frame[column] if isinstance(each, str)]))
    shares = [claim.share_agreed for claim in negotiation.header.claims]
    found |= {f"{share:.0%}" for share in shares if share is not None}
    recount = Recount(negotiation, {})
    for row in negotiation.positions.itertuples():
        scale = recount.issue(row.issue).scale
        if scale and row.value_from == row.value_from:
            low, high = row.value_from, row.value_to
            value = recount.span(row.issue, low, high)
            found.add(f"{value} {scale.unit}" if scale.unit else value)
            found |= {f"from {scale.min:g}: ", f"; {scale.max:g}: "}
    # A text of digits alone, as a locator, would let any number pass.
    return sorted((text for text in found if re.search(r"\d", text) and re.search(r"\D", text)),
                  key=len, reverse=True)  # fmt: skip


EXPLAINED = [
    TOO_FEW,
    *(f"{each.formula} {each.meaning}" for each in FORMULAS.values()),
    *(f"{each.name}: {each.formula} {each.meaning}" for each in FORMULAS.values()),
    *(f"{each.formula} {each.meaning}" for each in FORMULAS.values()),
]
"""What the program explains of its measures."""


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_no_sentence_with_numbers_is_unknown(folder: str, choice: str) -> None:
    unknown = []
    for line in dict.fromkeys(pages_of(folder, choice)):
        if not re.search(r"\d", line.text) or any(
            re.fullmatch(form.where, line.page) and re.fullmatch(form.pattern, line.text)
            for form in FORMS.values()
        ):
            continue
        elsewhere = any(re.fullmatch(pattern, line.text) for pattern in COUNTED_ELSEWHERE)
        if elsewhere or line.text in EXPLAINED:
            continue
        rest = line.text
        for text in folder_texts(folder):
            rest = rest.replace(text, "")
        for pattern in NO_SENTENCES:
            rest = re.sub(pattern, "", rest)
        if re.search(r"\d", rest):
            unknown.append(f"{line.page} {line.subject}: {line.text!r} leaves {rest!r}")
    assert not unknown, "\n".join(unknown)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["compare", "common ground", "timeline", "evidence"])
def test_what_only_finds_cells_changes_no_sentence(folder: str, name: str) -> None:
    told = re.compile(r" · (\d+ positions? found.*|stance, red lines and words find cells.*)")
    plain, finding = (
        [line._replace(text=told.sub("", line.text)) for line in read(folder, name, query)]
        for query in ({}, FINDS)
    )
    assert plain == finding


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_only_finds_cells_changes_no_sentence_of_an_issue_or_a_party(folder: str) -> None:
    negotiation = loaded(folder)
    about = [("issue", {"issue": negotiation.issues[0].id})]
    about += [("party", {"subject": negotiation.parties[1].id})]
    for name, subject in about:
        plain, finding = (list(read(folder, name, query, **subject)) for query in ({}, FINDS))
        assert plain == finding


# --- sentences without numbers


def lines_of(folder: str, name: str, **query: Any) -> list[str]:
    lists = {key: [value] if isinstance(value, str) else value for key, value in query.items()}
    return [line.text for line in read(folder, name, lists)]


def test_what_is_left_out_is_not_told_as_silent_or_alike() -> None:
    text = " ".join(lines_of("winnow-river", "compare", attribution="second-hand"))
    assert "Nobody counts: left out by the filters" in text
    assert "heard on" not in text and "has spoken on" not in text
    assert "do positions of two" in text and "left out" in text


def test_nothing_is_called_faded_where_nothing_fades() -> None:
    found = " ".join(lines_of("winnow-river", "matrix", words="zzz"))
    assert "0 positions found" in found and "faded" not in found
    assert "2 positions found, the others are faded" in " ".join(
        lines_of("winnow-river", "matrix", words="saltfen", stance="opposes")
    )


def test_the_overview_says_what_the_filters_leave_in_view() -> None:
    found = " ".join(lines_of("winnow-river", "overview", area="water"))
    assert "4 of 12 issues · 7 of 8 parties" in found


def test_what_a_party_takes_from_its_bloc_is_marked_among_its_red_lines_and_conditions() -> None:
    red_line = "Share of the League catch that moves to the North: Offers a quarter"
    (found,) = (
        line for line in lines_of("fishing", "party", subject="eastmark") if red_line in line
    )
    assert found.endswith("Inherited from League of the South.")
    (own,) = (line for line in lines_of("fishing", "party", subject="league") if red_line in line)
    assert "Inherited" not in own


def test_a_list_that_is_whole_says_of_nothing_more() -> None:
    for folder in FOLDERS:
        for party in loaded(folder).parties:
            found = lines_of(folder, "party", subject=party.id)
            assert not [line for line in found if re.fullmatch(r"and \d+ more", line)]


def test_a_bloc_stands_once_in_the_history_of_an_issue() -> None:
    lines = lines_of("fishing", "issue", issue="quota-share")
    history = lines[lines.index("Positions by day") :]
    assert sum("15–18 %" in line for line in history) == 1


def test_names_from_right_to_left_are_no_markup_in_a_link() -> None:
    for name in ("evidence", "timeline"):
        assert "<bdi>" not in " ".join(lines_of("every-part", name))


def test_a_condition_ends_before_what_it_hangs_on() -> None:
    found = " ".join(lines_of("every-part", "party", subject="islands"))
    assert "A lower total catch. It hangs on Total catch." in found


def test_contested_positions_that_are_left_out_are_not_listed() -> None:
    assert "Contested by Kingdom of Vael" in " ".join(lines_of("every-part", "evidence"))
    found = " ".join(lines_of("every-part", "evidence", record="yes"))
    assert "Contested by Kingdom of Vael" not in found
