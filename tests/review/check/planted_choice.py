"""Planted faults of choice: situations that two claim, that nobody meets, and what one language alone has."""

from __future__ import annotations

from planting import Fault, change, write

_BOOK = "team/es/phrases/reply-acknowledgement.md"
_HEADERS = "Subject: {subject}\nRequires: sender_name, reply_by, received, who\n\n"
_BODY = "{{ phrase.greeting }}\n\n{{ phrase.received }} {{ phrase.who }} {{ phrase.meanwhile }}\n"


def _two(one: str, other: str, name: str = "reply-acknowledgement") -> dict[str, str | bytes]:
    text = _HEADERS.format(subject="Mensaje") + _BODY
    return {f"team/es/{name}.{one}.md": text, f"team/es/{name}.{other}.md": f"¶{text}"}


CHOICE: tuple[Fault, ...] = (
    write("two situations alike", _BOOK,
          "# meanwhile\n## any\n- Nada.\n## agree, small\n- Uno.\n## ¶agree, gentle, small, moderate\n- Dos.\n",
          "ambiguous", "fit the same situation, and neither is more exact", also="missing-situation never"),
    write("two forms alike", _BOOK,
          "# meanwhile\n## any\n- Nada.\n  - usted, vos: Nada, nada.\n  - ¶vos: Nada, che.\n", "ambiguous",
          "fit the same situation"),
    Fault("two files alike", "ambiguous", "fit the same situation", _two("small.large", "small.moderate"),
          also=frozenset({"missing-file"})),
    write("a situation that another always beats", _BOOK,
          "# meanwhile\n## any\n- Nada.\n## neutral, agree, gentle, reassure, affirm\n- Uno.\n"
          "## ¶said-negative\n- Dos.\n",
          "never", "is never chosen: ", also="missing-situation"),
    change("a situation that cannot be in this letter", "en/phrases/team-debrief.md", "# how\n",
           "## ¶inmail\n- How was it?\n\n# how\n", "never", "cannot occur here", also="missing-situation"),
    write("a situation that the other language lacks", _BOOK,
          "# meanwhile\n## any\n- Nada.\n## ¶inhouse\n- Nada de nada.\n", "missing-situation",
          "has words for 'inhouse' here and none of its own in en"),
    Fault("a letter that a language lacks", "missing-letter", "'team-debrief' is missing in en",
          gone="en/team-debrief*.md", at="es/team-debrief.md | Subject"),
    write("a letter of one's own in one language", "team/en/farewell.md", "¶Subject: Bye\n\nBye.\n", "missing-letter",
          "the letter 'farewell' is missing in es"),
    Fault("a channel that a language lacks", "missing-file", "en has no such file",
          gone="en/reply-acknowledgement.chat.md",
          at="es/reply-acknowledgement.chat.md | Requires"),
    write("a field that the other language never says", _BOOK,
          "# meanwhile\n## any\n- ¶Nada: {{ strength }}.\n- Nada.\n",
          "other-fields", "whoever reads that one is told less"),
    write("a phrase misspelt in a region", "team/es-MX/phrases.md", "¶# sing_off\n## any\n- Saludos cordiales,\n",
          "unused", "did you mean 'sign_off'?"),
    write("a phrase that no letter says", "team/en/phrases.md", "¶# postscript\n## any\n- One more thing.\n", "unused",
          "no letter says the phrase 'postscript'"),
    write("a phrase that may be silent inside a sentence", "team/es/reply-acknowledgement.md",
          _HEADERS.format(subject="Mensaje") + _BODY + "\n¶Hola, {{ phrase.cause }} y hasta pronto.\n", "silent-inside",
          "stands in the middle of a sentence and says nothing"),
    write("facts that chance would leave out", _BOOK,
          "# meanwhile\n## any\n- Nada.\n- Esto: {{ requirement }}.\n- ¶Aquello: {{ evidence }}.\n", "by-chance",
          "chance would leave out"),
    write("twins", _BOOK, "# meanwhile\n## any\n- Hasta entonces, nada.\n- ¶¡Hasta entonces nada!\n", "twin",
          "differ in signs or capitals only"),
    write("twins in English", "team/en/phrases.md", "# hello\n## any\n- Hello and welcome.\n- ¶Hello, and welcome.\n",
          "twin", "differ in signs or capitals only"),
    write("the same in two phrases", _BOOK,
          "# meanwhile\n## any\n- Nada más por ahora.\n# who\n## any\n- ¶Nada más por ahora.\n", "said-twice",
          "a candidate could read it twice"),
    write("one verdict for all", _BOOK,
          "# verdict\n## ¶any\n- {{ phrase.El_equipo }} ha decidido no continuar con {{ tu.tu }} candidatura.\n",
          "too-few", "everybody there reads the same"),
    write("a rule switched off without a reason", _BOOK, "# meanwhile\n¶> off twin\n## any\n- Nada.\n",
          "off-without-reason", "without a reason"),
    write("a rule switched off that is none", _BOOK, "# meanwhile\n¶> off twins: nos gustan\n## any\n- Nada.\n",
          "off-unknown", "did you mean 'twin'?"),
)  # fmt: skip
