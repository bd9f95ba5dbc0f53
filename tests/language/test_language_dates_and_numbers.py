from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped_locales import ENGLISH, SPANISH, shipped

from templater.errors import TemplateError
from templater.language import long_date, ordinal, plain, whole_number
from templater.language.filters import filters

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("es", "3 de diciembre de 2026"),
        ("es-419", "3 de diciembre de 2026"),
        ("es-MX", "3 de diciembre de 2026"),
        ("es-AR", "3 de diciembre de 2026"),
        ("en", "3 December 2026"),
        ("en-GB", "3 December 2026"),
        ("en-IE", "3 December 2026"),
        ("en-US", "December 3, 2026"),
    ],
)
def test_a_day_reads_in_the_order_of_its_country(tag: str, words: str) -> None:
    locale = shipped(tag)
    assert plain(DAY, locale) == words
    assert filters(locale)["date"](DAY) == words


def test_a_month_is_never_a_number_and_spanish_months_have_no_capital() -> None:
    for month in range(1, 13):
        words = long_date(date(2026, month, 1), "es")
        assert words.startswith("1 de ")
        assert words == words.lower()


def test_a_pattern_of_the_locale_wins_over_cldr() -> None:
    assert long_date(DAY, "en") == "December 3, 2026"
    assert long_date(DAY, "en", "EEEE d MMMM") == "Thursday 3 December"


@pytest.mark.parametrize(
    ("number", "common", "feminine", "before_masculine"),
    [
        (1, "1.º", "1.ª", "1.er"),
        (2, "2.º", "2.ª", "2.º"),
        (3, "3.º", "3.ª", "3.er"),
        (4, "4.º", "4.ª", "4.º"),
        (10, "10.º", "10.ª", "10.º"),
        (11, "11.º", "11.ª", "11.º"),
        (13, "13.º", "13.ª", "13.er"),
        (21, "21.º", "21.ª", "21.er"),
        (23, "23.º", "23.ª", "23.er"),
        (101, "101.º", "101.ª", "101.er"),
        (111, "111.º", "111.ª", "111.º"),
    ],
)
def test_spanish_ordinals_have_a_full_stop_and_lose_their_o_before_a_masculine_noun(
    number: int, common: str, feminine: str, before_masculine: str
) -> None:
    by_name = filters(SPANISH)
    assert by_name["ordinal"](number) == common
    assert by_name["ordinal_f"](str(number)) == feminine
    assert by_name["ordinal_m"](number) == before_masculine


@pytest.mark.parametrize(
    "text", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th", "112th", "0th"]
)
def test_english_ordinals_follow_how_the_number_is_said(text: str) -> None:
    assert filters(ENGLISH)["ordinal"](text[:-2]) == text
    assert filters(ENGLISH)["ordinal_f"](text[:-2]) == text


@given(st.integers(min_value=0, max_value=10**12))
def test_an_ordinal_begins_with_its_digits(number: int) -> None:
    assert ordinal(number, "es", {"1": ".er", "other": ".º"}).partition(".")[0] == str(number)


@pytest.mark.parametrize(
    ("tag", "four", "five"),
    [
        ("es", "1234", "12.345"),
        ("es-AR", "1234", "12.345"),
        ("es-MX", "1234", "12,345"),
        ("en", "1,234", "12,345"),
        ("en-GB", "1,234", "12,345"),
    ],
)
def test_four_digits_stand_ungrouped_in_spanish(tag: str, four: str, five: str) -> None:
    by_name = filters(shipped(tag))
    assert by_name["number"]("1234") == four
    assert by_name["number"](12345) == five
    assert by_name["number"]("-1234") == "-" + four


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["es", "es-MX", "en"]))
def test_a_number_keeps_its_digits(number: int, tag: str) -> None:
    written = whole_number(number, tag, 2)
    assert int(written.replace(".", "").replace(",", "")) == number


@pytest.mark.parametrize("name", ["number", "ordinal", "ordinal_f", "ordinal_m"])
@pytest.mark.parametrize("value", ["abc", "", "1.5", "12.345", "٣", True, None, DAY, ("1", "2"), "9" * 5000])
def test_what_is_not_a_whole_number_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(TemplateError) as caught:
        filters(SPANISH)[name](value)
    assert str(caught.value) == f"'{value}' is not a whole number in digits, which '{name}' needs"
    assert caught.value.place == ""


def test_nothing_is_minus_first() -> None:
    with pytest.raises(TemplateError, match="'-1' has no ordinal"):
        filters(SPANISH)["ordinal"]("-1")


@pytest.mark.parametrize("value", ["3 de diciembre", 3, None, ("a",)])
def test_what_is_not_a_day_is_refused(value: object) -> None:
    with pytest.raises(TemplateError, match="is not a date, which 'date' needs"):
        filters(SPANISH)["date"](value)
