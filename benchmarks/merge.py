"""How fast a list becomes a mailbox, beside Django and mailmerge: `python -m benchmarks.merge [ROWS]`.

Needs `pip install django mailmerge`. All do the same job: read the CSV, write a letter in the row's language with eight
values and conditions, as text and, but for mailmerge, as HTML in the same page, and put each message into one mailbox.
templater does its whole work besides: it chooses phrases, inflects, judges the words and keeps the picks. Each job runs
in a process of its own, in turns; what counts is its CPU time without that of starting, the median of the rounds.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import click

from benchmarks.people import write_people

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
    """Write the list with the classes behind the mailmerge command, text alone."""
    library = import_module("mailmerge.template_message")
    head = "TO: {{ first_name }} <{{ email }}>\nFROM: {{ sender_name }} <{{ sender_email }}>\nSUBJECT: {{ role }}\n\n"
    templates = {}
    for tag, text in TEXT.items():
        path = target.with_suffix(f".{tag}.txt")
        path.write_text(head + text, "utf-8")
        templates[tag] = library.TemplateMessage(path)
    with source.open(encoding="utf-8", newline="") as rows, target.open("wb") as box:
        for row in csv.DictReader(rows):
            _, _, message = templates[row["locale"][:2]].render(row)
            box.write(b"From x\n" + message.as_bytes() + b"\n\n")


def _page(text: str) -> str:
    """Return a text in the page that templater puts around its letters."""
    from templater.language.shelves import open_shelves
    from templater.letters.brand import Brand
    from templater.letters.layout import read_layout

    body = "".join(
        f"<p>{part}</p>\n" for part in text.strip().replace("\n\n", "\0").replace("\n", "<br>\n").split("\0")
    )
    layout = read_layout(open_shelves([]).top("layout.html"), Brand())
    return layout.wrap(locale="es", subject="{{ role }} · {{ company }}", preheader="", body=body)


JOBS: dict[str, Callable[[Path, Path], None]] = {"templater": templater, "django": django, "mailmerge": mailmerge}


def _alone(name: str, source: str, target: str) -> None:
    """Do one job twice, and print the CPU time of the second: the first one starts what needs starting."""
    JOBS[name](Path(source), Path(target))
    begun = process_time()
    JOBS[name](Path(source), Path(target))
    click.echo(process_time() - begun)


def main(rows: int) -> None:
    """Print a table of messages a second of CPU time."""
    with TemporaryDirectory() as directory:
        for kind, ordinary in (("ordinary", True), ("all different", False)):
            source = Path(directory) / f"{kind}.csv"
            write_people(source, rows, ordinary=ordinary)
            took: dict[str, list[float]] = {name: [] for name in JOBS}
            for _ in range(ROUNDS):
                for name, times in took.items():
                    call = [sys.executable, "-m", "benchmarks.merge", name, str(source), f"{directory}/{name}.mbox"]
                    times.append(float(subprocess.run(call, check=True, capture_output=True, text=True).stdout))
            for name, times in took.items():
                rate, peer = rows / median(times), rows / median(took["django"])
                click.echo(f"{kind}, {rows} rows, {name}: {rate:,.0f} messages a second, {rate / peer:.1f} x Django")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _alone(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
