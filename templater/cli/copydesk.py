"""What is checked and mended: the template directories, and of them the paths that somebody asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from templater.cli.surroundings import read_configuration
from templater.delivery import WholeFile
from templater.errors import ChoiceError, InputMissing
from templater.language.shelves import Shelves, builtin_templates, directory_of, open_shelves
from templater.review.check import Finding, check, fixed
from templater.review.check.templates import Templates, read_files
from templater.review.check.winning import Winning, winnings

_ROUNDS = 10
"""Rounds of mending: what one mends can show what the next can mend."""


class CopyDesk:
    """The directories of templater.toml, those of the options, and those in which the paths lie; opens them all.

    Raises InputMissing for a path that is not there, and ChoiceError for one that lies in no template directory.
    """

    def __init__(self, paths: Iterable[Path], directories: Iterable[Path]) -> None:
        own = dict.fromkeys((*read_configuration(Path()).templates, *directories))
        self._asked: list[Path] = []
        for path in paths:
            found = _directory_of(path)
            if found.resolve() not in {directory.resolve() for directory in (builtin_templates(), *own)}:
                own[found] = None
            self._asked.append(_opened(path))
        self._shelves: Shelves = open_shelves(list(own))
        self._paths: Mapping[str, Path] = {label: path for path, label in self._shelves.files()}

    def findings(self) -> list[Finding]:
        """Return what is found, each with the path that a program opens as its file."""
        found = (one for one in check(self._shelves) if self._is_asked(self._paths.get(one.file)))
        return [self._placed(one) for one in found]

    def winnings(self, file: Path, line: int) -> Iterator[Winning]:
        """Yield where the wordings of a file are chosen."""
        label = next((label for label, path in self._paths.items() if path.resolve() == file.resolve()), "")
        if not label:
            raise ChoiceError("{path} is no phrase book; name one, as in {example}", path=file,
                              example="templates/es/phrases.md:12")  # fmt: skip
        yield from winnings(Templates(self._shelves), label, line)

    def _is_asked(self, path: Path | None) -> bool:
        if not self._asked or path is None:
            return True
        return any(_opened(path).is_relative_to(asked) for asked in self._asked)

    def _placed(self, finding: Finding) -> Finding:
        edits = tuple(replace(edit, file=self._shown(edit.file)) for edit in finding.fix)
        return replace(finding, file=self._shown(finding.file), fix=edits)

    def _shown(self, label: str) -> str:
        """Return a file's path as it is opened from here, or its name where it is none of this directory."""
        path = self._paths.get(label)
        if path is None or not _opened(path).is_relative_to(Path.cwd()):
            return str(path) if path and label.partition("/")[0] in self._own() else label
        return _opened(path).relative_to(Path.cwd()).as_posix()

    def _own(self) -> set[str]:
        return {directory.name for directory in self._shelves.directories[1:]}

    def mend(self, findings: list[Finding]) -> tuple[list[Finding], list[str]]:
        """Mend the files until nothing is left that can be, and return what is; each file is written whole."""
        changed: dict[str, None] = {}
        for _ in range(_ROUNDS):
            texts = {self._shown(file.name): file for file in read_files(self._shelves)}
            mended = fixed({name: file.text for name, file in texts.items()}, findings)
            if not mended:
                break
            for name, text in mended.items():
                _overwrite(texts[name].path, text)
                changed[name] = None
            findings = self.findings()
        return findings, list(changed)


def _opened(path: Path) -> Path:
    """Return an absolute path through no link to a directory; a file in the templates is there though it be a link."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _directory_of(path: Path) -> Path:
    if not path.exists():
        raise InputMissing("there is no {path}", path=path)
    found = directory_of(path)
    if found is None:
        raise ChoiceError("{path} lies in no directory of templates: one has a directory for each language, such as es",
                          path=path)  # fmt: skip
    return found


def _overwrite(path: Path, text: str) -> None:
    with WholeFile(path, force=True) as file:
        file.write(text.encode())
