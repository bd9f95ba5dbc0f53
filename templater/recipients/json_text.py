"""Read one JSON object and nothing looser: no key twice, no NaN, no other kind of value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from templater.errors import Problem


class _Refused(Exception):
    """Carries what is wrong out of the JSON reader's hooks."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_object(text: str) -> Mapping[str, Any] | Problem:
    """Return the object, or what is wrong with the text; numbers with a point stay as they are written."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=str)
    except json.JSONDecodeError as error:
        return Problem("is not JSON: {reason} (column {column})", "not-json",
                       values={"reason": error.msg, "line": error.lineno, "column": error.colno})  # fmt: skip
    except _Refused as error:
        return error.problem
    except RecursionError:
        return Problem("is nested too deeply", "not-json")
    except ValueError:  # CPython refuses integers of more than 4,300 digits
        return Problem("holds a number that is too long", "not-json")
    if not isinstance(value, dict):
        return Problem("is not a JSON object; write {example}", "not-an-object", values={"example": '{"role": "…"}'})
    return value


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(Problem("the key '{key}' is there twice; keep one", "duplicate-key",
                                   values={"key": " ".join(key.split())}))  # fmt: skip
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise _Refused(Problem("{name} is not JSON; write null, or leave the key out", "not-json", values={"name": name}))
