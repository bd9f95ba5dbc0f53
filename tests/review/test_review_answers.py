"""The sheet of answers: what a person should look at first comes first, and memory does not grow with it."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import product
from pathlib import Path

from templater.review.answers import COLUMNS, Answer, AnswerSheet

ANSWER = Answer(2, "a", "Me fue bien, ñ.", "positive", 0.9, True, "bien = positive", "neutral", False)


def rows(path: Path, answers: Iterator[Answer]) -> list[list[str]]:
    with closing(AnswerSheet(path)) as sheet:
        for answer in answers:
            sheet.add(answer)
        octets = b"".join(sheet.finished())
    head, *found = csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""))
    assert tuple(head) == COLUMNS
    return found


def test_the_open_ones_come_first_then_the_least_sure_each_in_the_order_of_the_rows(tmp_path: Path) -> None:
    kinds = [*product([True, False], [True, False], [0.9, 0.5])] * 2
    answers = [
        replace(ANSWER, row=row, confirmed=confirmed, is_sure=is_sure, confidence=confidence)
        for row, (confirmed, is_sure, confidence) in enumerate(kinds, 2)
    ]
    found = [int(cells[0]) for cells in rows(tmp_path / "review.csv", iter(answers))]
    urgent = sorted(answers, key=lambda one: (one.confirmed, one.is_sure, one.confidence, one.row))
    assert found == [one.row for one in urgent]


def test_an_answer_of_several_lines_with_half_a_character_is_one_cell(tmp_path: Path) -> None:
    (cells,) = rows(tmp_path / "review.csv", iter([replace(ANSWER, text='Bien,\n"ñ" \ud800')]))
    assert cells[2] == 'Bien,\n"ñ"  '


def test_of_an_answer_memory_holds_only_where_it_is(tmp_path: Path) -> None:
    with closing(AnswerSheet(tmp_path / "review.csv")) as sheet:
        held = []
        tracemalloc.start()
        for row in range(2, 1002):
            sheet.add(replace(ANSWER, row=row, text=f"Me fue bien en la pregunta {row}."))
            if row % 500 == 1:
                held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    assert held[1] - held[0] < 500 * 40
    assert not list(tmp_path.iterdir())
