"""Bring the program's catalogs up to date: `python -m tests.catalogs` after a message has changed.

Collects every message that templater or Click can say, keeps the translations there are, marks what is
missing, and compiles the small .mo that is committed beside each .po.
"""

from __future__ import annotations

import ast
import importlib.util
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import templater

PACKAGE = Path(templater.__file__).parent
CATALOGS = PACKAGE / "cli" / "catalogs"

SAYERS: dict[str, tuple[int, ...]] = {
    "say": (0,),
    "mark": (0,),
    "say_number": (0, 1),
    "Problem": (0,),
    "Note": (0,),
    "Notice": (0,),
    "_": (0,),
    "ngettext": (0, 1),
    "_wrong": (2,),
    "error": (0,),
    "expect": (2,),
    "_unoffered": (0,),
    "TemplateError": (0,),
    "ChoiceError": (0,),
    "ConfigurationError": (0,),
    "InputError": (0,),
    "InputMissing": (0,),
    "OutputError": (0,),
    "Undeliverable": (0,),
}
"""The calls that say something, with the places of their messages."""

Message = str | tuple[str, str]


def messages() -> set[Message]:
    """Return every message: a plural one as a pair."""
    return {message for path in sources() for message in said_in(ast.parse(path.read_text("utf-8")))}


def sources() -> Iterator[Path]:
    click = importlib.util.find_spec("click")
    assert click is not None
    assert click.origin is not None
    for directory in (PACKAGE, Path(click.origin).parent):
        yield from sorted(directory.rglob("*.py"))


def said_in(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said_by(node)
        elif isinstance(node, ast.Assign) and "message" in _names(node):
            yield from (text for text in [_text(node.value)] if text)
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "Kind" and node.value:
            yield from (text for part in ast.walk(node.value) if (text := _text(part)))  # type: ignore[arg-type]


def _said_by(call: ast.Call) -> Iterator[Message]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    places = SAYERS.get(name, ())
    texts = [text for place in places if place < len(call.args) and (text := _text(call.args[place]))]
    if len(texts) == 2:
        yield texts[0], texts[1]
    else:
        yield from texts


def _names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def po_path(language: str) -> Path:
    return CATALOGS / language / "LC_MESSAGES" / "templater.po"


def read(language: str) -> Catalog:
    with po_path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def updated(catalog: Catalog) -> Catalog:
    """Return a catalog with exactly today's messages and the translations there are."""
    fresh = Catalog(
        locale=catalog.locale, domain="templater", charset="utf-8", project="templater", version="", fuzzy=False,
        header_comment="# What templater says, in Spanish. Click's own words are among these.",
        # a date would change with every run and say nothing
        creation_date=datetime(2026, 1, 1, tzinfo=UTC), revision_date=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    for message in sorted(messages(), key=lambda one: one if isinstance(one, str) else one[0]):
        known = catalog.get(message if isinstance(message, str) else message[0])
        fresh.add(message, known.string if known else "")
    return fresh


def po_bytes(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, sort_output=True, omit_header=False)
    return stream.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> None:
    for path in sorted(CATALOGS.glob("*/LC_MESSAGES/templater.po")):
        catalog = updated(read(path.parents[1].name))
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))


if __name__ == "__main__":
    main()
