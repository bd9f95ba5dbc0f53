"""A message and its envelope, of which a test changes what it looks at."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from templater.delivery import Envelope
from templater.judgement import Situation
from templater.letters.message import Message, Pick

SITUATION = Situation(
    "email", "agree-gap", "said-negative", "small", "", "requested", "agency", "interview", "usted", "f"
)
PICK = Pick("opening", "templates/es/rejection.md:12", "said-negative", 2, 3, 0)


def make_message(**changes: object) -> Message:
    fields: dict[str, object] = {
        "letter": "rejection",
        "locale": "es-MX",
        "channel": "email",
        "addressee": "candidate",
        "subject": "Su candidatura a Analista en Nórdica",
        "preheader": "Gracias por la entrevista",
        "text": "Estimada Marta:\n\nGracias por su tiempo.\n",
        "html": "<p>Estimada Marta:</p>\n<p>Gracias por su tiempo.</p>\n",
        "situation": SITUATION,
        "picks": (PICK,),
    }
    return Message(**{**fields, **changes})  # type: ignore[arg-type]  # tests change any field


def make_envelope(**changes: object) -> Envelope:
    fields: dict[str, object] = {
        "to_name": "Marta Ruiz",
        "to_address": "marta@example.com",
        "from_name": "Lucía Gil",
        "from_address": "talento@agencia.example",
        "reply_to": "",
        "date": datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        "message_key": "run-1|row-2",
    }
    return Envelope(**{**fields, **changes})  # type: ignore[arg-type]  # tests change any field
