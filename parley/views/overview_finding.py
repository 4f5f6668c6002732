"""A context in, what the Overview finds out: its headline, the statuses, the claim and the record.

All voices in view count.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from parley.format.vocabulary import DAY_STATUSES, NOT_YET_KNOWN
from parley.html import Html, join, tag
from parley.views.chips import Squares, counted_squares
from parley.views.claims import CheckedClaim, checked_claims
from parley.views.context import ViewContext
from parley.views.parts import status_meanings
from parley.views.stands import grouped
from parley.wording import (
    capitalised,
    count,
    end_sentence,
    isolated,
    join_and,
    left_out_text,
    number_word,
    plural,
)

MOST_TITLES: Final = 2
"""Issues that a headline names."""
LONGEST_TITLES: Final = 90
"""Letters that their titles may have together."""
MOST_CLAIMS: Final = 3
"""Claims of a share beside the record."""
UNTOLD: Final = ("unknown", NOT_YET_KNOWN)


def headline(context: ViewContext) -> str:
    """The finding in up to three sentences: what is agreed, what is not, how far one has heard."""
    view = context.view
    if view.empty_because:
        return "Nothing is in view"
    groups = grouped(context)
    if len(groups) == 1:
        status = DAY_STATUSES[view.issues["status"].iat[0]].phrase
        title = isolated(str(view.issues["title"].iat[0]))
        return f"{title}: {status}. {_of_one(groups)}"
    found = (_agreed(context), _apart(context, groups), _heard(context, groups))
    return " ".join(sentence for sentence in found if sentence)


def _agreed(context: ViewContext) -> str:
    issues = context.view.issues
    number = len(issues)
    narrowed = number != len(context.negotiation.issues)
    of = f"{number:,} issues{' in view' if narrowed else ''}"
    counts = issues["status"].value_counts()
    agreed, untold = int(counts.get("agreed", 0)), sum(int(counts.get(each, 0)) for each in UNTOLD)
    if untold == number:
        return f"How far they are settled is known of none of {of}."
    if agreed == number:
        return f"All {of} are agreed."
    if not agreed:
        return f"None of {of} is {'known to be ' if untold else ''}agreed."
    return f"{capitalised(number_word(agreed))} of {of} {plural(agreed, 'is', 'are')} agreed."


def _apart(context: ViewContext, groups: pd.DataFrame) -> str:
    """What is disputed; where nothing is, on how many issues voices stand apart."""
    issues = context.view.issues
    disputed = (issues["status"] == "disputed").to_numpy()
    number = int(disputed.sum())
    if number == len(issues):
        return "All are disputed."
    if number:
        words = f"{capitalised(number_word(number))} {plural(number, 'is', 'are')} disputed"
        return end_sentence(f"{words}{_titles(issues[disputed])}")
    apart = (groups["group"] == "apart").to_numpy()
    number = int(apart.sum())
    if number == len(issues):
        return "On each of them some stand apart."
    if number:
        return end_sentence(f"On {number_word(number)}, some stand apart{_titles(issues[apart])}")
    return ""


def _heard(context: ViewContext, groups: pd.DataFrame) -> str:
    """On how many issues next to nobody is heard; else on how many all lean one way."""
    few = groups[groups["voices"] <= 1]
    number, left_out = len(few), int(few["left_out"].sum())
    each = number == len(groups)
    if number:
        one = "party" if (few["heard"] <= 1).all() else "voice"
        heard = f"no more than one {one} has been heard"
        if not few["voices"].any():
            heard = "nobody has been heard"
        if left_out:
            heard = f"{heard.replace('has been heard', 'counts')}; {left_out_text(left_out)}"
        return f"On {'each' if each else number_word(number)}, {heard}."
    number = int((groups["group"] == "together").sum())
    if not number:
        return ""
    on = "each" if number == len(groups) else number_word(number)
    return f"On {on}, all that are heard lean the same way."


def _of_one(groups: pd.DataFrame) -> str:
    """What is heard on the one issue in view."""
    row = groups.iloc[0]
    left_out = f" {capitalised(left_out_text(int(row.left_out)))}." if row.left_out else ""
    counts = "counts" if row.left_out else "has been heard"
    sentence = {
        "apart": "Some stand apart.",
        "together": "All that are heard lean the same way.",
        "mixed": "Those heard have no common direction.",
        "one": f"No more than one {'party' if row.heard == 1 else 'voice'} {counts}.",
        "none": f"Nobody {counts}.",
    }[row.group]
    return sentence + left_out


def _titles(issues: pd.DataFrame) -> str:
    """The titles after a colon, where they are few and short."""
    titles = [isolated(str(title)) for title in issues["title"].head(MOST_TITLES + 1)]
    if len(titles) > MOST_TITLES or sum(map(len, titles)) > LONGEST_TITLES:
        return ""
    return f": {join_and(titles)}"


def statuses(context: ViewContext) -> Html:
    """How many issues have which status, as squares with words; one sentence where all have one."""
    counts = context.view.issues["status"].value_counts()
    number = len(context.view.issues)
    some = [status for status in DAY_STATUSES if counts.get(status, 0)]
    if len(some) == 1:
        all_ = "The one issue in view is" if number == 1 else f"All {number:,} issues in view are"
        return join(tag("p", f"{all_} {DAY_STATUSES[some[0]].phrase}."), status_meanings())
    shown = [status for status in DAY_STATUSES if status in (*some, "agreed")]
    squares = (
        Squares(int(counts.get(each, 0)), DAY_STATUSES[each].label.lower(), each) for each in shown
    )
    return join(counted_squares(squares), status_meanings())


def claimed_and_found(context: ViewContext) -> Html | None:
    """What is claimed to be agreed beside what the record shows; None where nothing is claimed."""
    if context.view.empty_because or not (claims := checked_claims(context)):
        return None
    rest = len(claims) - MOST_CLAIMS
    check = claims[0].check
    converging = f", {check.converging:,} converging" if check.converging else ""
    untold = f"Of {check.untold:,} no status is known. " if check.untold else ""
    more = count(rest, "more claim") + " below" if rest > 0 else ""
    return tag(
        "section",
        *(_claim(claim) for claim in claims[:MOST_CLAIMS]),
        tag("p", more, cls="quiet") if more else None,
        tag("p", "In this record", cls="quiet"),
        tag(
            "p",
            tag("b", f"{check.agreed:,} of {check.issues:,}"),
            f" agreed{converging}",
            cls="percent",
        ),
        tag(
            "p",
            untold,
            tag("a", "Check the claim", href=context.links.page("common-ground")),
            cls="quiet",
        ),
        cls="claim-box",
        aria_label="What is claimed beside what the record shows",
    )


def _claim(claimed: CheckedClaim) -> Html:
    """The share that is claimed to be agreed, and whose word that is."""
    share = tag("b", f"{claimed.share:.0%}")
    return join(
        tag("p", "Claimed · ", tag("bdi", claimed.whose.text), cls="quiet"),
        tag("p", share, " agreed", cls="percent", title=claimed.claim.text),
    )
