"""Write a row's values into the places that a plan has for them, each as its place needs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape
from urllib.parse import quote

from templater.candidate import Fact, column_of, is_link
from templater.errors import CandidateError, Problem, TemplateError
from templater.language import Locale, plain
from templater.language.filters import filters
from templater.letters.markdown import Both, Format, Hole, hole_key


class Values(dict[str, str]):
    """What each hole of a plan holds for one row; it is written when a format first asks for it.

    `phrases` has what each phrase says. Raises CandidateError when a value cannot stand where the template puts it.
    """

    __slots__ = ("_facts", "_holes", "_locale", "_phrases")

    def __init__(
        self, holes: Mapping[str, Hole], facts: Mapping[str, Fact], locale: Locale, phrases: Mapping[str, Both]
    ) -> None:
        super().__init__()
        self._holes = holes
        self._facts = facts
        self._locale = locale
        self._phrases = phrases

    def __missing__(self, key: str) -> str:
        hole = self._holes.get(key) or self._beginning(key)
        written = self[key] = self._said(hole) if hole.is_phrase else self._written(hole)
        return written

    def _beginning(self, key: str) -> Hole:
        """Return the hole of a phrase that begins another which begins a sentence: we made its capital."""
        at = len("phrase.")
        hole = self._holes[key[:at] + key[at].lower() + key[at + 1 :]]
        return replace(hole, path=hole.path[:at] + key[at] + hole.path[at + 1 :])

    def _said(self, hole: Hole) -> str:
        """Return what a phrase says, within a sentence or at its beginning."""
        name = hole.path.partition(".")[2]
        formats = self._phrases[name[:1].lower() + name[1:]]
        template = (formats.html if hole.html else formats.text).template
        return (_capital(template) if name[:1].isupper() else template) % self

    def _written(self, hole: Hole) -> str:
        written = write_value(hole, self._facts, self._locale)
        if written is None:  # a wording whose field is absent is not in the draw
            raise KeyError(hole.path)
        return written

    def fill(self, part: Format) -> str:
        """Return a format with its holes filled."""
        return part.template % self


def said_within(phrase: str, part: Format, filled: Mapping[str, str]) -> dict[str, str]:
    """Return what a phrase says in the text of others, by the keys of its holes: in a sentence and at its beginning."""
    begins = f"phrase.{phrase[:1].upper()}{phrase[1:]}"
    return {hole_key(f"phrase.{phrase}"): part.template % filled, hole_key(begins): _capital(part.template) % filled}


def write_value(hole: Hole, facts: Mapping[str, Fact], locale: Locale) -> str | None:
    """Return what a hole holds, or None when its field is absent; raises CandidateError as `Values` does."""
    value = _value(hole.path, facts)
    return None if value is None else _write(hole, value, locale)


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
