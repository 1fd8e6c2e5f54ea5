"""The nine pages: file, title, icon, and what each answers. The one place that names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page: `key` is its file and address, `answers` the line under its title, `help_text` what one can do there."""

    key: str
    title: str
    icon: str
    section: str
    answers: str
    help_text: str

    @property
    def file(self) -> str:
        """The script, beside `app.py`."""
        return f"views/{self.key}.py"


PAGES: Final = (
    PageInfo(
        "lage",
        "Lage",
        ":material/explore:",
        "Überblick",
        "Was läuft wo, wer bezahlt es, was ist heute zu tun?",
        "Oben steht, was zu tun ist; ein Klick führt an die Stelle. Darunter stehen alle Fälle und alle Angebote mit "
        "Stunden und Mitteln. Ruft ein Träger an, geht es mit „Ausfall melden“ weiter.",
    ),
    PageInfo(
        "melden",
        "Ausfall melden",
        ":material/call:",
        "Fall bearbeiten",
        "Ein Träger ruft an: welches Angebot, ab wann, bis wann, wie viel?",
        "Angebot wählen, ersten Tag eintragen, und wenn bekannt den letzten. Bleibt das Ende leer, gilt der Ausfall "
        "bis zum Ende des Angebots. Gespeichert wird ein Grund aus der Liste, nie der Name oder die Krankheit eines "
        "Menschen. Daraus wird ein Fall, und sofort erscheinen die Vorschläge.",
    ),
    PageInfo(
        "vorschlaege",
        "Vorschläge",
        ":material/handshake:",
        "Fall bearbeiten",
        "Wer übernimmt wie viele Stunden, ab wann, aus welchen Mitteln, und warum?",
        "Der beste zulässige Plan steht schon da. Was am Telefon zugesagt oder abgelehnt wurde, kommt als Vorgabe mit "
        "Grund hinein; der Plan wird dann neu berechnet, und die Seite sagt, was die Vorgabe kostet. Ist der Plan gut, "
        "geht er mit einem Klick zur Abstimmung.",
    ),
    PageInfo(
        "abstimmung",
        "Abstimmung",
        ":material/how_to_vote:",
        "Fall bearbeiten",
        "Wer muss zustimmen, wer hat schon, wer wendet was ein?",
        "Wer zustimmen muss, folgt aus dem Plan. Jede Antwort mit Datum eintragen; aus einem Einwand wird mit einem "
        "Klick eine Vorgabe und ein neuer Plan. Sind alle Antworten da (oder ist die Abweichung begründet), "
        "kann der Plan beschlossen werden. Danach ändert sich am Fall nichts mehr.",
    ),
    PageInfo(
        "bescheide",
        "Bescheide",
        ":material/description:",
        "Fall bearbeiten",
        "Welche Papiere gehören dazu, und was fehlt ihnen noch?",
        "Alle Papiere des Falls als Word-Entwurf, dazu Bescheidliste und Kalender. Die Liste „Es fehlt noch“ nennt, "
        "was fehlt, und führt dorthin. Nach dem Beschluss wird jedes Papier, dem nichts mehr fehlt, einmal ausgegeben: "
        "etwa erst die Anhörung, dann die Bescheide. Bestandskraft gibt es nach dem Ende der Widerspruchsfrist.",
    ),
    PageInfo(
        "szenarien",
        "Szenarien",
        ":material/alt_route:",
        "Planung",
        "Was wäre, wenn? Und was ändert sich gegenüber dem Stand heute?",
        "Szenarien aus der Arbeitsmappe öffnen oder neue anlegen, nebeneinander stellen und als Arbeitsmappe "
        "herunterladen. Szenarien ändern an keinem Fall etwas.",
    ),
    PageInfo(
        "stresstest",
        "Stresstest",
        ":material/science:",
        "Planung",
        "Was geschieht, wenn ein Angebot ausfällt, und welches ist nicht zu ersetzen?",
        "Jedes Angebot fällt der Reihe nach aus, auf Wunsch auch jedes Paar. Die Rechnung zeigt ihren Fortschritt und "
        "lässt sich anhalten; was schon gerechnet ist, bleibt stehen.",
    ),
    PageInfo(
        "daten",
        "Daten",
        ":material/folder_open:",
        "Grundlagen",
        "Welche Arbeitsmappe gilt, was ist an ihr auszusetzen, was hat sich geändert?",
        "Eine Arbeitsmappe hochladen: Erst kommen alle Beanstandungen mit ihrer Zelle und die Änderungen gegenüber der "
        "geltenden Fassung, dann gilt sie auf Knopfdruck. Die leere Vorlage liegt zum Herunterladen bereit.",
    ),
    PageInfo(
        "protokoll",
        "Protokoll",
        ":material/history:",
        "Grundlagen",
        "Wer hat was wann getan, und ist das Protokoll unversehrt?",
        "Jeder Eintrag trägt den Fingerabdruck des vorigen; die Seite prüft die ganze Kette. Den Stand kann man "
        "sich notieren und später prüfen, ob davor etwas fehlt.",
    ),
)

PAGE: Final = {page.key: page for page in PAGES}
