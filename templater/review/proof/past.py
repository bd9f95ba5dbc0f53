"""The words as they were: another directory of templates, or the same one at a Git ref."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from templater.errors import ChoiceError, NotInstalled
from templater.letters import Brand, Library


@contextmanager
def earlier(library: Library, directory_or_ref: str, brand: Brand | None = None) -> Iterator[Library]:
    """Give the library that `library` is compared with: a directory in the place of its own, or its own at a ref.

    Without directories of a team's own it is the built-in templates that were otherwise. Raises ChoiceError when it is
    neither a directory nor a ref, and NotInstalled without Git.
    """
    builtin, *own = library.directories
    if Path(directory_or_ref).is_dir():
        yield _library([Path(directory_or_ref)] if own else [], None if own else Path(directory_or_ref), brand)
        return
    with TemporaryDirectory(prefix="templater-") as place:
        copies = [_copy_at(directory_or_ref, directory, Path(place) / str(number))
                  for number, directory in enumerate(own or [builtin])]  # fmt: skip
        yield _library(copies if own else [], None if own else copies[0], brand)


def _library(own: list[Path], base: Path | None, brand: Brand | None) -> Library:
    return Library(*own, brand=brand, base=base)


def _copy_at(ref: str, directory: Path, place: Path) -> Path:
    """Write a directory as it was at a ref, under the name that it has."""
    if ref.startswith("-"):
        raise _unknown(ref)
    copy = place / directory.resolve().name
    copy.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(_archive(ref, directory))) as archive:
        archive.extractall(copy, filter="data")
    return copy


def _archive(ref: str, directory: Path) -> bytes:
    """Return a directory at a ref as a tar archive; Git archives the part of its tree that it is called in."""
    git = shutil.which("git")
    if git is None:
        raise NotInstalled("{ref} is no directory, and comparing with a Git ref needs Git; install it",
                          place="--against", ref=ref)  # fmt: skip
    inside = _run(git, directory, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise ChoiceError("{ref} is no directory, and {directory} is in no Git repository",
                          place="--against", ref=ref, directory=directory)  # fmt: skip
    found = _run(git, directory, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode:
        raise _unknown(ref)
    archived = _run(git, directory, "archive", "--format=tar", found.stdout.decode().strip())
    if archived.returncode:
        raise ChoiceError("{directory} was not there yet at {ref}", place="--against", ref=ref, directory=directory)
    return archived.stdout


def _run(git: str, directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [git, "-C", str(directory), *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )


def _unknown(ref: str) -> ChoiceError:
    return ChoiceError("{ref} is neither a directory nor a Git ref", place="--against", ref=ref)
