"""What a rule of typography looks at, and what it finds there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from templater.language import Locale
from templater.review.masks import cover_addresses, cover_facts
from templater.review.remark import Part, Remark

SIGN_OFF_WORDS = 6
"""A line without an end sign and with no more words than these may be a greeting, a goodbye or a heading."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines with nothing but an empty line around them, and where they begin."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the paragraph ends."""
        return self.start + len(self.text)

    @property
    def is_short_line(self) -> bool:
        """Whether it could be a greeting or a heading."""
        return "\n" not in self.text and len(self.text.split()) <= SIGN_OFF_WORDS

    @property
    def is_list(self) -> bool:
        """Whether its last line is an item."""
        return re.match(r"\s*(?:[-*•]|\d+[.)])\s", self.text.rpartition("\n")[2]) is not None


@dataclass(frozen=True, slots=True)
class Page:
    """A subject or a text: as it stands but for addresses, and only what the letter itself says.

    Nothing moves: a span in `text` or `own` is the same span of the message.
    """

    part: Part
    whole: str
    text: str
    own: str
    locale: Locale
    paragraphs: tuple[Paragraph, ...] = field(default=())

    @property
    def signs_off(self) -> bool:
        """Whether the last paragraph is a goodbye: a short line that ends in a comma, and a name under it."""
        first, _, rest = self.paragraphs[-1].text.partition("\n") if len(self.paragraphs) > 1 else ("", "", "")
        return bool(rest) and first.endswith(",") and len(first.split()) <= SIGN_OFF_WORDS


@dataclass(frozen=True, slots=True)
class Found:
    """A span that a rule does not accept, and what it would accept in its place, if there is one thing."""

    start: int
    end: int
    right: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault of typography: its code, what is said of it, and how it is found."""

    code: str
    message: str
    find: Callable[[Page], Iterable[Found]]
    parts: tuple[Part, ...] = ("subject", "text")

    def remarks(self, page: Page) -> Iterator[Remark]:
        """Yield a remark for each fault on the page."""
        if page.part in self.parts:
            for found in self.find(page):
                words = page.whole[found.start : found.end]
                yield Remark(self.code, words, self.message, page.part, found.start, {"right": found.right})


def open_page(part: Part, whole: str, locale: Locale, facts: Iterable[str] = ()) -> Page:
    """Return a page to be judged."""
    text = cover_addresses(whole)
    paragraphs = tuple(Paragraph(found.start(), found[0]) for found in re.finditer(r"\S.*(?:\n[^\n]+)*", text))
    return Page(part, whole, text, cover_facts(text, facts), locale, paragraphs)


def pattern(expression: str, right: str = "", *, own: bool = False) -> Callable[[Page], Iterator[Found]]:
    """Return a search for an expression, in the whole text or only in what the letter itself says.

    `right` is written as for `re.Match.expand`.
    """
    compiled = re.compile(expression)

    def find(page: Page) -> Iterator[Found]:
        for found in compiled.finditer(page.own if own else page.text):
            yield Found(found.start(), found.end(), found.expand(right) if right else "")

    return find
