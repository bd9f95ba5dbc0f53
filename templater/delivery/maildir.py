"""Deliver into a Maildir, which mail programs and servers read while it is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from templater.delivery.files import check_destination, create, draft_name, explained, sync_directory
from templater.delivery.interface import Receipt
from templater.delivery.mime import Envelope, stored_message
from templater.errors import OutputError, Problem, Undeliverable
from templater.letters.message import Message

_ROOMS = ("tmp", "new", "cur")


def check_maildir(path: Path, *, force: bool) -> None:
    """Refuse a directory that is no Maildir, and one that is there already unless it is to get more letters."""
    if not path.is_dir() or path.is_symlink():
        check_destination(path, force=False)
        return
    with explained(path):
        there = {entry.name for entry in path.iterdir()}
    if there and not there.issuperset(_ROOMS):
        raise OutputError("{path} is there already, and no Maildir: it lacks tmp, new and cur; choose another "
                          "directory", path=path)  # fmt: skip
    if not force:
        raise OutputError("{path} is there already; --force adds the letters to it", path=path)


class Maildir:
    """A Maildir: all letters appear in it when the block ends well, and none otherwise.

    A letter's name comes from its row and its Message-ID, so a second run meets those of the first: what is there
    with the same octets stays, and the run is refused where it would be written otherwise. A new Maildir is written
    beside its name, and takes no memory for a letter; of one that is there the names are known, and those added to it.
    """

    needs_address = True

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path = path
        self._force = force
        self._place = path
        self._count = 0
        self._number = 0
        self._names: set[str] = set()
        self._has_rooms = False
        self._staged: list[str] = []
        self._there: dict[str, Path] = {}

    def __enter__(self) -> Self:
        check_maildir(self._path, force=self._force)
        with explained(self._path):
            if not self._path.is_dir() or not any(self._path.iterdir()):
                self._place = draft_name(self._path)
                return self
            # in cur a name goes on with the flags that a mail program has set
            for room in ("new", "cur"):
                self._there |= {entry.name.partition(":")[0]: entry for entry in (self._path / room).iterdir()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and (self._has_rooms or self._staged):
                self._publish()
        finally:
            self._clear()

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        """Write one message into a file of its own, as lines end on the machine of a Maildir."""
        if envelope is None:
            raise Undeliverable("a Maildir takes only messages with an address")
        written = stored_message(message, envelope)
        name = self._new_name(envelope, row)
        if name in self._there:
            self._meet(self._there[name], written)
        else:
            self._stage(name, written)
        return Receipt(candidate_id, row, str(self._path / "new" / name))

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """A Maildir holds messages and nothing else."""

    def _new_name(self, envelope: Envelope, row: int) -> str:
        """Return a name that no other letter has; rows come in order, so only letters of one row can meet."""
        digest = blake2b(envelope.message_key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._count += 1
        if self._number != (number := row or self._count):
            self._number, self._names = number, set()
        name = stem = f"{number:06d}.{digest}"
        count = 1
        while name in self._names:
            count += 1
            name = f"{stem}-{count}"
        self._names.add(name)
        return name

    def _meet(self, there: Path, written: bytes) -> None:
        with explained(there):
            if there.read_bytes() != written:
                raise OutputError("{path} is this letter already, but with another date or look; give --date as it "
                                  "was, or choose another directory", path=there)  # fmt: skip

    def _stage(self, name: str, written: bytes) -> None:
        with explained(self._path / "new" / name):
            if self._place == self._path:
                self._staged.append(name)
            elif not self._has_rooms:
                self._has_rooms = True
                for room in _ROOMS:
                    (self._place / room).mkdir(parents=True)
            with create(self._place / ("new" if self._has_rooms else "tmp") / name) as stream:
                stream.write(written)

    def _publish(self) -> None:
        # One call for all the files, as for a directory of .eml files; Windows has none.
        if hasattr(os, "sync"):
            os.sync()
        with explained(self._path):
            try:
                for name in self._staged:
                    (self._path / "tmp" / name).rename(self._path / "new" / name)
                if self._has_rooms:
                    self._place.rename(self._path)
            except BaseException:
                for name in self._staged:
                    (self._path / "new" / name).unlink(missing_ok=True)
                raise
        for directory in (self._path / "new", self._path.parent):
            sync_directory(directory)

    def _clear(self) -> None:
        if self._place != self._path:
            rmtree(self._place, ignore_errors=True)
            return
        for name in self._staged:
            with suppress(OSError):
                (self._path / "tmp" / name).unlink()
