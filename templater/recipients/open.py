"""Open a source of recipients by the end of its name, or say what would be read instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from templater.errors import ChoiceError, InputError, InputMissing, nearest
from templater.recipients.delimited import DelimitedSource
from templater.recipients.interface import STANDARD_INPUT, Source
from templater.recipients.json_lines import JsonSource
from templater.recipients.vocabulary import Headings

FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "xls", "ods")
_SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
}  # fmt: skip
_WORKBOOKS = ("xlsx", "xls", "ods")
_UNREAD = (".xlsb", ".numbers", ".gsheet")


@contextmanager
def open_recipients(
    path: str,
    *,
    format: str | None = None,  # noqa: A002 - it is called so on the command line
    stdin: BinaryIO,
    headings: Headings,
    extra: frozenset[str] = frozenset(),
    sheet: str = "",
) -> Iterator[Source]:
    """Open a file with a list, or `stdin` when `path` is "-", until the end of the block.

    `format` is one of `FORMATS` where the name does not tell; `extra` are columns beside ours that keep their names;
    `sheet` names one of a workbook. Raises ChoiceError for a format that is not read, InputMissing, NotInstalled where
    a workbook needs a library, and InputError when nothing in it can be read.
    """
    with open_bytes(path, stdin) as stream:
        yield _source(_format(path, format), stream, path, headings, extra, sheet)


@contextmanager
def open_bytes(path: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    """Open a file, or leave `stdin` open behind; raises InputError with what would help."""
    if path == STANDARD_INPUT:
        yield stdin
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - only opening it may fail here, not the caller's block
    except FileNotFoundError:
        raise _missing(path) from None
    except IsADirectoryError:
        raise InputError("is a directory; name the file with the recipients", place=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("cannot be opened: {reason}; check the name and its permissions", place=path,
                         reason=reason) from None  # fmt: skip
    with stream:
        yield stream


def _missing(path: str) -> InputMissing:
    folder = Path(path).parent
    with suppress(OSError):
        if near := nearest(Path(path).name, [file.name for file in folder.iterdir() if file.is_file()]):
            return InputMissing("there is no such file (did you mean '{near}'?)", place=path, near=str(folder / near))
    return InputMissing("there is no such file", place=path)


def _format(path: str, asked: str | None) -> str:
    if asked is not None:
        if asked not in FORMATS:
            raise ChoiceError("--format '{found}' is not one of {known}", found=asked, known=", ".join(FORMATS))
        return asked
    suffix = Path(path).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix in _UNREAD:
        raise ChoiceError("workbooks of this kind are not read; save it as .xlsx", place=path)
    formats = ", ".join(FORMATS)
    if path == STANDARD_INPUT:
        raise ChoiceError("the standard input has no name to tell its format; add --format ({formats})",
                          formats=formats)  # fmt: skip
    raise ChoiceError("the name does not tell the format: {known} are read; or add --format ({formats})",
                      place=path, known=", ".join(_SUFFIXES), formats=formats)  # fmt: skip


def _source(kind: str, stream: BinaryIO, name: str, headings: Headings, extra: frozenset[str], sheet: str) -> Source:
    if kind in _WORKBOOKS:
        from templater.recipients.workbook import WorkbookSource  # only workbooks pay for what reads them

        return WorkbookSource(stream, name, headings, extra=extra, sheet=sheet)
    if sheet:
        raise ChoiceError("--sheet is for workbooks, and this is none", place=name)
    if kind in ("json", "jsonl"):
        return JsonSource(stream, name, headings, extra=extra, whole=kind == "json")
    return DelimitedSource(stream, name, headings, extra=extra, delimiter="\t" if kind == "tsv" else "")
