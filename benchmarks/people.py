"""Recipients for the benchmarks: ordinary rows, whose values come again, and rows that are all different."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

_GAPS = ("small", "moderate", "large", "none")
_VIEWS = ("positive", "mixed", "negative", "")
_STAGES = ("screen", "interview", "final")


def people(count: int, *, ordinary: bool) -> Iterator[dict[str, str]]:
    """Yield so many recipients; ordinary ones share roles, companies and reasons, as those of a list do."""
    for n in range(count):
        typed = n % 30 if ordinary else n
        yield {
            "id": f"N{n}",
            "first_name": f"Ana{n % 500 if ordinary else n}",
            "last_name": f"Ruiz{n}",
            "email": f"ana.ruiz{n}@example.com",
            "locale": ("es", "en", "es-MX", "en-GB")[n % 4],
            "role": f"Analista {typed}",
            "company": f"Acme {n % 40 if ordinary else n}",
            "stage": _STAGES[n % 3],
            "interview_date": f"2026-11-{1 + n % 28:02}",
            "self_assessment": _VIEWS[n // 3 % 4],
            "gap": _GAPS[n // 12 % 4],
            "requirement": f"SQL {typed} en producción",
            "evidence": f"el caso {typed} se quedó en la exploración" if n % 5 else "",
            "strength": f"la claridad al explicar la consulta {typed}" if n % 7 else "",
            "sender_name": "Laura Gil",
            "sender_email": "laura.gil@puente.example",
        }


def write_people(path: Path, count: int, *, ordinary: bool) -> None:
    """Write recipients as a CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(next(people(1, ordinary=ordinary))))
        writer.writeheader()
        writer.writerows(people(count, ordinary=ordinary))
