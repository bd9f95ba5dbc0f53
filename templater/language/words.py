"""The words of a language that inflect, in tables, and those that a region says otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_BEGINNING = re.compile(r"\W*[^\W\d_]")
# A word inside an address is not a word: changing it would break the link.
_ADDRESS = r"\w+://\S+|[\w.+-]+@\S+"


@dataclass(frozen=True, slots=True)
class Row:
    """The forms of one word, by value of one axis; the first is the one that templates are written in.

    `place` is the file and line where the row stands.
    """

    axis: str
    forms: Mapping[str, str]
    place: str = ""

    def form(self, value: str | None) -> str:
        """Return the form for a value of the axis, or the first where the row has none for it."""
        return self.forms.get(value or "") or next(iter(self.forms.values()))


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of words.md by name, each with its rows by key, and the lexicon; made by `read_words`."""

    tables: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    lexicon: Mapping[str, str] = field(default_factory=dict)
    _swapped: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def merged(self, over: Words) -> Words:
        """Return these words with an overlay's on top: row by row, and the overlay's whole row wins."""
        names = {**self.tables, **over.tables}
        tables = {name: {**self.tables.get(name, {}), **over.tables.get(name, {})} for name in names}
        return Words(tables, {**self.lexicon, **over.lexicon})

    def in_region(self, text: str) -> str:
        """Return a piece of a template as the region says it; the same pieces come in every situation."""
        if not self.lexicon:
            return text
        swapped = self._swapped.get(text)
        if swapped is None:
            swapped = self._swapped[text] = swap_words(text, self.lexicon)
        return swapped

    def row(self, table: str, key: str) -> Row | None:
        """Return the row of a word, whose key may begin a sentence, or None if there is no such word."""
        rows = self.tables.get(table, {})
        return rows.get(key) or rows.get(key[:1].lower() + key[1:])

    def lookup(self, table: str, key: str, situation_values: Mapping[str, str]) -> str | None:
        """Return the form that a situation (axis → value) asks for, or None if there is no such word.

        A key that begins with a capital begins a sentence, and so does the form.

        >>> words = Words({"tu": {"tienes": Row("register", {"tu": "tienes", "usted": "tiene"})}})
        >>> words.lookup("tu", "Tienes", {"register": "usted"}), words.lookup("tu", "eres", {})
        ('Tiene', None)
        """
        row = self.row(table, key)
        if row is None:
            return None
        form = row.form(situation_values.get(row.axis))
        return form if key in self.tables[table] else capfirst(form)


def capfirst(text: str) -> str:
    """Return the text with a capital where it begins, after any signs, and the rest as it is.

    >>> capfirst("te llevas a Ana"), capfirst("¿tienes?")
    ('Te llevas a Ana', '¿Tienes?')
    """
    begins = _BEGINNING.match(text)
    if not begins:
        return text
    letter = begins.end() - 1
    return text[:letter] + text[letter].title() + text[letter + 1 :]


def swap_words(text: str, lexicon: Mapping[str, str]) -> str:
    """Return the text with whole words replaced, the longest first and none twice; an initial capital stays.

    >>> swap_words("Candidatura y precandidatura", {"candidatura": "postulación"})
    'Postulación y precandidatura'
    """
    if not lexicon:
        return text
    return _any_of(tuple(lexicon)).sub(lambda match: _swapped(match, lexicon), text)


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(map(_either_case, sorted(words, key=len, reverse=True)))
    return re.compile(rf"{_ADDRESS}|(?<!\w)({longest_first})(?!\w)")


def _either_case(word: str) -> str:
    return f"{re.escape(word)}|{re.escape(capfirst(word))}"


def _swapped(match: re.Match[str], lexicon: Mapping[str, str]) -> str:
    found = match[1]
    if found is None:
        return match[0]
    if found in lexicon:
        return lexicon[found]
    return next(capfirst(new) for old, new in lexicon.items() if capfirst(old) == found)
