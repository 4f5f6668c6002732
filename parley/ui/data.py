"""What the Data page shows, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

import pandas as pd
import streamlit as st

from parley import __version__
from parley.card import share
from parley.export import Format
from parley.frames import COLUMNS
from parley.html import Html, tag, together
from parley.links import LINK, Links
from parley.model import FORMAT
from parley.schema import Described, DescribedFile, Key, described, schemas
from parley.schema import text as schema_text
from parley.selection import narrowed
from parley.ui.context import Context
from parley.ui.shown import MOST_FAULTS, data_region, data_table, empty_view, fault_list, html
from parley.ui.store import store
from parley.vocabulary import (
    ATTRIBUTIONS,
    CONDITION_KINDS,
    ROLES,
    SILENCES,
    STANCES,
    STATUSES,
)
from parley.wording import count, day, listed

IN_VIEW, EVERYTHING = "What is in view", "Everything"
CHOICE = "download"
"""The parameter of an address that says which of the two."""

FORMS: dict[Format, tuple[str, str, str]] = {
    "csv": ("CSV (ZIP)", "-csv.zip", "application/zip"),
    "xlsx": (
        "Excel workbook",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": ("JSON (ZIP)", "-json.zip", "application/zip"),
    "parquet": ("Parquet (ZIP)", "-parquet.zip", "application/zip"),
}
"""The button, the ending of the file's name and the media type of each format."""

FIRST_ROWS = 20
MOST_CHARACTERS = 120
"""How many rows of a table are shown at a glance, and how much of a long text."""

EXPLAINED = {
    tuple(terms): terms
    for terms in (STATUSES, STANCES, ATTRIBUTIONS, SILENCES, ROLES, CONDITION_KINDS)
}
"""The closed lists whose words carry a meaning, by their words."""


@dataclass(frozen=True)
class Offer:
    """What a reader can take away: the tables, and in words what they are."""

    tables: dict[str, pd.DataFrame]
    filtered: bool
    said: str
    citation: str
    """How to cite it; LINK stands for its address."""
    link: str


def introduction(context: Context) -> None:
    """As of when, under which licence, by whom, and how much there is."""
    st.title("Data", anchor=False)
    header = context.negotiation.header
    tables = context.frames.tables()
    rows = sum(map(len, tables.values()))
    parts = [
        f"As of {day(context.day)}",
        f"Licence {header.licence}" if header.licence else "No licence stated",
        f"Maintained by {listed(header.maintainers)}" if header.maintainers else None,
        f"{count(rows, 'row')} in {count(len(tables), 'table')}",
    ]
    html(tag("p", " · ".join(part for part in parts if part), cls="facts"))


# --- the download


def offered(context: Context) -> Offer:
    """Let the reader choose between what is in view and everything, and say what that is."""
    st.header("Download", anchor=False)
    chosen = st.radio(
        "What to download",
        [IN_VIEW, EVERYTHING],
        key=CHOICE,
        bind="query-params",
        horizontal=True,
    )
    filtered = chosen != EVERYTHING
    if filtered:
        tables = narrowed(context.frames, context.view)
        said, link = _said_in_view(context, tables), context.links.page("data")
    else:
        tables = context.frames.tables()
        said = _said_of_everything(context, tables)
        link = context.links.on_the_day().page("data", **{CHOICE: EVERYTHING})
    return Offer(tables, filtered, said, citation(context), link)


def download(context: Context, offer: Offer) -> None:
    """A button for each format, with the licence and the citation beside them."""
    if offer.filtered and empty_view(context.view):
        return
    buttons, terms = st.columns([3, 2], gap="large")
    with buttons:
        html(tag("p", offer.said, cls="prose"))
        with st.container(horizontal=True):
            refusal = _no_workbook(offer.tables)
            for form, (label, ending, media) in FORMS.items():
                if form == "xlsx" and refusal:
                    continue
                st.download_button(
                    label,
                    partial(_made, {"about": about(context, offer), **offer.tables}, form),
                    file_name=_file_name(context, offer, ending),
                    mime=media,
                    on_click="ignore",
                    key=f"download-{form}",
                )
        if refusal:
            html(tag("p", refusal, cls="refusal"))
        note = (
            f"{count(len(offer.tables), 'table')} and one more, about, which carries the licence "
            "and the citation. Texts that a spreadsheet could run as a formula are kept from it "
            "in CSV and Excel."
        )
        html(tag("p", note, cls="quiet"))
    with terms:
        licence = context.negotiation.header.licence
        html(
            tag(
                "dl",
                tag("dt", "Licence"),
                tag("dd", licence or "None is stated: ask those who maintain it before reuse."),
                tag("dt", "To cite"),
                tag("dd", offer.citation.replace(LINK, _address(offer) or offer.link)),
                cls="terms",
            ),
            share(offer.link, {"citation": offer.citation}),
        )


def citation(context: Context) -> str:
    """How to cite these data: who, what, as of when, which version, under which licence."""
    header = context.negotiation.header
    who = f"{listed(header.maintainers)}: " if header.maintainers else ""
    licence = f" Licence: {header.licence}." if header.licence else ""
    return (
        f"{who}{header.title}. Data as of {day(context.day)}, Parley {__version__}.{licence} {LINK}"
    )


def about(context: Context, offer: Offer) -> pd.DataFrame:
    """What every download carries: the columns `key` and `value`, both text."""
    negotiation = context.negotiation
    header = negotiation.header
    address = _address(offer)
    rows = {
        "title": header.title,
        "negotiation": negotiation.id,
        "as_of": context.day.isoformat(),
        "contents": offer.said,
        "licence": header.licence,
        "maintainers": listed(header.maintainers) or None,
        "citation": offer.citation.replace(LINK, address or "").strip(),
        "address": address,
        "format": str(FORMAT),
        "parley": __version__,
    }
    return pd.DataFrame({"key": list(rows), "value": list(rows.values())}, dtype="str")


def _address(offer: Offer) -> str | None:
    """The absolute address of the offer, where the browser has told its own."""
    here = st.context.url
    return urljoin(here, offer.link) if here else None


def _made(tables: Mapping[str, pd.DataFrame], form: Format) -> bytes:
    """The bytes of a download; called in a thread of its own when somebody asks for them."""
    from parley.export.tables import as_bytes

    return as_bytes(tables, form)


def _file_name(context: Context, offer: Offer, ending: str) -> str:
    part = "-in-view" if offer.filtered else ""
    return f"{context.negotiation.id}-{context.day}{part}{ending}"


def _no_workbook(tables: Mapping[str, pd.DataFrame]) -> str | None:
    """Why no Excel workbook can hold the tables, or None: told before anybody asks for one."""
    from parley.export.tables import MOST_CHARACTERS as MOST_IN_CELL
    from parley.export.tables import MOST_ROWS

    for name, frame in tables.items():
        if len(frame) >= MOST_ROWS:
            return (
                f"No Excel workbook: {name} has {len(frame):,} rows and a sheet holds "
                f"{MOST_ROWS - 1:,}. Take one of the others."
            )
        for column, texts in frame.select_dtypes("str").items():
            if bool((texts.str.len() >= MOST_IN_CELL).any()):
                return (
                    f"No Excel workbook: {name}.{column} has a text of more than "
                    f"{MOST_IN_CELL - 1:,} characters, which no cell holds. Take one of the others."
                )
    return None


def _said_in_view(context: Context, tables: Mapping[str, pd.DataFrame]) -> str:
    parts = [
        f"{_counted(tables)} held on {day(context.day)}, with their evidence, conditions, disputes "
        "and silences, and the events, claims and sources that bear on them."
    ]
    filters = _filters(context)
    parts.append(f"Filtered by {filters}." if filters else "No filter is set.")
    if context.selection.marks:
        parts.append("Positions that do not match are left out.")
    elif not context.selection.parties:
        spoken = sorted({name for names in context.spoken_for.values() for name in names})
        if spoken:
            parts.append(f"{listed(spoken)} stand in their bloc's rows.")
    parts.append("Earlier positions are in Everything.")
    return " ".join(parts)


def _said_of_everything(context: Context, tables: Mapping[str, pd.DataFrame]) -> str:
    return (
        f"{_counted(tables)}, whatever is filtered: with earlier positions and those that members "
        f"take from their bloc. The column current says which hold on {day(context.day)}."
    )


def _counted(tables: Mapping[str, pd.DataFrame]) -> str:
    return listed(
        [
            count(len(tables["parties"]), "party", "parties"),
            count(len(tables["issues"]), "issue"),
            count(len(tables["positions"]), "position"),
        ]
    )


def _filters(context: Context) -> str:
    """The filters that are set, in words."""
    chosen = context.selection
    areas = {id: area.title for id, area in context.negotiation.areas.items()}
    lists = (
        ("party", [context.party_names[id] for id in chosen.parties]),
        ("area", [areas[id] for id in chosen.areas]),
        ("status", [STATUSES[id].label for id in chosen.statuses]),
        ("stance", [STANCES[id].label for id in chosen.stances]),
        ("who says so", [ATTRIBUTIONS[id].label for id in chosen.attributions]),
    )
    parts = [f"{name} ({', '.join(values)})" for name, values in lists if values]
    if chosen.red_lines:
        parts.append("red lines only")
    if chosen.words.strip():
        parts.append(f"words (“{chosen.words.strip()}”)")
    return listed(parts)


# --- the folder


def state(context: Context) -> None:
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


def glance(offer: Offer) -> None:
    """Each table: how many rows it has, what its columns mean, and how it begins."""
    st.header("The tables", anchor=False)
    note = (
        "With the rows of the choice above. They join on their ids, and what belongs to a position "
        "on its number. Inherited positions have the number of their bloc's."
    )
    html(tag("p", note, cls="quiet"))
    with st.container(gap="xxsmall"):
        for name, frame in offer.tables.items():
            label = f"{name} · {count(len(frame), 'row')}"
            with st.expander(label, key=f"table-{name}", on_change="rerun", type="compact") as part:
                if part.open:
                    _columns(name)
                    _first_rows(name, frame)


def _columns(name: str) -> None:
    head = tag("tr", tag("th", "Column", scope="col"), tag("th", "What it holds", scope="col"))
    rows = [
        tag("tr", tag("th", tag("code", column), scope="row"), tag("td", meaning))
        for column, meaning in COLUMNS[name].items()
    ]
    with st.container(key=f"columns-{name}"):
        html(data_region(f"The columns of {name}", head, rows))


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
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Key", "Type", "Meaning")))
    rows = [
        tag(
            "tr",
            tag("th", tag("code", key.name), scope="row", cls="required" if key.required else None),
            tag("td", *_type(key)),
            tag("td", *_with_code(key.meaning), _words(key)),
        )
        for key in record.keys
    ]
    return data_region(caption, head, rows)


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
            together(tag("dt", tag("code", word)), tag("dd", term.meaning))
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


def others(context: Context) -> None:
    """The negotiations of the data directory as links, and how to add one."""
    st.header("Negotiations here", anchor=False)
    shelf = store()
    html(
        tag("ul", *(_negotiation(context, id) for id in shelf.ids()), cls="negotiations"),
        tag(
            "p",
            *_with_code(
                "To add one, put a folder with `negotiation.yaml`, `parties.yaml`, `sources.yaml` "
                f"and `issues/<area>.yaml` into the directory `{shelf.directory.name}`. It is "
                "found when you load the page, and its faults are shown with file and line until "
                "it is sound."
            ),
            cls="quiet",
        ),
    )


def _negotiation(context: Context, id: str) -> Html:
    shelved = store().get(id)
    current = id == context.negotiation.id
    faults = len(shelved.faults)
    parts = [id]
    if shelved.negotiation is not None:
        parts.append(f"as of {day(shelved.negotiation.header.as_of)}")
    if faults:
        parts.append(count(faults, "fault"))
    if current:
        parts.append("shown here")
    href = Links(id).page("data")
    link = tag("a", shelved.title, href=href, aria_current="page" if current else None)
    return tag("li", link, tag("span", " · ".join(parts), cls="quiet"))
