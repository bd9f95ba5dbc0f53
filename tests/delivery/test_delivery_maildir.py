"""A Maildir gets all letters of a run or none, and never loses one that is there."""

from __future__ import annotations

import errno
import io
import mailbox
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from templater.delivery import Destination, Envelope, open_destination, write_message
from templater.errors import OutputError, Undeliverable
from templater.letters.message import Message

Make = Callable[..., Message]
Address = Callable[..., Envelope]


def to(path: Path, *, force: bool = False) -> Destination:
    return open_destination(f"maildir:{path}", force=force, stdout=io.BytesIO())


def files_in(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


@pytest.fixture
def deliver(tmp_path: Path, message: Make, envelope: Address) -> Callable[..., dict[str, bytes]]:
    """Deliver rows into the Maildir `box` and return what is in it."""

    def delivered(*rows: int, force: bool = False, **changes: object) -> dict[str, bytes]:
        with to(tmp_path / "box", force=force) as destination:
            for row in rows:
                addressed = envelope(message_key=f"key {row}", **changes)
                receipt = destination.deliver(message(), addressed, str(row), row)
                assert receipt.where.startswith(str(tmp_path / "box" / "new"))
            destination.refuse("9", 9, [])
        return files_in(tmp_path / "box")

    return delivered


def test_every_message_is_a_new_file_that_mail_programs_read(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]], message: Make, envelope: Address
) -> None:
    files = deliver(2, 3)
    assert sorted(path.name for path in (tmp_path / "box").iterdir()) == ["cur", "new", "tmp"]
    assert [name[:11] for name in sorted(files)] == ["new/000002.", "new/000003."]
    octets = write_message(message(), envelope(message_key="key 2")).replace(b"\r\n", b"\n")
    assert files[min(files)] == octets
    box = mailbox.Maildir(tmp_path / "box", create=False)
    assert len(box) == 2
    assert all(one["To"] == "Marta Ruiz <marta@example.com>" for one in box)
    assert [path.name for path in tmp_path.iterdir()] == ["box"]


def test_the_same_input_gives_the_same_names(tmp_path: Path, deliver: Callable[..., dict[str, bytes]]) -> None:
    first = deliver(2, 3, 3)
    (tmp_path / "box").rename(tmp_path / "first")
    assert deliver(2, 3, 3) == first
    assert len(first) == 3
    assert all(":" not in name and "/" not in name.removeprefix("new/") for name in first)


def test_two_letters_of_one_row_are_met_again_as_two(deliver: Callable[..., dict[str, bytes]]) -> None:
    first = deliver(3, 3)
    assert sorted(name[-2:] for name in first)[0] == "-2"
    assert deliver(3, 3, force=True) == first


def test_what_is_there_is_refused_without_force_and_added_to_with_it(deliver: Callable[..., dict[str, bytes]]) -> None:
    first = deliver(2)
    with pytest.raises(OutputError, match="is there already; --force adds the letters to it"):
        deliver(3)
    both = deliver(2, 3, force=True)
    assert first.items() < both.items()
    assert len(both) == 2


def test_a_letter_that_was_read_and_moved_is_not_delivered_again(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]]
) -> None:
    (name,) = deliver(2)
    file = tmp_path / "box" / name
    file.rename(tmp_path / "box" / "cur" / f"{file.name}:2,S")
    assert list(deliver(2, force=True)) == [f"cur/{file.name}:2,S"]


def test_a_letter_that_is_there_with_other_octets_is_never_overwritten(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]]
) -> None:
    first = deliver(3)
    with pytest.raises(OutputError, match="is this letter already, but with another date"):
        deliver(2, 3, 4, force=True, date=datetime(2027, 1, 1, tzinfo=UTC))
    assert files_in(tmp_path / "box") == first


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_maildir_is_left_alone(tmp_path: Path, force: bool) -> None:
    (tmp_path / "box" / "new").mkdir(parents=True)
    (tmp_path / "box" / "thesis.odt").touch()
    with pytest.raises(OutputError, match="is there already, and no Maildir"):
        to(tmp_path / "box", force=force)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is there already"):
        to(tmp_path / "file", force=force)
    with pytest.raises(OutputError, match="there is no directory"):
        to(tmp_path / "missing" / "box", force=force)


def test_an_empty_directory_becomes_a_maildir_with_force(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]]
) -> None:
    (tmp_path / "box").mkdir()
    with pytest.raises(OutputError):
        deliver(2)
    assert len(deliver(2, force=True)) == 1


def test_a_dry_look_makes_nothing(tmp_path: Path) -> None:
    assert to(tmp_path / "box").needs_address
    with to(tmp_path / "box") as destination:
        destination.refuse("7", 2, [])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("function", ["pathlib.Path.rename", "os.fdopen"])
def test_what_goes_wrong_leaves_everything_as_it_was(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]], there: bool, function: str
) -> None:
    before = deliver(2) if there else {}
    real, calls = Path.rename, []

    def last_fails(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == (2 if there else 1):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, target)

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    broken = last_fails if function.endswith("rename") else fails
    with patch(function, broken), pytest.raises(OutputError, match="no space left"):
        deliver(3, 4, force=True)
    assert files_in(tmp_path) == {f"box/{name}": octets for name, octets in before.items()}
    assert [path.name for path in tmp_path.iterdir()] == (["box"] if there else [])


@pytest.mark.parametrize("there", [False, True])
def test_an_interrupted_run_leaves_everything_as_it_was(
    tmp_path: Path, deliver: Callable[..., dict[str, bytes]], message: Make, envelope: Address, there: bool
) -> None:
    before = deliver(2) if there else {}

    def interrupted() -> None:
        with to(tmp_path / "box", force=True) as destination:
            destination.deliver(message(), envelope(), "3", 3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert files_in(tmp_path) == {f"box/{name}": octets for name, octets in before.items()}


def test_a_message_without_an_address_is_refused(tmp_path: Path, message: Make) -> None:
    with to(tmp_path / "box") as destination, pytest.raises(Undeliverable, match="address"):
        destination.deliver(message(), None, "7", 2)
    assert not list(tmp_path.iterdir())
