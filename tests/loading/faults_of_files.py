"""What a file as such can have wrong, with the exact lines that it gives."""

from __future__ import annotations

from .fault_case import BORDER, HEADER, MONEY, PARTIES, Case

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
