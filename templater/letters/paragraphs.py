"""A letter's text in parts: its subject, its preheader, and its body paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from templater.letters.expressions import Piece
from templater.letters.letter import Letter, Part

_BREAK = re.compile(r"\n(?:[ \t]*\n)+")
_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s")
_GOES_ON = re.compile(r"[ \t]|([-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of a letter that is finished by itself; `name` is "subject", "preheader" or its number in the body."""

    name: str
    part: Part
    place: str

    @property
    def is_line(self) -> bool:
        """Whether it is a line of the headers, which is no Markdown."""
        return not self.name.isdigit()


def paragraphs_of(letter: Letter) -> Iterator[Paragraph]:
    """Yield the parts of a letter, in the order in which they are read."""
    for name, part in (("subject", letter.subject), ("preheader", letter.preheader)):
        if part.source.text:
            yield Paragraph(name, part, f"{part.source.file}:{part.source.line}")
    for number, (pieces, line) in enumerate(_split(letter.body), start=1):
        yield Paragraph(str(number), Part(letter.body.source, pieces), f"{letter.body.source.file}:{line}")


def _split(body: Part) -> Iterator[tuple[tuple[Piece, ...], int]]:
    """Yield the paragraphs of a body and their lines; what an `if` or a `for` holds stays in one of them."""
    pieces: list[Piece] = []
    line = first = body.source.line
    for piece in body.pieces:
        if not isinstance(piece, str):
            pieces.append(piece)
            continue
        begins = 0
        for found in _BREAK.finditer(piece):
            line += piece.count("\n", begins, found.end())
            if not _is_one_list(pieces, piece[begins : found.start()], piece[found.end() :]):
                yield from _kept([*pieces, piece[begins : found.start()]], first)
                pieces, first = [], line
            else:
                pieces.append(piece[begins : found.end()])
            begins = found.end()
        pieces.append(piece[begins:])
        line += piece.count("\n", begins)
    yield from _kept(pieces, first)


def _is_one_list(pieces: list[Piece], before: str, after: str) -> bool:
    """Say whether a blank line stands within a list, whose numbers go on after it."""
    begins = next((piece for piece in pieces if isinstance(piece, str) and piece.strip()), before)
    return bool(_ITEM.match(begins) and _GOES_ON.match(after))


def _kept(pieces: list[Piece], line: int) -> Iterator[tuple[tuple[Piece, ...], int]]:
    kept = tuple(piece for piece in pieces if piece)
    if any(not isinstance(piece, str) or piece.strip() for piece in kept):
        yield kept, line
