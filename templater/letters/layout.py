"""The HTML shell around a letter: a page with named places, filled without a second look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from templater.errors import TemplateError
from templater.language.shelves import Source
from templater.letters.brand import PARTS, Brand
from templater.letters.expressions import Name, expand, names, read_pieces

_BRAND_PLACES = frozenset(f"brand.{part}" for part in (*PARTS, "privacy_link"))
PLACES = frozenset({"locale", "subject", "preheader", "body"}) | _BRAND_PLACES


@dataclass(frozen=True, slots=True)
class Layout:
    """The shell as a format, with a preheader and without; `text_footer` says in text what its footer says."""

    with_preheader: str
    without_preheader: str
    text_footer: str = ""

    def wrap(self, *, locale: str, subject: str, preheader: str, body: str) -> str:
        """Return the whole page; all four are HTML already."""
        shell = self.with_preheader if preheader else self.without_preheader
        return shell % {"locale": locale, "subject": subject, "preheader": preheader, "body": body}


def read_layout(sources: Iterable[Source], brand: Brand) -> Layout:
    """Read the last of the layouts, a team's own if it has one, and put the brand in its places.

    Raises TemplateError for anything in braces that is not one of the places.
    """
    source = list(sources)[-1]
    pieces = read_pieces(source, blocks=True)
    for name in names(pieces):
        found = "|".join((name.path, *name.filters))
        if found not in PLACES:
            raise source.error("a layout has the places {known}, and no '{found}'", name.line,
                               known=", ".join(sorted(PLACES)), found=found)  # fmt: skip
    if not any(name.path == "body" for name in names(pieces)):
        raise TemplateError("the layout has no place for the letter: write {example}",
                            place=source.file, example="{{ body }}")  # fmt: skip
    written = {place: _html(getattr(brand, place.removeprefix("brand."))) for place in _BRAND_PLACES}
    absent = {place for place, html in written.items() if not html}
    full = list(expand(pieces, lambda path: int(path not in absent)))
    bare = list(expand(pieces, lambda path: int(path not in absent | {"preheader"})))
    return Layout(_format(full, written), _format(bare, written), _text_footer(bare, brand))


def _html(value: str) -> str:
    return escape(value).replace("\n", "<br>\n")


def _format(pieces: Sequence[str | Name], written: Mapping[str, str]) -> str:
    """Return a `%` format in which only what differs from letter to letter is still open."""
    settled = (written.get(piece.field, piece) if isinstance(piece, Name) else piece for piece in pieces)
    return "".join(f"%({part.field})s" if isinstance(part, Name) else part.replace("%", "%%") for part in settled)


def _text_footer(pieces: Sequence[str | Name], brand: Brand) -> str:
    """Return the footer's lines for the text; what the page does not show, the text does not say either."""
    shown = {piece.field for piece in pieces if isinstance(piece, Name)}
    lines = {part: getattr(brand, part) for part in ("name", "address", "privacy") if f"brand.{part}" in shown}
    if not (lines.get("address") or lines.get("privacy")):
        return ""
    return "\n" + "".join(f"{line}\n" for line in lines.values() if line)
