"""Wordings that are too alike, or too few for a list of people who know each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from unicodedata import normalize

from templater.letters.books import Section, Wording
from templater.letters.edition import Edition
from templater.letters.expressions import Name
from templater.letters.speaking import NEEDED
from templater.review.check.families.situations import phrases, spoken
from templater.review.check.rule import Example, Hit, Rule, hit_at, place_of
from templater.review.check.templates import Templates

_FEWEST = 2
"""Different letters that a situation needs, so that two friends who applied do not compare the same one."""

_SIGNS = re.compile(r"[^\w{}.|]+|(?<!\w)\.|\.(?!\w)")


def _folded(wording: Wording) -> str:
    """Return a wording without what a reader hardly sees: case, accents and signs."""
    bare = "".join(sign for sign in normalize("NFKD", wording.text) if not "\u0300" <= sign <= "\u036f")
    return _SIGNS.sub(" ", bare.casefold()).strip() or wording.text  # nothing but signs: those are what it says


def _twins(templates: Templates) -> Iterator[Hit]:
    for _, _, phrase in phrases(templates):
        for section in phrase.sections.values():
            for one, other in combinations(section.wordings, 2):
                if _folded(one) == _folded(other):
                    yield hit_at(other.place, phrase=phrase.name, at=one.place)


def _said_twice(templates: Templates) -> Iterator[Hit]:
    """Yield a wording that two phrases of one letter share: a candidate could read it twice."""
    seen: set[tuple[str, str]] = set()
    for _, _, manuscript in templates.manuscripts():
        for letter in manuscript.files:
            said: dict[str, tuple[str, str]] = {}
            for name in sorted(letter.phrases & spoken(manuscript)):
                for section in manuscript.book[name].sections.values():
                    for wording in section.wordings:
                        if len(wording.text.split()) < 4:
                            continue
                        other, place = said.setdefault(wording.text, (name, wording.place))
                        if other != name and (place, wording.place) not in seen:
                            seen.add((place, wording.place))
                            yield hit_at(wording.place, phrase=name, other=other, at=place)


def _too_few(templates: Templates) -> Iterator[Hit]:
    """Yield the verdicts and reasons of a letter of an e-mail that come out the same for everybody in a situation."""
    for edition, _, phrase in phrases(templates):
        if phrase.name in ("verdict", "reason"):
            for section in phrase.sections.values():
                if "channel" not in section.tags.wanted and 0 < _variety(edition, section) < _FEWEST:
                    file, line = place_of(section.place)
                    yield Hit(file, line, section.heading, {"phrase": phrase.name, "fewest": _FEWEST})


def _variety(edition: Edition, section: Section) -> int:
    """Return how many wordings state the most: those that a full record draws from."""
    stated = [frozenset(piece.field for piece in one.variants[0].pieces
                        if isinstance(piece, Name) and piece.path.partition(".")[0] not in edition.words.tables
                        and not piece.phrase) - NEEDED for one in section.wordings]  # fmt: skip
    return sum(not any(facts < others for others in stated) for facts in stated)


def _phrase(text: str, name: str = "hi") -> Example:
    return {"es/phrases/hello.md": f"# {name}\n{text}\n"}


_REJECT = {"es/hello.md": "Subject: x\n\n{{ phrase.verdict }}\n"}

RULES = (
    Rule(
        "twin",
        "this wording and {at} differ in signs or capitals only: delete one, or say it otherwise",
        _twins,
        _phrase("## any\n- Hola, Ana.\n- Hola Ana."),
        _phrase("## any\n- Hola, Ana.\n- Buenas, Ana."),
    ),
    Rule(
        "said-twice",
        "the phrase '{other}' says the same ({at}), and both stand in one letter: a candidate could read it twice",
        _said_twice,
        {
            "es/hello.md": "Subject: x\n\n{{ phrase.hi }} {{ phrase.bye }}\n",
            **_phrase("## any\n- Gracias por tu tiempo, Ana.\n# bye\n## any\n- Gracias por tu tiempo, Ana."),
        },
        {
            "es/hello.md": "Subject: x\n\n{{ phrase.hi }} {{ phrase.bye }}\n",
            **_phrase("## any\n- Gracias por tu tiempo, Ana.\n# bye\n## any\n- Hasta pronto y gracias, Ana."),
        },
    ),
    Rule(
        "too-few",
        "'{phrase}' has one wording for '{words}': everybody there reads the same; write {fewest} at least",
        _too_few,
        {**_REJECT, **_phrase("## any\n- No seguimos adelante con esto.", "verdict")},
        {**_REJECT, **_phrase("## any\n- No seguimos adelante con esto.\n- Esta vez no vamos a seguir.", "verdict")},
        "warning",
    ),
)
"""What keeps a mail merge from looking like one."""
