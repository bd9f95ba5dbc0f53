"""How well, and how fast, answers are read: `python benchmarks/assess.py [FILE.jsonl ...]`.

Each line of a file is an answer: {"id", "lang", "text", "label"}. Without files the sets in tests/judgement/answers
are read; what each set is for is in the README beside them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time

import click

from templater.judgement.reading import AnswerReader, Reading

LABELS = ("positive", "mixed", "negative", "unclear")
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SETS = Path(__file__).parents[1] / "tests" / "judgement" / "answers"
ROUNDS = 5
"""Times that a set is read for its speed; the fastest counts."""

Read = tuple[str, Reading]
"""What people say that an answer is, and what was read."""


def answers(path: Path) -> list[Mapping[str, str]]:
    """Return the answers of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def accuracy(reads: Sequence[Read]) -> float:
    """Return the share that is read as people read it."""
    return sum(label == reading.self_assessment for label, reading in reads) / len(reads) if reads else 0.0


def macro_f1(reads: Sequence[Read]) -> float:
    """Return the mean, over the four labels, of the harmonic mean of precision and recall."""
    pairs = Counter((label, reading.self_assessment) for label, reading in reads)
    scores = []
    for one in LABELS:
        read, said = sum(pairs[other, one] for other in LABELS), sum(pairs[one, other] for other in LABELS)
        scores.append(2 * pairs[one, one] / (read + said) if read + said else 0.0)
    return sum(scores) / len(LABELS)


def swaps(reads: Sequence[Read]) -> float:
    """Return the share in which positive is read as negative, or the reverse."""
    opposite = {("positive", "negative"), ("negative", "positive")}
    return sum((label, reading.self_assessment) in opposite for label, reading in reads) / len(reads)


def table(reads: Sequence[Read]) -> Iterator[str]:
    """Yield the lines of one set in one language."""
    pairs = Counter((label, reading.self_assessment) for label, reading in reads)
    sure = [one for one in reads if one[1].confidence >= 0.8]
    yield f"  accuracy {accuracy(reads):.1%}, macro-F1 {macro_f1(reads):.3f}, swaps {swaps(reads):.1%}"
    yield f"  confidence 0.8 or more: {len(sure) / len(reads):.0%} of the answers, {accuracy(sure):.1%} of them right"
    yield "  is \\ read   " + "".join(f"{label:>10}" for label in LABELS)
    for label in LABELS:
        yield f"  {label:<12}" + "".join(f"{pairs[label, other]:>10}" for other in LABELS)
    for low, high in pairwise(BANDS):
        band = [one for one in reads if low <= one[1].confidence < high]
        if band:
            yield f"  confidence from {low:.1f}: {len(band):4} answers, {accuracy(band):.1%} right"


def speed(reader: AnswerReader, texts: Sequence[str], language: str) -> float:
    """Return the CPU time of one answer, in microseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        for text in texts:
            reader.read(text, language)
        times.append(process_time() - begun)
    return min(times) / len(texts) * 1e6


def main(paths: Iterable[Path]) -> None:
    """Print a table for every set and language."""
    reader = AnswerReader()
    for path in paths:
        for language in ("es", "en"):
            chosen = [one for one in answers(path) if one["lang"] == language]
            if chosen:
                reads = [(one["label"], reader.read(one["text"], language)) for one in chosen]
                took = speed(reader, [one["text"] for one in chosen], language)
                click.echo(f"{path.stem}, {language}: {len(chosen)} answers, {took:.0f} µs each")
                for line in table(reads):
                    click.echo(line)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("*.jsonl")))
