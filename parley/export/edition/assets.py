"""The names of scripts and style sheets in, the text that an edition carries out: small, by hand.

Comments and indentation stay with the sources.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD
from parley.palette import as_css
from parley.styles import STYLES, stylesheet

ASSETS: Final = Path(__file__).resolve().parent / "assets"

FOLD: Final = Path(__file__).resolve().parents[2] / "ui" / "assets" / "fold.js"
"""How words are looked for, as on the live pages."""

STRICT: Final = '"use strict";\n'
"""How a script begins."""

SCRIPTS: Final = ("edition", "compare", "grid")
"""The scripts: that of every page, that of comparisons, that of a matrix too large for a table."""

SHARED: Final = (
    "page", "position", "frame", "overview", "compare", "subject", "common_ground", "timeline",
    "evidence", "data",
)  # fmt: skip
"""The style sheets that the live pages have as well, in order."""

WITHIN: Final = {".matrix": "matrix", ".chooser": "controls"}
"""Those that the live pages keep in a shadow root: here they hold within an element."""


LARGE: Final = frozenset({"grid", "signs", "layer", "sheet", "corner"})
"""Classes of what is large, which are words of the scripts as well."""


@cache
def script(name: str) -> str:
    """A script as it is sent; that of every page has what is on the record, and the rule by which
    words are looked for."""
    own = (ASSETS / f"{name}.js").read_text("utf-8")
    if name == "edition":
        fold = FOLD.read_text("utf-8").replace("export ", "")
        recorded = json.dumps([each for each in ATTRIBUTIONS if each in ON_RECORD])
        own = own.replace(STRICT, f"{STRICT}const ON_RECORD = {recorded};\n{fold}", 1)
    lines = own.splitlines()
    kept = (_closer(line.strip()) for line in lines)
    return "".join(f"{line}\n" for line in kept if line and not line.startswith("//"))


TEXTS: Final = re.compile(r"""("(?:\\.|[^"\\])*"|`(?:\\.|[^`\\$]|\$(?!\{)|\$\{[^{}`"]*\})*`)""")
"""The texts of a line, with what is filled into them."""


def _closer(line: str) -> str:
    """A line without idle blanks; one with an expression in which they may tell as it is."""
    parts = TEXTS.split(line)
    if any(re.search(r"[\"'`/]", code) for code in parts[::2]):
        return line
    parts[::2] = (
        re.sub(r" ?(=>|===|!==|&&|\|\||[=<>?:,;{}()|]) ?", r"\1", code) for code in parts[::2]
    )
    return "".join(parts)


@cache
def style() -> str:
    """The one style sheet."""
    within = "".join(f"{place}{{{stylesheet(name)}}}" for place, name in WITHIN.items())
    own = (ASSETS / "edition.css").read_text("utf-8")
    return _short_names(smaller(as_css() + stylesheet(*SHARED) + within + own))


def _short_names(css: str) -> str:
    """A style sheet with short names of the colours, of which no page and no script has one."""
    names = sorted(set(re.findall(r"--(?:p|st)-[a-z0-9-]+", css)))
    short = {name: f"--{at:x}" for at, name in enumerate(names, 0xA0)}
    return re.sub(r"--(?:p|st)-[a-z0-9-]+", lambda found: short[found[0]], css)


def used(css: str, text: str) -> str:
    """A style sheet, made `smaller`, without the rules of classes that a document nowhere has.

    `text` is its markup with its scripts, in which a class may be any word.
    """
    words = set(re.findall(r"[\w-]+", text)) - LARGE
    words |= {name for each in re.findall(r' class="([^"]*)"', text) for name in each.split()}

    def is_used(selector: str) -> bool:
        always = re.sub(r":(?:is|not|where)\((?:[^()]|\([^()]*\))*\)", "", selector)
        return all(name in words for name in re.findall(r"\.([A-Za-z][\w-]*)", always))

    def kept(rule: re.Match[str]) -> str:
        selectors = re.split(r",(?![^(]*\))", rule[1])
        some = [each for each in selectors if is_used(each)]
        return f"{','.join(some)}{{{rule[2]}}}" if some else ""

    return re.sub(r"(?<=[{}])([^{}@;]+)\{([^{}]*)\}", kept, css)


@cache
def icon() -> str:
    """The picture of a tab."""
    return (STYLES / "parley.svg").read_text("utf-8")


def smaller(css: str) -> str:
    """A style sheet without comments, idle blanks and idle noughts, with short names of colours;
    its texts stay as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    parts = re.split(r'("[^"]*")', css)
    parts[::2] = map(_smaller, parts[::2])
    return "".join(parts).strip()


def _smaller(css: str) -> str:
    css = re.sub(r"\s+", " ", css.replace("--parley-", "--p-"))
    css = re.sub(r"(?<=[a-z]): ", ":", css)
    css = re.sub(r"(?<![\d.#\w])0(?=\.\d)", "", css)
    css = css.replace("#111111", "#111").replace("#ffffff", "#fff").replace(", ", ",")
    return re.sub(r"\s*([{};])\s*", r"\1", css).replace(";}", "}")
