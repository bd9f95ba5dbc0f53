from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_locales import locale_of

from templater.review.remark import Remark
from templater.review.typography import RULES, typography

SUBJECTS = {"es": "Tu candidatura", "en": "Your application"}
FACTS = ("Acme", "Marta", "Analista de datos", "iHub")


def letter(body: str, tag: str = "es") -> str:
    """Return a clean letter around a body."""
    if tag.startswith("es"):
        return f"Hola, Marta:\n\n{body}\n\nUn saludo,\nLaura Gil\nAcme\n"
    return f"Hi Marta,\n\n{body}\n\nKind regards,\nLaura Gil\nAcme\n"


def remarks(text: str, tag: str = "es", subject: str = "") -> tuple[Remark, ...]:
    return typography(subject or SUBJECTS[tag[:2]], text, locale_of(tag), FACTS)


def in_body(body: str, tag: str = "es") -> tuple[Remark, ...]:
    return remarks(letter(body, tag), tag)


FIRES: dict[str, list[tuple[str, str, str]]] = {
    "double-space": [("es", "Gracias por  venir.", "  ")],
    "space-before-sign": [("es", "Gracias , Marta.", " ,"), ("en", "Is it far ?", " ?")],
    "space-inside": [("es", "El equipo ( Acme) decide.", "( "), ("es", "Es «esto » mismo.", " »"),
                     ("es", "¿ Cómo fue?", "¿ ")],
    "double-sign": [("es", "Gracias..", ".."), ("es", "Gracias,, y hola.", ",,"), ("es", "Esto:, y eso.", ":,"),
                    ("en", "Is it far?.", "?."), ("en", "It is Acme., or not.", ".,"),
                    ("en", "So . . it ends.", ". .")],
    "bracket": [("es", "El equipo (de Acme decide.", "("), ("es", "Es esto» mismo.", "»"), ("en", "It is) far.", ")")],
    "double-word": [("es", "El equipo de de Acme.", "de de"), ("en", "The the team.", "The the")],
    "hole": [("es", "Hola, {{ nombre }}.", "{{ nombre }}"), ("en", "It is %(role)s.", "%(role)s"),
             ("es", "El puesto de None.", "None"), ("es", "Es {esto.", "{")],
    "short-date": [("es", "La entrevista del 3/11/2026.", "3/11/2026"), ("en", "Until 11/23/26.", "11/23/26"),
                   ("en", "By 3.11.2026, say.", "3.11.2026"), ("es", "El 3/11 a las 9.", "3/11"),
                   ("en", "Since 2026-11-03.", "2026-11-03")],
    "invisible": [("es", "Gra\u200bcias.", "\u200b"), ("en", "A\tB.", "\t"), ("en", "\ufeffThanks.", "\ufeff")],
    "no-break-space": [("es", "Gracias\xa0por todo.", "\xa0por")],
    "conflict": [("es", "<<<<<<< ours\nGracias.", "<<<<<<< ours"), ("en", "A.\n=======\nB.", "=======")],
    "trailing-space": [("es", "Gracias. ", " "), ("en", "Thanks.\t", "\t")],
    "empty-lines": [("es", "Gracias.\n\n\nAdiós.", "\n\n\n")],
    "line-sign": [("es", "Gracias\n, Marta.", ","), ("en", "Thanks\n. Bye.", ".")],
    "small-beginning": [("es", "gracias por venir.", "gracias"), ("es", "Gracias. el equipo decide.", "el"),
                        ("en", "Was it far? it was.", "it"), ("es", "¿cómo fue?", "cómo"),
                        ("en", "It is late, etc.\nso we end.", "so")],
    "no-end-sign": [("es", "Gracias por el tiempo que has dedicado a esto", "esto"),
                    ("en", "Thank you for the time (and the work)", "work)")],
    "opening-mark": [("es", "Gracias. Cómo fue?", "Cómo fue?"), ("es", "¿Cómo fue. Gracias.", "¿Cómo fue. Gracias."),
                     ("es", "Hola!", "Hola!")],
    "straight-quotes": [("es", 'Es "esto" mismo.', '"esto"')],
    "contraction": [("es", "Escribe a el equipo.", "a el"), ("es", "De el equipo sabemos poco.", "De el")],
    "euphony": [("es", "Diseño y investigación.", "y investigación."), ("es", "Siete o ocho.", "o ocho."),
                ("es", "Nieve e hielo.", "e hielo."), ("es", "Java e iOS.", "e iOS."), ("es", "7 o 8.", "o 8.")],
    "month-case": [("es", "El 3 de Julio de 2026.", "Julio"), ("es", "Nos vemos el Lunes.", "Lunes"),
                   ("es", "Un nivel de Inglés alto.", "Inglés")],
    "ordinal": [("es", "Es el 1er puesto.", "1er"), ("es", "La 3ª persona.", "3ª"), ("es", "El 2º día.", "2º")],
    "unit-space": [("es", "El 30% de la prueba.", "0%"), ("es", "Unos 30 € al mes.", "0 €")],
    "grouped-number": [("es", "Hay 1.234 personas.", "1.234"), ("es-MX", "Hay 1,234 personas.", "1,234")],
}  # fmt: skip
"""For each code: a locale, a body, and the words that it is about."""

SILENT: dict[str, list[tuple[str, str]]] = {
    "double-space": [("es", "Gracias por venir."), ("en", "First:\n\n- one\n  - two")],
    "space-before-sign": [("en", "We work with .NET."), ("es", "Y ... nada más.")],
    "space-inside": [("es", "El equipo (de «Acme») decide."), ("es", "Sí, ¿cómo fue?")],
    "double-sign": [("es", "Y... nada."), ("es", "Acme, S. L., decide."), ("es", "SQL, Python, etc., y más."),
                    ("es", "¿Quieres...? Dilo."), ("en", "It is 12:30; e.g., noon."), ("en", "Acme, S.L., decides.")],
    "bracket": [("es", "Hay a) uno y b) otro."), ("en", "It is (in fact) [quite] “far”.")],
    "double-word": [("en", "They had had it, and that that is all."), ("es", "En Pago Pago, sí, sí.")],
    "hole": [("en", "None of this affects the decision."), ("es", "El 50 por ciento (más o menos).")],
    "short-date": [("en", "They work 24/7 with version 3.11.2."), ("es", "El 3 de noviembre de 2026."),
                   ("en", "See https://a.example/2026/11/03 for more.")],
    "invisible": [("es", "Gracias. Adiós.")],
    "no-break-space": [("es", "El 30\xa0% y a las 3\xa0p.\xa0m. en punto.")],
    "conflict": [("es", "A = B, y >>> no.")],
    "trailing-space": [("es", "Gracias.")],
    "empty-lines": [("es", "Gracias.\n\nAdiós.")],
    "line-sign": [("es", "Gracias.\n\n- una cosa;\n- otra.\n\n¿Sí?")],
    "small-beginning": [("es", "iOS y Android. eBay también."), ("es", "Está en EE. UU. desde ayer."),
                        ("es", "Lo dice así: no sigue."), ("en", "It ends... or not, e.g. here."),
                        ("en", "Use 3.5 or v2.x. iHub knows.")],
    "no-end-sign": [("es", "Gracias por el tiempo: https://acme.example/s"), ("es", "Esto es lo que vimos de ti:"),
                    ("en", "We saw this in all of the rooms:\n\n- a thing\n- another"),
                    ("es", "(Gracias por todo lo de hoy.)")],
    "opening-mark": [("es", "¿Cómo fue? ¡Gracias!"), ("es", "Dinos, ¿cómo fue?"), ("es", "¡Cómo fue?"),
                     ("en", "How was it?")],
    "straight-quotes": [("es", "Es «esto» mismo."), ("en", 'It is "this".')],
    "contraction": [("es", "Escribe al equipo del puesto de El País, a él y de elefantes.")],
    "euphony": [("es", "Diseño e investigación, siete u ocho, nieve y hielo, Java y iOS, 10 o 110."),
                ("es", "¿Y Inés? No. Y investigar también."), ("es", "Una o dos y tres.")],
    "month-case": [("es", "El 3 de julio de 2026. Lunes y martes, no. Inglés sí.")],
    "ordinal": [("es", "El 1.er puesto, la 3.ª persona y el 2.º día."), ("en", "The 1st and the 2nd.")],
    "unit-space": [("es", "El 30\xa0% y 30\xa0€."), ("es-MX", "El 30% de la prueba."), ("en", "It is 30%.")],
    "grouped-number": [("es", "Hay 1234 o 12.345 personas y 1.234.567 más."), ("en", "There are 1,234.")],
}  # fmt: skip
"""For each code: a locale and a body that it says nothing about."""

SHAPES: dict[str, Callable[[], tuple[Remark, ...]]] = {
    "salutation": lambda: remarks(letter("Gracias.").replace("Marta:", "Marta,")),
    "title-case": lambda: remarks(letter("Gracias."), subject="Tu Candidatura: Analista de datos en Acme"),
}


def fires() -> list[tuple[str, str, str, str]]:
    return [(code, *example) for code, examples in FIRES.items() for example in examples]


def silent() -> list[tuple[str, str, str]]:
    return [(code, *example) for code, examples in SILENT.items() for example in examples]


def codes(found: tuple[Remark, ...]) -> set[str]:
    return {remark.code for remark in found}


@pytest.mark.parametrize(("code", "tag", "body", "words"), fires())
def test_a_fault_is_found_with_its_exact_words(code: str, tag: str, body: str, words: str) -> None:
    found = [remark for remark in in_body(body, tag) if remark.code == code]
    assert words in [remark.words for remark in found]
    for remark in found:
        assert letter(body, tag)[remark.start :].startswith(remark.words)
        assert str(remark)


@pytest.mark.parametrize(("code", "tag", "body"), silent())
def test_what_is_right_draws_no_remark_at_all(code: str, tag: str, body: str) -> None:
    assert code
    assert in_body(body, tag) == ()


def test_every_code_has_examples_of_both() -> None:
    known = {rule.code for rule in RULES}
    assert {*FIRES, *SHAPES} == known
    assert {*SILENT, *SHAPES} == known
    for code, example in SHAPES.items():
        assert code in codes(example())


@pytest.mark.parametrize(
    ("tag", "greeting", "right"),
    [
        ("es", "Hola, Marta,", "Hola, Marta:"),
        ("es", "Hola, Marta.", "Hola, Marta:"),
        ("es-AR", "Hola, Marta", "Hola, Marta:"),
        ("en", "Hi Marta:", "Hi Marta,"),
        ("en-GB", "Hi Marta;", "Hi Marta,"),
    ],
)
def test_a_greeting_ends_with_the_sign_of_its_language(tag: str, greeting: str, right: str) -> None:
    text = letter("Texto.", tag).split("\n", 1)[1]
    (remark,) = [one for one in remarks(f"{greeting}\n{text}", tag) if one.code == "salutation"]
    assert (remark.words, remark.values["right"]) == (greeting, right)


def test_a_text_without_greeting_needs_none() -> None:
    assert remarks("Hola, Marta: hemos decidido no continuar con tu candidatura. Un saludo, Acme") == ()
    assert remarks("Antes de llamar\n\nTen a mano la ficha.\n\nLa llamada\n\nBuenos días.") == ()


@pytest.mark.parametrize("subject", ["Tu Candidatura En Acme", "Resultado De Tu Entrevista Con Nosotros"])
def test_capitals_as_in_a_title_are_found_in_a_spanish_subject(subject: str) -> None:
    assert "title-case" in codes(remarks(letter("Gracias."), subject=subject))
    assert "title-case" not in codes(remarks(letter("Thanks.", "en"), "en", subject=subject))


@pytest.mark.parametrize(
    "subject", ["Tu candidatura: Analista de datos en Acme", "Entrevista con Ana", "Tu CV", "ACME"]
)
def test_a_subject_may_have_names_and_acronyms(subject: str) -> None:
    assert "title-case" not in codes(remarks(letter("Gracias."), subject=subject))


def test_a_remark_says_where_it_is_and_what_would_be_right() -> None:
    (remark,) = typography("Escribe a el equipo", letter("Gracias."), locale_of("es"))
    assert (remark.code, remark.part, remark.start) == ("contraction", "subject", 8)
    assert str(remark) == "'a el' is one word: 'al'"


def test_what_is_filled_in_keeps_its_own_letters_but_not_its_signs() -> None:
    text = letter("El requisito es este. iHub. experiencia con el Francés..")
    found = typography("", text, locale_of("es"), ["iHub", "experiencia con el Francés."])
    assert codes(found) == {"double-sign"}


NAMES = st.text(st.characters(whitelist_categories=["Lu", "Ll"]), min_size=1, max_size=12).filter(
    lambda name: name not in ("None", "NaN")
)


@given(first=NAMES, company=NAMES, role=NAMES)
def test_a_clean_letter_stays_clean_whoever_it_is_for(first: str, company: str, role: str) -> None:
    text = (
        f"Hola, {first}:\n\nGracias por tu interés en {company}. {company} ha decidido no continuar con tu candidatura "
        f"para el puesto de {role}. ¿Cómo fue?\n\nUn saludo,\n{first}\n{company}\n"
    )
    found = typography(f"Tu candidatura: {role} en {company}", text, locale_of("es"), [first, company, role])
    # a name may say the word before it (en En), be the article after a preposition (de el) or a bare conjunction (o o)
    assert codes(found) <= {"double-word", "contraction", "euphony"}


@given(st.text(max_size=300))
def test_any_text_can_be_judged_and_every_remark_quotes_it(text: str) -> None:
    for remark in typography(text.replace("\n", " "), text, locale_of("es")):
        whole = text if remark.part == "text" else text.replace("\n", " ")
        assert remark.words
        assert whole[remark.start : remark.start + len(remark.words)] == remark.words
        assert str(remark)
