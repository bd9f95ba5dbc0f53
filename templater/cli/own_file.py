"""A file that a run writes beside its letters, which must be no other file of the run."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from templater.cli.speech import say
from templater.delivery import check_destination
from templater.errors import OutputError

_EXAMPLES = {"--review": "review.csv", "--picks": "picks.jsonl"}


def own_file(option: str, target: str, others: Iterable[str], *, force: bool) -> Path:
    """Return where the file of an option goes, after looking whether it can be written.

    Raises UsageError where `target` is no name of a file, and OutputError where it cannot be written, or is one of
    `others`, which the run reads or writes besides.
    """
    if target in ("", "-"):
        raise click.UsageError(
            say("{option} writes a file; name it, as in {example}", option=option, example=_EXAMPLES[option])
        )
    path = Path(target)
    for other in others:
        with suppress(OSError, ValueError):  # what is wrong with a name is said by whoever opens it
            if path.resolve() == Path(other).resolve() or path.samefile(other):
                raise OutputError("{path} is read or written by this run already; choose another file for {option}",
                                  path=target, option=option)  # fmt: skip
    check_destination(path, force=force)
    return path
