"""What `parley export` has written comes in; the records that it was written from come out."""

from __future__ import annotations
