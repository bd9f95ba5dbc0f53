"""SpamAssassin looks at every letter in every voice and finds nothing to hold against it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from catalogue import FULL
from installed import need
from post import Post, examples, letters

from templater.delivery.mailbox import mailbox_entry

MOST = 0.5
"""Five points make a message spam."""

OPTIONS = ("--local", "--test-mode", "--mbox", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0")
"""No network, and no learning from one letter about the next."""

STATUS = re.compile(
    r"^X-Spam-Status: \w+, score=(-?[\d.]+) required=5\.0 tests=(.*(?:\n\t.*)*?)\s+autolearn", re.MULTILINE
)


def chosen() -> list[Post]:
    """Return for each letter and voice the longest message, and one of middling length."""
    found: dict[tuple[str, str, str], list[Post]] = defaultdict(list)
    for post in sorted(letters(), key=lambda post: len(post.message.text)):
        found[post.message.letter, post.message.locale, post.message.situation.register].append(post)
    return [some[at] for some in found.values() for at in {len(some) // 2, len(some) - 1}]


def test_no_letter_looks_like_spam(tmp_path: Path) -> None:
    program = shutil.which("spamassassin")
    need(program, "the program spamassassin")
    posts = chosen() if FULL else chosen()[::5]
    found = judged(str(program), posts, tmp_path)
    wrong = {}
    for post, (score, tests) in zip(posts, found, strict=True):
        if score > MOST:
            wrong[post.message.letter, post.message.locale, post.message.subject] = (score, tests)
    assert wrong == {}


def test_what_looks_like_spam_would_be_found(tmp_path: Path) -> None:
    program = shutil.which("spamassassin")
    need(program, "the program spamassassin")
    ((score, tests),) = judged(str(program), [examples()[0]], tmp_path, lambda octets: octets.replace(b"Date: ", b"X-"))
    assert score > MOST, tests


def judged(
    program: str, posts: list[Post], directory: Path, change: Callable[[bytes], bytes] = lambda octets: octets
) -> list[tuple[float, str]]:
    """Return the score of each message, and the tests that it met."""
    entries = b"".join(mailbox_entry(change(post.octets), post.envelope) for post in posts)
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(directory), "LC_ALL": "C.UTF-8"}
    ended = subprocess.run([program, *OPTIONS], input=entries, capture_output=True, check=True, env=surroundings)
    found = STATUS.findall(ended.stdout.decode("utf-8"))
    return [(float(score), re.sub(r"\s+", " ", tests)) for score, tests in found]
