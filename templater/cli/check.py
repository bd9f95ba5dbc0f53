"""`templater check`: everything that can be wrong with the words, with its line and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from string import Formatter

import click

from templater.cli.options import Command, option
from templater.cli.speech import mark, say, say_number, tell
from templater.cli.surroundings import read_configuration
from templater.delivery import WholeFile
from templater.errors import ChoiceError, InputMissing
from templater.language.shelves import Shelves, builtin_templates, directory_of, open_shelves
from templater.review.check import RULES, Finding, check, fixed
from templater.review.check.formats import FORMATS, write_text
from templater.review.check.templates import read_files

_ROUNDS = 10
"""Rounds of mending: what one mends can show what the next can mend."""

_COLOURS = {"place": {"bold": True}, "error": {"fg": "red"}, "warning": {"fg": "yellow"}}


@click.command(
    "check",
    cls=Command,
    help=mark(
        "Look for everything that can be wrong with the templates.\n\n"
        "PATHS are directories of templates, or files in them; without any, your own of templater.toml, or the "
        "built-in ones. Each finding has its file, line and column, the cause, and what to do about it. A rule is "
        "switched off for one place by a note there, with the reason: > off twin: both are liked\n\n"
        "\b\n"
        "templater check templates\n"
        "templater check --fix templates/es/phrases.md"
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
@option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=mark("How to write what is found."))
@option("--fix", is_flag=True,
        help=mark("Mend what needs no decision: spaces, invisible signs, accents, plain forms of tú."))  # fmt: skip
@option("--strict", is_flag=True, help=mark("Fail on warnings too."))
@option("--rules", "listed", is_flag=True, help=mark("List the rules and exit."))
@option("-q", "--quiet", is_flag=True, help=mark("Say nothing that is not a finding."))
def check_command(
    paths: tuple[Path, ...], *, directories: tuple[Path, ...], form: str, fix: bool, strict: bool, listed: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Run `templater check`; return its exit status."""
    if listed:
        for line in _rules():
            click.echo(line)
        return 0
    desk = _Desk(paths, directories)
    findings = desk.findings()
    if fix:
        findings, changed = desk.mend(findings)
        for path in changed if not quiet else ():
            tell(say("{path}: mended", path=path))
    click.echo(_written(findings, form), nl=False)
    if form == "text" and not quiet:
        tell(_summary(findings))
    return int(any(one.severity == "error" or strict for one in findings))


def _rules() -> Iterator[str]:
    for rule in sorted(RULES, key=lambda rule: rule.code):
        names = [name for _, name, _, _ in Formatter().parse(rule.message) if name]
        yield f"{rule.code} ({rule.severity}): {say(rule.message, **dict.fromkeys(names, '…'))}"


class _Desk:
    """What is checked: the template directories, and of them the paths that somebody asked for."""

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


def _written(findings: list[Finding], form: str) -> str:
    if form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return write_text(findings, _say, lambda text, kind: click.style(text, **_COLOURS[kind]))  # type: ignore[arg-type]  # bold or fg
    return FORMATS[form](findings, _say)


def _say(finding: Finding) -> str:
    return say(finding.message, **finding.values)


def _summary(findings: list[Finding]) -> str:
    errors = sum(one.severity == "error" for one in findings)
    if not findings:
        return say("nothing to mend")
    return ", ".join((
        say_number("{count} error", "{count} errors", errors),
        say_number("{count} warning", "{count} warnings", len(findings) - errors),
    ))  # fmt: skip
