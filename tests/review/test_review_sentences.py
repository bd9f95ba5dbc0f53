from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_locales import locale_of

from templater.review.masks import COVER, cover_addresses, cover_facts
from templater.review.sentences import sentences, words


@pytest.mark.parametrize(
    ("tag", "text", "parts"),
    [
        ("es", "Gracias. ¿Cómo fue? Bien.", 3),
        ("es", "Acme, S. L. ha decidido. Gracias.", 2),
        ("es", "Acme, S.L., ha decidido.", 1),
        ("es", "Es el 1.er proceso y el 3.º puesto.", 1),
        ("es", "Por p. ej. SQL, etc. y más. Fin.", 2),
        ("es", "En EE. UU. la Sra. Gil decide.", 1),
        ("es", "Lo que vimos... y lo que no. Fin.", 2),
        ("es", "Lo que vimos… Fin.", 2),
        ("es", "Dijo «no sigue». Y ya (de verdad.) Fin.", 3),
        ("en", "We use SQL, e.g. views. They do not.", 2),
        ("en", "See https://acme.example/a.b?c=d. Then write to a.b@acme.example. Bye!", 3),
        ("en", "It costs 3.50 or 12,345.60. On 3/11/2026 it ends.", 2),
        ("en", "J. R. Smith of Acme Inc. wrote. Dr. No did not.", 2),
        ("en", "We saw this:\n\n- one thing\n- another thing\n1. a third", 4),
        ("en", "Kind regards,\nLaura Gil\nAcme", 3),
        ("en", "", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_would_stop(tag: str, text: str, parts: int) -> None:
    found = sentences(text, locale_of(tag).abbreviations)
    assert len(found) == parts, found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gracias por todo, Marta.", ["Gracias", "por", "todo", "Marta"]),
        ("The team's follow-up isn’t far", ["The", "team's", "follow-up", "isn’t", "far"]),
        ("1.er, 2.º y 3.ª", ["1.er", "2.º", "y", "3.ª"]),
        ("on 3/11/2026, 12,345 of them", ["on", "3/11/2026", "12,345", "of", "them"]),
        ("at https://a.example/b or me@a.example, e.g.", ["at", "or", "e.g"]),
        ("«¿Cómo?» — ¡Así!", ["Cómo", "Así"]),
        ("… ?", []),
    ],
)
def test_a_word_is_whole_whatever_signs_it_has_inside(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_an_address_is_covered_without_the_sign_after_it() -> None:
    text = "Mira https://acme.example/p?a=b#c, (www.acme.example) o privacidad@acme.example."
    covered = cover_addresses(text)
    assert len(covered) == len(text)
    assert covered.replace(COVER, "") == "Mira , () o ."


def test_facts_are_covered_whole_and_the_longest_first() -> None:
    covered = cover_facts("Ana Gil y Anabel, de Acme", ["Ana", "Ana Gil", "", "Acme"])
    assert covered.replace(COVER, "·") == "······· y Anabel, de ····"


@given(st.text("aeB .,;:?!…'()«»-\n", max_size=80))
def test_dividing_loses_no_word(text: str) -> None:
    assert [word for one in sentences(text) for word in words(one)] == list(words(text))


@given(st.lists(st.from_regex(r"\A[A-Z][a-z]{2,6}( [a-z]{3,6}){1,4}[.?!]\Z"), min_size=1, max_size=6))
def test_sentences_that_are_joined_are_divided_again(parts: list[str]) -> None:
    assert list(sentences(" ".join(parts))) == parts
    assert list(sentences("\n".join(parts))) == parts
