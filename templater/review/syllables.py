"""Count the syllables of a word, in the languages whose spelling we can read aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_STRONG = frozenset("aeoáéó")
_WEAK = frozenset("iuüy")
_ACCENTED_WEAK = frozenset("íú")
_SILENT = re.compile(r"(?<=[qg])u(?=[eiéí])|(?<!c)h")
_VOWELS = re.compile(r"(?:[aeoiuáéóíúü]|y(?![aeoiuáéóíúü]))+")
_FOREIGN = str.maketrans("àèìòùâêîôûäëïö", "aeiouaeiouaeio")


@lru_cache(maxsize=8192)
def spanish_syllables(word: str) -> int:
    """Return the syllables of a Spanish word, at least one.

    A diphthong is what orthography calls one (RAE, Ortografía 2010, II 3.2.1): cons-truir, guion, prohi-bir. An h
    between vowels separates none, and an accented í or ú beside a, e, o always does.

    >>> [spanish_syllables(word) for word in ("guía", "aéreo", "construir", "ahora", "rey")]
    [2, 4, 2, 3, 1]
    """
    spoken = _SILENT.sub("", unicodedata.normalize("NFC", word).lower().translate(_FOREIGN))
    return max(1, sum(_nuclei(group) for group in _VOWELS.findall(spoken)))


def _nuclei(vowels: str) -> int:
    """Return how many syllables meet in these vowels: each has one peak at most, which others may surround."""
    count, has_peak, before = 1, False, ""
    for vowel in vowels:
        peak = vowel in _STRONG or vowel in _ACCENTED_WEAK
        if (peak and has_peak) or (vowel == before and vowel in _WEAK):
            count, has_peak = count + 1, False
        has_peak = has_peak or peak
        before = vowel
    return count


_EXCEPTIONS = {
    "anyone": 3, "area": 3, "argue": 2, "business": 2, "cafe": 2, "element": 3, "every": 2, "everything": 3,
    "evening": 2, "forever": 3, "fluid": 2, "idea": 3, "ideal": 3, "junior": 2, "linear": 3, "lion": 2, "naive": 2,
    "oasis": 3, "people": 2, "persuade": 2, "poem": 2, "poet": 2, "poetry": 3, "priest": 1, "prior": 2, "react": 2,
    "reassure": 3, "reapply": 3, "recipe": 3, "rhythm": 2, "ruin": 2, "senior": 2, "someone": 2, "theater": 3,
    "wednesday": 2,
}  # fmt: skip
"""Words that the rules below would count wrong."""


def _without_e(found: re.Match[str]) -> str:
    return found[0][:-1]


_ENDINGS = re.compile(r"(.*[aeiouy].*)(ments?|ness|ful|less|ly|ships?)")
_RESPELT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"qu"), "kw"),
    (re.compile(r"gue\b|gu(?=[aei])"), "g"),
    # y is a consonant before a vowel, but not after a consonant: be-yond, em-ploy-er; ap-ply-ing
    (re.compile(r"(?:^|(?<=[aeiou]))y(?=[aeiou])"), "j"),
    (re.compile(r"(?<=[aeiouy])ing"), "'ing"),
    (re.compile(r"(?<=[aeiou])([^aeiouy]?)sm\b"), r"\1sem"),
    # ci-ti-es, but spe-cial, na-tion, gra-cious, o-pin-ion, mil-lion, mar-riage
    (re.compile(r"(?<![ctsgx])i(?=a(?!ge))|i(?=at(?:e|i))|(?<=\bsc)i(?=e)"), "i'"),
    (re.compile(r"(?<![ctsxgln])(?<!sh)i(?=o)(?!ou?r\b)|(?<=[aeiou][nl])i(?=o(?!n))|(?<=er)i(?=or\b)"), "i'"),
    (re.compile(r"i(?=u)|(?<![ctg])i(?=ent|ence|enc[yi])|i(?=et)|(?<=[lrsp])i(?=e(?:r|st)\b)(?<!\b[pt]i)"), "i'"),
    (re.compile(r"(?<=[^qgeo])u(?=a|o|en|el|it[yi])"), "u'"),
    (re.compile(r"(?<=cr)e(?=at(?!ure))|(?<=\br)e(?=ali)|e(?=o|um)"), "e'"),
    (re.compile(r"^(fore|some|there|where|home|house|life|time|base|voice|nine)(?=[bcdfghkmnpqtvw])"), _without_e),
)
_SILENT_E = re.compile(r"(?<![aeiouy'])(?<![^aeiouylr]l)e$|(?<=[aeiouy]l)e$")
_SILENT_ED = re.compile(r"(?<![aeiouytd'])(?<![bcdfgkpstz]l)ed$")
_GROUPS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=8192)
def english_syllables(word: str) -> int:
    """Return the syllables of an English word, at least one: the rules of thumb, and a few words by heart.

    >>> [english_syllables(word) for word in ("requirement", "decided", "hired", "people", "science")]
    [3, 3, 1, 2, 2]
    """
    spoken = unicodedata.normalize("NFC", word).lower().replace("é", "ay").translate(_FOREIGN)
    spoken = re.sub(r"['’](?:s|re|ve|ll|d|m)$|['’]$", "", spoken)
    spoken, contracted = re.subn(r"(?<=[dst])n['’]t$", "", spoken)
    return max(1, _english(spoken) + contracted)


def _english(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if len(word) > 3 and re.search(r"(?<![susi])s$", word) and not re.search(r"(?:[sxzcg]|sh|ch)es$", word):
        return _english(word[:-1])
    if parts := _ENDINGS.fullmatch(word):
        return _english(parts[1]) + 1
    for written, said in _RESPELT:
        word = written.sub(said, word)
    count = len(_GROUPS.findall(word))
    silent = _SILENT_E.search(word) or _SILENT_ED.search(word)
    return max(1, count - 1 if silent and count > 1 else count)
