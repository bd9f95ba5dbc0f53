"""Try the examples that stand beside cues: each must be found to say what its cues say."""

from __future__ import annotations

from collections.abc import Iterable

from templater.judgement.reading.cuebook import Cue, Cuebook
from templater.judgement.reading.finding import take_apart
from templater.judgement.reading.words import read_words
from templater.language.toml_source import TomlSource


def is_found(example: str, cue: Cue, book: Cuebook) -> bool:
    """Say whether a cue counts in an example, with what it says."""
    answer = take_apart(read_words(example, book.spelling), book)
    return any(one.cue is cue and one.says == cue.says for one in answer.found)


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
