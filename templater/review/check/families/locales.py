"""What one language has and the other lacks: a letter, a file for a situation, a section, a field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, permutations

from templater.letters.books import mentioned
from templater.letters.edition import Edition
from templater.letters.manuscript import Manuscript
from templater.review.check.families.situations import spoken
from templater.review.check.rule import Example, Hit, Rule, hit_at
from templater.review.check.templates import Templates

Found = Mapping[Hashable, tuple[str, str]]
"""What a language has: by what it is known in another, its place and its name."""


def _missing(what: Callable[[Edition], Found], templates: Templates) -> Iterator[Hit]:
    """Yield what one language has, at its place there, for each other language without it."""
    had = {tag: what(edition) for tag, edition in templates.languages.items()}
    for one, other in permutations(had, 2):
        for key in had[one]:
            if key not in had[other]:
                place, name = had[one][key]
                yield hit_at(place, name, language=other)


def _letters(edition: Edition) -> Found:
    return {name: (f"{_main(edition.manuscript(name))}:1", name) for name in edition.names()}


def _main(manuscript: Manuscript) -> str:
    """Return the file of a letter that is for the most situations."""
    return min(manuscript.files, key=lambda letter: len(letter.tags.values)).body.source.file


def _files(templates: Templates) -> Iterator[Hit]:
    yield from _missing(_files_of(templates), templates)


def _shared_letters(templates: Templates) -> frozenset[str]:
    """Return the letters that every language has: what a whole missing letter lacks is not told again."""
    names = [frozenset(edition.names()) for edition in templates.languages.values()]
    return frozenset.intersection(*names) if names else frozenset()


def _files_of(templates: Templates) -> Callable[[Edition], Found]:
    shared = _shared_letters(templates)

    def files(edition: Edition) -> Found:
        registers = frozenset(edition.locale.registers)
        return {
            (name, letter.tags.values - registers): (f"{letter.body.source.file}:1", letter.body.source.file)
            for name in shared.intersection(edition.names())
            for letter in edition.manuscript(name).files
        }

    return files


def _sections(templates: Templates) -> Iterator[Hit]:
    shared = _shared_letters(templates)
    had = {tag: _sections_of(edition, shared) for tag, edition in templates.languages.items()}
    for one, other in permutations(had, 2):
        for key in had[one].keys() - had[other].keys():
            phrase, _ = key
            if any(there == phrase for there, _ in had[other]):  # else the phrase is another way to build the letter
                place, heading = had[one][key]
                yield hit_at(place, heading, language=other, phrase=phrase[1])


def _sections_of(
    edition: Edition, letters: Iterable[str]
) -> dict[tuple[tuple[str, str], frozenset[str]], tuple[str, str]]:
    """Return the sections by letter, phrase and situation; a register's own are a matter of its language."""
    registers = frozenset(edition.locale.registers)
    return {
        ((name, phrase), section.tags.values): (section.place, section.heading)
        for name in letters
        for phrase in spoken(edition.manuscript(name))
        for section in edition.manuscript(name).book[phrase].sections.values()
        if not section.tags.values & registers
    }


def _fields(templates: Templates) -> Iterator[Hit]:
    shared = _shared_letters(templates)
    had = {tag: {name: edition.manuscript(name) for name in shared} for tag, edition in templates.languages.items()}
    for one, other in permutations(had, 2):
        for name, manuscript in had[one].items():
            tables = templates.languages[one].words.tables
            for field in sorted(manuscript.fields - had[other][name].fields):
                if field.partition(".")[0] not in tables:
                    yield replace(_first_mention(manuscript, field), values={"letter": name, "language": other})


def _first_mention(manuscript: Manuscript, field: str) -> Hit:
    """Return where a letter, or a phrase that it can say, mentions a field."""
    own = (mention for letter in manuscript.files for mention in letter.mentions())
    said = (mention for phrase in sorted(spoken(manuscript)) for mention in mentioned(manuscript.book[phrase]))
    name, source = next((name, source) for name, source in chain(own, said) if name.field == field)
    return Hit(source.file, source.line + name.line - 1, field)


def _letter(tag: str, name: str, body: str) -> Example:
    return {f"{tag}/{name}.md": f"Subject: x\n\n{body}\n"}


RULES = (
    Rule(
        "missing-letter",
        "the letter '{words}' is missing in {language}: write it there too",
        lambda templates: _missing(_letters, templates),
        _letter("es", "bye", "Adiós."),
        {**_letter("es", "bye", "Adiós."), **_letter("en", "bye", "Goodbye.")},
    ),
    Rule(
        "missing-file",
        "{language} has no such file for this situation: write one there, or delete this",
        _files,
        {"es/hello.chat.md": "Note: x\n\nHola.\n"},
        {"es/hello.chat.md": "Note: x\n\nHola.\n", "en/hello.chat.md": "Note: x\n\nHello.\n"},
    ),
    Rule(
        "missing-situation",
        "the phrase '{phrase}' has words for '{words}' here and none of its own in {language}: write "
        "them there, or delete these",
        _sections,
        {"es/phrases/hello.md": "# hi\n## any\n- Hola.\n## small\n- Hola, hola.\n"},
        {
            "es/phrases/hello.md": "# hi\n## any\n- Hola.\n## small\n- Hola, hola.\n",
            "en/phrases/hello.md": "# hi\n## any\n- Hello.\n## small\n- Hello, hello.\n",
        },
    ),
    Rule(
        "other-fields",
        "the letter '{letter}' says '{words}' here and never in {language}: whoever reads that one is told less",
        _fields,
        {"es/phrases/hello.md": "# hi\n## any\n- Hola: {{ strength }}.\n- Hola.\n"},
        {
            "es/phrases/hello.md": "# hi\n## any\n- Hola: {{ strength }}.\n- Hola.\n",
            "en/phrases/hello.md": "# hi\n## any\n- Hello: {{ strength }}.\n- Hello.\n",
        },
        "warning",
    ),
)
"""Nothing depends on the language that a candidate happens to read."""
