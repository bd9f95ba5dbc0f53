"""Read an e-mail address: a domain in any script becomes the ASCII name that mail finds it by."""

from __future__ import annotations

import re
import unicodedata

from templater.candidate.text import LONGEST_ADDRESS, is_address
from templater.errors import Problem

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[A-Z]+")

# Japanese and Korean domains mix these with Latin letters every day: UTS #39, 5.2, "Highly Restrictive".
_EAST_ASIAN = frozenset({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL"})


def read_address(text: str, column: str) -> str | Problem:
    """Return the plain ASCII address that `text`, which is NFC, means, or what is wrong with it.

    The domain is read by IDNA 2008, after the mapping of UTS #46, which does not turn ß into ss.

    >>> read_address("ana@müller.de", "email")
    'ana@xn--mller-kva.de'
    """
    if is_address(text):
        return text
    local, _, domain = text.rpartition("@")
    # some releases of idna take seconds over a domain of ten thousand signs
    hopeless = text.isascii() or len(text) > LONGEST_ADDRESS
    if hopeless or not is_address(f"{_BEYOND_ASCII.sub('x', local)}@a.example"):
        return Problem("'{found}' is not an e-mail address", "not-an-address", column, {"found": text})
    if sign := _BEYOND_ASCII.search(local):
        # RFC 6531, and RFC 6530 8: there is nothing that could be sent in its place
        return Problem(
            "'{found}' holds {sign} before the @, which cannot be sent without SMTPUTF8; ask for an address in ASCII",
            "address-beyond-ascii", column, {"found": text, "sign": _code_point(sign[0])},
        )  # fmt: skip
    return _with_ascii_domain(text, local, domain, column)


def _with_ascii_domain(text: str, local: str, domain: str, column: str) -> str | Problem:
    import idna  # its tables take 15 ms to load, and few addresses need them

    try:
        mapped = idna.uts46_remap(domain)
        address = f"{local}@{idna.encode(mapped).decode()}"
    except UnicodeError:  # idna.IDNAError is one
        address = ""
    if not is_address(address):
        return Problem("'{found}' is not an e-mail address: no domain can be called '{domain}'",
                       "not-a-domain", column, {"found": text, "domain": domain})  # fmt: skip
    if sign := _of_another_script(mapped):
        return Problem(
            "'{found}': '{domain}' mixes the letters of two scripts ({sign}); type the domain again",
            "mixed-scripts", column, {"found": text, "domain": domain, "sign": sign},
        )  # fmt: skip
    return address


def _of_another_script(domain: str) -> str:
    """Return the first letter beyond ASCII of a label in which two scripts are mixed, as "U+0435", or "".

    IDNA leaves it to registries that no Cyrillic letter stands among Latin ones.
    """
    for label in domain.split("."):
        letters = [letter for letter in label if letter.isalpha()]
        if len({_script(letter) for letter in letters} - _EAST_ASIAN) > 1:
            return _code_point(next(letter for letter in letters if not letter.isascii()))
    return ""


def _script(letter: str) -> str:
    """Return the script of a letter, with which Unicode begins its name."""
    word = _WORD.match(unicodedata.name(letter, ""))
    return word[0] if word else ""


def _code_point(sign: str) -> str:
    return f"U+{ord(sign):04X}"
