from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_factory import candidate, letter, write

from templater.errors import CandidateError
from templater.letters import Wanted
from templater.letters.limits import LIMITS, over_limit
from templater.letters.sms import PLAIN_SIGNS, Parts, parts_of

SPANISH_BASIC = "éÉñÑüÜ¿¡àèìòùÇ§"
SPANISH_WIDE = "áíóúÁÍÓÚçºª«»“”‘’–—…·"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", Parts(1, 0, "GSM-7")),
        ("a" * 160, Parts(1, 160, "GSM-7")),
        ("a" * 161, Parts(2, 161, "GSM-7")),
        ("a" * 306, Parts(2, 306, "GSM-7")),
        ("a" * 307, Parts(3, 307, "GSM-7")),
        ("€" * 80, Parts(1, 160, "GSM-7")),
        ("á" + "a" * 69, Parts(1, 70, "UCS-2")),
        ("á" + "a" * 70, Parts(2, 71, "UCS-2")),
        ("á" + "a" * 133, Parts(2, 134, "UCS-2")),
        ("á" + "a" * 134, Parts(3, 135, "UCS-2")),
        ("🙂", Parts(1, 2, "UCS-2")),
    ],
)
def test_a_text_message_is_counted_in_parts_of_its_alphabet(text: str, parts: Parts) -> None:
    assert parts_of(text) == parts


def test_a_sign_of_two_units_is_never_divided_between_two_parts() -> None:
    assert parts_of("a" * 152 + "€" + "a" * 152).count == 3  # 306 septets, but one place stays empty in the first part
    assert parts_of("á" + "a" * 65 + "🙂" + "a" * 66).count == 3


@pytest.mark.parametrize("sign", SPANISH_BASIC)
def test_these_signs_of_spanish_leave_a_part_160_places(sign: str) -> None:
    assert parts_of(sign).alphabet == "GSM-7"


@pytest.mark.parametrize("sign", SPANISH_WIDE)
def test_these_signs_of_spanish_leave_it_70(sign: str) -> None:
    assert parts_of(sign).alphabet == "UCS-2"


@given(
    st.text(alphabet=string.printable + SPANISH_BASIC + SPANISH_WIDE + "🙂€", max_size=400), st.sampled_from("aá€🙂")
)
def test_a_longer_text_never_costs_less(text: str, more: str) -> None:
    assert parts_of(text + more).count >= parts_of(text).count


@given(st.text(max_size=200))
def test_plain_signs_never_cost_more_parts_than_the_signs_of_typography(text: str) -> None:
    plain = text.translate(PLAIN_SIGNS)
    if parts_of(plain).alphabet == "GSM-7":
        assert parts_of(plain).count <= max(parts_of(text).count, parts_of(plain.replace("...", "…")).count + 1)
    assert plain.translate(PLAIN_SIGNS) == plain


def test_a_name_with_a_typographic_apostrophe_does_not_halve_a_text_message(tmp_path: object) -> None:
    files = {"es/hello.sms.md": letter("Hola, {{ candidate.first_name }}: «gracias»…", "Note: x")}
    message = write(tmp_path, files).render(candidate(first_name="O’Neill"), Wanted("hello", "es", "sms"))  # type: ignore[arg-type]  # pytest's path
    assert message.text == 'Hola, O\'Neill: "gracias"...'
    assert (message.html, message.subject) == (None, "")


# --- the limits of the other channels


@pytest.mark.parametrize(
    ("channel", "subject", "text"),
    [("inmail", 200, 1900), ("chat", 10**6, 1024), ("email", 10**6, 10**6), ("phone", 10**6, 10**6)],
)
def test_a_message_at_its_limit_is_well(channel: str, subject: int, text: int) -> None:
    assert list(over_limit("x", channel, "s" * subject, "t" * text)) == []


@pytest.mark.parametrize(
    ("channel", "subject", "text", "said"),
    [
        ("inmail", 201, 10, "the subject of hello has 201 characters, and inmail takes 200; shorten it"),
        ("inmail", 1, 1901, "the text of hello has 1901 characters, and inmail takes 1900; shorten it"),
        ("chat", 0, 1025, "the text of hello has 1025 characters, and chat takes 1024; shorten it"),
        ("sms", 0, 307, "hello has 307 units of GSM-7, which is 3 text messages, and 2 is the most; shorten it"),
    ],
)
def test_a_message_over_its_limit_names_the_letter_and_the_count(
    channel: str, subject: int, text: int, said: str
) -> None:
    assert [str(problem) for problem in over_limit("hello", channel, "s" * subject, "t" * text)] == [said]


def test_every_channel_has_its_limits() -> None:
    from templater.judgement import AXES

    assert set(LIMITS) == set(AXES["channel"])


def test_the_real_name_counts(tmp_path: object) -> None:
    files = {"es/hello.sms.md": letter("Hola, {{ candidate.first_name }}: " + "a" * 140, "Note: x")}
    library = write(tmp_path, files)  # type: ignore[arg-type]  # pytest's path
    assert library.render(candidate(first_name="Marta"), Wanted("hello", "es", "sms"))
    with pytest.raises(CandidateError, match="hello has 153 units of UCS-2, which is 3 text messages"):
        library.render(candidate(first_name="Sofía"), Wanted("hello", "es", "sms"))
