"""The languages we speak: locale chains, dates, lists, numbers and the words that inflect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.language.chain import locale_chain
    from templater.language.contractions import Contraction, contract
    from templater.language.dates import long_date
    from templater.language.filters import Filter, plain
    from templater.language.lists import Euphony, euphonic, join
    from templater.language.locale import Locale, read_locale
    from templater.language.numbers import ordinal, whole_number
    from templater.language.settings import FILTER_NAMES, Settings, parse_locale_toml
    from templater.language.word_tables import read_words
    from templater.language.words import Row, Words, capfirst, swap_words

_MODULES = {
    "chain": ("locale_chain",),
    "contractions": ("Contraction", "contract"),
    "dates": ("long_date",),
    "filters": ("Filter", "plain"),
    "lists": ("Euphony", "euphonic", "join"),
    "locale": ("Locale", "read_locale"),
    "numbers": ("ordinal", "whole_number"),
    "settings": ("FILTER_NAMES", "Settings", "parse_locale_toml"),
    "word_tables": ("read_words",),
    "words": ("Row", "Words", "capfirst", "swap_words"),
}

__all__ = [
    "FILTER_NAMES",
    "Contraction",
    "Euphony",
    "Filter",
    "Locale",
    "Row",
    "Settings",
    "Words",
    "capfirst",
    "contract",
    "euphonic",
    "join",
    "locale_chain",
    "long_date",
    "ordinal",
    "parse_locale_toml",
    "plain",
    "read_locale",
    "read_words",
    "swap_words",
    "whole_number",
]


__getattr__ = importer(__name__, _MODULES)
