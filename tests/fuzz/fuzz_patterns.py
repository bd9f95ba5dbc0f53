"""A lexicon finds what reading its patterns word for word, as slowly as they are defined, finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from templater.errors import TemplateError
from templater.patterns import Lexicon, Marks, Span, parse_pattern, read_typed

LONGEST = 120
SIGNS = "ab1 *|?#&-'é_B"
"""What patterns are made of; the naive reader knows those before the hyphen, and é."""

TEXT = "ab1 ab1 \n,-'éBà\u0301c2"
PLACE = re.compile(r"\*?[ab1#&é]+\*?|\*")


def try_one(octets: bytes) -> None:
    *written, text = octets.split(b"\xff")
    patterns = ["".join(SIGNS[octet % len(SIGNS)] for octet in one) for one in written[:4]]
    typed = "".join(TEXT[octet % len(TEXT)] for octet in text)
    try:
        parsed = [parse_pattern(one) for one in patterns]
    except TemplateError:
        return
    lexicon = Lexicon(Marks(str(at), (one,), tuple(parsed[at + 1 : at + 2])) for at, one in enumerate(parsed))
    found = lexicon.find(read_typed(typed))
    if all(is_plain(one) for one in patterns):
        assert found == naive(patterns, read_typed(typed).words(), read_typed(typed).gaps), (patterns, typed)


def is_plain(pattern: str) -> bool:
    places = [place.removesuffix("?").split("|") for place in pattern.split()]
    return all(PLACE.fullmatch(one) for place in places for one in place)


def naive(patterns: Sequence[str], words: Sequence[str], gaps: Sequence[str]) -> dict[str, list[Span]]:
    """Return what each pattern finds, but for what the next one covers."""
    every = [
        {span for start in range(len(words)) for span in spans(one.split(), words, gaps, start)} for one in patterns
    ]
    kept = {str(at): widest(one - covered(one, every[at + 1 :][:1])) for at, one in enumerate(every)}
    return {owner: found for owner, found in kept.items() if found}


def covered(found: Iterable[Span], covers: Iterable[set[Span]]) -> set[Span]:
    return {span for span in found if any(o[0] <= span[0] and span[1] <= o[1] for one in covers for o in one)}


def widest(found: set[Span]) -> list[Span]:
    return sorted(span for span in found if not covered([span], [found - {span}]))


def spans(places: list[str], words: Sequence[str], gaps: Sequence[str], start: int) -> Iterator[Span]:
    yield from ((start, end) for end in ends(places, words, gaps, start, start) if end > start)


def ends(places: list[str], words: Sequence[str], gaps: Sequence[str], at: int, start: int) -> Iterator[int]:
    if not places:
        yield at
        return
    if places[0].endswith("?"):
        yield from ends(places[1:], words, gaps, at, start)
    is_next = at < len(words) and (at == start or gaps[at].isspace())
    if is_next and any(fits(one, words[at]) for one in places[0].removesuffix("?").split("|")):
        yield from ends(places[1:], words, gaps, at + 1, start)


def fits(alternative: str, word: str) -> bool:
    signs = {"*": ".*", "#": r"\d", "&": r"[^\W\d_]", "é": "e"}
    return re.fullmatch("".join(signs.get(sign, sign) for sign in alternative), word) is not None


def seeds() -> list[bytes]:
    written = [
        ("a|b a*? #", "a ab 1"),
        ("*b &1 a", "b b1 a"),
        ("a", "a b", "a b a"),
        ("*é b*", "aé ba"),
        ("&&# *? a|1", "abé"),
    ]
    return [
        b"\xff".join([*(bytes(map(SIGNS.index, one)) for one in patterns), bytes(map(TEXT.index, text))])
        for *patterns, text in written
    ]
