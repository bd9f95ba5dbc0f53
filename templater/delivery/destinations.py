"""Find the destination that a name on the command line means."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO, TextIO

from templater.delivery.eml import EmlDirectory
from templater.delivery.files import WholeFile, check_destination
from templater.delivery.interface import Destination
from templater.delivery.lines import JsonLines, Stream
from templater.delivery.mailbox import Mailbox
from templater.errors import ChoiceError

DESTINATIONS = {
    "-": "JSON lines on the standard output",
    "NAME.jsonl": "JSON lines",
    "NAME.mbox": "one mailbox file",
    "NAME/": "a directory with one .eml file for each message",
}
"""What a target may look like, and what is written there."""

# A scheme of two letters or more; C:\out is a path.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def open_destination(target: str, *, force: bool, stdout: BinaryIO | TextIO) -> Destination:
    """Return the destination that `target` names, after looking whether it can be written; `with` opens it.

    Nothing is made or changed before `with`, so a dry run may ask as well.
    """
    if target == "-":
        return JsonLines(Stream(stdout), "-")
    kind = _kind(target)
    path = Path(target)
    check_destination(path, force=force, directory=kind == "/")
    match kind:
        case ".jsonl":
            return JsonLines(WholeFile(path, force=force), str(path))
        case ".mbox":
            return Mailbox(path, force=force)
        case _:
            return EmlDirectory(path, force=force)


def _kind(target: str) -> str:
    """Return the suffix that decides, or "/" for a directory."""
    suffix = Path(target).suffix.lower()
    if target and "\0" not in target and not _SCHEME.match(target):
        if target.endswith(("/", os.sep)) or not suffix:
            return "/"
        if f"NAME{suffix}" in DESTINATIONS:
            return suffix
    raise ChoiceError(
        "nothing can be written to {found}; a destination is one of {choices}",
        found=repr(target), choices=", ".join(DESTINATIONS),
    )  # fmt: skip
