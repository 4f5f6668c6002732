"""Every fault of the format: a tiny bad folder, and the exact lines that it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from .folders import Edit, folder, problems

Case = tuple[str, dict[str, Edit], list[str]]

HEADER, PARTIES, SOURCES = "negotiation.yaml", "parties.yaml", "sources.yaml"
EVENTS, BORDER, MONEY = "events.yaml", "issues/border.yaml", "issues/money.yaml"
POSITIONS = "positions.csv"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)

FILES: list[Case] = [
    ("empty file", {PARTIES: ""}, ["talks/parties.yaml:1: file: the file is empty"]),
    ("blank file", {PARTIES: (" \n\n")}, ["talks/parties.yaml:1: file: the file is empty"]),
    (
        "comment only",
        {PARTIES: "# to come\n"},
        ["talks/parties.yaml:1: file: the file is empty, it holds comments alone"],
    ),
    (
        "byte order mark alone",
        {PARTIES: "\ufeff"},
        ["talks/parties.yaml:1: file: the file is empty"],
    ),
    (
        "document of nothing",
        {PARTIES: "---\n"},
        ["talks/parties.yaml:1: file: expected a list, got nothing"],
    ),
    (
        "only a scalar",
        {PARTIES: "hello\n"},
        ["talks/parties.yaml:1: file: expected a list, got 'hello'"],
    ),
    (
        "only a scalar for a mapping",
        {HEADER: "hello\n"},
        ["talks/negotiation.yaml:1: file: expected a mapping of keys, got 'hello'"],
    ),
    (
        "a mapping for a list",
        {PARTIES: "id: north\n"},
        ["talks/parties.yaml:1: file: expected a list, got a mapping"],
    ),
    (
        "a list for a mapping",
        {HEADER: "- format: 1\n"},
        ["talks/negotiation.yaml:1: file: expected a mapping of keys, got a list"],
    ),
    (
        "a text for a record",
        {PARTIES: ("- north\n- {id: south, name: South, kind: state, role: principal}\n")},
        ["talks/parties.yaml:1: [0]: expected a mapping of keys, got 'north'"],
    ),
    (
        "not UTF-8",
        {HEADER: b"format: 1\ntitle: caf\xe9\n"},
        ["talks/negotiation.yaml:2: file: byte 0xe9 is not UTF-8 text, save the file as UTF-8"],
    ),
    (
        "UTF-16",
        {HEADER: b"\xff\xfef\x00o\x00r\x00m\x00a\x00t\x00:\x00 \x001\x00\n\x00"},
        ["talks/negotiation.yaml:1: file: byte 0xff is not UTF-8 text, save the file as UTF-8"],
    ),
    (
        "tab as indentation",
        {HEADER: ("format: 1\nclaims:\n\t- id: one\n")},
        [
            "talks/negotiation.yaml:1: title: missing, this key is required",
            "talks/negotiation.yaml:1: summary: missing, this key is required",
            "talks/negotiation.yaml:1: as_of: missing, this key is required",
            "talks/negotiation.yaml:3: file: a tab as indentation, use spaces",
            "talks/negotiation.yaml:3: claims[0].text: missing, this key is required",
            "talks/negotiation.yaml:3: claims[0].evidence: missing, this key is required",
        ],
    ),
    (
        "broken: never closed",
        {HEADER: ("format: 1\nclaims: [\n")},
        ["talks/negotiation.yaml:2: file: a bracket or a brace that is never closed"],
    ),
    (
        "broken: no mapping here",
        {HEADER: ("format: 1\ntitle: Talks: the second\n")},
        [
            "talks/negotiation.yaml:1: summary: missing, this key is required",
            "talks/negotiation.yaml:1: as_of: missing, this key is required",
            'talks/negotiation.yaml:2: file: a colon inside an unquoted text, put the text in quotes: title: "Talks: the second"',
        ],
    ),
    (
        "broken: indentation",
        {HEADER: ("format: 1\n title: Talks\n")},
        [
            "talks/negotiation.yaml:1: summary: missing, this key is required",
            "talks/negotiation.yaml:1: as_of: missing, this key is required",
            "talks/negotiation.yaml:2: file: indented by 1 space, what it belongs to by 0: keys of one record stand exactly under each other",
        ],
    ),
    (
        "broken: directive",
        {HEADER: ("%YAML 3.0\n---\nformat: 1\n")},
        [
            (
                "talks/negotiation.yaml:1: file: not valid YAML: found incompatible YAM"
                "L document (column 1)"
            )
        ],
    ),
    (
        "key twice",
        {HEADER: ("title: Talks", ("title: Talks\ntitle: Walks"))},
        ["talks/negotiation.yaml:3: title: key 'title' twice, first on line 2"],
    ),
    (
        "key twice, deep",
        {BORDER: ("stance: supports", ("stance: supports\n        stance: opposes"))},
        [
            (
                "talks/issues/border.yaml:11: issues[0].positions[0].stance: key 'stanc"
                "e' twice, first on line 10"
            )
        ],
    ),
    (
        "key that is no word",
        {HEADER: ("title: Talks", ("? [a]\n: b\ntitle: Talks"))},
        ["talks/negotiation.yaml:2: file: a key that is not a word"],
    ),
    (
        "key with a line break",
        {HEADER: ("title: Talks", ('"ti\\ntle": Talks\ntitle: Talks'))},
        [
            (
                "talks/negotiation.yaml:2: ti\\ntle: unknown key, did you mean 'title'?,"
                " allowed: format, title, summary, as_of, home_parties, areas, language, licen"
                "ce, maintainers, claims"
            )
        ],
    ),
    (
        "tag",
        {HEADER: ("title: Talks", "title: !!str Talks")},
        [
            (
                "talks/negotiation.yaml:2: title: YAML tag 'tag:yaml.org,2002:str', tag"
                "s are not part of the format: leave it out"
            )
        ],
    ),
    (
        "tag of Python",
        {HEADER: ("title: Talks", "title: !!python/object/apply:os.system [ls]")},
        [
            (
                "talks/negotiation.yaml:2: title: YAML tag 'tag:yaml.org,2002:python/ob"
                "ject/apply:os.system', tags are not part of the format: leave it out"
            ),
            "talks/negotiation.yaml:2: title: expected text, got a list",
        ],
    ),
    (
        "alias without anchor",
        {HEADER: ("title: Talks", "title: *name")},
        ["talks/negotiation.yaml:2: title: alias *name stands for nothing complete above it"],
    ),
    (
        "alias in itself",
        {HEADER: ("title: Talks", ("title: Talks\nmaintainers: &all [*all]"))},
        [
            (
                "talks/negotiation.yaml:3: maintainers[0]: alias *all stands for nothing complete "
                "above it"
            )
        ],
    ),
    (
        "alias bomb",
        {HEADER: BOMB},
        [
            (
                "talks/negotiation.yaml:5: e[7]: aliases stand for more than 100,000 values, write "
                "them out"
            )
        ],
    ),
    (
        "alias of a long text",
        {HEADER: "a: &a " + "x" * 200_000 + "\nb: [" + "*a, " * 1000 + "]\n"},
        [
            (
                "talks/negotiation.yaml:2: b[99]: aliases stand for more than 100,000 v"
                "alues, write them out"
            )
        ],
    ),
    (
        "nested too deep",
        {
            HEADER: "a: "
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
        },
        ["talks/negotiation.yaml:1: file: nested more than 32 deep"],
    ),
    (
        "second document",
        {HEADER: ("as_of: 2025-12-15\n", ("as_of: 2025-12-15\n---\nformat: 1\n"))},
        ["talks/negotiation.yaml:5: file: a second document (---), a file holds one"],
    ),
    (
        "control character",
        {HEADER: ("title: Talks", "title: Tal\x07ks")},
        [
            (
                "talks/negotiation.yaml:2: file: control character U+0007 at column 11, expected "
                "plain text"
            )
        ],
    ),
    (
        "control character, escaped",
        {HEADER: ("title: Talks", 'title: "Tal\\x1bks"')},
        [
            (
                "talks/negotiation.yaml:2: title: control character U+001B at character"
                " 4 of 'Tal\\x1bks', expected plain text"
            )
        ],
    ),
    (
        "not a character",
        {HEADER: ("title: Talks", "title: Tal\uffffks")},
        [
            (
                "talks/negotiation.yaml:2: file: control character U+FFFF at column 11, expected "
                "plain text"
            )
        ],
    ),
    (
        "file missing",
        {HEADER: None},
        ["talks/negotiation.yaml:1: file: missing, every folder needs one"],
    ),
    (
        "file with the other ending",
        {HEADER: None, "negotiation.yml": "format: 1\n"},
        [
            "talks/negotiation.yaml:1: file: missing, every folder needs one, rename 'negotiation.yml'",
            "talks/negotiation.yml:1: file: warning: not read, it looks like one of the format: rename it 'negotiation.yaml'",
        ],
    ),
    (
        "no issues",
        {BORDER: None, MONEY: None},
        [
            (
                "talks/issues:1: folder: expected at least one file of issues, issues/<"
                "area>.yaml or issues.csv"
            )
        ],
    ),
]
"""What a file as such can have wrong."""

VALUES: list[Case] = [
    (
        "unknown key",
        {HEADER: ("title: Talks", ("title: Talks\nlicense: CC0"))},
        [
            (
                "talks/negotiation.yaml:3: license: unknown key, did you mean 'licence'"
                "?, allowed: format, title, summary, as_of, home_parties, areas, language, lic"
                "ence, maintainers, claims"
            )
        ],
    ),
    (
        "unknown key, far from all",
        {HEADER: ("title: Talks", ("title: Talks\nqqq: 1"))},
        [
            (
                "talks/negotiation.yaml:3: qqq: unknown key, allowed: format, title, su"
                "mmary, as_of, home_parties, areas, language, licence, maintainers, claims"
            )
        ],
    ),
    (
        "misspelt key: not also missing",
        {HEADER: ("title: Talks", "titel: Talks")},
        [
            (
                "talks/negotiation.yaml:2: titel: unknown key, did you mean 'title'?, a"
                "llowed: format, title, summary, as_of, home_parties, areas, language, licence"
                ", maintainers, claims"
            )
        ],
    ),
    (
        "unknown key, deep",
        {BORDER: ("locator: 1,", "locator: 1, page: 3,")},
        [
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].page: "
                "unknown key, allowed: source, locator, attribution, speaker, quote, no"
                "te"
            )
        ],
    ),
    (
        "unknown key in a range",
        {MONEY: ("from: 4, to: 6", "from: 4, to: 6, by: 1")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value.by: unknown k"
                "ey, allowed: from, to"
            )
        ],
    ),
    (
        "Python's name of a key",
        {MONEY: ("from: 4, to: 6", "from_: 4, to: 6")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value.from_: unknow"
                "n key, did you mean 'from'?, allowed: from, to"
            )
        ],
    ),
    (
        "missing key",
        {HEADER: ("title: Talks\n", "")},
        ["talks/negotiation.yaml:1: title: missing, this key is required"],
    ),
    (
        "missing keys of a party",
        {PARTIES: ("name: North, kind: state, role: principal", "note: Here")},
        [
            "talks/parties.yaml:1: [0].name: missing, this key is required",
            "talks/parties.yaml:1: [0].kind: missing, this key is required",
            "talks/parties.yaml:1: [0].role: missing, this key is required",
        ],
    ),
    (
        "format of the future",
        {HEADER: ("format: 1", "format: 2")},
        [
            (
                "talks/negotiation.yaml:1: format: expected 1, the version of the forma"
                "t that this program reads, got '2'"
            )
        ],
    ),
    (
        "format in quotes",
        {HEADER: ("format: 1", 'format: "1"')},
        ["talks/negotiation.yaml:1: format: expected a number, got '1' in quotes"],
    ),
    (
        "format in half",
        {HEADER: ("format: 1", "format: 1.5")},
        ["talks/negotiation.yaml:1: format: expected a whole number, got '1.5'"],
    ),
    (
        "yes for true",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        red_line: yes"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].red_line: expected"
                " true or false, got 'yes'"
            )
        ],
    ),
    (
        "true in quotes",
        {BORDER: ("summary: Asks for it.", ('summary: Asks for it.\n        red_line: "true"'))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].red_line: expected"
                " true or false, got 'true' in quotes"
            )
        ],
    ),
    (
        "number in quotes",
        {BORDER: ("status: disputed", ('status: disputed\n    weight: "2"'))},
        ["talks/issues/border.yaml:8: issues[0].weight: expected a number, got '2' in quotes"],
    ),
    (
        "weight of nothing",
        {BORDER: ("status: disputed", ("status: disputed\n    weight: 0"))},
        ["talks/issues/border.yaml:8: issues[0].weight: expected a number greater than 0, got '0'"],
    ),
    (
        "weight not a number",
        {BORDER: ("status: disputed", ("status: disputed\n    weight: .nan"))},
        ["talks/issues/border.yaml:8: issues[0].weight: expected a number, got '.nan'"],
    ),
    (
        "weight beyond all",
        {BORDER: ("status: disputed", ("status: disputed\n    weight: 1e999"))},
        ["talks/issues/border.yaml:8: issues[0].weight: expected a number, got '1e999'"],
    ),
    (
        "salience below",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        salience: -1"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].salience: expected"
                " a number not less than 0, got '-1'"
            )
        ],
    ),
    (
        "salience above",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        salience: 101"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].salience: expected"
                " a number not greater than 100, got '101'"
            )
        ],
    ),
    (
        "salience as a mapping",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        salience: {of: 3}"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].salience: expected"
                " a number, got a mapping"
            )
        ],
    ),
    (
        "share above one",
        {
            HEADER: (
                "title: Talks",
                (
                    "title: Talks\n"
                    "claims:\n"
                    "  - id: most\n"
                    "    text: Most is agreed.\n"
                    "    share_agreed: 90\n"
                    "    evidence: [{source: paper, locator: 1, attribution: document}]"
                ),
            )
        },
        [
            (
                "talks/negotiation.yaml:6: claims[0].share_agreed: expected a number no"
                "t greater than 1, got '90'"
            )
        ],
    ),
    (
        "claim without evidence",
        {
            HEADER: (
                "title: Talks",
                ("title: Talks\nclaims:\n  - {id: most, text: Most is agreed., evidence: []}"),
            )
        },
        ["talks/negotiation.yaml:4: claims[0].evidence: expected at least 1, got 0"],
    ),
    (
        "a list too short, with a faulty item",
        {
            MONEY: (
                ("      - {id: none, text: No rise}\n      - {id: some, text"),
                "      - {id: Some, text",
            )
        },
        [
            "talks/issues/money.yaml:9: issues[0].options: expected at least 3, got 2",
            (
                "talks/issues/money.yaml:10: issues[0].options[0].id: expected an id of"
                " lower-case letters, digits and single hyphens, got 'Some', did you me"
                "an 'some'?"
            ),
        ],
    ),
    (
        "no such day",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        date: 2025-13-01"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: expected a d"
                "ay that exists, as YYYY-MM-DD, got '2025-13-01'"
            )
        ],
    ),
    (
        "day in another order",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        date: 15.12.2025"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: expected a d"
                "ate as YYYY-MM-DD, got '15.12.2025'"
            )
        ],
    ),
    (
        "day with a time",
        {
            BORDER: (
                "summary: Asks for it.",
                ("summary: Asks for it.\n        date: 2025-12-15T10:00:00"),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: expected a d"
                "ate as YYYY-MM-DD, got '2025-12-15T10:00:00'"
            )
        ],
    ),
    (
        "day left empty",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        date:"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: expected a d"
                "ate as YYYY-MM-DD, got nothing"
            )
        ],
    ),
    (
        "value as a word",
        {MONEY: ("value: 3", "value: three")},
        [
            (
                "talks/issues/money.yaml:15: issues[0].positions[0].value: expected a number, got "
                "'three'"
            )
        ],
    ),
    (
        "value as a list",
        {MONEY: ("value: 3", "value: [3, 4]")},
        [
            (
                "talks/issues/money.yaml:15: issues[0].positions[0].value: expected a n"
                "umber, or from and to, got a list"
            )
        ],
    ),
    (
        "value the wrong way round",
        {MONEY: ("from: 4, to: 6", "from: 6, to: 4")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value: expected fro"
                "m not greater than to, got 6 to 4"
            )
        ],
    ),
    (
        "value with one end",
        {MONEY: ("from: 4, to: 6", "from: 4")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value.to: missing, this key is "
                "required"
            )
        ],
    ),
    (
        "value with an end in words",
        {MONEY: ("from: 4, to: 6", "from: four, to: 6")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value.from: expecte"
                "d a number, got 'four'"
            )
        ],
    ),
    (
        "title empty",
        {HEADER: ("title: Talks", 'title: ""')},
        ["talks/negotiation.yaml:2: title: expected text, got nothing"],
    ),
    (
        "title as a list",
        {HEADER: ("title: Talks", "title: [Talks]")},
        ["talks/negotiation.yaml:2: title: expected text, got a list"],
    ),
    (
        "title as a mapping",
        {HEADER: ("title: Talks", "title: {en: Talks}")},
        ["talks/negotiation.yaml:2: title: expected text, got a mapping"],
    ),
    (
        "list as a text",
        {HEADER: ("title: Talks", ("title: Talks\nhome_parties: north"))},
        ["talks/negotiation.yaml:3: home_parties: expected a list, got 'north'"],
    ),
    (
        "list left empty",
        {BORDER: ("status: disputed", ("status: disputed\n    silences:"))},
        ["talks/issues/border.yaml:8: issues[0].silences: expected a list, got nothing"],
    ),
    (
        "id in capitals",
        {PARTIES: ("id: south", "id: South Side")},
        [
            (
                "talks/parties.yaml:2: [1].id: expected an id of lower-case letters, di"
                "gits and single hyphens, got 'South Side', did you mean 'south-side'?"
            )
        ],
    ),
    (
        "id as a list",
        {PARTIES: ("id: south", "id: [south]")},
        ["talks/parties.yaml:2: [1].id: expected text, got a list"],
    ),
    (
        "id with two hyphens",
        {PARTIES: ("id: south", "id: the--south")},
        [
            (
                "talks/parties.yaml:2: [1].id: expected an id of lower-case letters, di"
                "gits and single hyphens, got 'the--south', did you mean 'the-south'?"
            )
        ],
    ),
    (
        "id of no letters",
        {PARTIES: ("id: south", "id: ___")},
        [
            (
                "talks/parties.yaml:2: [1].id: expected an id of lower-case letters, di"
                "gits and single hyphens, got '___'"
            )
        ],
    ),
    (
        "id left empty",
        {PARTIES: ("id: south", "id: ")},
        [
            (
                "talks/parties.yaml:2: [1].id: expected an id of lower-case letters, di"
                "gits and single hyphens, got nothing"
            )
        ],
    ),
    (
        "id too long",
        {
            PARTIES: (
                "id: south",
                (
                    "id: "
                    "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"
                ),
            )
        },
        [
            (
                "talks/parties.yaml:2: [1].id: expected at most 80 characters, got 81: "
                "'sssssssssssssssssssssssssssssssssssssssssssssssssssssssssss…'"
            )
        ],
    ),
    (
        "short too long",
        {PARTIES: ("name: South", "name: South, short: Southern side")},
        [
            (
                "talks/parties.yaml:2: [1].short: expected at most 12 characters, got 13: 'Southern "
                "side'"
            )
        ],
    ),
    (
        "gist too long",
        {
            BORDER: (
                "summary: Asks for it.",
                (
                    "summary: Asks for it.\n"
                    "        gist: words words words words words words words words words "
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].gist: expected at "
                "most 48 characters, got 53: 'words words words words words words words"
                " words words'"
            )
        ],
    ),
    (
        "quote too long",
        {
            BORDER: (
                "locator: 1,",
                (
                    "locator: 1, quote: word word word word word word word word word word w"
                    "ord word word word word word word word word word word word word word w"
                    "ord word ,"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].quote:"
                " expected a quote of at most 25 words, got 26 words"
            )
        ],
    ),
    (
        "url of a script",
        {SOURCES: ("publisher: Paper", "publisher: Paper, url: 'javascript:alert(1)'")},
        [
            (
                "talks/sources.yaml:1: [0].url: expected an address that begins with ht"
                "tp:// or https://, got 'javascript:alert(1)'"
            )
        ],
    ),
    (
        "language in words",
        {HEADER: ("title: Talks", ("title: Talks\nlanguage: in English"))},
        [
            (
                "talks/negotiation.yaml:3: language: expected a BCP 47 language tag suc"
                "h as en or pt-BR, got 'in English'"
            )
        ],
    ),
    (
        "one of a list, near miss",
        {BORDER: ("stance: supports", "stance: support")},
        [
            (
                "talks/issues/border.yaml:10: issues[0].positions[0].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got 'support', di"
                "d you mean 'supports'?"
            )
        ],
    ),
    (
        "one of a list, unknown",
        {BORDER: ("stance: supports", "stance: maybe")},
        [
            (
                "talks/issues/border.yaml:10: issues[0].positions[0].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got 'maybe'"
            )
        ],
    ),
    (
        "one of a list, as a list",
        {BORDER: ("stance: supports", "stance: [supports]")},
        [
            (
                "talks/issues/border.yaml:10: issues[0].positions[0].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got a list"
            )
        ],
    ),
    (
        "kind of party",
        {PARTIES: ("kind: state", "kind: country")},
        [
            (
                "talks/parties.yaml:1: [0].kind: expected one of state, bloc, organisat"
                "ion, armed-group, political-party, public, other, got 'country'"
            )
        ],
    ),
    (
        "role",
        {PARTIES: ("role: principal", "role: chair")},
        [
            (
                "talks/parties.yaml:1: [0].role: expected one of principal, mediator, s"
                "upporter, observer, constituency, got 'chair'"
            )
        ],
    ),
    (
        "kind of source, reliability, unit",
        {
            SOURCES: (
                "publisher: Paper",
                "publisher: Paper, kind: article, reliability: G, locator_unit: line",
            )
        },
        [
            (
                "talks/sources.yaml:1: [0].kind: expected one of news, document, statem"
                "ent, interview, poll, dataset, other, got 'article'"
            ),
            "talks/sources.yaml:1: [0].reliability: expected one of A, B, C, D, E, F, got 'G'",
            (
                "talks/sources.yaml:1: [0].locator_unit: expected one of paragraph, pag"
                "e, section, time, row, got 'line'"
            ),
        ],
    ),
    (
        "locator count",
        {SOURCES: ("locator_count: 17", "locator_count: 0")},
        ["talks/sources.yaml:1: [0].locator_count: expected a number not less than 1, got '0'"],
    ),
    (
        "locator count in half",
        {SOURCES: ("locator_count: 17", "locator_count: 1.5")},
        ["talks/sources.yaml:1: [0].locator_count: expected a whole number, got '1.5'"],
    ),
    (
        "status",
        {BORDER: ("status: disputed", "status: contested")},
        [
            (
                "talks/issues/border.yaml:7: issues[0].status: expected one of agreed, "
                "converging, open, disputed, pending, unknown, got 'contested'"
            )
        ],
    ),
    (
        "attribution",
        {BORDER: ("attribution: on-record", "attribution: on record")},
        [
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].attrib"
                "ution: expected one of document, on-record, joint-statement, poll, ano"
                "nymous, second-hand, reporter, got 'on record', did you mean 'on-recor"
                "d'?"
            )
        ],
    ),
    (
        "kind of silence",
        {
            BORDER: (
                "status: disputed",
                ("status: disputed\n    silences: [{party: north, kind: silent}]"),
            )
        },
        [
            (
                "talks/issues/border.yaml:8: issues[0].silences[0].kind: expected one o"
                "f not-reported, no-public-position, declined, not-applicable, conflict"
                "ing, got 'silent'"
            )
        ],
    ),
    (
        "kind of condition",
        {
            BORDER: (
                "summary: Asks for it.",
                ("summary: Asks for it.\n        conditions: [{text: Peace first., kind: after}]"),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].conditions[0].kind"
                ": expected one of in-exchange-for, precondition, package, got 'after'"
            )
        ],
    ),
    (
        "kind of event, upcoming, date",
        {
            EVENTS: (
                "- id: talks\n"
                "  date: {from: 2025-02-01, to: 2025-01-01}\n"
                "  title: Talks\n"
                "  kind: talk\n"
                "  upcoming: no\n"
                "  evidence: [{source: paper, locator: 1, attribution: document}]\n"
            )
        },
        [
            (
                "talks/events.yaml:2: [0].date: expected from not later than to, got 20"
                "25-02-01 to 2025-01-01"
            ),
            (
                "talks/events.yaml:4: [0].kind: expected one of meeting, statement, off"
                "er, agreement, deadline, military, vote, other, got 'talk'"
            ),
            "talks/events.yaml:5: [0].upcoming: expected true or false, got 'no'",
        ],
    ),
    (
        "event on no day",
        {
            EVENTS: (
                "- id: talks\n"
                "  date: soon\n"
                "  title: Talks\n"
                "  evidence: [{source: paper, locator: 1, attribution: document}]\n"
            )
        },
        ["talks/events.yaml:2: [0].date: expected a date as YYYY-MM-DD, got 'soon'"],
    ),
    (
        "event on days as a list",
        {
            EVENTS: (
                "- id: talks\n"
                "  date: [2025-01-01]\n"
                "  title: Talks\n"
                "  evidence: [{source: paper, locator: 1, attribution: document}]\n"
            )
        },
        [
            (
                "talks/events.yaml:2: [0].date: expected a date as YYYY-MM-DD, or from and to, got "
                "a list"
            )
        ],
    ),
    (
        "scale the wrong way round",
        {MONEY: ("min: 0, max: 10", "min: 10, max: 0")},
        ["talks/issues/money.yaml:8: issues[0].scale: expected min smaller than max, got 10 and 0"],
    ),
    (
        "scale as a number",
        {MONEY: ("{min: 0, max: 10, low: free, high: dear}", "10")},
        ["talks/issues/money.yaml:8: issues[0].scale: expected a mapping of keys, got '10'"],
    ),
    (
        "scale: two faults at once",
        {MONEY: ("min: 0, max: 10,", "min: 10, max: 0, step: 1,")},
        [
            (
                "talks/issues/money.yaml:8: issues[0].scale.step: unknown key, allowed:"
                " min, max, low, high, unit, tolerance"
            ),
            (
                "talks/issues/money.yaml:8: issues[0].scale: expected min smaller than max, got 10 "
                "and 0"
            ),
        ],
    ),
    (
        "too few options",
        {MONEY: ("      - {id: none, text: No rise}\n", "")},
        ["talks/issues/money.yaml:9: issues[0].options: expected at least 3, got 2"],
    ),
    (
        "too many options",
        {
            MONEY: (
                "      - {id: none, text: No rise}\n",
                (
                    "      - {id: o0, text: Rise}\n"
                    "      - {id: o1, text: Rise}\n"
                    "      - {id: o2, text: Rise}\n"
                    "      - {id: o3, text: Rise}\n"
                    "      - {id: o4, text: Rise}\n"
                ),
            )
        },
        ["talks/issues/money.yaml:9: issues[0].options: expected at most 6, got 7"],
    ),
    (
        "no evidence",
        {
            BORDER: (
                "          - {source: paper, locator: 1, attribution: on-record}\n",
                "          []\n",
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].evidence: expected at least 1, "
                "got 0"
            )
        ],
    ),
    (
        "evidence of nothing",
        {BORDER: ("{source: paper, locator: 1, attribution: on-record}", "{}")},
        [
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].source"
                ": missing, this key is required"
            ),
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].locato"
                "r: missing, this key is required"
            ),
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].attrib"
                "ution: missing, this key is required"
            ),
        ],
    ),
    (
        "dispute without evidence",
        {
            BORDER: (
                "summary: Asks for it.",
                ("summary: Asks for it.\n        disputed_by: [{party: south, summary: Not so.}]"),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].disputed_by[0].evi"
                "dence: missing, this key is required"
            )
        ],
    ),
    (
        "braces in a value",
        {BORDER: ("stance: supports", 'stance: "{0} {x}"')},
        [
            (
                "talks/issues/border.yaml:10: issues[0].positions[0].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got '{0} {x}' in "
                "quotes"
            )
        ],
    ),
]
"""What one record can have wrong."""

ACROSS: list[Case] = [
    (
        "area is not its file's name",
        {BORDER: ("area: border", "area: frontier")},
        ["talks/issues/border.yaml:1: area: expected 'border', the file's name, got 'frontier'"],
    ),
    (
        "file's name is no id",
        {"issues/The Law.yaml": ("area: The Law\ntitle: Law\nissues: []\n")},
        [
            (
                "talks/issues/The Law.yaml:1: area: expected an id of lower-case letter"
                "s, digits and single hyphens, got 'The Law', did you mean 'the-law'?"
            )
        ],
    ),
    (
        "party twice",
        {
            "parties.csv": (
                "id,name,kind,role\nwest,West,state,observer\nwest,West,state,observer\n"
            )
        },
        ["talks/parties.csv:3: row 2, id: party 'west' twice, first in talks/parties.csv:2"],
    ),
    (
        "source twice",
        {
            SOURCES: (
                "- {id: paper, title: A, publisher: P, date: 2025-12-14}\n"
                "- {id: paper, title: B, publisher: P, date: 2025-12-14}\n"
            )
        },
        ["talks/sources.yaml:2: [1].id: source 'paper' twice, first in talks/sources.yaml:1"],
    ),
    (
        "issue twice, in two files",
        {MONEY: ("id: price", "id: line")},
        [
            (
                "talks/issues/money.yaml:4: issues[0].id: issue 'line' twice, first in "
                "talks/issues/border.yaml:4"
            )
        ],
    ),
    (
        "event twice",
        {
            EVENTS: (
                "- &e {id: talks, date: 2025-12-01, title: Talks, evidence: [{source: paper, "
                "locator: 1, attribution: document}]}\n"
                "- *e\n"
            )
        },
        ["talks/events.yaml:1: [1].id: event 'talks' twice, first in talks/events.yaml:1"],
    ),
    (
        "claim twice",
        {
            HEADER: (
                "title: Talks",
                (
                    "title: Talks\n"
                    "claims:\n"
                    "  - &c {id: most, text: Most., evidence: [{source: paper, locator: 1, "
                    "attribution: document}]}\n"
                    "  - *c"
                ),
            )
        },
        [
            (
                "talks/negotiation.yaml:4: claims[1].id: claim 'most' twice, first in t"
                "alks/negotiation.yaml:4"
            )
        ],
    ),
    (
        "option twice",
        {MONEY: ("id: much, text", "id: some, text")},
        [
            (
                "talks/issues/money.yaml:12: issues[0].options[2].id: option 'some' twi"
                "ce, first in talks/issues/money.yaml:11"
            )
        ],
    ),
    (
        "dangling: home party",
        {HEADER: ("title: Talks", ("title: Talks\nhome_parties: [north, west]"))},
        ["talks/negotiation.yaml:3: home_parties[1]: no party has the id 'west'"],
    ),
    (
        "dangling: member",
        {
            PARTIES: (
                "kind: state, role: principal}",
                "kind: bloc, role: principal, members: [nort]}",
            )
        },
        ["talks/parties.yaml:1: [0].members[0]: no party has the id 'nort', did you mean 'north'?"],
    ),
    (
        "dangling: party and issue of an event",
        {
            EVENTS: (
                "- {id: talks, date: 2025-12-01, title: Talks, parties: [south, nroth],"
                " issues: [lime], evidence: [{source: papers, locator: 1, attribution: "
                "document}]}\n"
            )
        },
        [
            (
                "talks/events.yaml:1: [0].parties[1]: no party has the id 'nroth', did you mean "
                "'north'?"
            ),
            "talks/events.yaml:1: [0].issues[0]: no issue has the id 'lime', did you mean 'line'?",
            (
                "talks/events.yaml:1: [0].evidence[0].source: no source has the id 'pap"
                "ers', did you mean 'paper'?"
            ),
        ],
    ),
    (
        "dangling: party of a position",
        {BORDER: ("party: south", "party: sout")},
        [
            (
                "talks/issues/border.yaml:14: issues[0].positions[1].party: no party ha"
                "s the id 'sout', did you mean 'south'?"
            )
        ],
    ),
    (
        "dangling: party and source of a silence",
        {
            BORDER: (
                "status: disputed",
                (
                    "status: disputed\n"
                    "    silences: [{party: west, kind: declined, sources: [paper, radio]}]"
                ),
            )
        },
        [
            "talks/issues/border.yaml:8: issues[0].silences[0].party: no party has the id 'west'",
            (
                "talks/issues/border.yaml:8: issues[0].silences[0].sources[1]: no source has the id "
                "'radio'"
            ),
        ],
    ),
    (
        "dangling: party and source of a dispute",
        {
            BORDER: (
                "summary: Asks for it.",
                (
                    "summary: Asks for it.\n"
                    "        disputed_by: [{party: west, summary: No., evidence: [{source: "
                    "radio, locator: 1, attribution: document}]}]"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].disputed_by[0].par"
                "ty: no party has the id 'west'"
            ),
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].disputed_by[0].evi"
                "dence[0].source: no source has the id 'radio'"
            ),
        ],
    ),
    (
        "dangling: issue of a condition",
        {
            BORDER: (
                "summary: Asks for it.",
                (
                    "summary: Asks for it.\n"
                    "        conditions: [{text: First the price., issue: pricing}]"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].conditions[0].issu"
                "e: no issue has the id 'pricing'"
            )
        ],
    ),
    (
        "dangling: source of a position",
        {BORDER: ("source: paper, locator: 1", "source: radio, locator: 1")},
        [
            (
                "talks/issues/border.yaml:13: issues[0].positions[0].evidence[0].source"
                ": no source has the id 'radio'"
            )
        ],
    ),
    (
        "dangling: source of a status",
        {
            BORDER: (
                "status: disputed",
                (
                    "status: disputed\n"
                    "    status_evidence: [{source: radio, locator: 1, attribution: document}]"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:8: issues[0].status_evidence[0].source: no so"
                "urce has the id 'radio'"
            )
        ],
    ),
    (
        "dangling: source of an outcome",
        {
            BORDER: (
                "status: disputed",
                (
                    "status: disputed\n"
                    "    outcome: {date: 2025-12-14, evidence: [{source: radio, locator: 1, "
                    "attribution: document}]}"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:8: issues[0].outcome.evidence[0].source: no s"
                "ource has the id 'radio'"
            )
        ],
    ),
    (
        "dangling: source of a claim",
        {
            HEADER: (
                "title: Talks",
                (
                    "title: Talks\n"
                    "claims:\n"
                    "  - {id: most, text: Most., evidence: [{source: radio, locator: 1, "
                    "attribution: document}]}"
                ),
            )
        },
        ["talks/negotiation.yaml:4: claims[0].evidence[0].source: no source has the id 'radio'"],
    ),
    (
        "locator beyond the last",
        {BORDER: ("locator: 2-3", "locator: 17-18")},
        [
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].locato"
                "r: expected a paragraph from 1 to 17 of 'paper', got '17-18'"
            )
        ],
    ),
    (
        "locator before the first",
        {BORDER: ("locator: 2-3", "locator: 0")},
        [
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].locato"
                "r: expected a paragraph from 1 to 17 of 'paper', got '0'"
            )
        ],
    ),
    (
        "locator the wrong way round",
        {BORDER: ("locator: 2-3", "locator: 3-2")},
        [
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].locato"
                "r: expected a paragraph from 1 to 17 of 'paper', got '3-2'"
            )
        ],
    ),
    (
        "locator far beyond",
        {BORDER: ("locator: 2-3", "locator: 99999999999")},
        [
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].locato"
                "r: expected a paragraph from 1 to 17 of 'paper', got '99999999999'"
            )
        ],
    ),
    (
        "stance missing",
        {BORDER: ("        stance: supports\n", "")},
        [
            (
                "talks/issues/border.yaml:9: issues[0].positions[0].stance: missing, it"
                " is required unless the issue is numeric"
            )
        ],
    ),
    (
        "value on an issue that is not numeric",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        value: 3"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].value: only a nume"
                "ric issue has values, and this one has no scale"
            )
        ],
    ),
    (
        "value missing on a numeric issue",
        {MONEY: ("        value: 3\n", "        stance: supports\n")},
        [
            (
                "talks/issues/money.yaml:14: issues[0].positions[0].value: missing, it "
                "is required on a numeric issue"
            )
        ],
    ),
    (
        "value off the scale",
        {MONEY: ("value: 3", "value: 11")},
        [
            (
                "talks/issues/money.yaml:15: issues[0].positions[0].value: expected a v"
                "alue from 0 to 10, got 11"
            )
        ],
    ),
    (
        "range off the scale",
        {MONEY: ("from: 4, to: 6", "from: -4, to: 6")},
        [
            (
                "talks/issues/money.yaml:21: issues[0].positions[1].value: expected a v"
                "alue from 0 to 10, got -4 to 6"
            )
        ],
    ),
    (
        "option without a ladder",
        {BORDER: ("summary: Asks for it.", ("summary: Asks for it.\n        option: some"))},
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].option: the issue "
                "has no options to choose from"
            )
        ],
    ),
    (
        "option off the ladder",
        {MONEY: ("option: some", "option: all")},
        [
            (
                "talks/issues/money.yaml:16: issues[0].positions[0].option: expected on"
                "e of none, some, much, got 'all'"
            )
        ],
    ),
    (
        "fallback off the ladder",
        {MONEY: ("fallback: some", "fallback: all")},
        [
            (
                "talks/issues/money.yaml:23: issues[0].positions[1].fallback: expected "
                "one of none, some, much, got 'all'"
            )
        ],
    ),
    (
        "outcome off the ladder and the scale",
        {
            MONEY: (
                "status: open",
                ("status: open\n    outcome: {date: 2025-12-14, option: all, value: 12}"),
            )
        },
        [
            (
                "talks/issues/money.yaml:8: issues[0].outcome.option: expected one of n"
                "one, some, much, got 'all'"
            ),
            (
                "talks/issues/money.yaml:8: issues[0].outcome.value: expected a value from 0 to 10, "
                "got 12"
            ),
        ],
    ),
    (
        "outcome with neither ladder nor scale",
        {
            BORDER: (
                "status: disputed",
                ("status: disputed\n    outcome: {date: 2025-12-14, option: some, value: 3}"),
            )
        },
        [
            (
                "talks/issues/border.yaml:8: issues[0].outcome.option: the issue has no"
                " options to choose from"
            ),
            (
                "talks/issues/border.yaml:8: issues[0].outcome.value: only a numeric is"
                "sue has values, and this one has no scale"
            ),
        ],
    ),
    (
        "outcome of the wrong types",
        {
            BORDER: (
                "status: disputed",
                ("status: disputed\n    outcome: {date: soon, status: done}"),
            )
        },
        [
            (
                "talks/issues/border.yaml:8: issues[0].outcome.date: expected a date as"
                " YYYY-MM-DD, got 'soon'"
            ),
            (
                "talks/issues/border.yaml:8: issues[0].outcome.status: expected one of "
                "agreed, converging, open, disputed, pending, unknown, got 'done'"
            ),
        ],
    ),
    (
        "a bloc that contains itself",
        {
            PARTIES: (
                "kind: state, role: principal}",
                "kind: bloc, role: principal, members: [south, north]}",
            )
        },
        ["talks/parties.yaml:1: [0].members: the bloc 'north' contains itself"],
    ),
    (
        "blocs that contain each other",
        {
            PARTIES: (
                "- {id: north, name: N, kind: bloc, role: principal, members: [south]}\n"
                "- {id: south, name: S, kind: bloc, role: principal, members: [west]}\n"
                "- {id: west, name: W, kind: bloc, role: observer, members: [north]}\n"
            )
        },
        [
            (
                "talks/parties.yaml:1: [0].members: the bloc 'north' contains itself, t"
                "hrough south, west, north"
            )
        ],
    ),
    (
        "a position twice",
        {
            BORDER: (
                ("      - party: south\n        stance: opposes\n"),
                ("      - party: north\n        stance: supports\n"),
            )
        },
        [
            (
                "talks/issues/border.yaml:14: issues[0].positions[1].party: the same po"
                "sition of 'north' on 'line' twice, give one position both pieces of ev"
                "idence"
            )
        ],
    ),
]
"""What only shows across records."""

FOLLOWS: list[Case] = [
    (
        "a bad id: nothing dangles",
        {PARTIES: ("id: south", "id: South")},
        [
            (
                "talks/parties.yaml:2: [1].id: expected an id of lower-case letters, di"
                "gits and single hyphens, got 'South', did you mean 'south'?"
            )
        ],
    ),
    (
        "a party that is no mapping: nothing dangles",
        {PARTIES: ("- north\n- south\n")},
        [
            "talks/parties.yaml:1: [0]: expected a mapping of keys, got 'north'",
            "talks/parties.yaml:2: [1]: expected a mapping of keys, got 'south'",
        ],
    ),
    (
        "a broken file: nothing dangles",
        {SOURCES: "- [\n"},
        ["talks/sources.yaml:1: file: a bracket or a brace that is never closed"],
    ),
    (
        "a bad option id: nothing is off the ladder",
        {MONEY: ("id: some", "id: Some")},
        [
            (
                "talks/issues/money.yaml:11: issues[0].options[1].id: expected an id of"
                " lower-case letters, digits and single hyphens, got 'Some', did you me"
                "an 'some'?"
            )
        ],
    ),
    (
        "a bad stance: it is not missing",
        {BORDER: ("stance: opposes", "stance: against")},
        [
            (
                "talks/issues/border.yaml:15: issues[0].positions[1].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got 'against'"
            )
        ],
    ),
    (
        "a bad scale: no value is off it",
        {MONEY: ("max: 10", "max: ten")},
        ["talks/issues/money.yaml:8: issues[0].scale.max: expected a number, got 'ten'"],
    ),
    (
        "two bad dates: no position twice",
        {
            BORDER: (
                "area: border\n"
                "title: Border\n"
                "issues:\n"
                "  - id: line\n"
                "    title: The line\n"
                "    proposal: The border is moved.\n"
                "    status: open\n"
                "    positions:\n"
                "      - &p\n"
                "        party: north\n"
                "        stance: supports\n"
                "        date: today\n"
                "        summary: Asks for it.\n"
                "        evidence: [{source: paper, locator: 1, attribution: on-record}]\n"
                "      - party: north\n"
                "        stance: supports\n"
                "        date: tomorrow\n"
                "        summary: Asks for it.\n"
                "        evidence: [{source: paper, locator: 1, attribution: on-record}]\n"
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: expected a d"
                "ate as YYYY-MM-DD, got 'today'"
            ),
            (
                "talks/issues/border.yaml:17: issues[0].positions[1].date: expected a d"
                "ate as YYYY-MM-DD, got 'tomorrow'"
            ),
        ],
    ),
    (
        "an item left out: the others keep their place",
        {
            BORDER: (
                ("      - party: north\n        stance: supports"),
                ("      - nobody\n      - party: north\n        stance: maybe"),
            )
        },
        [
            (
                "talks/issues/border.yaml:9: issues[0].positions[0]: expected a mapping"
                " of keys, got 'nobody'"
            ),
            (
                "talks/issues/border.yaml:11: issues[0].positions[1].stance: expected o"
                "ne of supports, open, undecided, reluctant, opposes, got 'maybe'"
            ),
        ],
    ),
    (
        "one mapping under two aliases",
        {
            BORDER: (
                (
                    "        evidence:\n"
                    "          - {source: paper, locator: 2-3, attribution: on-record}"
                ),
                (
                    "        evidence:\n"
                    "          - &e {source: paper, locator: 2, attribution: on-record, page: 1}\n"
                    "          - *e"
                ),
            )
        },
        [
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].page: "
                "unknown key, allowed: source, locator, attribution, speaker, quote, no"
                "te"
            ),
            (
                "talks/issues/border.yaml:18: issues[0].positions[1].evidence[1].page: "
                "unknown key, allowed: source, locator, attribution, speaker, quote, no"
                "te"
            ),
        ],
    ),
    (
        "warnings of absence wait for a sound folder",
        {
            PARTIES: ("name: South", "name: South, what: 1"),
            BORDER: ("stance: opposes", "stance: supports"),
        },
        [
            (
                "talks/parties.yaml:2: [1].what: unknown key, allowed: id, name, short,"
                " kind, role, members, speakers, note"
            )
        ],
    ),
]
"""A fault that merely follows from another is not said."""

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


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(files, expected, id=name)
        for name, files, expected in FILES + VALUES + ACROSS + FOLLOWS + TABLES
    ],
)
def test_a_fault_is_said_in_exact_words(
    tmp_path: Path, files: dict[str, Edit], expected: list[str]
) -> None:
    assert problems(folder(tmp_path, files)) == expected
