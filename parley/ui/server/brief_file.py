"""The query of an address in, the brief of what it shows out, as a file."""

from __future__ import annotations

from typing import Final

from parley.export.brief import MEDIA, brief, render
from parley.export.brief.scope import scope
from parley.format.models import Issue, Party
from parley.html import tag
from parley.ui.server.folder_request import requested_folder
from parley.ui.server.missing import missing
from parley.ui.server.plain_page import plain_page
from parley.ui.server.work_process import FileAnswer
from parley.views.share import brief_refusal

PAGE: Final = {"content-type": "text/html; charset=utf-8"}


def answer(query: str, _: str) -> FileAnswer:
    """The brief in the `form` that the query names; what there is none of is said in its place."""
    request = requested_folder(query)
    form = request.last("form") if request else ""
    if request is None or form not in MEDIA:
        return _said(404, missing("brief"))
    if request.unknown:
        return _said(404, missing("brief", request.unknown, "compare", query))
    about: Issue | Party | None = None
    for parameter, known in (("issue", request.index.issues), ("subject", request.index.parties)):
        if parameter in request.query:
            about = known.get(request.last(parameter))
            if about is None:
                return _said(404, missing("brief"))
    view = scope(request.index, request.selection, about).view
    refusal = brief_refusal(len(view.parties) * len(view.issues))
    if refusal:
        return _said(422, plain_page("Too much for one brief", tag("p", refusal)))
    content = render(brief(request.index, request.selection, about), form)
    day = request.index.day
    name = f"{request.index.negotiation.id}-{about.id if about else 'comparison'}-{day}.{form}"
    media = MEDIA[form] + ("; charset=utf-8" if form == "html" else "")
    headers = {"content-type": media, "content-disposition": f'attachment; filename="{name}"'}
    return FileAnswer(200, headers, content)


def _said(status: int, text: str) -> FileAnswer:
    return FileAnswer(status, PAGE, text.encode())
