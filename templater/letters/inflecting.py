"""The words that inflect, and those that a region says otherwise, in the form that a situation asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from templater.judgement import Situation
from templater.language import Words
from templater.letters.expressions import Name, Piece, expand


def inflected(
    pieces: tuple[Piece, ...], words: Words, situation: Situation, size: Callable[[str], int]
) -> Iterator[str | Name]:
    """Yield text and names with ifs, fors and words that inflect resolved; `size` counts a field's items."""
    values: Mapping[str, str] = {}
    for piece in expand(pieces, size):
        if isinstance(piece, str):
            yield words.in_region(piece)
            continue
        table, _, key = piece.path.partition(".")
        if table not in words.tables:
            yield piece
            continue
        values = values or situation.as_dict()
        yield words.lookup(table, key, values) or piece
