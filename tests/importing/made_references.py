"""Small files of references, with what such files have in them."""

from __future__ import annotations

import json
from pathlib import Path

BIBTEX = r"""
@string{her = {The Herald}}
@article{open2025, author = {N{\"o}me, Anna and {Union and Friends}}, title = {The {Tax} \& the $n$},
  journal = her, publisher = {Press House}, date = {2025-03-01}, url = {https://example.org/a\_b},
  volume = 3}
@techreport{ministry, title = "A report", institution = {Ministry}, year = 2024, month = feb,
  doi = {10.1000/xyz}, language = {german}}
@phdthesis{thesis, title = {Untitled}, year = {2019}}
"""
CSL = [
    {
        "id": "a:1",
        "type": "article-newspaper",
        "title": "The <i>tax</i>",
        "container-title": "The Herald",
        "author": [{"family": "Nome", "given": "Anna"}, {"literal": "A union"}],
        "issued": {"date-parts": [["2025", 3, 1], [2025, 3, 2]]},
        "URL": "javascript:alert(1)",
        "DOI": "10.1000/xyz",
    },
    {
        "id": "b",
        "type": "speech",
        "title": "On buses",
        "issued": {"date-parts": [[2024]], "season": 3},
        "abstract": "Long.",
    },
]
RIS = """\ufeffRecord #1 of 2
1.
TY  - NEWS
ID  - r1
T1  - The tax
A1  - Nome, Anna
Y1  - 2025/03/01/
JF  - The Herald
UR  - https://example.org/a; https://example.org/b
ER  -
2.
TY  - RPRT
TI  - A report
PY  - 2024//
N2  - first line,
      ER then the second
PB  - Ministry
ER  -
"""


def write_bibtex(path: Path) -> None:
    path.write_text(BIBTEX, "utf-8")


def write_csl(path: Path) -> None:
    path.write_text(json.dumps(CSL), "utf-8")


def write_ris(path: Path) -> None:
    path.write_text(RIS, "utf-8")
