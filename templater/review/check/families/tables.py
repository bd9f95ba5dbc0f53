"""Rows of the tables of words that nothing uses: mostly a word that was misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templater.language.words import capfirst
from templater.letters.books import mentioned
from templater.letters.edition import Edition
from templater.letters.expressions import Name
from templater.letters.manuscript import Manuscript
from templater.review.check.rule import Hit, Rule, hit_at
from templater.review.check.templates import Templates


def _unused_rows(templates: Templates) -> Iterator[Hit]:
    """Yield the rows that no template of the language, or of a region of it, asks for."""
    asked: set[tuple[str, str]] = set()
    for edition, _, manuscript in templates.manuscripts():
        asked |= {(edition.locale.chain[-1], name.path) for name in _named(manuscript)}
    seen: set[str] = set()
    for edition in templates.editions.values():
        for table, rows in edition.words.tables.items():
            for key, row in rows.items():
                paths = {f"{table}.{key}", f"{table}.{key[:1].upper()}{key[1:]}"}
                used = any((edition.locale.chain[-1], path) in asked for path in paths)
                if not used and row.place not in seen and templates.is_edited(row.place):
                    seen.add(row.place)
                    yield hit_at(row.place, key.replace("_", " "), table=table)


def _named(manuscript: Manuscript) -> Iterator[Name]:
    yield from (name for letter in manuscript.files for name, _ in letter.mentions())
    yield from (name for phrase in manuscript.book.values() for name, _ in mentioned(phrase))


def _idle_swaps(templates: Templates) -> Iterator[Hit]:
    """Yield the words of a lexicon that the templates it changes never say."""
    for edition in templates.editions.values():
        text = "\n".join(_words_of(templates, edition))
        for word in edition.words.lexicon:
            if not re.search(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(capfirst(word))})(?!\w)", text):
                yield from _rows_of(templates, edition, word)


def _words_of(templates: Templates, edition: Edition) -> Iterator[str]:
    """Yield the texts of the letters and phrase books of a locale's chain."""
    for file in templates.files.values():
        if file.locale in edition.chain and file.name.endswith(".md") and not file.name.endswith("words.md"):
            yield file.text


def _rows_of(templates: Templates, edition: Edition, word: str) -> Iterator[Hit]:
    for file in templates.files.values():
        if file.locale == edition.locale.tag and file.name.endswith("words.md") and templates.is_edited(file.name):
            for number, line in enumerate(file.lines, start=1):
                if line.strip().startswith(f"| {word} "):
                    yield Hit(file.name, number, word)


_TABLE = "# tu\n| tu | usted | vos |\n|---|---|---|\n| {word} | sabe | sabés |\n"
_LEXICON = "# lexicon\n| es | es-MX |\n|---|---|\n| {word} | qué tal |\n"

RULES = (
    Rule(
        "unused-word",
        "no letter asks for '{words}' of the table '{table}': delete the row, or mend the word",
        _unused_rows,
        {"es/words.md": _TABLE.format(word="sabes")},
        {"es/words.md": _TABLE.format(word="sabes"), "es/phrases/hello.md": "# hi\n## any\n- ¿{{ tu.Sabes }} algo?\n"},
        "warning",
    ),
    Rule(
        "idle-swap",
        "no letter says '{words}', so there is nothing to swap: delete the row, or mend the word",
        _idle_swaps,
        {"es-MX/words.md": _LEXICON.format(word="adiós")},
        {"es-MX/words.md": _LEXICON.format(word="hola")},
        "warning",
    ),
)
"""What a table holds in vain."""
