"""What a judge has to say about some words of a finished message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["subject", "text"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing in a message that a person should look at again.

    `code` is a short stable name for programs, `words` are the message's own, exactly as they stand from
    `start` in `part`; `message` is a format string and a message id, whose fields are `words` and `values`.
    """

    code: str
    words: str
    message: str
    part: Part = "text"
    start: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(words=self.words, **self.values)
