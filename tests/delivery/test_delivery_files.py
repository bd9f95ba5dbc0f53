from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from templater.delivery import WholeDirectory, WholeFile, check_destination
from templater.errors import OutputError


def everything(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): path.read_text("utf-8") if path.is_file() else "/"
        for path in directory.rglob("*")
    }


def write_file(path: Path, *chunks: bytes, force: bool = False, then: Callable[[], object] = lambda: None) -> None:
    with WholeFile(path, force=force) as file:
        for chunk in chunks:
            file.write(chunk)
        then()


def write_directory(path: Path, *names: str, force: bool = False, then: Callable[[], object] = lambda: None) -> None:
    with WholeDirectory(path, force=force) as directory:
        for name in names:
            directory.write(name, b"new")
        then()


def fail(error: BaseException) -> Callable[[], NoReturn]:
    def act() -> NoReturn:
        raise error

    return act


@pytest.fixture(name="no_space")
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full")
    really_open = os.open

    def open_full(path: str, flags: int, *rest: int, **more: int) -> int:
        return really_open("/dev/full", os.O_WRONLY) if flags & os.O_CREAT else really_open(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", open_full)


@pytest.fixture(name="umask")
def usual_umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_a_file_appears_when_the_block_ends_and_not_before(tmp_path: Path) -> None:
    with WholeFile(tmp_path / "out.mbox", force=False) as file:
        file.write(b"one")
        assert not (tmp_path / "out.mbox").exists()
        file.write(b"two")
    assert everything(tmp_path) == {"out.mbox": "onetwo"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_is_left_of_a_file_when_the_block_fails(error: type[BaseException], tmp_path: Path) -> None:
    with pytest.raises(error):
        write_file(tmp_path / "out.mbox", b"x" * 100_000, then=fail(error()))
    assert everything(tmp_path) == {}


def test_a_failed_block_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out.mbox").write_text("old")
    with pytest.raises(ValueError, match="stop"):
        write_file(tmp_path / "out.mbox", b"new", force=True, then=fail(ValueError("stop")))
    assert everything(tmp_path) == {"out.mbox": "old"}


def test_a_file_with_nothing_worth_keeping_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text("old")
    with WholeFile(tmp_path / "out.jsonl", force=False) as file:
        file.write(b"failed", worth_keeping=False)
    with WholeFile(tmp_path / "old.jsonl", force=True):
        pass
    assert everything(tmp_path) == {"old.jsonl": "old"}


def test_a_file_keeps_what_is_not_worth_keeping_beside_what_is(tmp_path: Path) -> None:
    with WholeFile(tmp_path / "out.jsonl", force=False) as file:
        file.write(b"a", worth_keeping=False)
        file.write(b"b")
        file.write(b"c", worth_keeping=False)
    assert everything(tmp_path) == {"out.jsonl": "abc"}


def test_an_existing_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "out.mbox"
    path.write_text("old")
    with pytest.raises(OutputError, match=r"out\.mbox is there already; --force overwrites it"):
        check_destination(path, force=False)
    with pytest.raises(OutputError, match="--force"), WholeFile(path, force=False):
        pass
    assert everything(tmp_path) == {"out.mbox": "old"}


def test_force_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "out.mbox").write_text("old")
    with WholeFile(tmp_path / "out.mbox", force=True) as file:
        file.write(b"new")
    assert everything(tmp_path) == {"out.mbox": "new"}


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.mbox"
    with pytest.raises(OutputError, match="--force"):
        write_file(path, b"ours", then=lambda: path.write_text("theirs"))
    assert everything(tmp_path) == {"out.mbox": "theirs"}


def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out.mbox").symlink_to(tmp_path / "precious")
    with WholeFile(tmp_path / "out.mbox", force=True) as file:
        file.write(b"new")
    assert not (tmp_path / "out.mbox").is_symlink()
    assert everything(tmp_path) == {"precious": "precious", "out.mbox": "new"}


def test_a_link_to_nothing_counts_as_there(tmp_path: Path) -> None:
    (tmp_path / "out.mbox").symlink_to(tmp_path / "nothing")
    with pytest.raises(OutputError, match="there already"):
        check_destination(tmp_path / "out.mbox", force=False)


@pytest.mark.usefixtures("umask")
def test_a_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    with WholeFile(tmp_path / "out.mbox", force=False) as file:
        file.write(b"new")
    assert (tmp_path / "out.mbox").stat().st_mode & 0o777 == 0o640


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"there is no directory .*missing"):
        check_destination(tmp_path / "missing" / "out.mbox", force=False)


def test_a_parent_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file is not a directory"):
        check_destination(tmp_path / "file" / "out.mbox", force=True)


def test_a_directory_where_a_file_should_be_is_refused_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "out.mbox").mkdir()
    with pytest.raises(OutputError, match="it is a directory"):
        check_destination(tmp_path / "out.mbox", force=True)


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.jsonl")
    with pytest.raises(OutputError, match="it is not a file"):
        check_destination(tmp_path / "out.jsonl", force=True)


def test_a_directory_that_may_not_be_written_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)  # root may write everywhere
    with pytest.raises(OutputError, match="no permission to write in"):
        check_destination(tmp_path / "out.mbox", force=False)


def test_a_name_longer_than_the_system_allows_is_refused_early(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="file name too long"):
        check_destination(tmp_path / ("x" * 300 + ".mbox"), force=False)


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_a_name_of_no_file_is_refused(name: str) -> None:
    with pytest.raises(OutputError, match="names no file"):
        check_destination(Path(name), force=True, directory=True)


@pytest.mark.usefixtures("no_space")
@pytest.mark.parametrize("size", [1, 1_000_000])
def test_a_full_disk_is_explained_and_leaves_nothing(size: int, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no space left"):
        write_file(tmp_path / "out.mbox", b"x" * size)
    assert everything(tmp_path) == {}


def test_a_disk_that_fails_at_the_last_moment_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: fail(OSError(errno.EIO, "Input/output error"))())
    with pytest.raises(OutputError, match="input/output error"):
        write_file(tmp_path / "out.mbox", b"x")
    assert everything(tmp_path) == {}


def test_an_interrupt_at_the_last_moment_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: fail(KeyboardInterrupt())())
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "out.mbox", b"x")
    monkeypatch.setattr(os, "sync", fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_directory(tmp_path / "out", "1.eml")
    assert everything(tmp_path) == {}


def test_checking_changes_nothing(tmp_path: Path) -> None:
    check_destination(tmp_path / "out.mbox", force=False)
    check_destination(tmp_path / "out", force=True, directory=True)
    assert everything(tmp_path) == {}


def test_a_directory_appears_when_the_block_ends_and_not_before(tmp_path: Path) -> None:
    with WholeDirectory(tmp_path / "out", force=False) as directory:
        directory.write("1.eml", b"one")
        assert not (tmp_path / "out").exists()
    assert everything(tmp_path) == {"out": "/", "out/1.eml": "one"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_of_a_directory_when_the_block_fails(error: type[BaseException], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "1.eml").write_text("old")
    for name in ("new", "old"):
        with pytest.raises(error):
            write_directory(tmp_path / name, "2.eml", force=True, then=fail(error()))
    assert everything(tmp_path) == {"old": "/", "old/1.eml": "old"}


def test_a_directory_without_files_is_not_made(tmp_path: Path) -> None:
    with WholeDirectory(tmp_path / "out", force=False):
        pass
    assert everything(tmp_path) == {}


def test_an_existing_directory_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="out is there already; --force"):
        check_destination(tmp_path / "out", force=False, directory=True)


def test_force_swaps_a_directory_of_letters_whole(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.eml").write_text("old")
    with WholeDirectory(tmp_path / "out", force=True) as directory:
        directory.write("2.eml", b"new")
    assert everything(tmp_path) == {"out": "/", "out/2.eml": "new"}


@pytest.mark.parametrize("strange", ["thesis.docx", ".git", "notes.eml.txt", "nested/", "letters.eml/", "link.eml@"])
def test_force_never_removes_a_directory_with_anything_but_letters(strange: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.eml").write_text("old")
    entry = tmp_path / "out" / strange.rstrip("/@")
    if strange.endswith("/"):
        entry.mkdir()
    elif strange.endswith("@"):
        entry.symlink_to(tmp_path / "out" / "1.eml")
    else:
        entry.write_text("precious")
    before = everything(tmp_path)
    with pytest.raises(OutputError, match=f"it holds {entry.name}, which is no letter"):
        check_destination(tmp_path / "out", force=True, directory=True)
    with pytest.raises(OutputError), WholeDirectory(tmp_path / "out", force=True) as directory:
        directory.write("2.eml", b"new")
    assert everything(tmp_path) == before


def test_what_came_into_the_directory_meanwhile_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    thesis = tmp_path / "out" / "thesis.docx"
    with pytest.raises(OutputError, match="no letter"):
        write_directory(tmp_path / "out", "2.eml", force=True, then=lambda: thesis.write_text("precious"))
    assert everything(tmp_path) == {"out": "/", "out/thesis.docx": "precious"}


def test_a_file_or_a_link_where_a_directory_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("file", "link"):
        with pytest.raises(OutputError, match="it is not a directory"):
            check_destination(tmp_path / name, force=True, directory=True)


@pytest.mark.usefixtures("no_space")
def test_a_full_disk_leaves_the_old_directory(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.eml").write_text("old")
    with pytest.raises(OutputError, match="no space left"), WholeDirectory(tmp_path / "out", force=True) as directory:
        directory.write("2.eml", b"new")
    assert everything(tmp_path) == {"out": "/", "out/1.eml": "old"}


def test_a_swap_that_fails_halfway_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.eml").write_text("old")
    rename, calls = Path.rename, []

    def second_fails(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OutputError, match="input/output"), WholeDirectory(tmp_path / "out", force=True) as directory:
        directory.write("2.eml", b"new")
    assert everything(tmp_path) == {"out": "/", "out/1.eml": "old"}


def test_what_comes_at_the_moment_of_the_swap_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.eml").write_text("old")
    rename = Path.rename

    def late(path: Path, target: Path) -> Path:
        if path.name == "out":
            (path / "thesis.docx").write_text("precious")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(OutputError, match="could not all be removed and is in ") as caught:
        write_directory(tmp_path / "out", "2.eml", force=True)
    old = caught.value.values["old"]
    assert isinstance(old, Path)
    assert everything(old) == {"thesis.docx": "precious"}
    assert everything(tmp_path / "out") == {"2.eml": "new"}


def test_two_files_of_one_name_in_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="file exists"):
        write_directory(tmp_path / "out", "1.eml", "1.eml")
    assert everything(tmp_path) == {}
