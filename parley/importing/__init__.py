"""A file of another kind goes in; rows of the format, each with its address, and a folder come out.

A kind is a `Reader` (`parley.importing.rows`): one module that says by what sign it knows a file
and yields its rows. What comes after is the same for all: the mapping file that a person edits, the
folding of rows into records, the report, and the writing, all or nothing.
"""

from __future__ import annotations

from typing import Final

from parley.importing.bibtex import BIBTEX
from parley.importing.ches import CHES
from parley.importing.csl import CSL_JSON
from parley.importing.dna import DNA
from parley.importing.dna_events import DNA_EVENTS
from parley.importing.exported import EXPORTED
from parley.importing.long_table import LONG
from parley.importing.matowahl import MATOWAHL
from parley.importing.open_election_compass import OPEN_ELECTION_COMPASS
from parley.importing.openvaa import OPENVAA
from parley.importing.qualcoder import QUALCODER
from parley.importing.qualomat import QUALOMAT
from parley.importing.refi_qda import REFI_QDA
from parley.importing.ris import RIS
from parley.importing.rows import Reader
from parley.importing.taguette import TAGUETTE
from parley.importing.template import TEMPLATE
from parley.importing.unvotes import UNVOTES
from parley.importing.voteview import VOTEVIEW
from parley.importing.wahlomat import WAHLOMAT
from parley.importing.wide_table import WIDE

__all__ = ["READERS", "Reader"]

READERS: Final[dict[str, Reader]] = {
    each.name: each
    for each in (
        UNVOTES,  # first: they are known by one line, without reading a million
        VOTEVIEW,
        CHES,
        EXPORTED,
        TEMPLATE,
        DNA,
        DNA_EVENTS,
        TAGUETTE,
        QUALCODER,
        REFI_QDA,
        CSL_JSON,
        BIBTEX,
        RIS,
        OPEN_ELECTION_COMPASS,
        OPENVAA,
        QUALOMAT,
        WAHLOMAT,
        MATOWAHL,
        LONG,
        WIDE,
    )
}
"""The kinds of file, by name, in the order in which they are tried; to add one, add its module and
name it here."""
