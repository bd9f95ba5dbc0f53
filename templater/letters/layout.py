"""The HTML shell around a letter: a page with four places, filled without a second look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from templater.errors import TemplateError
from templater.letters.expressions import Name, Source, expand, names, read_pieces

PLACES = frozenset({"locale", "subject", "preheader", "body"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The shell as a format, with a preheader and without."""

    with_preheader: str
    without_preheader: str

    def wrap(self, *, locale: str, subject: str, preheader: str, body: str) -> str:
        """Return the whole page; all four are HTML already."""
        shell = self.with_preheader if preheader else self.without_preheader
        return shell % {"locale": locale, "subject": subject, "preheader": preheader, "body": body}


def read_layout(sources: Iterable[Source]) -> Layout:
    """Read the last of the layouts, a team's own if it has one.

    Raises TemplateError for anything in braces that is not one of the four places.
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
    return Layout(_format(pieces, preheader=True), _format(pieces, preheader=False))


def _format(pieces: tuple[object, ...], *, preheader: bool) -> str:
    expanded = expand(pieces, lambda path: int(path != "preheader" or preheader))  # type: ignore[arg-type]  # pieces of read_pieces
    return "".join(f"%({part.field})s" if isinstance(part, Name) else part.replace("%", "%%") for part in expanded)
