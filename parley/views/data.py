"""A context in, the blocks of the Data page out: tables, the format, the state of the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from parley.format.problems import Problem, escape_unprintable
from parley.format.schema import Described, DescribedFile, Key
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    CONDITION_KINDS,
    ROLES,
    SILENCES,
    STANCES,
    STATUSES,
)
from parley.frames.columns import column_descriptions
from parley.frames.negotiation_table import COLUMN_MEANINGS, NAME
from parley.frames.selection import Selection
from parley.html import Html, join, tag
from parley.loading.loader import Negotiation
from parley.views.blocks import Block, Expander, Heading, Title, markup
from parley.views.context import ViewContext
from parley.views.links import Links
from parley.views.parts import MOST_FAULTS, data_region, data_table, fault_list, rows_left_out
from parley.views.share import share_page
from parley.wording import count, date_text, join_and

FIRST_ROWS = 20
MOST_CHARACTERS = 120
"""How many rows of a table its preview has, and how much of a long text."""

SCHEMAS = "parley/schemas"
"""Below this address a server has the schema of each file, and all in one."""

TERMS_BY_WORDS = {
    tuple(terms): terms
    for terms in (STATUSES, STANCES, ATTRIBUTIONS, SILENCES, ROLES, CONDITION_KINDS)
}
"""The closed lists whose words carry a meaning, by their words."""


def headline(context: ViewContext) -> str:
    """How much there is, whatever is filtered, and as of when."""
    tables = context.frames.tables()
    rows = sum(map(len, tables.values()))
    number = f"{count(rows, 'row')} in {count(len(tables), 'table')}"
    return f"{number}, as of {date_text(context.day)}"


def introduction(context: ViewContext) -> Iterator[Block]:
    """How much there is, under which licence, and by whom."""
    title = context.negotiation.header.title
    yield Title(headline(context), over=f"Data · {title}")
    yield share_page(context, "data")
    header = context.negotiation.header
    parts = [
        f"Licence {header.licence}" if header.licence else "No licence stated",
        f"Maintained by {join_and(header.maintainers)}" if header.maintainers else None,
    ]
    yield markup(tag("p", " · ".join(part for part in parts if part), cls="facts"))


def folder_state(problems: Sequence[Problem]) -> Iterator[Block]:
    """The faults and warnings of the folder as it is now, and how to check it."""
    yield Heading("The state of the folder")
    warnings = [each for each in problems if each.severity == "warning"]
    faults = len(problems) - len(warnings)
    if faults:
        words = f"{count(faults, 'fault')}, listed above: what is shown is the last good state."
        yield markup(tag("p", words))
    if warnings:
        words = f"{count(len(warnings), 'warning')}. A warning does not refuse a folder."
        rest = len(warnings) - MOST_FAULTS
        yield markup(
            tag("p", words),
            tag("div", fault_list(warnings[:MOST_FAULTS]), cls="warnings"),
            tag("p", f"and {count(rest, 'more warning')}", cls="quiet") if rest > 0 else None,
        )
    elif not faults:
        yield markup(tag("p", "No fault and no warning."))
    how = (
        "`parley check` prints this list, each line with file, line, place and remedy, and fails "
        "where there is a fault. This page follows the files: save, and look here."
    )
    yield markup(tag("p", *_with_code(how), cls="quiet"))


def table_previews(tables: Mapping[str, pd.DataFrame], chosen: bool = True) -> Iterator[Block]:
    """Each table: how many rows it has, what its columns mean, and how it begins.

    `chosen` says that a choice stands above them.
    """
    yield Heading("The tables")
    note = (
        "They join on their ids, and what belongs to a position on its number. Inherited positions "
        "have the number of their bloc's."
    )
    yield markup(
        tag("p", "With the rows of the choice above. " if chosen else "", note, cls="quiet")
    )
    for name, frame in tables.items():
        label = f"{name} · {count(len(frame), 'row')}"
        yield Expander(f"table-{name}", label, partial(_table_preview, name, frame))


def _table_preview(name: str, frame: pd.DataFrame) -> Iterator[Block]:
    yield markup(_columns(name))
    yield markup(_first_rows(name, frame))


def _columns(name: str) -> Html:
    meanings = {NAME: COLUMN_MEANINGS, **column_descriptions()}
    rows = [
        tag("tr", tag("th", tag("code", column), scope="row"), tag("td", meaning))
        for column, meaning in meanings[name].items()
    ]
    region = data_region(f"The columns of {name}", ("Column", "What it holds"), rows)
    return tag("div", region, cls="table-columns")


def _first_rows(name: str, frame: pd.DataFrame) -> Html:
    if frame.empty:
        return tag("p", "It has no rows.", cls="quiet")
    rows = frame.head(FIRST_ROWS).drop(columns="negotiation")
    preview = pd.DataFrame({column: list(map(_cell_text, cells)) for column, cells in rows.items()})
    caption = f"All rows of {name}" if len(rows) == len(frame) else f"The first rows of {name}"
    return tag("div", data_table(preview, caption), cls="table-rows")


def _cell_text(value: object) -> str:
    """A value as a cell of the preview has it."""
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def format_introduction() -> Iterator[Block]:
    """What holds for every file of the format."""
    yield Heading("The format")
    words = (
        "A negotiation is a folder of these files. A key that is not named here is refused, and so "
        "is one without a value. Ids are lower-case letters, digits and single hyphens; dates are "
        "`YYYY-MM-DD`. Nothing is filled in: what is missing is shown as missing."
    )
    yield markup(tag("p", *_with_code(words), cls="prose"))


def all_schemas() -> Block:
    """The schemas of all files in one, and what they are for."""
    return markup(
        tag("p", _schema_link("parley-schemas.zip", "All JSON Schemas (ZIP)"), cls="files"),
        tag(
            "p",
            "What an editor with a YAML language server completes and checks while you type.",
            cls="quiet",
        ),
    )


def _schema_link(file: str, label: str) -> Html:
    """A link to a file that a server writes of the schemas."""
    return tag("a", label, href=f"{SCHEMAS}/{file}", download=True)


def file_description(name: str, file: DescribedFile) -> Block:
    """The keys of one file of the format, as the models have them, with its schema's name."""
    own, *within = file.records
    each = "A list; each of its items has" if file.is_list else "One mapping with"
    return markup(
        tag(
            "section",
            tag("p", f"{each} these keys. Those in bold are required.", cls="quiet"),
            _keys(f"The keys of {file.file}", own),
        ),
        *(
            tag(
                "section",
                tag("h3", record.heading),
                tag("p", record.meaning),
                _keys(f"The keys of {record.heading} in {file.file}", record),
            )
            for record in within
        ),
        tag("p", _schema_link(f"{name}.schema.json", f"JSON Schema of {file.file}"), cls="files"),
    )


def _keys(caption: str, record: Described) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", tag("code", key.name), scope="row", cls="required" if key.required else None),
            tag("td", *_type(key)),
            tag("td", *_with_code(key.meaning), _term_meanings(key)),
        )
        for key in record.keys
    ]
    return data_region(caption, ("Key", "Type", "Meaning"), rows)


def _type(key: Key) -> list[Html | str]:
    parts: list[Html | str] = [key.kind]
    if key.words in TERMS_BY_WORDS:
        parts = ["one of these"]
    else:
        for word in key.words:
            parts += [" ", tag("code", word)]
    return [*parts, tag("span", " · required", cls="quiet")] if key.required else parts


def _term_meanings(key: Key) -> Html | None:
    """What the words of a closed list mean."""
    terms = TERMS_BY_WORDS.get(key.words)
    if terms is None:
        return None
    return tag(
        "dl",
        *(
            join(tag("dt", tag("code", word)), tag("dd", term.meaning))
            for word, term in terms.items()
        ),
    )


def _with_code(text: str) -> list[Html | str]:
    """A text in which what stands between backticks is code."""
    return [
        tag("code", part) if number % 2 else part for number, part in enumerate(text.split("`"))
    ]


def other_negotiations(
    context: ViewContext,
    directory: str,
    folders: Iterable[tuple[str, Negotiation | None, int]],
    strays: Sequence[Problem] = (),
) -> Iterator[Block]:
    """The negotiations of a data directory as links, and how to add one.

    `folders` are id, negotiation where there is a sound one, and number of faults of each;
    `strays` what else is in the directory.
    """
    yield Heading("Negotiations here")
    how = (
        "To add one, put a folder with `negotiation.yaml`, `parties.yaml`, `sources.yaml` and "
        f"`issues/<area>.yaml` into the directory `{directory}`. It is found when you load the "
        "page, and its faults are shown with file and line until it is sound."
    )
    items = (_negotiation(context, *each) for each in folders)
    yield markup(
        tag("ul", *items, cls="negotiations"),
        tag("p", *_with_code(how), cls="quiet"),
        stray_list(strays),
    )


def stray_list(strays: Sequence[Problem], heading: str = "h3") -> Html | None:
    """What of a data directory is not shown, and why; None where there is nothing."""
    if not strays:
        return None
    lines = (
        tag("li", tag("code", escape_unprintable(stray.file)), " ", stray.message)
        for stray in strays[:MOST_FAULTS]
    )
    rest = rows_left_out(len(strays) - MOST_FAULTS, "more")
    return tag(
        "section", tag(heading, "In the directory, and not shown"), tag("ul", *lines), rest,
        cls="strays",
    )  # fmt: skip


def _negotiation(
    context: ViewContext, id: str, negotiation: Negotiation | None, faults: int
) -> Html:
    current = id == context.negotiation.id
    parts = [id]
    if negotiation is not None:
        parts.append(f"as of {date_text(negotiation.header.as_of)}")
    if faults:
        parts.append(count(faults, "fault"))
    if current:
        parts.append("shown here")
    title = negotiation.header.title if negotiation else id
    day = negotiation.header.as_of if negotiation else None
    here = Links(id, Selection(day=day)).page("data")
    language = negotiation.header.language if negotiation else None
    link = tag(
        "a", title, href=here, aria_current="page" if current else None, dir="auto", lang=language
    )
    return tag("li", link, tag("span", " · ".join(parts), cls="quiet"))
