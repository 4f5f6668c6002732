"""Negotiations in, their published edition out: a site or one file, for any number of readers.

The blocks of `parley.views` are rendered once, without a server. The same folders, version and
fonts give the same bytes.
"""

from __future__ import annotations

from parley.export.edition.edition import Edition, Report
from parley.export.edition.publication import publish

__all__ = ["Edition", "Report", "publish"]
