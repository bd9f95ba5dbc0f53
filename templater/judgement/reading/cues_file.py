"""Read the cues of a language, layer upon layer, and say in plain words what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any, cast

from templater.judgement.reading.cuebook import ABOUT, HIDES, RATINGS, ROLES, SAYS, STRENGTHS, Cue, Cuebook
from templater.judgement.reading.pattern_block import PatternBlock, fold, split
from templater.judgement.reading.words import Spelling
from templater.language.toml_source import NAMES, TEXT, Kind, TomlSource

_TABLE: Kind = (lambda value: isinstance(value, dict), "'{key}' must be a table, such as [{key}]")
_LINES: Kind = (lambda value: isinstance(value, str), "'{key}' must be text between quotes")
_CUE: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("code", "says", "strength", "about", "hides", "why", "words", "except"), TEXT),
        "denied": _LINES,
        **dict.fromkeys(("signs", "examples"), NAMES),
    }
)
_NEEDED = ("code", "says", "why", "examples")
_CHOICES: Mapping[str, Sequence[str]] = MappingProxyType(
    {"says": SAYS, "strength": STRENGTHS, "about": ABOUT, "denied": (*SAYS, ""), "hides": HIDES}
)
_PHRASES = ("skip", "hedges", "own_words", "foreign_words")
_TABLES = ("cue", "sets", "spelling", "numbers", "ratings", *_PHRASES, *ROLES)


def read_cuebook(language: str, layers: Iterable[tuple[str, str]]) -> Cuebook:
    """Return a language's cuebook from the text and the name of each file of cues, the least specific first.

    A cue of the same code replaces an earlier layer's; lists are added to, tables merge line by line. Raises
    TemplateError with the line that is wrong.
    """
    return _read_cuebook(language, tuple(dict.fromkeys(layers)))


@lru_cache(maxsize=16)  # libraries of one process share what is in their files
def _read_cuebook(language: str, layers: tuple[tuple[str, str], ...]) -> Cuebook:
    sets: dict[str, str] = {}
    read = [_Layer(TomlSource(text, place), sets) for text, place in layers]
    cues = {code: cue for layer in read for code, cue in layer.cues().items()}
    roles = {role: tuple(chain.from_iterable(layer.patterns(role) for layer in read)) for role in ROLES}
    ratings = {kind: tuple(chain.from_iterable(layer.ratings(kind) for layer in read)) for kind in RATINGS}
    skip, hedges, own, foreign = (
        tuple(chain.from_iterable(layer.phrases(name) for layer in read)) for name in _PHRASES
    )
    return Cuebook(
        language,
        cues,
        roles,
        Spelling(
            meant={typed: words for layer in read for typed, words in layer.spelling().items()},
            fillers=_by_first(tuple(phrase.split()) for phrase in (*skip, *hedges)),
            looked_for=tuple(chain(*(cue.words for cue in cues.values()), *roles.values())),
            sets=sets,
        ),
        {word: number for layer in read for word, number in layer.numbers().items()},
        ratings,
        sets,
        frozenset(own),
        frozenset(foreign),
    )


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return phrases by their first word, the longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


class _Layer:
    """One file: what it says, checked; `sets` are those of the layers so far, and its own are added."""

    def __init__(self, source: TomlSource, sets: dict[str, str]) -> None:
        self.source = source
        self.settings = source.settings()
        for key in self.settings:
            if key not in _TABLES:
                raise source.unknown(key, _TABLES, source.line_of(key))
        for name, words in self._table("sets").items():
            source.check(name, words, {name: TEXT})
            sets[fold(name)] = fold("|".join(words.replace("|", " ").split()))
        self._blocks = PatternBlock(source, sets)

    def phrases(self, name: str) -> tuple[str, ...]:
        """Return a list of words or phrases, without patterns in them."""
        return tuple(split(fold(self._lines(name))))

    def patterns(self, name: str) -> tuple[str, ...]:
        """Return a list of patterns."""
        written = self._lines(name)
        return self._blocks.read(written, self.source.line_of(name)) if written else ()

    def _lines(self, name: str) -> str:
        written = self.settings.get(name, "")
        self.source.check(name, written, {name: _LINES})
        return str(written)

    def spelling(self) -> Mapping[str, tuple[str, ...]]:
        """Return what abbreviations are short for: on each line one, and behind = what it means."""
        lines = (line.partition("=") for line in fold(self._lines("spelling")).splitlines() if line.strip())
        found: dict[str, tuple[str, ...]] = {}
        for typed, sign, meant in lines:
            if not (sign and typed.strip() and meant.strip()):
                at = self.source.line_with(typed.strip(), self.source.line_of("spelling"))
                raise self.source.error("write what is typed, = and what it means, as in {example}", at,
                                        example="thx = thanks")  # fmt: skip
            found[typed.strip()] = tuple(meant.split())
        return found

    def numbers(self) -> dict[str, float]:
        """Return the numbers that are written as words."""
        table = self._table("numbers")
        for word, number in table.items():
            if not isinstance(number, int | float) or isinstance(number, bool):
                raise self.source.error("'{key}' must be a number", self.source.line_of(word), key=word)
        return {fold(word): float(number) for word, number in table.items()}

    def ratings(self, kind: str) -> tuple[str, ...]:
        """Return the ways to rate oneself of one kind."""
        table = self._table("ratings")
        at = self.source.line_of("ratings")
        for key, written in table.items():
            self.source.check(key, written, dict.fromkeys(RATINGS, TEXT), after=at)
        return self._blocks.read(table[kind], self.source.line_of(kind, at)) if kind in table else ()

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
        for line, record in zip(self._headings("cue"), records, strict=False):
            cue = self._cue(line, record)
            if cue.code in found:
                at = self.source.line_of("code", line)
                raise self.source.error("there are two with the code '{code}' in this file", at, code=cue.code)
            found[cue.code] = cue
        return found

    def _headings(self, name: str) -> Iterator[int]:
        return (number for number, line in enumerate(self.source.lines, 1) if line.strip() == f"[[{name}]]")

    def _cue(self, line: int, record: Mapping[str, Any]) -> Cue:
        for key, value in record.items():
            if key not in _CUE or not _CUE[key][0](value):
                self.source.check(key, value, _CUE, after=line)
        for key in _NEEDED:
            if key not in record:
                raise self.source.error("the setting '{key}' is missing", line, key=key)
        if not record.keys() & {"words", "signs"}:
            raise self.source.error("these cues look for nothing: they need 'words' or 'signs'", line)
        chosen = {key: self._choice(key, line, record) for key in _CHOICES}
        return Cue(
            code=record["code"],
            words=self._blocks.read(record.get("words", ""), line),
            excepts=self._blocks.read(record.get("except", ""), line),
            signs=tuple(record.get("signs", ())),
            why=record["why"],
            examples=tuple(record["examples"]),
            place=f"{self.source.place}:{line}",
            **cast(Any, chosen),
        )

    def _choice(self, key: str, line: int, record: Mapping[str, Any]) -> str:
        """Return one of a few values; without one, the first, but what a cue says denied depends on what it says."""
        choices = _CHOICES[key]
        default = _denied(record) if key == "denied" else choices[0]
        found = str(record.get(key, default))
        if found not in choices:
            at = self.source.line_of(key, line)
            allowed = ", ".join(filter(None, choices))
            raise self.source.error("'{key}': '{found}' is not one of {allowed}", at, key=key, found=found,
                                    allowed=allowed)  # fmt: skip
        return found


def _denied(record: Mapping[str, Any]) -> str:
    """Not good is bad, and what did not go wrong went well; but what was no disaster was not good either."""
    disaster = record.get("strength") == "strong" and record.get("about") == "it"
    return {"good": "bad", "bad": "middling" if disaster else "good"}.get(record.get("says", ""), "")
