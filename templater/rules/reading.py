"""Read rules.toml, layer upon layer, and say in plain words what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar
from unicodedata import normalize

from templater.errors import TemplateError, nearest
from templater.language.toml_source import NAMES, TEXT, Kind, TomlSource
from templater.patterns import MATCHES, Match, Pattern, parse_pattern
from templater.rules.rulebook import KINDS, SEVERITIES, Person, Register, Rulebook, WordRule, make_rulebook, range_of


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.replace("-", "").isalnum() and value == value.lower()


_CODE: Kind = (_is_code, "'{key}' must be a short name of small letters, digits and hyphens, such as \"data-rights\"")

_RULE: Mapping[str, Kind] = MappingProxyType(
    {
        "code": _CODE,
        **dict.fromkeys(("kind", "severity"), TEXT),
        **dict.fromkeys(("words", "alone", "signs", "except"), NAMES),
        **dict.fromkeys(("match", "off", "why", "instead"), TEXT),
        **dict.fromkeys(("fires", "silent"), NAMES),
        "source": TEXT,
    }
)
_PERSON: Mapping[str, Kind] = MappingProxyType(
    {"code": _CODE, "words": NAMES, "except": NAMES, "why": TEXT, "fires": NAMES, "silent": NAMES}
)
_REGISTER: Mapping[str, Kind] = MappingProxyType(
    {"strong": NAMES, "weak": NAMES, "except": NAMES, "why": TEXT, "instead": TEXT}
)
_ONCE: Mapping[str, Kind] = MappingProxyType({"words": NAMES})
_TABLES = ("rule", "registers", "person", "once")
_OPTIONAL = frozenset({"words", "alone", "signs", "except", "match", "off", "weak"})
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({"kind": KINDS, "severity": SEVERITIES, "match": MATCHES})


def read_rulebook(layers: Iterable[tuple[str, str]]) -> Rulebook:
    """Return the rulebook of a locale from the text and the name of each rules.toml, the least specific first.

    A rule or a person of the same code, a register of the same name and [once] replace what an earlier layer says.
    """
    return _read_rulebook(tuple(layers))


@lru_cache(maxsize=16)  # libraries of one process share what is in their files
def _read_rulebook(layers: tuple[tuple[str, str], ...]) -> Rulebook:
    rules: dict[str, WordRule] = {}
    registers: dict[str, Register] = {}
    persons: dict[str, Person] = {}
    once: tuple[Pattern, ...] = ()
    for text, place in layers:
        source = TomlSource(text, place)
        settings = source.settings()
        for key in settings:
            if key not in _TABLES:
                raise source.unknown(key, _TABLES, source.line_of(key))
        rules |= _by_code(source, "rule", settings.get("rule", []), _rule)
        registers |= _registers(source, settings.get("registers", {}))
        persons |= _by_code(source, "person", settings.get("person", []), _person)
        once = _once(source, settings["once"]) if "once" in settings else once
    return make_rulebook(rules.values(), registers.values(), persons.values(), once)


_Read = TypeVar("_Read", WordRule, Person)


def _by_code(
    source: TomlSource, name: str, records: object, read: Callable[[TomlSource, int, Mapping[str, Any]], _Read]
) -> dict[str, _Read]:
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise source.error("'{key}' must be written as [[{key}]], once for each rule", source.line_of(name), key=name)
    found: dict[str, _Read] = {}
    line = 0
    for record in records:
        line = source.line_of(name, line)
        one = read(source, line, record)
        if one.code in found:
            at = source.line_of("code", line)
            raise source.error("there are two with the code '{code}' in this file", at, code=one.code)
        found[one.code] = one
    return found


def _rule(source: TomlSource, line: int, record: Mapping[str, Any]) -> WordRule:
    _check(source, "rule", line, record, _RULE)
    for key, choices in _CHOICES.items():
        _check_choice(source, line, key, record.get(key, choices[0]), choices)
    if not record.keys() & {"words", "alone", "signs"}:
        raise source.error("this rule looks for nothing: it needs 'words', 'alone' or 'signs'", line)
    match: Match = record.get("match", "folded")
    return WordRule(
        code=record["code"],
        kind=record["kind"],
        severity=record["severity"],
        words=_patterns(source, line, record, "words", match),
        alone=_patterns(source, line, record, "alone", match),
        signs=_signs(source, line, record),
        excepts=_patterns(source, line, record, "except", match),
        match=match,
        off=record.get("off", ""),
        why=record["why"],
        instead=record["instead"],
        fires=tuple(record["fires"]),
        silent=tuple(record["silent"]),
        source=record["source"],
        place=f"{source.place}:{line}",
    )


def _person(source: TomlSource, line: int, record: Mapping[str, Any]) -> Person:
    _check(source, "person", line, record, _PERSON)
    return Person(
        code=record["code"],
        words=_patterns(source, line, record, "words"),
        excepts=_patterns(source, line, record, "except"),
        why=record["why"],
        fires=tuple(record["fires"]),
        silent=tuple(record["silent"]),
        place=f"{source.place}:{line}",
    )


def _registers(source: TomlSource, tables: object) -> Iterator[tuple[str, Register]]:
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        line = source.line_of("registers")
        raise source.error("'registers' must be written as [registers.tu], once for each register", line)
    for name, table in tables.items():
        line = source.line_of(f"registers.{name}")
        _check(source, f"registers.{name}", line, table, _REGISTER)
        yield (
            name,
            Register(
                name=name,
                strong=_patterns(source, line, table, "strong", "accents"),
                weak=_patterns(source, line, table, "weak", "accents"),
                excepts=_patterns(source, line, table, "except", "accents"),
                why=table["why"],
                instead=table["instead"],
                place=f"{source.place}:{line}",
            ),
        )


def _once(source: TomlSource, table: object) -> tuple[Pattern, ...]:
    line = source.line_of("once")
    if not isinstance(table, dict):
        raise source.error("'once' must be written as [once], with 'words' below it", line)
    _check(source, "once", line, table, _ONCE)
    if "words" not in table:
        raise source.error("this rule of '{name}' needs '{key}'", line, name="once", key="words")
    return _patterns(source, line, table, "words")


def _check(source: TomlSource, name: str, line: int, record: Mapping[str, Any], kinds: Mapping[str, Kind]) -> None:
    for key, value in record.items():
        source.check(key, value, kinds, after=line)
    optional = _OPTIONAL if kinds is not _PERSON else _OPTIONAL - {"words"}
    for key in kinds:
        if key not in record and key not in optional:
            raise source.error("this rule of '{name}' needs '{key}'", line, name=name, key=key)


def _check_choice(source: TomlSource, line: int, key: str, value: str, choices: tuple[str, ...]) -> None:
    if value in choices:
        return
    at = source.line_of(key, line)
    if near := nearest(value, choices):
        raise source.error("'{value}' is no '{key}' (did you mean '{near}'?)", at, value=value, key=key, near=near)
    known = ", ".join(choices)
    raise source.error("'{value}' is no '{key}'; there are {known}", at, value=value, key=key, known=known)


def _patterns(
    source: TomlSource, line: int, record: Mapping[str, Any], key: str, match: Match = "folded"
) -> tuple[Pattern, ...]:
    return tuple(_pattern(source, line, key, text, match) for text in record.get(key, ()))


def _signs(source: TomlSource, line: int, record: Mapping[str, Any]) -> tuple[str, ...]:
    signs = tuple(normalize("NFC", sign) for sign in record.get("signs", ()))
    for sign in signs:
        if (ends := range_of(sign)) and ends[0] > ends[1]:
            at = source.line_with(sign, source.line_of("signs", line))
            first, last = ends
            raise source.error(
                "in '{sign}' the last sign comes first: write '{last}-{first}'", at, sign=sign, first=first, last=last
            )
    return signs


def _pattern(source: TomlSource, line: int, key: str, text: str, match: Match) -> Pattern:
    try:
        return parse_pattern(text, match)
    except TemplateError as error:
        at = source.line_with(text, source.line_of(key, line))
        raise source.error(error.message, at, **error.values) from None
