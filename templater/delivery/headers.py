"""Write header fields that every mail program reads back as they were meant, in ASCII only."""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from templater.candidate import is_address
from templater.errors import Undeliverable

LONGEST_NAME = 128
"""Characters of a display name; mail programs cut or mangle longer ones."""

LONGEST_SUBJECT = 255

_LINE = 78  # RFC 5322 2.1.1
_ENCODED_LINE = 76  # RFC 2047 2: a line that holds an encoded-word is shorter, and the word at most 75

# Controls and line separators would end the field; overrides would show an address backwards (UAX #9).
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
# Blanks in a row belong to a word: where a line is folded, some readers keep but one of them.
_WORD = re.compile(r" ?(?:[^ ]|  +)+")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def text_field(name: str, text: str) -> str:
    """Return an unstructured field, such as Subject, folded and with its line end."""
    _check(name, text, LONGEST_SUBJECT)
    if not text:
        return f"{name}:\r\n"
    lines = list(_folded(name, text)) if _is_plain(text) else []
    if not lines or max(map(len, lines)) > _LINE:
        lines = _encoded(name, text)
    return "\r\n".join(lines) + "\r\n"


def address_field(name: str, display: str, address: str) -> str:
    """Return a field of exactly one mailbox, such as To, folded and with its line end."""
    _check(name, display, LONGEST_NAME)
    if not is_address(address):
        raise Undeliverable("{field}: {found} is not an e-mail address", field=name, found=repr(address))
    if not display.strip():
        return f"{name}: {address}\r\n"
    lines, most = [f"{name}: {_phrase(display)}"], _LINE
    if len(lines[0]) > _LINE or not _is_plain(display):
        lines, most = _encoded(name, display), _ENCODED_LINE
    fold = "" if len(lines[-1]) + len(address) + 3 <= most else "\r\n"
    return "\r\n".join(lines) + f"{fold} <{address}>\r\n"


@lru_cache(maxsize=64)
def language_field(locale: str) -> str:
    """Return the Content-Language field of RFC 3282."""
    if not _TAG.fullmatch(locale):
        raise Undeliverable("{field}: {found} is not a language tag", field="Content-Language", found=repr(locale))
    return f"Content-Language: {locale}\r\n"


def date_field(moment: datetime) -> str:
    """Return the Date field, in the zone of the moment, which is always written as a number (RFC 5322 3.3)."""
    return _date_field(moment, _offset(moment))


@lru_cache(maxsize=16)
def _date_field(moment: datetime, offset: timedelta) -> str:
    """Moments in two zones can be equal: the offset tells them apart."""
    minutes = round(offset.total_seconds() / 60)
    local = moment.astimezone(timezone(timedelta(minutes=minutes)))
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
    day = f"{_DAYS[local.weekday()]}, {local.day:02d} {_MONTHS[local.month - 1]} {local.year:04d}"
    return f"Date: {day} {local:%H:%M:%S} {zone}\r\n"


@lru_cache(maxsize=16)
def mailbox_date(moment: datetime) -> str:
    """Return a moment as the From_ line of a mailbox has it: UTC, as asctime writes it (RFC 4155)."""
    _offset(moment)
    utc = moment.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {_MONTHS[utc.month - 1]} {utc.day:2d} {utc:%H:%M:%S} {utc.year:04d}"


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        raise Undeliverable("{field}: {found} has no time zone", field="Date", found=moment.isoformat())
    return offset


def _check(name: str, text: str, most: int) -> None:
    if found := _FORBIDDEN.search(text):
        raise Undeliverable(
            "{field}: holds {sign}, which no mail header can carry", field=name, sign=f"U+{ord(found[0]):04X}"
        )
    if len(text) > most:
        raise Undeliverable(
            "{field}: holds {length} characters; the most is {most}", field=name, length=len(text), most=most
        )


def _is_plain(text: str) -> bool:
    """Say whether text can stand as it is: "=?" would be decoded, and readers drop blanks at the edges."""
    return text.isascii() and "=?" not in text and text.strip(" ") == text


def _phrase(display: str) -> str:
    if _ATOMS.fullmatch(display):
        return display
    return '"' + re.sub(r'(["\\])', r"\\\1", display) + '"'


def _folded(name: str, text: str) -> Iterator[str]:
    """Fold before blanks; a line always holds a word, and the first word stays beside the name."""
    words = _WORD.findall(text)
    line = f"{name}: {words[0]}"
    for word in words[1:]:
        if len(line) + len(word) > _LINE:
            yield line
            line = ""
        line += word
    yield line


def _encoded(name: str, text: str) -> list[str]:
    """Return the field's lines as encoded-words (RFC 2047), which never split a character."""
    octets = text.encode()
    lines, start, line = [], 0, f"{name}: "
    while start < len(octets):
        room = _ENCODED_LINE - len(line) - len("=?utf-8?B??=")
        end = min(start + room // 4 * 3, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        lines.append(f"{line}=?utf-8?B?{b2a_base64(octets[start:end], newline=False).decode()}?=")
        start, line = end, " "
    return lines
