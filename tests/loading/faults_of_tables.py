"""What a table can have wrong, with the exact lines that it gives."""

from __future__ import annotations

from .fault_case import POSITIONS, Case

TABLES: list[Case] = [
    (
        "table empty",
        {POSITIONS: ""},
        ["talks/positions.csv:1: file: the file is empty, expected a header row"],
    ),
    (
        "table blank",
        {POSITIONS: ("\n\n")},
        ["talks/positions.csv:1: file: the file is empty, expected a header row"],
    ),
    (
        "header below a blank line",
        {POSITIONS: ("\nissue,party,stance,source\n")},
        ["talks/positions.csv:1: header: expected the names of the columns in the first line"],
    ),
    (
        "not UTF-8",
        {POSITIONS: b"issue,party,stance,source\nline,north,supports,caf\xe9\n"},
        ["talks/positions.csv:2: file: byte 0xe9 is not UTF-8 text, save the file as UTF-8"],
    ),
    (
        "column twice",
        {POSITIONS: "issue,party,stance,stance,source\n"},
        ["talks/positions.csv:1: header: column 'stance' twice"],
    ),
    (
        "column without a name",
        {POSITIONS: "issue,party,,stance,source\nline,north,?,open,paper\n"},
        [
            "talks/positions.csv:1: header: column 3 has no name and cells with something in them: "
            "name it"
        ],
    ),
    (
        "unknown column",
        {POSITIONS: "issue,party,stanze,source\n"},
        [
            (
                "talks/positions.csv:1: header: unknown column 'stanze', did you mean '"
                "stance'?, allowed: issue, party, stance, value, bound, option, fallback, summ"
                "ary, gist, red_line, salience, date, value.from, value.to, source, loc"
                "ator, attribution, speaker"
            )
        ],
    ),
    (
        "unknown column, of other rows",
        {"parties.csv": ("id,name,kind,role,colour\nwest,West,state,observer,red\n")},
        [
            "talks/parties.csv:1: header: unknown column 'colour', allowed: id, name, short, kind, role, members, note"
        ],
    ),
    (
        "column missing",
        {POSITIONS: ("issue,stance\nline,open\n")},
        [
            "talks/positions.csv:1: header: column 'party' is missing, it is required",
            "talks/positions.csv:1: header: column 'source' is missing, it is required",
        ],
    ),
    (
        "a nested key in a table",
        {POSITIONS: "issue,party,stance,source,conditions\n"},
        [
            (
                "talks/positions.csv:1: header: unknown column 'conditions', allowed: i"
                "ssue, party, stance, value, bound, option, fallback, summary, gist, red_line,"
                " salience, date, value.from, value.to, source, locator, attribution, s"
                "peaker"
            )
        ],
    ),
    (
        "ragged rows",
        {
            POSITIONS: (
                "issue,party,stance,source\n"
                "line,north,open\n"
                "line,south,open,paper\n"
                "line,north,open,paper,x\n"
            )
        },
        [
            "talks/positions.csv:2: row: 3 cells in this row, expected 4 as in the header",
            "talks/positions.csv:4: row: 5 cells in this row, expected 4 as in the header",
        ],
    ),
    (
        "ragged row below line breaks in quotes",
        {
            POSITIONS: (
                "issue,party,stance,source,summary\n"
                'line,north,open,paper,"One\n'
                "\n"
                'two"\n'
                "\n"
                "line,south,open\n"
            )
        },
        ["talks/positions.csv:6: row: 3 cells in this row, expected 5 as in the header"],
    ),
    (
        "faulty cell below line breaks in quotes",
        {
            POSITIONS: (
                "issue,party,stance,source,summary\n"
                'line,north,open,paper,"One\n'
                "\n"
                'two"\n'
                "\n"
                "line,south,maybe,paper,Three\n"
            )
        },
        [
            (
                "talks/positions.csv:6: row 2, stance: expected one of supports, open, "
                "undecided, reluctant, opposes, got 'maybe'"
            )
        ],
    ),
    (
        "quotation mark left open",
        {POSITIONS: ('issue,party,stance,source\nline,"north,open,paper\nline,south,open,paper\n')},
        ["talks/positions.csv:2: row: 2 cells in this row, expected 4 as in the header"],
    ),
    (
        "missing cells",
        {
            POSITIONS: (
                "issue,party,stance,source\n,north,open,paper\nline,,open,paper\nline,south,open,\n"
            )
        },
        [
            "talks/positions.csv:2: row 1, issue: missing, this cell is required",
            "talks/positions.csv:3: row 2, party: missing, this cell is required",
            "talks/positions.csv:4: row 3, source: missing, this cell is required",
        ],
    ),
    (
        "missing stance",
        {POSITIONS: ("issue,party,stance,source\nline,north,,paper\n")},
        [
            (
                "talks/positions.csv:2: row 1, stance: missing, it is required unless the issue is "
                "numeric"
            )
        ],
    ),
    (
        "bad terms name their rows",
        {
            POSITIONS: (
                "issue,party,stance,source\n"
                "line,north,open,paper\n"
                "line,south,support,paper\n"
                "line,north,support,paper\n"
            )
        },
        [
            (
                "talks/positions.csv:3: row 2, stance: expected one of supports, open, "
                "undecided, reluctant, opposes, got 'support', did you mean 'supports'?"
            ),
            (
                "talks/positions.csv:4: row 3, stance: expected one of supports, open, "
                "undecided, reluctant, opposes, got 'support', did you mean 'supports'?"
            ),
        ],
    ),
    (
        "bad cells of all columns",
        {
            POSITIONS: (
                "issue,party,stance,source,option,fallback,red_line,salience,date,attribution\n"
                "Line,North,yes,Paper,A B,B C,yes,high,2025-02-30,print\n"
            )
        },
        [
            (
                "talks/positions.csv:2: row 1, issue: expected an id of lower-case lett"
                "ers, digits and single hyphens, got 'Line', did you mean 'line'?"
            ),
            (
                "talks/positions.csv:2: row 1, party: expected an id of lower-case lett"
                "ers, digits and single hyphens, got 'North', did you mean 'north'?"
            ),
            (
                "talks/positions.csv:2: row 1, source: expected an id of lower-case let"
                "ters, digits and single hyphens, got 'Paper', did you mean 'paper'?"
            ),
            (
                "talks/positions.csv:2: row 1, stance: expected one of supports, open, "
                "undecided, reluctant, opposes, got 'yes'"
            ),
            (
                "talks/positions.csv:2: row 1, option: expected an id of lower-case let"
                "ters, digits and single hyphens, got 'A B', did you mean 'a-b'?"
            ),
            (
                "talks/positions.csv:2: row 1, fallback: expected an id of lower-case l"
                "etters, digits and single hyphens, got 'B C', did you mean 'b-c'?"
            ),
            "talks/positions.csv:2: row 1, red_line: expected true or false, got 'yes'",
            "talks/positions.csv:2: row 1, salience: expected a number, got 'high'",
            (
                "talks/positions.csv:2: row 1, date: expected a day that exists, as YYY"
                "Y-MM-DD, got '2025-02-30'"
            ),
            (
                "talks/positions.csv:2: row 1, attribution: expected one of document, o"
                "n-record, joint-statement, poll, anonymous, second-hand, reporter, got"
                " 'print'"
            ),
        ],
    ),
    (
        "bad text cells",
        {
            POSITIONS: (
                "issue,party,stance,source,gist,summary\n"
                "line,north,open,paper,word word word word word word word word word word word "
                "word ,ok\n"
                "line,south,open,paper,fine,Be\x07ll\n"
            )
        },
        [
            (
                "talks/positions.csv:2: row 1, gist: expected at most 48 characters, go"
                "t 60: 'word word word word word word word word word word word word '"
            ),
            (
                "talks/positions.csv:3: row 2, summary: control character U+0007 at cha"
                "racter 3 of 'Be\\x07ll', expected plain text"
            ),
        ],
    ),
    (
        "text of spaces",
        {POSITIONS: ("issue,party,stance,source,gist\nline,north,open,paper,\xa0\n")},
        ["talks/positions.csv:2: row 1, gist: expected text, got nothing"],
    ),
    (
        "dangling ids in a table",
        {
            POSITIONS: (
                "issue,party,stance,source\n"
                "lime,north,open,paper\n"
                "line,nord,open,paper\n"
                "line,south,open,papers\n"
            )
        },
        [
            "talks/positions.csv:2: row 1, issue: no issue has the id 'lime', did you mean 'line'?",
            "talks/positions.csv:3: row 2, party: no party has the id 'nord'",
            (
                "talks/positions.csv:4: row 3, source: no source has the id 'papers', did you mean "
                "'paper'?"
            ),
        ],
    ),
    (
        "misspelt columns: nothing is missing",
        {POSITIONS: ("issue,partie,stanze,source\nline,north,open,paper\n")},
        [
            (
                "talks/positions.csv:1: header: unknown column 'partie', did you mean '"
                "party'?, allowed: issue, party, stance, value, bound, option, fallback, summa"
                "ry, gist, red_line, salience, date, value.from, value.to, source, loca"
                "tor, attribution, speaker"
            ),
            (
                "talks/positions.csv:1: header: unknown column 'stanze', did you mean '"
                "stance'?, allowed: issue, party, stance, value, bound, option, fallback, summ"
                "ary, gist, red_line, salience, date, value.from, value.to, source, loc"
                "ator, attribution, speaker"
            ),
        ],
    ),
    (
        "two faults of one row",
        {POSITIONS: ("issue,party,stance,source\nline,nord,maybe,paper\n")},
        [
            (
                "talks/positions.csv:2: row 1, stance: expected one of supports, open, "
                "undecided, reluctant, opposes, got 'maybe'"
            ),
            "talks/positions.csv:2: row 1, party: no party has the id 'nord'",
        ],
    ),
    (
        "values in a table",
        {
            POSITIONS: (
                "issue,party,value,stance,source\n"
                "line,north,3,open,paper\n"
                "price,north,,open,paper\n"
                "price,south,12,,paper\n"
                "price,south,three,,paper\n"
            )
        },
        [
            (
                "talks/positions.csv:2: row 1, value: only a numeric issue has values, "
                "and this one has no scale"
            ),
            "talks/positions.csv:3: row 2, value: missing, it is required on a numeric issue",
            "talks/positions.csv:4: row 3, value: expected a value from 0 to 10, got 12",
            "talks/positions.csv:5: row 4, value: expected a number, got 'three'",
        ],
    ),
    (
        "value ranges in a table",
        {
            POSITIONS: (
                "issue,party,value.from,value.to,source\n"
                "price,north,1,,paper\n"
                "price,south,5,2,paper\n"
                "price,south,x,2,paper\n"
            )
        },
        [
            (
                "talks/positions.csv:2: row 1, value: expected both ends of a range, va"
                "lue.from and value.to"
            ),
            "talks/positions.csv:3: row 2, value: expected a value from 0 to 10, got 5 to 2",
            "talks/positions.csv:4: row 3, value.from: expected a number, got 'x'",
        ],
    ),
    (
        "options in a table",
        {
            POSITIONS: (
                "issue,party,value,stance,option,fallback,source\n"
                "line,north,,open,some,,paper\n"
                "price,north,2,,all,few,paper\n"
            )
        },
        [
            "talks/positions.csv:2: row 1, option: the issue has no options to choose from",
            "talks/positions.csv:3: row 2, option: expected one of none, some, much, got 'all'",
            "talks/positions.csv:3: row 2, fallback: expected one of none, some, much, got 'few'",
        ],
    ),
    (
        "locators in a table",
        {
            POSITIONS: (
                "issue,party,stance,source,locator\n"
                "line,north,open,paper,18\n"
                "line,south,open,paper,p. 99\n"
            )
        },
        [
            (
                "talks/positions.csv:2: row 1, locator: expected a paragraph from 1 to "
                "17 of 'paper', got '18'"
            )
        ],
    ),
    (
        "a position twice in a table",
        {POSITIONS: ("issue,party,stance,source\nline,south,open,paper\nline,south,open,paper\n")},
        [
            (
                "talks/positions.csv:3: row 2, party: the same position of 'south' on '"
                "line' twice, give one position both pieces of evidence"
            )
        ],
    ),
    (
        "a position in a file and in a table",
        {POSITIONS: ("issue,party,stance,source\nline,south,opposes,paper\n")},
        [
            (
                "talks/positions.csv:2: row 1, party: the same position of 'south' on '"
                "line' twice, give one position both pieces of evidence"
            )
        ],
    ),
    (
        "issues: bad and missing cells",
        {
            "issues.csv": (
                "id,area,title,proposal,status,weight,scale.min,scale.max\n"
                "law,courts,Law,,agree,0,1,\n"
                "law,courts,Law,It is made.,open,1,,\n"
            )
        },
        [
            "talks/issues.csv:2: row 1, proposal: missing, this key is required",
            "talks/issues.csv:2: row 1, scale.max: missing, this key is required",
            "talks/issues.csv:2: row 1, scale.low: missing, this key is required",
            "talks/issues.csv:2: row 1, scale.high: missing, this key is required",
            (
                "talks/issues.csv:2: row 1, status: expected one of agreed, converging,"
                " open, disputed, pending, unknown, got 'agree', did you mean 'agreed'?"
            ),
            "talks/issues.csv:2: row 1, weight: expected a number greater than 0, got '0'",
            "talks/issues.csv:3: row 2, id: issue 'law' twice, first in talks/issues.csv:2",
        ],
    ),
    (
        "issues: column missing",
        {"issues.csv": ("id,area,title,status\nlaw,courts,Law,open\norder,courts,Order,open\n")},
        ["talks/issues.csv:1: header: column 'proposal' is missing, it is required"],
    ),
    (
        "issues: a key and a part of it",
        {
            "issues.csv": (
                "id,area,title,proposal,status,scale,scale.min\n"
                "law,courts,Law,It is made.,open,5,1\n"
            )
        },
        [
            "talks/issues.csv:1: header: no cell of text holds scale, it stands in the columns scale.min, scale.max, scale.low, scale.high, scale.unit and scale.tolerance",
            "talks/issues.csv:2: row 1, scale.max: missing, this key is required",
            "talks/issues.csv:2: row 1, scale.low: missing, this key is required",
            "talks/issues.csv:2: row 1, scale.high: missing, this key is required",
        ],
    ),
    (
        "issues: a list that cannot stand in a cell",
        {
            "issues.csv": (
                "id,area,title,proposal,status,positions\nlaw,courts,Law,It is made.,open,north\n"
            )
        },
        [
            "talks/issues.csv:1: header: no cell of text holds positions, it stands in a file of YAML, or a Parquet table with lists"
        ],
    ),
    (
        "parties: id twice, in a file and a table",
        {
            "parties.csv": (
                "id,name,kind,role\nwest,West,state,observer\nnorth,North,state,observer\n"
            )
        },
        ["talks/parties.csv:3: row 2, id: party 'north' twice, first in talks/parties.yaml:1"],
    ),
    (
        "parties: members in a cell",
        {
            "parties.csv": (
                'id,name,kind,role,members\nwest,West,bloc,observer,"north, south; east"\n'
            )
        },
        [
            (
                "talks/parties.csv:2: row 1, members[2]: no party has the id 'east', did you mean "
                "'west'?"
            )
        ],
    ),
    (
        "sources: bad cells",
        {"sources.csv": ("id,title,publisher,date,url\nradio,News,Radio,yesterday,ftp://x\n")},
        [
            "talks/sources.csv:2: row 1, date: expected a date as YYYY-MM-DD, got 'yesterday'",
            (
                "talks/sources.csv:2: row 1, url: expected an address that begins with "
                "http:// or https://, got 'ftp://x'"
            ),
        ],
    ),
    (
        "events: evidence in columns",
        {
            "events.csv": (
                "id,title,date.from,date.to,source,locator\n"
                "talks,Talks,2025-12-02,2025-12-01,paper,99\n"
                "walks,Walks,2025-12-02,2025-12-03,,\n"
            )
        },
        [
            (
                "talks/events.csv:2: row 1, date: expected from not later than to, got "
                "2025-12-02 to 2025-12-01"
            ),
            (
                "talks/events.csv:2: row 1, evidence[0].locator: expected a paragraph f"
                "rom 1 to 17 of 'paper', got '99'"
            ),
            "talks/events.csv:3: row 2, evidence: missing, this key is required",
        ],
    ),
    (
        "control character in a short table",
        {"parties.csv": ("id,name,kind,role\nwest,We\x07st,state,observer\n")},
        [
            (
                "talks/parties.csv:2: row 1, name: control character U+0007 at characte"
                "r 3 of 'We\\x07st', expected plain text"
            )
        ],
    ),
    (
        "not Parquet",
        {"positions.parquet": b"PAR1 no"},
        [
            (
                "talks/positions.parquet:1: file: not a Parquet table: 'Parquet file size is 7 "
                "bytes, smaller than the minimum file footer (8 bytes)'"
            )
        ],
    ),
]
"""What a table can have wrong."""
