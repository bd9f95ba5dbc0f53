"""Read one cell: what people type becomes a value of its column, or a problem that says what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite

from templater.candidate.address import read_address
from templater.candidate.columns import BY_NAME, Column
from templater.candidate.dates import dates_meant, is_moment
from templater.candidate.keywords import read_by_keyword
from templater.candidate.text import (
    LONGEST_CELL,
    clean,
    forbidden_character,
    is_link,
    is_plain,
    is_spreadsheet_error,
    plain_line,
)
from templater.candidate.tokens import tokens_in
from templater.errors import Problem, nearest
from templater.keeping import keep

Fact = str | date | tuple[str, ...]

_NO_HINTS = frozenset({"status", "feedback_consent", "share_consent", "talent_pool_consent"})
"""Columns in which the nearest word may be the opposite one, and a wrong guess does harm."""

_RISING = frozenset({"stage"})
"""Columns whose values come one after the other, so that of two the later one holds."""

_DATED = frozenset({"date", "policy"})
_CLOSED = frozenset({"choice", "tag"}) | _DATED
"""The kinds of columns in which the same few cells come again and again."""

_KNOWN = 1024
"""Cells of which the values are kept."""

_LONGEST_NUMBER = 8192
"""Bits; Python itself writes no number of more than 4,300 digits."""

# A hyphen before a figure is a minus, and an asterisk before a word may be the person's own.
_BULLETS = re.compile(r"\A([•·] *|[-*]( +|\Z)|-(?=[^\W\d_]))+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names and values that people write, beside the canonical ones; keys are folded (see `fold`).

    `dates` is "dmy" or "mdy" by language, or region such as "en_gb", how 3/12/2026 is meant there; where there is
    neither, nobody may guess. `keywords` are words that tell the value of a column wherever they stand in a cell.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    protected: frozenset[str] = frozenset()
    dates: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meaning(self, column: Column, text: str) -> str:
        """Return the value of a closed column that text means, or "": by its name, another name, or a word in it."""
        key = fold(text)
        rising = column.choices if column.name in _RISING else ()
        known = self.values.get(column.name, {}).get(key) or _choices(column.choices).get(key)
        return known or read_by_keyword(key, self.keywords.get(column.name, {}), rising)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text as the key of a name: no accents, no case, other signs as underscores.

    >>> fold("Correo electrónico")
    'correo_electronico'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")


@lru_cache(maxsize=64)
def _choices(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {fold(choice): choice for choice in choices}


class CellReader:
    """Reads cells one by one and keeps every problem."""

    def __init__(self, vocabulary: Vocabulary, extra: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self._columns = {**{name: Column(name, name, "clause") for name in extra}, **BY_NAME}
        self._known: dict[tuple[str, str, str], Fact] = {}

    def read(self, name: str, cell: object, cells: Mapping[str, object]) -> Fact | None:
        """Return the value of one cell, or None when it is blank, not ours, or wrong, which is then kept."""
        column = self._columns.get(name)
        if column is None:
            return None
        if type(cell) is not str or column.kind == "words":
            return self._read(column, cell, cells)
        if column.kind not in _CLOSED:
            # nearly every cell is one plain line
            return self._meant(column, plain_line(cell), cells) if is_plain(cell) else self._read(column, cell, cells)
        # the same few come in every row, and dates are read by the row's language
        key = (name, cell, _locale(cells) if column.kind in _DATED else "")
        known = self._known.get(key)
        if known is None and (known := self._read(column, cell, cells)) is not None:
            keep(self._known, key, known, _KNOWN)
        return known

    def _read(self, column: Column, cell: object, cells: Mapping[str, object]) -> Fact | None:
        if column.kind == "words":
            return "\n".join(self._texts(column, cell)).strip() or None
        lines = self._lines(column, cell)
        if column.kind == "clause" and len(lines) > 1:
            items = tuple(item for line in lines if (item := _item(line)))
            return items[0] if len(items) == 1 else items or None
        return self._meant(column, " ".join(lines), cells)

    def _meant(self, column: Column, line: str, cells: Mapping[str, object]) -> Fact | None:
        """Return the value that a line of text means."""
        if not line:
            return None
        match column.kind:
            case "clause":
                return _item(line) or None
            case "choice" | "policy":
                return self._choice(column, line, cells)
            case "date":
                return self._date(column, line, cells)
            case "tag":
                return self._tag(column, line)
        other_names = self.vocabulary.values.get(column.name)
        meant = other_names.get(fold(line)) if other_names else None
        return meant or (line if column.kind == "line" else self._checked(column, line))

    def _lines(self, column: Column, cell: object) -> Sequence[str]:
        lines: list[str] = []
        for text in self._texts(column, cell):
            if len(text) > LONGEST_CELL:
                self._wrong(column, "too-long", "holds {length} characters; the most is {most}",
                            length=len(text), most=LONGEST_CELL)  # fmt: skip
                return ()
            if sign := forbidden_character(text):
                self._wrong(column, "forbidden-character",
                            "holds an invisible character ({sign}); type the text again", sign=sign)  # fmt: skip
                return ()
            cleaned = clean(text)
            said = " ".join(cleaned)  # what a letter would show, soft hyphens and breaks of lines left out
            if token := next(tokens_in(said), None):
                self._wrong(column, "token", "'{found}' is a placeholder of another system that nobody has filled in; "
                            "write what belongs there", found=token[1])  # fmt: skip
                return ()
            if is_spreadsheet_error(said):
                self._wrong(column, "formula-error", "'{found}' is the error of a formula; mend it or leave it blank",
                            found=said)  # fmt: skip
                return ()
            lines += cleaned
        return lines

    def _texts(self, column: Column, cell: object) -> Sequence[str]:
        match cell:
            case None:
                return ()
            case bool():
                return ("yes" if cell else "no",)
            case str():
                return (cell,)
            case int() if cell.bit_length() <= _LONGEST_NUMBER:
                return (str(cell),)
            case float() if isfinite(cell):  # NaN is an empty cell in other programs, 1e999 a mistake of theirs
                return (str(cell),)
            case date():
                return (cell.isoformat(),)
            case [*items] if column.kind == "clause" and all(isinstance(item, str) for item in items):
                return [str(item) for item in items]
        self._wrong(column, "not-text", "is neither text nor a number")
        return ()

    def _choice(self, column: Column, text: str, cells: Mapping[str, object]) -> Fact | None:
        if (meaning := self.vocabulary.meaning(column, text)) in column.choices:
            return meaning
        key = fold(text)
        if column.kind == "policy":
            return self._date(column, text, cells)
        known = {**_choices(column.choices), **self.vocabulary.values.get(column.name, {})}
        allowed = ", ".join(column.choices)
        near = "" if column.name in _NO_HINTS else nearest(key, known)
        if near and near.count("_") == key.count("_"):  # "not well" is no slip of the pen for "well"
            self._wrong(column, "not-a-choice", "'{found}' is not one of {allowed} (did you mean '{near}'?)",
                        found=text, allowed=allowed, near=known[near])  # fmt: skip
        else:
            self._wrong(column, "not-a-choice", "'{found}' is not one of {allowed}", found=text, allowed=allowed)
        return None

    def _date(self, column: Column, text: str, cells: Mapping[str, object]) -> date | None:
        locale = fold(_locale(cells))
        tag = fold(self.vocabulary.values.get("locale", {}).get(locale, locale))
        dates = self.vocabulary.dates
        order = dates.get(tag) or dates.get(tag.partition("_")[0], "")
        found = dates_meant(text, order)
        if len(found) == 1:
            return found[0]
        if found:
            self._wrong(column, "ambiguous-date", "'{found}' could be {first} or {second}; write one of these",
                        found=text, first=found[0].isoformat(), second=found[1].isoformat())  # fmt: skip
        else:
            self._wrong(column, "not-a-date", "'{found}' is not a date; write it as {example}",
                        found=text, example="2026-12-03")  # fmt: skip
        return None

    def _tag(self, column: Column, text: str) -> str | None:
        alias = self.vocabulary.values.get(column.name, {}).get(fold(text))
        if alias:
            return alias
        if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
            return _tag_case(text.replace("_", "-"))
        self._wrong(
            column, "not-a-locale", "'{found}' is not a language tag; write es, es-MX or en-GB, say", found=text
        )
        return None

    def _checked(self, column: Column, text: str) -> str | None:
        if column.kind == "email":
            return self._address(column, text)
        if column.kind == "url" and not is_link(text):
            self._wrong(column, "not-a-link", "'{found}' is not a link; it begins with https://", found=text)
            return None
        if column.kind == "moment" and not is_moment(text):
            self._wrong(column, "not-a-date", "'{found}' is not a date; write it as {example}",
                        found=text, example="2026-12-03T09:30")  # fmt: skip
            return None
        return text

    def _address(self, column: Column, text: str) -> str | None:
        read = read_address(text, column.name)
        if isinstance(read, str):
            return read
        self.problems.append(read)
        return None

    def _wrong(self, column: Column, code: str, message: str, **values: object) -> None:
        self.problems.append(Problem(message, code, column.name, values))


def _item(line: str) -> str:
    """Return free text as it stands inside our sentences, which bring their own full stop."""
    text = _BULLETS.sub("", line)
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _locale(cells: Mapping[str, object]) -> str:
    """Return the language of a row as it was typed; nothing but text names one."""
    locale = cells.get("locale")
    return locale if isinstance(locale, str) else ""


def _tag_case(tag: str) -> str:
    """Write a language tag as RFC 5646 2.1.1 recommends: es-MX, zh-Hant, es-419."""
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
