"""What the small words of an answer do to its cues, shown with a language of a few words."""

from __future__ import annotations

import pytest

from templater.judgement.reading.cues_file import read_cuebook
from templater.judgement.reading.reader import read_answer
from templater.judgement.reading.reading import Reading

TOY = """\
skip = "really, honestly, so"
hedges = "i think, a bit"
deny = "not, never, without"
not_denying = "not only"
contrast = "but, though"
then = "and then"
joins = "and"
asks = "did, was"
others = "they, the panel, my boss, the panel asked me"
mine = "i, my, me"
parts = "on the *"
summary = "overall"
own_words = "the, was, i, it, my, and, but, on"
foreign_words = "je, suis, pas"
spelling = '''
gud = good
wasn't = was not
'''

[sets]
went = "went was"

[numbers]
seven = 7
ten = 10

[ratings]
scaled = "_ out of _, _/_"
bare = "a _"
alone = "_, _ on the *"

[[cue]]
code = "good"
says = "good"
about = "it"
words = "<went> good, lovely, good answers"
except = "lovely weather"
why = "W."
examples = ["It was good."]

[[cue]]
code = "superb"
says = "good"
strength = "strong"
about = "it"
words = "superb"
signs = ["💪"]
why = "W."
examples = ["Superb."]

[[cue]]
code = "froze"
says = "bad"
words = "froze, lost it, not a clue"
why = "W."
examples = ["I froze."]

[[cue]]
code = "awful"
says = "bad"
strength = "strong"
about = "it"
words = "awful"
why = "W."
examples = ["Awful."]

[[cue]]
code = "sweat"
says = "bad"
strength = "slight"
words = "sweating"
why = "W."
examples = ["I was sweating."]

[[cue]]
code = "so-so"
says = "middling"
words = "so so, okay"
why = "W."
examples = ["So-so."]

[[cue]]
code = "fear"
says = "nothing"
strength = "hint"
hides = "clause"
words = "thought i would"
why = "W."
examples = ["I thought I would."]

[[cue]]
code = "before"
says = "nothing"
strength = "hint"
hides = "sentence"
words = "last time"
why = "W."
examples = ["Last time."]

[[cue]]
code = "refuses"
says = "nothing"
words = "no comment"
why = "W."
examples = ["No comment."]
"""

BOOK = read_cuebook("toy", [(TOY, "toy/cues.toml")])


def read(text: str) -> Reading:
    return read_answer(text, {"toy": BOOK}, "toy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was good.", "positive"),
        ("IT WAS GÓOD", "positive"),
        ("it was goooood", "positive"),
        ("it was gud", "positive"),
        ("It was, honestly, good.", "positive"),
        ("It was really so good.", "positive"),
        ("so so", "mixed"),
        ("So-so.", "mixed"),
        ("It was lovely weather.", "unclear"),
        # a "not" reaches to the end of its clause, and six words far
        ("It was not lovely.", "negative"),
        ("It wasn't lovely.", "negative"),
        ("It was not as I hoped it, good", "unclear"),
        ("I did not one two three four five six seven lovely", "positive"),
        ("I never froze.", "positive"),
        ("I never spoke and froze.", "negative"),
        ("Not only lovely", "positive"),
        ("It was not awful.", "mixed"),
        ("It was not so so.", "unclear"),
        ("I had not a clue.", "negative"),
        # two sides, and what turns
        ("It was good but I froze.", "mixed"),
        ("I was sweating but it was good.", "positive"),
        ("It was good, but the rest of my talk sank.", "mixed"),
        ("It was good though.", "positive"),
        ("The rest sank, but it was good.", "positive"),
        ("On the tills lovely. On the phones a stone.", "mixed"),
        ("Okay, good.", "mixed"),
        ("Overall it was good. I froze at times.", "positive"),
        # who is judged
        ("The panel was lovely.", "unclear"),
        ("They were lovely, superb.", "unclear"),
        ("They asked, I was superb.", "positive"),
        ("Superb, the panel.", "unclear"),
        ("The panel asked me, superb.", "unclear"),
        ("They were lovely. Superb.", "positive"),
        ("They say I froze.", "negative"),
        # what is set aside, and what is asked
        ("I thought I would be awful, it was good.", "positive"),
        ("I thought I would be awful and I froze", "negative"),
        ("Last time it was awful, I froze. It was good.", "positive"),
        ("Was it good?", "unclear"),
        ("¿It was good?", "unclear"),
        ("Good answers? It was lovely.", "positive"),
        # praise and then nothing but what went wrong
        ("Superb. I froze.", "negative"),
        ("Superb, and I froze.", "negative"),
        ("No comment.", "unclear"),
        ("No comment. It was good.", "positive"),
        # of two that overlap the longer is meant
        ("good answers", "positive"),
        ("💪", "positive"),
    ],
)
def test_an_answer_is_read(text: str, expected: str) -> None:
    assert read(text).self_assessment == expected, read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "positive"),
        ("7/10", "positive"),
        ("6.9/10", "mixed"),
        ("6,5", "mixed"),
        ("5", "mixed"),
        ("4.9", "negative"),
        ("4/10", "negative"),
        ("seven out of ten", "positive"),
        ("3/5", "mixed"),
        ("4/5", "positive"),
        ("65%", "mixed"),
        ("14/20", "positive"),
        ("I'd give it a 7, honestly.", "positive"),
        ("7 on the sales, 3 on the numbers", "mixed"),
        ("11/10", "unclear"),
        ("4/12", "unclear"),
        ("They had a 7 here.", "unclear"),
        ("At 13:05, seven people", "unclear"),
        ("There were 7 of us.", "unclear"),
        ("7.000.000.000", "unclear"),
        ("٧", "positive"),
    ],
)
def test_a_rating_is_read(text: str, expected: str) -> None:
    assert read(text).self_assessment == expected, read(text)


def test_evidence_names_the_words_with_the_not_that_turns_them_and_what_they_say() -> None:
    text = "Well: it was not, honestly, really lovely."
    [evidence] = read(text).evidence
    assert evidence.text == text[evidence.start : evidence.end] == "not, honestly, really lovely"
    assert (evidence.says, evidence.why, evidence.code) == ("negative", "W.", "good")
    assert evidence.place == f"toy/cues.toml:{TOY[: TOY.index('[[cue]]')].count(chr(10)) + 1}"


def test_evidence_comes_in_the_order_of_the_text() -> None:
    assert [one.text for one in read("💪 It was good. 7/10. I froze.").evidence] == ["💪", "was good", "7/10", "froze"]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b"])
def test_a_blank_answer_is_unclear(text: str) -> None:
    assert read(text).self_assessment == "unclear"
    assert read(text).evidence == ()


def test_what_is_too_long_to_be_an_answer_is_not_read() -> None:
    assert read("good " * 2001).reason == "the answer is too long to be one"
    assert read("lovely " * 1400).self_assessment == "positive"


def test_an_answer_in_a_language_without_cues_is_unclear() -> None:
    read_in_french = read("Je suis pas lovely.")
    assert (read_in_french.self_assessment, read_in_french.reason) == (
        "unclear", "the answer is in a language that is not read",
    )  # fmt: skip


OTHER = read_cuebook(
    "other",
    [("own_words = 'ik, het, was, niet, een'\n[[cue]]\ncode = 'mooi'\nsays = 'good'\nwords = 'mooi'\n"
      "why = 'W.'\nexamples = ['Mooi.']\n", "other/cues.toml")],
)  # fmt: skip
BOTH = {"toy": BOOK, "other": OTHER}


@pytest.mark.parametrize(
    ("text", "said", "language", "expected"),
    [
        ("Ik was het niet, mooi.", "", "other", "positive"),
        ("Ik vond het een mooi ding", "toy", "other", "positive"),
        ("mooi", "toy", "other", "positive"),
        ("mooi", "", "other", "positive"),
        ("lovely", "other", "toy", "positive"),
        ("It was a day and I froze, ik vond het een mooi ding.", "toy", "toy", "mixed"),
        ("xyz", "toy", "toy", "unclear"),
    ],
)
def test_an_answer_is_read_in_the_language_that_its_words_are_in(
    text: str, said: str, language: str, expected: str
) -> None:
    reading = read_answer(text, BOTH, said)
    assert (reading.language, reading.self_assessment) == (language, expected), reading
