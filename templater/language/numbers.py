"""Write whole numbers and their ordinals."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from templater.language.chain import cldr

PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's names for the ways in which a number can sort."""


def ordinal(number: int, tag: str, suffixes: Mapping[str, str]) -> str:
    """Return the number with the suffix of its rank.

    A key of `suffixes` is either the digits in which a number ends, where the longest wins, or one of
    CLDR's ordinal categories; "other" is for the rest. Spanish needs the digits: CLDR puts all its
    ordinals in "other", while 1.er and 3.er lose their o before a masculine noun (RAE, DPD: ordinales).

    >>> before_masculine = {"1": ".er", "3": ".er", "11": ".º", "other": ".º"}
    >>> [ordinal(number, "es", before_masculine) for number in (1, 2, 11, 21)]
    ['1.er', '2.º', '11.º', '21.er']
    >>> ordinal(22, "en", {"two": "nd", "other": "th"})
    '22nd'
    """
    digits = str(number)
    endings = (digits[start:] for start in range(len(digits)))
    for key in (*endings, cldr(tag).ordinal_form(number)):
        if key in suffixes:
            return digits + suffixes[key]
    return digits + suffixes["other"]


def whole_number(number: int, tag: str, minimum_grouping_digits: int = 1) -> str:
    """Return the number with the locale's thousands mark.

    `minimum_grouping_digits` is CLDR's: with 2 there is no mark before the number has five digits,
    which is the Spanish rule; Babel 2.18 does not know it.

    >>> whole_number(1234, "es", 2), whole_number(12345, "es", 2), whole_number(1234, "en")
    ('1234', '12.345', '1,234')
    """
    grouped = abs(number) >= 10 ** (2 + minimum_grouping_digits)
    return format_decimal(number, locale=cldr(tag), group_separator=grouped)
