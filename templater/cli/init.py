"""`templater init`: a directory of one's own, with the templates, a first spreadsheet and a templater.toml."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from templater.candidate import BY_NAME
from templater.cli.options import Command
from templater.cli.speech import mark, say, tell
from templater.cli.surroundings import CONFIGURATION
from templater.errors import OutputError
from templater.letters import Library, builtin_templates
from templater.review.accepting import ACCEPTED
from templater.review.approving import APPROVED

SPREADSHEET = "candidates.csv"
COLUMNS = (
    "first_name", "last_name", "email", "locale", "role", "company", "agency", "stage", "interview_date",
    "self_assessment", "gap", "requirement", "evidence", "strength", "sender_name", "sender_title", "sender_email",
)  # fmt: skip
"""What the first spreadsheet asks for; every other column may be added."""


@click.command(
    cls=Command,
    help=mark(
        "Copy the templates to a directory of your own.\n\n"
        "DIR gets templates/ to edit, a first candidates.csv and a templater.toml that names both. It must be new "
        "or empty."
    ),
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def init(directory: Path) -> None:
    """Run `templater init`."""
    with _new_directory(directory) as draft:
        # what was accepted of ours says nothing of a copy: a team begins with its own first templater accept
        left_out = shutil.ignore_patterns(ACCEPTED, APPROVED)
        shutil.copytree(builtin_templates(), draft / "templates", ignore=left_out)
        _write_spreadsheet(draft / SPREADSHEET)
        (draft / CONFIGURATION).write_text(_configuration(), "utf-8")
    tell(say("{directory} is ready; next: cd {directory} and templater merge {spreadsheet} --letter rejection -n",
             directory=directory, spreadsheet=SPREADSHEET))  # fmt: skip


@contextmanager
def _new_directory(directory: Path) -> Iterator[Path]:
    """Give a hidden directory to fill, which takes its name when all is well and goes when it is not."""
    with _explained(directory):
        there = directory.exists()
        if there and (not directory.is_dir() or any(directory.iterdir())):
            raise OutputError("{path} is there already; choose a new or an empty directory", path=directory)
        draft = Path(tempfile.mkdtemp(prefix=".templater-", dir=directory if there else directory.absolute().parent))
        try:
            draft.chmod(0o755)
            yield draft
            if there:  # somebody may stand in it, as in `templater init .`, so it stays the same one
                for entry in sorted(draft.iterdir()):
                    entry.rename(directory / entry.name)
            else:
                draft.rename(directory)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError("{path} cannot be written: {reason}", path=directory, reason=_reason(error)) from None


def _reason(error: OSError) -> str:
    """Return what the system says; copying a tree gathers what went wrong with each file."""
    if isinstance(error, shutil.Error) and error.args:
        return str(error.args[0][0][2])
    return (error.strerror or str(error)).lower()


def _write_spreadsheet(path: Path) -> None:
    """Write the samples of both languages as rows, so that the first merge has somebody to write to."""
    library = Library()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        for locale in ("es", "en"):
            example = {"locale": locale, "stage": "interview", "self_assessment": "negative", "gap": "small"}
            writer.writerow(library.sample(locale) | example)


def _configuration() -> str:
    columns = ", ".join(BY_NAME)
    return (
        f"# {say('The templates that win over the built-in ones:')}\n"
        'templates = "templates"\n\n'
        f"# {say('Values for blank cells, by column. The columns there are: {columns}', columns=columns)}\n"
        "[defaults]\n"
        '# company = "Acme"\n'
        '# sender_email = "talento@acme.example"\n\n'
        f"# {say('What stands around the e-mails; all of it may be left out:')}\n"
        "[brand]\n"
        '# name = "Acme"\n'
        '# colour = "#1f6f5c"\n'
        '# logo = "◆ Acme"\n'
        '# address = "Calle Mayor 1\\n28013 Madrid"\n'
        '# privacy = "privacidad@acme.example"\n'
    )
