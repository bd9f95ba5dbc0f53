"""`templater accept`: a person has looked, and it is fine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from templater.cli.approving import approve
from templater.cli.options import Command, option
from templater.cli.speech import mark, say, say_number, tell
from templater.cli.surroundings import read_configuration
from templater.delivery import WholeFile
from templater.errors import ChoiceError, nearest
from templater.language.shelves import open_shelves
from templater.review.accepting import ACCEPTED, Key, Lock, Sections, accepted, lock_bytes, read_lock, sections_of
from templater.review.accepting.naming import named, names, unread
from templater.review.approving import is_sheet


@click.command(
    cls=Command,
    help=mark(
        "Say that you have looked, and it is fine.\n\n"
        "When a section changes in one language, the same section of the others is to be looked at until it is "
        "accepted. WHAT is a file, a folder, a phrase or a section; without it, all that is to be looked at. "
        "A sheet for review (.xlsx or .csv) that came back approves the wordings that are marked in it.\n\n"
        "\b\n"
        "templater accept -n\n"
        "templater accept phrases/rejection.md\n"
        "templater accept phrases/rejection.md:reason:agree,small\n"
        "templater accept review.xlsx --by 'Laura Gil'"
    ),
)
@click.argument("what", nargs=-1)
@option("--by", metavar="NAME", help=mark("Who approves the wordings of a sheet."))
@option("--date", "moment", metavar="ISO", help=mark("The date of the approval, such as 2026-12-03."))
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
@option("-n", "--dry-run", is_flag=True, help=mark("Write nothing; show what would be accepted."))
def accept(
    what: tuple[str, ...], *, by: str | None, moment: str | None, directories: tuple[Path, ...], dry_run: bool
) -> int:
    """Run `templater accept`; return its exit status."""
    own = _own(directories)
    if any(map(is_sheet, what)):
        if len(what) > 1:
            raise click.UsageError(say("give back one sheet at a time, and nothing else with it"))
        return approve(what[0], own, by=by, moment=moment, dry_run=dry_run)
    if by is not None:
        raise click.UsageError(say("--by goes with a sheet for review, as in {example}",
                                   example="templater accept review.xlsx --by 'Laura Gil'"))  # fmt: skip
    shelves = open_shelves(own)
    read = {directory: sections_of(shelves, directory) for directory in own}
    chosen = _chosen(read, what)
    locks = {directory: read_lock(directory) for directory in own}
    for directory, sections in read.items():
        _accept(directory, locks[directory], sections, chosen[directory], dry_run=dry_run)
    return 0


def _own(directories: Sequence[Path]) -> tuple[Path, ...]:
    own = (*read_configuration(Path()).templates, *directories)
    if not own:
        raise ChoiceError("there are no templates of your own here to accept; name them with --templates DIR, "
                          "or copy the built-in ones first with templater init DIR")  # fmt: skip
    return own


def _chosen(read: Mapping[Path, Sections], what: Sequence[str]) -> Mapping[Path, frozenset[Key]]:
    """Return by directory the sections that are meant; raises TemplateError where one of them is broken."""
    broken = {
        file: error
        for directory, sections in read.items()
        for file, error in sections.unread.items()
        if not what or any(file in unread(sections, directory, name) for name in what)
    }
    for error in broken.values():
        raise error
    if not what:
        return {directory: frozenset(sections.paired) for directory, sections in read.items()}
    for name in what:
        if not any(named(sections, directory, name) for directory, sections in read.items()):
            raise _unknown(name, read.values())
    return {
        directory: frozenset().union(*(named(sections, directory, name) for name in what))
        for directory, sections in read.items()
    }


def _unknown(name: str, read: Iterable[Sections]) -> ChoiceError:
    if near := nearest(name, (known for sections in read for known in names(sections))):
        return ChoiceError("there is no section, phrase or file '{found}' in two languages (did you mean '{near}'?)",
                           found=name, near=near)  # fmt: skip
    return ChoiceError("there is no section, phrase or file '{found}' in two languages", found=name)


def _accept(directory: Path, lock: Lock | None, sections: Sections, which: frozenset[Key], *, dry_run: bool) -> None:
    path, new = directory / ACCEPTED, accepted(lock, sections, which)
    shown = [key for key in sections.paired if key in which and new[str(key)] != (lock or {}).get(str(key))]
    for key in shown:
        places = ", ".join(section.place for section in sections.found[key].values())
        click.echo(f"{places}: {key}")
    if new != (lock or {}) and not dry_run:
        with WholeFile(path, force=True) as file:
            file.write(lock_bytes(new))
    if not shown:
        tell(say("nothing is to be looked at in {path}", path=directory))
    elif dry_run:
        tell(say_number("{count} section would be accepted in {path}", "{count} sections would be accepted in {path}",
                        len(shown), path=path))  # fmt: skip
    else:
        tell(say_number("{count} section accepted in {path}", "{count} sections accepted in {path}",
                        len(shown), path=path))  # fmt: skip
