"""What one record can have wrong, with the exact lines that it gives."""

from __future__ import annotations

from .fault_case import BORDER, EVENTS, HEADER, MONEY, PARTIES, SOURCES, Case

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
