from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readback import assert_well_formed, parse

from templater.delivery import Envelope, write_message
from templater.errors import OutputError
from templater.letters.message import Message

Make = Callable[..., Message]
Address = Callable[..., Envelope]

NASTY_TEXTS = (
    "",
    ".",
    "..\n.\n.hidden\n",
    "From here on\n>From there\n",
    "blank at the end \ntab at the end\t\n \n\t\n",
    "x" * 75 + " \n" + "x" * 74 + "  \n" + "x" * 76 + "\t",
    ("x" * 75 + ".") * 4,
    ("x" * 75 + "From ") * 4,
    ("x" * 72 + "ñ.") * 9 + "From ",
    "a" * 76,
    "a" * 5000,
    "= =3D =\n=\n",
    "ñandú 👩‍👩‍👧 漢字 \xa0 \u2028" * 20,
    "--=_0\n--\n-- \nfirma",
    "one\r\ntwo\rthree\n",
)


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def body(parsed: EmailMessage, kind: str = "plain") -> str:
    part = parsed.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def header_lines(written: bytes) -> list[str]:
    return written.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def body_lines(written: bytes) -> list[bytes]:
    return written.partition(b"\r\n\r\n")[2].split(b"\r\n")


def test_the_message_has_each_field_exactly_once(message: Make, envelope: Address) -> None:
    names = [line.partition(":")[0] for line in header_lines(write_message(message(), envelope())) if line[0] != " "]
    assert names == [
        "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Language", "Content-Type",
    ]  # fmt: skip


def test_no_field_sends_a_blind_copy_or_names_a_sender_beside_the_author(message: Make, envelope: Address) -> None:
    parsed = parse(write_message(message(), envelope()))
    assert parsed["Bcc"] is None
    assert parsed["Cc"] is None
    assert parsed["Sender"] is None


def test_an_ordinary_message_is_exactly_these_bytes(message: Make, envelope: Address) -> None:
    assert write_message(message(), envelope()).decode("ascii").split("\r\n") == [
        "Date: Tue, 03 Mar 2026 09:30:00 +0100",
        "From: =?utf-8?B?THVjw61hIEdpbA==?= <talento@agencia.example>",
        "To: Marta Ruiz <marta@example.com>",
        "Subject: =?utf-8?B?U3UgY2FuZGlkYXR1cmEgYSBBbmFsaXN0YSBlbiBOw7NyZGljYQ==?=",
        "Message-ID: <tmpl.3e41c20b9ed598c1f36159b0b2d00c6a@agencia.example>",
        "MIME-Version: 1.0",
        "Content-Language: es-MX",
        "Content-Type: multipart/alternative;",
        ' boundary="=_3e41c20b9ed598c1f36159b0b2d00c6a"',
        "",
        "--=_3e41c20b9ed598c1f36159b0b2d00c6a",
        "Content-Language: es-MX",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Estimada Marta:",
        "",
        "Gracias por su tiempo.",
        "",
        "--=_3e41c20b9ed598c1f36159b0b2d00c6a",
        "Content-Language: es-MX",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "<p>Estimada Marta:</p>",
        "<p>Gracias por su tiempo.</p>",
        "",
        "--=_3e41c20b9ed598c1f36159b0b2d00c6a--",
        "",
    ]


def test_the_same_message_gives_the_same_bytes(message: Make, envelope: Address) -> None:
    assert write_message(message(), envelope()) == write_message(message(), envelope())


def test_a_reply_address_is_written_where_there_is_one(message: Make, envelope: Address) -> None:
    parsed = parse(write_message(message(), envelope(reply_to="respuestas@agencia.example")))
    assert parsed["Reply-To"] == "respuestas@agencia.example"
    assert parse(write_message(message(), envelope()))["Reply-To"] is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 3, 9, 5, 7, tzinfo=UTC), "Tue, 03 Mar 2026 09:05:07 +0000"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
         "Thu, 31 Dec 2026 23:00:00 -0330"),
        (datetime(2026, 8, 2, 0, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
         "Sun, 02 Aug 2026 00:00:00 +0545"),
        (datetime(1900, 1, 1, 12, 0, tzinfo=timezone(timedelta(minutes=-14, seconds=-44))),
         "Mon, 01 Jan 1900 11:59:44 -0015"),
    ],
)  # fmt: skip
def test_the_date_has_the_zone_of_its_moment_as_a_number(
    moment: datetime, expected: str, message: Make, envelope: Address
) -> None:
    written = write_message(message(), envelope(date=moment))
    assert header_lines(written)[0] == f"Date: {expected}"
    if not moment.utcoffset().seconds % 60:  # type: ignore[union-attr]  # every moment here has a zone
        assert parse(written)["Date"].datetime == moment


def test_a_date_without_a_zone_is_refused(message: Make, envelope: Address) -> None:
    with pytest.raises(OutputError, match="no time zone"):
        write_message(message(), envelope(date=datetime(2026, 3, 3)))


def test_two_zones_of_one_instant_are_each_written_as_they_are(message: Make, envelope: Address) -> None:
    here = datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert b"09:30:00 +0100" in write_message(message(), envelope(date=here))
    assert b"08:30:00 +0000" in write_message(message(), envelope(date=here.astimezone(UTC)))


def test_the_message_id_is_a_hash_of_the_key_at_the_domain_of_the_sender(message: Make, envelope: Address) -> None:
    found = parse(write_message(message(), envelope(message_key="marta@example.com|7")))["Message-ID"]
    assert re.fullmatch(r"<tmpl\.[0-9a-f]{32}@agencia\.example>", found)
    assert "marta" not in found


def test_the_message_id_changes_with_the_key_and_with_nothing_else(message: Make, envelope: Address) -> None:
    first = parse(write_message(message(), envelope()))["Message-ID"]
    assert parse(write_message(message(subject="Otro"), envelope(to_name="Otra")))["Message-ID"] == first
    assert parse(write_message(message(), envelope(message_key="run-1|row-3")))["Message-ID"] != first


def test_a_message_without_a_key_is_refused(message: Make, envelope: Address) -> None:
    with pytest.raises(OutputError, match="Message-ID"):
        write_message(message(), envelope(message_key=""))


def test_the_text_comes_first_and_the_html_last(message: Make, envelope: Address) -> None:
    parsed = parse(write_message(message(), envelope()))
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]


def test_a_message_without_html_is_text_alone(message: Make, envelope: Address) -> None:
    written = write_message(message(html=None), envelope())
    assert parse(written).get_content_type() == "text/plain"
    assert not parse(written).is_multipart()
    assert b"boundary" not in written


def test_every_part_is_quoted_printable_utf8_in_the_language_of_the_letter(message: Make, envelope: Address) -> None:
    parsed = parse(write_message(message(locale="en-GB"), envelope()))
    for part in parsed.iter_parts():
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Language"] == "en-GB"
    assert parsed["Content-Language"] == "en-GB"


def test_the_boundary_follows_from_the_key_and_occurs_in_no_part(message: Make, envelope: Address) -> None:
    first = parse(write_message(message(), envelope())).get_boundary()
    again = parse(write_message(message(text=f"--{first}\n--{first}--\n"), envelope()))
    assert first is not None
    assert first.startswith("=_")
    assert again.get_boundary() == first
    assert body(again) == f"--{first}\r\n--{first}--\r\n"
    assert parse(write_message(message(), envelope(message_key="another"))).get_boundary() != first


@pytest.mark.parametrize("text", NASTY_TEXTS)
@pytest.mark.parametrize("html", ["<p>.</p>", None])
def test_a_body_comes_back_as_it_was(text: str, html: str | None, message: Make, envelope: Address) -> None:
    written = write_message(message(text=text, html=html), envelope())
    assert_well_formed(written)
    assert body(parse(written)) == crlf(text)


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        (".\n", b"=2E"),
        (".cv\n", b"=2Ecv"),
        ("From Ana\n", b"=46rom Ana"),
        ("Fromage\n", b"Fromage"),
        ("a \n", b"a=20"),
        ("a\t\n", b"a=09"),
        ("ñ=\n", b"=C3=B1=3D"),
    ],
)
def test_what_relays_and_mailboxes_would_change_is_encoded(
    text: str, encoded: bytes, message: Make, envelope: Address
) -> None:
    assert body_lines(write_message(message(text=text, html=None), envelope()))[0] == encoded


def test_a_soft_break_never_puts_a_dot_or_from_at_the_beginning_of_a_line(message: Make, envelope: Address) -> None:
    for filling in range(60, 80):
        for word in (".", "From ", "..", "From From "):
            text = ("x" * filling + word) * 6
            written = write_message(message(text=text, html=None), envelope())
            assert_well_formed(written)
            assert body(parse(written)) == text


def test_a_soft_break_never_falls_inside_an_escape(message: Make, envelope: Address) -> None:
    for filling in range(60, 80):
        for end in (" \n", "\n", ""):
            text = "." + "x" * filling + "ñ" * 30 + "x" * filling + end
            written = write_message(message(text=text, html=None), envelope())
            assert not re.search(rb"=[0-9A-F]?=?\r\n[0-9A-F]?=", written.replace(b"=\r\n", b""))
            for line in body_lines(written):
                assert re.fullmatch(rb"(?:=[0-9A-F]{2}|[^=])*=?", line)
            assert body(parse(written)) == crlf(text)


def test_long_paragraphs_are_not_broken_hard(message: Make, envelope: Address) -> None:
    text = "Una frase bastante larga que sigue y sigue. " * 40
    assert "\n" not in body(parse(write_message(message(text=text), envelope())))


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\ud800"])
@pytest.mark.parametrize("part", ["text", "html"])
def test_a_body_with_a_control_or_half_a_character_is_refused(
    sign: str, part: str, message: Make, envelope: Address
) -> None:
    with pytest.raises(OutputError, match=rf"the {part} holds .*U\+{ord(sign):04X}"):
        write_message(message(**{part: f"Hola{sign}"}), envelope())


TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\n\n  \t..==FFrom->")))
LINES = st.lists(
    st.one_of(TEXT, st.sampled_from([".", "From ", "From me", ">From", "a  ", "b\t", "x" * 75, "ñ" * 400])), max_size=8
).map("\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LINES, html=st.none() | LINES)
def test_any_body_comes_back_as_it_was(text: str, html: str | None, message: Make, envelope: Address) -> None:
    written = write_message(message(text=text, html=html), envelope())
    assert_well_formed(written)
    assert body(parse(written)) == crlf(text)
    if html is not None:
        assert body(parse(written), "html") == crlf(html)
