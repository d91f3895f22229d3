"""Reads the CSV of the tables (RFC 4180). Every field is quoted, and `""` is a quote.

No field contains a control character or a line separator. So Athena can split the rows at line breaks, and can have a
tab as its escape character.
"""

import re

from .console import Failure

# Athena ends a row at any of these, also inside quotes.
LINE_END = re.compile(r"\r\n|\n|\r")
FIELD = re.compile(r'"((?:[^"\x00-\x1f\x7f-\x9f\u2028\u2029]|"")*)"(,|$)')


def rows(data: bytes, where: str) -> list[dict[str, str]]:
    """The rows of a file. Each row has its values by the names in the header.

    `where` is the name of the file, for messages.
    """
    text = data.decode("utf-8")
    if not text.endswith("\n"):
        raise Failure(f"{where} doesn't end with a line break")
    lines = [_fields(line, where) for line in LINE_END.split(text)[:-1]]
    header = lines[0]
    if any(len(line) != len(header) for line in lines):
        raise Failure(f"{where} has a row without the {len(header)} fields of its header")
    return [dict(zip(header, line, strict=True)) for line in lines[1:]]


def _fields(line: str, where: str) -> list[str]:
    fields: list[str] = []
    at = 0
    while True:
        found = FIELD.match(line, at)
        if found is None:
            raise Failure(f"{where} has a line with invalid CSV: {line[at : at + 80]!r}")
        fields.append(found[1].replace('""', '"'))
        at = found.end()
        if not found[2]:
            return fields
