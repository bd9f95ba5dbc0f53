"""Words that a letter must not have, judged as they are said: another register, a guessed gender, the word rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from templater.errors import TemplateError
from templater.review.check.inflecting import wrapped
from templater.review.check.rule import Hit, Rule
from templater.review.check.sayings import Saying, sayings
from templater.review.check.templates import Templates
from templater.review.gender import gendered
from templater.rules import Finding, Rulebook


def _books(templates: Templates) -> Iterator[tuple[Saying, Rulebook]]:
    books: dict[str, Rulebook | None] = {}
    for saying in sayings(templates):
        tag = saying.edition.locale.tag
        if tag not in books:
            try:
                books[tag] = templates.rulebook(saying.edition)
            except TemplateError:
                books[tag] = None  # it is reported as broken
        if book := books[tag]:
            yield saying, book


def _register(templates: Templates) -> Iterator[Hit]:
    """Yield the marks of another register, each with all the registers of letters in which it stands."""
    seen: set[tuple[str, str, int]] = set()
    hits: dict[tuple[str, int, str], tuple[Saying, Hit, list[str]]] = {}
    for saying, book in _books(templates):
        key = (saying.register, saying.masked, id(book))
        if len(saying.edition.locale.registers) < 2 or key in seen:
            continue
        seen.add(key)
        for found in book.register_leaks(saying.masked, saying.register):
            if found.severity == "error":
                hit = _hit(saying, found)
                _, _, registers = hits.setdefault((hit.file, hit.line, hit.words), (saying, hit, []))
                registers += [saying.register] if saying.register not in registers else []
    for saying, hit, registers in hits.values():
        values = {**hit.values, "register": ", ".join(registers)}
        yield replace(hit, values=values, fix=wrapped(templates, saying.edition, hit))


def _rules(templates: Templates) -> Iterator[Hit]:
    seen: set[tuple[str, int]] = set()
    for saying, book in _books(templates):
        key = (saying.masked, id(book))
        if key in seen:
            continue
        seen.add(key)
        for found in book.findings(saying.masked):
            moot = found.code in book.rules and book.rules[found.code].off in saying.phrases
            if found.severity != "info" and not moot:
                yield _hit(saying, found, rule=found.place, about=found.code)


def _hit(saying: Saying, found: Finding, **values: object) -> Hit:
    file, line = saying.place_of(found.words)
    told = {"why": found.why, "instead": found.instead, **values}
    return Hit(file, line, found.words, told, severity="error" if found.severity == "error" else "warning")


def _gendered(templates: Templates) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for saying in sayings(templates):
        key = (saying.edition.locale.chain[-1], saying.text)
        if key in seen:
            continue
        seen.add(key)
        for remark in gendered(saying.text, saying.edition.locale, saying.values):
            file, line = saying.place_of(remark.words, remark.start)
            yield Hit(file, line, remark.words, message=remark.message)


_BOOK = "es/phrases/hello.md"


def _saying(words: str) -> dict[str, str]:
    return {_BOOK: f"# hi\n## any\n- {words}\n"}


RULES = (
    Rule(
        "register",
        "'{words}' is said in a letter in {register}. {why} {instead}",
        _register,
        _saying("Hola, ¿tienes un momento?"),
        _saying("Hola, ¿{{ tu.tienes }} un momento?"),
    ),
    Rule("words", "'{words}': {why} {instead} ({rule})", _rules, _saying("Lamentablemente, hola."), _saying("Hola.")),
    Rule(
        "gender",
        "'{words}' guesses the reader's gender",
        _gendered,
        _saying("Has sido seleccionado."),
        _saying("Hola, tu candidatura sigue."),
    ),
)
"""What is judged as a candidate reads it, and told where an editor finds it."""
