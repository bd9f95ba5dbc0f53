"""Write a file or a directory whole, or leave everything as it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from types import TracebackType
from typing import BinaryIO, Self

from templater.errors import OutputError

BUFFER = 64 * 1024
"""Octets that are written at a time."""


def check_destination(path: Path, *, force: bool, directory: bool = False) -> None:
    """Refuse a destination that could not be written, or holds something already, before any work is done."""
    if path.name in ("", ".."):
        raise OutputError("{path} cannot be written: it names no file", path=path)
    with explained(path):
        _check_parent(path)
        try:
            found = path.lstat()
        except FileNotFoundError:
            return
    if not force:
        raise OutputError("{path} is there already; --force overwrites it", path=path)
    if directory:
        _check_old_directory(path, found.st_mode)
    elif stat.S_ISDIR(found.st_mode):
        raise OutputError("{path} cannot be written: it is a directory", path=path)
    elif not (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)):
        raise OutputError("{path} cannot be overwritten: it is not a file", path=path)


class WholeFile:
    """A file that appears under its name when the block ends well, and not at all otherwise.

    Nothing appears either when nothing was written that is worth keeping.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        self.path = path
        self._force = force
        self._kept = False
        self._draft = draft_name(path)
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        check_destination(self.path, force=self._force)
        return self

    def write(self, chunk: bytes, *, worth_keeping: bool = True) -> None:
        """Add octets; where no chunk is worth keeping, the file is not."""
        try:
            # Not on entering: only within the block is it sure that an interruption takes the draft away.
            self._stream = self._stream or create(self._draft)
            self._stream.write(chunk)
        except OSError as error:
            raise _failure(self.path, error) from error
        self._kept = self._kept or worth_keeping

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._stream and self._kept:
                self._publish(self._stream)
        finally:
            # After a full disk closing fails as well, and what failed first is the reason.
            with suppress(OSError):
                if self._stream:
                    self._stream.close()
            with suppress(FileNotFoundError):
                self._draft.unlink()

    def _publish(self, stream: BinaryIO) -> None:
        with explained(self.path):
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
        check_destination(self.path, force=self._force)
        with explained(self.path):
            self._draft.replace(self.path)
        sync_directory(self.path.parent)


class WholeDirectory:
    """A directory that appears with all its files when the block ends well, and not at all otherwise."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self.path = path
        self._force = force
        self._kept = False
        self._draft = draft_name(path)

    def __enter__(self) -> Self:
        check_destination(self.path, force=self._force, directory=True)
        return self

    def holds(self, name: str) -> bool:
        """Say whether a file was added under a name."""
        with explained(self.path / name):
            return (self._draft / name).exists()

    def write(self, name: str, content: bytes) -> None:
        """Add a file, whose name must be new."""
        with explained(self.path / name):
            # Not on entering: see WholeFile.write.
            self._draft.mkdir(exist_ok=True)
            with create(self._draft / name) as stream:
                stream.write(content)
        self._kept = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._kept:
                self._publish()
        finally:
            rmtree(self._draft, ignore_errors=True)

    def _publish(self) -> None:
        # One call for all the files: an fsync for each costs more than writing it. Windows has neither.
        if hasattr(os, "sync"):
            os.sync()
        check_destination(self.path, force=self._force, directory=True)
        with explained(self.path):
            if self.path.exists():
                self._swap()
            else:
                self._draft.rename(self.path)
        sync_directory(self.path.parent)

    def _swap(self) -> None:
        old = draft_name(self.path)
        self.path.rename(old)
        try:
            self._draft.rename(self.path)
        except BaseException:
            old.rename(self.path)
            raise
        _remove_letters(old, self.path)


def _check_parent(path: Path) -> None:
    parent = path.parent
    if not parent.exists():
        raise OutputError("{path} cannot be written: there is no directory {parent}", path=path, parent=parent)
    if not parent.is_dir():
        raise OutputError("{path} cannot be written: {parent} is not a directory", path=path, parent=parent)
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError("{path} cannot be written: no permission to write in {parent}", path=path, parent=parent)


def _check_old_directory(path: Path, mode: int) -> None:
    """A directory is replaced only if all of it looks like what we wrote: somebody may have meant another."""
    if not stat.S_ISDIR(mode):
        raise OutputError("{path} cannot be overwritten: it is not a directory", path=path)
    with explained(path):
        strange = next((entry.name for entry in path.iterdir() if not _is_letter(entry)), "")
    if strange:
        raise OutputError(
            "{path} cannot be overwritten: it holds {found}, which is no letter; choose another directory",
            path=path, found=strange,
        )  # fmt: skip


def _is_letter(entry: Path) -> bool:
    return entry.suffix == ".eml" and entry.is_file() and not entry.is_symlink()


def draft_name(path: Path) -> Path:
    """Return a hidden name in the same directory, for a rename never crosses a file system."""
    return path.with_name(f".templater-{token_hex(6)}.part")


def create(path: Path) -> BinaryIO:
    """Open a new file for writing."""
    # O_EXCL never follows a link that somebody left there; 0o666 leaves the rest to the umask.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb", BUFFER)


def _remove_letters(directory: Path, successor: Path) -> None:
    """Remove what was looked at before; if something else has come since, the directory stays."""
    try:
        for entry in directory.glob("*.eml"):
            entry.unlink()
        directory.rmdir()
    except OSError as error:
        raise OutputError(
            "{path} is written, but what was there before could not all be removed and is in {old}",
            path=successor, old=directory,
        ) from error  # fmt: skip


def sync_directory(directory: Path) -> None:
    """Make a rename last; a system that cannot open directories makes it last by itself."""
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what the system says of a path as an OutputError."""
    try:
        yield
    except OSError as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: OSError) -> OutputError:
    return OutputError(
        "{path} cannot be written: {reason}", path=path, reason=(error.strerror or str(error)).lower()
    )  # fmt: skip
