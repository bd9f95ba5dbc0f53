"""What a message was meant to say, and what Python's own parser reads in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from templater.delivery import Envelope
from templater.letters.message import Message

Boxes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Read:
    """A message as somebody reads it: its fields in their order, and what is in them; lines end in LF."""

    fields: tuple[str, ...]
    sender: Boxes
    to: Boxes
    reply_to: Boxes
    subject: str
    language: str
    text: str
    html: str | None
    attached: int = 0

    def without_blanks_in_names(self) -> Read:
        """Return the same, with the blanks taken out of the display names."""
        sender, to = (tuple(("".join(name.split()), box) for name, box in found) for found in (self.sender, self.to))
        return replace(self, sender=sender, to=to)


def meant(message: Message, envelope: Envelope) -> Read:
    """Return what every reader must find."""
    reply = ("reply-to",) if envelope.reply_to else ()
    kind = ("content-type",) if message.html is not None else ("content-type", "content-transfer-encoding")
    return Read(
        fields=("date", "from", "to", *reply, "subject", "message-id", "mime-version", "content-language", *kind),
        sender=((_shown(envelope.from_name), envelope.from_address),),
        to=((_shown(envelope.to_name), envelope.to_address),),
        reply_to=(("", envelope.reply_to),) if envelope.reply_to else (),
        subject=message.subject,
        language=message.locale,
        text=with_lf(message.text),
        html=None if message.html is None else with_lf(message.html),
    )


def _shown(name: str) -> str:
    return name if name.strip() else ""


def with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(octets: bytes) -> EmailMessage:
    """Parse a message in which Python finds no defect."""
    parsed = message_from_bytes(octets, policy=default)
    for part in parsed.walk():
        assert not part.defects
    for field in parsed.values():
        assert not field.defects, (str(field), field.defects)
    return parsed


def python_reads(octets: bytes) -> Read:
    """Return what Python's parser reads."""
    parsed = parse(octets)
    bodies = {part.get_content_type(): part for part in parsed.walk() if not part.is_multipart()}
    return Read(
        fields=tuple(name.lower() for name in parsed),
        sender=_boxes(parsed, "From"),
        to=_boxes(parsed, "To"),
        reply_to=_boxes(parsed, "Reply-To"),
        subject=str(parsed["Subject"]),
        language=str(parsed["Content-Language"]),
        text=with_lf(str(bodies["text/plain"].get_content())),
        html=with_lf(str(bodies["text/html"].get_content())) if "text/html" in bodies else None,
        attached=sum(1 for part in parsed.walk() if not part.is_multipart()) - len(bodies),
    )


def _boxes(parsed: EmailMessage, field: str) -> Boxes:
    found = parsed[field]
    return tuple((one.display_name, one.addr_spec) for one in found.addresses) if found else ()


def assert_well_formed(octets: bytes) -> None:
    """Hold a message against RFC 5322 and against all that relays and mailboxes are known to change."""
    assert octets.isascii()
    assert octets.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", octets)
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", octets)
    for line in octets.split(b"\r\n"):
        assert len(line) <= 78 or b" " not in line.partition(b": ")[2].strip()
        assert len(line) <= 998
        assert not line.startswith((b".", b"From "))
        assert not line.endswith((b" ", b"\t"))
    head, _, body = octets.partition(b"\r\n\r\n")
    for field in head.decode("ascii").split("\r\n"):
        assert re.match(r"[A-Z][A-Za-z-]+:( [^ ]|\Z)| +\S", field), "no blank line, and no fold directly after the name"
        assert "=?" not in field or len(field) <= 76
    assert all(len(line) <= 76 for line in body.split(b"\r\n") if not line.startswith((b"Content", b"--")))
