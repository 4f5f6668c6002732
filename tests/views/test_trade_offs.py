"""The title of Trade-offs: conditions counted another way, and who objects by name."""

from __future__ import annotations

import re
from html import unescape

import pytest

from parley.views.conditions import headline
from parley.wording import number_word
from tests.views.pages import context_of, page
from tests.views.recount import Recount
from tests.views.sentence_lines import FOLDERS, loaded


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("query", [{}, {"record": ["yes"]}], ids=["none", "record"])
def test_the_title_counts_the_conditions_that_name_another_issue(
    folder: str, query: dict[str, list[str]]
) -> None:
    negotiation = loaded(folder)
    recount = Recount(negotiation, query)
    counted = {each.row.Index for each in recount.cells() if recount.counts(each)}
    rows = negotiation.conditions
    rows = rows[rows["position"].isin(counted) & rows["on_issue"].notna()]
    issue_of = negotiation.positions["issue"]
    pairs = [
        (issue_of[row.position], row.on_issue)
        for row in rows.itertuples()
        if issue_of[row.position] != row.on_issue
    ]
    said = headline(context_of(query, FOLDERS[folder]))
    if not pairs:
        assert said.startswith("No position that counts") or "none names another" in said
        return
    tied = len({issue for pair in pairs for issue in pair})
    words = number_word(len(pairs)).capitalize()
    assert re.match(rf"{words} conditions? ties? {number_word(tied)} issues together", said), said
    on = sorted((sum(each[1] == issue for each in pairs), issue) for issue in {p[1] for p in pairs})
    alone = len(on) == 1 or on[-1][0] > on[-2][0]
    title = next(issue.title for issue in negotiation.issues if issue.id == on[-1][1])
    assert (f"hang on {title}" in said) == (on[-1][0] > 1 and alone)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_title_of_a_package_names_those_who_object(folder: str) -> None:
    proposals = [
        issue.id for issue in loaded(folder).issues if not issue.scale and not issue.options
    ]
    for issue in proposals:
        for outcome in ("adopt", "reject"):
            found = page("trade-offs", folder=FOLDERS[folder], package=[f"{issue}:{outcome}"]).html
            said = unescape(re.findall("<h1>(.*?)</h1>", found)[0])
            objects = re.search('<section class="objections">.*?</section>', found, re.DOTALL)
            listed = re.findall("<li>.*?</li>", objects[0], re.DOTALL) if objects else []
            names = {
                unescape(name)
                for item in listed
                if "Not counted" not in item
                for name in re.findall("<strong><bdi>(.*?)</bdi>", item)
            }
            if not listed:
                assert said == "This package: no voice in view is known to object"
            elif len(names) > 4:
                assert said.startswith(f"This package: {len(names)} voices object")
            else:
                assert all(name in said for name in names), (said, names)
