"""Turn a message into the bytes that travel: MIME in ASCII, the same bytes for the same message."""

from __future__ import annotations

from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from templater.delivery.headers import address_field, date_field, language_field, text_field
from templater.errors import Undeliverable
from templater.letters.message import Message

_CONTROLS = bytes({*range(32), 127} - {9, 10})

_RISKY = (b"\n.", b"\nFrom ")
"""What lines must not begin with: relays lose the dot, and mailboxes change the word."""

KNOWN_LINES = 512
"""Lines that are kept encoded."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom and when; the addresses are checked again when they are written.

    `reply_to` may be "". `date` has a time zone. `message_key` is what the Message-ID is a hash of:
    whoever makes it puts a secret or the rendered words in it, so that nobody can guess whom it stands for.
    """

    to_name: str
    to_address: str
    from_name: str
    from_address: str
    reply_to: str
    date: datetime
    message_key: str


def write_message(message: Message, envelope: Envelope) -> bytes:
    """Return the message with CRLF line ends and no octet above 127, or raise an Undeliverable that says why not."""
    return stored_message(message, envelope).replace(b"\n", b"\r\n")


def stored_message(message: Message, envelope: Envelope) -> bytes:
    """Return the message with LF line ends, as mailboxes on a disk have it; see `write_message`."""
    head = _head(message, envelope).replace("\r\n", "\n").encode("ascii")
    if message.html is None:
        return b"%b%b%b" % (head, _part_head("plain"), _quoted_printable(message.text, "text", alone=True))
    text = _quoted_printable(message.text, "text")
    html = _quoted_printable(message.html, "html")
    # "=_" cannot stand in quoted-printable (RFC 2045 6.7), so the boundary cannot occur in a part.
    boundary = b"=_" + _digest(envelope).encode()
    language = b"Content-Language: %b\n" % message.locale.encode()
    # The plainest form comes first, the richest last: RFC 2046 5.1.4.
    return b"".join(
        (
            head,
            b'Content-Type: multipart/alternative;\n boundary="%b"\n\n' % boundary,
            b"--%b\n%b%b%b\n" % (boundary, language, _part_head("plain"), text),
            b"--%b\n%b%b%b\n" % (boundary, language, _part_head("html"), html),
            b"--%b--\n" % boundary,
        )
    )


def _head(message: Message, envelope: Envelope) -> str:
    return "".join(
        (
            date_field(envelope.date),
            _sender_fields(envelope.from_name, envelope.from_address),
            address_field("To", envelope.to_name, envelope.to_address),
            _reply_field(envelope.reply_to),
            text_field("Subject", message.subject),
            _identity_field(envelope),
            "MIME-Version: 1.0\r\n",
            language_field(message.locale),
        )
    )


@lru_cache(maxsize=16)
def _sender_fields(name: str, address: str) -> str:
    return address_field("From", name, address)


@lru_cache(maxsize=16)
def _reply_field(address: str) -> str:
    return address_field("Reply-To", "", address) if address else ""


def _identity_field(envelope: Envelope) -> str:
    """The same key gives the same Message-ID, so a mailbox recognises what it has already."""
    domain = envelope.from_address.rpartition("@")[2]
    return f"Message-ID: <tmpl.{_digest(envelope)}@{domain}>\r\n"


def _digest(envelope: Envelope) -> str:
    """Return what tells a message from others, and nobody whom it is for."""
    if not envelope.message_key:
        raise Undeliverable("{field}: a message needs a key to be told from others", field="Message-ID")
    key = envelope.message_key.encode("utf-8", "surrogatepass")
    return blake2b(key, digest_size=16, key=b"templater Message-ID").hexdigest()


def _part_head(subtype: str) -> bytes:
    return b"Content-Type: text/%b; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" % subtype.encode()


def _quoted_printable(text: str, part: str, *, alone: bool = False) -> bytes:
    """Encode text with LF line ends, safe from mailboxes that change "From " and relays that lose a dot."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        encoded = b"\n".join(map(_quoted_line, text.split("\n")))
    except Undeliverable as error:
        raise Undeliverable(error.message, part=part, sign=error.values["sign"]) from None
    if alone and encoded and not encoded.endswith(b"\n"):
        # A message ends with a line end; a soft one adds nothing to the text (RFC 2045 6.7).
        before, end, last = encoded.rpartition(b"\n")
        encoded = b"%b%b%b\n" % (before, end, b"\n".join(_mended(last + b"=")))
    return encoded


@lru_cache(maxsize=KNOWN_LINES)
def _quoted_line(line: str) -> bytes:
    """Encode one line; each stands by itself, and those of the page around a letter come with every message."""
    try:
        octets = line.encode()
    except UnicodeEncodeError as error:
        sign = f"U+{ord(line[error.start]):04X}"
        raise Undeliverable("the {part} holds {sign}, which is no character", sign=sign) from None
    if not line.isprintable() and len(octets.translate(None, _CONTROLS)) < len(octets):
        first = next(octet for octet in octets if octet in _CONTROLS)
        raise Undeliverable("the {part} holds the control character {sign}", sign=f"U+{first:04X}")
    encoded = b2a_qp(octets)
    lines = encoded.split(b"\n")
    if max(map(len, lines)) > 76 or any(map(encoded.__contains__, _RISKY)) or encoded.startswith((b".", b"From ")):
        return b"\n".join([mended for line in lines for mended in _mended(line)])
    return encoded


def _mended(line: bytes) -> Iterator[bytes]:
    """Break a line that b2a_qp left too long, as it does where a blank ends it, and hide risky beginnings."""
    while True:
        if line.startswith((b".", b"From ")):
            line = b"=%02X%b" % (line[0], line[1:])
        if len(line) <= 76:
            yield line
            return
        cut = 75
        if b"=" in line[73:75]:
            cut = line.index(b"=", 73)
        yield line[:cut] + b"="
        line = line[cut:]
