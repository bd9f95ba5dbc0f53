"""Clean what people typed, and refuse what must not reach a letter."""

from __future__ import annotations

import re
import unicodedata

LONGEST_CELL = 10_000
"""Characters; a longer cell is a pasted document, not a value."""

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
"""Characters; RFC 5321 4.5.3.1, and its erratum 1690."""

_SPREADSHEET_ERROR = re.compile(
    r"#(N/A|N/D|¡?REF!|VALUE!|¡VALOR!|NAME\?|¿NOMBRE\?|¡?DIV/0!|NULL!|¡NULO!|¡?NUM!|SPILL!|¡DESBORDAMIENTO!|¡?CALC!)"
)
# Bidirectional and invisible controls reorder or hide text: Unicode UAX #9, UTS #39.
# The joiners U+200C and U+200D stay: Persian names and emoji need them.
_INVISIBLE = frozenset(
    "\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
) | frozenset(map(chr, range(0xE0000, 0xE0080)))
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Signs that Unicode counts as letters and nobody sees."""
_SUSPECT = re.compile(f"[#{{\\[*<%|$«{''.join(_FILLERS)}]")
"""Signs that nobody sees, or with which the error of a formula or another system's placeholder begins."""
_BREAKS = frozenset("\t\n\r\x85\u2028\u2029")

# RFC 5322 dot-atom at an LDH domain with a dot in it; quoted local parts and address literals are refused.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
# A host is a name with a dot: candidates reach neither localhost nor 10.0.0.1, however it is spelt (0x0a000001).
_LINK = re.compile(
    r"(https?://([\w-]+\.)+[^\W\d_][\w-]*\.?(:[0-9]{1,5})?([/?#][^\s\"<>\\]*)?"
    r"|mailto:[^\s\"<>\\?@]+@[^\s\"<>\\?]+|tel:\+?[0-9().-]+)",
    re.IGNORECASE,
)


def clean(text: str) -> tuple[str, ...]:
    """Return the text's lines, NFC, with inner white space folded; empty lines and soft hyphens are left out."""
    text = unicodedata.normalize("NFC", text.replace("\xad", ""))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def is_plain(text: str) -> bool:
    """Say whether a cell holds one line, or none, in which nothing needs to be looked for, as most do."""
    return text.isprintable() and len(text) <= LONGEST_CELL and not _SUSPECT.search(text)


def plain_line(text: str) -> str:
    """Return what `clean` makes of a plain text: the only white space that can be printed is the blank."""
    text = text.strip() if "  " not in text else " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forbidden_character(text: str) -> str:
    """Return the first character that could hide, reorder or break text, as "U+202E", or ""."""
    if text.isprintable() and _FILLERS.isdisjoint(text):  # no control, format or surrogate is printable
        return ""
    for character in text:
        category = unicodedata.category(character)
        if (
            character in _INVISIBLE
            or character in _FILLERS
            or category == "Cs"
            or (category == "Cc" and character not in _BREAKS)
        ):
            return f"U+{ord(character):04X}"
    return ""


def is_spreadsheet_error(text: str) -> bool:
    """Say whether a cell holds what Excel writes for a broken formula, in English or Spanish."""
    return text.startswith("#") and _SPREADSHEET_ERROR.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Say whether text is one plain ASCII e-mail address.

    >>> is_address("marta@example.com"), is_address("marta@@example.com")
    (True, False)
    """
    # "=?" begins an encoded-word, which RFC 2047 5 forbids here and many readers decode into another address
    if len(text) > LONGEST_ADDRESS or text.find("@") > LONGEST_LOCAL_PART or "=?" in text:
        return False
    return _ADDRESS.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Say whether text may stand in a link: http, https, mailto or tel, and nobody's name before the host.

    >>> is_link("https://example.com/x"), is_link("javascript:alert(1)")
    (True, False)
    """
    return _LINK.fullmatch(text) is not None
