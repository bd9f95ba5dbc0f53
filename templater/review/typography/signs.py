"""Spaces, signs and lines as every language that we write wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templater.review.sentences import ends_sentence
from templater.review.typography.page import Found, Page, Rule, pattern

_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|\.{4,}|\. \.(?![.\w])|[,;:] ?[,;:.](?!\.\.|\w)|[?!] ?\.(?!\.)|\.[,;:]")
_HALF_OF = {")": "(", "]": "[", "»": "«", "”": "“"}
_HALVES = re.compile(r"[()\[\]«»“”]")
_COUNTED = re.compile(r"(?<!\w)(?:\w|\d\d)\)\Z")
_DOUBLE_WORD = re.compile(r"(?<![\w'’-])([^\W\d_]+) +(\1)(?![\w'’-])", re.IGNORECASE)


def doubled_signs(page: Page) -> Iterator[Found]:
    """Yield two signs where one would do; the point of an abbreviation stays before a comma: S. L., etc.,."""
    for found in _DOUBLED.finditer(page.text):
        abbreviated = found[0][0] == "." and found[0][1] in ",;:"
        if not abbreviated or ends_sentence(page.text, found.start() + 1, page.locale.abbreviations):
            yield Found(found.start(), found.end())


def brackets(page: Page) -> Iterator[Found]:
    """Yield every bracket or quotation mark without its other half in the paragraph; a) may count a list."""
    for paragraph in page.paragraphs:
        opened: list[int] = []
        for found in _HALVES.finditer(page.text, paragraph.start, paragraph.end):
            place, sign = found.start(), found[0]
            if sign not in _HALF_OF:
                opened.append(place)
            elif opened and page.text[opened[-1]] == _HALF_OF[sign]:
                opened.pop()
            elif not _COUNTED.search(page.text, max(place - 3, 0), place + 1):
                yield Found(place, place + 1)
        yield from (Found(place, place + 1) for place in opened)


def double_words(page: Page) -> Iterator[Found]:
    """Yield a word that stands twice, unless it may, or is a name (Pago Pago)."""
    for found in _DOUBLE_WORD.finditer(page.text):
        is_name = found[1][0].isupper() and found[2][0].isupper()
        if not is_name and found[1].casefold() not in page.locale.may_repeat:
            yield Found(found.start(), found.end(), found[1])


RULES = (
    Rule("double-space", "two spaces in a row", pattern(r"(?<=\S) {2,}(?=\S)")),
    Rule("space-before-sign", "a space before a sign: '{words}'", pattern(r"[ \t]+(?!\.\.\.)[,.;:?!](?!\w)")),
    Rule("space-inside", "a space on the wrong side of a sign: '{words}'",
         pattern(r"[(\[¿¡«“][ \t]+|[ \t]+[)\]»”]")),
    Rule("double-sign", "two signs where one would do: '{words}'", doubled_signs),
    Rule("bracket", "'{words}' has no other half in its paragraph", brackets),
    Rule("double-word", "'{words}' says the same word twice", double_words),
    Rule("hole", "'{words}' looks like a place that was not filled",
         pattern(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|[{}]|%\(\w+\)[a-z]?|(?<!\w)(?:None(?! of\b)|NaN)(?!\w)")),
    Rule("short-date", "'{words}' is another day in another country; write the month in words",
         pattern(r"(?<![\w/.,-])(?!24/7)(?:0?[1-9]|[12]\d|3[01])(?:/(?:0?[1-9]|1[0-2])(?:/(?:\d{4}|\d\d))?"
                 r"|([.-])(?:0?[1-9]|1[0-2])\1\d{4})(?![\w/%]|[.,-]\d)"
                 r"|(?<![\w/.,-])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])(?:/(?:\d{4}|\d\d))(?![\w/])"
                 r"|(?<![\w/.,-])\d{4}-\d\d-\d\d(?![\w/-])")),
    Rule("invisible", "an invisible character or a tab",
         pattern("[\\x00-\\x08\\x09\\x0b-\\x1f\\x7f-\\x9f\\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")),
    Rule("no-break-space", "a no-break space away from any number: '{words}'",
         pattern(r"(?<![\d.])[\xa0\u202f](?!\d)[^\W\d]*")),
    Rule("conflict", "a conflict that was left in the text: '{words}'",
         pattern(r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=\s|$).*|#-#-#.*")),
    Rule("trailing-space", "a space at the end of a line", pattern(r"(?<=\S)[ \t]+(?=\n|\Z)")),
    Rule("empty-lines", "more than one empty line", pattern(r"\n[ \t]*\n[ \t]*\n+"), ("text",)),
    Rule("line-sign", "a line begins with '{words}'", pattern(r"(?m)^[ \t]*(?!\.\.\.)[,.;:?!)\]»%]"), ("text",)),
)  # fmt: skip
"""The faults that are faults in every language."""
