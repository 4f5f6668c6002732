"""Small files of voting advice applications, in the shapes of theirs; all parties are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

COMPASS: dict[str, Any] = {
    "version": "1",
    "algorithm": "cityblock/approve-partly-reject",
    "languages": [{"name": "Deutsch", "code": "de"}, {"name": "English", "code": "en"}],
    "title": {"de": "Ratswahl", "en": "Council election"},
    "parties": [
        {
            "alias": "sea",
            "name": {"de": "Seeliste", "en": "Sea List"},
            "short": {"de": "SL", "en": "SL"},
            "logo": "data:image/svg+xml;base64,PHN2",
        },
        {"alias": "land", "name": "Landpartei", "short": "A short name too long"},
    ],
    "theses": [
        {
            "title": {"de": "Deich", "en": "Dyke"},
            "statement": {"de": "Der [Deich]<Wall> soll höher werden.", "en": "Raise the dyke."},
            "positions": {
                "sea": {"position": "approve", "explanation": {"de": "<b>Ja</b>, sofort.", "en": "Yes."}},
                "land": {"position": "partly", "explanation": {}},
            },
        },
        {
            "title": {"de": "Fähre", "en": "Ferry"},
            "statement": {"de": "Die Fähre soll kosten.", "en": "Charge for the ferry."},
            "positions": {"sea": {"position": "reject", "explanation": {"de": "", "en": ""}},
                          "gone": {"position": "reject"}},
        },
    ],
}  # fmt: skip
CHOICES = [
    {"id": str(number), "normalizableValue": str(number), "label": {"en": label}}
    for number, label in enumerate(("Disagree", "Neither", "Agree"), 1)
]
OPENVAA = {
    "elections": [{"externalId": "e", "name": {"en": "Council election"}}],
    "questionCategories": [{"externalId": "c", "name": {"en": "Coast"}}],
    "questions": [
        {"externalId": "q1", "type": "singleChoiceOrdinal", "choices": CHOICES,
         "name": {"en": "Raise the dyke?"}, "category": {"externalId": "c"}},
        {"externalId": "q2", "type": "date", "name": {"en": "Born?"}},
    ],
    "organizations": [{"externalId": "o", "name": {"en": "Sea List"}}],
    "candidates": [
        {"externalId": "k1", "firstName": "Ada", "lastName": "Nome", "email": "a@example.org",
         "termsOfUseAccepted": "2030-01-01T00:00:00Z",
         "answersByExternalId": {"q1": {"value": "3", "info": {"en": "Soon."}},
                                 "q2": {"value": "1990-01-01"}}},
        {"externalId": "k2", "firstName": "Bo", "lastName": "Nome",
         "answersByExternalId": {"q1": {"value": "1"}}},
    ],
    "nominations": [
        {"externalId": "n", "candidate": {"externalId": "k1"}, "organization": {"externalId": "o"}}
    ],
}  # fmt: skip
QUALOMAT: dict[str, Any] = {
    "overview": {"title": "Landtagswahl", "data_source": "https://example.org/data.zip"},
    "answer": [{"id": 0, "message": "Stimme zu"}, {"id": 1, "message": "Stimme nicht zu"},
               {"id": 2, "message": "Neutral"}],
    "category": [{"id": 0, "label": "Küste"}],
    "party": [{"id": 0, "name": "SL", "longname": "Seeliste"}, {"id": 1, "name": "Landpartei"}],
    "statement": [{"id": 0, "category": 0, "label": "Deich", "text": "Der Deich soll höher werden."},
                  {"id": 1, "category": 0, "label": "Fähre", "text": "Die Fähre soll kosten."}],
    "comment": [{"id": 0, "text": "\"Ja, sofort.\""}],
    "opinion": [{"id": 0, "party": 0, "statement": 0, "answer": 0, "comment": 0},
                {"id": 1, "party": 0, "statement": 1, "answer": 1, "comment": 9},
                {"id": 2, "party": 1, "statement": 0, "answer": 2},
                {"id": 3, "party": 1, "statement": 7, "answer": 2}],
}  # fmt: skip
WAHLOMAT = (
    ("Partei: Nr.", "Partei: Kurzbezeichnung", "Partei: Name", "These: Nr.", "These: Titel",
     "These: These", "Position: Position", "Position: Begründung"),
    (1, "SL", "Seeliste", 1, "Deich", "Der Deich soll höher werden.", "stimme zu", '"Ja, sofort."'),
    (2, "Landpartei", "Landpartei", 1, "Deich", "Der Deich soll höher werden.", "neutral", None),
    (1, "SL", "Seeliste", 2, "Fähre", "Die Fähre soll kosten.", "stimme nicht zu", "Nie.\nNie."),
)  # fmt: skip
QUESTIONS = '"Deich";"Der <b>Deich</b> soll höher werden."\n"Fähre";"Die Fähre soll kosten."\n'
PARTIES = """Partei_kurz:;"SL"
Partei_lang:;"Seeliste"
Partei_Beschreibung:;"Für die See. &#x1F464; <span data-x='y'></span>"
Partei_URL:;"https://example.org/sl"
Partei_Bild:;"data/sl.jpg"
1;"Ja, sofort."
-1;Nie.
#;
Partei_kurz:;"Land"
Partei_lang:;"Landpartei"
Partei_Beschreibung:;""
Partei_URL:;""
Partei_Bild:;""
0;""
-1;"Auch nie."
"""


def write_compass(path: Path) -> None:
    path.write_text(json.dumps(COMPASS), "utf-8")


def write_openvaa(path: Path) -> None:
    path.write_text(json.dumps(OPENVAA), "utf-8")


def write_qualomat(path: Path) -> None:
    path.mkdir()
    for name, content in QUALOMAT.items():
        (path / f"{name}.json").write_text(json.dumps(content), "utf-8")


def write_wahlomat(path: Path) -> None:
    book = Workbook()
    notice = book.active
    notice.title = "Hinweis zur Verwendung"
    notice.append(["Nur zur Analyse."])
    corrections = book.create_sheet("Änderungen")
    corrections.append(["Geändert wurde:"])
    corrections.append(["#1", 1, "Deich", "SL", "v1.01", "2031-01-12", "Begründung ergänzt"])
    data = book.create_sheet("Datensatz Küste 2031")
    for row in WAHLOMAT:
        data.append(row)
    book.save(path)


def write_matowahl(path: Path) -> None:
    path.write_text(PARTIES, "utf-8")
    path.with_name(path.name.replace("Parteien", "Fragen")).write_text(QUESTIONS, "utf-8")
