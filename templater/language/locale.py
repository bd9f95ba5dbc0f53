"""A language as we speak it: its chain, its registers and the rules that CLDR does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from templater.errors import TemplateError, nearest
from templater.language.chain import locale_chain
from templater.language.contractions import Contraction
from templater.language.lists import Euphony
from templater.language.settings import ORDINALS, Settings


@dataclass(frozen=True, slots=True)
class Locale:
    """One locale with everything its parents give it; made by `read_locale`.

    `registers` are those on offer: templates are written in the first, letters speak in `default_register`.
    `date_format` is a CLDR pattern, or "" for CLDR's own long date; `ordinals` holds suffixes by filter.
    The rest is what a finished letter is held to: `salutation` is the sign after the greeting, `opening_marks` are
    pairs such as "¿?", `quotes` is the pair that straight ones stand for, `may_repeat` holds words that may stand
    twice in a row, `spelling` names a dictionary; an empty one asks for nothing.
    """

    tag: str
    chain: tuple[str, ...]
    name: str
    registers: tuple[str, ...]
    default_register: str
    draft: bool = False
    date_format: str = ""
    minimum_grouping_digits: int = 1
    ordinals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    contractions: tuple[Contraction, ...] = ()
    euphony: tuple[Euphony, ...] = ()
    salutation: str = ""
    opening_marks: tuple[str, ...] = ()
    quotes: str = ""
    abbreviations: tuple[str, ...] = ()
    may_repeat: frozenset[str] = frozenset()
    spelling: str = ""


def read_locale(tag: str, settings: Iterable[Settings]) -> Locale:
    """Return the locale that these settings describe: one locale.toml each, the most specific first.

    A setting replaces the same one of a less specific file; tables, such as [ordinal], merge line by line.

    >>> spanish = {"name": "Español", "registers": ["tu", "usted", "vos"]}
    >>> read_locale("es-AR", [{"register": "vos"}, spanish]).default_register
    'vos'
    """
    chain = locale_chain(tag)
    merged = _merged(settings)
    for key in ("name", "registers"):
        if key not in merged:
            raise TemplateError("the setting '{key}' is missing", place=f"{chain[-1]}/locale.toml", key=key)
    registers = tuple(merged["registers"])
    return Locale(
        tag=chain[0],
        chain=chain,
        name=merged["name"],
        registers=registers,
        default_register=_register(merged.get("register", registers[0]), registers, chain[0]),
        draft=merged.get("draft", False),
        # By exact tag: "3 December" suits a plain `en`, and would be wrong in the en-US that inherits from it.
        date_format=merged.get("date_formats", {}).get(chain[0], ""),
        minimum_grouping_digits=merged.get("minimum_grouping_digits", 1),
        ordinals=_ordinals(merged, chain[-1]),
        contractions=tuple(Contraction(**rule) for rule in merged.get("contractions", ())),
        euphony=tuple(_euphony(**rule) for rule in merged.get("euphony", ())),
        salutation=merged.get("salutation", ""),
        opening_marks=tuple(merged.get("opening_marks", ())),
        quotes=merged.get("quotes", ""),
        abbreviations=tuple(merged.get("abbreviations", ())),
        may_repeat=frozenset(merged.get("may_repeat", ())),
        spelling=merged.get("spelling", ""),
    )


def _merged(settings: Iterable[Settings]) -> Settings:
    merged: dict[str, Any] = {}
    for layer in reversed(tuple(settings)):
        for key, value in layer.items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, Mapping) else value
    return merged


def _register(found: str, registers: tuple[str, ...], tag: str) -> str:
    if found in registers:
        return found
    allowed = ", ".join(registers)
    place = f"{tag}/locale.toml"
    if near := nearest(found, registers):
        message = "register: '{found}' is not one of {allowed} (did you mean '{near}'?)"
        raise TemplateError(message, place=place, key="register", found=found, allowed=allowed, near=near)
    message = "register: '{found}' is not one of {allowed}"
    raise TemplateError(message, place=place, key="register", found=found, allowed=allowed)


def _ordinals(merged: Settings, language: str) -> Mapping[str, Mapping[str, str]]:
    ordinals = {name: MappingProxyType(dict(merged[name])) for name in ORDINALS if name in merged}
    for name, suffixes in ordinals.items():
        if "other" not in suffixes:
            message = '[{key}] needs a line other = "…" for all other numbers'
            raise TemplateError(message, place=f"{language}/locale.toml", key=name)
    return MappingProxyType(ordinals)


def _euphony(word: str, becomes: str, before: str, unless: Iterable[str] = ()) -> Euphony:
    return Euphony(word, becomes, before, frozenset(name.casefold() for name in unless))
