"""`templater proof`: what it shows, limits, compares and writes, and how it ends."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cli_runs import templater

from templater.letters import builtin_templates

LETTER = "team-debrief"
SUBJECT = "How do you think the call went?"


def git(place: Path, *arguments: str) -> None:
    author = ("-c", "user.name=Ana", "-c", "user.email=ana@acme.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *author, *arguments], cwd=place, check=True, capture_output=True)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A team's own letter, in a repository."""
    (tmp_path / "words" / "en" / "phrases").mkdir(parents=True)
    (tmp_path / "words" / "en" / "welcome.md").write_text("Subject: Welcome\n\n{{ phrase.opening }}\n", "utf-8")
    book = "# opening\n\n## any\n- Hello, {{ candidate.first_name }}.\n\n## final\n- Welcome back.\n"
    (tmp_path / "words" / "en" / "phrases" / "welcome.md").write_text(book, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Welcome")
    return tmp_path


def edit(own: Path) -> None:
    book = own / "words" / "en" / "phrases" / "welcome.md"
    book.write_text(book.read_text("utf-8").replace("Welcome back.", "Good to see you again."), "utf-8")


def test_it_shows_each_paragraph_with_its_situations_and_the_places_of_its_words(own: Path) -> None:
    ended = templater("proof", "welcome", "--templates", own / "words", "--width", "80")
    assert ended.status == 0
    assert ended.text.splitlines() == [
        "welcome",
        "",
        "  welcome.md · subject",
        "",
        "    ◦ in every situation",
        "      [en you] Welcome",
        "        → words/en/welcome.md:1",
        "",
        "  welcome.md · 1",
        "",
        "    ◦ stage: application/screen/interview",
        "      [en you] Hello, Alex.",
        "        → opening words/en/phrases/welcome.md:4",
        "",
        "    ◦ stage: final",
        "      [en you] Welcome back.",
        "        → opening words/en/phrases/welcome.md:7",
        "",
    ]


def test_on_a_wide_terminal_the_languages_stand_side_by_side() -> None:
    wide = templater("proof", LETTER, "--width", "120").text.splitlines()
    assert any("Hola, Marta:" in line and "│ [en you] Hi Alex," in line for line in wide)
    narrow = templater("proof", LETTER, "--width", "80").text
    assert "│" not in narrow
    assert max(map(len, wide)) <= 120


def test_it_can_be_limited_to_languages_registers_and_channels() -> None:
    ended = templater("proof", LETTER, "--locale", "es", "--register", "usted", "--channel", "chat")
    assert "[es usted]" in ended.text
    assert "[en" not in ended.text
    assert "[es tu]" not in ended.text
    assert "phone" not in ended.text
    both = templater("proof", LETTER, "--register", "usted").text
    assert "[en you]" in both
    several = templater("proof", LETTER, "--locale", "es-MX", "--locale", "en-GB").text
    assert "[es-MX" in several
    assert "[en-GB" in several


def test_it_says_whom_a_letter_is_for_as_its_situations_do_not_repeat_it() -> None:
    assert "  only: relation=agency" in templater("proof", "other-clients", "--locale", "en").text


def test_it_says_where_not_every_combination_is_shown() -> None:
    ended = templater("proof", "rejection", "--locale", "en", "--channel", "email")
    assert "rejection (en): every wording is shown, but not every combination, of rejection.md 3" in ended.text


def test_whole_messages_are_shown_with_full() -> None:
    ended = templater("proof", LETTER, "--full", "--locale", "en", "--channel", "email")
    assert f"Subject: {SUBJECT}" in ended.text
    assert "Hi Alex," in ended.text
    assert "en/phrases/team-debrief.md:5" in ended.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rejectio"], "there is no letter 'rejectio' (did you mean 'rejection'?)"),
        ([LETTER, "--locale", "xx"], "--locale"),
        ([LETTER, "--register", "thou"], "--register"),
        ([LETTER, "--channel", "fax"], "--channel"),
        ([LETTER, "--against", "templates", "--full"], "leave --to and --full out"),
        ([LETTER, "--against", "-x"], "-x is neither a directory nor a Git ref"),
    ],
)
def test_a_wrong_option_is_said_in_one_line_with_exit_status_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    ended = templater("proof", *arguments, cwd=tmp_path)
    assert ended.status == 2
    assert said in ended.err
    assert ended.out == b""


# What changed


def test_only_what_a_change_of_words_changes_is_shown_against_a_directory(own: Path) -> None:
    before = shutil.copytree(own / "words", own / "before" / "words")
    edit(own)
    ended = templater("proof", "welcome", "--templates", own / "words", "--against", before, "--width", "80")
    assert ended.status == 0
    assert ended.text.splitlines() == [
        "welcome · en",
        "",
        "  words/en/phrases/welcome.md:7 (you email/inmail)",
        "- Welcome back.",
        "",
        "  words/en/phrases/welcome.md:7 (you email/inmail)",
        "+ Good to see you again.",
        "",
    ]
    assert ended.err == "paragraphs of finished letters: 1 gone, 1 new\n"


def test_a_git_ref_is_what_the_templates_were_then(own: Path) -> None:
    edit(own)
    ended = templater("proof", "--templates", own / "words", "--against", "HEAD", "-q")
    assert [line for line in ended.text.splitlines() if line[:1] in "+-" and line] == [
        "- Welcome back.", "+ Good to see you again.",
    ]  # fmt: skip
    assert ended.err == ""


def test_templates_are_found_in_any_folder_of_their_repository(own: Path) -> None:
    shutil.copytree(own / "words", own / "more" / "words")
    git(own, "add", ".")
    git(own, "commit", "-q", "-m", "Move")
    ended = templater("proof", "welcome", "--templates", own / "more" / "words", "--against", "HEAD~1")
    assert (ended.status, ended.err.strip()) == (2, f"--against: {own / 'more' / 'words'} was not there yet at HEAD~1")


def test_where_nothing_changed_it_says_so(own: Path) -> None:
    ended = templater("proof", "welcome", "--templates", own / "words", "--against", "HEAD")
    assert (ended.status, ended.out) == (0, b"")
    assert ended.err == "no paragraph of a finished letter is different\n"


def test_without_templates_of_ones_own_a_copy_of_the_built_in_ones_is_compared(tmp_path: Path) -> None:
    copy = shutil.copytree(builtin_templates(), tmp_path / "copy")
    book = copy / "en" / "phrases" / "team-debrief.md"
    book.write_text(book.read_text("utf-8").replace("How do you think the call went?", "How was it?"), "utf-8")
    ended = templater("proof", LETTER, "--locale", "en", "--against", copy, cwd=tmp_path)
    removed = [line for line in ended.text.splitlines() if line.startswith("- ")]
    assert removed
    assert "How was it?" in ended.text


@pytest.mark.parametrize("ref", ["nowhere", "HEAD~9", "HEAD --output=x", "--help"])
def test_an_unknown_ref_is_a_wrong_option(own: Path, ref: str) -> None:
    ended = templater("proof", "welcome", "--templates", own / "words", f"--against={ref}")
    assert (ended.status, ended.err) == (2, f"--against: {ref} is neither a directory nor a Git ref\n")


def test_templates_in_no_repository_have_no_ref(tmp_path: Path) -> None:
    (tmp_path / "words" / "en").mkdir(parents=True)
    ended = templater("proof", LETTER, "--templates", tmp_path / "words", "--against", "HEAD",
                      env={"GIT_CEILING_DIRECTORIES": str(tmp_path)})  # fmt: skip
    assert ended.status == 2
    assert "is in no Git repository" in ended.err


def test_without_git_a_ref_needs_it(own: Path) -> None:
    ended = templater("proof", "welcome", "--templates", own / "words", "--against", "HEAD", env={"PATH": "/nowhere"})
    assert ended.status == 69
    assert ended.err == "--against: HEAD is no directory, and comparing with a Git ref needs Git; install it\n"


# The page


def test_a_page_is_written_whole_and_only_over_another_one_when_forced(tmp_path: Path) -> None:
    target = tmp_path / "proof.html"
    ended = templater("proof", LETTER, "--to", target)
    assert (ended.status, ended.out) == (0, b"")
    assert ended.err == f"{target} is written; open it in a browser\n"
    assert target.read_text("utf-8").startswith('<!doctype html>\n<html lang="en">')
    assert templater("proof", LETTER, "--to", target).status == 73
    assert templater("proof", LETTER, "--to", target, "--force", "-q").err == ""


def test_the_page_speaks_the_language_of_the_program(tmp_path: Path) -> None:
    templater("--lang", "es", "proof", LETTER, "--to", tmp_path / "proof.html")
    page = (tmp_path / "proof.html").read_text("utf-8")
    assert '<html lang="es">' in page
    assert "Todos los párrafos distintos" in page


def test_the_page_fetches_nothing_and_runs_nothing_but_its_own_script(tmp_path: Path) -> None:
    templater("proof", LETTER, "--to", tmp_path / "proof.html")
    page = (tmp_path / "proof.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert 'src="http' not in page
    assert "<link" not in page
    assert page.count("<script>") == 1
    assert 'sandbox="allow-same-origin"' in page


def test_what_templates_say_is_text_on_the_page(own: Path) -> None:
    edited = own / "words" / "en" / "phrases" / "welcome.md"
    edited.write_text('# opening\n\n## any\n- <script>alert(1)</script> $title "quoted"\n', "utf-8")
    templater("proof", "welcome", "--templates", own / "words", "--to", own / "proof.html")
    page = (own / "proof.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $title &quot;quoted&quot;" in page
    assert page.count("<script>") == 1


def test_the_same_templates_give_the_same_page(tmp_path: Path) -> None:
    for name in ("one.html", "other.html"):
        templater("proof", LETTER, "--to", tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()
