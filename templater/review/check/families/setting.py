"""Typography by language, judged on the words as they are said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from templater.review.check.finished import Finished, finished
from templater.review.check.rule import Example, Hit, Rule
from templater.review.check.sayings import Saying, sayings
from templater.review.check.templates import Templates
from templater.review.typography import RULES as TYPOGRAPHY
from templater.review.typography import Rule as TypographyRule
from templater.review.typography.page import Page, open_page

_RAW = frozenset({"double-space", "invisible", "no-break-space", "conflict", "trailing-space", "empty-lines", "hole",
                  "unit-space"})  # fmt: skip
"""What the signs of the file tell more exactly."""

_WHOLE = frozenset({"salutation", "small-beginning", "no-end-sign", "line-sign"})
"""What can only be seen in a whole letter; a wording may begin or end in the middle of a sentence."""


def _found(rule: TypographyRule, templates: Templates) -> Iterator[Hit]:
    for said, page in _pages(templates):
        if isinstance(said, Saying) and rule.code in _WHOLE:
            continue
        for remark in rule.remarks(page):
            if isinstance(said, Finished) and page.part == "subject":
                file, line = said.subject_place
            else:
                file, line = said.place_of(remark.words, remark.start)
            yield Hit(file, line, remark.words, remark.values)


@lru_cache(maxsize=2)
def _pages(templates: Templates) -> tuple[tuple[Saying | Finished, Page], ...]:
    """Return what is judged: each different wording, and the subject and the text of each finished message."""
    wordings = {(one.edition.locale.chain[-1], one.text): one for one in sayings(templates) if one.kind == "wording"}
    pages: list[tuple[Saying | Finished, Page]] = [
        (one, open_page("text", one.text, one.edition.locale, one.values)) for one in wordings.values()
    ]
    for one in finished(templates):
        if one.message:
            pages.append((one, open_page("text", one.message.text, one.edition.locale, one.facts)))
            if one.message.subject:
                pages.append((one, open_page("subject", one.message.subject, one.edition.locale, one.facts)))
    return tuple(pages)


def _saying(words: str) -> Example:
    return {"es/phrases/hello.md": f"# hi\n## any\n- {words}\n"}


def _letter(body: str, subject: str = "Hola") -> Example:
    return {"es/hello.md": f"Subject: {subject}\n\n{body}\n"}


_EXAMPLES: Mapping[str, tuple[Example, Example]] = {
    "space-before-sign": (_saying("Hola , Ana."), _saying("Hola, Ana.")),
    "space-inside": (_saying("Hola (a Ana )."), _saying("Hola (a Ana).")),
    "double-sign": (_saying("Hola,, Ana."), _saying("Hola, Ana.")),
    "bracket": (_saying("Hola (Ana."), _saying("Hola (Ana).")),
    "double-word": (_saying("Hola a a todo."), _saying("Hola a todo.")),
    "short-date": (_saying("Hasta el 3/11/2026."), _saying("Hasta el 3 de noviembre de 2026.")),
    "line-sign": (_letter("Hola, Ana:\n\n, y adiós."), _letter("Hola, Ana:\n\nY adiós.")),
    "salutation": (_letter("Hola, Ana,\n\nEsto es todo.\n\nUn saludo,\nEva"),
                   _letter("Hola, Ana:\n\nEsto es todo.\n\nUn saludo,\nEva")),
    "small-beginning": (_letter("Hola, Ana:\n\nuna carta."), _letter("Hola, Ana:\n\nUna carta.")),
    "no-end-sign": (_letter("Hola, Ana:\n\nEsta es una carta que no acaba bien\n\nUn saludo,\nEva"),
                    _letter("Hola, Ana:\n\nEsta es una carta que acaba bien.\n\nUn saludo,\nEva")),
    "opening-mark": (_saying("Tienes dudas?"), _saying("¿Quedan dudas?")),
    "straight-quotes": (_saying('Dice "hola".'), _saying("Dice «hola».")),
    "contraction": (_saying("Es de el equipo."), _saying("Es del equipo.")),
    "euphony": (_saying("Python y inglés."), _saying("Python e inglés.")),
    "month-case": (_saying("El 3 de Noviembre."), _saying("El 3 de noviembre.")),
    "ordinal": (_saying("Es el 1er proceso."), _saying("Es el 1.er proceso.")),
    "grouped-number": (_saying("Son 1.234 cartas."), _saying("Son 1234 cartas.")),
    "title-case": (_letter("Hola.", "Tu Candidatura Para Ventas"), _letter("Hola.", "Tu candidatura para ventas")),
}  # fmt: skip
"""For each rule of typography what it finds, and what is right."""

RULES = tuple(
    Rule(one.code, one.message, partial(_found, one), *_EXAMPLES[one.code])
    for one in TYPOGRAPHY
    if one.code not in _RAW
)
"""The rules of typography that judge finished messages, told where an editor finds the cause."""
