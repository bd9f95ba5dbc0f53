from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped_locales import SPANISH

from templater.language import Euphony, euphonic, join, plain

AND = [
    # the sound /i/ makes it e
    ("Python", "inglés", "Python e inglés"),
    ("francés", "Inglés", "francés e Inglés"),
    ("español", "«inglés técnico»", "español e «inglés técnico»"),
    ("español", "(inglés)", "español e (inglés)"),
    ("español", '"inglés"', 'español e "inglés"'),
    ("¿quién?", "¿importa?", "¿quién? e ¿importa?"),
    ("diseño", "*investigación*", "diseño e *investigación*"),
    ("diseño", "ilustración", "diseño e ilustración"),
    ("análisis", "ÍNDICES", "análisis e ÍNDICES"),
    ("padres", "hijos", "padres e hijos"),
    ("aguja", "hilo", "aguja e hilo"),
    ("geografía", "historia", "geografía e historia"),
    ("fuerte", "híbrido", "fuerte e híbrido"),
    ("único", "ídolo", "único e ídolo"),
    ("gallos", "híades", "gallos e híades"),
    ("liderazgo", "iniciativa", "liderazgo e iniciativa"),
    ("Ana", "Irene", "Ana e Irene"),
    ("Marta", "Íñigo", "Marta e Íñigo"),
    ("París", "Île-de-France", "París e Île-de-France"),
    ("Amazon", "IBM", "Amazon e IBM"),
    ("calidad", "ISO 9001", "calidad e ISO 9001"),
    ("la letra h", "i", "la letra h e i"),
    ("Google", "Intel", "Google e Intel"),
    # a diphthong, a consonant or another vowel leaves it
    ("nieve", "hielo", "nieve y hielo"),
    ("nieve", "Hielo", "nieve y Hielo"),
    ("leones", "hienas", "leones y hienas"),
    ("cobre", "hierro", "cobre y hierro"),
    ("diptongo", "hiato", "diptongo y hiato"),
    ("átomos", "iones", "átomos y iones"),
    ("agua", "yodo", "agua y yodo"),
    ("Ana", "Yolanda", "Ana y Yolanda"),
    ("Docker", "YAML", "Docker y YAML"),
    ("big data", "IoT", "big data y IoT"),
    ("español", "hindi o urdu", "español e hindi o urdu"),
    ("SQL", "Excel", "SQL y Excel"),
    ("Ana", "Hugo", "Ana y Hugo"),
    ("Java", "C++", "Java y C++"),
    ("Java", "8 horas", "Java y 8 horas"),
    # read in English, or as a number
    ("Java", "iOS", "Java y iOS"),
    ("Android", "iOS 17", "Android y iOS 17"),
    ("Android", "(iOS)", "Android y (iOS)"),
    ("Android", "iPhone", "Android y iPhone"),
    ("portátil", "iPad", "portátil y iPad"),
    ("RR. HH.", "IT", "RR. HH. y IT"),
    ("Angular", "Ionic", "Angular y Ionic"),
    ("datos", "IA", "datos y IA"),
    ("Android", "iOS/iPadOS", "Android y iOS/iPadOS"),
    ("Analista I", "II", "Analista I y II"),
    ("derecho", "ITIL", "derecho e ITIL"),
    ("Android", "iosefismo", "Android y iosefismo"),
]

OR = [
    ("siete", "ocho", "siete u ocho"),
    ("minutos", "horas", "minutos u horas"),
    ("uno", "otro", "uno u otro"),
    ("hostal", "hotel", "hostal u hotel"),
    ("belga", "holandés", "belga u holandés"),
    ("vista", "oído", "vista u oído"),
    ("mercurio", "óxido", "mercurio u óxido"),
    ("SQL Server", "Oracle", "SQL Server u Oracle"),
    ("SQL Server", "«Oracle»", "SQL Server u «Oracle»"),
    ("JWT", "OAuth", "JWT u OAuth"),
    ("Ana", "Óscar", "Ana u Óscar"),
    ("7", "8", "7 u 8"),
    ("7.º", "8.º", "7.º u 8.º"),
    ("70", "80", "70 u 80"),
    ("70 %", "80 %", "70 % u 80 %"),
    ("700", "800", "700 u 800"),
    ("7.000", "8.000", "7.000 u 8.000"),
    ("7", "8,5", "7 u 8,5"),
    ("7", "11", "7 u 11"),
    ("diez", "11 años", "diez u 11 años"),
    ("10.000", "11.000", "10.000 u 11.000"),
    ("10", "110", "10 o 110"),
    ("10", "111", "10 o 111"),
    ("100", "1100", "100 o 1100"),
    ("10.º", "11.º", "10.º o 11.º"),
    ("10.ª", "11.ª", "10.ª o 11.ª"),
    ("17", "18", "17 o 18"),
    ("uno", "dos", "uno o dos"),
    ("dinosaurio", "huevo", "dinosaurio o huevo"),
    ("inglés", "alemán", "inglés o alemán"),
    ("Go", "HTML", "Go o HTML"),
    ("Dropbox", "OneDrive", "Dropbox o OneDrive"),
    ("Python", "inglés", "Python o inglés"),
]


@pytest.mark.parametrize(("first", "second", "phrase"), AND)
def test_spanish_and_sounds_right(first: str, second: str, phrase: str) -> None:
    assert join((first, second), "es", "standard", SPANISH.euphony) == phrase


@pytest.mark.parametrize(("first", "second", "phrase"), OR)
def test_spanish_or_sounds_right(first: str, second: str, phrase: str) -> None:
    assert join((first, second), "es", "or", SPANISH.euphony) == phrase


@pytest.mark.parametrize("tag", ["es", "es-419", "es-MX", "es-AR", "es-CL"])
def test_only_the_last_link_of_a_longer_list_changes(tag: str) -> None:
    assert join(("inglés", "italiano", "irlandés"), tag, "standard", SPANISH.euphony) == "inglés, italiano e irlandés"
    assert join(("oro", "ocre", "ópalo"), tag, "or", SPANISH.euphony) == "oro, ocre u ópalo"


@pytest.mark.parametrize(
    ("tag", "phrase"),
    [("en", "SQL, Go, and Irish"), ("en-GB", "SQL, Go and Irish"), ("en-IE", "SQL, Go and Irish")],
)
def test_english_puts_the_comma_of_its_country_before_and(tag: str, phrase: str) -> None:
    assert join(("SQL", "Go", "Irish"), tag) == phrase


def test_a_word_inside_an_item_never_changes() -> None:
    assert join(("blanco y índigo", "Z"), "es", "standard", SPANISH.euphony) == "blanco y índigo y Z"


def test_braces_and_private_signs_in_an_item_are_only_text() -> None:
    items = ("{1}", "\U000f0000", "{0}", "índigo \U000f0001")
    assert join(items, "es", "standard", SPANISH.euphony) == "{1}, \U000f0000, {0} e índigo \U000f0001"


def test_no_item_is_no_text_and_one_item_is_itself() -> None:
    assert join((), "es") == ""
    assert join(("inglés",), "es") == "inglés"


def test_a_rule_speaks_only_of_its_own_word() -> None:
    rules = [Euphony("y", "e", "i")]
    assert euphonic("o", "inglés", rules) == "o"
    assert euphonic("y", "inglés", rules) == "e"
    assert euphonic("y", "", rules) == "y"


ITEM = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(ITEM, max_size=7), st.sampled_from(["es", "es-MX", "en", "en-GB"]))
def test_a_list_contains_every_item_in_order(items: list[str], tag: str) -> None:
    joined = join(items, tag, "standard", SPANISH.euphony)
    position = 0
    for item in items:
        position = joined.index(item, position) + len(item)
    assert position == len(joined)


@given(st.lists(ITEM, min_size=2, max_size=5))
def test_euphony_changes_nothing_but_the_linking_word(items: list[str]) -> None:
    ours = join(items, "es", "or", SPANISH.euphony)
    cldr = join(items, "es", "or")
    last = len(items[-1])
    assert ours[-last:] == cldr[-last:]
    assert ours[: -last - 2] == cldr[: -last - 2]
    assert {ours[-last - 2], cldr[-last - 2]} <= {"o", "u"}


def test_a_value_that_is_a_list_reads_with_and() -> None:
    assert plain(("Python", "inglés"), SPANISH) == "Python e inglés"
