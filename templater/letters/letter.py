"""A letter's file: headers at the top, like an e-mail, then the body."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from templater.candidate import AXIS_CHOICES, BY_NAME
from templater.errors import TemplateError, nearest
from templater.language.shelves import Source
from templater.letters.expressions import Name, Piece, names, read_pieces
from templater.letters.headings import ANY, Tags, read_tags

ADDRESSEES = ("candidate", "manager", "colleague", "recruiter")
LETTER_CHANNELS = ("email", "inmail")
"""The channels of a file that names none: both take a subject and a letter of several paragraphs."""

_HEADERS = ("Subject", "Preheader", "Requires", "Unless", "Addressee", "Note")


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a letter, where it stands; no pieces when it is not there."""

    source: Source
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter for one situation: what it says and what it requires.

    `required_phrases` must not come out silent; without `required_columns` a row is refused by name, and so
    is one that has one of the values of `unless`, each a column with a value. `channels` are those that the
    file is written for, `phrases` those in its own text.
    """

    name: str
    tags: Tags
    subject: Part
    preheader: Part
    body: Part
    requires: Source
    addressed: Source
    required_phrases: tuple[str, ...]
    required_columns: tuple[str, ...]
    unless: tuple[tuple[str, str], ...]
    addressee: str
    channels: frozenset[str]
    phrases: frozenset[str]

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """Subject, preheader and body."""
        return self.subject, self.preheader, self.body

    def mentions(self) -> Iterator[tuple[Name, Source]]:
        """Yield every name in the letter's own text, with the text it stands in."""
        for part in self.parts:
            yield from ((name, part.source) for name in names(part.pieces))


def letter_name(file_name: str) -> str:
    """Return the letter that a file belongs to: the part before the first dot.

    >>> letter_name("rejection.reassure.affirm.md")
    'rejection'
    """
    return file_name.partition(".")[0]


def read_letter(source: Source, axes: Mapping[str, str], columns: Container[str] = BY_NAME) -> Letter:
    """Read a letter's file; every error names the file, the line and what would be right.

    `columns` are those that `Requires:` may name, beside phrases.
    """
    file_name = source.file.rpartition("/")[2]
    name, *values = file_name.removesuffix(".md").split(".")
    headers, body = _split(source)
    if not body.text.strip():
        raise source.error("there is no letter here: write it after the headers and an empty line")
    required = _words(headers.get("Requires"))
    unless = tuple(_refusals(headers.get("Unless")))
    nothing = Source(source.file, 1, "")
    tags = read_tags(", ".join(values) or ANY, axes, source)
    channels = _channels(tags, unless)
    if not channels:
        raise headers["Unless"].error("'Unless:' leaves no channel that this file is written for")
    parts = (
        _part(headers.get("Subject", nothing)),
        _part(headers.get("Preheader", nothing)),
        Part(body, read_pieces(body, blocks=True)),
    )
    return Letter(
        name,
        tags,
        *parts,
        requires=headers.get("Requires", nothing),
        addressed=headers.get("Addressee", nothing),
        required_phrases=tuple(word for word in required if word not in columns),
        required_columns=tuple(word for word in required if word in columns),
        unless=unless,
        addressee=_addressee(headers.get("Addressee")),
        channels=channels,
        phrases=frozenset(one.phrase for part in parts for one in names(part.pieces) if one.phrase),
    )


def _channels(tags: Tags, unless: tuple[tuple[str, str], ...]) -> frozenset[str]:
    named = tags.wanted.get("channel", frozenset(LETTER_CHANNELS))
    return named - {value for column, value in unless if column == "channel"}


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
        name = _known(header[1], source, number)
        if name in headers:
            raise source.error("'{found}:' is here twice", number, found=name)
        headers[name] = Source(source.file, number, header[2], source.tag)
    return headers, Source(source.file, number + 1, "\n".join(lines[number:]), source.tag)


def _known(header: str, source: Source, line: int) -> str:
    if header in _HEADERS:
        return header
    if near := nearest(header, _HEADERS):
        raise source.error(
            "'{found}:' is no header of a letter (did you mean '{near}'?)", line, found=header, near=near
        )
    known = ", ".join(_HEADERS)
    raise source.error("'{found}:' is no header of a letter; there are {known}", line, found=header, known=known)


def _part(header: Source) -> Part:
    return Part(header, read_pieces(header))


def _words(header: Source | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in header.text.split(",") if word.strip()) if header else ()


def _refusals(header: Source | None) -> Iterator[tuple[str, str]]:
    """Yield the column and the value of each part of `Unless: relation=agency, stage=application`."""
    for word in _words(header):
        assert header is not None  # without a header there are no words
        column, _, value = (part.strip() for part in word.partition("="))
        if column not in AXIS_CHOICES:
            raise _not_closed(header, column, AXIS_CHOICES, word)
        if value not in AXIS_CHOICES[column]:
            raise _not_closed(header, value, AXIS_CHOICES[column], word)
        yield column, value


def _not_closed(header: Source, found: str, known: Iterable[str], word: str) -> TemplateError:
    if near := nearest(found, known):
        return header.error(
            "'{word}': there is no '{found}' (did you mean '{near}'?)", word=word, found=found, near=near
        )
    return header.error("'{word}': there is no '{found}'; there are {known}",
                        word=word, found=found, known=", ".join(known))  # fmt: skip


def _addressee(header: Source | None) -> str:
    if header is None:
        return ADDRESSEES[0]
    if header.text in ADDRESSEES:
        return header.text
    known = ", ".join(ADDRESSEES)
    if near := nearest(header.text, ADDRESSEES):
        raise header.error("'{found}' is not one of {allowed} (did you mean '{near}'?)",
                           found=header.text, allowed=known, near=near)  # fmt: skip
    raise header.error("'{found}' is not one of {allowed}", found=header.text, allowed=known)
