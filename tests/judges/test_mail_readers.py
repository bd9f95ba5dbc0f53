"""Every message, read by four parsers that have nothing to do with what wrote it: all find what was meant."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from catalogue import FULL, LETTERS
from installed import need
from post import Post, examples, letters, nasty_posts
from readback import Read, assert_well_formed, meant, python_reads, with_lf

HERE = Path(__file__).parent
SOURCES: dict[str, Callable[[], tuple[Post, ...]]] = {"examples": examples, "letters": letters, "nasty": nasty_posts}


def wrong(read: Iterable[Read], source: str, *, blanks: bool = True) -> list[str]:
    """Return where a reader found something else than was meant."""
    told = []
    for number, (found, post) in enumerate(zip(read, SOURCES[source](), strict=True)):
        expected = meant(post.message, post.envelope)
        if not blanks:
            found, expected = found.without_blanks_in_names(), expected.without_blanks_in_names()
        if found != expected:
            pairs = ((name, getattr(found, name), getattr(expected, name)) for name in Read.__dataclass_fields__)
            told += [f"{number}: {name}: {left!a} for {right!a}" for name, left, right in pairs if left != right]
    return told


def foreign(program: tuple[str, ...], source: str, directory: Path) -> Iterable[Read]:
    """Yield what a program reads that is started once for all the messages."""
    path = directory / source
    path.write_bytes(b"".join(b64encode(post.octets) + b"\n" for post in SOURCES[source]()))
    ended = subprocess.run([*program, str(path)], capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    for line in ended.stdout.split("\n")[:-1]:
        fields = json.loads(line)
        for name in ("sender", "to", "reply_to"):
            fields[name] = tuple(tuple(box) for box in fields[name])
        fields["text"], fields["html"] = with_lf(fields["text"]), fields["html"] and with_lf(fields["html"])
        yield Read(**fields | {"fields": tuple(fields["fields"])})


def test_there_is_enough_to_read() -> None:
    assert len(examples()) == 24
    assert {post.message.letter for post in letters()} == set(LETTERS)
    assert len(letters()) > (10_000 if FULL else 400)


@pytest.mark.parametrize("source", SOURCES)
def test_every_message_keeps_to_the_lines_and_signs_that_mail_may_have(source: str) -> None:
    for post in SOURCES[source]():
        assert_well_formed(post.octets)


@pytest.mark.parametrize("source", SOURCES)
def test_python_reads_what_was_meant(source: str) -> None:
    # It puts a blank between the encoded-words of a display name: https://github.com/python/cpython/issues/120930
    assert wrong(map(python_reads, (post.octets for post in SOURCES[source]())), source, blanks=False) == []


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("library", ["mailparser", "postal-mime"])
def test_a_library_of_node_reads_what_was_meant(library: str, source: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    need(node, "the program node")
    tried = subprocess.run([str(node), "-e", f"require('{library}')"], capture_output=True, check=False)
    need(tried.returncode == 0, f"the package {library} of npm, in NODE_PATH")
    assert wrong(foreign((str(node), str(HERE / "read_mail.cjs"), library), source, tmp_path), source) == []


@pytest.mark.parametrize("source", SOURCES)
def test_email_mime_of_perl_reads_what_was_meant(source: str, tmp_path: Path) -> None:
    perl = shutil.which("perl")
    need(perl, "the program perl")
    tried = subprocess.run([str(perl), "-MEmail::MIME", "-e", "1"], capture_output=True, check=False)
    need(tried.returncode == 0, "the module Email::MIME of Perl")
    assert wrong(foreign((str(perl), str(HERE / "read_mail.pl")), source, tmp_path), source) == []
