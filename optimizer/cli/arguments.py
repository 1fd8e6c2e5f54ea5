"""The words of the command line: what can be said, with help, and which function carries it out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from optimizer.cli import commands, explain, papers
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
    return parser


def _add(sentences: Any, name: str, run: Callable[..., int], text: str) -> GermanParser:
    parser: GermanParser = sentences.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)
    return parser


def _add_plan(sentences: Any) -> None:
    parser = _add(
        sentences, "plan", commands.plan, "die beste Umverteilung suchen, nachprüfen und mit Entwürfen ablegen"
    )
    _file(parser)
    parser.add_argument("--szenario", metavar="NAME", help="Name aus dem Blatt „Ereignisse“")
    parser.add_argument("--out", metavar="ORDNER", type=Path, help="Ordner für plan.json, plan.xlsx und bescheide/")
    parser.add_argument("--solver", choices=("highs", "scip"), default="highs", help="womit gerechnet wird (highs)")
    parser.add_argument("--lp", metavar="DATEI", type=Path, help="das gelöste Modell als LP-Datei ablegen")
    parser.add_argument("--bisher", metavar="PLAN", type=Path, help="früherer plan.json für das Ziel „Stetigkeit“")
    parser.add_argument("--zeit", metavar="SEKUNDEN", type=_seconds, help="so lange darf höchstens gerechnet werden")
    parser.add_argument(
        "--erklaeren", action="store_true", help="Grenzwerte, Warum nicht, Engpass, Alternativen auch in plan.xlsx"
    )


def _add_explain(sentences: Any) -> None:
    text = "sagen, warum dieser Plan, warum nicht anders, und was wäre, wenn"
    parser = _add(sentences, "erklaeren", explain.explain, text)
    _file(parser)
    explain.add_words(parser)


def _add_workbook_commands(sentences: Any) -> None:
    _file(_add(sentences, "pruefen", commands.check, "alle Fehler einer Arbeitsmappe nennen, mit Blatt und Zelle"))
    _file(_add(sentences, "szenarien", commands.scenarios, "die Szenarien einer Arbeitsmappe auflisten"))
    parser = _add(
        sentences, "vorlage", commands.template, "eine leere Arbeitsmappe mit Auswahllisten und Erklärungen anlegen"
    )
    parser.add_argument("datei", metavar="DATEI", type=Path, help="Name der neuen Datei (.xlsx)")
    parser.add_argument("--beispiel", action="store_true", help="die ausgefüllte Beispielmappe statt der leeren")


def _add_audit(sentences: Any) -> None:
    parser = _add(
        sentences, "audit", commands.audit_plan, "einen Plan unabhängig nachprüfen, nur aus Arbeitsmappe und Plan"
    )
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=Path, help="plan.json")
    parser.add_argument(
        "--bisher", metavar="PLAN", type=Path, help="früherer plan.json, wenn das Ziel „Stetigkeit“ gilt"
    )


def _add_start(sentences: Any) -> None:
    parser = _add(
        sentences, "start", commands.start, "die Oberfläche im Browser öffnen (nur auf diesem Rechner erreichbar)"
    )
    parser.add_argument("--port", type=_port, default=8501, help="Anschluss auf 127.0.0.1 (8501)")
    parser.add_argument("--ohne-browser", action="store_true", help="nur den Dienst starten")


def _add_papers(sentences: Any) -> None:
    parser = _add(sentences, "papiere", papers.papers, "alle Papiere zu einem Plan entwerfen")
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=Path, help="plan.json")
    parser.add_argument("--out", metavar="ORDNER", type=Path, required=True, help="Ordner für die Papiere")
    parser.add_argument(
        "--angaben", metavar="DATEI", type=Path, help="Tage, Anträge, Rechtsgrund, Ermessen, Zustimmungen, Freigabe"
    )
    parser.add_argument(
        "--vorlagen", metavar="ORDNER", type=Path, help="eigene Word-Vorlagen; was fehlt, ist eingebaut"
    )
    parser.add_argument("--pdf", action="store_true", help="jedes Word-Papier auch als PDF (braucht LibreOffice)")
    parser.add_argument(
        "--erklaeren", action="store_true", help="Preis der Alternativen, Grenzwerte und Engpässe in Akte und Gründen"
    )
    parser = _add(sentences, "papiere-angaben", papers.write_entries, "eine Datei für --angaben zum Ausfüllen anlegen")
    _file(parser)
    parser.add_argument("plan", metavar="PLAN", type=Path, help="plan.json")
    parser.add_argument("angaben", metavar="ANGABEN", type=Path, help="Name der neuen Datei (.toml)")
    parser = _add(sentences, "papiere-pruefen", papers.check_templates, "eigene Word-Vorlagen prüfen")
    parser.add_argument("ordner", metavar="ORDNER", type=Path, help="Ordner mit den Vorlagen (.docx)")


def _file(parser: GermanParser) -> None:
    parser.add_argument("datei", metavar="DATEI", type=Path, help="Arbeitsmappe (.xlsx)")


def _seconds(text: str) -> float:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Zahl von Sekunden über null.")
    return seconds


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Anschluss zwischen 1 und 65535.")
    return int(text)


def _version() -> str:
    try:
        return f"staffelstab {version('staffelstab')}"
    except PackageNotFoundError:
        return "staffelstab (nicht installiert)"
