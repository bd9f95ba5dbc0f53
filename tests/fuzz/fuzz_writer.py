"""Whatever stands in a message and its envelope, it is refused, or every mail program reads it as it was meant."""

from __future__ import annotations

from fields import fields_of, numbered
from made import make_envelope, make_message
from readback import assert_well_formed, meant, python_reads

from templater.delivery import write_message
from templater.errors import Undeliverable

LONGEST = 8192
ADDRESSES = ("marta@example.com", "a.b+c=d@xn--espaa-rta.es", "'*/?^_`{|}~-@a.b.c.es")


def try_one(octets: bytes) -> None:
    flags, *fields = fields_of(octets, 9)
    flag = ord(flags[:1] or "\0")
    subject, to_name, from_name, to_address, from_address, reply_to, text, html = fields
    if not flag & 1:  # else nearly all would be refused for an address
        to_address, from_address, reply_to = (ADDRESSES[len(one) % 3] for one in (to_address, from_address, reply_to))
    message = make_message(subject=subject, text=text or "x", html=(html or "x") if flag & 2 else None)
    envelope = make_envelope(to_name=to_name, from_name=from_name, to_address=to_address, from_address=from_address,
                             reply_to="" if flag & 4 else reply_to)  # fmt: skip
    try:
        written = write_message(message, envelope)
    except Undeliverable:
        return
    assert_well_formed(written)
    # Python puts a blank between the encoded-words of a name: https://github.com/python/cpython/issues/120930
    assert python_reads(written).without_blanks_in_names() == meant(message, envelope).without_blanks_in_names()


def seeds() -> list[bytes]:
    names = ("Marta Ruiz", 'Ana "la" Gil, S. L.', "Íñigo (HR) <a@b.es>", "x" * 80, "=?utf-8?q?x?=", "a  b", "\\")
    bodies = ("Hola:\n\nGracias.\n", "From a\n.b\n", "é" * 90, "x" * 200, " \t\n= \r\n", "<p>a</p>\u2028\r")
    return [
        numbered(flag, ["", name, name, name[::-1], "a@b.es", "c@d.es", "", body, body[::-1]])
        for flag in (0, 2, 3, 6) for name in names for body in bodies
    ]  # fmt: skip
