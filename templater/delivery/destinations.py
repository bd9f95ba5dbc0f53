"""Find the destination that a name on the command line means."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from templater.delivery.eml import EmlDirectory
from templater.delivery.files import WholeFile, check_destination
from templater.delivery.gathering import Gathering
from templater.delivery.interface import Destination
from templater.delivery.lines import JsonLines, Stream
from templater.delivery.mailbox import Mailbox
from templater.delivery.maildir import Maildir, check_maildir
from templater.delivery.page import Page
from templater.delivery.sheet import Sheet, WorkbookSheet
from templater.delivery.speech import Speech
from templater.errors import ChoiceError

DESTINATIONS = {
    "-": "JSON lines on the standard output",
    "NAME.jsonl": "JSON lines",
    "NAME.mbox": "one mailbox file",
    "NAME/": "a directory with one .eml file for each message",
    "maildir:NAME": "a Maildir",
    "NAME.xlsx": "a workbook: the rows as they came, and the letter beside each",
    "NAME.csv": "the same as text",
    "NAME.html": "a page to look at before anything leaves",
}
"""What a target may look like, and what is written there."""

# A scheme of two letters or more; C:\out is a path.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_MAILDIR = "maildir:"


def open_destination(
    target: str,
    *,
    force: bool,
    stdout: BinaryIO | TextIO,
    draft: bool = False,
    when: datetime | None = None,
    speech: Speech | None = None,
) -> Destination:
    """Return the destination that `target` names, after looking whether it can be written; `with` opens it.

    Nothing is made or changed before `with`, so a dry run may ask as well. `draft` makes .eml files that open for
    editing; `when` is the moment that a workbook says it was made; `speech` says what a sheet or a page has to say.
    """
    kind = _kind(target)
    if draft and kind != "/":
        raise ChoiceError("--draft makes .eml files that open for editing; write to a directory, as in {example}",
                          example="--to letters/")  # fmt: skip
    if kind == "-":
        return JsonLines(Stream(stdout), "-")
    if kind == _MAILDIR:
        path = Path(target.removeprefix(_MAILDIR))
        check_maildir(path, force=force)
        return Maildir(path, force=force)
    path = Path(target)
    check_destination(path, force=force, directory=kind == "/")
    if kind == "/":
        return EmlDirectory(path, force=force, draft=draft)
    return _file(kind, path, when, speech or Speech(), force=force)


def _file(kind: str, path: Path, when: datetime | None, speech: Speech, *, force: bool) -> Destination:
    match kind:
        case ".jsonl":
            return JsonLines(WholeFile(path, force=force), str(path))
        case ".mbox":
            return Mailbox(path, force=force)
        case ".csv":
            return Gathering(path, Sheet(speech), force=force)
        case ".xlsx":
            return Gathering(path, WorkbookSheet(speech, when), force=force)
        case _:
            return Gathering(path, Page(speech), force=force)


def _kind(target: str) -> str:
    """Return the suffix that decides, "/" for a directory, or the target's other beginning."""
    suffix = Path(target).suffix.lower()
    if target == "-":
        return target
    if target.startswith(_MAILDIR) and target != _MAILDIR and "\0" not in target:
        return _MAILDIR
    if target and "\0" not in target and not _SCHEME.match(target):
        if target.endswith(("/", os.sep)) or not suffix:
            return "/"
        if f"NAME{suffix}" in DESTINATIONS:
            return suffix
    raise ChoiceError(
        "nothing can be written to {found}; a destination is one of {choices}",
        found=repr(target), choices=", ".join(DESTINATIONS),
    )  # fmt: skip
