"""How many parts a text message takes: GSM-7 where every sign is in its alphabet, else UCS-2.

3GPP TS 23.038, sections 6.2.1 and 6.2.1.1 for the alphabet and its extension; TS 23.040, section 9.2.3.24.1
for the header that leaves 153 septets or 67 units in each part of several.
"""

from __future__ import annotations

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")

PLAIN_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ",
     "\u202f": " "}
)  # fmt: skip
"""Signs of typography that would halve what a part holds, and the plain ones that say the same."""


def as_sent(text: str, channel: str) -> str:
    """Return a text as a channel carries it.

    >>> as_sent("«Gracias»…", "sms")
    '"Gracias"...'
    """
    return text.translate(PLAIN_SIGNS) if channel == "sms" else text


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text costs: `count` parts, `units` of `alphabet` ("GSM-7" septets or "UCS-2" units)."""

    count: int
    units: int
    alphabet: str


def parts_of(text: str) -> Parts:
    """Return what a text costs as a text message.

    >>> parts_of("Gracias, Iker"), parts_of("Gracias, Sofía")
    (Parts(count=1, units=13, alphabet='GSM-7'), Parts(count=1, units=14, alphabet='UCS-2'))
    """
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        sizes = [2 if sign in _EXTENDED else 1 for sign in text]
        return Parts(_parts(sizes, 160, 153), sum(sizes), "GSM-7")
    sizes = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    return Parts(_parts(sizes, 70, 67), sum(sizes), "UCS-2")


def _parts(sizes: list[int], single: int, several: int) -> int:
    """Count the parts: a sign of two units is never divided between two of them."""
    if sum(sizes) <= single:
        return 1
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > several:
            parts, filled = parts + 1, 0
        filled += size
    return parts
