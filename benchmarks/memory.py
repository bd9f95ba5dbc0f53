"""How much memory a run takes, however long the list: `python -m benchmarks.memory [ROWS]`.

Peak resident memory of a merge of a CSV file into a mailbox, for 2,000 rows and for ROWS (200,000 unless you say), and
resident memory of a filter of JSON lines along its way. Ordinary rows share roles, companies and reasons, as lists do;
in the others everything that somebody typed is different. It reads /proc, which only Linux has.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import click

from benchmarks.people import people, write_people

PROGRAM = (sys.executable, "-c", "from templater.cli import main; main()", "merge")
FEW = 2_000
MARKS = (20_000, 300_000)
"""Lines after which the memory of the filter is looked at."""


def peak(directory: Path, count: int, *, ordinary: bool) -> int:
    """Return the most memory that a merge of so many rows into a mailbox takes, in kB."""
    source, target = directory / "list.csv", directory / "letters.mbox"
    write_people(source, count, ordinary=ordinary)
    arguments = (str(source), "--letter", "rejection", "--to", str(target), "--force")
    process = subprocess.Popen([*PROGRAM, *arguments], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return used.ru_maxrss


def along(marks: tuple[int, ...], *, ordinary: bool) -> Iterator[tuple[int, int]]:
    """Yield how much memory a filter of JSON lines has, in kB, after each number of lines."""
    arguments = ("-", "--format", "jsonl", "--letter", "rejection", "--to", "-", "-q")
    with subprocess.Popen([*PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        feeder = Thread(target=feed, args=(process, people(marks[-1] + 1, ordinary=ordinary)), daemon=True)
        feeder.start()
        assert process.stdout is not None
        for number, _ in enumerate(process.stdout, start=1):
            if number in marks:
                yield number, resident(process.pid)


def feed(process: subprocess.Popen[bytes], recipients: Iterator[dict[str, str]]) -> None:
    """Write recipients to a filter, and end."""
    assert process.stdin is not None
    for row in recipients:
        process.stdin.write(json.dumps(row).encode() + b"\n")
    process.stdin.close()


def resident(pid: int) -> int:
    """Return the resident memory of a process in kB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@click.command()
@click.argument("many", type=int, default=200_000)
def main(many: int) -> None:
    """Say how much memory each run takes."""
    for ordinary, kind in ((True, "ordinary"), (False, "all different")):
        with TemporaryDirectory() as directory:
            for count in (FEW, many):
                click.echo(
                    f"{kind} rows, CSV to mbox, {count:,}: {peak(Path(directory), count, ordinary=ordinary):,} kB"
                )
        for number, used in along(MARKS, ordinary=ordinary):
            click.echo(f"{kind} rows, JSON lines from - to -, after {number:,}: {used:,} kB")


if __name__ == "__main__":
    main()
