"""How hard a text is to read, by the formula that its language has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from templater.language import Locale
from templater.review.remark import Remark
from templater.review.sentences import sentences, words
from templater.review.syllables import english_syllables, spanish_syllables

LONGEST_SENTENCE = 30
"""Words; beyond them a sentence is remarked on."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A readability formula: score = constant - by_word * syllables/word - by_sentence * words/sentence.

    `floor` is the least that the median letter should have.
    """

    name: str
    syllables: Callable[[str], int]
    constant: float
    by_word: float
    by_sentence: float
    floor: float


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        # Barrio-Cantalejo et al., «Validación de la escala INFLESZ», An. Sist. Sanit. Navar. 31 (2008), 135-152;
        # its formula is Szigriszt-Pazos' (1993), and 55 is where "normal" begins
        "es": Measure("INFLESZ", spanish_syllables, 206.835, 62.3, 1.0, 55.0),
        # R. Flesch, "A new readability yardstick", J. Appl. Psychol. 32 (1948), 221-233; 60 is "standard"
        "en": Measure("Flesch", english_syllables, 206.835, 84.6, 1.015, 60.0),
    }
)
"""The formula of each language that we can read aloud; a text in another is not measured."""


@dataclass(frozen=True, slots=True)
class Readability:
    """What a text counts, and its score: the higher, the easier."""

    words: int
    sentences: int
    syllables: int
    longest: str
    longest_words: int
    score: float


def readability(text: str, locale: Locale) -> Readability | None:
    """Return how a text reads, or None in a language without a formula, or without words.

    The text is the letter's body: greeting, goodbye and signature are no sentences.
    """
    measure = MEASURES.get(locale.chain[-1])
    divided = [(one, found) for one in sentences(text, locale.abbreviations) if (found := words(one))]
    if measure is None or not divided:
        return None
    every = [word for _, found in divided for word in found]
    longest, most = max(divided, key=lambda pair: len(pair[1]))
    syllables = sum(syllables_of(word, measure) for word in every)
    score = (
        measure.constant - measure.by_word * syllables / len(every) - measure.by_sentence * len(every) / len(divided)
    )
    return Readability(len(every), len(divided), syllables, longest, len(most), round(score, 2))


def syllables_of(word: str, measure: Measure) -> int:
    """Return the syllables of a word, part by part where a hyphen joins it: follow-up."""
    return sum(measure.syllables(part) for part in word.split("-") if part)


def long_sentences(text: str, locale: Locale, most: int = LONGEST_SENTENCE) -> Iterator[Remark]:
    """Yield a remark for each sentence of more words than `most`, in any language."""
    after = 0
    for sentence in sentences(text, locale.abbreviations):
        start = text.find(sentence, after)
        after = start + len(sentence)
        if (count := len(words(sentence))) > most:
            yield Remark("long-sentence", sentence, "a sentence of {count} words; {most} are the most that read well",
                         "text", start, {"count": count, "most": most})  # fmt: skip
