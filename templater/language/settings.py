"""Read one locale.toml, and say in the translator's words what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from templater.errors import ChoiceError, TemplateError, nearest
from templater.language.chain import locale_chain
from templater.language.dates import is_date_pattern
from templater.language.numbers import PLURAL_CATEGORIES

Settings = Mapping[str, Any]

ORDINALS = ("ordinal", "ordinal_f", "ordinal_m")
FILTER_NAMES = ("list", "alternatives", "date", "number", *ORDINALS)
"""The filters that every locale has; a contraction's word may not take one of these names."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value)) and len(set(value)) == len(value)


def _is_dates(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_tag(tag) and isinstance(pattern, str) and is_date_pattern(pattern) for tag, pattern in value.items()
    )


def _is_tag(text: str) -> bool:
    try:
        return locale_chain(text)[0] == text
    except ChoiceError:
        return False


def _is_suffixes(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(suffix, str) and (key in PLURAL_CATEGORIES or re.fullmatch("[0-9]+", key))
        for key, suffix in value.items()
    )


def _is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(value) and re.compile(value) is not None
    except re.error:
        return False


def _is_filter_word(value: object) -> bool:
    return isinstance(value, str) and value.isidentifier() and value not in FILTER_NAMES


Kind = tuple[Callable[[object], bool], str]

_TEXT: Kind = (_is_text, "'{key}' must be text between quotes")
_NAMES: Kind = (_is_names, '\'{key}\' must be a list of different texts between quotes, such as ["tu", "usted"]')
_FLAG: Kind = (lambda value: isinstance(value, bool), "'{key}' must be true or false")
_DIGITS: Kind = (lambda value: type(value) is int and 1 <= value <= 4, "'{key}' must be a number from 1 to 4")
_DATES: Kind = (
    _is_dates,
    "each line of '{key}' must be a language tag and a date pattern with the month in words: en-GB = \"d MMMM y\"",
)
_SUFFIXES: Kind = (
    _is_suffixes,
    "each line of '{key}' must be final digits (\"11\") or one, two, few, many or other, and a suffix between quotes",
)
_PATTERN: Kind = (_is_pattern, "'{key}' is not a regular expression between single quotes")
_WORD: Kind = (_is_filter_word, "'{key}' must be one word between quotes, and not the name of another filter")

_KEYS: Mapping[str, Kind] = MappingProxyType(
    {
        "name": _TEXT,
        "registers": _NAMES,
        "register": _TEXT,
        "draft": _FLAG,
        "date_formats": _DATES,
        "minimum_grouping_digits": _DIGITS,
        **dict.fromkeys(ORDINALS, _SUFFIXES),
    }
)
_RULES: Mapping[str, Mapping[str, Kind]] = MappingProxyType(
    {
        "contractions": {"word": _WORD, "before": _TEXT, "becomes": _TEXT},
        "euphony": {"word": _TEXT, "becomes": _TEXT, "before": _PATTERN, "unless": _NAMES},
    }
)
_OPTIONAL = frozenset({"unless"})


def parse_locale_toml(text: str, place: str) -> Settings:
    """Return the settings of one locale.toml; `place` is its name for errors, such as "es-AR/locale.toml".

    >>> parse_locale_toml('register = "vos"', "es-AR/locale.toml")
    {'register': 'vos'}
    """
    source = _Source(text, place)
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise source.unreadable(str(error)) from None
    for key, value in settings.items():
        if key in _RULES:
            _check_rules(source, key, value)
        else:
            _check(source, key, value, _KEYS, (*_KEYS, *_RULES), source.line_of(key))
    return settings


def _check(
    source: _Source, key: str, value: object, kinds: Mapping[str, Kind], known: Iterable[str], line: int
) -> None:
    if key not in kinds:
        raise source.unknown(key, known, line)
    fits, message = kinds[key]
    if not fits(value):
        raise source.error(message, line, key=key)


def _check_rules(source: _Source, name: str, rules: object) -> None:
    kinds = _RULES[name]
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise source.error("'{key}' must be written as [[{key}]], once for each rule", source.line_of(name), key=name)
    start = 0
    for rule in rules:
        start = source.line_of(name, start)
        for key, value in rule.items():
            _check(source, key, value, kinds, kinds, source.line_of(key, start))
        for key in kinds:
            if key not in rule and key not in _OPTIONAL:
                raise source.error("this rule of '{name}' needs '{key}'", start, name=name, key=key)


class _Source:
    """A file's lines, to say where something is wrong."""

    def __init__(self, text: str, place: str) -> None:
        self.lines = text.splitlines()
        self.place = place

    def line_of(self, key: str, after: int = 0) -> int:
        """TOML's reader keeps no line numbers: look for the line that begins with the key."""
        begins = re.compile(rf"""\s*(\[\[?\s*)?["']?{re.escape(key)}["']?\s*[\].=]""")
        found = (number for number, line in enumerate(self.lines, 1) if number > after and begins.match(line))
        return next(found, after or 1)

    def error(self, message: str, line: int, **values: object) -> TemplateError:
        shown = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return TemplateError(message, place=f"{self.place}:{line}", line=shown, **values)

    def unknown(self, key: str, known: Iterable[str], line: int) -> TemplateError:
        names = tuple(known)
        if near := nearest(key, names):
            return self.error("there is no setting '{key}' (did you mean '{near}'?)", line, key=key, near=near)
        return self.error(
            "there is no setting '{key}'; the settings are {known}", line, key=key, known=", ".join(names)
        )

    def unreadable(self, reason: str) -> TemplateError:
        at = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", reason)
        line = int(at[1]) if at and at[1] else max(len(self.lines), 1)
        return self.error("this is not TOML: {reason}", line, reason=reason[: at.start()] if at else reason)
