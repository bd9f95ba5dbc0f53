"""`templater assess`: one answer, or a stream of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cli_runs import spawned, templater, write

BLANK = "me quedé en blanco"


def test_one_answer_is_read_with_its_confidence_and_the_words_that_it_rests_on() -> None:
    ended = templater("assess", BLANK, "--locale", "es")
    first, second = ended.text.splitlines()
    assert ended.status == 0
    assert first.startswith("read: negative, confidence 0.")
    assert second.startswith(f"  «{BLANK}»: negative (")
    assert "es/cues/badly.toml:" in second


def test_it_speaks_spanish_to_those_who_do() -> None:
    ended = templater("--lang", "es", "assess", "Ya me dirán ustedes", "--locale", "es")
    assert ended.text.startswith("leído: unclear, confianza 0.")


def test_json_holds_the_reading_and_every_evidence_with_its_span() -> None:
    text = f"Pues {BLANK}."
    [read] = templater("assess", text, "--locale", "es", "--json").records
    assert list(read) == ["self_assessment", "confidence", "language", "reason", "evidence"]
    assert (read["self_assessment"], read["language"], read["reason"]) == ("negative", "es", None)
    [evidence] = read["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["text"] == BLANK
    assert evidence["says"] == "negative"


@pytest.mark.parametrize("arguments", [["assess"], ["assess", "-"]])
def test_the_answer_may_come_from_the_standard_input(arguments: list[str]) -> None:
    assert templater(*arguments, "--locale", "en", stdin=b"\xef\xbb\xbfNailed it.\n").text.startswith("read: positive")


def test_octets_that_are_no_text_are_unclear() -> None:
    ended = templater("assess", stdin=bytes(range(256)))
    assert ended.status == 0
    assert ended.text.startswith("read: unclear")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the answer is blank"),
        (" \n\t", "the answer is blank"),
        ("bien " * 250_000, "the answer is too long to be one"),
        ("Je pense que ça s'est très bien passé", "the answer is in a language that is not read"),
        ("Acho que fui muito bem, obrigado", "the answer is in a language that is not read"),
        ("Crec que m'ha anat molt bé", "the answer is in a language that is not read"),
        ("\x00\x01\x02\x1b[31m", "nothing in it judges the interview"),
    ],
)
def test_what_cannot_be_read_is_unclear_with_a_reason(text: str, reason: str) -> None:
    [read] = templater("assess", "--json", "--locale", "es", stdin=text.encode()).records
    assert (read["self_assessment"], read["reason"]) == ("unclear", reason)


def lines(*records: object, arguments: tuple[str, ...] = ()) -> Any:
    stdin = "".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records)
    return templater("assess", "--jsonl", *arguments, stdin=stdin.encode())


def test_each_line_of_a_stream_is_answered_in_its_place() -> None:
    ended = lines(
        {"id": "a", "lang": "es", "text": BLANK},
        {"id": 7, "lang": "en-GB", "text": "Nailed it."},
        {"text": "7/10"},
    )
    assert ended.status == 0
    assert [(one["id"], one["self_assessment"]) for one in ended.records] == [
        ("a", "negative"), (7, "positive"), (None, "positive"),
    ]  # fmt: skip


def test_a_line_that_cannot_be_read_is_an_error_in_its_place_and_the_others_are_answered() -> None:
    ended = lines("nonsense", {"id": 1}, {"id": 2, "text": "x", "lang": "xx-nowhere"}, "[]", {"id": 3, "text": BLANK})
    assert ended.status == 1
    assert [one.get("self_assessment", "error") for one in ended.records] == [*["error"] * 4, "negative"]
    assert [one["id"] for one in ended.records] == [None, 1, 2, None, 3]
    assert ended.records[1]["error"] == "there is no 'text' in it"


def test_a_stream_is_answered_line_by_line() -> None:
    with spawned("assess", "--jsonl", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": BLANK, "lang": "es"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_an_unknown_locale_is_named() -> None:
    ended = templater("assess", "x", "--locale", "xx-nowhere")
    assert ended.status == 2
    assert ended.said == ["there is no locale 'xx-nowhere'; write es, es-MX or en-GB, say"]


def test_a_language_without_cues_is_named_with_those_that_have_them() -> None:
    ended = templater("assess", "x", "--locale", "fr")
    assert ended.status == 2
    assert ended.said == ["answers in fr cannot be read; there are words for en, es"]


def test_a_text_beside_a_stream_is_a_mistake() -> None:
    ended = templater("assess", "x", "--jsonl")
    assert ended.status == 2
    assert "--jsonl reads the standard input; leave TEXT out" in ended.err


OWN = """\
[[cue]]
code = "our-slang"
says = "good"
words = 'petó el bombo'
why = "jerga de la casa"
examples = ["Petó el bombo."]
"""


def test_a_team_adds_its_own_words(tmp_path: Path) -> None:
    write(tmp_path / "es" / "cues.toml", OWN)
    ended = templater("assess", "Petó el bombo", "--locale", "es-CL", "--templates", tmp_path)
    assert f"  «Petó el bombo»: positive (jerga de la casa)  {tmp_path.name}/es/cues.toml:1" in ended.text


def test_a_teams_example_that_is_read_otherwise_is_an_error_with_its_line(tmp_path: Path) -> None:
    write(tmp_path / "es" / "cues.toml", OWN.replace("Petó el bombo.", "Tocó el bombo."))
    ended = templater("assess", "x", "--locale", "es", "--templates", tmp_path)
    assert ended.status == 78
    assert ended.err.startswith(
        f"{tmp_path.name}/es/cues.toml:6: the example 'Tocó el bombo.' does not say what its cues say"
    )


def test_broken_cues_are_named_with_file_line_and_the_line(tmp_path: Path) -> None:
    write(tmp_path / "es" / "cues.toml", OWN.replace('"good"', '"godo"'))
    ended = templater("assess", "x", "--locale", "es", "--templates", tmp_path)
    assert ended.status == 78
    assert ended.said == [
        f"{tmp_path.name}/es/cues.toml:3: 'says': 'godo' is not one of good, bad, middling, nothing",
        '    says = "godo"',
    ]


def test_reading_loads_neither_templates_nor_calendars() -> None:
    program = (
        "import sys\nfrom templater.cli import main\n"
        "try:\n    main(['assess', 'Bien', '--locale', 'es'])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert "templater.judgement.reading.reader" in loaded
    assert not {"jinja2", "markdown_it", "babel.dates", "email", "ssl", "asyncio"} & loaded


@pytest.mark.parametrize("text", ["a'\u0301 bien", "a'\u200b bien", "'", "’’", "\u0301", "7'", "'7'5'"])
def test_a_mark_without_a_letter_is_no_word(text: str) -> None:
    assert templater("assess", "--locale", "es", stdin=text.encode()).status == 0


def test_half_a_character_and_octets_that_are_no_text_are_answered_in_their_place() -> None:
    odd = [b'{"id":"\\ud83d","text":"x\\ud800"}', b"\xff", b'{"id":4,"text":"\\ud83d fatal"}']
    stdin = b"\n".join((b'{"id":1,"text":"fatal","lang":"es"}', *odd, b""))
    ended = templater("assess", "--jsonl", stdin=stdin)
    assert ended.status == 1
    assert [one["id"] for one in ended.records] == [1, "\ud83d", None, 4]
    assert ended.records[2]["error"] == "is not UTF-8; save it as UTF-8"


def test_control_characters_of_an_answer_reach_no_terminal() -> None:
    assert b"\x1b" not in templater("assess", "--locale", "es", stdin=b"me\x1b fue\x1b fatal").out


@pytest.mark.parametrize("text", ["pas bien", "Pas bien du tout", "ez oso ondo"])
def test_a_few_words_of_another_language_are_not_read_as_ours(text: str) -> None:
    [read] = templater("assess", text, "--json").records
    assert read["self_assessment"] == "unclear"


def test_an_answer_in_spanish_is_read_whatever_it_was_said_to_be() -> None:
    [read] = templater("assess", "Bien, pero me puse nervioso y me quedé en blanco", "--locale", "en", "--json").records
    assert read["language"] == "es"


def test_a_copy_of_our_words_that_a_team_has_left_as_it_was_is_not_tried_again(tmp_path: Path) -> None:
    assert templater("init", "ours", cwd=tmp_path).status == 0
    write(tmp_path / "ours" / "templates" / "es" / "cues" / "ours.toml", OWN)
    with patch("templater.judgement.reading.proving.is_found", return_value=True) as tried:
        ended = templater("assess", "Petó el bombo", "--locale", "es", cwd=tmp_path / "ours")
    assert "templates/es/cues/ours.toml:1" in ended.text
    assert [call.args[0] for call in tried.call_args_list] == ["Petó el bombo."]
