"""The words that inflect, and those that a region says otherwise, in the form that a situation asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from templater.judgement import Situation
from templater.language import Words, swap_words
from templater.letters.expressions import Name, Piece, expand


def inflected(
    pieces: tuple[Piece, ...], words: Words, situation: Situation, size: Callable[[str], int]
) -> Iterator[str | Name]:
    """Yield text and names with ifs, fors and words that inflect resolved; `size` counts a field's items."""
    values = situation.as_dict()
    for piece in expand(pieces, size):
        if isinstance(piece, str):
            yield swap_words(piece, words.lexicon)
        else:
            table, _, key = piece.path.partition(".")
            yield (words.lookup(table, key, values) if table in words.tables else None) or piece
