"""A letter's file: headers at the top, like an e-mail, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from templater.candidate import BY_NAME
from templater.errors import nearest
from templater.letters.expressions import Name, Piece, Source, names, read_pieces
from templater.letters.headings import ANY, Tags, read_tags

ADDRESSEES = ("candidate", "manager", "colleague", "recruiter")
_HEADERS = ("Subject", "Preheader", "Requires", "Addressee", "Note")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter for one situation: what it says and what it requires.

    `required_phrases` must not come out silent; without `required_columns` a row is refused by name.
    """

    name: str
    tags: Tags
    subject: tuple[Piece, ...]
    preheader: tuple[Piece, ...]
    body: tuple[Piece, ...]
    body_source: Source
    required_phrases: tuple[str, ...]
    required_columns: tuple[str, ...]
    addressee: str

    def mentions(self) -> Iterator[Name]:
        """Yield every name in the letter's own text."""
        yield from names(self.subject + self.preheader + self.body)


def letter_name(file_name: str) -> str:
    """Return the letter that a file belongs to: the part before the first dot.

    >>> letter_name("rejection.reassure.affirm.md")
    'rejection'
    """
    return file_name.partition(".")[0]


def read_letter(source: Source, axes: Mapping[str, str]) -> Letter:
    """Read a letter's file; every error names the file, the line and what would be right."""
    file_name = source.file.rpartition("/")[2]
    name, *values = file_name.removesuffix(".md").split(".")
    headers, body = _split(source)
    required = _words(headers.get("Requires"))
    return Letter(
        name=name,
        tags=read_tags(", ".join(values) or ANY, axes, source),
        subject=_pieces(headers.get("Subject")),
        preheader=_pieces(headers.get("Preheader")),
        body=read_pieces(body, blocks=True),
        body_source=body,
        required_phrases=tuple(word for word in required if word not in BY_NAME),
        required_columns=tuple(word for word in required if word in BY_NAME),
        addressee=_addressee(headers.get("Addressee")),
    )


def _split(source: Source) -> tuple[dict[str, Source], Source]:
    headers: dict[str, Source] = {}
    lines = source.text.split("\n")
    number = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            break
        header = re.match(r"([A-Z][a-z]+):\s*(.*)", line)
        if header is None:
            raise source.error("a letter begins with its headers ({headers}) and an empty line", number,
                               headers=", ".join(_HEADERS))  # fmt: skip
        headers[_known(header[1], source, number)] = Source(source.file, number, header[2])
    return headers, Source(source.file, number + 1, "\n".join(lines[number:]))


def _known(header: str, source: Source, line: int) -> str:
    if header in _HEADERS:
        return header
    near = nearest(header, _HEADERS) or ", ".join(_HEADERS)
    raise source.error("'{found}:' is no header of a letter (did you mean '{near}'?)", line, found=header, near=near)


def _pieces(header: Source | None) -> tuple[Piece, ...]:
    return read_pieces(header) if header else ()


def _words(header: Source | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in header.text.split(",") if word.strip()) if header else ()


def _addressee(header: Source | None) -> str:
    if header is None:
        return ADDRESSEES[0]
    if header.text in ADDRESSEES:
        return header.text
    raise header.error(
        "'{found}' is no addressee; they are {allowed}", found=header.text, allowed=", ".join(ADDRESSEES)
    )
