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

Write = Callable[["Values"], str]


class Places(dict[str, Write]):
    """How each hole of a plan is written, by its key: it is settled once, and serves every row."""

    def __init__(self, holes: Mapping[str, Hole], locale: Locale) -> None:
        super().__init__()
        self._holes = holes
        self._locale = locale

    def __missing__(self, key: str) -> Write:
        hole = self._holes.get(key) or self._beginning(key)
        write = self[key] = _phrase(hole) if hole.is_phrase else _field(hole, self._locale)
        return write

    def _beginning(self, key: str) -> Hole:
        """Return the hole of a phrase that begins another which begins a sentence: we made its capital."""
        at = len("phrase.")
        hole = self._holes[key[:at] + key[at].lower() + key[at + 1 :]]
        return replace(hole, path=hole.path[:at] + key[at] + hole.path[at + 1 :])


class Values(dict[str, str]):
    """What each hole of a plan holds for one row; it is written when a format first asks for it.

    `phrases` has what each phrase says. Raises CandidateError when a value cannot stand where the template puts it.
    """

    __slots__ = ("facts", "phrases", "places")

    def __init__(self, places: Places, facts: Mapping[str, Fact], phrases: Mapping[str, Both]) -> None:
        super().__init__()
        self.places = places
        self.facts = facts
        self.phrases = phrases

    def __missing__(self, key: str) -> str:
        written = self[key] = self.places[key](self)
        return written

    def fill(self, part: Format) -> str:
        """Return a format with its holes filled."""
        return part.template % self


def _phrase(hole: Hole) -> Write:
    """Return what writes a phrase, within a sentence or at its beginning."""
    name = hole.path.partition(".")[2]
    phrase, begins, is_html = name[:1].lower() + name[1:], name[:1].isupper(), hole.html

    def write(values: Values) -> str:
        formats = values.phrases[phrase]
        template = (formats.html if is_html else formats.text).template
        return (_capital(template) if begins else template) % values

    return write


def _field(hole: Hole, locale: Locale) -> Write:
    """Return what writes a field; most are text, and need nothing done but to be escaped."""
    write = _writer(hole, locale)
    is_plain = hole.form == "text" and not hole.filters and "[" not in hole.path
    path, is_html = hole.path, hole.html

    def written(values: Values) -> str:
        fact = values.facts.get(path) if is_plain else None
        if type(fact) is str and fact[-1:] != ".":
            return escape(fact, quote=False) if is_html else fact
        text = write(values.facts)
        if text is None:  # a wording whose field is absent is not in the draw
            raise KeyError(path)
        return text

    return written


def said_within(phrase: str, part: Format, filled: Mapping[str, str]) -> dict[str, str]:
    """Return what a phrase says in the text of others, by the keys of its holes: in a sentence and at its beginning."""
    begins = f"phrase.{phrase[:1].upper()}{phrase[1:]}"
    return {hole_key(f"phrase.{phrase}"): part.template % filled, hole_key(begins): _capital(part.template) % filled}


def write_value(hole: Hole, facts: Mapping[str, Fact], locale: Locale) -> str | None:
    """Return what a hole holds, or None when its field is absent; raises CandidateError as `Values` does."""
    return _writer(hole, locale)(facts)


def _writer(hole: Hole, locale: Locale) -> Callable[[Mapping[str, Fact]], str | None]:
    known = filters(locale) if hole.filters else {}
    applied = tuple(known[name] for name in hole.filters)

    def write(facts: Mapping[str, Fact]) -> str | None:
        value = _value(hole.path, facts)
        if value is None:
            return None
        for apply in applied:
            value = _apply(apply, value, hole)
        return _as_placed(hole, str(value) if applied else plain(value, locale))

    return write


def _value(path: str, facts: Mapping[str, Fact]) -> Fact | None:
    name, bracket, index = path.partition("[")
    fact = facts.get(name)
    if not bracket or fact is None:
        return fact
    return fact[int(index[:-1])] if isinstance(fact, tuple) else fact


def _as_placed(hole: Hole, text: str) -> str:
    """Return a text as its place needs it."""
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


def _apply(write: Callable[[Fact], str], value: Fact, hole: Hole) -> str:
    try:
        return write(value)
    except TemplateError as error:
        raise error.at(hole.place) from None


@lru_cache(maxsize=4096)
def _capital(template: str) -> str:
    """Return a format that begins with a capital, past any tags that open it; a value stays as it was written."""
    return re.sub(r"\A((?:<[^>]*>)*(?:%\(phrase\.)?)(.)", lambda begins: begins[1] + begins[2].upper(), template)
