"""Read cues.toml, layer upon layer, and say in plain words what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

from templater.errors import TemplateError, nearest
from templater.judgement.reading.cuebook import ABOUT, HIDES, ROLES, SAYS, STRENGTHS, Cue, Cuebook
from templater.judgement.reading.words import Spelling
from templater.language.toml_source import NAMES, TEXT, Kind, TomlSource
from templater.patterns import Pattern, parse_pattern, spelled

_TABLE: Kind = (lambda value: isinstance(value, dict), "'{key}' must be a table, such as [{key}]")
_CUE: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("code", "says", "strength", "about", "denied", "hides", "why"), TEXT),
        **dict.fromkeys(("words", "except", "signs", "examples"), NAMES),
    }
)
_NEEDED = ("code", "says", "why", "examples")
_CHOICES: Mapping[str, Sequence[str]] = MappingProxyType(
    {"says": SAYS, "strength": STRENGTHS, "about": ABOUT, "denied": (*SAYS, ""), "hides": HIDES}
)
RATINGS = ("scaled", "bare", "alone")
"""Ways to rate oneself: with the scale as the last number, on a scale of ten, and as all that a clause says."""

_LISTS = ("skip", "hedges", *ROLES, "own_words", "foreign_words")
_TABLES = ("cue", "sets", "spelling", "numbers", "ratings", *_LISTS)
_SOME_WORDS = " *? *? *? "
"""What ... stands for: up to three words of any kind."""

_SET = re.compile(r"<([^<>\s]+)>")


def read_cuebook(language: str, layers: Iterable[tuple[str, str]]) -> Cuebook:
    """Return a language's cuebook from the text and the name of each cues.toml, the least specific first.

    A cue of the same code replaces an earlier layer's; lists are added to, tables merge line by line. Raises
    TemplateError with the line that is wrong.
    """
    return _read_cuebook(language, tuple(layers))


@lru_cache(maxsize=16)  # libraries of one process share what is in their files
def _read_cuebook(language: str, layers: tuple[tuple[str, str], ...]) -> Cuebook:
    cues: dict[str, Cue] = {}
    lists: dict[str, tuple[str, ...]] = dict.fromkeys(_LISTS, ())
    roles: dict[str, tuple[Pattern, ...]] = dict.fromkeys(ROLES, ())
    ratings: dict[str, tuple[Pattern, ...]] = dict.fromkeys(RATINGS, ())
    sets: dict[str, str] = {}
    meant: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, float] = {}
    for text, place in layers:
        layer = _Layer(TomlSource(text, place), sets)
        meant |= layer.spelling()
        numbers |= layer.numbers()
        for name in _LISTS:
            lists[name] += layer.texts(name)
        for role in ROLES:
            roles[role] += layer.patterns(role, layer.texts(role))
        ratings = {kind: (*ratings[kind], *found) for kind, found in layer.ratings().items()}
        cues |= layer.cues()
    skipped, hedges = (tuple(tuple(fold(text).split()) for text in lists[name]) for name in ("skip", "hedges"))
    spelling = Spelling(meant, _by_first((*skipped, *hedges)), frozenset(hedges))
    own, foreign = (frozenset(map(fold, lists[name])) for name in ("own_words", "foreign_words"))
    return Cuebook(language, cues, roles, spelling, numbers, ratings, own, foreign)


def fold(text: str) -> str:
    """Return a text as the words of an answer are compared."""
    return spelled(text, "folded")


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return phrases by their first word, the longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


class _Layer:
    """One file: what it says, checked."""

    def __init__(self, source: TomlSource, sets: dict[str, str]) -> None:
        self.source = source
        self.settings = source.settings()
        for key in self.settings:
            if key not in _TABLES:
                raise source.unknown(key, _TABLES, source.line_of(key))
        for name, words in self._table("sets").items():
            source.check(name, words, {name: TEXT})
            sets[name] = "|".join(words.split())
        self.sets = sets

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of words or patterns."""
        found = self.settings.get(name, [])
        if found:
            self.source.check(name, found, {name: NAMES})
        return tuple(found)

    def patterns(self, key: str, texts: Iterable[str], after: int = 0) -> tuple[Pattern, ...]:
        """Return patterns, in which <name> stands for a set of words."""
        start = self.source.line_of(key, after) if after else self.source.line_of(key)
        return tuple(self._pattern(text, start) for text in texts)

    def _pattern(self, text: str, start: int) -> Pattern:
        written = _SET.sub(lambda found: self._set(found[1], text, start), text) if "<" in text else text
        written = written.replace(" ... ", _SOME_WORDS)
        if "'" in text:
            raise self.error("'{text}': write out what ' shortens, as in 'could not'", text, start)
        try:
            return parse_pattern(written)
        except TemplateError as error:
            raise self.error(error.message, text, start, **error.values) from None

    def _set(self, name: str, text: str, start: int) -> str:
        if name in self.sets:
            return self.sets[name]
        if near := nearest(name, self.sets):
            raise self.error("there is no set <{name}> (did you mean <{near}>?)", text, start, name=name, near=near)
        raise self.error("there is no set <{name}>; [sets] has {known}", text, start, name=name,
                          known=", ".join(self.sets))  # fmt: skip

    def error(self, message: str, pattern: str, start: int, **values: object) -> TemplateError:
        """Return an error about a pattern, at its own line."""
        values.setdefault("text", pattern)
        return self.source.error(message, self.source.line_with(pattern, start), **values)

    def spelling(self) -> dict[str, tuple[str, ...]]:
        """Return what abbreviations are short for."""
        table = self._table("spelling")
        for typed, meant in table.items():
            self.source.check(typed, meant, {typed: TEXT}, after=self.source.line_of("spelling"))
        return {fold(typed): tuple(fold(meant).split()) for typed, meant in table.items()}

    def numbers(self) -> dict[str, float]:
        """Return the numbers that are written as words."""
        table = self._table("numbers")
        for word, number in table.items():
            if not isinstance(number, int | float) or isinstance(number, bool):
                raise self.source.error("'{key}' must be a number", self.source.line_of(word), key=word)
        return {fold(word): float(number) for word, number in table.items()}

    def ratings(self) -> dict[str, tuple[Pattern, ...]]:
        """Return the ways to rate oneself."""
        table = self._table("ratings")
        for kind, texts in table.items():
            self.source.check(kind, texts, dict.fromkeys(RATINGS, NAMES), after=self.source.line_of("ratings"))
        return {kind: self.patterns(kind, table.get(kind, ())) for kind in RATINGS}

    def _table(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.settings.get(name, {})
        self.source.check(name, found, {name: _TABLE})
        return found

    def cues(self) -> dict[str, Cue]:
        """Return the cues by code."""
        records = self.settings.get("cue", [])
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            message = "'{key}' must be written as [[{key}]], once for each group of cues"
            raise self.source.error(message, self.source.line_of("cue"), key="cue")
        found: dict[str, Cue] = {}
        for line, record in zip(self._lines("cue"), records, strict=False):
            cue = self._cue(line, record)
            if cue.code in found:
                at = self.source.line_of("code", line)
                raise self.source.error("there are two with the code '{code}' in this file", at, code=cue.code)
            found[cue.code] = cue
        return found

    def _lines(self, name: str) -> Iterator[int]:
        return (number for number, line in enumerate(self.source.lines, 1) if line.strip() == f"[[{name}]]")

    def _cue(self, line: int, record: Mapping[str, Any]) -> Cue:
        for key, value in record.items():
            self.source.check(key, value, _CUE, after=line)
        for key in _NEEDED:
            if key not in record:
                raise self.source.error("the setting '{key}' is missing", line, key=key)
        if not record.keys() & {"words", "signs"}:
            raise self.source.error("these cues look for nothing: they need 'words' or 'signs'", line)
        chosen = {key: self._choice(key, line, record) for key in _CHOICES}
        return Cue(
            code=record["code"],
            words=self.patterns("words", record.get("words", ()), line),
            excepts=self.patterns("except", record.get("except", ()), line),
            signs=tuple(record.get("signs", ())),
            why=record["why"],
            examples=tuple(record["examples"]),
            place=f"{self.source.place}:{line}",
            **cast(Any, chosen),
        )

    def _choice(self, key: str, line: int, record: Mapping[str, Any]) -> str:
        """Return one of a few values; without one, the first, but what a cue says denied depends on what it says."""
        choices = _CHOICES[key]
        default = _denied(record.get("says", ""), record.get("strength", "clear")) if key == "denied" else choices[0]
        found = str(record.get(key, default))
        if found not in choices:
            at = self.source.line_of(key, line)
            allowed = ", ".join(filter(None, choices))
            raise self.source.error("'{key}': '{found}' is not one of {allowed}", at, key=key, found=found,
                                    allowed=allowed)  # fmt: skip
        return found


def _denied(says: str, strength: str) -> str:
    """Not good is bad and not bad is good, but what was no disaster was not good either."""
    return {"good": "bad", "bad": "middling" if strength == "strong" else "good"}.get(says, "")
