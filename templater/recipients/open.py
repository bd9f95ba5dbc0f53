"""Open a source of recipients by the end of its name, or say what would be read instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from templater.errors import ChoiceError, InputError, InputMissing, nearest
from templater.recipients.delimited import DelimitedSource
from templater.recipients.interface import Source
from templater.recipients.json_lines import JsonLinesSource
from templater.recipients.vocabulary import Headings

FORMATS = ("csv", "tsv", "jsonl")
STANDARD_INPUT = "-"
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


@contextmanager
def open_recipients(
    path: str,
    *,
    format: str | None = None,  # noqa: A002 - it is called so on the command line
    stdin: BinaryIO,
    headings: Headings,
    extra: frozenset[str] = frozenset(),
) -> Iterator[Source]:
    """Open a .csv, .tsv or .jsonl file, or `stdin` when `path` is "-", until the end of the block.

    `format` is one of `FORMATS` where the name does not tell; `extra` are columns beside ours that keep their names.
    Raises ChoiceError for a format that is not read, InputMissing, and InputError when nothing in it can be read.
    """
    with open_bytes(path, stdin) as stream:
        yield _source(_format(path, format), stream, path, headings, extra)


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
    if suffix in _WORKBOOKS:
        raise ChoiceError("workbooks are not read yet; save the sheet as CSV UTF-8", place=path)
    if path == STANDARD_INPUT:
        raise ChoiceError("the standard input has no name to tell its format; add --format csv, tsv or jsonl")
    raise ChoiceError("the name does not tell the format: {known} are read; or add --format csv, tsv or jsonl",
                      place=path, known=", ".join(_SUFFIXES))  # fmt: skip


def _source(kind: str, stream: BinaryIO, name: str, headings: Headings, extra: frozenset[str]) -> Source:
    if kind == "jsonl":
        return JsonLinesSource(stream, name, headings, extra=extra)
    return DelimitedSource(stream, name, headings, extra=extra, delimiter="\t" if kind == "tsv" else "")
