from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_locales import LIBRARY, locale_of

from templater.review.masks import cover_facts
from templater.review.repetition import MESSAGES, Repetition, repeated, repetitions, shared, spoken
from templater.review.word_list import FUNCTION_WORDS, word_list

FUNCTION = {tag: word_list(LIBRARY, tag, FUNCTION_WORDS) for tag in ("es", "en")}


def between(one: str, other: str, tag: str = "es") -> list[tuple[str, str]]:
    """Return the kinds and words that two wordings share, with Acme as what was filled in."""
    made = [
        spoken(name, cover_facts(text, ["Acme"]), locale_of(tag), FUNCTION[tag])
        for name, text in (("one", one), ("other", other))
    ]
    return [(found.kind, found.words) for found in repetitions(made)]


FIRES = [
    ("es", "Gracias por el tiempo de hoy.", "Lo decimos por el tiempo que queda.", ("same-words", "por el tiempo")),
    ("es", "Basta con responder a este correo.", "Puedes responder a este correo hoy.",
     ("same-words", "responder a este correo")),
    ("en", "Just reply to this email.", "You can reply to this email too.", ("same-words", "reply to this email")),
    ("en", "Thank you. It ends here.", "One thing. It ends here.", ("same-sentence", "it ends here")),
    ("es", "Gracias.", "Adiós. Gracias.", ("same-sentence", "gracias")),
    ("es", "Aun así, hemos decidido esto.", "Aun así, gracias.", ("same-beginning", "aun así")),
    ("en", "First. The reason is this.", "The reason was that. More.", ("same-beginning", "the reason")),
]  # fmt: skip
SILENT = [
    ("es", "Es lo que se hace.", "Y lo que se ve."),  # function words only
    ("es", "Gracias por tu interés en Acme.", "El trabajo en Acme sigue."),  # a fact is no repetition
    ("es", "Tu puesto de Acme no sigue.", "Un puesto de Acme no hay."),
    ("en", "The reason is this. More.", "The reason was that."),  # not in a row
    ("en", "We saw time series models.", "They saw a time, a series, and models."),
    ("en", "It is about time. Series end.", "Models of time series end."),  # not across a full stop
    ("es", "", "Gracias."),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "one", "other", "expected"), FIRES)
def test_what_is_said_twice_is_found_at_its_longest(tag: str, one: str, other: str, expected: tuple[str, str]) -> None:
    assert expected in between(one, other, tag)


@pytest.mark.parametrize(("tag", "one", "other"), SILENT)
def test_what_only_looks_alike_is_not(tag: str, one: str, other: str) -> None:
    assert between(one, other, tag) == []


def test_every_kind_has_an_example() -> None:
    assert {expected[0] for *_, expected in FIRES} == set(MESSAGES)


def test_two_wordings_are_told_by_name_and_in_order() -> None:
    names = ("thanks", "next_step", "privacy")
    texts = ("Gracias por todo esto.", "Nada nuevo.", "Y gracias por todo, sí.")
    made = [spoken(name, text, locale_of("es"), FUNCTION["es"]) for name, text in zip(names, texts, strict=True)]
    assert list(repetitions(made)) == [Repetition("same-words", "thanks", "privacy", "gracias por todo")]


def test_a_text_is_remarked_on_where_it_repeats_itself() -> None:
    text = "Gracias por tu tiempo en Acme.\n\nUna cosa más. Gracias por tu tiempo en Acme."
    (remark,) = repeated(text, locale_of("es"), FUNCTION["es"], ["Acme"])
    assert (remark.code, remark.words, remark.start) == ("same-sentence", "Gracias por tu tiempo en Acme.", 46)
    assert str(remark) == "'Gracias por tu tiempo en Acme.' is said twice"
    texts = ("Responde a este correo. Si quieres, responde a este correo hoy.", "Aun así, no sigue. Aun así, gracias.")
    said = [str(remark) for text in texts for remark in repeated(text, locale_of("es"), FUNCTION["es"])]
    assert said == [
        "'Si quieres, responde a este correo hoy.' repeats 'responde a este correo' from 'Responde a este correo.'",
        "'Aun así, gracias.' begins with 'aun así', as the sentence before it",
    ]


def test_a_language_without_a_list_has_no_function_words() -> None:
    assert between("Es lo que se hace.", "Y lo que se ve.") == []
    bare = [spoken(text, text, locale_of("es")) for text in ("Es lo que se hace.", "Y lo que se ve.")]
    assert [found.words for found in repetitions(bare)] == ["lo que se"]


TEXTS = st.lists(st.sampled_from(["uno", "dos", "tres", "cuatro", "cinco.", "seis."]), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_two_wordings_share_the_same_in_either_order(one: str, other: str) -> None:
    first, second = (spoken(text, text, locale_of("es")) for text in (one, other))
    there = {found.words for found in shared(first, second) if found.kind == "same-sentence"}
    back = {found.words for found in shared(second, first) if found.kind == "same-sentence"}
    assert there == back
    assert bool(list(shared(first, second))) == bool(list(shared(second, first)))


@given(TEXTS)
def test_what_a_text_shares_with_itself_is_all_of_its_sentences(text: str) -> None:
    made = spoken("x", text, locale_of("es"))
    assert {found.words for found in shared(made, made)} == {" ".join(one) for one in made.sentences}
