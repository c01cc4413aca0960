"""The plain path: receipt, acknowledgement, apology, cause, remedy, prevention, final response, closing, aftercare."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest

from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

EACH_ONCE = [
    "acknowledgement",
    "apology_regret",
    "remedy_offer",
    "remedy_done",
    "apology_responsibility",
    "final_response",
    "closing",
]


def words(message: EmailMessage) -> str:
    """Subject and text of a letter, without line breaks."""
    body = message.get_body(("plain",))
    return f"{message['Subject']} {body.get_content() if body else ''}".replace("\r\n", "")


async def test_a_complaint_goes_from_receipt_to_closing_with_one_letter_each(desk: Desk) -> None:
    await desk.arrives("PLAIN-1")
    await desk.handled("PLAIN-1")
    case = await desk.letters_out("PLAIN-1", "closing")

    assert case["stage"] == "closed"
    assert case["closing_ground"] == "accepted"
    assert [letter["kind"] for letter in case["letters"]] == EACH_ONCE
    assert len(desk.mail("PLAIN-1")) == len(EACH_ONCE)
    assert case["problems"] == []
    assert case["breached"] is False
    assert case["prevention"][0]["id"] == "PLAIN-1-P1"


async def test_the_acknowledgement_names_dates_and_says_nothing_of_cause_fault_or_money(desk: Desk) -> None:
    await desk.arrives("PLAIN-2")
    case = await desk.letters_out("PLAIN-2", "acknowledgement")
    [letter] = desk.mail("PLAIN-2")
    text = words(letter)
    assert letter["Message-ID"] == "<PLAIN-2+acknowledgement+1@example.com>"
    assert case["letters"][0]["message_id"] == letter["Message-ID"]
    assert "PLAIN-2" in text
    assert "2 April 2035" in text  # the final response
    for admission in ("our fault", "refund", "compensat", "because we"):
        assert admission not in text.lower()


async def test_after_closing_come_aftercare_survey_and_then_the_case_settles(desk: Desk) -> None:
    await desk.arrives("PLAIN-3")
    await desk.handled("PLAIN-3")
    await desk.pass_time("PLAIN-3", days=8)
    await desk.letters_out("PLAIN-3", "aftercare")
    await desk.pass_time("PLAIN-3", days=4)
    await desk.letters_out("PLAIN-3", "survey")
    await desk.pass_time("PLAIN-3", days=90)

    outcome = await desk.handle("PLAIN-3").result()
    assert outcome["stage"] == "closed"
    assert outcome["remedies"] == ["refund 20.00 GBP"]
    assert outcome["causes"] == ["packaging"]


async def test_a_japanese_complaint_is_handled_in_japanese_by_the_japanese_policy(desk: Desk) -> None:
    ref = "PLAIN-JA"
    answer = await desk.arrives(
        ref,
        at=datetime.fromisoformat("2035-03-05T10:00:00+09:00"),
        policy="jp-standard",
        channel="phone",
        personal={
            "customer": {"id": "c-ja", "name": "見本 花子", "email": "hanako@example.com", "locale": "ja"},
            "subject": "お皿の破損",
            "description": "届いたお皿が割れていました。",
        },
    )
    # 14 business days from 5 March; the 21st is the vernal equinox.
    assert {str(one.due) for one in answer.timetable if one.duty == "final_response"} == {"2035-03-26"}
    case = await desk.letters_out(ref, "acknowledgement")
    assert (case["locale"], case["handler"]) == ("ja", "reiji.taro")
    [acknowledgement] = desk.mail(ref)
    assert "見本 花子" in words(acknowledgement)
    assert "3月26日（月）" in words(acknowledgement)

    await desk.do(ref, "apologise", kind="regret", personal={"told_us": "お皿が割れて届いた"})
    await desk.do(
        ref,
        "record_root_cause",
        method="5_whys",
        category="packaging",
        evidence=["photo-1"],
        personal={"statement": "箱が一回り大きかった", "whys": ["輸送中に箱の中で動いた"]},
    )
    await desk.do(
        ref,
        "decide",
        heads=[{"head": "all", "outcome": "upheld"}],
        personal={"found": "到着時に割れていた", "reasons": "お写真で確認できた"},
    )
    refund = {"kind": "refund", "ground": "obligation", "amount": "3000", "currency": "JPY"}
    await desk.do(
        ref,
        "offer_remedy",
        alternatives=[{"items": [refund]}],
        personal={"descriptions": {"A": "お皿の代金をお返しいたします"}},
    )
    await desk.do(ref, "answer_offer", role="customer", answer="accepted")
    await desk.told(ref, "仮 すず", "解決策O1にご了承をいただきました")
    await desk.do(ref, "fulfil_remedy", role="finance")
    await desk.letters_out(ref, "remedy_done")
    await desk.do(ref, "apologise", role="lead", kind="responsibility", personal={"wrong": "梱包が不十分でした"})
    await desk.do(
        ref,
        "add_prevention_task",
        kind="corrective",
        owner="kensa.hikaru",
        due="2035-04-27",
        title="商品ごとに箱の大きさを決める",
    )
    await desk.do(ref, "send_final_response")
    await desk.letters_out(ref, "apology_responsibility", "final_response")
    await desk.do(ref, "close", ground="accepted", arrived=True, personal={"words": "わかりました。ありがとう。"})
    case = await desk.letters_out(ref, "closing")

    assert [letter["kind"] for letter in case["letters"]] == EACH_ONCE
    assert case["problems"] == []
    assert {d["state"] for d in case["deadlines"] if d["duty"] != "follow_up"} <= {"met", "cancelled"}
    letters = " ".join(words(mail) for mail in desk.mail(ref))
    for said in ("3,000円", "お詫び申し上げます", "梱包が不十分でした", "箱が一回り大きかった"):
        assert said in letters
