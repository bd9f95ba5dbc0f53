"""Read words.md: Markdown tables, one under each heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from templater.candidate import fold
from templater.errors import TemplateError, nearest
from templater.language.words import Row, Words

LEXICON = "lexicon"

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file, with its place."""

    place: str
    text: str

    def error(self, message: str, **values: object) -> TemplateError:
        return TemplateError(message, place=self.place, line=self.text, **values)

    def cells(self) -> tuple[str, ...]:
        inner = _CELL_BORDER.split(self.text.strip())[1:-1]
        return tuple(cell.replace(r"\|", "|").strip() for cell in inner)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with the lines of its table."""

    heading: _Line
    name: str
    lines: list[_Line]


def read_words(text: str, place: str, axes: Mapping[str, str]) -> Words:
    """Return the words of one words.md.

    `place` is the file's name for errors, such as "es/words.md"; `axes` says of every value that may head
    a column which axis it belongs to.

    >>> tables = "# tu\\n| tu | usted |\\n|----|-------|\\n| te llevas | se lleva |"
    >>> words = read_words(tables, "es/words.md", {"tu": "register", "usted": "register"})
    >>> words.lookup("tu", "te_llevas", {"register": "usted"})
    'se lleva'
    """
    tables: dict[str, Mapping[str, Row]] = {}
    lexicon: Mapping[str, str] = {}
    seen: set[str] = set()
    for section in _sections(text, place):
        if section.name in seen:
            raise section.heading.error("there is already a table '{name}' in this file", name=section.name)
        seen.add(section.name)
        if section.name == LEXICON:
            lexicon = _lexicon(section)
        else:
            tables[section.name] = _rows(section, axes)
    return Words(MappingProxyType(tables), MappingProxyType(lexicon))


def _sections(text: str, place: str) -> Iterator[_Section]:
    section: _Section | None = None
    for number, content in enumerate(unicodedata.normalize("NFC", text).split("\n"), 1):
        line = _Line(f"{place}:{number}", content)
        stripped = content.strip()
        if not stripped or stripped.startswith(">"):
            continue
        if stripped.startswith("#"):
            if section:
                yield section
            section = _Section(line, _heading(line), [])
        elif not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1):
            raise line.error("expected a heading (# tu), a row (| tienes | tiene |) or a note (> …)")
        elif section is None:
            raise line.error("a table needs its name above it: # tu")
        else:
            section.lines.append(line)
    if section:
        yield section


def _heading(line: _Line) -> str:
    name = line.text.strip().removeprefix("#").strip()
    if not name.isidentifier():
        raise line.error("'{name}' cannot name a table; write one word after one #", name=name)
    return name


def _rows(section: _Section, axes: Mapping[str, str]) -> Mapping[str, Row]:
    header, body = _table(section)
    keyed = header.cells()[0] not in axes
    values = header.cells()[1:] if keyed else header.cells()
    axis = _axis(header, values, axes)
    if keyed:
        _refuse_misspelt_value(header, values, axis, axes)
    rows: dict[str, Row] = {}
    for line in body:
        cells = line.cells()
        forms = _forms(line, values, cells[1:] if keyed else cells)
        key = _key(line, cells[0])
        if key in rows:
            raise line.error("there is already a row '{key}'", key=key)
        rows[key] = Row(axis, forms, line.place)
    return MappingProxyType(rows)


def _table(section: _Section) -> tuple[_Line, list[_Line]]:
    if len(section.lines) < 2:
        raise section.heading.error("the table '{name}' is not there: | tu | usted |, |----|----|", name=section.name)
    header, rule, *body = section.lines
    columns = len(header.cells())
    if len(rule.cells()) != columns or not all(map(_RULE.fullmatch, rule.cells())):
        raise rule.error("the second line of a table has |---| for each of its {count} columns", count=columns)
    for line in body:
        cells = line.cells()
        if len(cells) != columns:
            raise line.error("this row has {found} cells, and the table {count}", found=len(cells), count=columns)
        if not all(cells):
            raise line.error("a cell is empty; write = for the same as in the first column")
        if "{" in line.text:
            raise line.error("a cell holds words, without braces")
    return header, body


def _axis(header: _Line, values: tuple[str, ...], axes: Mapping[str, str]) -> str:
    # With no column at all the only one is a key, or misspelt: the message is the same.
    for value in values or header.cells():
        if value not in axes:
            raise _unknown(header, value, axes)
    found = {axes[value] for value in values}
    if len(found) > 1:
        raise header.error("the columns mix {found}; a table varies by one", found=", ".join(sorted(found)))
    if len(set(values)) < len(values):
        raise header.error("two columns have the same name")
    return found.pop()


def _refuse_misspelt_value(header: _Line, values: tuple[str, ...], axis: str, axes: Mapping[str, str]) -> None:
    """A misspelt first column would pass for a column of keys, and *usted* would become the first form."""
    key_header = header.cells()[0]
    missing = {value: axis for value, of in axes.items() if of == axis and value not in values}
    if nearest(fold(key_header), missing):
        raise _unknown(header, key_header, missing)


def _unknown(header: _Line, found: str, axes: Mapping[str, str]) -> TemplateError:
    if near := nearest(fold(found), axes):
        return header.error("'{found}' cannot head a column (did you mean '{near}'?)", found=found, near=near)
    allowed = ", ".join(axes)
    return header.error("'{found}' cannot head a column; these can: {allowed}", found=found, allowed=allowed)


def _key(line: _Line, cell: str) -> str:
    key = re.sub(r"\s+", "_", cell)
    if not key.isidentifier():
        raise line.error("'{found}' cannot be asked for by name; use letters and spaces", found=cell)
    return key


def _forms(line: _Line, values: tuple[str, ...], cells: tuple[str, ...]) -> Mapping[str, str]:
    if cells[0] == "=":
        raise line.error("= means the same as the first column, so it cannot stand there")
    return MappingProxyType(dict(zip(values, (cells[0] if cell == "=" else cell for cell in cells), strict=True)))


def _lexicon(section: _Section) -> Mapping[str, str]:
    header, body = _table(section)
    if len(header.cells()) != 2:
        raise header.error("the table 'lexicon' has two columns: the word, and what the region says")
    lexicon: dict[str, str] = {}
    for line in body:
        word, replacement = line.cells()
        if word in lexicon:
            raise line.error("there is already a row '{key}'", key=word)
        lexicon[word] = replacement
    return MappingProxyType(lexicon)
