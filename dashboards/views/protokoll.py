"""Protokoll: who did what when; the chain is checked on the page."""

from __future__ import annotations

import streamlit as st

from dashboards import journal, show, state
from optimizer import store

desk = state.open_page("protokoll")
if why := state.allowed(desk, store.Act.READ_LOG):
    show.note(why, "warn")
    st.stop()

left, right = st.columns([3, 2], gap="large")
with left:
    noted = st.text_input(
        "Früher notierter Stand prüfen",
        placeholder="123:abc… (Nummer, Doppelpunkt, 64 Zeichen)",
        help="Steht er noch in der Kette, wurde seither nichts davor entfernt oder umgeschrieben.",
        key="noted",
    )
head, problem = journal.head_of(noted)
if problem:
    st.error(show.safe(problem), icon=":material/error:")
broken = store.check_log(desk.db, desk.me, (head,) if head else ())
now = store.log_head(desk.db, desk.me)
with left:
    for line in broken:
        show.note(line, "bad")
    if not broken:
        show.note(journal.sound(now.number, noted=head is not None), "good")
with right:
    show.facts("Stand am Ende, zum Notieren", (("Einträge", str(now.number)), ("Stand", str(now))))

entries = store.log(desk.db, desk.me, limit=journal.LIMIT)
if not entries:
    show.empty("Es ist noch nichts geschehen.", "Zuerst einen Ausfall melden oder Daten hochladen.", "melden")
    st.stop()
subjects = sorted({entry.subject for entry in entries})
subject = st.selectbox("Nur zu", ["", *subjects], format_func=lambda text: text or "allem", key="subject")
show.table(journal.entries_sheet(entries, subject), "protokoll", height=520)
