"""SpamAssassin looks at every letter in every voice and finds nothing to hold against it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from catalogue import FULL, catalogue
from installed import need
from post import Post, wordings
from situations import VOICES, Case, Written, written

from templater.delivery.mailbox import mailbox_entry

MOST = 0.5
"""Five points make a message spam."""

OPTIONS = ("--local", "--test-mode", "--mbox", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0")
"""No network, and no learning from one letter about the next."""

STATUS = re.compile(r"^X-Spam-Status: \w+, score=(-?[\d.]+) required=5\.0 tests=(.*(?:\n\t.*)*?)\s+autolearn", re.MULTILINE)


def chosen() -> list[Case]:
    """Return for each letter and voice the case whose text is the longest, and one of middling length."""
    found: dict[tuple[str, str, str], list[Written]] = defaultdict(list)
    for one in (*written(), *catalogue()):
        if one.case.channel == "email" and (FULL or (one.case.locale, one.case.register) in VOICES[:2]):
            found[one.case.letter, one.case.locale, one.case.register].append(one)
    ordered = (sorted(some, key=lambda one: len(one.texts[0])) for some in found.values())
    return [some[at].case for some in ordered for at in (len(some) // 2, -1)]


def test_no_letter_looks_like_spam(tmp_path: Path) -> None:
    program = shutil.which("spamassassin")
    need(program, "the program spamassassin")
    posts = [post for case in chosen() for post in wordings(case, range(1))]
    assert len(posts) >= (100 if FULL else 20)
    wrong = {}
    for post, (score, tests) in zip(posts, judged(str(program), posts, tmp_path), strict=True):
        if score > MOST:
            wrong[post.message.letter, post.message.locale, post.message.subject] = (score, tests)
    assert wrong == {}


def test_what_looks_like_spam_would_be_found(tmp_path: Path) -> None:
    program = shutil.which("spamassassin")
    need(program, "the program spamassassin")
    (post,) = wordings(chosen()[0], range(1))
    (found,) = judged(str(program), [post], tmp_path, lambda octets: octets.replace(b"Date: ", b"X-Date: "))
    assert found[0] > MOST, found


def judged(
    program: str, posts: list[Post], directory: Path, change: Callable[[bytes], bytes] = lambda octets: octets
) -> list[tuple[float, str]]:
    """Return the score of each message, and the tests that it met."""
    entries = b"".join(mailbox_entry(change(post.octets), post.envelope) for post in posts)
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(directory), "LC_ALL": "C.UTF-8"}
    ended = subprocess.run([program, *OPTIONS], input=entries, capture_output=True, check=True, env=surroundings)
    found = STATUS.findall(ended.stdout.decode("utf-8"))
    return [(float(score), re.sub(r"\s+", " ", tests)) for score, tests in found]
