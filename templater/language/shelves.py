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

LONGEST_LINE = 8192
"""Characters; nobody reads a line that is longer, and a list of words takes several lines."""


def builtin_templates() -> Path:
    """Return the built-in templates: beside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for directory in (package / "templates", package.parent / "templates"):
        if directory.is_dir():
            return directory
    raise ConfigurationError("the built-in templates are missing from this installation; install it again")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from: the file as a person calls it, and the line it begins on.

    `tag` is the locale in whose directory the file stands, or "" where it belongs to none.
    """

    file: str
    line: int
    text: str
    tag: str = ""

    def error(self, message: str, line: int = 1, **values: object) -> TemplateError:
        """Return an error that points at a line of this text (from 1) and quotes it."""
        lines = _lines(self.text)
        quoted = lines[line - 1] if 0 < line <= len(lines) else ""
        return TemplateError(message, place=f"{self.file}:{self.line + line - 1}", line=quoted, **values)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """Return the lines of a text, which one with thousands of faults asks for again and again."""
    return text.split("\n")


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
        for path, label, tag in self._candidates(chain, name):
            if path.is_file():
                yield self._read(path, label, tag)
            elif path.is_symlink():
                raise TemplateError("is a link to a file that is not there; copy the file here", place=label)

    def read_with_folder(self, chain: Sequence[str], name: str) -> Iterator[Source]:
        """Yield every file of this name and those of the folder that is called like it, as `read` does.

        Beside cues.toml these are cues/badly.toml, cues/well.toml and so on.
        """
        for path, label, tag in self._candidates(chain, name):
            if path.is_file():
                yield self._read(path, label, tag)
            folder = path.with_suffix("")
            for part in sorted(folder.glob(f"*{path.suffix}")):
                yield self._read(part, f"{label.removesuffix(path.suffix)}/{part.name}", tag)

    def languages_with(self, name: str) -> tuple[str, ...]:
        """Return the languages, without a region, that have a file of this name."""
        tags = (tag for tag in self.locales() if "-" not in tag)
        return tuple(tag for tag in tags if any(path.is_file() for path, *_ in self._candidates((tag,), name)))

    def names(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the Markdown files at the top of any of the chain's directories."""
        files = (path.name for folder, *_ in self._candidates(chain, "") for path in folder.glob("*.md")
                 if not path.is_dir())  # fmt: skip
        return tuple(sorted({name for name in files if not name.startswith((".", "_"))}))

    def top(self, name: str) -> Iterator[Source]:
        """Yield the files of this name that belong to no locale, the built-in one first."""
        for directory in self.directories:
            if (directory / name).is_file():
                yield self._read(directory / name, self._label(directory, name))

    def files(self) -> Iterator[tuple[Path, str]]:
        """Yield every file of every locale and those that belong to none, each with its name for a person."""
        for directory in self.directories:
            for path in sorted(directory.iterdir()):
                if path.is_dir() and _tag(path.name):
                    yield from ((one, self._label(directory, one.relative_to(directory).as_posix()))
                                for one in sorted(path.rglob("*")) if one.is_file())  # fmt: skip
                elif path.is_file():
                    yield path, self._label(directory, path.name)

    def _read(self, path: Path, label: str, tag: str = "") -> Source:
        """Read a file, unless it leads out of its template directory: what stands there is not for letters."""
        if self.leads_out(path):
            raise TemplateError("is a link to a file outside the templates; copy the file here", place=label)
        return read_text(path, label, tag)

    def leads_out(self, path: Path) -> bool:
        """Say whether a file is a link that leads out of the template directories."""
        if not (path.is_symlink() or path.parent.is_symlink()):
            return False
        try:
            real = path.resolve()
        except RuntimeError:  # a link that leads to itself leads nowhere
            return True
        return not any(real.is_relative_to(directory.resolve()) for directory in self.directories)

    def books_in(self, directory: Path) -> Iterator[tuple[str, Source | TemplateError]]:
        """Yield the name and the text of every Markdown file that one directory has in a language without a region.

        Instead of a text that cannot be read comes what is wrong with it, for the others are none the worse.
        """
        for folder in sorted(entry for entry in directory.iterdir() if entry.is_dir()):
            tag = _tag(folder.name)
            for path in sorted((*folder.glob("*.md"), *folder.glob("phrases/*.md"))):
                if tag and "-" not in tag and not path.name.startswith((".", "_")):
                    name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
                    try:
                        yield name, self._read(path, self._label(directory, f"{folder.name}/{name}"), tag)
                    except TemplateError as error:
                        yield name, error

    def _candidates(self, chain: Sequence[str], name: str) -> Iterator[tuple[Path, str, str]]:
        for tag in reversed(chain):
            for directory in self.directories:
                for folder in sorted(directory.iterdir()):
                    if _tag(folder.name) == tag and folder.is_dir():
                        yield folder / name, self._label(directory, f"{folder.name}/{name}"), tag

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


def directory_of(path: Path) -> Path | None:
    """Return the template directory that a path is or lies in: the nearest one that has a directory for a locale."""
    for directory in (path, *path.parents):
        if directory.is_dir() and any(_tag(entry.name) for entry in directory.iterdir() if entry.is_dir()):
            return directory
    return None


def read_text(path: Path, label: str, tag: str = "") -> Source:
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
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST_LINE:
        for number, one in enumerate(text.split("\n"), start=1):
            if len(one) > LONGEST_LINE:
                raise TemplateError("a line of more than {most} characters is too long for a template",
                                    place=f"{label}:{number}", most=LONGEST_LINE)  # fmt: skip
    return Source(label, 1, text, tag)
