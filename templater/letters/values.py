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

_PHRASES = re.compile(r"%\((phrase\.[^)]*)\)s")

Facts = Mapping[str, Fact]
Write = Callable[[Facts], str | None]


@dataclass(frozen=True, slots=True)
class Place:
    """How a field's hole is written; most hold text, which is `plain`: it needs nothing done but to be escaped."""

    fact: str
    plain: bool
    html: bool
    write: Write


class Values(dict[str, str]):
    """What each hole of a plan holds for one row; a field is written when a format first asks for it.

    Raises CandidateError when a value cannot stand where the template puts it.
    """

    __slots__ = ("facts", "places")

    def __init__(self, places: Mapping[str, Place], facts: Facts) -> None:
        super().__init__()
        self.places = places
        self.facts = facts

    def __missing__(self, key: str) -> str:
        place = self.places[key]
        fact = self.facts.get(place.fact) if place.plain else None
        if type(fact) is str and fact[-1:] != ".":
            written: str | None = escape(fact, quote=False) if place.html else fact
        else:
            written = place.write(self.facts)
        if written is None:  # a wording whose field is absent is not in the draw
            raise KeyError(place.fact)
        self[key] = written
        return written

    def fill(self, part: Format) -> str:
        """Return a format with its holes filled."""
        return part.template % self


def places_of(holes: Iterable[Hole], locale: Locale) -> dict[str, Place]:
    """Return how the fields among some holes are written, by their keys; it is settled once, and serves every row."""
    return {
        hole.key: Place(
            hole.path,
            hole.form == "text" and not hole.filters and "[" not in hole.path,
            hole.html,
            _writer(hole, locale),
        )
        for hole in holes
        if not hole.is_phrase
    }


Sayings = tuple[tuple[str, str], ...]
"""Words by the keys of the holes in which they stand."""


def sayings_of(phrase: str, formats: Both, *, html: bool) -> Sayings:
    """Return a phrase's words in text, and in HTML if there is a page, at the beginning of a sentence and within."""
    said = _sayings(phrase, formats.text.template, html=False)
    return (*said, *_sayings(phrase, formats.html.template, html=True)) if html else said


@lru_cache(maxsize=4096)
def _sayings(phrase: str, words: str, *, html: bool) -> Sayings:
    begins = phrase[:1].upper() + phrase[1:]
    # the phrase itself comes last, for a name that begins with no letter to make a capital of
    return (
        (hole_key(f"phrase.{begins}", html=html), _capital(words)),
        (hole_key(f"phrase.{phrase}", html=html), words),
    )


@lru_cache(maxsize=4096)
def phrases_asked(template: str) -> tuple[str, ...]:
    """Return the keys under which a format asks for phrases."""
    return tuple(_PHRASES.findall(template))


def said_within(phrase: str, formats: Both, filled: Mapping[str, str]) -> dict[str, str]:
    """Return what a phrase says in the text of others, by the keys of its holes."""
    return {key: words % filled for key, words in sayings_of(phrase, formats, html=False)}


def write_value(hole: Hole, facts: Facts, locale: Locale) -> str | None:
    """Return what a hole holds, or None when its field is absent; raises CandidateError as `Values` does."""
    return _writer(hole, locale)(facts)


def _writer(hole: Hole, locale: Locale) -> Write:
    known = filters(locale) if hole.filters else {}
    applied = tuple(known[name] for name in hole.filters)

    def write(facts: Facts) -> str | None:
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
