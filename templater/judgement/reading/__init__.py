"""Read how candidates judge their own interview from what they answer, by words that people can read and extend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.judgement.reading.answer_reader import AnswerReader
    from templater.judgement.reading.reading import SURE, Evidence, Reading

_MODULES = {"answer_reader": ("AnswerReader",), "reading": ("SURE", "Evidence", "Reading")}

__all__ = ["SURE", "AnswerReader", "Evidence", "Reading"]

__getattr__ = importer(__name__, _MODULES)
