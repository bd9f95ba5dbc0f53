"""Try the examples that stand beside cues: each must be found to say what its cues say."""

from __future__ import annotations

from collections.abc import Iterable

from templater.judgement.reading.cuebook import Cue, Cuebook
from templater.judgement.reading.finding import take_apart
from templater.judgement.reading.words import read_words
from templater.language.toml_source import TomlSource


def is_found(example: str, cue: Cue, book: Cuebook) -> bool:
    """Say whether the words of a cue stand in an example, and it says what they say.

    Longer words of another group may count in their place, as long as they say the same.
    """
    words = read_words(example, book.spelling)
    stand = cue.code in book.index.matches(words.words, words.gaps) or any(sign in example for sign in cue.signs)
    return stand and any(one.says == cue.says for one in take_apart(words, book).found)


def prove(book: Cuebook, files: Iterable[tuple[str, str]]) -> None:
    """Try the examples of the cues that come from these files, each given by its text and its name.

    Raises TemplateError at the first example that is not found.
    """
    for text, place in files:
        source = TomlSource(text, place)
        for cue in book.cues.values():
            file, _, line = cue.place.rpartition(":")
            for example in cue.examples if file == place else ():
                if not is_found(example, cue, book):
                    at = source.line_of("examples", int(line))
                    raise source.error("the example '{example}' does not say what its cues say; mend it or the words",
                                       source.line_with(example, at), example=example)  # fmt: skip
