"""Deliver as JSON lines, one object for each row, the failed ones included."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import BinaryIO, Protocol, Self, TextIO, cast

from templater.delivery.interface import Receipt
from templater.delivery.mime import Envelope
from templater.errors import OutputError, Problem, Undeliverable
from templater.letters.message import Message

# JSON lets these stand, but many readers end a line at them.
_LINE_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def message_fields(message: Message, candidate_id: str, row: int) -> dict[str, object]:
    """Return a message as the object that programs read, with its keys in their order."""
    return {
        "id": candidate_id,
        "row": row,
        "letter": message.letter,
        "locale": message.locale,
        "channel": message.channel,
        "situation": message.situation.as_dict(),
        "to": message.to or None,
        "subject": message.subject,
        "preheader": message.preheader,
        "text": message.text,
        "html": message.html,
        "reading": message.reading and message.reading.as_dict(),
        "picks": pick_fields(message),
    }


def pick_fields(message: Message) -> list[dict[str, object]]:
    """Return which wording each phrase of a message got, as objects that programs read."""
    return [
        {"phrase": p.phrase, "where": p.where, "heading": p.heading, "index": p.index, "of": p.of, "deal": p.deal}
        for p in message.picks
    ]


def failure_fields(candidate_id: str, row: int, problems: Sequence[Problem]) -> dict[str, object]:
    """Return a failed row as the object that programs read: the first problem, and all where there are several."""
    errors = [
        {"code": problem.code, "field": problem.column, "message": problem.message.format(**problem.values)}
        for problem in problems
    ]
    several = {"errors": errors} if len(errors) > 1 else {}
    return {"id": candidate_id, "row": row, "error": errors[0], **several}


def json_line(fields: dict[str, object]) -> bytes:
    """Return one line of JSON in UTF-8, readable in every language, with its line end."""
    line = json.dumps(fields, ensure_ascii=False)
    if not line.isascii():
        for sign, escape in _LINE_SEPARATORS.items():
            line = line.replace(sign, escape)
    return octets_of(line) + b"\n"


def octets_of(text: str) -> bytes:
    """Return text in UTF-8; raises Undeliverable for half a character."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        sign = f"U+{ord(text[error.start]):04X}"
        raise Undeliverable("the {part} holds {sign}, which is no character", part="message", sign=sign) from None


class Sink(Protocol):
    """What takes the lines: a file that is written whole, or a stream that is read meanwhile."""

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def write(self, chunk: bytes, *, worth_keeping: bool = True) -> None:
        """Take one line."""


class Stream:
    """The standard output, which stays open, and where a line that is out is out.

    A BrokenPipeError is let through: the reader has had enough, and the command line ends quietly.
    """

    def __init__(self, stream: BinaryIO | TextIO) -> None:
        self._stream = stream
        self._pass_on = _octet_writer(stream)

    def __enter__(self) -> Self:
        self._stream.flush()
        return self

    def write(self, chunk: bytes, *, worth_keeping: bool = True) -> None:  # noqa: ARG002  # a stream keeps nothing
        """Pass one line on, at once: whoever sent a row may wait for its letter before sending the next."""
        with _explained_stream():
            self._pass_on(chunk)
            self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left to do: every line is out."""


def _octet_writer(stream: BinaryIO | TextIO) -> Callable[[bytes], object]:
    """JSON is UTF-8 whatever the terminal speaks, so octets go below the text layer where there is one."""
    below: BinaryIO | None = getattr(stream, "buffer", None)
    if below is not None:
        return below.write
    if isinstance(stream, io.TextIOBase):
        text = stream
        return lambda chunk: text.write(chunk.decode())
    return cast(BinaryIO, stream).write


@contextmanager
def _explained_stream() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError("{path} cannot be written: {reason}", path="-", reason=reason) from error


class JsonLines:
    """A file or stream of JSON lines; a file in which no row became a message is not made."""

    needs_address = False

    def __init__(self, sink: Sink, where: str) -> None:
        self._sink = sink
        self._where = where

    def __enter__(self) -> Self:
        self._sink.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sink.__exit__(kind, error, trace)

    def deliver(
        self,
        message: Message,
        envelope: Envelope | None,  # noqa: ARG002  # the interface
        candidate_id: str,
        row: int,
    ) -> Receipt:
        """Write the line of one message."""
        self._sink.write(json_line(message_fields(message, candidate_id, row)))
        return Receipt(candidate_id, row, self._where)

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """Write the line of a failed row, in its place; half a character that it quotes stays escaped."""
        fields = failure_fields(candidate_id, row, problems)
        try:
            line = json_line(fields)
        except Undeliverable:
            line = json.dumps(fields).encode() + b"\n"
        self._sink.write(line, worth_keeping=False)
