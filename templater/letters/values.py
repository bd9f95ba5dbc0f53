"""Write a row's values into the places that a plan has for them, each as its place needs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from templater.candidate import Fact, column_of, is_link
from templater.errors import CandidateError, Problem, TemplateError
from templater.language import Locale, plain
from templater.language.filters import filters
from templater.letters.markdown import Both, Format, Hole, hole_key


@dataclass(frozen=True, slots=True)
class Values:
    """What each hole of a plan holds for one row."""

    filled: dict[str, str]

    def fill(self, part: Format) -> str:
        """Return a format with its holes filled."""
        return part.template % self.filled

    def say(self, phrase: str, formats: Both) -> None:
        """Fill the holes of a phrase, within sentences and at their beginning."""
        name = phrase[:1].upper() + phrase[1:]
        for part, html in ((formats.text, False), (formats.html, True)):
            self.filled[hole_key(f"phrase.{phrase}", html=html)] = self.fill(part)
            self.filled[hole_key(f"phrase.{name}", html=html)] = _capital(part.template) % self.filled


def write_values(holes: Iterable[Hole], facts: Mapping[str, Fact], locale: Locale) -> Values:
    """Return what each hole holds; a hole whose field is absent belongs to a wording that is not in the draw.

    Raises CandidateError when a value cannot stand where the template puts it.
    """
    return Values({hole.key: _write(hole, value, locale) for hole in holes
                   if (value := _value(hole.path, facts)) is not None})  # fmt: skip


def _value(path: str, facts: Mapping[str, Fact]) -> Fact | None:
    name, bracket, index = path.partition("[")
    fact = facts.get(name)
    if not bracket or fact is None:
        return fact
    return fact[int(index[:-1])] if isinstance(fact, tuple) else fact


def _write(hole: Hole, value: Fact, locale: Locale) -> str:
    text = _filtered(hole, value, locale)
    if hole.stop and text.endswith(".") and not text.endswith(".."):
        text = text[:-1]
    match hole.form:
        case "link" if not is_link(text):
            problem = Problem("'{found}' is not a link; it begins with https://", "not-a-link",
                              column_of(hole.path), {"found": text})  # fmt: skip
            raise CandidateError([problem])
        case "part":
            text = quote(text, safe="")
        case "mailbox" if hole.html:
            text = quote(text, safe="@+")  # RFC 6068, section 2
    return escape(text, quote=hole.form != "text") if hole.html else text


def _filtered(hole: Hole, value: Fact, locale: Locale) -> str:
    if not hole.filters:
        return plain(value, locale)
    known = filters(locale)
    written: Fact = value
    for name in hole.filters:
        written = _apply(known[name], written, hole)
    return str(written)


def _apply(write: Callable[[Fact], str], value: Fact, hole: Hole) -> str:
    try:
        return write(value)
    except TemplateError as error:
        raise error.at(hole.place) from None


@lru_cache(maxsize=4096)
def _capital(template: str) -> str:
    """Return a format that begins with a capital, past any tags that open it; a value stays as it was written."""
    return re.sub(r"\A((?:<[^>]*>)*(?:%\(phrase\.)?)(.)", lambda begins: begins[1] + begins[2].upper(), template)
