"""Read many patterns that stand in one text, divided by commas or line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from templater.errors import TemplateError, nearest
from templater.language.toml_source import TomlSource
from templater.patterns import parse_pattern, spelled

_SOME_WORDS = "*? *? *?"
"""What ... stands for: up to three words of any kind."""

_SET = re.compile(r"<([^<>\s]*)>")

_WORD = r"(?:\*?\w+\*?|<[^<>\s]+>)"
_PLACE = rf"(?:{_WORD}(?:\|{_WORD})*+\??|\*\??)"
_WHOLE = re.compile(rf"{_PLACE}(?: {_PLACE})*+(?:\n{_PLACE}(?: {_PLACE})*+)*+")
"""Nothing but words, <sets> and stars; what else there may be in a pattern is looked at one by one."""

_ANY = re.compile(r"^(?:\S*\?|\*)(?: (?:\S*\?|\*))*$", re.MULTILINE)
"""A pattern in which no word must be there."""


def fold(text: str) -> str:
    """Return a text as the words of an answer are compared."""
    return spelled(text, "folded")


def split(written: str) -> list[str]:
    """Return what commas and line ends divide.

    >>> split("so so, half and half,\\nmeh")
    ['so so', 'half and half', 'meh']
    """
    return [one for one in map(str.strip, written.replace(",", "\n").split("\n")) if one]


def _without_hyphens(pattern: str) -> Iterator[str]:
    """Yield a pattern for each way to say it: in answers a hyphen is the same as a space.

    >>> list(_without_hyphens("half-baked|raw answers"))
    ['raw answers', 'half baked answers']
    """
    places = pattern.split(" ")
    for number, place in enumerate(places):
        alternatives = place.removesuffix("?").split("|")
        divided = [one for one in alternatives if "-" in one and "<" not in one]
        if divided:
            before, after = places[:number], places[number + 1 :]
            whole = [one for one in alternatives if one not in divided]
            ways = ["|".join(whole) + "?" * place.endswith("?")] if whole else []
            for one in (*ways, *(each.replace("-", " ") for each in divided)):
                yield from _without_hyphens(" ".join((*before, one, *after)))
            return
    yield pattern


class PatternBlock:
    """Reads the patterns of one file, in which <name> stands for a set of words."""

    def __init__(self, source: TomlSource, sets: Mapping[str, str]) -> None:
        self._source = source
        self._sets = sets

    def read(self, written: str, line: int) -> tuple[str, ...]:
        """Return the patterns, folded; raises TemplateError for one that is wrong, from a line of the file on."""
        patterns = split(written)
        block = fold("\n".join(patterns)).replace("...", _SOME_WORDS)
        if "-" in block:
            block = "\n".join(chain.from_iterable(map(_without_hyphens, block.split("\n"))))
        known = {name in self._sets for name in _SET.findall(block)} if "<" in block else set()
        if patterns and (not _WHOLE.fullmatch(block) or False in known or _ANY.search(block)):
            for pattern in patterns:
                self._prove(pattern, line)
        return tuple(block.split("\n")) if patterns else ()

    def _prove(self, pattern: str, line: int) -> None:
        for name in _SET.findall(pattern):
            if fold(name) not in self._sets:
                raise self._no_set(name, pattern, line)
        if "'" in pattern:
            raise self.error("'{text}': write out what ' shortens, as in 'could not'", pattern, line)
        try:
            parse_pattern(_SET.sub("set", pattern).replace("...", _SOME_WORDS))
        except TemplateError as error:
            raise self.error(error.message, pattern, line, **error.values) from None

    def _no_set(self, name: str, pattern: str, line: int) -> TemplateError:
        if near := nearest(name, self._sets):
            message = "there is no set <{name}> (did you mean <{near}>?)"
            return self.error(message, pattern, line, name=name, near=near)
        return self.error("there is no set <{name}>; [sets] has {known}", pattern, line, name=name,
                           known=", ".join(self._sets))  # fmt: skip

    def error(self, message: str, pattern: str, line: int, **values: object) -> TemplateError:
        """Return an error about a pattern, at its own line."""
        return self._source.error(message, self._source.line_with(pattern, line), **{"text": pattern, **values})
