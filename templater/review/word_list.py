"""Read a translator's list of words: one to a line, and notes after a #."""

from __future__ import annotations

from collections.abc import Iterator

from templater.language.shelves import open_shelves
from templater.letters import Library

FUNCTION_WORDS = "function-words.txt"
"""The words that tell nothing by themselves: articles, prepositions, pronouns, auxiliaries."""

SPELLING = "spelling.txt"
"""The words that the letters use and the dictionaries lack."""


def word_list(library: Library, tag: str, name: str) -> frozenset[str]:
    """Return the words of a locale's list, with those of the locales behind it; none where there is no list."""
    chain = library.edition(tag).chain
    own = open_shelves(library.directories[1:])
    return frozenset(word for source in own.read(chain, name) for word in parse_word_list(source.text))


def parse_word_list(text: str) -> Iterator[str]:
    """Yield the words of a list.

    >>> list(parse_word_list("# regional\\ntenés\\n\\nvacante  # in Spain too\\n"))
    ['tenés', 'vacante']
    """
    for line in text.splitlines():
        if word := line.partition("#")[0].strip():
            yield word
