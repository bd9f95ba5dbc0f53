"""Read the one recipient of a .json or .toml file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from templater.errors import ChoiceError, InputError, Problem
from templater.language.toml_source import load_toml
from templater.recipients.headers import ColumnMap, column_map, place_header
from templater.recipients.interface import STANDARD_INPUT
from templater.recipients.json_lines import cells_by_column
from templater.recipients.json_text import read_object
from templater.recipients.open import open_bytes
from templater.recipients.vocabulary import Headings

LARGEST_FILE = 1024 * 1024
"""Bytes; one person's columns take a few hundred."""


def read_one(
    path: str, *, stdin: BinaryIO, headings: Headings, extra: frozenset[str] = frozenset()
) -> tuple[dict[str, object], ColumnMap]:
    """Return one recipient's cells by canonical column, from a .json or .toml file, or JSON on `stdin` for "-".

    Raises ChoiceError for another suffix, InputMissing, and InputError when it cannot be read.
    """
    with open_bytes(path, stdin) as stream:
        read = _reader(path)
        found = read(_text(stream, path), path)
    placed = tuple(place_header(key, headings, extra) for key in found)
    cells = cells_by_column(found, placed, headings)
    if isinstance(cells, Problem):
        raise InputError(cells.message, place=path, **cells.values)
    return cells, column_map(placed, headings)


def _reader(path: str) -> Callable[[str, str], Mapping[str, Any]]:
    match "" if path == STANDARD_INPUT else Path(path).suffix.lower():
        case "" | ".json":
            return _json
        case ".toml":
            return _toml
    raise ChoiceError("one recipient is read from .json or .toml; for a list there is {command}", place=path,
                      command="templater merge")  # fmt: skip


def _text(stream: BinaryIO, name: str) -> str:
    try:
        content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError("cannot be read: {reason}", place=name, reason=error.strerror or "") from None
    if len(content) > LARGEST_FILE:
        raise InputError("is larger than {most} bytes, too large for one recipient", place=name, most=LARGEST_FILE)
    if not content.strip():
        raise InputError("is empty; write the recipient's columns in it", place=name)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError("is not UTF-8; save it as UTF-8", place=f"{name}:{line}") from None


def _json(text: str, name: str) -> Mapping[str, Any]:
    found = read_object(text)
    if isinstance(found, Problem):
        line = found.values.get("line")
        raise InputError(found.message, place=f"{name}:{line}" if line else name, **found.values)
    return found


def _toml(text: str, name: str) -> Mapping[str, Any]:
    try:
        return load_toml(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        place = f"{name}:{at[1]}" if at else name
        raise InputError("is not TOML: {reason}", place=place, reason=error) from None
