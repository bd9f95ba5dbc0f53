"""A small JSON file in which people's decisions are kept, one on a line, so that git can show and merge them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from templater.errors import TemplateError

_VERSION = "version"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")

Entries = Mapping[str, object]


def ledger_bytes(entries: Entries) -> bytes:
    """Return the file of some entries: sorted, the same for the same entries.

    The comma stands before each entry, so that a new one changes no other line.
    """
    lines = "".join(f",{_json(key)}: {_json(entries[key])}\n" for key in sorted(entries))
    return unicodedata.normalize("NFC", f'{{"{_VERSION}": 1\n{lines}}}\n').encode()


def read_ledger(path: Path, fits: Callable[[object], bool]) -> dict[str, object] | None:
    """Return the entries of a file, or None where there is none; `fits` says whether an entry can be one.

    Raises TemplateError, with the line, for a file that nobody should go on with.
    """
    text = _text(path)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT.match(line):
            raise TemplateError("holds the conflict marks of git; keep the lines of both sides, one for each entry, "
                                "without the marks", place=f"{path}:{number}")  # fmt: skip
    entries = _entries(path, text)
    for key, entry in entries.items():
        if not fits(entry):
            raise TemplateError("this line was changed by hand or by a merge; delete it, and accept again what it was "
                                "for", place=_place(path, text, key))  # fmt: skip
    return entries


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise TemplateError("is not UTF-8; save it as UTF-8", place=str(path)) from None
    except OSError as error:
        raise TemplateError("cannot be read: {reason}", place=str(path), reason=error.strerror or "") from None


def _entries(path: Path, text: str) -> dict[str, object]:
    def once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise TemplateError("'{key}' is in this file twice; keep one of the two lines",
                                    place=_place(path, text, key, last=True), key=key)  # fmt: skip
            found[key] = value
        return found

    try:
        entries = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise TemplateError("is not JSON: {reason}; take the file back from version control, or delete it and accept "
                            "again", place=f"{path}:{error.lineno}", reason=error.msg) from None  # fmt: skip
    except RecursionError:
        entries = None
    if not isinstance(entries, dict) or entries.pop(_VERSION, None) != 1:
        raise TemplateError("is not a file of this version of templater; install a newer one, or take the file back "
                            "from version control", place=f"{path}:1")  # fmt: skip
    return entries


def _place(path: Path, text: str, key: str, *, last: bool = False) -> str:
    """Return the file and the line on which an entry begins."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if _json(key) in line]
    return f"{path}:{numbers[-1 if last else 0]}" if numbers else str(path)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
