"""The text of a YAML file in, the same without what other programs leave in it, out: pairs of JSON,
the marks of a merge."""

from __future__ import annotations

import re

CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


def join_surrogates(text: str) -> str:
    """The text with the pairs that JSON writes for an emoji as the emoji."""

    def one(pair: re.Match[str]) -> str:
        high, low = int(pair[2], 16), int(pair[3], 16)
        return pair[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return STRING.sub(lambda string: PAIR.sub(one, string[0]), text)


def without_conflicts(lines: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines with one side of each conflict of a merge, and a fault for each."""
    kept = list(lines)
    faults: list[tuple[int, str]] = []
    begin, other = -1, False
    for number, line in enumerate(lines):
        mark = CONFLICT.match(line)
        if mark and mark[1][0] == "<":
            begin, other = number, False
        if begin < 0:
            continue
        if mark or other:
            kept[number] = ""
        if mark and mark[1][0] in "=|":
            other = True
        elif mark and mark[1][0] == ">":
            message = (
                f"the marks of a merge that met a conflict, down to line {number + 1}: "
                "keep one side, delete the other and the marks"
            )
            faults.append((begin + 1, message))
            begin = -1
    return (kept, faults) if faults else (lines, [])
