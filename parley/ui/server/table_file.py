"""The query of an address in, the tables of what it shows or of everything out, as one file."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from parley.export import EXPORTERS
from parley.export.tables import as_bytes, refusals
from parley.html import tag
from parley.ui.server.folder_request import requested_folder
from parley.ui.server.missing import missing
from parley.ui.server.plain_page import plain_page
from parley.ui.server.work_process import FileAnswer
from parley.views.download import (
    EVERYTHING,
    PARAMETER,
    about_table,
    offer_everything,
    offer_in_view,
)

PAGE: Final = {"content-type": "text/html; charset=utf-8"}


def answer(query: str, page: str) -> FileAnswer:
    """The tables in the `form` that the query names; `page` is the absolute address of a page.

    What there is none of, and what would be too large, is said in its place.
    """
    request = requested_folder(query)
    exporter = EXPORTERS.get(request.last("form")) if request else None
    if request is None or exporter is None:
        return _said(404, missing("download"))
    if request.unknown:
        return _said(404, missing("download", request.unknown, "data", query))
    context = request.context
    everything = request.last(PARAMETER) == EVERYTHING
    offer = (offer_everything if everything else offer_in_view)(context)
    tables = {
        "about": about_table(context, offer, urljoin(page, offer.link) if page else None),
        **offer.tables,
    }
    refusal = refusals(tables).get(exporter.name)
    if refusal:
        return _said(422, plain_page("Too much for one download", tag("p", refusal)))
    part = "-in-view" if offer.filtered else ""
    name = f"{context.negotiation.id}-{context.day}{part}{exporter.ending}"
    return FileAnswer(
        200,
        {
            "content-type": exporter.media_type,
            "content-disposition": f'attachment; filename="{name}"',
        },
        as_bytes(tables, exporter.name),
    )


def _said(status: int, text: str) -> FileAnswer:
    return FileAnswer(status, PAGE, text.encode())
