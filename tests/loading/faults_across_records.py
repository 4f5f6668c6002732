"""What only shows across records, and what merely follows from another fault and is not said."""

from __future__ import annotations

from .fault_case import BORDER, EVENTS, HEADER, MONEY, PARTIES, SOURCES, Case

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
