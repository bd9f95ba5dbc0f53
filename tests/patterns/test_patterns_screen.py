"""A screen never clears what reading the whole text would have found, and clears nearly everything else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from templater.patterns import MATCHES, Lexicon, Marks, Pattern, parse_pattern, read_typed

PLACES = [
    "a",
    "b",
    "no",
    "n/a",
    "a|b",
    "a*",
    "*b",
    "*o*",
    "*",
    "#",
    "##",
    "&&o/a",
    "n-&",
    "a,",
    "(b",
    "né",
    "a?",
    "NO?",
]
WORDS = ["a", "b", "ab", "no", "NO", "né", "ne", "7", "17", "o", "ana"]
GAPS = [" ", " ", " ", ", ", " (", ") ", "-", "/", "\u2019", "\u00a0", "\u200b", " \u0301", "@", " www."]


@st.composite
def lexicons(draw: st.DrawFn) -> list[Pattern]:
    texts = draw(
        st.lists(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5)
    )
    match = st.sampled_from(MATCHES)
    texts = [text for text in texts if any(place.rstrip("?") != "*" and place[-1] != "?" for place in text.split())]
    return [parse_pattern(text, draw(match)) for text in texts]


TEXTS = st.lists(st.tuples(st.sampled_from(["", *WORDS]), st.sampled_from(["", *GAPS])), max_size=5).map(
    lambda pairs: "".join(chain.from_iterable(pairs))
)


def whole(literals: Sequence[str], values: Sequence[str]) -> str:
    return "".join(chain.from_iterable(zip_longest(literals, values, fillvalue="")))


@given(lexicons(), st.lists(TEXTS, min_size=2, max_size=3), st.lists(TEXTS, min_size=2, max_size=2))
@example([parse_pattern("a,")], ["a", "."], [", b", ""])
@example([parse_pattern("(b")], ["no (", "."], ["b", ""])
@example([parse_pattern("((b")], ["no ", "(b."], ["a (", ""])
@example([parse_pattern("a,)")], ["a,", "."], [") b", ""])
@example([parse_pattern("&&o--a")], ["ano-", "."], ["-a", ""])
@example([parse_pattern("a b no")], ["a ", " no"], ["b", ""])
@example([parse_pattern("n/a")], ["n", "a"], ["/", ""])
@example([parse_pattern("ab")], ["a", "."], ["b", ""])
@example([parse_pattern("né", "accents")], ["no ", "."], ["né", ""])
def test_what_a_screen_clears_holds_nothing_new(patterns: list[Pattern], literals: list[str], texts: list[str]) -> None:
    values = texts[: len(literals) - 1]
    lexicon = Lexicon(Marks(pattern.text, (pattern,)) for pattern in patterns)
    if lexicon.find(read_typed("…".join(literals))):
        return  # there a screen is not asked
    if lexicon.screen(literals).is_clear([read_typed(value) for value in values]):
        assert not lexicon.find(read_typed(whole(literals, values)))


@pytest.mark.parametrize(
    ("value", "is_clear"),
    [
        ("tres años de SQL", True),
        ("tu edad, y SQL", False),
        ("edad", False),
        ("la\u0301mina y edades", True),
        ("años", True),
        ("SQL (n/a)", False),
        ("ana@acme.example", False),
        ("—", False),
        ("", False),
    ],
)
def test_a_screen_tells_what_is_typed_into_a_sentence(value: str, is_clear: bool) -> None:
    patterns = [parse_pattern(text) for text in ("tu edad", "n/a", "edad")]
    screen = Lexicon([Marks("one", tuple(patterns))]).screen(["Pesa tu ", ", no el resto."])
    assert screen.is_clear([read_typed(value)]) is is_clear


def test_a_value_is_seen_together_with_the_words_before_and_after_it() -> None:
    lexicon = Lexicon([Marks("one", (parse_pattern("tu gran edad ya"),))])
    screen = lexicon.screen(["Pesa tu gran ", " ya."])
    assert not screen.is_clear([read_typed("edad")])
    assert screen.is_clear([read_typed("edad media")])
    assert lexicon.screen(["Pesa tu gran: ", " ya."]).is_clear([read_typed("edad")])
