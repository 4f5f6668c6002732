"""The data of a matrix in, a table of it out, in which each cell leads to its position.

The markup is what `parley/styles/matrix.css` draws, on a wide page and, with the names of the
silent in a line, on a narrow one. The script of the edition hides, counts and opens; it makes no
cell of its own.
"""

from __future__ import annotations

from typing import Any

from parley.export.edition.compare_data import everybody
from parley.export.edition.links import EditionContext
from parley.export.edition.members import with_members
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.wording import capitalised

Data = dict[str, Any]


def matrix_html(context: EditionContext, data: Data) -> Html:
    """The table that `data`, of `parley.views.matrix_table.matrix_data`, describes.

    On a site members that a bloc speaks for have columns of their own, which show once chosen.
    """
    return _Table(context, data if context.in_one_file else with_members(context, data)).html()


class _Table:
    def __init__(self, context: EditionContext, data: Data) -> None:
        self.data = data
        self.links = context.links
        view = everybody(context)
        held = view.frames.positions[view.in_view]
        columns = ["issue", "party", "attribution", "red_line"]
        self.found_by = {
            (str(row.issue), str(row.party)): (str(row.attribution), bool(row.red_line))
            for row in iter_rows(held[columns])
        }
        """Of each cell what filters ask for and nothing of its picture says."""
        self.signs = data["form"] == "signs"
        self.stances: dict[str, list[str]] = data["stances"]
        self.parties: list[Data] = data["parties"]
        some = any(party["known"] for party in self.parties)
        self.slim = [
            not self.signs and some and not party["known"] and not party["out"]
            for party in self.parties
        ]

    def html(self) -> Html:
        data = self.data
        bodies = (self._group(group) for group in data["groups"])
        table = tag(
            "table",
            tag("caption", data["caption"]),
            tag("thead", self._head()),
            *bodies,
        )
        slant = min(7.5, 1.5 + 0.4 * max((len(each["short"]) for each in self.parties), default=0))
        wrap = tag(
            "div",
            table,
            cls=f"wrap wide {data['form']}",
            role="region",
            tabindex="0",
            aria_label=data["caption"],
            style=f"--slant:{slant:g}rem",
        )
        return tag(
            "div",
            tag(
                "div",
                tag("div", wrap, cls="frame"),
                tag("p", "Press a cell for the words it rests on.", cls="below"),
                cls="root",
            ),
            cls="matrix",
        )

    # --- heads

    def _head(self) -> Html:
        corner = tag("th", "Issue", scope="col", cls="corner")
        sides = (self._has_sides and ("For", "Against")) or ()
        return tag(
            "tr",
            corner,
            *(self._party(at, party) for at, party in enumerate(self.parties)),
            *(tag("th", each, scope="col", cls="side") for each in sides),
        )

    @property
    def _has_sides(self) -> bool:
        groups = self.data["groups"]
        return self.signs and bool(groups) and bool(groups[0]["rows"][0].get("sides"))

    def _party(self, at: int, party: Data) -> Html:
        out = f", {party['out']} left out" if party["out"] else ""
        said = f"{party['known']} of {party['of']}{out}"
        name = tag(
            "a",
            party["short"] if self.signs else party["name"],
            cls="name",
            dir="auto",
            href=self.links.party(party["id"]),
            title=f"{party['name']}: {said} known" if self.signs else None,
        )
        share = 100 * party["known"] / party["of"] if party["of"] else 0
        bar = tag("span", tag("i", style=f"width:{share:.0f}%"), cls="bar", aria_hidden="true")
        known = tag("span", bar if party["known"] else None, tag("span", said), cls="known")
        return tag(
            "th",
            name,
            None if self.signs else known,
            tag("span", party["note"], cls="note") if party["note"] and not self.signs else None,
            scope="col",
            cls="slim" if self.slim[at] else None,
            data_p=party["id"],
            data_member=_is_member(party),
            hidden=_is_member(party),
        )

    def _group(self, group: Data) -> Html:
        heading = tag(
            "tr",
            tag("th", tag("span", group["title"], cls="group"), scope="rowgroup"),
            cls="group",
        )
        return tag(
            "tbody",
            heading,
            *(self._row(row) for row in group["rows"]),
            data_area=group["area"],
        )

    def _issue(self, row: Data) -> Html:
        title = tag(
            "a",
            row["title"],
            cls="title",
            dir="auto",
            href=self.links.issue(row["id"]),
            title=f"{row['title']}. {row['status_label']}. {row['proposal']}"
            if self.signs
            else None,
        )
        more: tuple[Html | None, ...] = ()
        if not self.signs:
            more = (
                tag("span", row["status_label"], cls=f"status {row['status']}",
                    title=row["status_meaning"]),
                tag("span", row["proposal"], cls="proposal"),
                _scale(row["scale"]) if "scale" in row else None,
            )  # fmt: skip
        return tag("th", title, *more, scope="row")

    # --- cells

    def _row(self, row: Data) -> Html:
        cells = (
            self._cell(at, cell, row, party)
            for at, (party, cell) in enumerate(zip(self.parties, row["cells"], strict=True))
        )
        sides = row.get("sides", ()) if self._has_sides else ()
        return tag(
            "tr",
            self._issue(row),
            *cells,
            *(tag("td", f"{each}", cls="side") for each in sides),
            None if self.signs else self._silent(row),
            data_status=row["status"],
            data_issue=row["id"],
        )

    def _silent(self, row: Data) -> Html:
        """Who has not spoken, in a line for each kind of silence: for a narrow page."""
        kinds: dict[str, list[str]] = {}
        for party, cell in zip(self.parties, row["cells"], strict=True):
            if "silence" in cell and not _is_member(party):
                kinds.setdefault(cell["silence"], []).append(party["short"] or party["name"])
        lines = [
            tag("span", tag("b", f"{kind}: "), tag("bdi", ", ".join(names)))
            for kind, names in kinds.items()
        ]
        parts = [part for line in lines for part in (join("; "), line)][1:]
        return tag("td", *parts, cls="names narrow-only", aria_hidden="true")

    def _cell(self, at: int, cell: Data, row: Data, party: Data) -> Html:
        who = None
        if not self.signs and "silence" not in cell:
            who = tag("span", party["name"], cls="who", aria_hidden="true", dir="auto")
        classes = " ".join(
            each
            for each, on in (("slim", self.slim[at]), ("quiet-cell", "silence" in cell))
            if on and not self.signs
        )
        return tag(
            "td",
            who,
            self._link(cell, row, party),
            cls=classes or None,
            data_p=party["id"],
            data_member=_is_member(party),
            hidden=_is_member(party),
        )

    def _link(self, cell: Data, row: Data, party: Data) -> Html:
        drawn: tuple[Html | str | None, ...]
        if self.signs:
            kind, drawn = self._sign(cell)
        elif "silence" in cell:
            kind, drawn = f"silent {self._silence_kind(cell)}", (cell["silence"],)
        else:
            kind, drawn = cell.get("stance") or "value", self._words(cell, row)
        text = self._text(cell, row)
        attribution, red_line = self.found_by.get((row["id"], party["id"]), (None, False))
        return tag(
            "a",
            *drawn,
            cls=f"cell {kind}",
            href=self.links.cell(row["id"], party["id"]),
            data_cell=f"{party['id']}.{row['id']}",
            data_a=attribution,
            data_red=red_line or None,
            aria_label=f"{party['name']}, {row['title']}: {text}.",
            title=f"{party['name']}: {text}" if self.signs else None,
        )

    def _silence_kind(self, cell: Data) -> str:
        if cell.get("left_out"):
            return "left-out"
        return "unreported" if cell["silence"] == self.data["unreported"] else "told"

    def _sign(self, cell: Data) -> tuple[str, tuple[Html | str | None, ...]]:
        if "silence" in cell:
            kind = self._silence_kind(cell)
            shown = kind != "unreported"
            return f"sign silent {kind if shown else ''}".rstrip(), ("·" if shown else "",)
        stance = cell.get("stance")
        if stance:
            return f"sign {stance}", (self.stances[stance][1],)
        return "sign value", (_axis(cell["at"]) if "at" in cell else "",)

    def _words(self, cell: Data, row: Data) -> tuple[Html | str | None, ...]:
        stance = cell.get("stance")
        held = " · ".join(
            each for each in (stance and self.stances[stance][0], cell.get("value")) if each
        )
        marks = (
            tag("span", mark["label"], cls=f"aside {mark['kind']}")
            for mark in cell.get("marks", ())
        )
        word = None
        if "word" in cell:
            word = tag(
                "span",
                tag("i", aria_hidden="true"),
                tag("bdi", cell["word"]),
                cls="word on-record" if cell.get("record") else "word",
            )
        repeated = self._is_repeated(cell, row)
        return (
            tag("span", tag("span", cls="icon") if stance else None, tag("b", held), *marks,
                cls="held"),
            _axis(cell["at"]) if "at" in cell else None,
            None if repeated else tag("span", cell["gist"], cls="gist", dir="auto"),
            word,
        )  # fmt: skip

    def _value(self, cell: Data, row: Data) -> str:
        unit = row["scale"]["unit"] if "scale" in row else None
        return " ".join(each for each in (cell.get("value"), unit) if each)

    def _is_repeated(self, cell: Data, row: Data) -> bool:
        """Whether the gist says no more than the stance or the value."""
        gist, stance = cell.get("gist"), cell.get("stance")
        if not gist or gist == self._value(cell, row):
            return True
        return bool(stance) and gist == self.stances[str(stance)][0]

    def _text(self, cell: Data, row: Data) -> str:
        """A cell in one line, for who does not see it."""
        if "silence" in cell:
            return str(cell["silence"])
        stance = cell.get("stance")
        held = [
            self.stances[stance][0] if stance else "",
            self._value(cell, row) if "value" in cell else "",
            *(mark["label"] for mark in cell.get("marks", ())),
        ]
        gist = "" if self._is_repeated(cell, row) else cell["gist"]
        word = cell.get("word", "")
        if self.signs:
            word = "on the record" if cell.get("record") else "not on the record"
        parts = (", ".join(filter(None, held)), gist, capitalised(word))
        return ". ".join(each for each in parts if each)


def _is_member(party: Data) -> bool:
    """Whether its column shows only where it is chosen."""
    return bool(party.get("member"))


def _scale(scale: Data) -> Html:
    return tag(
        "span",
        tag("b", scale["from"]),
        tag("span", cls="axis", aria_hidden="true"),
        tag("b", scale["to"]),
        tag("bdi", scale["unit"]) if scale["unit"] else None,
        cls="scale",
    )


def _axis(at: list[int]) -> Html:
    start, end = at
    place = tag("i", style=f"left:{start}%;width:{end - start}%")
    return tag("span", place, cls="axis", aria_hidden="true")
