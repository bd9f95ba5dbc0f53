"""Planted faults of the words themselves: register, gender, word rules, typography, channels, links and odd signs."""

from __future__ import annotations

from planting import Fault, change, letter, wording, write

_SUBJECT = "Subject: {subject}\nRequires: sender_name, reply_by, received, who\n"

REGISTER = (
    wording("a plain verb", "Mientras tanto no tienes que hacer nada.", "register", "'tienes' is said in a letter in"),
    wording("a pronoun", "Hablaremos contigo.", "register", "'contigo'"),
    wording("a possessive", "Leeremos tu mensaje.", "register", "'tu'"),
    wording("an imperative", "Escríbenos cuando quieras.", "register", "is said in a letter in"),
    wording("usted where all else is tú", "Usted no tiene que hacer nada.", "register", "'Usted'"),
    wording("plural you", "Os escribiremos.", "register", "'Os'"),
    write("a plain verb in a region", "team/es-AR/phrases/reply-acknowledgement.md",
          "# meanwhile\n## any\n- ¶Mientras tanto no tienes que hacer nada.\n", "register", "'tienes'"),
    letter("a plain verb in a letter", "¶¿Puedes esperar?", "register", "'Puedes'"),
    letter("a possessive in a subject", "Nada más.", "register", "'tu'",
           headers="¶" + _SUBJECT.format(subject="He recibido tu mensaje")),
    change("usted in the column of tú", "es-419/words.md", "| has dedicado        | dedicaste      |",
           "| ¶has dedicado        | usted dedicó   |", "register", "'usted'"),
    change("te in the column of usted", "es/words.md", "| te contesto         | le contesto         | =  ",
           "| ¶te contesto         | te contesto         | =  ", "register", "'Te'"),
    change("tú in the column of usted", "es/words.md", "| sepas               | sepa ",
           "| ¶sepas               | sepas", "register", "'sepas'"),
)  # fmt: skip

GENDER = (
    wording("a participle", "Has sido seleccionado.", "gender", "guesses the reader's gender", also="register"),
    wording("a greeting", "Bienvenida a este proceso.", "gender", "'Bienvenida'"),
    letter("a salutation", "¶Estimada Marta: nada más.", "gender", "'Estimada'"),
)  # fmt: skip

RULES = (
    wording("age", "Por desgracia, hay un límite de edad.", "words", "límite de edad"),
    wording("age in English", "There is an upper age limit, and you are too old.", "words", "too old", language="en"),
    wording("unfortunately", "Lamentablemente, no hay nada más.", "words", "'Lamentablemente'"),
    wording("unfortunately in English", "Unfortunately, there is nothing more.", "words", "'Unfortunately'",
            language="en"),
    wording("a comparison", "Otras personas tenían más experiencia.", "words", "Otras personas tenían más"),
    wording("a comparison in English", "We chose a stronger candidate.", "words", "stronger candidate", language="en"),
    wording("a promise", "Guardaremos su currículum para el futuro.", "words", "currículum"),
    letter("a rule in a letter", "¶We regret to inform you.", "words", "regret", language="en",
           headers=_SUBJECT.format(subject="I have your message")),
    letter("said twice", "Aun así, nada. ¶Aun así, hasta pronto.", "repeated", "is said twice"),
)  # fmt: skip

TYPOGRAPHY = (
    wording("no opening mark", "Alguna duda?", "opening-mark", "?"),
    wording("straight quotes", 'Es un «sí» o un "no".', "straight-quotes", "straight quotation marks"),
    wording("a contraction", "Es cosa de el equipo.", "contraction", "del"),
    wording("euphony", "Hay novedades u tareas y informes.", "euphony", "y informes"),
    wording("a month with a capital", "Será el 3 de Noviembre.", "month-case", "Noviembre"),
    wording("an ordinal", "Es el 1er mensaje.", "ordinal", "1er"),
    wording("a number of four digits", "Hay 1.234 mensajes.", "grouped-number", "1.234"),
    wording("two signs", "Nada más,, por ahora.", "double-sign", ",,"),
    wording("a space before a sign", "Nada más , por ahora.", "space-before-sign", "a space before a sign"),
    wording("a space inside brackets", "Nada más ( por ahora).", "space-inside", "on the wrong side"),
    wording("a bracket alone", "Nothing more (for now.", "bracket", "has no other half", language="en"),
    wording("a word said twice", "There is nothing nothing to do.", "double-word", "the same word twice",
            language="en"),
    wording("a date in digits", "The answer comes by 3/11/2026.", "short-date", "another day in another country",
            language="en"),
    change("no sign behind the salutation", "es/phrases.md", "- Hola, {{ candidate.first_name }}:",
           "- ¶Hola, {{ candidate.first_name }},", "salutation", ","),
    letter("no sign at the end", "¶Esta es una frase larga que no acaba con ningún signo\n\n"
           "{{ phrase.sign_off }}\n{{ phrase.signature }}",
           "no-end-sign", "end"),
    letter("a small beginning", "¶esta es una frase.", "small-beginning", "esta"),
    letter("a subject in title case", "Nada más.", "title-case", "Sobre Nuestro Proceso",
           headers="¶" + _SUBJECT.format(subject="Respuesta Sobre Nuestro Proceso")),
    letter("a line that begins with a sign", "Nada.\n¶, y nada más.", "line-sign", "a line begins with"),
    wording("a sentence without an end",
            "Esta frase no acaba nunca porque quien la escribe la alarga y la alarga con más y más palabras que nadie "
            "va a leer hasta donde acaba, que es mucho más allá de lo que cabe en una sola cabeza cansada de leer "
            "cartas largas.", "long-sentence", "make two of it"),
)  # fmt: skip

CHANNELS = (
    change("a text message of three parts", "es/reply-acknowledgement.sms.md", "{{ phrase.greeting }}",
           "¶" + "Nada nuevo. " * 25 + "{{ phrase.greeting }}", "sms-parts", "text messages"),
    change("a text message with accents", "es/reply-acknowledgement.sms.md", "{{ phrase.greeting }}",
           "¶" + "Ningún día más. " * 7 + "{{ phrase.greeting }}", "sms-parts", "write it without"),
    change("a chat of too many signs", "en/reply-acknowledgement.chat.md", "{{ phrase.greeting }}",
           "¶" + "Nothing new. " * 80 + "{{ phrase.greeting }}", "too-long", "and chat takes 1024"),
    write("an inmail of too many signs", "team/es/reply-acknowledgement.inmail.md",
          _SUBJECT.format(subject="Respuesta") + "\n¶" + "Nada nuevo. " * 170 + "\n", "too-long", "inmail takes 1900",
          also="missing-file"),
    write("an inmail's subject of too many signs", "team/es/reply-acknowledgement.inmail.md",
          "¶" + _SUBJECT.format(subject="Nada nuevo, " * 20) + "\nNada.\n", "too-long", "inmail takes 200",
          also="missing-file"),
)  # fmt: skip

LINKS = (
    wording("a script as a link", "[Aquí](javascript:alert(1)).", "unsafe-link", "is no address for a letter"),
    wording("a script in capitals", "[Here](JAVASCRIPT:alert).", "unsafe-link", "is no address", language="en"),
    wording("a page within a link", "[Aquí](data:text/html,x).", "unsafe-link", "begin it with https://"),
    wording("a link without a scheme", "[Aquí](//a.example/x).", "unsafe-link", "is no address"),
    wording("a phrase as an address", "[Aquí](https://a.example/{{ phrase.who }})", "broken", "a phrase has no place"),
    wording("bold in HTML", "Nada <b>más</b>.", "raw-html", "is HTML, which a candidate would read as it stands"),
    letter("a script in a letter", "¶<script>alert(1)</script>", "raw-html", "<script>", language="en"),
    wording("an image", "![Logo](https://a.example/logo.png)", "image", "a letter has no images",
            also="opening-mark"),
)  # fmt: skip

SIGNS = (
    write("what a merge left", "team/es/phrases.md", "¶<<<<<<< HEAD\n# hello\n## any\n- Hola.\n", "conflict",
          "a merge left", also="broken"),
    write("what a merge left in TOML", "team/es-MX/locale.toml", '¶=======\nname = "México"\n', "conflict",
          "a merge left",
          also="broken"),
    wording("something to do", "TODO: escribir esto.", "unfinished", "something is missing here", also="words"),
    wording("text of a typesetter", "Lorem ipsum dolor.", "unfinished", "something is missing here",
            language="en", also="words"),
    wording("an accent apart", "Nada ma\u0301s.", "not-composed", "an accent is written as a sign of its own"),
    wording("a space of no width", "Nada\u200b más.", "invisible", "a sign that nobody can see"),
    wording("a mark that turns the writing", "Nothing\u202e more.", "invisible", "nobody can see", language="en"),
    wording("a line separator", "Nada\u2028más.", "invisible", "nobody can see"),
    write("two spaces in a file from Windows", "team/es/phrases.md",
          "> Nota.\r\n# hello\r\n## any\r\n- ¶Hola,  buenas.\r\n", "two-spaces", "two spaces in a row"),
    write("two spaces in a file from an old Mac", "team/es/phrases.md", "# hello\r## any\r- Hola,  buenas.\r",
          "two-spaces", "two spaces in a row", at="team/es/phrases.md | 3"),
    write("two spaces behind a mark of the order of bytes", "team/en/phrases.md",
          "\ufeff# hello\n## any\n- ¶Hello,  there.\n", "two-spaces", "two spaces in a row"),
    wording("a space that does not break", "Nada\u00a0más.", "odd-space", "another rare space"),
    wording("a tab", "Nada\tmás.", "odd-space", "a tab"),
    wording("a space at the end", "Nada más. ", "space-at-end", "the line ends with a space"),
    wording("two spaces", "Nada  más.", "two-spaces", "two spaces in a row"),
    wording("three points", "Nada más...", "three-dots", "three points are one sign"),
    wording("a unit apart", "El 5 % ya.", "unit-space", "kept together"),
)  # fmt: skip

WORDS: tuple[Fault, ...] = (*REGISTER, *GENDER, *RULES, *TYPOGRAPHY, *CHANNELS, *LINKS, *SIGNS)
