"""The closed lists of the format, in the order of showing: each term with its label and meaning.

The `Literal` types are what the models check; the dictionaries are what people read.
`tests/format/test_vocabulary.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

PartyKind = Literal[
    "state", "bloc", "organisation", "armed-group", "political-party", "public", "other"
]
Role = Literal["principal", "mediator", "supporter", "observer", "constituency"]
SourceKind = Literal["news", "document", "statement", "interview", "poll", "dataset", "other"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
LocatorUnit = Literal["paragraph", "page", "section", "time", "row"]
EventKind = Literal[
    "meeting", "statement", "offer", "agreement", "deadline", "military", "vote", "other"
]
Status = Literal["agreed", "converging", "open", "disputed", "pending", "unknown"]
DayStatus = Literal[Status, "not-yet-known"]
Stance = Literal["supports", "open", "undecided", "reluctant", "opposes"]
Attribution = Literal[
    "document", "on-record", "joint-statement", "poll", "anonymous", "second-hand", "reporter"
]
SilenceKind = Literal[
    "not-reported", "no-public-position", "declined", "not-applicable", "conflicting"
]
ConditionKind = Literal["in-exchange-for", "precondition", "package"]
Bound = Literal["exactly", "at-least", "at-most"]
EvidenceRole = Literal["position", "status", "dispute", "claim", "event", "outcome"]


@dataclass(frozen=True)
class Term:
    """A word of the format as people read it."""

    label: str
    meaning: str


@dataclass(frozen=True)
class StatusTerm(Term):
    """A status, with how a sentence says it of an issue: it is …"""

    phrase: str


@dataclass(frozen=True)
class StanceTerm(Term):
    """A stance, with its score, its sign and how a sentence says it, of one party and of several.

    The sign is a tick or a cross, in brackets where it is only a leaning.
    """

    score: int
    sign: str
    verbs: tuple[str, str]
    predicate: str
    """How a sentence says it of a named proposal: `Is open to`."""


@dataclass(frozen=True)
class AttributionTerm(Term):
    """An attribution, with how a sentence says it of a position: it is …"""

    phrase: str
    on_record: bool
    own_word: bool = False
    """Whether it is the party's own plain word, which needs no mark in a cell."""


def labels_of(terms: Mapping[str, Term]) -> dict[str, str]:
    """How people read each word of a closed list."""
    return {word: term.label for word, term in terms.items()}


STATUSES: Final[dict[str, StatusTerm]] = {
    "agreed": StatusTerm(
        "Agreed",
        "The parties that decide have settled it; nothing but wording is left.",
        phrase="agreed",
    ),
    "converging": StatusTerm(
        "Converging",
        "The aim is shared; terms are still being worked out.",
        phrase="converging",
    ),
    "open": StatusTerm(
        "Open",
        "Under discussion with no clear direction.",
        phrase="open",
    ),
    "disputed": StatusTerm(
        "Disputed",
        "At least two deciding parties hold opposing positions.",
        phrase="disputed",
    ),
    "pending": StatusTerm(
        "Pending",
        "Waits for a decision or event named in the note.",
        phrase="pending",
    ),
    "unknown": StatusTerm(
        "Unknown",
        "The sources do not say.",
        phrase="of unknown status",
    ),
}  # fmt: skip

NOT_YET_KNOWN: Final = "not-yet-known"
"""What an issue has instead of a status on a day before any of its statuses."""

DAY_STATUSES: Final[dict[str, StatusTerm]] = STATUSES | {
    NOT_YET_KNOWN: StatusTerm(
        "Not yet known",
        "No status is known that early; it is not the status “unknown”.",
        phrase="of a status not yet known",
    ),
}  # fmt: skip
"""What an issue can have on a day: the statuses of the format, or none yet."""

STANCES: Final[dict[str, StanceTerm]] = {
    "supports": StanceTerm(
        "Supports",
        "Proposes, asks for or backs it.",
        score=2, sign="✓", verbs=("supports it", "support it"), predicate="Supports",
    ),
    "open": StanceTerm(
        "Open to it",
        "Has signalled that it could accept it.",
        score=1, sign="(✓)", verbs=("is open to it", "are open to it"), predicate="Is open to",
    ),
    "undecided": StanceTerm(
        "Undecided",
        "Has spoken to it without leaning.",
        score=0, sign="–", verbs=("is undecided", "are undecided"), predicate="Is undecided on",
    ),
    "reluctant": StanceTerm(
        "Reluctant",
        "Resists without ruling it out.",
        score=-1, sign="(×)", verbs=("is reluctant", "are reluctant"),
        predicate="Is reluctant about",
    ),
    "opposes": StanceTerm(
        "Opposes",
        "Rejects it.",
        score=-2, sign="×", verbs=("opposes it", "oppose it"), predicate="Opposes",
    ),
}  # fmt: skip

SCORES: Final[dict[str, int]] = {stance: term.score for stance, term in STANCES.items()}

ATTRIBUTIONS: Final[dict[str, AttributionTerm]] = {
    "document": AttributionTerm(
        "Document",
        "A document as named.",
        phrase="in a document", on_record=True, own_word=True,
    ),
    "on-record": AttributionTerm(
        "Named speaker",
        "A named person or body of the party itself.",
        phrase="by a named speaker", on_record=True, own_word=True,
    ),
    "joint-statement": AttributionTerm(
        "Joint statement",
        "A text issued with others.",
        phrase="in a joint statement", on_record=True,
    ),
    "poll": AttributionTerm(
        "Poll",
        "A poll as named.",
        phrase="from a poll", on_record=True,
    ),
    "anonymous": AttributionTerm(
        "Unnamed official",
        "An unnamed official of the party itself.",
        phrase="from an unnamed official", on_record=False,
    ),
    "second-hand": AttributionTerm(
        "Second-hand",
        "Told by somebody of another party.",
        phrase="second-hand", on_record=False,
    ),
    "reporter": AttributionTerm(
        "Reporter",
        "The publication says so in its own voice.",
        phrase="in a reporter's words", on_record=False,
    ),
}  # fmt: skip
"""From the most direct to the least: a position is as direct as its most direct evidence."""

DIRECTNESS: Final[tuple[str, ...]] = tuple(ATTRIBUTIONS)
"""The attributions by rank, the most direct first."""

ON_RECORD: Final[frozenset[str]] = frozenset(
    attribution for attribution, term in ATTRIBUTIONS.items() if term.on_record
)
"""The attributions whose word is on the record; the others are not."""

SILENCES: Final[dict[str, Term]] = {
    "not-reported": Term("Not reported", "The sources report no position."),
    "no-public-position": Term("No public position", "Known to have taken none in public."),
    "declined": Term("Declined", "Was asked and declined to take one."),
    "not-applicable": Term("Not applicable", "The issue does not concern this party."),
    "conflicting": Term("Conflicting", "Reports contradict each other too far to state one."),
}

RELIABILITIES: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The Admiralty scale."""

ROLES: Final[dict[str, Term]] = {
    "principal": Term("Principal", "Negotiates and decides for itself."),
    "mediator": Term("Mediator", "Brings the others together."),
    "supporter": Term("Supporter", "Backs a principal."),
    "observer": Term("Observer", "Follows without taking part."),
    "constituency": Term("Constituency", "Has opinions but does not sit at the table."),
}

PARTY_KINDS: Final[dict[str, str]] = {
    "state": "State",
    "bloc": "Bloc",
    "organisation": "Organisation",
    "armed-group": "Armed group",
    "political-party": "Political party",
    "public": "Public",
    "other": "Other",
}

CONDITION_KINDS: Final[dict[str, Term]] = {
    "in-exchange-for": Term("In exchange for", "Given only in return for it."),
    "precondition": Term("Only after", "It has to come first."),
    "package": Term("Together with", "Only as parts of one package."),
}

BOUNDS: Final[dict[str, Term]] = {
    "exactly": Term("Exactly", "This value or range, neither more nor less."),
    "at-least": Term("At least", "This value; more would do as well."),
    "at-most": Term("At most", "This value; less would do as well."),
}

EVENT_KINDS: Final[dict[str, str]] = {
    "meeting": "Meeting",
    "statement": "Statement",
    "offer": "Offer",
    "agreement": "Agreement",
    "deadline": "Deadline",
    "military": "Military",
    "vote": "Vote",
    "other": "Other",
}
