"""Read the braces of a template: names, listed filters, and in letters the odd if and for; nothing else.

An allow-list over Jinja's own syntax tree: whatever is not named here is an error when the file is
read, so a hostile template ends before it begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from templater.errors import TemplateError
from templater.language.shelves import Source


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name in braces, with its filters and the line it stands on (from 1)."""

    path: str
    filters: tuple[str, ...]
    line: int

    @property
    def phrase(self) -> str:
        """The phrase that is named, or "": a capital in the template only begins the sentence."""
        group, _, name = self.path.partition(".")
        return name[:1].lower() + name[1:] if group == "phrase" else ""

    @property
    def field(self) -> str:
        """The field that is named; an item of a field names the field."""
        return self.path.partition("[")[0]


@dataclass(frozen=True, slots=True)
class Branch:
    """`{% if name %}`: the field is there, or `{% if not name %}`: it is not."""

    path: str
    negated: bool
    then: tuple[Piece, ...]
    otherwise: tuple[Piece, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Loop:
    """`{% for item in name %}` over a field that holds several items."""

    variable: str
    path: str
    body: tuple[Piece, ...]
    line: int


Piece = str | Name | Branch | Loop

_PLAIN = re.compile(r"\{\{ ([^\W\d]\w*(?:\.[^\W\d]\w*)*) \}\}")
_CLOSED = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#.*?#\}")
_OPEN = re.compile(r"\{[{%#](?:(?!\{[{%#]).)*")
_EMPTY = re.compile(r"\{\{\s*\}\}")
_STATEMENT = re.compile(r"\{%-?\s*(end)?(if|for)\b")
_RESERVED = frozenset(
    {"true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else", "elif"}
)

_ONLY_NAMES = "only names such as {example} may stand in braces here, with the filters {filters}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=True)


def read_pieces(source: Source, *, blocks: bool = False) -> tuple[Piece, ...]:
    """Return the pieces of a text; `blocks` allows if and for.

    Raises TemplateError, with the place, for anything outside the template language.
    """
    if "{" not in source.text:
        return (source.text,)
    if plain := _plain_pieces(source.text):
        return plain
    try:
        _refuse_statements(source)
        return tuple(_pieces(_environment().parse(source.text).body, source, blocks=blocks))
    except TemplateSyntaxError as error:
        raise _misunderstood(source, error) from None
    except RecursionError:
        raise source.error("the braces stand too deep in one another") from None


def _plain_pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text with nothing but names in its braces, or none where it takes Jinja's own parser.

    Nearly all wordings are such, and reading them so makes a cold start a third shorter.
    """
    parts = _PLAIN.split(text)
    if any(brace in part for part in parts[::2] for brace in "{}") or not _RESERVED.isdisjoint(
        path.partition(".")[0] for path in parts[1::2]
    ):
        return ()
    pieces: list[Piece] = []
    line = 1
    for index, part in enumerate(parts):
        if index % 2:
            pieces.append(Name(part, (), line))
        elif part:
            pieces.append(part)
            line += part.count("\n")
    return tuple(pieces)


def _misunderstood(source: Source, error: TemplateSyntaxError) -> TemplateError:
    """Return what is wrong with the braces, at the line where it begins: Jinja reads on until it is at a loss."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if found := _OPEN.search(_CLOSED.sub("", line)):
            return source.error("the braces of '{found}' are not closed: write {example}", number,
                                found=found[0].strip(), example="{{ role.title }}")  # fmt: skip
        if _EMPTY.search(line):
            return source.error("nothing stands between these braces: write a name, such as {example}", number,
                                example="{{ role.title }}")  # fmt: skip
    if left := _left_open(source.text):
        begun, statement = left
        return source.error("'{found}' needs an {end} further down", begun, found=f"{{% {statement} … %}}",
                            end=f"{{% end{statement} %}}")  # fmt: skip
    return _refused(error.lineno, source)


def _left_open(text: str) -> tuple[int, str] | None:
    """Return the line and the name of the first if or for that nothing ends."""
    opened: list[tuple[int, str]] = []
    for found in _STATEMENT.finditer(text):
        if found[1]:
            opened = opened[:-1]
        else:
            opened.append((text[: found.start()].count("\n") + 1, found[2]))
    return opened[0] if opened else None


def _refuse_statements(source: Source) -> None:
    """Refuse the statements that leave no trace, or none with a line, in the syntax tree."""
    if "{%" not in source.text:
        return
    before = ""
    for line, kind, word in _environment().lex(source.text):
        if kind == "raw_begin" or (before == "block_begin" and word in ("print", "autoescape")):
            raise _refused(line, source)
        before = before if kind == "whitespace" else kind


def _pieces(body: list[nodes.Node], source: Source, *, blocks: bool) -> Iterator[Piece]:
    for node in body:
        match node:
            case nodes.Output():
                yield from (_output(part, source) for part in node.nodes)
            case nodes.If() if blocks:
                yield _branch(node, source)
            case nodes.For() if blocks and node.test is None and not node.recursive and not node.else_:
                yield _loop(node, source)
            case _:
                raise _refused(node.lineno, source)


def _output(node: nodes.Node, source: Source) -> Piece:
    if isinstance(node, nodes.TemplateData):
        return node.data
    path, filters = _filtered(node, source)
    return Name(path, filters, node.lineno)


def _filtered(node: nodes.Node, source: Source) -> tuple[str, tuple[str, ...]]:
    if not isinstance(node, nodes.Filter):
        return _path(node, source), ()
    if node.node is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise _refused(node.lineno, source)
    path, filters = _filtered(node.node, source)
    return path, (*filters, node.name)


def _path(node: nodes.Node, source: Source) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_path(node.node, source)}.{node.attr}"
        case _:
            raise _refused(node.lineno, source)


def _branch(node: nodes.If, source: Source) -> Branch:
    negated = isinstance(node.test, nodes.Not)
    test = node.test.node if isinstance(node.test, nodes.Not) else node.test
    otherwise = tuple(_pieces(node.else_, source, blocks=True))
    for other in reversed(node.elif_):
        otherwise = (replace(_branch(other, source), otherwise=otherwise),)
    return Branch(_path(test, source), negated, tuple(_pieces(node.body, source, blocks=True)), otherwise, node.lineno)


def _loop(node: nodes.For, source: Source) -> Loop:
    if not isinstance(node.target, nodes.Name):
        raise _refused(node.lineno, source)
    path = _path(node.iter, source)
    if Name(path, (), node.lineno).phrase:
        raise source.error("a loop goes over a field, and '{found}' is none", node.lineno, found=path)
    body = tuple(_pieces(node.body, source, blocks=True))
    return Loop(node.target.name, path, body, node.lineno)


def _refused(line: int, source: Source) -> TemplateError:
    return source.error(_ONLY_NAMES, line, example="{{ role.title }}", filters="list, date, ordinal")


def expand(pieces: tuple[Piece, ...], length: Callable[[str], int]) -> Iterator[str | Name]:
    """Yield text and names with every if and for resolved; `length` counts a field's items (0: not there)."""
    yield from _expand(pieces, length, {})


def _expand(pieces: tuple[Piece, ...], length: Callable[[str], int], items: Mapping[str, str]) -> Iterator[str | Name]:
    for piece in pieces:
        match piece:
            case str():
                yield piece
            case Name(path, filters, line):
                yield Name(items[path], filters, line) if path in items else piece
            case Branch(path, negated, then, otherwise):
                chosen = then if (length(items.get(path, path)) > 0) != negated else otherwise
                yield from _expand(chosen, length, items)
            case Loop(variable, path, body):
                for index in range(length(path)):
                    yield from _expand(body, length, {**items, variable: f"{path}[{index}]"})


def names(pieces: tuple[Piece, ...]) -> Iterator[Name]:
    """Yield every name that the pieces can mention, those of ifs and fors among them."""
    for piece in pieces:
        match piece:
            case Name():
                yield piece
            case Branch(path, _, then, otherwise, line):
                yield Name(path, (), line)
                yield from names(then + otherwise)
            case Loop(variable, path, body, line):
                yield Name(path, (), line)
                for name in names(body):
                    yield replace(name, path=path) if name.path == variable else name
