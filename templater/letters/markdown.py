"""Markdown with holes in it becomes two formats, one for text and one for HTML.

A format is a `%` format over the names of its holes, so that writing a row is one operation. Values
never pass through Markdown: while it is parsed, letters and digits stand in the place of each hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from templater.language.shelves import Source
from templater.letters.expressions import Name

_MARK = "zq{number}qz"
_MARKS = re.compile(r"zq(\d+)qz")
_MARKED = re.compile(r"(zq\d+qz)")
_HTML = {"softbreak": "<br>\n", "hardbreak": "<br>\n", "hr": "<hr>\n", "link_close": "</a>"}
# an address and a label of the same value differ only in how the value is written
_FORM = re.compile(r" (link|mailbox|part|text)\)s")
_BLOCKS = {"p", "ul", "ol", "li", "h1", "h2", "h3", "blockquote", "strong", "em"}


@dataclass(frozen=True, slots=True)
class Hole:
    """A value's place: the name, its filters, and how it must be written there.

    `form` is "text", "link" (a whole address), "part" (a part of one) or "mailbox" (a part of a mailto), each in
    text or in HTML. `stop` says that a full stop follows, which a value that brings its own needs no more (S. L.).
    """

    path: str
    filters: tuple[str, ...]
    form: str
    html: bool
    place: str
    stop: bool = False

    @property
    def key(self) -> str:
        """The name of the hole in a format."""
        return hole_key("|".join((self.path, *self.filters)), self.form, html=self.html, stop=self.stop)

    @property
    def is_phrase(self) -> bool:
        """Whether a phrase stands here, not a value."""
        return self.path.startswith("phrase.")


def hole_key(name: str, form: str = "text", *, html: bool = False, stop: bool = False) -> str:
    """Return the name that a format has for a hole."""
    return f"{name} {form}{' html' if html else ''}{' stop' if stop else ''}"


@dataclass(frozen=True, slots=True)
class Format:
    """Text with holes: `template % values` by `Hole.key`."""

    template: str
    holes: tuple[Hole, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """The same words for text and for HTML."""

    text: Format
    html: Format


def plain_format(pieces: Sequence[str | Name], source: Source) -> Format:
    """Return a format for a line that is no Markdown, such as a subject."""
    marked, marks = _mark(pieces)
    writer = _Writer(marks, source, html=False)
    return writer.finish(writer.words(" ".join(marked.split())))


@lru_cache(maxsize=8192)
def inline_formats(pieces: tuple[str | Name, ...], source: Source) -> Both:
    """Return the formats of a wording: Markdown without blocks."""
    marked, marks = _mark(pieces)
    tokens = _parser().parseInline(marked)[0].children or []
    text, html = _Writer(marks, source, html=False), _Writer(marks, source, html=True)
    return Both(text.finish(text.text_words(tokens)), html.finish(html.html_blocks(tokens)))


@lru_cache(maxsize=1024)
def block_formats(pieces: tuple[str | Name, ...], source: Source) -> Both:
    """Return the formats of a letter's body."""
    marked, marks = _mark(pieces)
    tokens = _parser().parse(marked)
    text, html = _Writer(marks, source, html=False), _Writer(marks, source, html=True)
    return Both(text.finish(text.text_blocks(tokens)), html.finish(html.html_blocks(tokens)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Entities and code have no use in a letter; typographic rules would rewrite the translators' words.
    return MarkdownIt("commonmark", {"html": False}).disable(
        ["code", "fence", "html_block", "html_inline", "image", "backticks", "reference", "entity", "table"],
        ignoreInvalid=True,
    )


def _mark(pieces: Sequence[str | Name]) -> tuple[str, tuple[str | Name, ...]]:
    """Return the text with marks, and what each stands for: a name, or words that look like a mark."""
    text: list[str] = []
    marks: list[str | Name] = []
    for piece in pieces:
        for part in _MARKED.split(piece) if isinstance(piece, str) else (piece,):
            if isinstance(part, Name) or _MARKS.fullmatch(part):
                text.append(_MARK.format(number=len(marks)))
                marks.append(part)
            else:
                text.append(part)
    return "".join(text), tuple(marks)


class _Writer:
    """Writes tokens as one of the two formats and collects the holes."""

    def __init__(self, marks: tuple[str | Name, ...], source: Source, *, html: bool) -> None:
        self.marks = marks
        self.source = source
        self.html = html
        self.holes: list[Hole] = []

    def finish(self, template: str) -> Format:
        """Return the format with the holes that were met."""
        return Format(template, tuple(dict.fromkeys(self.holes)))

    def words(self, text: str, form: str = "") -> str:
        """Return literal text with its holes."""
        return "".join(self._words(text, form))

    def _words(self, text: str, form: str) -> Iterator[str]:
        parts = _MARKS.split(text)
        for index, part in enumerate(parts):
            if index % 2:
                mark = self.marks[int(part)]
                yield mark if isinstance(mark, str) else self._hole(mark, form or "text", parts[index + 1])
            else:
                yield (escape(part, quote=bool(form)) if self.html else part).replace("%", "%%")

    def _hole(self, name: Name, form: str, after: str) -> str:
        place = f"{self.source.file}:{self.source.line + name.line - 1}"
        stop = form == "text" and not name.phrase and after.startswith(".") and not after.startswith("..")
        hole = Hole(name.path, name.filters, form, self.html, place, stop)
        if hole.is_phrase and form != "text":
            raise self.source.error("a phrase has no place in the address of a link", name.line)
        self.holes.append(hole)
        return f"%({hole.key})s"

    def address(self, href: str) -> str:
        """Return a link's address: a value that begins it is a link itself, one inside it is percent-encoded."""
        begins, end = _MARKS.match(href), 0
        if begins:
            end = begins.end()
        inside = "mailbox" if href.lower().startswith("mailto:") else "part"
        return self.words(href[:end], "link") + self.words(href[end:], inside)

    def html_blocks(self, tokens: Sequence[Token]) -> str:
        """Return tokens as HTML."""
        return "".join(self._html(token) for token in tokens)

    def _html(self, token: Token) -> str:
        match token.type:
            case "inline":
                return self.html_blocks(token.children or [])
            case "text":
                return self.words(token.content)
            case "link_open":
                return f'<a href="{self.address(str(token.attrs["href"]))}">'
        if token.type in _HTML:
            return _HTML[token.type]
        if token.tag not in _BLOCKS:
            raise self.source.error("{what} has no place in a letter", what=token.markup or token.type)
        if token.hidden:
            return ""
        return f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>" + ("\n" if token.block else "")

    def text_blocks(self, tokens: Sequence[Token]) -> str:
        """Return tokens as text that reads well: links spelled out, items with a hyphen or a number."""
        written: list[str] = []
        lists: list[int | None] = []
        marker, in_list = "", False
        for token in tokens:
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    # HTML counts from one, and the first item may have been silent: no other start is kept
                    lists.append(1 if token.tag == "ol" else None)
                    in_list = in_list and len(lists) > 1
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                    marker = marker if lists else ""
                case "list_item_open":
                    marker, lists[-1] = _marker(lists)
                case "inline":
                    follows = in_list and bool(lists)
                    written += ["\n" if follows else "\n\n", _hang(marker, self.text_words(token.children or []))]
                    in_list = bool(lists)
                    marker = " " * len(marker)
                case "hr":
                    written.append("\n\n---")
        return "".join(written).strip("\n")

    def text_words(self, tokens: Sequence[Token]) -> str:
        """Return the tokens of one paragraph as text."""
        parts: list[str] = []
        opened: list[tuple[str, int]] = []
        for token in tokens:
            match token.type:
                case "text":
                    parts.append(self.words(token.content))
                case "softbreak" | "hardbreak":
                    parts.append("\n")
                case "link_open":
                    opened.append((self.address(str(token.attrs["href"])), len(parts)))
                case "link_close":
                    address, start = opened.pop()
                    parts[start:] = [_spelled("".join(parts[start:]), address)]
        return "".join(parts)


def _marker(lists: Sequence[int | None]) -> tuple[str, int | None]:
    number = lists[-1]
    indent = "  " * (len(lists) - 1)
    return (f"{indent}- ", None) if number is None else (f"{indent}{number}. ", number + 1)


def _hang(marker: str, text: str) -> str:
    return marker + text.replace("\n", "\n" + " " * len(marker))


def _spelled(label: str, address: str) -> str:
    """Write a link as text: once if it is its own label, an e-mail address without its scheme."""
    shown = address.removeprefix("mailto:")
    if _FORM.sub(")s", label) in (_FORM.sub(")s", shown), _FORM.sub(")s", address)):
        return label.removeprefix("mailto:")
    return f"{label} ({shown})"
