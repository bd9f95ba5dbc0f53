"""What we write, in programs that people read mail with: mutt opens a mailbox, Dovecot serves a Maildir."""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from installed import need
from post import EXAMPLES, Post, examples, nasty_posts

from templater.delivery import open_destination

MUTTRC = """
set folder=. charset=utf-8 quit=yes delete=no move=no wait_key=no mark_old=no pipe_decode=yes pipe_split=yes pipe_sep=""
ignore *
unignore subject
push "<tag-pattern>.<enter><tag-prefix><pipe-message>cat >> seen<enter><quit>"
"""
"""Every message of the mailbox goes, decoded and with its subject, to a file."""


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    program = (sys.executable, "-c", "from templater.cli import main; main()")
    subprocess.run([*program, "merge", str(EXAMPLES), "--letter", "rejection", "--to", "out.mbox", "-q"],
                   cwd=tmp_path, check=True)  # fmt: skip
    return tmp_path / "out.mbox"


def test_mutt_shows_the_24_letters_with_their_subjects_and_words(letters: Path) -> None:
    program = shutil.which("mutt") or shutil.which("neomutt")
    need(program, "the program mutt")
    directory = letters.parent
    (directory / "muttrc").write_text(MUTTRC)
    in_terminal([str(program), "-n", "-R", "-F", "muttrc", "-f", letters.name], directory)
    seen = (directory / "seen").read_text("utf-8")
    subjects = [line.partition(": ")[2] for line in seen.splitlines() if line.startswith("Subject: ")]
    assert len(subjects) == 24
    assert sorted(subjects) == sorted(post.message.subject for post in examples())
    for post in examples():
        assert post.message.text in seen


def in_terminal(command: list[str], directory: Path) -> None:
    """Run a program that draws on a whole screen, until it ends by itself."""
    import pty

    ours, theirs = pty.openpty()
    surroundings = {"PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(directory)}
    running = subprocess.Popen(
        command, cwd=directory, stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings, start_new_session=True
    )
    os.close(theirs)
    with suppress(OSError):  # the other end is closed: it has ended
        while os.read(ours, 65536):
            pass
    os.close(ours)
    assert running.wait(timeout=60) == 0


DOVECOT = """
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
base_dir = {top}/run
state_dir = {top}/state
log_path = {top}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{top}/Maildir
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={top}
}}
"""
"""A server for one test: on this machine only, and with the rights of whoever starts it."""


def write_maildir(directory: Path, posts: Iterable[Post]) -> None:
    """Deliver the messages into a Maildir of ours, as a run does."""
    with open_destination(f"maildir:{directory}", force=False, stdout=BytesIO()) as maildir:
        for row, post in enumerate(posts, 2):
            maildir.deliver(post.message, post.envelope, str(row), row)


def test_dovecot_serves_every_message_unchanged() -> None:
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    need(program, "the program dovecot")
    posts = (*examples(), *nasty_posts()[:200])
    with tempfile.TemporaryDirectory(prefix="dovecot-") as name:  # short, for its sockets, and open to another user
        write_maildir(Path(name) / "Maildir", posts)
        with dovecot(str(program), Path(name)) as server:
            server.login("marta", "secret")
            server.select("INBOX", readonly=True)
            _, found = server.fetch("1:*", "(BODY.PEEK[])")
            server.logout()
    served = [one[1] for one in found if isinstance(one, tuple)]
    assert sorted(served) == sorted(post.octets for post in posts)


@contextmanager
def dovecot(program: str, top: Path) -> Iterator[imaplib.IMAP4]:
    """Run Dovecot in a directory; it serves nobody as root, who lends it to nobody."""
    as_root = os.geteuid() == 0
    user, group = ("nobody", "nogroup") if as_root else (top.owner(), top.group())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (top / "conf").write_text(DOVECOT.format(top=top, user=user, group=group, port=port))
    lent: dict[str, Any] = {}
    if as_root:
        lent = {"user": user, "group": group, "extra_groups": []}
        for path in (top, *top.rglob("*")):
            shutil.chown(path, user, group)
    running = subprocess.Popen([program, "-F", "-c", str(top / "conf")], **lent)
    try:
        yield _connected(port, running, top / "log")
    finally:
        running.terminate()
        running.wait(timeout=30)


def _connected(port: int, running: subprocess.Popen[bytes], log: Path) -> imaplib.IMAP4:
    end = time.monotonic() + 30
    while time.monotonic() < end and running.poll() is None:
        with suppress(OSError):
            return imaplib.IMAP4("127.0.0.1", port)
        time.sleep(0.05)
    pytest.fail(log.read_text() if log.exists() else "dovecot did not start")
