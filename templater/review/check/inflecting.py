"""Turn a form of one register into a word that inflects: `tienes` into `{{ tu.tienes }}`."""

from __future__ import annotations

import re

from templater.letters.edition import Edition
from templater.review.check.finding import Edit
from templater.review.check.rule import Hit
from templater.review.check.templates import Templates

_WORDS = "words.md"


def wrapped(templates: Templates, edition: Edition, hit: Hit) -> tuple[Edit, ...]:
    """Return what makes a plain form of the first register inflect, and a row to fill where the tables lack it.

    Nothing can be done where the line has the form no longer as plain words, or no table varies by register.
    """
    line = templates.line(hit.file, hit.line)
    found = re.search(rf"(?<![\w{{.]){re.escape(hit.words)}(?![\w}}])", line)
    table = next((name for name, rows in edition.words.tables.items()
                  if any(row.axis == "register" for row in rows.values())), "")  # fmt: skip
    if (
        not found
        or not table
        or not hit.file.endswith(".md")
        or line[: found.start()].count("{{") > line[: found.start()].count("}}")
    ):
        return ()
    key = re.sub(r"\s+", "_", hit.words)
    small = key[:1].lower() + key[1:]
    known = edition.words.lookup(table, key, {}) is not None
    row = () if known else _row(templates, edition, table, small.replace("_", " "))
    if not (known or row) or not key.isidentifier():
        return ()
    return (Edit(hit.file, hit.line, found.start() + 1, found.end() + 1, f"{{{{ {table}.{key} }}}}"), *row)


def _row(templates: Templates, edition: Edition, table: str, form: str) -> tuple[Edit, ...]:
    """Return a row with empty cells at the end of a table, in the last directory that has one for the language."""
    places = [row.place for row in edition.words.tables[table].values()]
    files = [name for name in templates.files if name.endswith(f"{edition.locale.chain[-1]}/{_WORDS}")]
    own = [place.rpartition(":") for place in places if place.rpartition(":")[0] in files[-1:]]
    if not own:
        return ()
    file, number = own[0][0], max(int(line) for _, _, line in own)
    last = templates.line(file, number)
    cells = last.strip().count("|") - 2
    end = len(last) + 1
    return (Edit(file, number, end, end, f"\n| {form} |{'  |' * cells}"),)
