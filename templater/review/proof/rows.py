"""Lay the proofs of a letter side by side: what different languages say in the same situations is one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from templater.review.proof.sheet import Paragraph, Proof, Where


@dataclass(frozen=True, slots=True)
class Row:
    """What each locale says in some situations.

    In which registers, and whether for an agency or for a company itself, each paragraph tells by itself, as far as
    the situations are the same for all of them.
    """

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
    """Return the situations of a paragraph, in an order of their own, without what it tells by itself."""
    places = {where for way in paragraph.ways for where in way.where}
    for axis in ("register", "relation"):
        places = _without(axis, places)
    return tuple(sorted(places, key=lambda where: (where.axes, where.given, where.blank)))


def _without(axis: str, places: set[Where]) -> set[Where]:
    """Return situations without an axis, or as they are when they are others for another of its values."""
    by_value: dict[str, set[Where]] = {}
    for where in places:
        bare = replace(where, axes=tuple(one for one in where.axes if one[0] != axis))
        for value in dict(where.axes).get(axis, ("",)):
            by_value.setdefault(value, set()).add(bare)
    first, *others = by_value.values()
    return first if all(other == first for other in others) else places


def relations_of(paragraph: Paragraph) -> tuple[str, ...]:
    """Return the relation that a paragraph is for, or none where it is for both."""
    named = {dict(where.axes).get("relation", ()) for way in paragraph.ways for where in way.where}
    values = tuple(dict.fromkeys(value for one in sorted(named) for value in one))
    return values if len(values) == 1 and () not in named else ()
