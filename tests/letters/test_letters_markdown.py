from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from letter_factory import body_of, broken, hello, letter, render, write

from templater.errors import TemplateError
from templater.language.shelves import LARGEST_FILE, LONGEST_LINE
from templater.letters import Library
from templater.letters.books import MOST_WORDINGS


@pytest.mark.parametrize(
    ("body", "text", "html"),
    [
        ("Uno.\nDos.", "Uno.\nDos.", "<p>Uno.<br>\nDos.</p>"),
        ("Uno.  \nDos.\\\nTres.", "Uno.\nDos.\nTres.", "<p>Uno.<br>\nDos.<br>\nTres.</p>"),
        ("Uno.\n\n\n\nDos.", "Uno.\n\nDos.", "<p>Uno.</p>\n<p>Dos.</p>"),
        ("*a* **b** _c_ __d__", "a b c d", "<p><em>a</em> <strong>b</strong> <em>c</em> <strong>d</strong></p>"),
        ("\\*a\\* \\[b\\](c)", "*a* [b](c)", "<p>*a* [b](c)</p>"),
        ("# A\n\n## B\n\n### C", "A\n\nB\n\nC", "<h1>A</h1>\n<h2>B</h2>\n<h3>C</h3>"),
        ("- a\n- b", "- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>"),
        (
            "Uno:\n- a\n- b\n\nFin.",
            "Uno:\n\n- a\n- b\n\nFin.",
            "<p>Uno:</p>\n<ul><li>a</li>\n<li>b</li>\n</ul>\n<p>Fin.</p>",
        ),
        ("1. a\n2. b\n\nFin.", "1. a\n2. b\n\nFin.", "<ol><li>a</li>\n<li>b</li>\n</ol>\n<p>Fin.</p>"),
        ("- a\n\n1. b\n2. c", "- a\n\n1. b\n2. c", "<ul><li>a</li>\n</ul>\n<ol><li>b</li>\n<li>c</li>\n</ol>"),
        ("- a\n  b\n- c", "- a\n  b\n- c", "<ul><li>a<br>\nb</li>\n<li>c</li>\n</ul>"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c", "<ul><li>a<ul><li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"),
        ("> a\n> b", "a\nb", "<blockquote><p>a<br>\nb</p>\n</blockquote>"),
        ("a\n\n---\n\nb", "a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("[a *b*](https://e.es)", "a b (https://e.es)", '<p><a href="https://e.es">a <em>b</em></a></p>'),
        ("<https://e.es/x>", "https://e.es/x", '<p><a href="https://e.es/x">https://e.es/x</a></p>'),
        ("<a@e.es>", "a@e.es", '<p><a href="mailto:a@e.es">a@e.es</a></p>'),
        # what is no Markdown of ours
        (
            "<b>a</b> &amp; & <!-- x -->",
            "<b>a</b> &amp; & <!-- x -->",
            "<p>&lt;b&gt;a&lt;/b&gt; &amp;amp; &amp; &lt;!-- x --&gt;</p>",
        ),
        ("<script>x</script>", "<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("`a` ```b```", "`a` ```b```", "<p>`a` ```b```</p>"),
        ("    a", "a", "<p>a</p>"),
        ("![a](https://e.es/b.png)", "!a (https://e.es/b.png)", '<p>!<a href="https://e.es/b.png">a</a></p>'),
        ("https://e.es", "https://e.es", "<p>https://e.es</p>"),
        ('"a" -- b... (c)', '"a" -- b... (c)', '<p>"a" -- b... (c)</p>'),
        ("snake_case_name 2*3*4", "snake_case_name 234", "<p>snake_case_name 2<em>3</em>4</p>"),
    ],
)
def test_markdown_reads_well_as_text_and_as_html(tmp_path: Path, body: str, text: str, html: str) -> None:
    message = render(tmp_path, hello(body))
    assert message.text == f"{text}\n"
    assert body_of(message) == f"{html}\n"


def test_a_wording_is_markdown_without_blocks(tmp_path: Path) -> None:
    message = render(tmp_path, hello("{{ phrase.p }}", "# p\n## any\n- **a** [b](https://e.es)\n  \\# c\n  1. d\n"))
    assert message.text == "a b (https://e.es)\n# c\n1. d\n"
    assert body_of(message) == '<p><strong>a</strong> <a href="https://e.es">b</a><br>\n# c<br>\n1. d</p>\n'


def test_a_heading_that_a_letter_has_no_place_for_is_refused(tmp_path: Path) -> None:
    assert broken(tmp_path, hello("#### a")).startswith("es/hello.md:3: #### has no place in a letter")


def test_text_is_never_wrapped(tmp_path: Path) -> None:
    body = "palabra " * 200
    assert render(tmp_path, hello(body)).text == body.strip() + "\n"


# --- the bytes of a template


def test_a_byte_order_mark_and_foreign_newlines_are_not_seen(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "es/hello.md": b"\xef\xbb\xbf" + letter("Hola.\nAdi\u00f3s. {{ phrase.p }}").replace("\n", "\r\n").encode(),
        "es/phrases/hello.md": "# p\r## any\r- Sí.\r".encode(),
        "es/words.md": b"\xef\xbb\xbf# trato\r\n| tu | usted |\r\n|---|---|\r\n| a | b |\r\n",
    }
    message = render(tmp_path, files)
    assert (message.subject, message.text) == ("x", "Hola.\nAdiós. Sí.\n")


def test_text_is_composed_so_that_names_and_words_meet(tmp_path: Path) -> None:
    book = "# adi\u00f3s\n## any\n- Adi\u00f3s.\n"
    files = hello(unicodedata.normalize("NFD", "{{ phrase.adi\u00f3s }} Jos\u00e9"), unicodedata.normalize("NFD", book))
    assert render(tmp_path, files).text == "Adi\u00f3s. Jos\u00e9\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("es/hello.md", "Subject: x\n\nAdiós.\n".encode("latin-1"), "es/hello.md:3: is not UTF-8; save it as UTF-8"),
        ("es/hello.md", letter("Hola.").encode("utf-16"), "es/hello.md:1: is not UTF-8; save it as UTF-8"),
        ("es/phrases.md", b"# p\n\n## any\n- \xff\n", "es/phrases.md:4: is not UTF-8; save it as UTF-8"),
        ("es/words.md", b"\xff", "es/words.md:1: is not UTF-8; save it as UTF-8"),
        ("layout.html", b"\xff", "layout.html:1: is not UTF-8; save it as UTF-8"),
        (
            "es/hello.md",
            letter("x\n" * LARGEST_FILE).encode(),
            "es/hello.md: is larger than 262144 bytes, too large for a template",
        ),
    ],
)
def test_bytes_that_are_no_template_are_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    files: dict[str, str | bytes] = {"es/hello.md": letter("Hola."), name: content}
    assert broken(tmp_path, files) == told


def test_a_template_of_the_largest_size_is_read(tmp_path: Path) -> None:
    body = letter("")
    files = {"es/hello.md": letter("x\n" * ((LARGEST_FILE - len(body)) // 2))}
    assert len(files["es/hello.md"]) in (LARGEST_FILE, LARGEST_FILE - 1)
    assert render(tmp_path, files).text.count("x") == (LARGEST_FILE - len(body)) // 2


def test_a_line_that_nobody_could_read_is_refused(tmp_path: Path) -> None:
    told = broken(tmp_path, {"es/hello.md": letter("Hola.\n\n" + "x" * (LONGEST_LINE + 1))})
    assert told.startswith(f"es/hello.md:5: a line of more than {LONGEST_LINE} characters is too long for a template")
    assert render(tmp_path, {"es/hello.md": letter("x" * LONGEST_LINE)}).text == "x" * LONGEST_LINE + "\n"


def test_more_wordings_than_anybody_looks_after_are_refused(tmp_path: Path) -> None:
    most = "".join(f"- Hola {number}.\n" for number in range(MOST_WORDINGS))
    assert render(tmp_path, hello("{{ phrase.p }}", f"# p\n## any\n{most}")).text.startswith("Hola ")
    told = broken(tmp_path, hello("{{ phrase.p }}", f"# p\n## any\n{most}- Una más.\n"))
    assert told.startswith(f"es/phrases/hello.md:{MOST_WORDINGS + 3}: more than {MOST_WORDINGS} wordings")


def test_a_link_to_a_file_outside_the_templates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("Subject: x\n\nroot:x:0:0\n")
    team = tmp_path / "team"
    write(team, {"es/hello.md": letter("Hola.")})
    (team / "es" / "bye.md").symlink_to(tmp_path / "secret")
    with pytest.raises(TemplateError, match=r"es/bye\.md: is a link to a file outside the templates") as told:
        Library(team).edition("es").manuscript("bye")
    assert "root" not in str(told.value)


def test_a_link_to_a_file_of_the_templates_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"es/hello.md": letter("Hola.")})
    (tmp_path / "es" / "bye.md").symlink_to(tmp_path / "es" / "hello.md")
    assert Library(tmp_path).edition("es").manuscript("bye").channels == ("email", "inmail")
