"""Turn the octets of a fuzzer into texts of any kind, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

BETWEEN = b"\xff"
"""What stands between two texts: an octet that no UTF-8 holds."""


def fields_of(octets: bytes, count: int) -> Sequence[str]:
    """Return so many texts; octets that are no UTF-8 become lone surrogates, which JSON can bring."""
    parts = octets.split(BETWEEN, count - 1)
    texts = [part.decode("utf-8", "surrogateescape") for part in parts]
    return [*texts, *[""] * (count - len(texts))]


def octets_of(*texts: str) -> bytes:
    """Return the octets that are read as these texts."""
    return BETWEEN.join(text.encode() for text in texts)


def chosen(text: str, among: Sequence[str]) -> str:
    """Return one of several by the first character of a text."""
    return among[ord(text[:1] or "\0") % len(among)]


def numbered(number: int, rest: Iterable[str]) -> bytes:
    """Return octets that begin with a small number, which `chosen` reads."""
    return chr(number).encode() + octets_of(*rest)
