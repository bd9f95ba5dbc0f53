"""Deal wordings: the same person gets the same words, and a new wording moves only its share.

Rendezvous hashing (Thaler & Ravishankar, 1998) of the wording's own text. A row costs one digest; each
phrase reads one byte of it and looks the wording up in a table of 256, filled once.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

_DIGEST = 64


def deal_digest(seed: str, identity: str, deal: int) -> bytes:
    """Return the 64 bytes from which all of a row's wordings are dealt."""
    return blake2b(f"{len(seed)}:{seed}{len(identity)}:{identity}{deal}".encode(), digest_size=_DIGEST).digest()


@lru_cache(maxsize=4096)
def table(phrase: str, wordings: tuple[str, ...]) -> bytes:
    """Return, for every byte, the index of the wording that wins it."""
    if len(wordings) == 1:
        return bytes(256)
    return bytes(
        max(range(len(wordings)), key=lambda index: _score(phrase, byte, wordings[index])) for byte in range(256)
    )


def _score(phrase: str, byte: int, wording: str) -> bytes:
    return blake2b(f"{phrase}\0{byte}\0{wording}".encode(), digest_size=8).digest()


@lru_cache(maxsize=1024)
def positions(phrase: str) -> tuple[int, int]:
    """Return a phrase's two places in a digest: with one alone, phrases of a letter would often share their byte."""
    first, second = blake2b(phrase.encode(), digest_size=2).digest()
    return first % _DIGEST, second % _DIGEST if second % _DIGEST != first % _DIGEST else (second + 1) % _DIGEST


def byte_for(phrase: str, digest: bytes) -> int:
    """Return a phrase's own byte of a row's digest."""
    first, second = positions(phrase)
    return digest[first] ^ digest[second]
