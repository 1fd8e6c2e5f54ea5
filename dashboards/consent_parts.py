"""The parts of the page *Abstimmung*: answers, objections, release, attachments, withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboards import casework, consent, planning, proposal, show, state
from dashboards.proposal_parts import vote_button
from dashboards.state import Desk
from dashboards.today import today
from optimizer import Dataset, Pin, StaffelstabError, short_date, store

ANSWERS: Final[dict[str, str]] = {
    "zugestimmt": "stimmt zu",
    "abgelehnt": "wendet ein",
    "nicht erforderlich": "nicht erforderlich",
    "offen": "zurück auf offen",
}


def voted_on(desk: Desk, case: store.StoredCase, dataset: Dataset) -> None:
    """The plan that is voted on: who takes over what, and what it costs; of it, a municipality's own part."""
    if case.plan_id is None:
        return
    plan = store.plan_of(desk.db, desk.me, case.plan_id)
    title = "Der eigene Teil des Plans" if desk.me.bound else "Worüber abgestimmt wird"
    show.section(title, f"{proposal.total(plan)}.")
    show.table(proposal.in_short(plan, dataset, title), "abgestimmt", height=240)


def answer(desk: Desk, case: store.StoredCase, found: Sequence[store.Consent]) -> None:
    """Write down what a party said, or several at once."""
    show.section("Antwort eintragen", "Eine oder mehrere Stellen, etwa alle Kommunen einer Sitzung.")
    mine = [row for row in found if not desk.me.bound or (row.kind == "Kommune" and row.key == desk.me.ags)]
    party = {(row.kind, row.key): row for row in consent.to_be_asked(mine)}
    form = state.form(f"answer:{case.id}")
    first, second, third, fourth = st.columns([4, 2, 2, 2])
    with first:
        chosen = form.several(
            "Wer antwortet?",
            list(party),
            told=lambda key: f"{party[key].name} ({party[key].status})",
            hint="Bitte wählen; Tippen sucht",
        )
    with second:
        said = form.choice("Antwort", list(ANSWERS), "zugestimmt", told=ANSWERS.__getitem__)
    with third:
        day = form.day("Datum der Antwort", value=short_date(today()), needed=said in {"zugestimmt", "abgelehnt"})
    with fourth:
        resolution = form.text("Beschluss-Nr.")
    reason = form.text("Begründung", needed=True, lines=True) if said in {"abgelehnt", "nicht erforderlich"} else ""
    why = state.allowed(desk, store.Act.WAIVE if said == "nicht erforderlich" else store.Act.CONSENT)
    mark = ".".join(f"{row.id}:{row.version}" for row in found)
    seen = state.button("Antwort eintragen", f"answer:{case.id}", party, mark, why=why, icon=":material/edit_note:")
    if seen is None:
        return
    problems = [*([] if chosen else ["„Wer antwortet?“ fehlt."]), *form.problems]
    if problems:
        st.error(show.safe("\n".join(problems)), icon=":material/error:")
        return
    what = store.Answer(said, day if said in {"zugestimmt", "abgelehnt"} else None, resolution, reason)  # type: ignore[arg-type]
    rows = [seen.get(key, party[key]) for key in chosen if not consent.stands(party[key], what)]
    state.act(
        f"answer:{case.id}:{chosen!r}:{what!r}",
        lambda token: consent.record(desk.db, desk.me, rows, what, token),
        done=f"Eingetragen: {len(chosen)} {'Antwort' if len(chosen) == 1 else 'Antworten'}.",
        sent=[form],
    )


def objections(desk: Desk, case: store.StoredCase, found: Sequence[store.Consent], dataset: Dataset) -> None:
    """Every objection with what may follow from it: a pin with this reason, and a new plan."""
    against = [row for row in found if row.status == "abgelehnt"]
    if not against or desk.me.bound:
        return
    show.section("Einwände", "Ein Klick macht aus dem Einwand eine Vorgabe; danach erscheint der neue Plan.")
    titles = {row.key: row.title for row in dataset.offerings}
    why = state.allowed(desk, store.Act.PIN)
    for row in against:
        show.line(row.name, row.reason)
        for pin in store.proposed_pins(desk.db, desk.me, row.id):
            label = f"{pin.capacity} nicht für {titles.get(pin.offering, pin.offering)} – als Vorgabe übernehmen"
            key = f"pin:{row.id}:{pin.offering}:{pin.capacity}"
            seen = state.button(show.safe(label), key, case.version, why=why, icon=":material/push_pin:")
            if seen is not None:
                _pin(desk, case, seen, row, pin)


def _pin(desk: Desk, case: store.StoredCase, seen: int, row: store.Consent, pin: Pin) -> None:
    wish = store.Wish(pin, f"Einwand von {row.name}: {row.reason}", row.id)
    state.act(
        f"objection:{row.id}:{pin!r}",
        lambda token: store.add_pin(desk.db, desk.me, case.id, wish, seen=seen, token=token),
        done="Der Einwand ist als Vorgabe übernommen, der Plan neu berechnet.",
        then="vorschlaege",
        fall=case.id,
    )


def release(desk: Desk, case: store.StoredCase) -> None:
    """What is missing, the written reason for deciding all the same, and the decision."""
    show.section("Beschluss", "Danach ändert sich an diesem Fall nichts mehr; eine Änderung braucht einen neuen Fall.")
    missing = store.missing_for_release(desk.db, desk.me, case.id)
    for obstacle in missing:
        show.note(obstacle.sentence, "bad")
    if not missing:
        show.note("Alle, die zustimmen müssen, haben zugestimmt.", "good")
    hard = [obstacle.sentence for obstacle in missing if not obstacle.overrulable]
    why = state.allowed(desk, store.Act.RELEASE) or " ".join(hard)
    form = state.form(f"release:{case.id}")
    deviation = ""
    if missing and not hard:
        deviation = form.text(
            "Schriftliche Begründung der Abweichung",
            lines=True,
            help_text="Warum ohne alle Zustimmungen beschlossen wird (Nr. 3.2.6). Sie steht in der Akte.",
        )
        if len(deviation) < store.DEVIATION_LENGTH and not why:
            least = f"ab {store.DEVIATION_LENGTH} Zeichen"
            why = f"Es fehlen Zustimmungen. Dann braucht der Beschluss eine schriftliche Begründung ({least})."
    key = f"release:{case.id}"
    seen = state.button("Plan beschließen", key, case.version, why=why, type="primary", icon=":material/gavel:")
    if seen is not None:
        state.act(
            f"release:{case.id}",
            lambda token: store.release(desk.db, desk.me, case.id, seen=seen, token=token, deviation=deviation),
            done="Der Plan ist beschlossen. Hier sind seine Papiere.",
            then="bescheide",
            sent=[form],
            fall=case.id,
        )
    if why:
        st.caption(show.safe(f"Noch nicht möglich: {why}"))


def attachments(desk: Desk, case: store.StoredCase) -> None:
    """Signed consents, resolutions, letters: laid beside the case and handed out again."""
    if desk.me.bound:
        return
    with st.expander("Anlagen: unterschriebene Zustimmungen, Beschlüsse, Schreiben"):
        for row in store.attachments(desk.db, desk.me, case.id):
            st.download_button(
                show.safe(f"{row.name} ({row.by}, {short_date(row.at.date())})"),
                store.attachment_content(desk.db, desk.me, row.id),
                file_name=row.name,
                key=f"attachment:{row.id}",
                on_click="ignore",
                type="tertiary",
                icon=":material/attach_file:",
            )
        why = state.allowed(desk, store.Act.ATTACH)
        form = state.form(f"attach:{case.id}")
        file = st.file_uploader("Datei ablegen (bis 20 MB)", key=form.key, disabled=bool(why))
        if st.button("Ablegen", disabled=bool(why) or file is None, help=why or "Zuerst eine Datei wählen.") and file:
            laid = store.File(file.name, file.getvalue())
            state.act(
                f"attach:{case.id}:{laid.name}:{hash(laid.content)}",
                lambda token: store.attach(desk.db, desk.me, case.id, laid, token=token),
                done="Die Anlage liegt beim Fall.",
                sent=[form],
            )


def withdraw(desk: Desk, case: store.StoredCase) -> None:
    """End the case without a decision."""
    if case.decided or case.status == "zurückgezogen" or desk.me.bound:
        return
    with st.expander("Fall zurückziehen"):
        form = state.form(f"withdraw:{case.id}")
        reason = form.text("Grund des Zurückziehens", needed=True, hint="etwa: der Träger hat selbst Ersatz gefunden")
        why = state.allowed(desk, store.Act.WITHDRAW)
        seen = state.button("Fall zurückziehen", f"withdraw:{case.id}", case.version, why=why)
        if seen is not None:
            if form.problems:
                st.error(show.safe("\n".join(form.problems)), icon=":material/error:")
                return
            state.act(
                f"withdraw:{case.id}",
                lambda token: store.withdraw(desk.db, desk.me, case.id, reason, seen=seen, token=token),
                done="Der Fall ist zurückgezogen; seine Mittel und Stunden sind wieder frei.",
            )


def decided(desk: Desk, case: store.StoredCase) -> None:
    """Who decided, when, and on what grounds."""
    found = store.decision(desk.db, desk.me, case.id)
    if found is None:
        return
    how = "Alle haben zugestimmt." if found.complete else f"Abweichend beschlossen: {found.deviation}"
    show.note(f"Beschlossen von {found.by} am {short_date(found.at.date())}. {how}", "good")


def veraltet(desk: Desk, case: store.StoredCase) -> None:
    """The plan in force is out of date: the way to the new one, with the difference."""
    if not any(row.id == case.plan_id and row.outdated for row in store.plans(desk.db, desk.me, case_id=case.id)):
        return
    try:
        work = casework.open_case(desk, case)
    except StaffelstabError as error:
        planning.refusal(error)
        return
    show.note(f"Der Plan in Abstimmung ist veraltet: {work.outdated}", "warn")
    show.sentences("Was sich mit dem neu berechneten Plan ändert", casework.changes(desk, work))
    why = state.allowed(desk, store.Act.PROPOSE)
    vote_button("Neu berechneten Plan zur Abstimmung stellen", work, work.best, why, type="primary")
