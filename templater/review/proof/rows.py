"""Lay the proofs of a letter side by side: what different languages say in the same situations is one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from templater.review.proof.sheet import Paragraph, Proof, Where


@dataclass(frozen=True, slots=True)
class Row:
    """What each locale says in some situations; the registers are told of each paragraph, and not here."""

    where: tuple[Where, ...]
    said: tuple[tuple[str, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one passage of a letter: `file` is the name that its file has in every locale."""

    letter: str
    file: str
    name: str
    rows: tuple[Row, ...]


def groups(proofs: Sequence[Proof]) -> Iterator[Group]:
    """Yield the passages of one letter in several locales, in the order of the first that has them."""
    found: dict[tuple[str, str], dict[tuple[Where, ...], dict[str, list[Paragraph]]]] = {}
    for proof in proofs:
        for paragraph in proof.paragraphs:
            file, _, name = paragraph.passages[0].rpartition(" ")
            rows = found.setdefault((file, name), {})
            rows.setdefault(_where(paragraph), {}).setdefault(proof.locale, []).append(paragraph)
    for (file, name), rows in found.items():
        laid = (Row(where, tuple((locale, tuple(said)) for locale, said in by_locale.items()))
                for where, by_locale in rows.items())  # fmt: skip
        yield Group(proofs[0].letter, file, name, tuple(laid))


def _where(paragraph: Paragraph) -> tuple[Where, ...]:
    """Return the situations of a paragraph without its registers, in an order of their own."""
    bare = {
        Where(tuple(axis for axis in where.axes if axis[0] != "register"), where.given, where.blank)
        for way in paragraph.ways
        for where in way.where
    }
    return tuple(sorted(bare, key=lambda where: (where.axes, where.given, where.blank)))
