"""How a value reads in a letter, with a filter and without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from templater.candidate import Fact
from templater.errors import TemplateError
from templater.language.contractions import contract
from templater.language.dates import long_date
from templater.language.lists import Style, join
from templater.language.locale import Locale
from templater.language.numbers import ordinal, whole_number
from templater.language.settings import ORDINALS

Filter = Callable[[object], str]

# Eighteen digits: no letter counts higher, and int() refuses very long texts with an error of its own.
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


def filters(locale: Locale) -> Mapping[str, Filter]:
    """Return the locale's filters by name: the ones that every locale has, and one for each contraction's word.

    A filter refuses a value that it cannot write with a TemplateError, whose place is left to the caller.

    >>> english = Locale("en", ("en",), "English", ("you",), "you")
    >>> filters(english)["alternatives"](("Go", "Rust"))
    'Go or Rust'
    """
    every: dict[str, Filter] = {
        "list": partial(_list, "list", "standard", locale),
        "alternatives": partial(_list, "alternatives", "or", locale),
        "date": partial(_date, locale),
        "number": partial(_number, locale),
    }
    every |= {name: partial(_ordinal, name, locale) for name in ORDINALS}
    every |= {rule.word: partial(_contract, rule.word, locale) for rule in locale.contractions}
    return MappingProxyType(every)


def plain(value: Fact, locale: Locale) -> str:
    """Return how a value reads without a filter.

    >>> english = Locale("en", ("en",), "English", ("you",), "you")
    >>> plain(("SQL", "Python"), english), plain(date(2026, 12, 3), english)
    ('SQL and Python', 'December 3, 2026')
    """
    match value:
        case str():
            return value
        case date():
            return long_date(value, locale.tag, locale.date_format)
        case _:
            return join(value, locale.tag, "standard", locale.euphony)


def _list(name: str, style: Style, locale: Locale, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)) and all(isinstance(item, str) for item in value):
        return join(value, locale.tag, style, locale.euphony)
    raise TemplateError("'{found}' is not a list, which '{filter}' needs", found=value, filter=name)


def _date(locale: Locale, value: object) -> str:
    if isinstance(value, date):
        return long_date(value, locale.tag, locale.date_format)
    raise TemplateError("'{found}' is not a date, which '{filter}' needs", found=value, filter="date")


def _number(locale: Locale, value: object) -> str:
    return whole_number(_whole("number", value), locale.tag, locale.minimum_grouping_digits)


def _ordinal(name: str, locale: Locale, value: object) -> str:
    # A language without genders writes every ordinal as its plain one.
    suffixes = locale.ordinals.get(name) or locale.ordinals.get("ordinal")
    if not suffixes:
        raise TemplateError("'{filter}' needs a table [ordinal] in {tag}/locale.toml", filter=name, tag=locale.tag)
    number = _whole(name, value)
    if number < 0:
        raise TemplateError("'{found}' has no ordinal", found=value)
    return ordinal(number, locale.tag, suffixes)


def _contract(word: str, locale: Locale, value: object) -> str:
    if isinstance(value, date):
        message = "'{found}' is a date; '{filter}' goes before a name or a noun"
        raise TemplateError(message, found=value.isoformat(), filter=word)
    return contract(word, _list(word, "standard", locale, value), locale.contractions)


def _whole(name: str, value: object) -> int:
    if not _WHOLE_NUMBER.fullmatch(str(value)):
        message = "'{found}' is not a whole number in digits, which '{filter}' needs"
        raise TemplateError(message, found=value, filter=name)
    return int(str(value))
