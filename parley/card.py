"""One cell of the matrix in full, as escaped HTML: the position or the silence, and its sources."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from parley.frames import Frames, value_text
from parley.history import DIRECTNESS
from parley.html import Html, tag, together
from parley.ledger import Ledger
from parley.links import cell_id, query
from parley.load import Negotiation
from parley.model import Condition, Evidence, Issue, Party, Position, Source
from parley.selection import Selection
from parley.vocabulary import ATTRIBUTIONS, CONDITION_KINDS, SILENCES, STANCES, STATUSES
from parley.wording import day as day_text
from parley.wording import listed, locator, reference

LINK = "{link}"
"""What the page replaces by the cell's own address in the texts to copy."""


class CardNotFound(LookupError):
    """No such issue or party."""


def card(
    negotiation: Negotiation, frames: Frames, issue_id: str, party_id: str, day: dt.date | None
) -> Html:
    """The position card of a party on an issue, on the day of `frames`.

    Raises CardNotFound where the negotiation has no such issue or party.
    """
    return _Card(negotiation, frames, issue_id, party_id, day).html()


class _Card:
    def __init__(
        self,
        negotiation: Negotiation,
        frames: Frames,
        issue_id: str,
        party_id: str,
        day: dt.date | None,
    ) -> None:
        self.of = negotiation
        self.frames = frames
        self.given_day = day
        self.day = day or negotiation.header.as_of
        self.sources = {source.id: source for source in negotiation.sources}
        self.parties = {party.id: party for party in negotiation.parties}
        self.issues = {issue.id: issue for issue in negotiation.issues}
        if issue_id not in self.issues or party_id not in self.parties:
            raise CardNotFound(f"{issue_id}, {party_id}")
        self.issue: Issue = self.issues[issue_id]
        self.party: Party = self.parties[party_id]
        self.rows = self._told_of(party_id)

    def html(self) -> Html:
        current = self.rows[self.rows["current"]]
        row = current.iloc[0] if len(current) else None
        body = self._position(row) if row is not None else self._silence()
        return tag(
            "article",
            tag(
                "header",
                tag("p", self.of.areas[self.of.area_of[self.issue.id]].title, cls="area"),
                tag("h2", f"{self.party.name}: {self.issue.title}", id="card-title"),
                tag(
                    "p",
                    tag("span", "Proposal", cls="key"),
                    " ",
                    self.issue.proposal,
                    cls="proposal",
                ),
                tag(
                    "p",
                    tag("span", "Status", cls="key"),
                    " ",
                    tag(
                        "span", STATUSES[self.issue.status].label, cls=f"status {self.issue.status}"
                    ),
                    f" {self.issue.status_note}" if self.issue.status_note else None,
                    cls="state",
                ),
            ),
            body,
            self._hangs_on_this(),
            self._earlier(row),
            self._address(row),
        )

    def _told_of(self, party: str) -> pd.DataFrame:
        """All that is told of a party on this issue, the newest first."""
        positions = self.frames.positions
        told = positions[(positions["issue"] == self.issue.id) & (positions["party"] == party)]
        return told.sort_values("date", ascending=False, kind="stable")

    # --- the position that holds

    def _position(self, row: pd.Series) -> Html:
        record = _record(self.of.ledger, row)
        stance = row["stance"] if pd.notna(row["stance"]) else None
        held = STANCES[stance].label if stance else "Value"
        marks = self._marks(row)
        return together(
            tag(
                "section",
                tag("p", tag("span", held, cls=f"stance {stance or 'value'}"), *marks, cls="held"),
                tag("p", _summary(row), cls="summary"),
                self._asks(row),
                tag("p", f"Taken or reported {day_text(row['date'].date())}.", cls="dated"),
                self._inherited(row),
            ),
            self._conditions(record.conditions if record else ()),
            self._evidence("Evidence", _evidence(self.of.ledger, self.frames, row)),
            self._disputes(record),
        )

    def _marks(self, row: pd.Series) -> list[Html]:
        marks = [(ATTRIBUTIONS[row["attribution"]].label, row["attribution"])]
        if row["red_line"]:
            marks.append(("Red line", "red-line"))
        if row["disputed"]:
            marks.append(("Contested", "contested"))
        if row["conflicting"]:
            marks.append(("Conflicting reports", "contested"))
        return [tag("span", label, cls=f"mark {kind}") for label, kind in marks]

    def _asks(self, row: pd.Series) -> Html | None:
        """Value, option, fallback and salience, where there are any."""
        texts = {option.id: option.text for option in self.issue.options or ()}
        facts = []
        if pd.notna(row["value_from"]) and self.issue.scale is not None:
            scale = self.issue.scale
            value = value_text(row["value_from"], row["value_to"], scale.unit)
            ends = f"{scale.min:g}: {scale.low}; {scale.max:g}: {scale.high}"
            facts.append(("Value", f"{value} (from {ends})"))
        for key, label in (("option", "Asks for"), ("fallback", "Would accept")):
            if pd.notna(row[key]):
                facts.append((label, texts.get(row[key], row[key])))
        if pd.notna(row["salience"]):
            facts.append(("Salience", f"{row['salience']:g} of 100"))
        if not facts:
            return None
        return tag("dl", *(together(tag("dt", key), tag("dd", text)) for key, text in facts))

    def _inherited(self, row: pd.Series) -> Html | None:
        if pd.isna(row["inherited_from"]):
            return None
        bloc = self.parties[row["inherited_from"]].name
        text = f"Inherited: the position of {bloc}, of which {self.party.name} is a member."
        return tag("p", text, cls="inherited")

    def _conditions(self, conditions: tuple[Condition, ...]) -> Html | None:
        if not conditions:
            return None
        return tag(
            "section",
            tag("h3", "On condition"),
            tag("ul", *(tag("li", *self._condition(condition)) for condition in conditions)),
        )

    def _condition(self, condition: Condition) -> list[str]:
        words: list[str] = [
            tag("span", CONDITION_KINDS[condition.kind].label, cls="key"),
            " ",
            condition.text,
        ]
        if condition.issue is not None:
            words += [
                " Hangs on ",
                self._cell_link(condition.issue, self.party.id, self.issues[condition.issue].title),
                ".",
            ]
        return words

    def _cell_link(self, issue: str, party: str, text: str) -> Html:
        return tag("button", text, type="button", cls="cell-link", data_cell=cell_id(issue, party))

    def _disputes(self, record: Position | None) -> Html | None:
        if record is None or not record.disputed_by:
            return None
        contested = [
            together(
                tag(
                    "p",
                    tag("strong", self.parties[dispute.party].name),
                    ": ",
                    dispute.summary,
                ),
                self._citations(dispute.evidence),
            )
            for dispute in record.disputed_by
        ]
        return tag("section", tag("h3", "Contested by"), *contested, cls="contested")

    def _hangs_on_this(self) -> Html | None:
        """Positions on other issues that hang on this one."""
        conditions = self.frames.conditions
        found = conditions[conditions["current"] & (conditions["on_issue"] == self.issue.id)]
        if found.empty:
            return None
        items = [
            tag(
                "li",
                self._cell_link(row.issue, row.party, self.issues[row.issue].title),
                f" ({self.parties[row.party].name}): {row.text}",
            )
            for row in found.itertuples()
        ]
        return tag("section", tag("h3", "What hangs on this issue"), tag("ul", *items))

    # --- silence

    def _silence(self) -> Html:
        silences = [each for each in self.issue.silences if each.party == self.party.id]
        if not silences:
            term = SILENCES["not-reported"]
            note = "Nobody has written down that it was looked for."
        else:
            silence = silences[0]
            term = SILENCES[silence.kind]
            looked = [self.sources[id].publisher for id in silence.sources]
            parts = []
            if silence.checked is not None:
                parts.append(f"Looked for on {day_text(silence.checked)}")
            if looked:
                parts.append(f"in {listed(list(dict.fromkeys(looked)))}")
            text = " ".join(parts)
            note = f"{text[:1].upper()}{text[1:]}." if text else ""
        return tag(
            "section",
            tag(
                "p",
                tag("span", "Silent", cls="stance silent"),
                tag("span", term.label, cls="mark"),
                cls="held",
            ),
            tag("p", f"{self.party.name} holds no position here. {term.meaning}", cls="summary"),
            tag("p", note, cls="dated") if note else None,
            tag("p", "A silence is not neutrality: no score counts it.", cls="dated"),
        )

    # --- evidence

    def _evidence(self, title: str, evidence: list[Evidence]) -> Html:
        return tag("section", tag("h3", title), self._citations(evidence))

    def _citations(self, evidence: list[Evidence] | tuple[Evidence, ...]) -> Html:
        return tag("ul", *(self._citation(each) for each in evidence), cls="evidence")

    def _citation(self, evidence: Evidence) -> Html:
        source = self.sources[evidence.source]
        return tag(
            "li",
            tag("span", _first_upper(locator(evidence, source)), cls="locator"),
            " ",
            tag(
                "span", ATTRIBUTIONS[evidence.attribution].label, cls=f"mark {evidence.attribution}"
            ),
            f" {evidence.speaker}" if evidence.speaker else None,
            tag("q", evidence.quote) if evidence.quote else None,
            self._source_line(source),
            tag("p", evidence.note, cls="note") if evidence.note else None,
        )

    def _source_line(self, source: Source) -> Html:
        title: Html | str = source.title
        if source.url:
            title = tag("a", source.title, href=source.url, rel="noopener noreferrer")
        return tag("p", f"{source.publisher}, ", title, f", {day_text(source.date)}", cls="source")

    def _earlier(self, row: pd.Series | None) -> Html | None:
        """Earlier positions, and others of the same day that conflict with the one that holds."""
        others = self.rows
        if row is not None and pd.notna(row["inherited_from"]):
            others = self._told_of(row["inherited_from"])
        others = others[others["date"] <= pd.Timestamp(self.day)]
        if row is not None:
            others = others[others["position"] != row["position"]]
        if others.empty:
            return None
        items = []
        for _, other in others.iterrows():
            same_day = row is not None and other["date"] == row["date"]
            word = "Also reported" if same_day else "Earlier"
            stance = STANCES[other["stance"]].label if pd.notna(other["stance"]) else other["gist"]
            items.append(
                tag(
                    "li",
                    tag("span", f"{word}, {day_text(other['date'].date())}", cls="key"),
                    f" {stance}. {_summary(other)}",
                    self._citations(_evidence(self.of.ledger, self.frames, other)),
                )
            )
        return tag("section", tag("h3", "History"), tag("ul", *items))

    # --- address and citation

    def _address(self, row: pd.Series | None) -> Html:
        cell = cell_id(self.issue.id, self.party.id)
        address = query(self.of.id, Selection(day=self.given_day), cell=cell)
        return tag(
            "footer",
            tag("button", "Copy link", type="button", data_copy=LINK),
            tag("button", "Copy citation", type="button", data_copy=self._cited(row)),
            tag("span", "", cls="copied", role="status"),
            data_query=address,
        )

    def _cited(self, row: pd.Series | None) -> str:
        """The citation in plain text: curator's wording, source, paragraph, day, address."""
        about = f"{self.of.header.title}: {self.party.name} on {self.issue.title}"
        if row is None:
            return f"{about}, as of {day_text(self.day)}: no position reported. Parley, {LINK}"
        evidence = _evidence(self.of.ledger, self.frames, row)
        said = "; ".join(reference(each, self.sources[each.source]) for each in evidence)
        return (
            f"{about}, as of {day_text(self.day)}: {_sentence(_summary(row))} {said}. "
            f"Wording by the curator. Parley, {LINK}"
        )


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text[-1:] in ".!?…。" else f"{text}."


def _summary(row: pd.Series) -> str:
    return str(row["summary"] if pd.notna(row["summary"]) else row["gist"])


def _record(ledger: Ledger, row: pd.Series) -> Position | None:
    """The record of a position that was typed; a table's row has none."""
    number = int(row["position"])
    return ledger.placed[number].record if number < len(ledger.placed) else None


def _evidence(ledger: Ledger, frames: Frames, row: pd.Series) -> list[Evidence]:
    """The evidence of a position, the most direct first."""
    rows = frames.evidence
    own = rows[(rows["position"] == row["position"]) & (rows["role"] == "position")]
    keys = ["source", "locator", "attribution", "speaker", "quote", "note"]
    found = [
        Evidence.model_validate({key: each[key] for key in keys if pd.notna(each[key])})
        for _, each in own.iterrows()
    ]
    return sorted(found, key=lambda each: DIRECTNESS.index(each.attribution))
