"""`templater proof`: every different paragraph that the words can produce, and what a change of words changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size

import click

from templater.cli.approving import write_review
from templater.cli.choices import check_choices
from templater.cli.letters import audience
from templater.cli.options import Command, option
from templater.cli.proof_text import change_lines, message_lines, page_words, proof_lines
from templater.cli.speech import mark, say, say_number, spoken_language, tell
from templater.cli.surroundings import Configuration, read_configuration, read_moment
from templater.delivery import WholeFile, check_destination
from templater.letters import Library
from templater.recipients import read_headings
from templater.review.proof import (
    Changes,
    Proof,
    Shown,
    an_email,
    changes,
    earlier,
    groups,
    messages,
    proof,
    write_page,
)

_PAGES = (".html", ".htm")
_SHEETS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be proved: letters in locales, in one register and one channel or in all of them ("")."""

    library: Library
    letters: tuple[str, ...]
    locales: tuple[str, ...]
    register: str
    channel: str

    def locales_of(self, letter: str) -> list[str]:
        """The locales that have a letter."""
        return [locale for locale in self.locales if letter in self.library.edition(locale).names()]

    def limits(self, locale: str) -> dict[str, tuple[str, ...]]:
        """The registers and channels to look at; where a locale has not the register, its own."""
        registers = self.library.edition(locale).locale.registers
        return {
            "registers": (self.register,) if self.register in registers else (),
            "channels": (self.channel,) if self.channel else (),
        }

    def proofs(self, letter: str) -> list[Proof]:
        """Prove a letter in every locale that has it."""
        return [proof(self.library, letter, locale, **self.limits(locale)) for locale in self.locales_of(letter)]

    def changes(self, before: Library) -> Iterator[Changes]:
        """Yield what is different from another library's letters, where anything is."""
        for letter in dict.fromkeys((*self.letters, *before.letters())) if len(self.letters) != 1 else self.letters:
            for locale in self.locales:
                found = changes(before, self.library, letter, locale, **self.limits(locale))
                if found.gone or found.new:
                    yield found


@click.command(
    "proof",
    cls=Command,
    help=mark(
        "Show every paragraph that the words can produce.\n\n"
        "Each different paragraph is there once, with the situations that lead to it and the file and line of its "
        "wordings, the languages side by side; the values are those of the sample candidate. Without LETTER, all "
        "letters.\n\n"
        "\b\n"
        "templater proof rejection --locale es --register usted\n"
        "templater proof rejection --to proof.html\n"
        "templater proof --to review.xlsx\n"
        "templater proof --against main"
    ),
)
@click.argument("letter", required=False)
@option("--locale", "locales", metavar="TAG", multiple=True,
        help=mark("Only this language or region; may be given several times."))  # fmt: skip
@option("--register", metavar="NAME", default="", help=mark("Only this register: tu, usted or vos."))
@option("--channel", metavar="NAME", default="", help=mark("Only this channel."))
@option("--full", is_flag=True, help=mark("Show whole messages, enough of them to have everything in one."))
@option("--against", metavar="DIR|REF",
        help=mark("Show only what is different from the templates in DIR, or from your own at a Git ref."))  # fmt: skip
@option("--to", "target", metavar="FILE", type=click.Path(path_type=Path),
        help=mark("Write a page (NAME.html), or a sheet of all wordings to approve (NAME.xlsx or .csv)."))  # fmt: skip
@option("--force", is_flag=True, help=mark("Overwrite what is there already."))
@option("--width", type=click.IntRange(40), metavar="N", help=mark("Columns of the text; those of the terminal."))
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
@option("-q", "--quiet", is_flag=True, help=mark("Say nothing that is not an error."))
def proof_command(
    letter: str | None,
    *,
    locales: tuple[str, ...],
    register: str,
    channel: str,
    full: bool,
    against: str | None,
    target: Path | None,
    force: bool,
    width: int | None,
    directories: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Run `templater proof`."""
    if against is not None and (full or target is not None):
        raise click.UsageError(say("--against writes text, and paragraphs; leave --to and --full out"))
    kind = "" if target is None else target.suffix.lower()
    if kind in _SHEETS and (letter or full or register or channel):
        raise click.UsageError(say("a sheet has every wording in every register; leave LETTER and the options out"))
    if target is not None and kind not in (*_SHEETS, *_PAGES):
        raise click.UsageError(say("--to writes NAME.html, NAME.xlsx or NAME.csv"))
    configuration = read_configuration(Path())
    library = Library(*configuration.templates, *directories, brand=configuration.brand)
    order = _order(library, letter, locales, register, channel)
    columns = width or get_terminal_size().columns
    if against is not None:
        _compare(order, against, configuration, columns, quiet=quiet)
    elif target is not None and kind in _SHEETS:
        _write_sheet(order, target, force=force, quiet=quiet)
    elif target is not None:
        _write(order, target, full=full, force=force, quiet=quiet)
    else:
        for letter in order.letters:
            click.echo("\n".join(_text(order, letter, columns, full=full)))


def _order(library: Library, letter: str | None, locales: tuple[str, ...], register: str, channel: str) -> Order:
    """Check what was asked for: each locale by itself, as there may be several."""
    given = {"letter": letter or "", "register": register, "channel": channel}
    asked = {name: value for name, value in given.items() if value}
    vocabulary = read_headings(library.directories).vocabulary
    for locale in locales or ("",):
        check_choices(library, {**asked, **({"locale": locale} if locale else {})}, vocabulary)
    return Order(
        library,
        (letter,) if letter else tuple(library.letters()),
        locales or tuple(_languages(library)),
        register,
        channel,
    )


def _languages(library: Library) -> list[str]:
    """Return the languages; the one with more registers has more to say, and comes first."""
    known = [locale for locale in library.locales if "-" not in locale]
    return sorted(known, key=lambda locale: -len(library.edition(locale).locale.registers))


def _text(order: Order, letter: str, width: int, *, full: bool) -> Iterator[str]:
    proofs = order.proofs(letter)
    yield letter
    yield from (f"  {line}" for line in _audience(order, proofs))
    if full:
        for one in proofs:
            yield from message_lines(messages(order.library, one))
    else:
        yield from proof_lines(tuple(groups(proofs)), width)
    yield from ("", *(f"  {line}" for line in _bounded(proofs)))


def _audience(order: Order, proofs: Iterable[Proof]) -> Iterator[str]:
    """Say whom a letter is for: the situations of its paragraphs do not repeat it."""
    for one in proofs:
        manuscript = order.library.edition(one.locale).manuscript(one.letter)
        yield from audience(manuscript.only, manuscript.never)
        return


def _bounded(proofs: Iterable[Proof]) -> Iterator[str]:
    for one in proofs:
        if one.bounded:
            yield _not_all(one.letter, one.locale, one.bounded)


def _not_all(letter: str, locale: str, passages: Iterable[str]) -> str:
    return say("{letter} ({locale}): every wording is shown, but not every combination, of {passages}",
               letter=letter, locale=locale, passages=", ".join(passages))  # fmt: skip


def _compare(order: Order, against: str, configuration: Configuration, width: int, *, quiet: bool) -> None:
    gone = new = 0
    with earlier(order.library, against, configuration.brand) as before:
        for found in order.changes(before):
            gone, new = gone + len(found.gone), new + len(found.new)
            click.echo("\n".join(change_lines(found, width)))
            if not quiet and found.bounded:
                tell(_not_all(found.letter, found.locale, found.bounded))
    if not quiet:
        tell(_summary(gone, new))


def _summary(gone: int, new: int) -> str:
    if not gone and not new:
        return say("no paragraph of a finished letter is different")
    return say("paragraphs of finished letters: {gone} gone, {new} new", gone=gone, new=new)


def _write(order: Order, target: Path, *, full: bool, force: bool, quiet: bool) -> None:
    check_destination(target, force=force)
    page = write_page([_shown(order, letter, full=full) for letter in order.letters], page_words(order.letters),
                      spoken_language())  # fmt: skip
    with WholeFile(target, force=force) as file:
        file.write(page.encode())
    if not quiet:
        tell(say("{path} is written; open it in a browser", path=target))


def _write_sheet(order: Order, target: Path, *, force: bool, quiet: bool) -> None:
    check_destination(target, force=force)
    count = write_review(order.library, order.locales, target, read_moment(None, os.environ), force=force)
    if not quiet:
        tell(say_number("{count} wording to look at in {path}", "{count} wordings to look at in {path}", count,
                        path=target))  # fmt: skip


def _shown(order: Order, letter: str, *, full: bool) -> Shown:
    proofs = order.proofs(letter)
    mails = tuple(mail for one in proofs if (mail := an_email(order.library, one)))
    if full:
        return Shown(letter, (), mails, tuple(whole for one in proofs for whole in messages(order.library, one)))
    return Shown(letter, tuple(groups(proofs)), mails)
