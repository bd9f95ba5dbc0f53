"""Messages that nobody should write and that must arrive all the same, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from made import make_message

from templater.delivery import Envelope
from templater.delivery.headers import LONGEST_NAME, LONGEST_SUBJECT
from templater.letters.message import Message

WORDS = (
    "Ana", "Núñez", "O'Neil", "de la Cruz", "Jr.", "Ruiz, Marta", '"La Jefa"', "back\\slash", "\\", '\\"', "(Recursos",
    "Humanos)", "((", "<x@y.example>", "a@b.example,", ";", ":", "[1]", "=?", "?=", "=?utf-8?q?hola?=",
    "=?utf-8?b?0YHQvNC10YLRjA==?=", "=?x", "=20", "=", "_", "?", " ", "  ", "\xa0", "\u2003",
    "👩‍👩‍👧", "🇪🇸", "❤️", "漢字", "𝔘",
    "עברית", "محمد علي", "علي‌رضا", "Jose\u0301", "Ẽ̸̛̖", "Ольга", "x" * 60, "ñ" * 40, "Donaudampfschifffahrt" * 4, ".",
    "..", "undisclosed-recipients:;", "&amp;", "<b>", "%0A", "\\r\\n", "\ufffd", "'", "--",
)  # fmt: skip
LINES = (
    *WORDS, "", "", ".", "..", ".oculto", "From aquí", ">From allá", "From ", "From", "un blanco ", "tabulador\t",
    "x" * 75 + " ", "x" * 76, "x" * 997, "ñ" * 1500, "=\t", "= ", "--=_0", "--", "-- ", "\t", " ",
    "Bcc: nadie@x.example", "begin 644 x", "\u2028", "\x85", "x\ufeff", "<!-- --> </html>", "abc=",
    "=3D=", "Content-Type: text/plain",
)  # fmt: skip
ENDS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " \n", "\t\r\n", "\n\r")
LOCALS = ("marta", "o'neil", "a+b=c", "x.y.z", "!#$%&'*+-/?=^_`{|}~", "a" * 64, "ANA", "1")
DOMAINS = (
    "example.com", "xn--espaa-rta.example", "mail.xn--80akhbyknj4f.example", "a.b.c.d.example", "EXAMPLE.ORG",
    ("b" * 60 + ".") * 2 + "example", "x-y.co.uk",
)  # fmt: skip
LOCALES = ("es", "en", "es-MX", "es-419", "zh-Hant", "en-GB")


def nasty(number: int) -> Iterator[tuple[Message, Envelope]]:
    """Yield so many messages, each with the envelope it leaves in."""
    chance = random.Random(20260303)
    for one in range(number):
        yield _message(chance), _envelope(chance, one)


def _line(chance: random.Random, most: int) -> str:
    glue = chance.choice((" ", "", ", ", "  "))
    return glue.join(chance.choices(WORDS, k=chance.randint(0, 8)))[: chance.randint(1, most)]


def _body(chance: random.Random) -> str:
    lines = chance.choices(LINES, k=chance.randint(0, 25))
    # A part with nothing in it is no part to some readers; no letter is empty.
    return "".join(line + chance.choice(ENDS) for line in lines) + chance.choice(("", ".", "fin", "blanco ")) or "."


def _message(chance: random.Random) -> Message:
    subject = chance.choice((_line(chance, LONGEST_SUBJECT), chance.choice("xñ漢 ") * 200, "word " * 50 + "x"))
    html = None if chance.random() < 0.1 else _body(chance)
    return make_message(locale=chance.choice(LOCALES), subject=subject, text=_body(chance), html=html)


def _envelope(chance: random.Random, number: int) -> Envelope:
    def address() -> str:
        return f"{chance.choice(LOCALS)}@{chance.choice(DOMAINS)}"

    return Envelope(
        to_name=_line(chance, LONGEST_NAME),
        to_address=address(),
        from_name=_line(chance, LONGEST_NAME),
        from_address=address(),
        reply_to=chance.choice(("", address())),
        date=datetime(2026, 1, 1, tzinfo=timezone(timedelta(minutes=chance.randint(-12 * 60, 14 * 60)))),
        message_key=str(number),
    )
