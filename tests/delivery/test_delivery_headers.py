from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readback import parse

from templater.delivery import Envelope, write_message
from templater.errors import OutputError
from templater.letters.message import Message

Make = Callable[..., Message]
Address = Callable[..., Envelope]

ATTACKS: list[dict[str, str]] = json.loads(Path(__file__).with_name("delivery_attacks.json").read_text("utf-8"))

NAMES = [
    "Marta Ruiz",
    "Lucía Núñez-Gil",
    "Ruiz, Marta",
    'Marta "La Jefa" Ruiz',
    "back\\slash",
    "J. R. Smith",
    "O'Neil; (HR) [x]: <y>@z",
    "=?utf-8?q?x?=",
    "a =?utf-8?q?x?= b",
    "Ana\xa0María",
    "👩‍👩‍👧 Familia",
    "漢字" * 30,
    "Muy largo nombre sin acentos " * 4,
    "x" * 128,
    "A very very very very very long display name, with specials evil@x.com <evil@x.com>, of over 78",
]
SUBJECTS = [
    "",
    "Plain",
    "Su candidatura a Analista",
    "word " * 39 + "final",
    "two  blanks   inside " * 9 + "end",
    "x" * 60 + " " * 80 + "y",
    " leading and trailing ",
    "x" * 200,
    "ñ" * 200,
    "👩‍👩‍👧" * 40,
    "Rol =?utf-8?b?0YHQvNC10YLRjA==?= X",
    "=?utf-8?q?x?= =?utf-8?q?y?=",
    "NBSP\xa0here",
    "y" * 69 + " " + "z" * 77,
    "y" * 70 + " " + "z" * 78,
]


def squashed(text: str) -> str:
    """The parser of the standard library puts a blank between the encoded-words of a display name."""
    return "".join(text.split())


def field_lines(written: bytes, name: str) -> list[str]:
    head = written.partition(b"\r\n\r\n")[0].decode("ascii")
    found = re.search(rf"(?:\A|\n)({name}:[^\r]*(?:\r\n[ \t][^\r]*)*)", head)
    assert found is not None
    return found[1].split("\r\n")


def assert_folded(lines: list[str]) -> None:
    for line in lines:
        assert line.strip()
        assert len(line) <= (76 if "=?" in line else 78) or " " not in line.strip()
    for line in lines[1:]:
        assert line.startswith(" ")
    assert len(lines) == 1 or re.match(r"[A-Za-z-]+: \S", lines[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_display_name_comes_back_as_it_was(name: str, message: Make, envelope: Address) -> None:
    written = write_message(message(), envelope(to_name=name, from_name=name))
    parsed = parse(written)
    for field, address in (("To", "marta@example.com"), ("From", "talento@agencia.example")):
        assert_folded(field_lines(written, field))
        (found,) = parsed[field].addresses
        assert found.addr_spec == address
        assert squashed(found.display_name) == squashed(name)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_comes_back_as_it_was(subject: str, message: Make, envelope: Address) -> None:
    written = write_message(message(subject=subject), envelope())
    assert_folded(field_lines(written, "Subject"))
    assert parse(written)["Subject"] == subject


def test_a_long_plain_subject_stays_readable_and_folds_at_blanks(message: Make, envelope: Address) -> None:
    subject = "Your application for the position of analyst at Nordica " * 4 + "today"
    lines = field_lines(write_message(message(subject=subject), envelope()), "Subject")
    assert len(lines) == 4
    assert "".join(lines) == f"Subject: {subject}"


@pytest.mark.parametrize("blanks", [2, 3, 40])
def test_a_plain_subject_is_never_folded_at_a_row_of_blanks(blanks: int, message: Make, envelope: Address) -> None:
    # Email::MIME keeps one blank of those at a fold.
    for filling in range(40, 70):
        subject = "x" * filling + " " * blanks + "y" * 30 + " z" * 30
        lines = field_lines(write_message(message(subject=subject), envelope()), "Subject")
        assert_folded(lines)
        assert not any(line.startswith("  ") for line in lines)
        assert not any(line.endswith(" ") for line in lines)


def test_an_encoded_word_never_splits_a_character(message: Make, envelope: Address) -> None:
    for shift in range(4):
        lines = field_lines(write_message(message(subject="x" * shift + "👩ñ漢" * 30), envelope()), "Subject")
        for word in re.findall(r"=\?utf-8\?B\?([^?]*)\?=", "".join(lines)):
            assert b64decode(word).decode("utf-8")
            assert len(word) + 12 <= 75


def test_an_address_after_a_long_name_goes_to_the_next_line(message: Make, envelope: Address) -> None:
    lines = field_lines(write_message(message(), envelope(to_name="x" * 70)), "To")
    assert lines == ["To: " + "x" * 70, " <marta@example.com>"]


def test_an_address_that_fills_the_line_stays_on_it(message: Make, envelope: Address) -> None:
    fits = "x" * (78 - len("To:  <marta@example.com>"))
    assert len(field_lines(write_message(message(), envelope(to_name=fits)), "To")) == 1
    assert len(field_lines(write_message(message(), envelope(to_name=fits + "x")), "To")) == 2


def test_a_line_with_an_encoded_word_is_never_longer_than_76(message: Make, envelope: Address) -> None:
    for length in range(1, 60):
        for local in ("ana", "anna", "annna"):
            written = write_message(
                message(subject="ñ" * length), envelope(to_name="ñ" * length, to_address=f"{local}@example.com")
            )
            assert_folded(field_lines(written, "To"))
            assert_folded(field_lines(written, "Subject"))


def test_a_quoted_name_is_never_folded_inside_its_quotes(message: Make, envelope: Address) -> None:
    name = "A very long display name, with specials evil@x.com <evil@x.com>, of over 78 signs"
    lines = field_lines(write_message(message(), envelope(to_name=name)), "To")
    assert '"' not in "".join(lines)
    assert "evil@x.com" not in "".join(lines)


@pytest.mark.parametrize("name", ["", "   ", "\xa0"])
def test_without_a_name_the_address_stands_alone(name: str, message: Make, envelope: Address) -> None:
    assert field_lines(write_message(message(), envelope(to_name=name)), "To") == ["To: marta@example.com"]


def test_the_longest_address_is_never_folded(message: Make, envelope: Address) -> None:
    address = "a" * 64 + "@" + ".".join(["b" * 59] * 3) + ".exampl"
    written = write_message(message(), envelope(to_address=address, from_address=address, reply_to=address))
    parsed = parse(written)
    assert [parsed[field].addresses[0].addr_spec for field in ("To", "From", "Reply-To")] == [address] * 3
    assert parsed["Message-ID"].endswith(address.partition("@")[2] + ">")


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a["expect"] == "refuse"], ids=lambda a: a["id"])
def test_an_attack_is_refused(attack: dict[str, str], message: Make, envelope: Address) -> None:
    fields = {"name": ("to_name", "from_name"), "email": ("to_address", "from_address", "reply_to")}
    if attack["field"] == "subject":
        with pytest.raises(OutputError, match=r"^Subject: "):
            write_message(message(subject=attack["payload"]), envelope())
    for field in fields.get(attack["field"], ()):
        if not attack["payload"] and field == "reply_to":
            continue  # a blank reply address is no address, on purpose
        with pytest.raises(OutputError, match=r"^(To|From|Reply-To): "):
            write_message(message(), envelope(**{field: attack["payload"]}))


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a["expect"] == "literal"], ids=lambda a: a["id"])
def test_an_attack_that_is_only_text_stays_text(attack: dict[str, str], message: Make, envelope: Address) -> None:
    payload = attack["payload"]
    if attack["field"] == "subject":
        assert parse(write_message(message(subject=payload), envelope()))["Subject"] == payload
    elif attack["field"] == "name":
        (found,) = parse(write_message(message(), envelope(to_name=payload)))["To"].addresses
        assert found.addr_spec == "marta@example.com"
        assert squashed(found.display_name) == squashed(payload)
    else:
        (found,) = parse(write_message(message(), envelope(to_address=payload)))["To"].addresses
        assert found.addr_spec == payload


@pytest.mark.parametrize("code", [*range(32), 127, 0x85, 0x9F, 0x2028, 0x2029, 0x202E, 0x2066, 0xD800, 0xDFFF])
def test_no_control_separator_or_override_gets_into_a_header(code: int, message: Make, envelope: Address) -> None:
    text = f"Ana{chr(code)}Bcc: x@example.net"
    for letter, address in (
        (message(subject=text), envelope()),
        (message(), envelope(to_name=text)),
        (message(), envelope(from_name=text)),
    ):
        with pytest.raises(OutputError, match=rf"U\+{code:04X}"):
            write_message(letter, address)


def test_an_error_shows_no_raw_control_to_the_terminal(message: Make, envelope: Address) -> None:
    with pytest.raises(OutputError) as caught:
        write_message(message(), envelope(to_address="a\x1b[31m@example.com"))
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("locale", ["", "es\r\nX: y", "español", "es_MX", "es MX"])
def test_a_language_that_is_no_tag_is_refused(locale: str, message: Make, envelope: Address) -> None:
    with pytest.raises(OutputError, match=r"^Content-Language"):
        write_message(message(locale=locale), envelope())


def test_a_subject_longer_than_mail_programs_show_is_refused(message: Make, envelope: Address) -> None:
    with pytest.raises(OutputError, match=r"^Subject: holds 256 characters"):
        write_message(message(subject="x" * 256), envelope())


SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]),
    st.sampled_from(
        ["=?", "?=", "=?utf-8?q?x?=", '"', "\\", ",", " ", "  ", "\xa0", "👩‍👩‍👧", "<", ">", "@", "(", "ñ"]
    ),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.lists(SIGNS, max_size=40).map("".join).filter(lambda name: len(name) <= 128),
       subject=st.lists(SIGNS, max_size=200).map("".join).filter(lambda subject: len(subject) <= 255))  # fmt: skip
def test_any_name_and_subject_come_back_as_they_were(name: str, subject: str, message: Make, envelope: Address) -> None:
    written = write_message(message(subject=subject), envelope(to_name=name, from_name=name))
    assert write_message(message(subject=subject), envelope(to_name=name, from_name=name)) == written
    parsed = parse(written)
    assert len(parsed.keys()) == 8
    assert parsed["Subject"] == subject
    for field, address in (("To", "marta@example.com"), ("From", "talento@agencia.example")):
        assert_folded(field_lines(written, field))
        (found,) = parsed[field].addresses
        assert found.addr_spec == address
        assert squashed(found.display_name) == squashed(name)
    assert_folded(field_lines(written, "Subject"))
