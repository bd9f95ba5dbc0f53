"""Text of others in a page: it can neither become markup, nor hide, nor turn what stands beside it around."""

from __future__ import annotations

import re
from html import escape

# Controls, and what a reader does not see: UAX #9, invisible signs, half a character. Emoji need U+200D.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def escaped(text: str) -> str:
    """Return text as HTML, between tags or in quotes; a sign that nobody would see is named.

    >>> escaped("a <b> \\u202e")
    'a &lt;b&gt; <b class="sign">U+202E</b>'
    """
    safe = escape(text.replace("\r\n", "\n"))
    return safe if safe.isprintable() else _UNSEEN.sub(_named, safe)


def _named(found: re.Match[str]) -> str:
    return f'<b class="sign">U+{ord(found[0]):04X}</b>'


def isolated(text: str) -> str:
    """Return text as HTML that stands in a line of ours, whichever way it is written."""
    return f"<bdi>{escaped(text)}</bdi>"
