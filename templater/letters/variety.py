"""Deal wordings: the same person gets the same words, and a new wording moves only its share.

Rendezvous hashing (Thaler & Ravishankar, 1998) of the wording's own text. A row costs one digest; each
phrase reads one byte of it and looks the wording up in a table of 256, filled as bytes come.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

_DIGEST = 64


def deal_digest(seed: str, identity: str, deal: int) -> bytes:
    """Return the 64 bytes from which all of a row's wordings are dealt."""
    return blake2b(f"{len(seed)}:{seed}{len(identity)}:{identity}{deal}".encode(), digest_size=_DIGEST).digest()


class Table(dict[int, int]):
    """For each byte the index of the wording that wins it, found when a row first brings the byte."""

    def __init__(self, phrase: str, wordings: tuple[str, ...]) -> None:
        super().__init__()
        self.phrase = phrase
        self.wordings = wordings
        self._first, self._second = _positions(phrase)

    def __missing__(self, byte: int) -> int:
        scores = [_score(self.phrase, byte, wording) for wording in self.wordings]
        won = self[byte] = scores.index(max(scores))
        return won

    def deal(self, digest: bytes) -> int:
        """Return the index of the wording that a row's digest picks, by the phrase's own byte of it."""
        return self[digest[self._first] ^ digest[self._second]]


@lru_cache(maxsize=4096)
def table(phrase: str, wordings: tuple[str, ...]) -> Table:
    """Return the table of a phrase's wordings, which every plan that draws from them shares."""
    return Table(phrase, wordings)


def _score(phrase: str, byte: int, wording: str) -> bytes:
    return blake2b(f"{phrase}\0{byte}\0{wording}".encode(), digest_size=8).digest()


def _positions(phrase: str) -> tuple[int, int]:
    """Return a phrase's two places in a digest: with one alone, phrases of a letter would often share their byte."""
    first, second = blake2b(phrase.encode(), digest_size=2).digest()
    return first % _DIGEST, second % _DIGEST if second % _DIGEST != first % _DIGEST else (second + 1) % _DIGEST
