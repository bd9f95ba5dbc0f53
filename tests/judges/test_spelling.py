"""Every word that a letter can say is in the dictionary of its locale, or in the locale's own list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from installed import need

from templater.letters import Library, builtin_templates
from templater.review.spelling import can_spell, misspelt, words_to_spell
from templater.review.word_list import SPELLING, parse_word_list, word_list

LIBRARY = Library()
TEMPLATES = builtin_templates()
HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[\{\{.*?\)")
SAID_HEADER = re.compile(r"(?:Subject|Preheader):(.*)")
WORDING = re.compile(r"(?:- |\s+- [\w, -]+: )(.*)")


def wordings_of(book: str) -> Iterator[str]:
    """Yield what a phrase book says: no headings, notes or tags; a wording may go on in the next line."""
    for line in book.splitlines():
        if not line.startswith((">", "#")) and line.strip() != "- (silent)":
            found = WORDING.fullmatch(line)
            yield found[1] if found else line


def letter_of(file: str) -> Iterator[str]:
    """Yield what a letter says: its subject, and all after its headers."""
    headers, _, body = file.partition("\n\n")
    yield from (found[1] for found in map(SAID_HEADER.fullmatch, headers.splitlines()) if found)
    yield body


def forms_of(tables: str) -> Iterator[str]:
    """Yield the cells of words.md that a letter says: not the rows with the names of columns, nor what is replaced."""
    replaces, lines = False, tables.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("#"):
            replaces = line.strip("# ") == "lexicon"
        elif line.startswith("|") and not re.match(r"\|[-:]+\|", following) and not re.match(r"\|[-:]+\|", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            yield from cells[1:] if replaces else cells


@cache
def said(tag: str) -> frozenset[str]:
    """Return every word that the files of one directory put in a letter."""
    texts: list[str] = []
    for path in sorted((TEMPLATES / tag).rglob("*.md")):
        texts += _reader(path, tag)(path.read_text("utf-8"))
    return frozenset(word for text in texts for word in words_to_spell(HOLE.sub(" ", text)))


def _reader(path: Path, tag: str) -> Callable[[str], Iterator[str]]:
    if path.name == "words.md":
        return forms_of
    return wordings_of if path.parent.name != tag or path.name == "phrases.md" else letter_of


def need_dictionary(tag: str) -> str:
    dictionary = LIBRARY.edition(tag).locale.spelling
    need(can_spell(dictionary), f"hunspell with the dictionary {dictionary}")
    return dictionary


@pytest.mark.parametrize("tag", LIBRARY.locales)
def test_every_word_of_the_letters_is_spelt_as_the_dictionary_has_it(tag: str) -> None:
    dictionary = need_dictionary(tag)
    assert misspelt(said(tag), dictionary, word_list(LIBRARY, tag, SPELLING)) == ()


@pytest.mark.parametrize("tag", [tag for tag in LIBRARY.locales if (TEMPLATES / tag / SPELLING).exists()])
def test_the_own_list_has_only_words_that_are_said_and_that_the_dictionary_lacks(tag: str) -> None:
    dictionary = need_dictionary(tag)
    own = list(parse_word_list((TEMPLATES / tag / SPELLING).read_text("utf-8")))
    heirs = [other for other in LIBRARY.locales if tag in LIBRARY.edition(other).chain]
    every = frozenset(word.lower() for other in heirs for word in said(other))
    assert [word for word in own if word.lower() not in every] == []
    assert sorted(own) == list(misspelt(own, dictionary) or ())
    assert own == sorted(own, key=str.casefold)


@pytest.mark.parametrize("tag", LIBRARY.locales)
def test_a_mistake_would_be_found(tag: str) -> None:
    dictionary = need_dictionary(tag)
    assert misspelt(["candidattura", "xyzzyq", "a"], dictionary, ["xyzzyq"]) == ("candidattura",)
