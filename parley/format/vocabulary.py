"""The closed lists of the format, in the order of showing: each term with its label and meaning.

The `Literal` types are what the models check; the dictionaries are what people read.
`tests/format/test_vocabulary.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

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
Stance = Literal["supports", "open", "undecided", "reluctant", "opposes"]
Attribution = Literal[
    "document", "on-record", "joint-statement", "poll", "anonymous", "second-hand", "reporter"
]
SilenceKind = Literal[
    "not-reported", "no-public-position", "declined", "not-applicable", "conflicting"
]
ConditionKind = Literal["in-exchange-for", "precondition", "package"]
EvidenceRole = Literal["position", "status", "dispute", "claim", "event", "outcome"]


class Term(NamedTuple):
    """A word of the format as people read it."""

    label: str
    meaning: str


def labels_of(terms: Mapping[str, Term]) -> dict[str, str]:
    """How people read each word of a closed list."""
    return {word: term.label for word, term in terms.items()}


STATUSES: Final[dict[str, Term]] = {
    "agreed": Term(
        "Agreed", "The parties that decide have settled it; nothing but wording is left."
    ),
    "converging": Term("Converging", "The aim is shared; terms are still being worked out."),
    "open": Term("Open", "Under discussion with no clear direction."),
    "disputed": Term("Disputed", "At least two deciding parties hold opposing positions."),
    "pending": Term("Pending", "Waits for a decision or event named in the note."),
    "unknown": Term("Unknown", "The sources do not say."),
}

STANCES: Final[dict[str, Term]] = {
    "supports": Term("Supports", "Proposes, asks for or backs it."),
    "open": Term("Open to it", "Has signalled that it could accept it."),
    "undecided": Term("Undecided", "Has spoken to it without leaning."),
    "reluctant": Term("Reluctant", "Resists without ruling it out."),
    "opposes": Term("Opposes", "Rejects it."),
}

SCORES: Final[dict[str, int]] = {
    "supports": 2,
    "open": 1,
    "undecided": 0,
    "reluctant": -1,
    "opposes": -2,
}

ATTRIBUTIONS: Final[dict[str, Term]] = {
    "document": Term("Document", "A document as named."),
    "on-record": Term("On record", "A named person or body of the party itself."),
    "joint-statement": Term("Joint statement", "A text issued with others."),
    "poll": Term("Poll", "A poll as named."),
    "anonymous": Term("Unnamed official", "An unnamed official of the party itself."),
    "second-hand": Term("Second-hand", "Told by somebody of another party."),
    "reporter": Term("Reporter", "The publication says so in its own voice."),
}
"""From the most direct to the least: a position is as direct as its most direct evidence."""

DIRECTNESS: Final[tuple[str, ...]] = tuple(ATTRIBUTIONS)
"""The attributions by rank, the most direct first."""

ON_RECORD: Final[frozenset[str]] = frozenset({"document", "on-record", "joint-statement", "poll"})
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
