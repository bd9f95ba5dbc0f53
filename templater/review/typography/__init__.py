"""Typography of a finished message: spaces, signs, capitals, numbers, and how a letter begins and ends."""

from __future__ import annotations

from collections.abc import Collection

from templater.language import Locale
from templater.review.remark import Remark
from templater.review.typography import letters, local, signs
from templater.review.typography.page import Rule, open_page

RULES: tuple[Rule, ...] = (*signs.RULES, *letters.RULES, *local.RULES)
"""Every rule; a locale whose data asks for nothing is not held to the last of them."""


def typography(subject: str, text: str, locale: Locale, facts: Collection[str] = ()) -> tuple[Remark, ...]:
    """Return what is wrong with how a message is set, the subject first.

    `facts` are the values that were filled in: their capitals and small letters are their own, and only
    what they make of the words around them is judged. An empty subject is none.
    """
    pages = [open_page("text", text, locale, facts)]
    if subject:
        pages.insert(0, open_page("subject", subject, locale, facts))
    return tuple(remark for page in pages for rule in RULES for remark in rule.remarks(page))


__all__ = ["RULES", "Rule", "typography"]
