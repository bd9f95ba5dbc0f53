"""What cannot be read at all, in any of the files: letters, phrase books, tables and the TOML beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from templater.errors import TemplateError
from templater.judgement.reading.cues_file import read_cuebook
from templater.judgement.reading.proving import prove
from templater.language.toml_source import TomlSource
from templater.letters.books import Phrase
from templater.letters.brand import Brand
from templater.letters.edition import sample_cells
from templater.letters.expressions import Branch, Loop, Name, Piece
from templater.letters.layout import read_layout
from templater.letters.markdown import block_formats, inline_formats, plain_format
from templater.recipients.vocabulary import read_headings
from templater.review.accepting import read_lock
from templater.review.check.families.tokens import TABLE, read_tokens
from templater.review.check.rule import Hit, Rule, hit_of, place_of
from templater.review.check.templates import Templates
from templater.rules import Rulebook
from templater.rules.rulebook import WordRule

_CUES = "cues.toml"


def _broken(templates: Templates) -> Iterator[Hit]:
    yield from map(hit_of, templates.errors)
    for read in (*_tables(templates), *_markdown(templates)):
        try:
            read()
        except TemplateError as error:
            yield hit_of(error)


def _tables(templates: Templates) -> Iterator[Callable[[], object]]:
    """Yield the reading of each file that is no letter, phrase book or table of words."""
    shelves = templates.shelves
    yield partial(_read_layout, templates)
    yield from (partial(read_tokens, source.text, source.file) for source in shelves.top(TABLE))
    yield partial(read_headings, shelves.directories)
    yield from (partial(read_lock, directory) for directory in shelves.directories)
    for edition in templates.editions.values():
        yield partial(templates.rulebook, edition)
        yield partial(sample_cells, shelves, edition.chain)
    for language in shelves.languages_with(_CUES):
        yield partial(_read_cues, templates, language)


def _read_layout(templates: Templates) -> None:
    if sources := list(templates.shelves.top("layout.html")):
        read_layout(sources, Brand())


def _read_cues(templates: Templates, language: str) -> None:
    """Read a language's cues, and try the examples of a team's own; ours are tried by the tests."""
    files: dict[str, str] = {}
    for source in templates.shelves.read_with_folder((language,), _CUES):
        files.setdefault(source.text, source.file)
    own = tuple(f"{directory.name}/" for directory in templates.shelves.directories[1:])
    prove(read_cuebook(language, files.items()), ((text, file) for text, file in files.items() if file.startswith(own)))


def _markdown(templates: Templates) -> Iterator[Callable[[], object]]:
    """Yield the compiling of every text, which knows what Markdown may do in a letter."""
    seen: set[str] = set()
    for _, _, manuscript in templates.manuscripts():
        for letter in manuscript.files:
            if letter.body.source.file not in seen:
                seen.add(letter.body.source.file)
                yield partial(plain_format, _flat(letter.subject.pieces), letter.subject.source)
                yield partial(block_formats, tuple(_flat(letter.body.pieces)), letter.body.source)
        for phrase in manuscript.book.values():
            yield from _forms(phrase, seen)


def _forms(phrase: Phrase, seen: set[str]) -> Iterator[Callable[[], object]]:
    for section in phrase.sections.values():
        for wording in section.wordings:
            if wording.place not in seen:
                seen.add(wording.place)
                for one in wording.variants:
                    yield partial(inline_formats, tuple(_flat(one.pieces)), one.source)


def _flat(pieces: tuple[Piece, ...]) -> list[str | Name]:
    """Return the pieces with those of every branch and loop, one after the other."""
    flat: list[str | Name] = []
    for piece in pieces:
        match piece:
            case Branch(then=then, otherwise=otherwise):
                flat += _flat(then + otherwise)
            case Loop(body=body):
                flat += _flat(body)
            case str() | Name():
                flat.append(piece)
    return flat


def _lame_rules(templates: Templates) -> Iterator[Hit]:
    """Yield the examples of word rules that are not as they say."""
    for edition in templates.languages.values():
        try:
            book = templates.rulebook(edition)
        except TemplateError:
            continue  # it is reported already
        for rule in _own(templates, book):
            yield from (_example(templates, rule, one) for one in rule.fires
                        if rule.code not in {found.code for found in book.findings(one)})  # fmt: skip
            yield from (_example(templates, rule, one) for one in rule.silent
                        if rule.code in {found.code for found in book.findings(one)})  # fmt: skip


def _own(templates: Templates, book: Rulebook) -> Iterator[WordRule]:
    """Yield the rules of a team, other than those that it copied from ours, which are tried by the tests."""
    ours = {file.text for file in templates.files.values() if not templates.is_own(file.name)}
    for rule in book.rules.values():
        file, _ = place_of(rule.place)
        if templates.is_own(file) and templates.files[file].text not in ours:
            yield rule


def _example(templates: Templates, rule: WordRule, example: str) -> Hit:
    file, _, line = rule.place.rpartition(":")
    text = templates.files[file].text if file in templates.files else ""
    return Hit(file, TomlSource(text, file).line_with(example, int(line)), example, {"rule": rule.code})


def _moot_rules(templates: Templates) -> Iterator[Hit]:
    """Yield the word rules that a phrase or a fact switches off which does not exist."""
    for edition in templates.languages.values():
        phrases = {name for letter in edition.names() for name in edition.manuscript(letter).book}
        try:
            book = templates.rulebook(edition)
        except TemplateError:
            continue
        for rule in _own(templates, book):
            if rule.off and rule.off not in phrases | edition.facts | {"share_consent"}:
                file, _, line = rule.place.rpartition(":")
                source = TomlSource(templates.files[file].text if file in templates.files else "", file)
                yield Hit(file, source.line_of("off", int(line)), rule.off, {"rule": rule.code})


_RULE = """[[rule]]
code = "own"
kind = "style"
severity = "warning"
words = ["adiós"]
off = "{off}"
why = "Suena seco."
instead = "Escribe «hasta pronto»."
fires = ["{fires}"]
silent = ["Hola."]
source = "La casa"
"""

RULES = (
    Rule(
        "broken",
        "the words cannot be read",
        _broken,
        {"es/phrases/hello.md": "# hi\n## any\n- Hola, {{ candidate.fist_name }}.\n"},
        {"es/phrases/hello.md": "# hi\n## any\n- Hola, {{ candidate.first_name }}.\n"},
    ),
    Rule(
        "rule-example",
        "the word rule '{rule}' does not do with '{words}' what its example says: mend the words that it "
        "looks for, or the example",
        _lame_rules,
        {"es/rules.toml": _RULE.format(off="hi", fires="Hasta luego.")},
        {"es/rules.toml": _RULE.format(off="hi", fires="Adiós.")},
    ),
    Rule(
        "rule-off",
        "the word rule '{rule}' is off where '{words}' is said, and there is no such phrase or column",
        _moot_rules,
        {"es/rules.toml": _RULE.format(off="privasy", fires="Adiós.")},
        {"es/rules.toml": _RULE.format(off="hi", fires="Adiós.")},
    ),
)
"""What is broken; the message of the first is the reader's own."""
