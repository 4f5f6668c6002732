"""Text in, text that no spreadsheet runs as a formula out.

A data folder may come from anybody, and a cell that begins with `=`, `+`, `-` or `@` is a formula
to a spreadsheet, whatever its author meant by it. An apostrophe before it makes it text.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

FORMULA_STARTS = "=+@\uff1d\uff0b\uff0d\uff20-"
"""What begins a formula, half width and full width."""

INVISIBLE = "\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
"""Controls, spaces and marks of no width: a spreadsheet may drop them before it looks."""

FORMULA = f"(?:[\t\r\n]|[{INVISIBLE}]*[{FORMULA_STARTS}])"


def is_formula(texts: pd.Series[Any]) -> pd.Series[bool]:
    """Which texts a spreadsheet could run."""
    return texts.str.match(FORMULA, na=False).astype(bool)


def escape_formulas(texts: pd.Series[Any]) -> pd.Series[Any]:
    """The texts, those that a spreadsheet could run with an apostrophe before them.

    Of categories each is looked at once, however many cells have it.
    """
    if isinstance(texts.dtype, pd.CategoricalDtype):
        distinct = escape_formulas(pd.Series(texts.cat.categories.astype("str"))).array
        taken = distinct.take(texts.cat.codes.to_numpy(), allow_fill=True)
        return pd.Series(taken, index=texts.index, name=texts.name)
    texts = texts.astype("str")
    risky = is_formula(texts)
    return texts.mask(risky, "'" + texts[risky]) if risky.any() else texts
