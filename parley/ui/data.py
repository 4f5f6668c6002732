"""What the Data page shows, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from parley.format.schema import Described, DescribedFile, Key, described, schemas
from parley.format.schema import text as schema_text
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    CONDITION_KINDS,
    ROLES,
    SILENCES,
    STANCES,
    STATUSES,
)
from parley.frames.build import COLUMNS
from parley.html import Html, join, tag
from parley.ui.context import PageContext
from parley.ui.shown import MOST_FAULTS, data_region, data_table, fault_list, html
from parley.ui.store import folder_store
from parley.views.links import Links
from parley.wording import count, date_text, join_and

FIRST_ROWS = 20
MOST_CHARACTERS = 120
"""How many rows of a table are shown at a glance, and how much of a long text."""

EXPLAINED = {
    tuple(terms): terms
    for terms in (STATUSES, STANCES, ATTRIBUTIONS, SILENCES, ROLES, CONDITION_KINDS)
}
"""The closed lists whose words carry a meaning, by their words."""


def introduction(context: PageContext) -> None:
    """As of when, under which licence, by whom, and how much there is."""
    st.title("Data", anchor=False)
    header = context.negotiation.header
    tables = context.frames.tables()
    rows = sum(map(len, tables.values()))
    parts = [
        f"As of {date_text(context.day)}",
        f"Licence {header.licence}" if header.licence else "No licence stated",
        f"Maintained by {join_and(header.maintainers)}" if header.maintainers else None,
        f"{count(rows, 'row')} in {count(len(tables), 'table')}",
    ]
    html(tag("p", " · ".join(part for part in parts if part), cls="facts"))


# --- the folder


def state(context: PageContext) -> None:
    """The faults and warnings of the folder as it is now, and how to check it."""
    st.header("The state of the folder", anchor=False)
    warnings = [each for each in context.problems if each.severity == "warning"]
    faults = len(context.problems) - len(warnings)
    if faults:
        told = f"{count(faults, 'fault')}, listed above: what is shown is the last good state."
        html(tag("p", told))
    if warnings:
        told = f"{count(len(warnings), 'warning')}. A warning does not refuse a folder."
        html(tag("p", told))
        with st.container(key="warnings"):
            fault_list(warnings[:MOST_FAULTS])
        rest = len(warnings) - MOST_FAULTS
        if rest > 0:
            html(tag("p", f"and {count(rest, 'more warning')}", cls="quiet"))
    elif not faults:
        html(tag("p", "No fault and no warning."))
    html(
        tag(
            "p",
            *_with_code(
                "`parley check` prints this list, each line with file, line, place and remedy, "
                "and fails where there is a fault. This page follows the files: save, and look "
                "here."
            ),
            cls="quiet",
        )
    )


def glance(tables: Mapping[str, pd.DataFrame]) -> None:
    """Each table: how many rows it has, what its columns mean, and how it begins."""
    st.header("The tables", anchor=False)
    note = (
        "With the rows of the choice above. They join on their ids, and what belongs to a position "
        "on its number. Inherited positions have the number of their bloc's."
    )
    html(tag("p", note, cls="quiet"))
    with st.container(gap="xxsmall"):
        for name, frame in tables.items():
            label = f"{name} · {count(len(frame), 'row')}"
            with st.expander(label, key=f"table-{name}", on_change="rerun", type="compact") as part:
                if part.open:
                    _columns(name)
                    _first_rows(name, frame)


def _columns(name: str) -> None:
    rows = [
        tag("tr", tag("th", tag("code", column), scope="row"), tag("td", meaning))
        for column, meaning in COLUMNS[name].items()
    ]
    with st.container(key=f"columns-{name}"):
        html(data_region(f"The columns of {name}", ("Column", "What it holds"), rows))


def _first_rows(name: str, frame: pd.DataFrame) -> None:
    if frame.empty:
        html(tag("p", "It has no rows.", cls="quiet"))
        return
    rows = frame.head(FIRST_ROWS).drop(columns="negotiation")
    shown = pd.DataFrame({column: list(map(_short, cells)) for column, cells in rows.items()})
    caption = f"All rows of {name}" if len(rows) == len(frame) else f"The first rows of {name}"
    with st.container(key=f"rows-{name}"):
        html(data_table(shown, caption))


def _short(value: object) -> str:
    """A value as a cell of the glance shows it."""
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


# --- the format


def formats() -> None:
    """The format, file by file, as the models have it, with its JSON Schemas."""
    st.header("The format", anchor=False)
    html(
        tag(
            "p",
            *_with_code(
                "A negotiation is a folder of these files. A key that is not named here is "
                "refused, and so is one without a value. Ids are lower-case letters, digits and "
                "single hyphens; dates are `YYYY-MM-DD`. Nothing is filled in: what is missing is "
                "shown as missing."
            ),
            cls="prose",
        )
    )
    with st.container(key="format", gap="xsmall"):
        for name, file in described().items():
            with st.expander(f"`{file.file}` {file.meaning}", key=f"format-{name}"):
                html(*_explained(file))
                st.download_button(
                    f"JSON Schema of {file.file}",
                    partial(_schema, name),
                    file_name=f"{name}.schema.json",
                    mime="application/schema+json",
                    on_click="ignore",
                    key=f"schema-{name}",
                )
    st.download_button(
        "All JSON Schemas (ZIP)",
        _all_schemas,
        file_name="parley-schemas.zip",
        mime="application/zip",
        on_click="ignore",
        key="schemas",
        help="What an editor with a YAML language server completes and checks while you type.",
    )


def _explained(file: DescribedFile) -> list[Html]:
    own, *within = file.records
    each = "A list; each of its items has" if file.is_list else "One mapping with"
    return [
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
    ]


def _keys(caption: str, record: Described) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", tag("code", key.name), scope="row", cls="required" if key.required else None),
            tag("td", *_type(key)),
            tag("td", *_with_code(key.meaning), _words(key)),
        )
        for key in record.keys
    ]
    return data_region(caption, ("Key", "Type", "Meaning"), rows)


def _type(key: Key) -> list[Html | str]:
    parts: list[Html | str] = [key.kind]
    if key.words in EXPLAINED:
        parts = ["one of these"]
    else:
        for word in key.words:
            parts += [" ", tag("code", word)]
    return [*parts, tag("span", " · required", cls="quiet")] if key.required else parts


def _words(key: Key) -> Html | None:
    """What the words of a closed list mean."""
    terms = EXPLAINED.get(key.words)
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


def _schema(name: str) -> bytes:
    return schema_text(schemas()[name]).encode()


def _all_schemas() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, schema in schemas().items():
            archive.writestr(f"{name}.schema.json", schema_text(schema))
    return buffer.getvalue()


# --- the others


def others(context: PageContext) -> None:
    """The negotiations of the data directory as links, and how to add one."""
    st.header("Negotiations here", anchor=False)
    store = folder_store()
    html(
        tag("ul", *(_negotiation(context, id) for id in store.ids()), cls="negotiations"),
        tag(
            "p",
            *_with_code(
                "To add one, put a folder with `negotiation.yaml`, `parties.yaml`, `sources.yaml` "
                f"and `issues/<area>.yaml` into the directory `{store.directory.name}`. It is "
                "found when you load the page, and its faults are shown with file and line until "
                "it is sound."
            ),
            cls="quiet",
        ),
    )


def _negotiation(context: PageContext, id: str) -> Html:
    state = folder_store().get(id)
    current = id == context.negotiation.id
    faults = len(state.faults)
    parts = [id]
    if state.negotiation is not None:
        parts.append(f"as of {date_text(state.negotiation.header.as_of)}")
    if faults:
        parts.append(count(faults, "fault"))
    if current:
        parts.append("shown here")
    href = Links(id).page("data")
    link = tag("a", state.title, href=href, aria_current="page" if current else None)
    return tag("li", link, tag("span", " · ".join(parts), cls="quiet"))
