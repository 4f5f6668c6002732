"""The records of the data format, version 1: frozen, typed, unknown keys refused.

What goes in are plain values as `parley.format.located_values` holds them (text as it was typed);
what comes out are the records below, each with the rules that one record can check alone. The rules
across records stand in `parley.loading.rules`.

A field is declared here and nowhere else. `parley.format.fields` reads from it the columns of
tables and frames; the line under it is its documentation in the JSON Schema, on the Data page and
in an export.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from parley.format.types import (
    FORMAT,
    ColumnName,
    Count,
    Day,
    Gist,
    Language,
    Link,
    NotNegative,
    Number,
    Quote,
    Salience,
    Share,
    Short,
    Slug,
    Text,
    Truth,
    Weight,
    YamlOnly,
    format_error,
    read_day,
    read_format,
    read_number,
    span_of,
)
from parley.format.vocabulary import (
    Attribution,
    Bound,
    ConditionKind,
    EventKind,
    LocatorUnit,
    PartyKind,
    Reliability,
    Role,
    SilenceKind,
    SourceKind,
    Stance,
    Status,
)


class Record(BaseModel):
    """What all records share: frozen, closed to unknown keys, each field documented."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
    )


class DateSpan(Record):
    """A stretch of days, both ends included; a single day is a span of one."""

    from_: Day = Field(alias="from")
    """The first day."""
    to: Day
    """The last day."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            raise format_error("from not later than to", f"{self.from_} to {self.to}")
        return self


class NumberSpan(Record):
    """A range on a numeric scale, both ends included; a single value is a span of one."""

    from_: Number = Field(alias="from")
    """The low end."""
    to: Number
    """The high end."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            raise format_error("from not greater than to", f"{self.from_:g} to {self.to:g}")
        return self


DayOrSpan = Annotated[
    DateSpan, BeforeValidator(span_of(read_day, "a date as YYYY-MM-DD, or from and to"))
]
NumberOrSpan = Annotated[
    NumberSpan, BeforeValidator(span_of(read_number, "a number, or from and to"))
]


class Evidence(Record):
    """Where something is said, and by whom."""

    source: Slug
    """The id of the source."""
    locator: Text
    """Where in the source, in its locator unit: `6`, `12-14`, `p. 3`."""
    attribution: Attribution
    """Whose word it is, relative to the party."""
    speaker: Text | None = None
    """Who said it, as the source names them."""
    quote: Annotated[Quote | None, YamlOnly()] = None
    """At most 25 words, only where the exact words matter."""
    note: Annotated[Text | None, YamlOnly()] = None
    """Anything a reader needs to weigh this evidence."""


class Claim(Record):
    """A statement about the talks as a whole."""

    id: Annotated[Slug, ColumnName("claim")]
    """The claim's id."""
    text: Text
    """What is claimed, in the curator's own words."""
    share_agreed: Share | None = None
    """The share of issues that the claim says is settled, 0 to 1."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """Who claims it, and where."""


class Header(Record):
    """negotiation.yaml: what this negotiation is."""

    format: Annotated[
        Literal[1],
        BeforeValidator(read_format),
        WithJsonSchema({"type": "integer", "const": FORMAT}),
    ]
    """The version of the format: 1."""
    title: Text
    """The negotiation's name."""
    summary: Text
    """What is being negotiated, two to four sentences."""
    as_of: Day
    """The day that the matrix speaks for."""
    home_parties: tuple[Slug, ...] = ()
    """Parties shown first, in this order; default: all principals and mediators."""
    areas: tuple[Slug, ...] = ()
    """The order in which areas are shown; those not named follow, by file name."""
    language: Language = "en"
    """BCP 47 tag of the texts; default `en`."""
    licence: Text | None = None
    """The licence of this data folder."""
    maintainers: tuple[Text, ...] = ()
    """Who looks after this data folder."""
    claims: tuple[Claim, ...] = ()
    """Statements about the talks as a whole."""


class Speaker(Record):
    """A person who speaks for a party."""

    name: Text
    """The person's name."""
    title: Text | None = None
    """The office they hold."""


class Party(Record):
    """One who takes part, or whose opinion counts."""

    id: Annotated[Slug, ColumnName("party")]
    """The party's id."""
    name: Text
    """The name as shown."""
    short: Short | None = None
    """At most 12 characters, for narrow columns; default the name."""
    kind: PartyKind
    """What sort of party it is."""
    role: Role
    """Its part in the talks; a constituency has opinions but does not sit at the table."""
    members: tuple[Slug, ...] = ()
    """Of a bloc: the ids of its members, who take its position where they have none."""
    speakers: tuple[Speaker, ...] = ()
    """People who speak for it."""
    note: Text | None = None
    """Anything a reader needs to know of it."""


class Source(Record):
    """A text in which positions were found."""

    id: Annotated[Slug, ColumnName("source")]
    """The source's id."""
    title: Text
    """Its title."""
    publisher: Text
    """Who published it."""
    date: Day
    """The day it was published."""
    author: Text | None = None
    """Who wrote it."""
    url: Link | None = None
    """Where it can be read: http or https, nothing else."""
    kind: SourceKind = "news"
    """What sort of text it is; default `news`."""
    language: Language | None = None
    """BCP 47 tag of its language."""
    reliability: Reliability | None = None
    """A (completely reliable) to F (cannot be judged), the Admiralty scale."""
    locator_unit: LocatorUnit = "paragraph"
    """What its locators count; default `paragraph`."""
    locator_count: Count | None = None
    """How many of them it has; locators are checked against it."""
    note: Text | None = None
    """Anything a reader needs to know of it."""


class Event(Record):
    """What happened, or what is coming."""

    id: Annotated[Slug, ColumnName("event")]
    """The event's id."""
    date: DayOrSpan
    """The day, or from and to."""
    title: Text
    """What happens, in a few words."""
    kind: EventKind = "other"
    """What sort of event it is; default `other`."""
    upcoming: Truth = False
    """True where it lay ahead on the source's day."""
    parties: tuple[Slug, ...] = ()
    """The ids of the parties in it."""
    issues: tuple[Slug, ...] = ()
    """The ids of the issues it bears on."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """Where it is reported."""


class Scale(Record):
    """Makes an issue numeric: positions carry a value between two ends."""

    min: Number
    """The lowest value."""
    max: Number
    """The highest value."""
    low: Text
    """What the lowest value means, in words."""
    high: Text
    """What the highest value means, in words."""
    unit: Annotated[Text | None, ColumnName("unit")] = None
    """The unit of the values."""
    tolerance: NotNegative | None = None
    """How near two values may be to count as the same; default a twentieth of the range."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min >= self.max:
            raise format_error("min smaller than max", f"{self.min:g} and {self.max:g}")
        return self


class Option(Record):
    """One rung of a ladder of options."""

    id: Slug
    """The option's id, unique in its issue."""
    text: Text
    """What would be done."""


class Condition(Record):
    """What a position hangs on."""

    text: Text
    """The condition, in the curator's own words."""
    issue: Annotated[Slug | None, ColumnName("on_issue")] = None
    """The id of the issue that it hangs on."""
    kind: ConditionKind = "precondition"
    """How it hangs on it; default `precondition`."""


class Dispute(Record):
    """A party that contests what is said of a position."""

    party: Annotated[Slug, ColumnName("disputed_by")]
    """The id of the party that contests it."""
    summary: Text
    """What it says instead, in the curator's own words."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """Where it says so."""


class Position(Record):
    """What one party holds on one issue, as one source day shows it."""

    party: Slug
    """The id of the party."""
    stance: Stance | None = None
    """Where it stands on the proposal; required unless the issue is numeric."""
    value: NumberOrSpan | None = None
    """A number on the scale, or from and to; required on a numeric issue, and only there."""
    bound: Bound = "exactly"
    """On a numeric issue: whether more, or less, would do as well; default `exactly`."""
    option: Slug | None = None
    """The option it asks for."""
    fallback: Slug | None = None
    """The option it is reported to accept."""
    summary: Text
    """The position in one sentence, in the curator's own words."""
    gist: Gist | None = None
    """At most 48 characters for the cell of a matrix; default: the stance's label."""
    red_line: Truth = False
    """True where it has been declared not negotiable."""
    salience: Salience | None = None
    """0 to 100: how much the issue matters to this party, where a source says so."""
    conditions: tuple[Condition, ...] = ()
    """What the position hangs on."""
    date: Day | None = None
    """The day it was taken; default: the date of its newest source."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """Where it is said, and by whom; at least one."""
    disputed_by: tuple[Dispute, ...] = ()
    """Who contests that this is so."""


class Silence(Record):
    """Why a party has no position."""

    party: Slug
    """The id of the party."""
    kind: SilenceKind
    """What sort of silence it is."""
    checked: Day | None = None
    """The day somebody last looked."""
    sources: tuple[Slug, ...] = ()
    """The ids of the sources that were looked at."""


class Outcome(Record):
    """What was settled in the end."""

    date: Day
    """The day it was settled."""
    status: Status | None = None
    """The status it ended with."""
    option: Slug | None = None
    """The option that was settled on."""
    value: Annotated[NumberOrSpan | None, ColumnName("outcome")] = None
    """The value that was settled on."""
    note: Text | None = None
    """What was settled, in one sentence."""
    evidence: tuple[Evidence, ...] = ()
    """Where it is reported."""


class EarlierStatus(Record):
    """What the status of an issue was before."""

    date: Day
    """The day from which it was so."""
    status: Status
    """How far it was settled then."""
    note: Text | None = None
    """Why, in one sentence."""
    evidence: tuple[Evidence, ...] = ()
    """Where that can be read."""


class Issue(Record):
    """One question under negotiation, with what each party holds on it."""

    id: Annotated[Slug, ColumnName("issue")]
    """The issue's id, unique in the negotiation."""
    title: Text
    """Its name as shown."""
    proposal: Text
    """One sentence that a party can be for or against: what would be done."""
    scale: Scale | None = None
    """Makes the issue numeric."""
    options: tuple[Option, ...] | None = Field(default=None, min_length=3, max_length=6)
    """An ordered ladder, from the least to the most of what is asked, three to six rungs."""
    status: Status
    """How far it is settled."""
    status_note: Text | None = None
    """Why, in one sentence."""
    status_evidence: tuple[Evidence, ...] = ()
    """Where the status can be read."""
    status_date: Day | None = None
    """The day from which it was so; default: of the newest source of its evidence, else `as_of`."""
    status_history: tuple[EarlierStatus, ...] = ()
    """What it was before."""
    decided_by: tuple[Slug, ...] = ()
    """The ids of those who decide on it; default: principals, or all but observers and publics."""
    weight: Weight = 1.0
    """How much it counts beside the others; default 1."""
    positions: tuple[Position, ...] = ()
    """What the parties hold."""
    silences: tuple[Silence, ...] = ()
    """Who holds nothing, and why."""
    outcome: Outcome | None = None
    """What was settled in the end."""

    @model_validator(mode="after")
    def _history_before_its_day(self) -> Self:
        days = [earlier.date for earlier in self.status_history]
        if days and self.status_date is None:
            raise format_error("status_date beside status_history", "none")
        late = [day for day in days if self.status_date is not None and day >= self.status_date]
        if late:
            raise format_error(
                f"days of status_history before status_date, {self.status_date}", f"{late[0]}"
            )
        twice = [day for place, day in enumerate(days) if day in days[:place]]
        if twice:
            raise format_error("each day of status_history once", f"{twice[0]} twice")
        return self


class Area(Record):
    """issues/<area>.yaml: one area with its issues, in the order of showing."""

    area: Slug
    """The area's id: the file's name."""
    title: Text
    """Its name as shown."""
    summary: Text | None = None
    """What it is about."""
    issues: tuple[Issue, ...]
    """Its issues, in the order of showing."""
