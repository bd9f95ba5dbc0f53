"""Where a letter and its sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templater.review.masks import COVER
from templater.review.sentences import ends_sentence
from templater.review.typography.page import SIGN_OFF_WORDS, Found, Page, Paragraph, Rule

_BEGINNING = re.compile(r"(?:\A|\n|(?P<after>[.?!…][»”\")\]]*) +)[¿¡«“\"(]*(?P<word>[^\W\d_]+(?:['’-]\w+)*)")
_END = re.compile(rf"[.?!…:{COVER}][»”\")\]]*$")
_FRAGMENT = re.compile(r"[^.?!…]*$")


def greeting(page: Page) -> Iterator[Found]:
    """Yield the sign after the greeting where it is not the locale's: a colon in Spanish, a comma in English."""
    if not page.locale.salutation or len(page.paragraphs) < 2:
        return
    first = page.paragraphs[0]
    last = first.text[-1]
    if first.is_short_line and last != page.locale.salutation and (last in ",:;" or page.signs_off):
        yield Found(first.start, first.end, first.text.rstrip(",:;.!") + page.locale.salutation)


def small_beginnings(page: Page) -> Iterator[Found]:
    """Yield the first word of a sentence in lower case; a name such as iOS may begin one."""
    for found in _BEGINNING.finditer(page.own):
        word = found["word"]
        if not word[0].islower() or any(letter.isupper() for letter in word):
            continue
        after = found.end("after")
        if found["after"] and not ends_sentence(page.own, after, page.locale.abbreviations):
            continue
        yield Found(found.start("word"), found.end("word"), word[0].upper() + word[1:])


def unended(page: Page) -> Iterator[Found]:
    """Yield the last words of a paragraph that ends without a sign: not a greeting, a list or a signature."""
    for number, paragraph in enumerate(page.paragraphs):
        if not (_END.search(paragraph.text) or paragraph.is_list or _may_end_open(page, number, paragraph)):
            tail = paragraph.text.split()[-1]
            yield Found(paragraph.end - len(tail), paragraph.end)


def _may_end_open(page: Page, number: int, paragraph: Paragraph) -> bool:
    is_last = number == len(page.paragraphs) - 1
    if is_last and (page.signs_off or _is_signature(paragraph)):
        return True
    if number == 0 and len(page.paragraphs) > 1 and paragraph.is_short_line:
        return True
    return paragraph.is_short_line and not page.signs_off


def _is_signature(paragraph: Paragraph) -> bool:
    fragment = _FRAGMENT.search(paragraph.text.rpartition("\n")[2])
    return fragment is not None and 0 < len(fragment[0].split()) <= SIGN_OFF_WORDS and fragment[0] != paragraph.text


RULES = (
    Rule("salutation", "the greeting '{words}' is written '{right}' in this language", greeting, ("text",)),
    Rule("small-beginning", "a sentence begins with '{words}', in lower case", small_beginnings),
    Rule("no-end-sign", "a paragraph ends with '{words}', without an end sign", unended, ("text",)),
)
"""The faults of a letter's shape."""
