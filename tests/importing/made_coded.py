"""Small projects of tools for qualitative analysis, in the shapes of theirs; all is made up."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

FIRST = "\U0001f600 We want the tax. It is fair."
SECOND = "The tax will not come."

TAGUETTE = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE users (login TEXT, hashed_password TEXT, email TEXT);
INSERT INTO users VALUES ('ada', 'a secret hash', 'ada@example.org');
INSERT INTO documents VALUES (1, 'Opening', ''), (2, 'Second day', '');
INSERT INTO tags VALUES (1, 1, 'issue.tax', ''), (2, 1, 'stance.for', ''),
  (3, 1, 'stance.against', ''), (4, 1, 'party.Union', ''), (5, 1, 'party.Employers', '');
INSERT INTO highlights VALUES (1, 1, 5, 21, '<p>We want <b>the tax</b>.</p>'),
  (2, 2, 0, 22, '<p>The tax will not come.</p>'), (3, 1, 22, 33, '<p>It is fair.</p>');
INSERT INTO highlight_tags VALUES (1, 1), (1, 2), (1, 4), (2, 1), (2, 3), (2, 5);
"""
EXPORT = """id,document,tag,content
1,Opening,issue.tax,We want the tax.
1,Opening,stance.for,We want the tax.
1,Opening,party.Union,We want the tax.
2,Second day,issue.tax,The tax will not come.
2,Second day,stance.against,The tax will not come.
2,Second day,party.Employers,The tax will not come.
"""
QUALCODER = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT);
CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE case_text (id INTEGER PRIMARY KEY, caseid INTEGER, fid INTEGER, pos0 INTEGER,
  pos1 INTEGER);
CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, supercatid INTEGER);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, catid INTEGER);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
  pos0 INTEGER, pos1 INTEGER, owner TEXT);
CREATE TABLE code_image (imid INTEGER PRIMARY KEY);
INSERT INTO code_image VALUES (1);
INSERT INTO source VALUES (1, 'Opening', ''), (2, 'Second day', '');
INSERT INTO cases VALUES (1, 'Union'), (2, 'Employers');
INSERT INTO case_text VALUES (1, 1, 1, 0, 40), (2, 2, 2, 0, 40);
INSERT INTO code_cat VALUES (1, 'Issues', NULL), (2, 'Stance', NULL);
INSERT INTO code_name VALUES (1, 'tax', 1), (2, 'for', 2), (3, 'against', 2);
INSERT INTO code_text VALUES (1, 1, 1, 'We want the tax.', 2, 18, 'ada'),
  (2, 2, 1, 'We want the tax.', 2, 18, 'ada'), (3, 1, 2, 'The tax will not come.', 0, 22, 'ben'),
  (4, 3, 2, 'The tax will not come.', 0, 22, 'ben'), (5, 3, 2, 'will not', 8, 16, 'ada');
"""
QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" origin="A tool" name="Talks">
<Users><User guid="U1" name="Ada"/><User guid="U2" name="Ben"/></Users>
<CodeBook><Codes>
<Code guid="C0" name="Issues"><Code guid="C1" name="tax"/></Code>
<Code guid="C5" name="Stance"><Code guid="C2" name="for"/><Code guid="C3" name="against"/></Code>
<Code guid="C6" name="Mood"><Code guid="C4" name="tax"/></Code>
</Codes></CodeBook>
<Cases><Case guid="K1" name="Union"><SourceRef targetGUID="S1"/></Case>
<Case guid="K2" name="Employers"><SourceRef targetGUID="S2"/></Case></Cases>
<Sources>
<TextSource guid="S1" name="Opening" plainTextPath="internal://S1.txt">
<PlainTextSelection guid="P1" name="x" startPosition="2" endPosition="18">
<Coding creatingUser="U1"><CodeRef targetGUID="C1"/></Coding>
<Coding creatingUser="U1"><CodeRef targetGUID="C2"/></Coding>
<Coding creatingUser="U1"><CodeRef targetGUID="C4"/></Coding>
</PlainTextSelection>
<PlainTextSelection guid="P2" name="x" startPosition="19" endPosition="30"/>
</TextSource>
<TextSource guid="S2" name="Second day" plainTextPath="internal://S2.txt">
<PlainTextSelection guid="P3" name="The tax will not come." startPosition="0" endPosition="22">
<Coding creatingUser="U2"><CodeRef targetGUID="C1"/></Coding>
<Coding creatingUser="U2"><CodeRef targetGUID="C3"/></Coding>
</PlainTextSelection>
</TextSource>
<PictureSource guid="S3" name="Map"><PictureSelection guid="P4"/></PictureSource>
</Sources></Project>
"""


def write_taguette(path: Path) -> None:
    _database(path, TAGUETTE)


def write_highlights(path: Path) -> None:
    path.write_text(EXPORT, "utf-8")


def write_qualcoder(path: Path) -> None:
    path.mkdir()
    _database(path / "data.qda", QUALCODER)


def write_qdpx(path: Path, project: str = QDE) -> None:
    """A project, with the text of one of its two sources."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Project.qde", project)
        archive.writestr("Sources/S1.txt", "\ufeff" + FIRST)
        archive.writestr("../../outside.txt", "no")


def _database(path: Path, script: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()
