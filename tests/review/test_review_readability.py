from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_locales import locale_of

from templater.language import Locale
from templater.review.readability import MEASURES, long_sentences, readability, syllables_of
from templater.review.syllables import english_syllables, spanish_syllables

SPANISH = {
    1: "y rey muy ley hoy fui guion buey SQL yo bien",
    2: """guía país huésped quiero construir ciudad reír búho cliente aire causa peine viuda leer huía prohibir ahí aún
       dúo tía días hielo hueco guerra queso haya mayo puesto también gracias construí deuda caer río Raúl""",
    3: """pingüino oía leído ahora selección proceso cuidado Uruguay estudiáis leíais vivíais alcohol vergüenza equipo
       decisión respuesta vacante interés línea idea poeta impresión actúa continuar jesuita chiita""",
    4: """aéreo experiencia averiguáis paranoia cooperar antigüedad lingüística entrevista requisito océano evaluación
       poesía moderada""",
    5: "candidatura zoología ingeniería tecnología",
}  # fmt: skip
ENGLISH = {
    1: """hire hired role gap small used called real clear the be we there here one hour don't can't team's we'd time
       times thank guess guide build fruit judged closed filled changed worked friend weight strength years two""",
    2: """people science process service changes posted wanted needed applied apply reply going doing being seeing
       saying every table handled settled able title simple simply useful lately moment question request require
       requires unique colleague language value special social client patient quiet create really senior junior
       beyond player someone something didn't isn't couldn't answer early business cities million region recruit
       kindly broadly lion poem reason team-up""",
    3: """requirement decided interviewed idea area decision company candidate position services processes applying
       different example examples possible possibly completely sincerely carefully management assessment document
       continue continued quality previous period serious various opinion video audience museum medium created
       employer employee interview interest recruitment earlier easier carrier guarantee element
       résumé recipe""",
    4: """experience application available evaluate situation material society variety reality January
       appreciate associate superior scenario portfolio information exploration criticism explanation""",
    5: "individual consideration university",
}  # fmt: skip


def counted(table: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, count) for count, words in table.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), counted(SPANISH))
def test_a_spanish_word_has_the_syllables_of_orthography(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), counted(ENGLISH))
def test_an_english_word_has_the_syllables_one_says(word: str, count: int) -> None:
    assert syllables_of(word, MEASURES["en"]) == count


def test_the_tables_are_long_enough_to_trust() -> None:
    assert len(set(counted(SPANISH))) >= 80
    assert len(set(counted(ENGLISH))) >= 150


@given(st.text(max_size=20))
def test_every_word_has_a_syllable(word: str) -> None:
    assert spanish_syllables(word) >= 1
    assert english_syllables(word) >= 1


SYLLABLE = st.builds(
    "".join, st.tuples(st.sampled_from("bdflmnprst"), st.sampled_from("aeioué"), st.sampled_from(["", "n", "s"]))
)


@given(st.lists(SYLLABLE, min_size=1, max_size=6))
def test_the_syllables_of_a_spanish_word_add_up(parts: list[str]) -> None:
    assert spanish_syllables("".join(parts)) == len(parts)


@given(st.lists(st.sampled_from(sorted(word for word, _ in counted(SPANISH))), min_size=1, max_size=4))
def test_accents_may_come_apart_and_capitals_do_not_count(words: list[str]) -> None:
    for word in words:
        assert spanish_syllables(word.upper()) == spanish_syllables(word)


def test_inflesz_is_computed_as_published() -> None:
    # 2 sentences, 8 words, 14 syllables
    found = readability("El equipo no sigue adelante. Gracias por todo.", locale_of("es"))
    assert found is not None
    assert (found.words, found.sentences, found.syllables) == (8, 2, 1 + 3 + 1 + 2 + 4 + 2 + 1 + 2)
    assert found.score == round(206.835 - 62.3 * 16 / 8 - 8 / 2, 2)
    assert (found.longest, found.longest_words) == ("El equipo no sigue adelante.", 5)


def test_flesch_is_computed_as_published() -> None:
    found = readability("The cat sat on the mat. It was happy.", locale_of("en-GB"))
    assert found is not None
    assert (found.words, found.sentences, found.syllables) == (9, 2, 10)
    assert found.score == round(206.835 - 84.6 * 10 / 9 - 1.015 * 9 / 2, 2)


@pytest.mark.parametrize("text", ["", "…", "https://acme.example/s"])
def test_a_text_without_words_is_not_measured(text: str) -> None:
    assert readability(text, locale_of("es")) is None


def test_a_language_without_a_formula_is_not_measured_but_its_sentences_are() -> None:
    french = Locale("fr", ("fr",), "Français", ("vous",), "vous")
    assert readability("Bonjour à vous.", french) is None
    assert [one.code for one in long_sentences("mot " * 31, french)] == ["long-sentence"]


def test_a_long_sentence_is_quoted_with_its_place_and_its_words() -> None:
    long = "Sí, " + "muy " * 30 + "largo."
    (remark,) = long_sentences(f"Corto. {long} Corto.", locale_of("es"))
    assert (remark.words, remark.start, remark.values["count"]) == (long, 7, 32)
    assert str(remark) == "a sentence of 32 words; 30 are the most that read well"
    assert list(long_sentences("Corto. " + "muy " * 29 + "largo.", locale_of("es"))) == []


def test_harder_words_and_longer_sentences_lower_the_score() -> None:
    easy = readability("El plan es bueno. Va bien. Ya está.", locale_of("es"))
    hard = readability(
        "La planificación organizativa resulta considerablemente satisfactoria en consecuencia.", locale_of("es")
    )
    assert easy is not None
    assert hard is not None
    assert easy.score > 80 > 0 > hard.score
