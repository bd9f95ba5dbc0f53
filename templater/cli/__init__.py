"""A thin shell: one command is one file that parses, makes one call and reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    from templater.cli.shell import run

    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))
