"""The story itself: who does what, chapter by chapter. What is due when is the engine's business, not the story's."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from owabi.demo.scene import Scene
from owabi.demo.words import WORDS, Locale, Words

SHOP = "web-shop"
LEAD = "tehon.kaoru"
MANAGER = "hinagata.makoto"
FINANCE = "kari.suzu"
QUALITY = "kensa.hikaru"
OWNER = "kamei.shirabe"
REFERENCE = "DEMO-1"


async def tell_story(scene: Scene, locale: Locale, policy: str) -> None:
    """One complaint's whole life: more than eight weeks until everybody is done, half a year until the last check."""
    words = WORDS[locale]
    await scene.file(_intake(scene, words, policy), f"files a complaint for its customer: “{words.subject}”")
    handler = str((await scene.look())["handler"])
    await scene.days_pass(1)
    await _understanding(scene, handler, words)
    await _questions(scene, handler, words)
    await _cause_and_decision(scene, handler, words)
    await _remedy(scene, handler, words)
    await _payment(scene, handler, words)
    await _answer(scene, handler, words)
    await _prevention(scene, words)
    await _afterwards(scene)


def _intake(scene: Scene, words: Words, policy: str) -> dict[str, Any]:
    return {
        "reference": REFERENCE,
        "received_at": scene.today.isoformat(),
        "channel": "web_form",
        "category": "delivery.damaged",
        "product": "dinner service",
        "order_reference": "ORD-2201",
        "policy": policy,
        "source": SHOP,
        "personal": {
            "customer": words.customer,
            "subject": words.subject,
            "description": words.description,
            "desired_outcome": words.wish,
            "mood": "disappointed",
        },
    }


async def _understanding(scene: Scene, handler: str, words: Words) -> None:
    await scene.do(
        handler,
        "handler",
        "calls the customer and reads the complaint back",
        "agree_summary",
        medium="phone",
        personal={"summary": words.summary, "desired_outcome": words.wish},
    )
    await scene.refused(
        handler,
        "handler",
        "is tempted to say at once that it was our fault",
        "apologise",
        kind="responsibility",
        personal={"wrong": words.wrong},
    )
    await scene.do(
        handler,
        "handler",
        "apologises for the trouble",
        "apologise",
        kind="regret",
        personal={"told_us": words.told_us},
    )


async def _questions(scene: Scene, handler: str, words: Words) -> None:
    await scene.do(
        handler,
        "handler",
        "asks for a photograph of the carton",
        "ask_customer",
        personal={"questions": words.questions},
    )
    await scene.until_wait("question_reminder", "the customer is silent")
    for number, answer in enumerate(words.answers, start=1):
        await scene.do(
            SHOP,
            "service",
            f"passes on: “{answer}”",
            "record_answer",
            question=f"Q{number}",
            personal={"answer": answer},
        )
    await scene.do(handler, "handler", "says how far we are", "send_update", personal={"message": words.update})


async def _cause_and_decision(scene: Scene, handler: str, words: Words) -> None:
    await scene.days_pass(1)
    cause = {"method": "5_whys", "category": "packaging", "evidence": ["photo-of-carton", "packing-list-7"]}
    await scene.refused(
        OWNER,
        "investigator",
        "blames a packer",
        "record_root_cause",
        method="5_whys",
        category="human_error",
        personal={"statement": "human error on the packing line"},
    )
    await scene.do(
        OWNER,
        "investigator",
        "asks why four times more",
        "record_root_cause",
        **cause,
        personal={"statement": words.statement, "whys": words.whys, "contributing": words.contributing},
    )
    await scene.do(
        handler,
        "handler",
        "decides that the complaint is right",
        "decide",
        heads=[{"head": "all", "outcome": "upheld"}],
        personal={"found": words.found, "weighed": words.weighed, "reasons": words.reasons},
    )


async def _remedy(scene: Scene, handler: str, words: Words) -> None:
    await scene.do(
        handler,
        "handler",
        "offers a voucher, within the handler's own limit",
        "offer_remedy",
        alternatives=[_alternative("voucher", words.small, words.currency)],
        personal={"descriptions": {"A": words.voucher}},
    )
    await scene.days_pass(1)
    await scene.do(
        SHOP,
        "service",
        f"passes on: “{words.rejection}”",
        "answer_offer",
        answer="rejected",
        personal={"words": words.rejection},
    )
    await scene.do(LEAD, "lead", "takes the escalation on", "acknowledge_escalation")
    await scene.do(
        handler,
        "handler",
        "offers the money back, more than the handler may give alone",
        "offer_remedy",
        alternatives=[_alternative("refund", words.large, words.currency)],
        personal={"descriptions": {"A": words.refund}},
    )
    await scene.do(LEAD, "lead", "approves", "approve", what="O2")
    await scene.days_pass(2)
    accepted = {"answer": "accepted", "alternative": "A", "personal": {"words": words.acceptance}}
    await scene.do(SHOP, "service", f"passes on: “{words.acceptance}”", "answer_offer", **accepted)


async def _payment(scene: Scene, handler: str, words: Words) -> None:
    await scene.refused(handler, "handler", "wants to release the money alone", "fulfil_remedy")
    await scene.do(FINANCE, "finance", "releases it", "fulfil_remedy")
    await scene.do(
        handler,
        "handler",
        f"calls: {words.call}" if words.currency == "GBP" else "calls: the refund is on its way",
        "send_update",
        medium="phone",
        personal={"message": words.call},
    )


def _alternative(kind: str, amount: str, currency: str) -> dict[str, Any]:
    return {"items": [{"kind": kind, "ground": "obligation", "amount": amount, "currency": currency}]}


async def _answer(scene: Scene, handler: str, words: Words) -> None:
    await scene.days_pass(1)
    await scene.refused(
        handler, "handler", "would like to be done", "close", ground="accepted", personal={"words": words.acceptance}
    )
    await scene.do(
        handler,
        "handler",
        "writes the apology that takes responsibility",
        "apologise",
        kind="responsibility",
        personal={"wrong": words.wrong, "because": words.because},
    )
    await scene.do(LEAD, "lead", "reads it and approves", "approve", what="A2")
    await scene.do(
        handler,
        "handler",
        "opens a prevention task",
        "add_prevention_task",
        kind="corrective",
        owner=OWNER,
        due=_day(scene, 28).isoformat(),
        title=words.measure,
        cause="C1",
    )
    scene.task_id = f"{REFERENCE}-P1"
    await scene.tell()
    await scene.do(MANAGER, "manager", "answers finally", "send_final_response", personal={"apology": words.sorry})
    await scene.days_pass(2)
    await scene.do(
        handler,
        "handler",
        f"calls the customer, who says: “{words.thanks}”",
        "close",
        ground="accepted",
        arrived=True,
        personal={"words": words.thanks},
    )


async def _prevention(scene: Scene, words: Words) -> None:
    await scene.days_pass(12, "aftercare and survey go out by themselves")
    await scene.do(
        SHOP, "service", f"passes on: “{words.survey}”", "answer_survey", score=5, personal={"words": words.survey}
    )
    await scene.days_pass(8)
    await scene.do_task(
        OWNER,
        "investigator",
        "says it is done: packers were reminded",
        "submit_evidence",
        evidence=["poster-packing-line"],
    )
    await scene.do_task(
        QUALITY,
        "quality",
        "sends it back: a reminder prevents nothing",
        "review",
        verdict="returned",
        reason="a poster reminds; nothing keeps a parcel without inner packaging from leaving",
    )
    await scene.days_pass(2)
    evidence = ["packing-list-8", "scale-at-line-2"]
    await scene.do_task(
        OWNER, "investigator", "shows the new packing list and the scale", "submit_evidence", evidence=evidence
    )
    await scene.do_task(QUALITY, "quality", "has seen both", "review", verdict="done")


async def _afterwards(scene: Scene) -> None:
    """The checks; in between the complaint settles, the task goes on without it."""
    for what in (
        "no plate broken in 140 parcels",
        "no plate broken in 310 parcels",
        "none broken since; list is audited",
    ):
        check = next(check for check in (await scene.task_view())["checks"] if check["verdict"] is None)
        await scene.turn_to_morning_after(datetime.fromisoformat(check["at"]), "does the measure work?")
        await scene.do_task(
            QUALITY,
            "quality",
            what,
            "record_effectiveness",
            verdict="effective",
            reason=what,
            evidence=["returns-report"],
        )
    await scene.refused(
        SHOP, "service", "writes once more", "note", personal={"text": "by the way, the plates look lovely"}
    )


def _day(scene: Scene, days: int) -> date:
    return (scene.today.astimezone(scene.zone) + timedelta(days=days)).date()
