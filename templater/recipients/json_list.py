"""Cut one JSON value over a whole file into its objects, one after the other, without holding the file in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templater.errors import InputError
from templater.recipients.decoding import TextLines

LARGEST_OBJECT = 1024 * 1024
"""Characters; one person's columns take a few hundred."""

_SIGNS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|"|[{}\[\]]', re.DOTALL)
"""A whole text, a quote that opens one which is not closed yet, or a bracket; nothing in it is tried twice."""

_SPACE = re.compile(r"[ \t\r\n]*")


_UNENDED = "ends before its list is closed; was it saved whole?"


class JsonList:
    """The objects of a list, or the one object that the file holds, each with the line on which it begins.

    Going through it raises InputError where the list itself is broken: then nobody knows where the next one begins.
    """

    def __init__(self, text: TextLines) -> None:
        self._chunks = text.texts()
        self._name = text.name
        self._held = ""
        self._at = 0
        self._line = 1

    def __iter__(self) -> Iterator[tuple[int, str]]:
        first = self._next_sign()
        if first == "{":
            yield self._line, self._cut()
        elif first == "[":
            self._step(1)
            yield from self._list()
        elif not first:
            raise InputError("is empty; write the recipients in it: {example}", place=self._name,
                             example='[{"role": "…"}, …]')  # fmt: skip
        else:
            raise self.error("is neither a list of objects nor one object")
        if self._next_sign():
            raise self.error("goes on after its end; is it one object per line? Then add {option}",
                               option="--format jsonl")  # fmt: skip

    def _list(self) -> Iterator[tuple[int, str]]:
        sign = self._next_sign()
        while sign != "]":
            if sign != "{":
                raise self.error("has something in its list that is no object" if sign else _UNENDED)
            yield self._line, self._cut()
            sign = self._next_sign()
            if sign == ",":
                self._step(1)
                sign = self._next_sign()
                if sign == "]":
                    raise self.error("has a comma with nothing behind it")
            elif sign != "]":
                raise self.error("has no comma between two objects" if sign else _UNENDED)
        self._step(1)

    def _cut(self) -> str:
        """Return the object that begins here, and step behind it."""
        depth = behind = 0
        while True:
            found = _SIGNS.search(self._held, self._at + behind)
            if found is None or found[0] == '"':  # a text that is not closed yet
                behind = (found.start() if found else len(self._held)) - self._at
                self._hold_more()
                continue
            behind = found.end() - self._at
            depth += (found[0] in "{[") - (found[0] in "}]")
            if not depth:
                return self._step(behind)

    def _hold_more(self) -> None:
        if len(self._held) - self._at > LARGEST_OBJECT:
            raise self.error("an object is longer than {most} characters, too large for one recipient",
                               most=LARGEST_OBJECT)  # fmt: skip
        if not self._load():
            raise self.error(_UNENDED)

    def _load(self) -> bool:
        """Take one more piece of the text behind what is held, if there is one."""
        chunk = next((piece for piece in self._chunks if piece), "")
        self._held = self._held[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _next_sign(self) -> str:
        """Step over white space and return the sign that stands behind it, or "" at the end."""
        while True:
            space = _SPACE.match(self._held, self._at)
            self._step(space.end() - self._at if space else 0)
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._load():
                return ""

    def _step(self, length: int) -> str:
        passed = self._held[self._at : self._at + length]
        self._at += length
        self._line += passed.count("\n")
        return passed

    def error(self, message: str, **values: object) -> InputError:
        """Return an error at the line that was reached."""
        return InputError(message, place=f"{self._name}:{self._line}", **values)
