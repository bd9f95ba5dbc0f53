"""Find the template directories and read their files; the only files that this room touches."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from templater.errors import ChoiceError, ConfigurationError, TemplateError
from templater.language.chain import locale_chain

LARGEST_FILE = 256 * 1024
"""Bytes; a template that is larger is not a template."""


def builtin_templates() -> Path:
    """Return the built-in templates: beside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for directory in (package / "templates", package.parent / "templates"):
        if directory.is_dir():
            return directory
    raise ConfigurationError("the built-in templates are missing from this installation; install it again")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from: the file as a person calls it, and the line it begins on."""

    file: str
    line: int
    text: str

    def error(self, message: str, line: int = 1, **values: object) -> TemplateError:
        """Return an error that points at a line of this text (from 1) and quotes it."""
        lines = self.text.splitlines()
        quoted = lines[line - 1] if 0 < line <= len(lines) else ""
        return TemplateError(message, place=f"{self.file}:{self.line + line - 1}", line=quoted, **values)


@dataclass(frozen=True, slots=True)
class Shelves:
    """Template directories, the built-in one first and a team's own after it, which wins."""

    directories: tuple[Path, ...]

    def locales(self) -> tuple[str, ...]:
        """Return the tags of the locales that have a directory, sorted."""
        found = {_tag(entry.name) for directory in self.directories for entry in directory.iterdir() if entry.is_dir()}
        return tuple(sorted(found - {""}))

    def read(self, chain: Sequence[str], name: str) -> Iterator[Source]:
        """Yield every file of this name, the least specific first: the order in which overlays merge."""
        for path, label in self._candidates(chain, name):
            if path.is_file():
                yield read_text(path, label)

    def read_with_folder(self, chain: Sequence[str], name: str) -> Iterator[Source]:
        """Yield every file of this name and those of the folder that is called like it, as `read` does.

        Beside cues.toml these are cues/badly.toml, cues/well.toml and so on.
        """
        for path, label in self._candidates(chain, name):
            if path.is_file():
                yield read_text(path, label)
            folder = path.with_suffix("")
            for part in sorted(folder.glob(f"*{path.suffix}")):
                yield read_text(part, f"{label.removesuffix(path.suffix)}/{part.name}")

    def languages_with(self, name: str) -> tuple[str, ...]:
        """Return the languages, without a region, that have a file of this name."""
        tags = (tag for tag in self.locales() if "-" not in tag)
        return tuple(tag for tag in tags if any(path.is_file() for path, _ in self._candidates((tag,), name)))

    def names(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the Markdown files at the top of any of the chain's directories."""
        files = (path.name for folder, _ in self._candidates(chain, "") for path in folder.glob("*.md"))
        return tuple(sorted({name for name in files if not name.startswith((".", "_"))}))

    def top(self, name: str) -> Iterator[Source]:
        """Yield the files of this name that belong to no locale, the built-in one first."""
        for directory in self.directories:
            if (directory / name).is_file():
                yield read_text(directory / name, self._label(directory, name))

    def _candidates(self, chain: Sequence[str], name: str) -> Iterator[tuple[Path, str]]:
        for tag in reversed(chain):
            for directory in self.directories:
                for folder in sorted(directory.iterdir()):
                    if folder.is_dir() and _tag(folder.name) == tag:
                        yield folder / name, self._label(directory, f"{folder.name}/{name}")

    def _label(self, directory: Path, name: str) -> str:
        return name if directory == self.directories[0] else f"{directory.name}/{name}"


@lru_cache(maxsize=512)
def _tag(name: str) -> str:
    """Return the tag of the locale that a directory is for, however it is spelt, or "" where it holds other things."""
    try:
        return locale_chain(name)[0]
    except ChoiceError:
        return ""


def open_shelves(own: Sequence[Path], *, base: Path | None = None) -> Shelves:
    """Return the built-in templates with a team's own over them; `base` is another copy of the built-in ones.

    Raises ConfigurationError when a directory of theirs is not there.
    """
    for directory in (*own, *((base,) if base else ())):
        if not directory.is_dir():
            raise ConfigurationError("{path} is no directory of templates", path=str(directory))
    return Shelves((base or builtin_templates(), *own))


def read_text(path: Path, label: str) -> Source:
    """Read a template as NFC text with plain newlines, or say why it cannot be one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TemplateError("cannot be read: {reason}", place=label, reason=error.strerror or "") from None
    if len(content) > LARGEST_FILE:
        raise TemplateError("is larger than {most} bytes, too large for a template", place=label, most=LARGEST_FILE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TemplateError("is not UTF-8; save it as UTF-8", place=f"{label}:{line}") from None
    return Source(label, 1, unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
