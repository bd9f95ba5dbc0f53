"""The words of a section, a wording or a letter as they are written, without what is only for translators."""

from __future__ import annotations

from collections.abc import Iterator

from templater.letters.books import SILENT, Section, Variant, Wording
from templater.letters.letter import ADDRESSEES, Letter


def section_text(section: Section) -> str:
    """Return the wordings of a section; notes, empty lines and spaces at the ends of lines are none of them."""
    return "\n".join(map(wording_text, section.wordings)) or f"- {SILENT}"


def wording_text(wording: Wording) -> str:
    """Return a wording with all of its forms."""
    first, *forms = wording.variants
    return "\n".join((_indented(f"- {first.source.text}", "  "), *map(_form, forms)))


def letter_text(letter: Letter) -> str:
    """Return a letter's headers and body; its `Note:` is for translators."""
    body = "\n".join(line.rstrip() for line in letter.body.source.text.strip("\n").split("\n")).rstrip()
    return "\n".join((*(f"{name}: {value}" for name, value in _headers(letter) if value), "", body))


def _form(variant: Variant) -> str:
    return _indented(f"  - {', '.join(sorted(variant.tags.values))}: {variant.source.text}", "    ")


def _indented(text: str, margin: str) -> str:
    return text.replace("\n", f"\n{margin}")


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "Subject", letter.subject.source.text.rstrip()
    yield "Preheader", letter.preheader.source.text.rstrip()
    yield "Requires", letter.requires.text.rstrip()
    yield "Unless", ", ".join(f"{column}={value}" for column, value in letter.unless)
    yield "Addressee", "" if letter.addressee == ADDRESSEES[0] else letter.addressee
