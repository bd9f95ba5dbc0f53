"""Read one locale.toml, and say in the translator's words what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from templater.errors import ChoiceError
from templater.language.chain import locale_chain
from templater.language.dates import is_date_pattern
from templater.language.numbers import PLURAL_CATEGORIES
from templater.language.toml_source import NAMES, TEXT, Kind, TomlSource

Settings = Mapping[str, Any]

ORDINALS = ("ordinal", "ordinal_f", "ordinal_m")
FILTER_NAMES = ("list", "alternatives", "date", "number", *ORDINALS)
"""The filters that every locale has; a contraction's word may not take one of these names."""


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
        "name": TEXT,
        "registers": NAMES,
        "register": TEXT,
        "draft": _FLAG,
        "date_formats": _DATES,
        "minimum_grouping_digits": _DIGITS,
        **dict.fromkeys(ORDINALS, _SUFFIXES),
        "salutation": TEXT,
        "opening_marks": NAMES,
        "quotes": TEXT,
        "abbreviations": NAMES,
        "may_repeat": NAMES,
        "spelling": TEXT,
    }
)
_RULES: Mapping[str, Mapping[str, Kind]] = MappingProxyType(
    {
        "contractions": {"word": _WORD, "before": TEXT, "becomes": TEXT},
        "euphony": {"word": TEXT, "becomes": TEXT, "before": _PATTERN, "unless": NAMES},
    }
)
_OPTIONAL = frozenset({"unless"})


def parse_locale_toml(text: str, place: str) -> Settings:
    """Return the settings of one locale.toml; `place` is its name for errors, such as "es-AR/locale.toml".

    >>> parse_locale_toml('register = "vos"', "es-AR/locale.toml")
    {'register': 'vos'}
    """
    source = TomlSource(text, place)
    settings = source.settings()
    for key, value in settings.items():
        if key in _RULES:
            _check_rules(source, key, value)
        else:
            source.check(key, value, _KEYS, (*_KEYS, *_RULES))
    return settings


def _check_rules(source: TomlSource, name: str, rules: object) -> None:
    kinds = _RULES[name]
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise source.error("'{key}' must be written as [[{key}]], once for each rule", source.line_of(name), key=name)
    start = 0
    for rule in rules:
        start = source.line_of(name, start)
        for key, value in rule.items():
            source.check(key, value, kinds, after=start)
        for key in kinds:
            if key not in rule and key not in _OPTIONAL:
                raise source.error("this rule of '{name}' needs '{key}'", start, name=name, key=key)
