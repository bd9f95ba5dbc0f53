from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from review_locales import LIBRARY, locale_of

from templater.candidate import AXIS_CHOICES
from templater.language import parse_locale_toml
from templater.letters import Library
from templater.review.length import BANDS, band, count, lengths
from templater.review.remark import Remark
from templater.review.word_list import FUNCTION_WORDS, SPELLING, parse_word_list, word_list


def codes(body: str, channel: str = "email", stage: str = "interview", subject: str = "") -> list[tuple[str, str]]:
    return [(remark.part, remark.code) for remark in lengths(subject, body, channel, stage)]


@pytest.mark.parametrize(
    ("channel", "stage", "words", "code"),
    [
        ("email", "interview", 34, "too-short"),
        ("email", "interview", 35, None),
        ("email", "final", 180, None),
        ("email", "final", 181, "too-long"),
        ("email", "application", 49, "too-short"),
        ("email", "application", 90, None),
        ("email", "application", 91, "too-long"),
        ("phone", "final", 150, None),
        ("phone", "final", 151, "too-long"),
    ],
)
def test_a_body_has_as_many_words_as_its_channel_and_stage_take(
    channel: str, stage: str, words: int, code: str | None
) -> None:
    assert codes("palabra " * words, channel, stage) == ([("text", code)] if code else [])


@pytest.mark.parametrize(("channel", "most"), [("chat", 450), ("inmail", 1100), ("sms", 306)])
def test_a_short_channel_counts_what_it_carries(channel: str, most: int) -> None:
    assert codes("a" * most, channel) == []
    assert codes("a" * (most + 1), channel) == [("text", "too-long")]


def test_one_accent_halves_a_text_message() -> None:
    assert codes("á" + "a" * 160, "sms") == [("text", "too-long")]


def test_a_subject_is_judged_where_there_is_one() -> None:
    body = "palabra " * 60
    assert codes(body, subject="a" * 60) == []
    assert codes(body, subject="a" * 61) == [("subject", "too-long")]


def test_every_channel_and_stage_has_its_band_and_every_band_is_met() -> None:
    met = {band(channel, stage) for channel, stage in product(AXIS_CHOICES["channel"], AXIS_CHOICES["stage"])}
    assert None not in met
    assert met == {one for one in BANDS if one.part == "text"}
    assert band("chat", "final", "subject") is None
    for one in BANDS:
        assert 0 < one.least <= one.most
        assert one.source


@pytest.mark.parametrize(
    ("text", "words"), [("Hola, Marta:", 2), ("Uno — dos", 2), ("e.g. this", 2), ("https://a.example", 1), ("", 0)]
)
def test_a_word_is_what_stands_between_spaces(text: str, words: int) -> None:
    assert count(text, "words") == words


def test_a_remark_fills_its_message_with_its_words_and_values() -> None:
    assert str(Remark("x", "{a}", "'{words}' is {right}", values={"right": "b"})) == "'{a}' is b"
    (remark,) = lengths("", "una palabra", "email", "final")
    assert str(remark) == "2 words; 35 to 180 suit the channel"


def test_a_list_of_words_is_inherited_and_a_team_may_add_to_it(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / SPELLING).write_text("Kubernetes # una herramienta\n\n# nota\n", "utf-8")
    own = Library(tmp_path)
    assert word_list(own, "es-AR", SPELLING) == word_list(LIBRARY, "es", SPELLING) | {"Kubernetes"}
    assert word_list(LIBRARY, "es-MX", FUNCTION_WORDS) == word_list(LIBRARY, "es", FUNCTION_WORDS)
    assert word_list(LIBRARY, "en", SPELLING) == frozenset()


def test_the_lists_of_function_words_have_each_word_once_and_in_lower_case() -> None:
    for tag in ("es", "en"):
        path = LIBRARY.directories[0] / tag / FUNCTION_WORDS
        words = list(parse_word_list(path.read_text("utf-8")))
        assert len(words) == len(set(words)), tag
        assert words == [word.lower() for word in words]


def test_what_a_letter_is_held_to_is_in_its_locale_and_inherited() -> None:
    argentine, british = locale_of("es-AR"), locale_of("en-GB")
    assert (argentine.salutation, argentine.opening_marks, argentine.quotes) == (":", ("¿?", "¡!"), "«»")
    assert (british.salutation, british.opening_marks, british.quotes) == (",", (), "")
    assert (argentine.spelling, british.spelling, locale_of("en").spelling) == ("es_ES", "en_GB", "en_US")
    assert british.may_repeat == {"had", "that"}
    assert "e.g." in british.abbreviations


def test_a_locale_that_says_nothing_of_them_is_held_to_nothing() -> None:
    assert parse_locale_toml('name = "Français"\nregisters = ["vous"]', "fr/locale.toml").get("salutation") is None
