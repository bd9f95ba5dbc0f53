from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from shipped_locales import ENGLISH, SPANISH, shipped

import templater.language
from templater.errors import TemplateError
from templater.language import contract, locale_chain, parse_locale_toml, plain, read_locale
from templater.language.filters import filters

SETTINGS = {"name": "Español", "registers": ["tu", "usted", "vos"]}


@pytest.mark.parametrize(
    ("tag", "name", "register"),
    [
        ("es", "Español", "tu"),
        ("es-ES", "Español", "tu"),
        ("es-419", "Español (Latinoamérica)", "tu"),
        ("es-CL", "Español (Latinoamérica)", "tu"),
        ("es-MX", "Español (México)", "usted"),
        ("es-AR", "Español (Argentina)", "vos"),
        ("en", "English", "you"),
        ("en-US", "English", "you"),
        ("en-GB", "English (UK)", "you"),
    ],
)
def test_a_region_speaks_as_its_file_says_and_inherits_the_rest(tag: str, name: str, register: str) -> None:
    locale = shipped(tag)
    assert (locale.tag, locale.chain) == (tag, locale_chain(tag))
    assert (locale.name, locale.default_register) == (name, register)
    assert locale.registers == (("tu", "usted", "vos") if tag.startswith("es") else ("you",))
    assert not locale.draft


def test_every_spanish_region_inherits_the_rules_of_spanish() -> None:
    mexican = shipped("es-MX")
    assert mexican.euphony == SPANISH.euphony
    assert mexican.contractions == SPANISH.contractions
    assert mexican.ordinals == SPANISH.ordinals


def test_the_register_of_a_locale_that_names_none_is_the_first() -> None:
    assert read_locale("es", [SETTINGS]).default_register == "tu"


def test_a_setting_of_the_region_replaces_and_a_table_merges_line_by_line() -> None:
    region = {"draft": True, "ordinal": {"1": ".ero"}}
    locale = read_locale("es-MX", [region, {**SETTINGS, "draft": False, "ordinal": {"1": ".er", "other": ".º"}}])
    assert locale.draft
    assert locale.ordinals == {"ordinal": {"1": ".ero", "other": ".º"}}


def test_a_date_format_is_for_its_own_tag_and_not_inherited() -> None:
    english = {"name": "English", "registers": ["you"], "date_formats": {"en": "d MMMM y"}}
    assert read_locale("en", [english]).date_format == "d MMMM y"
    assert read_locale("en-US", [english]).date_format == ""
    american = read_locale("en-US", [{"date_formats": {"en-US": "MMMM d y"}}, english])
    assert plain(date(2026, 12, 3), american) == "December 3 2026"


def test_a_register_that_is_not_on_offer_is_an_error_with_the_likely_one() -> None:
    with pytest.raises(TemplateError) as caught:
        read_locale("es-AR", [{"register": "bos"}, SETTINGS])
    expected = "es-AR/locale.toml: register: 'bos' is not one of tu, usted, vos (did you mean 'vos'?)"
    assert str(caught.value) == expected


@pytest.mark.parametrize("missing", ["name", "registers"])
def test_a_language_must_say_its_name_and_its_registers(missing: str) -> None:
    settings = {key: value for key, value in SETTINGS.items() if key != missing}
    with pytest.raises(TemplateError, match=f"^es/locale.toml: the setting '{missing}' is missing"):
        read_locale("es-MX", [{"draft": True}, settings])


def test_ordinals_need_a_suffix_for_all_other_numbers() -> None:
    with pytest.raises(TemplateError, match=r"^es/locale.toml: \[ordinal_f\] needs a line other"):
        read_locale("es", [{**SETTINGS, "ordinal_f": {"1": ".ª"}}])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "Español"\nregistrs = ["tu"]', "2: there is no setting 'registrs' (did you mean 'registers'?)"),
        ("\nquux = 1", "2: there is no setting 'quux'; the settings are name, registers, register, draft, "),
        ('name = "', "1: this is not TOML: "),
        ("name = 'x'\n\ndraft = yes", "3: this is not TOML: Invalid value"),
        ("name = 'x'\nname = 'y'", "2: this is not TOML: Cannot overwrite a value"),
        ('name = ""', "1: 'name' must be text between quotes"),
        ("# name\nname = 3", "2: 'name' must be text between quotes"),
        ('registers = "tu"', "1: 'registers' must be a list of different texts"),
        ('registers = ["tu", "tu"]', "1: 'registers' must be a list of different texts"),
        ("registers = []", "1: 'registers' must be a list of different texts"),
        ('draft = "yes"', "1: 'draft' must be true or false"),
        ("minimum_grouping_digits = 0", "1: 'minimum_grouping_digits' must be a number from 1 to 4"),
        ("minimum_grouping_digits = true", "1: 'minimum_grouping_digits' must be a number from 1 to 4"),
        ('[date_formats]\nen_GB = "d MMMM y"', "1: each line of 'date_formats' must be a language tag"),
        ('[date_formats]\nenglish = "d MMMM y"', "1: each line of 'date_formats' must be a language tag"),
        ('[date_formats]\nen = "d/M/y"', "1: each line of 'date_formats' must be a language tag"),
        ('[date_formats]\nen = "HH:mm"', "1: each line of 'date_formats' must be a language tag"),
        ('[ordinal]\nfirst = "st"', "1: each line of 'ordinal' must be final digits"),
        ("ordinal_m = 1", "1: each line of 'ordinal_m' must be final digits"),
        ("[euphony]\nword = 'y'", "1: 'euphony' must be written as [[euphony]], once for each rule"),
        (
            "[[euphony]]\nword = 'y'\nbecomes = 'e'\nbefore = 'i'\n[[euphony]]\nword = 'o'\nbecomes = 'u'",
            "5: this rule of 'euphony' needs 'before'",
        ),
        (
            "[[euphony]]\nword = 'y'\nbecomes = 'e'\nbefore = 'i'\n[[euphony]]\nword = 'o'\nbefore = '(o'",
            "7: 'before' is not a regular expression between single quotes",
        ),
        ("[[euphony]]\nwrd = 'y'", "2: there is no setting 'wrd' (did you mean 'word'?)"),
        ("[[contractions]]\nword = 'date'", "2: 'word' must be one word between quotes, and not the name of another"),
        ("[[contractions]]\nword = 'de la'", "2: 'word' must be one word between quotes"),
    ],
)
def test_what_is_wrong_in_a_locale_file_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_locale_toml(text, "es-AR/locale.toml")
    assert str(caught.value).startswith(f"es-AR/locale.toml:{message}")
    line = int(message.partition(":")[0])
    assert caught.value.line == text.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("word", "value", "phrase"),
    [
        ("de", "el equipo", "del equipo"),
        ("a", "el cliente", "al cliente"),
        ("de", "la empresa", "de la empresa"),
        ("a", "la empresa", "a la empresa"),
        ("de", "El País", "de El País"),
        ("a", "El Corte Inglés", "a El Corte Inglés"),
        ("de", "elefante", "de elefante"),
        ("de", "él", "de él"),
        ("de", "él mismo", "de él mismo"),
        ("de", "el «nuevo» equipo", "del «nuevo» equipo"),
        ("de", "el\u00a0equipo", "del\u00a0equipo"),
        ("de", "el", "de el"),
        ("de", "Acme", "de Acme"),
        ("de", "los equipos", "de los equipos"),
        ("de", "uno de el grupo", "de uno de el grupo"),
    ],
)
def test_a_preposition_and_its_article_are_one_word(word: str, value: str, phrase: str) -> None:
    assert contract(word, value, SPANISH.contractions) == phrase
    assert filters(SPANISH)[word](value) == phrase


def test_a_preposition_before_a_list_stands_before_its_first_item() -> None:
    assert filters(SPANISH)["de"](("el diseño", "inglés")) == "del diseño e inglés"


@pytest.mark.parametrize("value", [date(2026, 12, 3), 3, None, (1, 2)])
def test_a_preposition_needs_words(value: object) -> None:
    with pytest.raises(TemplateError) as caught:
        filters(SPANISH)["de"](value)
    assert "'de'" in str(caught.value)


def test_a_locale_has_the_filters_of_all_and_those_of_its_own_words() -> None:
    everyones = {"list", "alternatives", "date", "number", "ordinal", "ordinal_f", "ordinal_m"}
    assert set(filters(SPANISH)) == everyones | {"a", "de"}
    assert set(filters(ENGLISH)) == everyones


def test_one_thing_is_a_list_of_one() -> None:
    by_name = filters(SPANISH)
    assert by_name["list"]("inglés") == by_name["alternatives"](("inglés",)) == "inglés"
    assert by_name["alternatives"](("siete", "ocho")) == "siete u ocho"
    assert by_name["list"](["Python", "inglés"]) == "Python e inglés"


@pytest.mark.parametrize("value", [date(2026, 12, 3), 3, None, (1, 2)])
def test_what_is_not_a_list_is_refused(value: object) -> None:
    with pytest.raises(TemplateError, match="is not a list, which 'alternatives' needs"):
        filters(SPANISH)["alternatives"](value)


def test_text_reads_as_it_is() -> None:
    assert plain("<b>{{ x }}</b> y inglés", SPANISH) == "<b>{{ x }}</b> y inglés"


def test_an_ordinal_in_a_locale_without_ordinals_says_what_to_write() -> None:
    locale = read_locale("es", [SETTINGS])
    with pytest.raises(TemplateError, match=r"^'ordinal_m' needs a table \[ordinal\] in es/locale.toml$"):
        filters(locale)["ordinal_m"]("3")


def test_no_spanish_or_english_word_that_a_candidate_reads_is_in_the_code() -> None:
    for module in Path(templater.language.__file__).parent.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not texts & {"y", "e", "o", "u", "de", "del", "al", "el", ".º", ".er", "st", "nd", "th"}, module.name


def test_the_package_alone_does_not_load_babel() -> None:
    program = "import sys, templater; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
