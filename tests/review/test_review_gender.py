from __future__ import annotations

import pytest
from review_locales import locale_of

from templater.language import Locale
from templater.review.gender import gendered


def found(text: str, tag: str = "es") -> list[str]:
    return [remark.words for remark in gendered(text, locale_of(tag), ("Diego", "candidato Juan"))]


FIRES = [
    ("es", "Estimado/a Marta:", "Estimado/a"),
    ("es", "Los trabajadores/as de aquí.", "trabajadores/as"),
    ("es", "El/la responsable decide.", "El/la"),
    ("es", "Es candidato(a) desde hoy.", "candidato(a)"),
    ("es", "Bienvenid@s a todos.", "Bienvenid@s"),
    ("es", "Querid@ Marta:", "Querid@"),
    ("es", "Gracias a todxs.", "todxs"),
    ("es", "Para cada candidatx.", "candidatx"),
    ("es", "Gracias a todes y a elles.", "todes"),
    ("es", "Elles deciden.", "Elles"),
    ("es", "Es el candidato que sigue.", "el candidato"),
    ("es", "Había otros candidatos.", "otros candidatos"),
    ("es", "Gracias por venir como candidata.", "como candidata"),
    ("es", "Eres buen candidato para otra vacante.", "buen candidato"),
    ("es", "Has sido seleccionado para esto.", "Has sido seleccionado"),
    ("es", "Ya no estás muy interesada.", "estás muy interesada"),
    ("es", "Usted ha sido seleccionada.", "Usted ha sido seleccionada"),
    ("es", "Si está interesado, lo dice.", "Si está interesado"),
    ("es", "Está bien preparado para esto.", "Está bien preparado"),
    ("es", "Estimado Diego:", "Estimado"),
    ("es", "Muy estimada Marta:", "Muy estimada"),
    ("es", "¡Bienvenida!", "Bienvenida"),
    ("en", "Whether he or she wants it.", "he or she"),
    ("en", "Ask his/her manager.", "his/her"),
    ("en", "If s/he wants it.", "s/he"),
    ("en", "Dear Sir or Madam,", "Dear Sir"),
]
SILENT = [
    ("es", "La persona seleccionada y la candidatura seleccionada."),
    ("es", "El equipo interesado y las personas candidatas."),
    ("es", "La sede se presenta como candidata a un premio."),
    ("es", "La razón es que el puesto ya está cubierto."),
    ("es", "La candidatura ha sido registrada; el proceso fue largo."),
    ("es", "Está cerrado el plazo."),
    ("es", "Con Linux, nginx, UX y Félix, y/o TCP/IP."),
    ("es", "Escribe a seleccionad@acme.example o mira https://a.example/el/la."),
    ("es", "Hay ciudades, habilidades y verdades para ambas partes."),
    ("es", "Estás en una lista de espera y eres parte del proceso."),
    ("es", "Habla el candidato Juan."),
    ("en", "The team and her report; Dear Marta, and/or."),
]


@pytest.mark.parametrize(("tag", "text", "words"), FIRES)
def test_gendered_address_is_found(tag: str, text: str, words: str) -> None:
    assert words in found(text, tag)


@pytest.mark.parametrize(("tag", "text"), SILENT)
def test_what_agrees_with_a_noun_is_no_guess(tag: str, text: str) -> None:
    assert found(text, tag) == []


def test_a_remark_quotes_the_text_where_it_stands() -> None:
    text = "Hola. Has sido seleccionado."
    (remark,) = gendered(text, locale_of("es"))
    assert (remark.code, remark.start) == ("gendered-address", 6)
    assert str(remark).startswith("'Has sido seleccionado' guesses the reader's gender")


def test_a_language_whose_forms_are_not_known_is_not_judged() -> None:
    assert list(gendered("Cher/chère Marta", Locale("fr", ("fr",), "Français", ("vous",), "vous"))) == []
