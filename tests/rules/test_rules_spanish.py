from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import templater
from templater.rules import Rulebook, read_rulebook

TEMPLATES = Path(templater.__file__).parents[1] / "templates"
FOLDERS = [TEMPLATES / name for name in ("es", "es-419", "es-AR", "es-MX")]
BOOK = TEMPLATES / "es" / "rules.toml"
REGISTERS = ("tu", "usted", "vos")


@cache
def spanish() -> Rulebook:
    return read_rulebook([(BOOK.read_text("utf-8"), "es/rules.toml")])


RULES = list(spanish().rules.values())


def codes(text: str, *severities: str) -> dict[str, str]:
    """Return the words that the rules find in a text, by code."""
    found = spanish().findings(text)
    return {one.code: one.words for one in found if not severities or one.severity in severities}


def matters(text: str) -> set[str]:
    return {one.code for one in spanish().person_matters(text)}


def leaks(text: str, register: str) -> list[str]:
    """Return the marks of other registers that stop a letter."""
    return [one.words for one in spanish().register_leaks(text, register) if one.severity == "error"]


def test_every_rule_says_why_and_what_to_write_in_a_short_plain_sentence() -> None:
    for rule in RULES:
        for text in (rule.why, rule.instead):
            assert text[0].isupper() or text[0] == "«", text
            assert text[-1] == ".", text
            assert not set("{}") & set(text)
            assert "art." not in text
            assert len(text) <= 110, text
        assert rule.source


JOB_TALK = """
acompañamiento a menores de 16 años en acogida
actividades adaptadas a su edad, con material propio
administración de medicación por vía intravenosa
algoritmos genéticos y redes neuronales
análisis de fallas en turbinas
análisis de fallos
análisis de riesgo de crédito
antecedentes del proyecto
asesoramiento a personas inmigrantes
atención a embarazadas en la planta de obstetricia
atención a familias con hijos con autismo
atención a personas con discapacidad
campañas de turismo LGTBI
carácter técnico del informe
clientes de la tercera edad
código postal y rutas de reparto
conciliación bancaria
contratos indefinidos y temporales
copió los datos a otra hoja antes de borrarlos
cribado de candidaturas en un ATS
cuidado de personas mayores dependientes
defensa en acciones judiciales de consumo
derecho penal económico
desarrollo nativo para iOS y Android
detección de fraude y control de plagio
dinámicas de grupo con personas mayores
diseño de algoritmos
disponibilidad para viajar dos semanas al mes
eliminación láser de tatuajes
empresa con 50 años de historia
encaje de las piezas en el molde
ensayar la demostración con un cronómetro
entregó la prueba un día después del plazo
equipos que consumen poca energía
estudio de la demanda energética
explicó los riesgos mejor que los beneficios
falta el carné C+E
faltó el desglose por zonas
garantizar la trazabilidad del lote
gestión de deudas
gestión de nóminas, bajas y permisos de maternidad
guardar los registros de temperatura
higiene alimentaria y APPCC
impartir formación a jóvenes desempleados
inteligencia artificial aplicada
la base de datos no conectó con el servidor
la clase se centró en la gramática y no hubo práctica oral
la empatía con los pacientes
la energía con la que presentó el proyecto
la pieza no encaja en el eje
la respuesta no incluyó un plazo
las cuentas presentadas no cuadraban con el balance
locución con distintos tonos
mantenimiento de radares militares
maquetas que respetan la escala
moda de mujer
negociación con sindicatos
no fabricamos el lote sin la firma de calidad
no tiene el nivel de alemán B2 que pide el puesto
no llegó al nivel B1 en la parte oral
organización de la biblioteca infantil
perfil más técnico
permiso de trabajo en la Unión Europea
prevención de riesgos laborales
prevención del fracaso escolar
profesor de religión en secundaria
programación de bajo nivel en C
química orgánica
recuperación ante desastres
redacción de convenios con los sindicatos
resultados mejores que los del año anterior
ropa de embarazada y de lactancia
salud pública
se equivocó en la fórmula del margen
sistema automático de riego
su dominio de Revit
su manera de explicar los pasos
terapia de pareja y mediación familiar
tiene el inglés B1 y la oferta pide C1
todavía no ha trabajado con SAP
tratamiento de valores null en la base de datos
trato con clientes maleducados por teléfono
un aumento del 20 % en las ventas
la capacidad de motivar a un grupo desmotivado
atender a una familia con dos hijos en la simulación
hablar del fracaso de un proyecto y de lo aprendido
contar una vez que te equivocaste y qué hiciste después
la actitud ante los imprevistos
la paciencia con el niño en la sesión de prueba
la seguridad en quirófano y el interés por la normativa
no identificó el riesgo eléctrico en la foto
los turnos que puede hacer no coinciden con los del puesto
veló por la seguridad de los alumnos
velo y mantilla: confección artesana de encaje
visitas guiadas a la mezquita
vestuario de teatro y tallas grandes
""".strip().splitlines()


@pytest.mark.parametrize("text", JOB_TALK)
def test_legitimate_talk_about_work_is_no_error(text: str) -> None:
    assert not codes(text, "error"), text
    assert not set(codes(text.upper(), "error")) - {"empty-value"}, text
    assert not codes(f"La razón es lo que pide el puesto: {text}.", "error"), text


# What recruiters type, and the code of a rule that must say so; none of it is an example of the rules themselves.
UNKIND = """
age: mas joven
age: te vemos muy mayor
age: un candidato demasiado joven
age: para este puesto buscamos gente joven
age: ya tiene una edad
age: sangre joven es lo que quieren
seniority: le falta seniority
seniority: tan senior que se va de banda
overqualified: le sobran títulos
overqualified: sobrecalificado para la vacante
overqualified: el puesto se le queda pequeño
sex: el turno lo llevan mejor, y mejor un chico
sex: quieren un hombre
family: se va a quedar embarazada
family: tus hijos son pequeños
family: no podrías conciliar
family: es madre de dos
health: tiene una enfermedad rara
health: nos preocupa tu salud
health: toma medicación
origin: tienes un acento muy marcado
origin: por ser inmigrante
native-speaker: nivel nativo de inglés
religion: lleva velo
religion: es musulmana
orientation: por lesbiana
union: milita en un partido
union: hizo huelga
appearance: vino mal vestido
appearance: lleva tatuajes
residence: vives lejos, y vives en un pueblo
criminal-record: cumplió condena
credit-record: aparece en una lista de morosos
salary-history: lo que ganabas antes
career-gap: tres años en paro
military: es reservista del ejército
body-language: los nervios te jugaron una mala pasada
body-language: no miraba a los ojos
body-language: se la notaba: estaba nerviosa
comparison: había perfiles más completos
comparison: otra candidata tenía más experiencia
comparison: lo hicieron mejor
comparison: en comparación con los demás candidatos
hired-person: la elegida domina tres idiomas
hired-person: nos quedamos con otra persona
ranking: quedaste en tercer lugar
culture-fit: no encaja con nosotros
culture-fit: no acaba de encajar
culture-fit: tu perfil no nos cuadra
culture-fit: no es el perfil que buscamos
personality: mala actitud
personality: actitud chulesca
personality: poco empático
personality: te falta carácter
personality: estuviste un poco seco
personality: no sabe trabajar en equipo
gut-feeling: no les convenciste
gut-feeling: no conectamos
gut-feeling: no le vemos en el puesto
gut-feeling: nos da mala espina
motivation: sin ganas
motivation: se le veía desmotivado
motivation: falta de compromiso
motivation: no mostraste ilusión
coded-language: muchas muletillas
would-leave: te cansarías en dos meses
would-leave: cambia mucho de trabajo
keep-on-file: guardamos tu CV
will-contact: te llamaremos
will-contact: te tendremos muy en cuenta
reapply-promise: te animamos a presentarte otra vez
reapply-promise: inténtalo de nuevo
almost: por los pelos
guarantee: te lo garantizo
guarantee: pronto encontrarás algo
if-it-changes: si cambian las cosas te contrataríamos
not-final: de momento no podemos seguir
careful-consideration: tras una exhaustiva evaluación
blame: el director no lo ve
volume: cientos de solicitudes
no-feedback: no facilitamos comentarios
silence-means-no: si no te llamamos, date por descartado
no-reply: no contestes a este mensaje
off-the-record: que quede entre nosotros
legal-talk: no te hemos discriminado
verdict-on-person: no da la talla
verdict-on-person: un candidato mediocre
verdict-on-person: no vales para esto
verdict-on-person: dejaste mucho que desear
verdict-on-person: no tienes nivel
contradiction: no salió tan bien como crees
self-awareness: le falta autocrítica
accusation: mentiste
accusation: se inventó la experiencia
accusation: copiaste el ejercicio
automation: te descartó un filtro, nuestro algoritmo
score: sacaste un 3
forever: conservaremos tu perfil para siempre
silent-consent: salvo que nos digas lo contrario
passed-on: hemos reenviado tu currículum
id-number: 11223344-B
marketing: suscríbete
regret: sentimos comunicarte que no
unfortunately: por desgracia
good-luck: te deseamos lo mejor
hard-decision: no fue fácil decidir
gendered: bienvenido al proceso
gender-signs: candidat@s
shouting: hola 🎉
platitude: no te rindas
presuming: evidentemente
placeholder: [empresa]
empty-value: NaN
""".strip().splitlines()


@pytest.mark.parametrize("line", UNKIND)
def test_unkind_words_that_are_no_example_are_found_too(line: str) -> None:
    code, _, text = line.partition(": ")
    assert code in codes(text, "error", "warning"), codes(text)
    assert code in codes(f"La razón es esta: {text}."), text


def test_enough_is_tried() -> None:
    tried = {line.partition(": ")[2] for line in UNKIND}
    examples = {text for rule in RULES for text in rule.fires}
    assert len(JOB_TALK) >= 60
    assert len(UNKIND) >= 60
    assert not tried & examples


# The words that the law, or any kindness, forbids: each stops the letter.
STOPPED = """
le faltó energía
le falta actitud
poca actitud
demasiado joven
demasiado mayor
muy mayor para el puesto
buscamos gente joven
recién licenciado
no dio la talla
no encaja con el equipo
no encajas
no nos gustó
no tiene nivel
sobrecualificado
otros candidatos eran mejores
mintió
copió la prueba
estaba nerviosa
su acento
está embarazada
por ser madre
""".strip().splitlines()


@pytest.mark.parametrize("text", STOPPED)
@pytest.mark.parametrize("typed", [str, str.upper, str.capitalize], ids=["lower", "upper", "sentence"])
def test_what_nobody_may_write_stops_the_letter_however_it_is_typed(text: str, typed: type[str]) -> None:
    plain = text.translate(str.maketrans("áéíóú", "aeiou"))
    assert codes(typed(text), "error")
    assert codes(typed(plain), "error")
    assert codes(f"«{typed(text)}»", "error")
    assert codes(typed(text).replace(" ", "\n  "), "error")


def shipped_lines() -> Iterator[tuple[str, int, str]]:
    """Yield every line of the phrase books and letters, without what stands in braces."""
    for folder in FOLDERS:
        for file in sorted(folder.rglob("*.md")):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if not line.startswith((">", "Note:", "|", "Requires:", "Unless:")):
                    yield f"{folder.name}/{file.name}", number, re.sub(r"\{\{.*?\}\}", "…", line)


def test_the_shipped_words_break_no_rule() -> None:
    found = [(*place, codes(line)) for *place, line in shipped_lines() if codes(line)]
    assert not found


def test_the_shipped_words_say_nothing_twice_in_a_line_and_are_no_matter_for_a_person() -> None:
    for name, number, line in shipped_lines():
        assert not spanish().repeated(line), (name, number)
    answer = "candidate-reply.md"
    assert not [line for name, _, line in shipped_lines() if name.endswith(answer) and matters(line)]


def words_table(folder: str) -> Iterator[dict[str, str]]:
    """Yield the forms of each row of the table tu, by register."""
    text = (TEMPLATES / folder / "words.md").read_text("utf-8")
    section = text.partition("# tu\n")[2].partition("\n# ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    for row in rows[2:]:
        cells = row[1:] if len(rows[0]) == 4 else row
        yield {name: cells[0] if cell == "=" else cell for name, cell in zip(REGISTERS, cells, strict=True)}


FORMS = [*words_table("es"), *words_table("es-419")]


def test_no_form_is_a_leak_in_its_own_register() -> None:
    assert len(FORMS) > 70
    for forms, register in product(FORMS, REGISTERS):
        assert not leaks(forms[register], register), (register, forms[register])
        assert not leaks(forms[register].capitalize(), register), (register, forms[register])


# A third person, or "the accounts": only their company tells.
AMBIGUOUS: Mapping[str, str] = {
    "responde": "responde a este correo",
    "escribe": "para pedir la supresión, escribe a privacidad@acme.example",
    "contesta": "contesta a este mensaje",
    "recibe": "recibe un cordial saludo",
    "cuentas": "¿nos lo cuentas en dos líneas?",
}


def test_every_form_of_tu_that_can_be_nothing_else_stops_a_letter_in_usted() -> None:
    for forms in FORMS:
        word = forms["tu"]
        if word not in AMBIGUOUS and word != forms["usted"]:
            assert leaks(word, "usted"), word
    for word, line in AMBIGUOUS.items():
        assert not leaks(word, "usted"), word
        assert leaks(line, "usted"), line
        assert not leaks(line, "tu"), line


def test_the_forms_of_vos_stop_a_letter_in_tu() -> None:
    for forms in FORMS:
        theirs = forms["vos"]
        if (
            theirs != forms["tu"]
            and theirs not in ("escribí", "recibí")
            and forms["tu"][:4] not in ("has ", "te h", "te l")
        ):
            assert leaks(theirs, "tu"), theirs
    assert leaks("para pedir la supresión, escribí a este correo", "tu")
    assert leaks("recibí un cordial saludo", "tu")


@pytest.mark.parametrize(
    "text",
    [
        "quien atiende responde a las preguntas del cliente",
        "escribe a mano los pedidos",
        "la empresa recibe un premio",
        "contesta bien a las objeciones",
        "conciliar las cuentas de clientes",
        "existe un desgaste del engaste",
        "el contraste y el gasto consisten en lo mismo: el ahorro que persiste",
        "asiste a reuniones e insiste en los plazos",
        "reviste importancia que alguien entreviste a los testigos",
        "un trato triste, sin chiste",
        "aplicación de plaste y desbaste de piezas",
        "zero waste, copy-paste",
        "averías, baterías, tuberías, auditorías e ingenierías",
        "arte, aparte, transporte, deporte, soporte",
        "fuerte, suerte y muerte natural",
        "iOS, Mac OS, Wear OS 4 y sistemas operativos (OS)",
        "dieciséis, veintiséis, jamás, además y quizás",
        "jerséis de punto y bonsáis",
        "té verde y tés de la India",
        "ha escrito: escribí un informe y recibí la respuesta",
        "botón SOS del vehículo",
        "estas tareas y estos casos",
        "ayudas públicas y tiempos de espera",
        "el equipo responde a este tipo de incidencias",
        "Luis Reis, de Tomás e Inés",
        "su equipo le dio las llaves y se fue",
        "hay que preguntarle al cliente y explicárselo",
    ],
)
@pytest.mark.parametrize("register", REGISTERS)
def test_a_third_person_and_its_near_misses_stop_no_letter(text: str, register: str) -> None:
    assert not leaks(text, register)
    assert not leaks(text.capitalize(), register)


@pytest.mark.parametrize(
    ("text", "register", "found"),
    [
        ("él te lo dirá", "usted", ["te"]),
        ("él te lo dirá", "vos", []),
        ("la parte que contaste de tu equipo", "usted", ["contaste", "tu"]),
        ("lo que hiciste", "usted", ["hiciste"]),
        ("para ti", "vos", ["ti"]),
        ("para ti", "tu", []),
        ("contigo", "vos", ["contigo"]),
        ("con vos", "tu", ["vos"]),
        ("con vos", "usted", ["vos"]),
        ("si podés, contanos", "tu", ["podés", "contanos"]),
        ("si puedes, cuéntanos", "vos", ["puedes", "cuéntanos"]),
        ("dime, cuéntanos, escríbenos", "usted", ["dime", "cuéntanos", "escríbenos"]),
        ("dígame y escríbanos", "tu", ["dígame", "escríbanos"]),
        ("dígame y escríbanos", "usted", []),
        ("responda a este correo", "tu", ["responda a este correo"]),
        ("conteste a ese mensaje", "vos", ["conteste a ese mensaje"]),
        ("que alguien responda a las quejas", "tu", []),
        ("como sabe usted", "tu", ["usted"]),
        ("os escribimos a vosotras", "tu", ["os", "vosotras"]),
        ("vuestra entrevista", "usted", ["vuestra"]),
        ("no sabéis lo que habéis hecho", "vos", ["sabéis", "habéis"]),
        ("¿qué visteis?", "tu", ["visteis"]),
        ("puedes preguntarnos", "usted", ["puedes"]),
        ("es útil explicarte el caso", "usted", ["explicarte"]),
        ("Tú y TU empresa", "usted", ["Tú", "TU"]),
    ],
)
def test_a_mark_of_another_register_stops_the_letter(text: str, register: str, found: list[str]) -> None:
    assert leaks(text, register) == found


def test_a_weak_mark_is_only_noted() -> None:
    noted = spanish().register_leaks("su equipo le respondió", "tu")
    assert [(one.words, one.severity) for one in noted] == [("su", "info"), ("le", "info")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Me han descartado por ser mujer.", "discrimination"),
        ("Me preguntasteis si estaba embarazada.", "discrimination"),
        ("Creo que fue por mi acento.", "discrimination"),
        ("Os voy a demandar.", "lawyer"),
        ("Pienso interponer una demanda.", "lawyer"),
        ("Nos vemos en los juzgados.", "lawyer"),
        ("Voy a poner una reclamación.", "lawyer"),
        ("Mi sindicato ya lo sabe.", "lawyer"),
        ("Eliminen mi currículum, por favor.", "data-rights"),
        ("BORRA TODOS MIS DATOS", "data-rights"),
        ("Ejerzo mi derecho de supresion.", "data-rights"),
        ("¿Qué datos tenéis sobre mí?", "data-rights"),
        ("Escribiré a la AEPD.", "data-rights"),
        ("¿Me descartó un algoritmo?", "data-rights"),
        ("No quiero seguir viviendo.", "distress"),
        ("Estoy destrozada.", "distress"),
        ("he pensado en suicidarme", "distress"),
    ],
)
def test_what_a_person_must_answer_is_found_in_a_reply(text: str, code: str) -> None:
    assert code in matters(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gracias por avisar, y un saludo.",
        "¿Puedo saber qué requisito faltó?",
        "Me habría gustado otra respuesta, pero lo entiendo.",
        "Trabajé tres años en un sindicato.",
        "Conozco bien la demanda del mercado.",
        "Retiro mi candidatura porque he aceptado otra oferta.",
        "Os envío mis datos de contacto nuevos.",
        "Tengo experiencia como abogada junior y un curso de RGPD.",
        "No puedo más que agradecer vuestro tiempo.",
        "Bien en Excel, regular en el caso.",
        "Me preguntaron por mi experiencia con clientes.",
        "Podéis borrar la cita de la agenda.",
        "",
    ],
)
def test_an_ordinary_reply_is_no_matter_for_a_person(text: str) -> None:
    assert not matters(text)


def test_a_letter_says_some_things_once() -> None:
    assert spanish().repeated("Sin embargo, no. Y sin embargo, sí.") == ("Sin embargo",)
    assert spanish().repeated("Gracias por tu tiempo. Gracias por escribirnos.") == ()


def test_what_is_said_elsewhere_makes_a_rule_moot() -> None:
    assert {rule.code: rule.off for rule in RULES if rule.off} == {
        "automation": "assistance_notice",
        "passed-on": "share_consent",
    }


def test_a_finding_says_where_its_rule_stands() -> None:
    place = spanish().findings("le faltó energía")[0].place
    line = int(place.partition(":")[2])
    assert place.startswith("es/rules.toml:")
    assert BOOK.read_text("utf-8").splitlines()[line - 1] == "[[rule]]"
