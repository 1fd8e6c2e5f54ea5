"""The words of the command line: what can be said, with help, and which function carries it out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from optimizer.cli import commands, explain, keeping, papers, values
from optimizer.cli.german_parser import GermanParser

Command = Callable[[], int]


def parse(words: list[str]) -> Command | None:
    """The command that the words ask for, ready to be carried out; None where help was all that was wanted.

    Raises `UsageError` with a German sentence.
    """
    if words[:1] == ["papiere"] and words[1:2] in (["pruefen"], ["angaben"]):
        words = [f"papiere-{words[1]}", *words[2:]]
    if not words:
        words = ["--hilfe"]
    try:
        chosen = vars(_parser().parse_args(words))
    except SystemExit:
        return None
    chosen.pop("debug")
    chosen.pop("befehl")
    return partial(chosen.pop("run"), **chosen)


def _parser() -> GermanParser:
    parser = GermanParser(
        prog="staffelstab",
        description="Plant, wer die Arbeit eines ausfallenden Trägers der Jugendhilfe aus welchen Mitteln übernimmt.",
        epilog="Ende mit: 0 fertig · 1 Eingabe falsch · 2 falscher Aufruf · 3 Vorgaben widersprechen den Regeln · "
        "4 interne Prüfung nicht bestanden · 5 Ziel nicht beschreibbar · 6 kein bewiesenes Optimum in der Zeit. "
        "Bei 1 bis 6 wurde nichts geschrieben.",
    )
    parser.add_argument("--version", action="version", version=_version(), help="die Version zeigen")
    parser.add_argument(
        "--debug", action="store_true", help="bei einem Fehler des Programms die technische Ursache zeigen"
    )
    sentences = parser.add_subparsers(title="Befehle", metavar="BEFEHL", dest="befehl", required=True)
    _add_plan(sentences)
    _add_explain(sentences)
    _add_workbook_commands(sentences)
    _add_audit(sentences)
    _add_papers(sentences)
    _add_start(sentences)
    _add_keeping(sentences)
    return parser


def _add(sentences: Any, name: str, run: Callable[..., int], text: str) -> GermanParser:
    parser: GermanParser = sentences.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        prog=f"staffelstab {name.replace('-', ' ')}",
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)
    return parser


def _add_plan(sentences: Any) -> None:
    parser = _add(
        sentences, "plan", commands.plan, "die beste Umverteilung suchen, nachprüfen und mit Entwürfen ablegen"
    )
    _file(parser)
    parser.add_argument("--szenario", metavar="NAME", help="Name aus dem Blatt „Ereignisse“")
    parser.add_argument(
        "--out", metavar="ORDNER", type=values.place, help="Ordner für plan.json, plan.xlsx und bescheide/"
    )
    parser.add_argument("--solver", choices=("highs", "scip"), default="highs", help="womit gerechnet wird (highs)")
    parser.add_argument(
        "--lp", metavar="DATEI", type=values.place, help="das Modell als LP-Datei ablegen (mit dem ersten Ziel)"
    )
    _earlier(parser)
    parser.add_argument(
        "--zeit", metavar="SEKUNDEN", type=values.seconds, help="so lange darf höchstens gerechnet werden"
    )
    parser.add_argument(
        "--erklaeren", action="store_true", help="Grenzwerte, Warum nicht, Engpass, Alternativen auch in plan.xlsx"
    )


def _add_explain(sentences: Any) -> None:
    text = "sagen, warum dieser Plan, warum nicht anders, und was wäre, wenn"
    parser = _add(sentences, "erklaeren", explain.explain, text)
    _file(parser)
    add = parser.add_argument
    add("--szenario", metavar="NAME", required=True, help="Name aus dem Blatt „Ereignisse“")
    asked = "was gefragt ist, mehrfach möglich: " + ", ".join(explain.QUESTIONS)
    add("--was", metavar="FRAGE", action="append", choices=tuple(explain.QUESTIONS), help=asked)
    add("--ausfall", metavar="NUMMER", type=values.outage_number, help="nur dieser Ausfall")
    add("--kapazitaet", metavar="NAME", help="nur diese Kapazität (bei warum-nicht)")
    above_zero = values.above_zero
    add("--geld", metavar="EURO", type=above_zero, default=Fraction(1000), help="Schritt der Grenzwerte in Euro (1000)")
    add("--stunden", metavar="STUNDEN", type=above_zero, default=Fraction(5), help="Schritt in Wochenstunden (5)")
    add("--punkte", metavar="PUNKTE", type=above_zero, default=Fraction(5), help="Schritt in Prozentpunkten (5)")
    add("--spielraum", metavar="PROZENT", type=above_zero, help="Spielraum jedes Ziels bei Alternativen, in Prozent")
    add("--nach", choices=("wer", "wo", "womit"), default="wer", help="worin sich Alternativen unterscheiden (wer)")
    goals = ["Versorgung", "Kosten"]
    add("--ziele", nargs=2, metavar="ZIEL", default=goals, help="die zwei Ziele der Kurve (Versorgung Kosten)")
    add("--mit", metavar="SZENARIO", action="append", help="womit verglichen wird, mehrfach möglich (alle anderen)")
    add("--out", metavar="DATEI", type=values.workbook_place, help="den Vergleich auch als Excel-Datei ablegen")
    add("--bisher", metavar="PLAN", type=values.place, help="frühere plan.json für die Stetigkeit")
    add("--zeit", metavar="SEKUNDEN", type=values.seconds, help="so lange darf der Plan höchstens gerechnet werden")


def _add_workbook_commands(sentences: Any) -> None:
    _file(_add(sentences, "pruefen", commands.check, "alle Fehler einer Arbeitsmappe nennen, mit Blatt und Zelle"))
    _file(_add(sentences, "szenarien", commands.scenarios, "die Szenarien einer Arbeitsmappe auflisten"))
    parser = _add(
        sentences, "vorlage", commands.template, "eine leere Arbeitsmappe mit Auswahllisten und Erklärungen anlegen"
    )
    parser.add_argument("datei", metavar="DATEI", type=values.workbook_place, help="Name der neuen Datei (.xlsx)")
    parser.add_argument("--beispiel", action="store_true", help="die ausgefüllte Beispielmappe statt der leeren")


def _add_audit(sentences: Any) -> None:
    parser = _add(
        sentences, "audit", commands.audit_plan, "einen Plan unabhängig nachprüfen, nur aus Arbeitsmappe und Plan"
    )
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=values.place, help="plan.json")
    _earlier(parser)


def _add_start(sentences: Any) -> None:
    parser = _add(
        sentences, "start", commands.start, "die Oberfläche im Browser öffnen (nur auf diesem Rechner erreichbar)"
    )
    parser.add_argument("--port", type=values.port, default=8501, help="Anschluss auf 127.0.0.1 (8501)")
    parser.add_argument("--ohne-browser", action="store_true", help="nur den Dienst starten")


def _add_keeping(sentences: Any) -> None:
    copied = _add(sentences, "sicherung", keeping.back_up, "die Datenbank der Oberfläche sichern, auch im Betrieb")
    copied.add_argument("ziel", metavar="ZIEL", type=values.place, help="Name der Kopie; überschrieben wird nichts")
    forgotten = _add(
        sentences, "vergessen", keeping.forget, "den Namen einer Person aus der Datenbank löschen (Art. 17 DSGVO)"
    )
    forgotten.add_argument(
        "person", metavar="PERSON", type=values.name, help="Name wie im Protokoll, oder Kennung aus der Anmeldung"
    )
    for parser in (copied, forgotten):
        parser.add_argument(
            "--datenbank", metavar="ORT", help="Datei oder Adresse (sonst gilt die Einstellung STAFFELSTAB_DB)"
        )
        parser.add_argument(
            "--name", metavar="NAME", type=values.name, required=True, help="wer das veranlasst; steht im Protokoll"
        )


def _add_papers(sentences: Any) -> None:
    parser = _add(sentences, "papiere", papers.papers, "alle Papiere zu einem Plan entwerfen")
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=values.place, help="plan.json")
    parser.add_argument("--out", metavar="ORDNER", type=values.place, required=True, help="Ordner für die Papiere")
    parser.add_argument(
        "--angaben",
        metavar="DATEI",
        type=values.place,
        help="Tage, Anträge, Rechtsgrund, Ermessen, Zustimmungen, Freigabe",
    )
    parser.add_argument(
        "--vorlagen", metavar="ORDNER", type=values.place, help="eigene Word-Vorlagen; was fehlt, ist eingebaut"
    )
    parser.add_argument("--pdf", action="store_true", help="jedes Word-Papier auch als PDF (braucht LibreOffice)")
    parser.add_argument(
        "--erklaeren", action="store_true", help="Preis der Alternativen, Grenzwerte und Engpässe in Akte und Gründen"
    )
    _earlier(parser)
    parser = _add(sentences, "papiere-angaben", papers.write_entries, "eine Datei für --angaben zum Ausfüllen anlegen")
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=values.place, help="plan.json")
    parser.add_argument("angaben", metavar="ANGABEN", type=values.place, help="Name der neuen Datei (.toml)")
    parser = _add(sentences, "papiere-pruefen", papers.check_templates, "eigene Word-Vorlagen prüfen")
    parser.add_argument("ordner", metavar="ORDNER", type=values.place, help="Ordner mit den Vorlagen (.docx)")


def _file(parser: GermanParser) -> None:
    parser.add_argument("datei", metavar="DATEI", type=values.place, help="Arbeitsmappe (.xlsx)")


def _earlier(parser: GermanParser) -> None:
    parser.add_argument(
        "--bisher", metavar="PLAN", type=values.place, help="frühere plan.json, wenn das Ziel „Stetigkeit“ gilt"
    )


def _version() -> str:
    try:
        return f"staffelstab {version('staffelstab')}"
    except PackageNotFoundError:
        return "staffelstab (nicht installiert)"
