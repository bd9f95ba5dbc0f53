"""Address that guesses at a person's gender, or shows it with signs that cannot be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from templater.language import Locale
from templater.review.masks import cover_addresses, cover_facts
from templater.review.remark import Remark

_SPLIT = "'{words}' writes both genders with a sign; say it without gender: 'persona', 'candidatura', 'quien'"
_GUESSED = "'{words}' guesses the reader's gender; say it without: 'has sido seleccionado' is 'tu candidatura sigue'"
_PRONOUNS = "'{words}' guesses at two genders; write 'they', 'their' or 'you'"
_OPENING = "'{words}' guesses the reader's gender; greet by name"

# The address itself, and what is said of whoever reads: a verb of theirs, some adverbs, and a word that inflects.
_THEIR_VERB = (
    r"(?:has|hayas|habías) (?:sido|estado|quedado)|fuiste|estás|estabas|estés|eres|sos|eras|quedaste"
    r"|te (?:ves|sientes|sentís|quedaste)"
)
_ANY_VERB = r"(?:ha|haya|había) (?:sido|estado|quedado)|fue|está|estaba|esté|es|era|quedó|se (?:ve|siente|quedó)"
_ADVERBS = r"(?:(?:ya|no|muy|más|bien|mejor|también|siempre|realmente|algo|tan) )*"
_INFLECTS = (
    r"\w{2,}[aei]d[oa]s?|listo|lista|seguro|segura|dispuesto|dispuesta|satisfecho|satisfecha|nuevo|nueva|bueno|buena"
)
_BEGINS = r"(?:(?:^|[.?!:;,…«(¿¡]\s*)(?:y |pero )?|\b(?:usted|si|cuando|quizá|como|aunque) )(?:ya |no )*"


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of gendered address: what is said of it, and the sign without which there is none."""

    message: str
    sign: str
    pattern: re.Pattern[str]


def _form(message: str, expression: str, sign: str = "", *, small: bool = False) -> _Form:
    return _Form(message, sign, re.compile(expression, re.MULTILINE if small else re.MULTILINE | re.IGNORECASE))


_SPANISH = (
    _form(_SPLIT, r"\b\w{2,}(?:o/a|a/o|os/as|as/os|e/a|es/as|r/a|res/ras|n/a|/a)s?\b(?!/)", "/"),
    _form(_SPLIT, r"\b(?:el/la|la/el|los/las|las/los|un/una|una/un|sr\./sra\.?|él/ella)", "/"),
    _form(_SPLIT, r"\b\w{2,}\((?:a|as|o|os|es|a/s)\)", "("),
    _form(_SPLIT, r"\b[^\W\d_]{2,}@s?(?![\w.-]*\w\.\w)(?!\w)", "@"),
    # tod(x)s and candidat(x), but not Linux, Félix, nginx or UX: small letters, and a stem that takes an o
    _form(_SPLIT, r"\b[a-zñáéíóú]{2,}(?:[cdglrtñv]x|nx(?=s))s?\b", "x", small=True),
    _form(_SPLIT, r"\b(?:tod|amigu|candidat|compañer|nosotr|vosotr|estimad|querid|bienvenid|interesad|seleccionad"
                  r"|preparad|invitad|descartad|encantad)es?\b|\belles?\b"),
    _form(_GUESSED, r"\b(?:el|la|los|las|un|una|unos|unas|del|al|otr[oa]s?|es[ae]|cada|demás) "
                    r"(?:candidat[oa]s?|aspirante masculino|seleccionad[oa]s?|entrevistad[oa]s?)\b(?! a\b)"),
    _form(_GUESSED, r"\b(?:como|siendo|buen|buena|gran|excelente|mejor) candidat[oa]s?\b(?! a\b)"),
    _form(_GUESSED, rf"\b(?:{_THEIR_VERB}) {_ADVERBS}(?:{_INFLECTS})\b"),
    _form(_GUESSED, rf"{_BEGINS}(?:{_ANY_VERB}) {_ADVERBS}(?:{_INFLECTS})\b(?! (?:el|la|los|las|un|una|tu|su) )"),
    _form(_OPENING, r"(?:^|[¡¿«.!] ?)(?:(?:muy )?(?:estimad|querid|apreciad|distinguid|bienvenid)[oa]s?|señora?s?)\b"),
)  # fmt: skip
_ENGLISH = (
    _form(_PRONOUNS, r"\b(?:he/she|she/he|his/her|her/his|him/her|her/him|his/hers|himself/herself)\b|\bs/he\b", "/"),
    _form(
        _PRONOUNS,
        r"\b(?:he or she|she or he|his or hers?|her or his|him or her|her or him|himself or herself)\b|\(s\)he\b",
    ),
    _form(_OPENING, r"\bdear (?:sirs?|madam|sirs? (?:or|and) madams?|gentlemen|ladies)\b|\b(?:sir/madam|mr\.?/mrs\.?)"),
)

FORMS: Mapping[str, tuple[_Form, ...]] = MappingProxyType({"es": _SPANISH, "en": _ENGLISH})
"""What is gendered by its structure, by language; single words are in the rules of the locale."""


def gendered(text: str, locale: Locale, facts: tuple[str, ...] = ()) -> Iterator[Remark]:
    """Yield the places where a text guesses at the reader's gender; none in a language whose forms we do not know.

    What agrees with a noun is no guess: «persona seleccionada», «el equipo interesado», «el puesto ya está cubierto».
    """
    own = cover_facts(cover_addresses(text), facts)
    seen: set[int] = set()
    for form in FORMS.get(locale.chain[-1], ()):
        for found in form.pattern.finditer(own) if form.sign in own else ():
            words = found[0].lstrip(" .?!:;,…«(¿¡\n")
            start = found.end() - len(words)
            if start not in seen:
                seen.add(start)
                yield Remark("gendered-address", text[start : found.end()], form.message, "text", start)
