"""Signs that nobody means to write: what is left of a merge, what cannot be seen, spaces where none belong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from unicodedata import normalize

from templater.review.check.finding import Edit
from templater.review.check.rule import Hit, Rule
from templater.review.check.templates import File, Templates

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$).*|={7}$", re.MULTILINE)
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBC|PENDIENTE)\b|(?i:lorem ipsum)|\?\?\?")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_IN_A_ROW = re.compile(r"(?<=\S) {2,}(?=\S)")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_ODD = re.compile(r"\t+|[\u1680\u2000-\u200a\u205f\u3000]+|(?<![\d.])[\xa0\u202f](?![\d%€])")
_BRACES = re.compile(r"(?P<pair>\{\{.*?\}\}|\{[%#].*?[%#]\})|\{[^{}]*\}|[{}]+")
_UNIT = re.compile(r"(?<=\d) ?(?=[%€])")


def _wording_lines(templates: Templates, holding: re.Pattern[str] | None = None) -> Iterator[tuple[File, int, str]]:
    """Yield the lines of letters and phrase books that a candidate reads; a table's columns may be aligned."""
    for file, number, line in _lines(templates, holding):
        if file.name.endswith(".md") and not line.lstrip().startswith((">", "|", "#")):
            yield file, number, line


def _lines(templates: Templates, holding: re.Pattern[str] | None = None) -> Iterator[tuple[File, int, str]]:
    """Yield the lines of every file, or of those in which a pattern is found at all: mostly in none."""
    for file in templates.files.values():
        if holding and not holding.search(file.text.replace("\r", "\n")):
            continue
        for number, line in enumerate(file.lines, start=1):
            yield file, number, line.removeprefix("\ufeff") if number == 1 else line


def _found(
    pattern: re.Pattern[str],
    lines: Callable[[Templates, re.Pattern[str]], Iterator[tuple[File, int, str]]],
    right: str | None,
    templates: Templates,
) -> Iterator[Hit]:
    """Yield what a pattern finds, and what is right in its place, if one thing is."""
    for file, number, line in lines(templates, pattern):
        for found in pattern.finditer(line):
            shift = 1 + (number == 1 and file.text.startswith("\ufeff"))
            start, end = found.start() + shift, found.end() + shift
            mended = () if right is None else (Edit(file.name, number, start, end, right),)
            yield Hit(file.name, number, found[0].strip(), column=start, fix=mended)


def _single_braces(templates: Templates) -> Iterator[Hit]:
    """Yield braces that are no pair, which a candidate would read as they stand; a pair that is open is broken."""
    for file, number, line in _wording_lines(templates):
        single = [found for found in _BRACES.finditer(line) if not found["pair"]]
        if not any(found[0].startswith(("{{", "{%", "{#")) for found in single):
            yield from (Hit(file.name, number, found[0], column=found.start() + 1) for found in single)


def _unfinished(templates: Templates) -> Iterator[Hit]:
    for file, number, line in _lines(templates):
        if file.name.endswith(".md") and not line.lstrip().startswith((">", "Note:")):
            yield from (Hit(file.name, number, found[0]) for found in _UNFINISHED.finditer(line))


def _decomposed(templates: Templates) -> Iterator[Hit]:
    for file, number, line in _lines(templates):
        if not line.isascii() and (right := normalize("NFC", line)) != line:
            column = next(at for at, sign in enumerate(line, start=1) if right[at - 1 : at] != sign)
            shift = number == 1 and file.text.startswith("\ufeff")
            fix = (Edit(file.name, number, 1 + shift, len(line) + 1 + shift, right),)
            yield Hit(file.name, number, column=column + shift, fix=fix)


def _unspaced_units(templates: Templates) -> Iterator[Hit]:
    spanish = {tag for tag, edition in templates.editions.items() if edition.locale.chain[-1] == "es"}
    for file, number, line in _wording_lines(templates):
        if file.locale in spanish:
            for found in _UNIT.finditer(line):
                fix = (Edit(file.name, number, found.start() + 1, found.end() + 1, "\xa0"),)
                yield Hit(file.name, number, line[found.start() - 1 : found.end() + 1], column=found.start(), fix=fix)


_BOOK = "es/phrases/hello.md"


def _saying(words: str) -> dict[str, str]:
    return {_BOOK: f"# hi\n## any\n- {words}\n"}


RULES = (
    Rule(
        "conflict",
        "a merge left '{words}' here: keep one of the two versions and delete these lines",
        partial(_found, _CONFLICT, _lines, None),
        {"notes.txt": "one\n=======\ntwo\n"},
        {"notes.txt": "== one ==\n"},
    ),
    Rule(
        "unfinished",
        "'{words}' says that something is missing here: finish it, or put it in a note (>)",
        _unfinished,
        _saying("TODO: hola."),
        {_BOOK: "# hi\n> TODO: otra.\n## any\n- Hola.\n"},
    ),
    Rule(
        "brace",
        "'{words}' would be read as it stands: what the program fills in has two braces on each side, as in "
        "{{{{ candidate.first_name }}}}",
        _single_braces,
        _saying("Hola, candidate.first_name }}."),
        _saying("Hola, {{ candidate.first_name }}."),
    ),
    Rule(
        "invisible",
        "a sign that nobody can see stands here: delete it (--fix does)",
        partial(_found, _UNSEEN, _lines, ""),
        _saying("Ho\u200bla."),
        _saying("Hola."),
    ),
    Rule(
        "not-composed",
        "an accent is written as a sign of its own, so that the word is not found: save it as one "
        "character (--fix does)",
        _decomposed,
        _saying("Adio\u0301s."),
        _saying("Adiós."),
        "warning",
    ),
    Rule(
        "odd-space",
        "a tab or another rare space stands here: write an ordinary one (--fix does)",
        partial(_found, _ODD, _wording_lines, " "),
        _saying("Hola,\u2003Ana."),
        _saying("El 5\xa0% ya."),
    ),
    Rule(
        "space-at-end",
        "the line ends with a space: delete it (--fix does)",
        partial(_found, _AT_END, _wording_lines, ""),
        _saying("Hola. "),
        _saying("Hola."),
        "warning",
    ),
    Rule(
        "two-spaces",
        "two spaces in a row: write one (--fix does)",
        partial(_found, _IN_A_ROW, _wording_lines, " "),
        _saying("Hola,  Ana."),
        _saying("Hola, Ana."),
    ),
    Rule(
        "three-dots",
        "three points are one sign, …: write that (--fix does)",
        partial(_found, _DOTS, _wording_lines, "…"),
        _saying("Hola... Ana."),
        _saying("Hola… Ana."),
        "warning",
    ),
    Rule(
        "unit-space",
        "'{words}': a number and its sign are kept together by a no-break space (--fix puts it)",
        _unspaced_units,
        _saying("El 5 % ya."),
        _saying("El 5\xa0% ya."),
        "warning",
    ),
)
"""Nearly all of them can be mended without asking anybody."""
