"""How fast a list becomes a mailbox, beside Django and mailmerge: `python -m benchmarks.merge [ROWS ...]`.

Needs `pip install django mailmerge`. All do the same job: read the CSV, write a letter in the row's language with eight
values and conditions, as text and as HTML in the same page (mailmerge has no page, and makes HTML of Markdown), and put
each message into one file. templater does its whole work besides: it chooses phrases, inflects, judges the words and
keeps the picks. Each job runs in a process of its own, in turns; what counts is the CPU time of the whole process.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version, system
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory

import click

from benchmarks.people import write_people
from templater.language.shelves import open_shelves
from templater.letters.brand import Brand
from templater.letters.layout import read_layout

ROUNDS = 5

TEXT = {
    "es": "Hola, {{ first_name }}:\n\n"
    "Gracias por la conversación del {{ interview_date }} y por tu interés en {{ company }}.\n\n"
    "Queremos darte una respuesta clara: hemos decidido no continuar con tu candidatura para el puesto de {{ role }}. "
    "Lo que ha pesado es que hay una pequeña brecha entre lo que tienes y lo que necesitamos en este momento."
    "{% if requirement %} Tiene que ver con este requisito: {{ requirement }}.{% endif %}"
    "{% if evidence %} Esto es lo que vieron: {{ evidence }}.{% endif %}\n\n"
    "{% if strength %}Lo que más valoraron fue {{ strength }}.\n\n{% endif %}"
    "Si te queda alguna pregunta, responde a este correo y te contestaremos.\n\n"
    "¿Hubo algo en el proceso o en la descripción del puesto que no quedara claro? Nos ayuda saberlo.\n\n"
    "Saludos cordiales,\n{{ sender_name }}\n{{ company }}\n",
    "en": "Hi {{ first_name }},\n\n"
    "Thank you for the conversation on {{ interview_date }} and for your interest in {{ company }}.\n\n"
    "We want to give you a clear answer: we have decided not to move forward with your application for the {{ role }} "
    "role. What weighed most is a small gap between what you have and what we need right now."
    "{% if requirement %} It is about this requirement: {{ requirement }}.{% endif %}"
    "{% if evidence %} This is what they saw: {{ evidence }}.{% endif %}\n\n"
    "{% if strength %}What they valued most was {{ strength }}.\n\n{% endif %}"
    "If you have any questions, reply to this email and we will answer.\n\n"
    "Was anything in the process or in the job description unclear? It helps us to know.\n\n"
    "Kind regards,\n{{ sender_name }}\n{{ company }}\n",
}
"""One of the letters that templater writes to these people, as a template of the others."""


def templater(source: Path, target: Path) -> None:
    """Write the list with templater."""
    from templater.cli.shell import run

    status = run(["merge", str(source), "--letter", "rejection", "--to", str(target), "--force", "-q"])
    assert status == 0, status


def django(source: Path, target: Path) -> None:
    """Write the list with Django's templates and EmailMultiAlternatives."""
    settings, mail, template = map(import_module, ("django.conf", "django.core.mail", "django.template"))
    if not settings.settings.configured:
        settings.settings.configure(USE_I18N=False)
    engine, context = template.Engine(), template.Context
    texts = {tag: engine.from_string(text) for tag, text in TEXT.items()}
    pages = {tag: engine.from_string(_page(text)) for tag, text in TEXT.items()}
    with source.open(encoding="utf-8", newline="") as rows, target.open("wb") as box:
        for row in csv.DictReader(rows):
            tag = row["locale"][:2]
            message = mail.EmailMultiAlternatives(
                f"{row['role']} · {row['company']}",
                texts[tag].render(context(row, autoescape=False)),
                f"{row['sender_name']} <{row['sender_email']}>",
                [f"{row['first_name']} <{row['email']}>"],
            )
            message.attach_alternative(pages[tag].render(context(row)), "text/html")
            box.write(b"From x\n" + message.message().as_bytes() + b"\n\n")


def mailmerge(source: Path, target: Path) -> None:
    """Write the list with the mailmerge command, which prints its messages where it sends none."""
    main = import_module("mailmerge.__main__").main
    template, configuration = target.with_suffix(".txt"), target.with_suffix(".conf")
    template.write_text(
        "TO: {{ first_name }} <{{ email }}>\nFROM: {{ sender_name }} <{{ sender_email }}>\n"
        "SUBJECT: {{ role }} · {{ company }}\nCONTENT-TYPE: text/markdown\n\n"
        "{% if locale[:2] == 'es' %}" + TEXT["es"] + "{% else %}" + TEXT["en"] + "{% endif %}",
        "utf-8",
    )
    configuration.write_text("[smtp_server]\nhost = localhost\nport = 25\n", "utf-8")
    options = {"--template": template, "--database": source, "--config": configuration, "--output-format": "raw"}
    with target.open("w", encoding="utf-8") as box, redirect_stdout(box):
        main([str(part) for option in options.items() for part in option] + ["--no-limit"], standalone_mode=False)


def _page(text: str) -> str:
    """Return a text in the page that templater puts around its letters."""
    body = "".join(
        f"<p>{part}</p>\n" for part in text.strip().replace("\n\n", "\0").replace("\n", "<br>\n").split("\0")
    )
    layout = read_layout(open_shelves([]).top("layout.html"), Brand())
    return layout.wrap(locale="es", subject="{{ role }} · {{ company }}", preheader="", body=body)


JOBS: dict[str, Callable[[Path, Path], None]] = {"templater": templater, "django": django, "mailmerge": mailmerge}


def _took(name: str, source: Path, target: Path) -> float:
    """Do a job in a process of its own, and return the CPU time of the whole process in seconds, its start included."""
    before = getrusage(RUSAGE_CHILDREN)
    call = [sys.executable, "-m", "benchmarks.merge", name, str(source), str(target)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _measured(rows: int, *, ordinary: bool) -> dict[str, float]:
    """Return the messages a second of each job, the median of the rounds."""
    with TemporaryDirectory() as directory:
        source = Path(directory) / "people.csv"
        write_people(source, rows, ordinary=ordinary)
        took: dict[str, list[float]] = {name: [] for name in JOBS}
        for _ in range(ROUNDS):
            for name, times in took.items():
                times.append(_took(name, source, Path(directory) / f"{name}.mbox"))
    return {name: rows / median(times) for name, times in took.items()}


def main(sizes: list[int]) -> None:
    """Print a table of messages a second of CPU time."""
    click.echo(
        f"Python {python_version()}, Django {version('django')}, mailmerge {version('mailmerge')}; {_machine()}\n"
    )
    click.echo("| rows | " + " | ".join(JOBS) + " | beside Django |\n" + "|---" * (len(JOBS) + 2) + "|")
    for rows in sizes:
        for kind, ordinary in (("ordinary", True), ("all different", False)):
            rates = _measured(rows, ordinary=ordinary)
            cells = [f"{rows:,}, {kind}", *(f"{rate:,.0f}" for rate in rates.values())]
            click.echo("| " + " | ".join([*cells, f"{rates['templater'] / rates['django']:.1f} ×"]) + " |")


def _machine() -> str:
    try:
        names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    except OSError:
        names = []
    return f"{names[0] if names else machine()}, one core of {os.cpu_count()}, {system()}"


if __name__ == "__main__":
    if len(sys.argv) == 4:
        JOBS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or [2000, 10_000])
