"""Bring the program's catalogs up to date: `python -m tests.catalogs` after a message has changed.

Collects every message that templater or Click can say, keeps the translations there are, leaves what is missing
blank, and compiles the small .mo that is committed beside each .po. Click's messages change with its version, so
those that a catalog holds already stay in it, marked as Click's. To add the words of another version, name its
package: `python -m tests.catalogs CLICK_DIR`.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import templater

PACKAGE = Path(templater.__file__).parent
CATALOGS = PACKAGE / "cli" / "catalogs"

Sayers = Mapping[str, tuple[int, ...]]

SAYERS: Sayers = {
    "say": (0,),
    "mark": (0,),
    "say_number": (0, 1),
    "Problem": (0,),
    "Note": (0,),
    "Notice": (0,),
    "_unclear": (1,),
    "_wrong": (2,),
    "error": (0,),
    "expect": (2,),
    "_unoffered": (0,),
    "TemplaterError": (0,),
    "TemplateError": (0,),
    "ChoiceError": (0,),
    "ConfigurationError": (0,),
    "InputError": (0,),
    "InputMissing": (0,),
    "NotInstalled": (0,),
    "OutputError": (0,),
    "Undeliverable": (0,),
    "Rule": (1,),
    "_form": (0,),
}
"""The calls with which templater says something, with the places of their messages."""

KEYWORDS: Mapping[str, str] = {"Hit": "message", "replace": "message"}
"""The calls that may say something else than their rule does, with the name of that argument."""

CLICK_SAYERS: Sayers = {"_": (0,), "ngettext": (0, 1)}

TABLES: Sayers = {"Kind": (1,)}
"""The annotations of tables whose rows hold a message, with its places in a row."""

CLICK = "Click"
"""The comment that marks Click's messages in a catalog."""

Message = str | tuple[str, str]


class Words(Catalog):
    """A catalog whose headers say nothing that changes with the day, or with the version of Babel."""

    # Babel 2.19 gives Spanish a third form, for millions, of which nobody has so many letters
    num_plurals = 2
    plural_expr = "(n != 1)"

    @property  # type: ignore[misc, unused-ignore]  # Babel 2.19 lets it be set
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "templater"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def messages() -> set[Message]:
    """Return every message of templater: a plural one as a pair."""
    return said_under(PACKAGE, SAYERS)


def click_messages(package: Path | None = None) -> set[Message]:
    """Return every message of a Click: of the one that is installed, unless another's directory is given."""
    if package is None:
        click = importlib.util.find_spec("click")
        assert click is not None
        assert click.origin is not None
        package = Path(click.origin).parent
    return said_under(package, CLICK_SAYERS)


def said_under(directory: Path, sayers: Sayers) -> set[Message]:
    paths = sorted(directory.rglob("*.py"))
    return {message for path in paths for message in said_in(ast.parse(path.read_text("utf-8")), sayers)}


def said_in(tree: ast.AST, sayers: Sayers = SAYERS) -> Iterator[Message]:
    named = named_texts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said_by(node, sayers, named)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Tuple):
            for place in TABLES.get(ast.unparse(node.annotation), ()):
                yield from texts_of(node.value.elts[place], named)


def _said_by(call: ast.Call, sayers: Sayers, named: Mapping[str, list[str]]) -> Iterator[Message]:
    places = sayers.get(name_of(call), ())
    texts = [texts_of(call.args[place], named) for place in places if place < len(call.args)]
    if len(texts) == 2:
        yield from zip(*texts, strict=True)
    elif texts:
        yield from texts[0]
    for keyword in call.keywords:
        if keyword.arg and KEYWORDS.get(name_of(call)) == keyword.arg:
            yield from texts_of(keyword.value, named)


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def texts_of(node: ast.expr, named: Mapping[str, list[str]]) -> list[str]:
    """Return the texts that an argument can be: it is one, chooses between two, or is a name for one."""
    match node:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return [*texts_of(one, named), *texts_of(other, named)]
        case ast.Name(id=name):
            return named.get(name, [])
    return []


def named_texts(tree: ast.AST) -> dict[str, list[str]]:
    """Return what is given to each plain name in a module: `message = "…"`, or `_ONLY_NAMES = "…"`."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).extend(texts_of(node.value, {}))
    return named


def po_path(language: str) -> Path:
    return CATALOGS / language / "LC_MESSAGES" / "templater.po"


def read(language: str) -> Catalog:
    with po_path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def is_clicks(entry: Entry) -> bool:
    return CLICK in entry.auto_comments


def key(message: Message) -> str:
    """Return what gettext knows a message by: the first of a plural one's two."""
    return message if isinstance(message, str) else message[0]


def said(entry: Entry) -> Message:
    """Return an entry's message as it was collected."""
    return entry.id if isinstance(entry.id, str) else (entry.id[0], entry.id[1])


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Yield a catalog's messages without its header."""
    return (entry for entry in catalog if entry.id)


def updated(catalog: Catalog, clicks: Iterable[Message] = ()) -> Catalog:
    """Return a catalog with exactly today's messages of templater, those of Click, and the translations there are.

    Click's are the ones that the catalog holds already, and `clicks`.
    """
    fresh = Words(
        locale=catalog.locale, domain="templater", charset="utf-8", fuzzy=False,
        header_comment="# What templater says, in its user's language; Click says what is marked as Click's.",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    borrowed = {key(message): message for message in clicks}
    borrowed |= {key(said(entry)): said(entry) for entry in entries(catalog) if is_clicks(entry)}
    own = {key(message): message for message in messages()}
    for name, message in {**borrowed, **own}.items():
        known = catalog.get(name)
        translation = known.string if known and type(known.id) is type(message) else ""
        added = fresh.add(message, translation, auto_comments=[CLICK] if name in borrowed else [])
        # Babel's own guess depends on its version
        added.flags = set(_flags(message))
    return fresh


def _flags(message: Message) -> Iterator[str]:
    text = key(message)
    if any(field for _, field, _, _ in string.Formatter().parse(text)):
        yield "python-brace-format"
    elif "%(" in text:
        yield "python-format"


def po_bytes(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    # lines are broken only where the texts are: where else they break depends on Babel's version
    write_po(stream, catalog, width=0, sort_output=True)
    return stream.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main(other_clicks: Iterable[str] = ()) -> None:
    clicks = [click_messages(), *(click_messages(Path(directory)) for directory in other_clicks)]
    for path in sorted(CATALOGS.glob("*/LC_MESSAGES/templater.po")):
        catalog = updated(read(path.parents[1].name), (message for some in clicks for message in some))
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))


if __name__ == "__main__":
    main(sys.argv[1:])
