"""Which rows of a merge were asked for, by `--only` and `--limit`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from templater.cli.speech import say
from templater.merge import Drafted, Failed, Outcome, Skipped


class Selection:
    """Which outcomes were asked for; all rows are dealt, so that what is left out changes no letter."""

    def __init__(self, only: tuple[str, ...], limit: int | None) -> None:
        self._only = frozenset(only)
        self._limit = limit
        self._absent = dict.fromkeys(only, "")

    def of(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes that were asked for."""
        chosen = 0
        for outcome in outcomes:
            if not self._is_wanted(_id_of(outcome)):
                continue
            yield outcome
            chosen += 1
            if chosen == self._limit:
                self._absent.clear()  # whom the limit left out may be there
                return

    def unmet(self) -> Iterator[str]:
        """Yield a line for every id that no row has, once the outcomes have been gone through."""
        for found, near in self._absent.items():
            if near:
                yield say("there is no row with the id '{found}' (did you mean '{near}'?)", found=found, near=near)
            else:
                yield say("there is no row with the id '{found}'", found=found)

    def _is_wanted(self, identity: str) -> bool:
        self._absent.pop(identity, None)
        for found in self._absent:
            if found.casefold() == identity.casefold():
                self._absent[found] = identity
        return not self._only or identity in self._only


def _id_of(outcome: Outcome) -> str:
    match outcome:
        case Drafted(candidate=candidate):
            return candidate.id
        case Failed(id=identity) | Skipped(id=identity):
            return identity
