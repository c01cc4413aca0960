"""The contract's list of commands: name, argument, who may, titles, an example to paste."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.words import Role
from messages.commands import conduct, ending, handling, inquiries, promises, substance
from messages.commands.base import Command

STAFF: tuple[Role, ...] = ("handler", "lead", "manager")
LEADERS: tuple[Role, ...] = ("lead", "manager")
VOICES: tuple[Role, ...] = ("customer", "representative", "service", *STAFF)
"""Whoever may bring the customer's word: the customer, and staff or services who pass it on."""


class CommandSpec(NamedTuple):
    """One command of the contract."""

    name: str
    model: type[Command]
    roles: tuple[Role, ...]
    title: str
    title_ja: str
    example: dict[str, Any]
    """The argument without `by`, to paste."""


_SPECS = [
    CommandSpec(
        "acknowledge",
        handling.Acknowledge,
        STAFF,
        "Record an oral acknowledgement",
        "受付を連絡する",
        {"medium": "phone"},
    ),
    CommandSpec(
        "assign",
        handling.Assign,
        LEADERS,
        "Give the case to a person",
        "担当を決める",
        {"to": "STAFF-ID", "reason": "on leave from Monday", "personal": {"note": "what happened, what was promised"}},
    ),
    CommandSpec(
        "ask_customer",
        handling.AskCustomer,
        STAFF,
        "Ask the customer",
        "お客様に確認する",
        {"personal": {"questions": ["On which day did the parcel arrive?"]}},
    ),
    CommandSpec(
        "withdraw_question",
        handling.WithdrawQuestion,
        STAFF,
        "Take a question back",
        "確認を取り下げる",
        {"question": "Q1", "reason": "answered by the carrier"},
    ),
    CommandSpec(
        "record_answer",
        handling.RecordAnswer,
        VOICES,
        "Record the customer's answer",
        "お返事を記録する",
        {"question": "Q1", "personal": {"answer": "on Monday"}},
    ),
    CommandSpec(
        "record_contact",
        handling.RecordContact,
        VOICES,
        "Record a contact",
        "応対を記録する",
        {"direction": "in", "medium": "phone", "personal": {"words": "in the customer's words"}},
    ),
    CommandSpec(
        "agree_summary",
        handling.AgreeSummary,
        STAFF,
        "Agree the summary (read back)",
        "申出内容を確認する(復唱)",
        {"medium": "phone", "personal": {"summary": "what happened", "desired_outcome": "what is wished for"}},
    ),
    CommandSpec(
        "authorise_representative",
        handling.AuthoriseRepresentative,
        STAFF,
        "Record the authority of who speaks for the customer",
        "代理権限を記録する",
        {"authority": "evidenced", "evidence": ["mandate-1"], "reason": "signed by the customer, seen at the counter"},
    ),
    CommandSpec(
        "split",
        handling.Split,
        STAFF,
        "Make a complaint of its own of some heads",
        "申出項目を別の受付に分ける",
        {"heads": ["H2"], "reason": "the delivery has nothing to do with the bill"},
    ),
    CommandSpec(
        "apologise",
        substance.Apologise,
        STAFF,
        "Apologise",
        "お詫びする",
        {"kind": "regret", "personal": {"told_us": "the parcel arrived broken"}},
    ),
    CommandSpec(
        "waive_apology",
        substance.WaiveApology,
        LEADERS,
        "Waive the apology (reason)",
        "お詫びを省く(理由)",
        {"reason": "the customer asked us not to write"},
    ),
    CommandSpec(
        "record_root_cause",
        substance.RecordRootCause,
        (*STAFF, "investigator", "quality"),
        "Record a root cause",
        "原因を記録する",
        {
            "method": "5_whys",
            "category": "packaging",
            "evidence": ["photo-1"],
            "personal": {"statement": "the carton was one size too large", "whys": ["it broke", "it moved in the box"]},
        },
    ),
    CommandSpec(
        "request_investigation",
        inquiries.RequestInvestigation,
        (*STAFF, "quality"),
        "Ask somebody to find something out",
        "調査を依頼する",
        {"to": "factory-2", "due": "2027-01-15", "personal": {"question": "was the guard rail checked on that day?"}},
    ),
    CommandSpec(
        "record_finding",
        inquiries.RecordFinding,
        (*STAFF, "investigator", "quality"),
        "Record what was found",
        "調査結果を記録する",
        {
            "investigation": "I1",
            "evidence": ["report-1"],
            "personal": {"finding": "the edge of the guide had broken off"},
        },
    ),
    CommandSpec(
        "request_item",
        inquiries.RequestItem,
        STAFF,
        "Ask for the goods",
        "現品のご返送をお願いする",
        {"prepaid": True, "personal": {"what": "the toaster, in the box that we send"}},
    ),
    CommandSpec(
        "record_item",
        inquiries.RecordItem,
        (*STAFF, "investigator", "quality"),
        "Record what became of the goods",
        "現品の状況を記録する",
        {"item": "G1", "what": "arrived", "evidence": ["photo-1"], "personal": {"condition": "scorched on the left"}},
    ),
    CommandSpec(
        "waive_root_cause",
        substance.WaiveRootCause,
        LEADERS,
        "Waive the analysis (reason)",
        "原因分析を省く(理由)",
        {"reason": "known issue already analysed under its own task"},
    ),
    CommandSpec(
        "decide",
        substance.Decide,
        STAFF,
        "Decide whether it was right",
        "判定する",
        {
            "heads": [{"head": "all", "outcome": "upheld"}],
            "personal": {"found": "what is established", "weighed": "evidence of both sides", "reasons": "why"},
        },
    ),
    CommandSpec(
        "offer_remedy",
        substance.OfferRemedy,
        STAFF,
        "Offer a remedy",
        "解決策を提示する",
        {
            "alternatives": [
                {"items": [{"kind": "refund", "ground": "obligation", "amount": "84.20", "currency": "GBP"}]}
            ],
            "personal": {"descriptions": {"A": "we pay the amount back"}},
        },
    ),
    CommandSpec("approve", substance.Approve, LEADERS, "Approve", "決裁する", {"what": "O1"}),
    CommandSpec(
        "decline_approval",
        substance.DeclineApproval,
        LEADERS,
        "Send back",
        "差し戻す",
        {"what": "O1", "reason": "offer the repair first"},
    ),
    CommandSpec(
        "answer_offer",
        substance.AnswerOffer,
        VOICES,
        "Record the customer's answer to the offer",
        "ご返答を記録する",
        {"answer": "accepted", "alternative": "A"},
    ),
    CommandSpec("fulfil_remedy", substance.FulfilRemedy, ("finance", *STAFF), "Carry the remedy out", "実施する", {}),
    CommandSpec(
        "add_prevention_task",
        substance.AddPreventionTask,
        (*STAFF, "quality"),
        "Open a prevention task",
        "再発防止策を登録する",
        {
            "kind": "corrective",
            "owner": "STAFF-ID",
            "due": "2027-01-29",
            "title": "one carton size per product",
        },
    ),
    CommandSpec(
        "decide_no_prevention",
        substance.DecideNoPrevention,
        (*LEADERS, "quality"),
        "No prevention needed (reason)",
        "対策不要とする(理由)",
        {"reason": "single event, the line was shut down last month"},
    ),
    CommandSpec(
        "promise",
        promises.MakePromise,
        STAFF,
        "Promise the customer something",
        "お約束を記録する",
        {
            "what": "call_back",
            "due": "2027-01-12",
            "medium": "phone",
            "personal": {"what": "I call you about the repair"},
        },
    ),
    CommandSpec(
        "keep_promise",
        promises.KeepPromise,
        STAFF,
        "Record that a promise was kept",
        "お約束を果たしたことを記録する",
        {"promise": "PR1"},
    ),
    CommandSpec(
        "move_promise",
        promises.MovePromise,
        STAFF,
        "Move a promise, the customer was told",
        "お約束の日時を変更する(ご連絡済)",
        {"promise": "PR1", "due": "2027-01-14", "medium": "phone", "reason": "the technician is ill"},
    ),
    CommandSpec(
        "send_update", handling.SendUpdate, STAFF, "Keep the customer informed", "経過を連絡する", {"personal": {}}
    ),
    CommandSpec(
        "send_letter",
        handling.SendLetter,
        STAFF,
        "Write a letter (own words, delay, where to turn), or settle a stuck one",
        "書面を送る(個別・遅延・案内)、止まった書面に対応する",
        {"personal": {"words": "Thank you for the photograph."}},
    ),
    CommandSpec(
        "escalate",
        handling.Escalate,
        (*VOICES, "quality"),
        "Raise the level",
        "上位対応に上げる",
        {"reason": "the customer asks for the head of the desk", "asked_by": "customer"},
    ),
    CommandSpec(
        "acknowledge_escalation",
        handling.AcknowledgeEscalation,
        LEADERS,
        "Take the escalation on",
        "上位対応を引き受ける",
        {},
    ),
    CommandSpec(
        "de_escalate",
        handling.DeEscalate,
        LEADERS,
        "Lower the level",
        "通常対応に戻す",
        {"level": 0, "reason": "agreed with the customer"},
    ),
    CommandSpec(
        "extend",
        handling.Extend,
        LEADERS,
        "Take more time, as the customer was told",
        "期限を延長する",
        {"duty": "stage1_response", "days": 5, "medium": "email", "reason": "the surveyor is ill"},
    ),
    CommandSpec(
        "add_closed_day",
        handling.AddClosedDay,
        ("admin", *LEADERS),
        "Count a newly proclaimed holiday",
        "新たな休日を期限に反映する",
        {
            "day": "2027-06-18",
            "name": "NAME OF THE HOLIDAY",
            "calendar": "JP",
            "source": "who proclaimed it, and where to read it",
            "reason": "proclaimed after the complaint was opened",
        },
    ),
    CommandSpec(
        "pause",
        handling.Pause,
        LEADERS,
        "Let our own targets stand still",
        "自社目標の時計を止める",
        {"reason": "the customer is abroad until the 20th and asked us to wait"},
    ),
    CommandSpec(
        "resume",
        handling.Resume,
        STAFF,
        "Let our own targets run again",
        "自社目標の時計を再開する",
        {"reason": "the customer is back"},
    ),
    CommandSpec(
        "flag_conduct",
        conduct.FlagConduct,
        (*STAFF, "investigator", "finance", "quality"),
        "Report conduct; set or lift the flag",
        "言動を記録する",
        {"kinds": ["threat"], "personal": {"facts": "what was said or done, when, in whose presence"}},
    ),
    CommandSpec(
        "restrict_contact",
        conduct.RestrictContact,
        ("manager",),
        "Restrict contact",
        "対応を制限する",
        {"person": "STAFF-ID", "channel": "letter", "until": "2027-01-29", "reason": "threats on the phone"},
    ),
    CommandSpec(
        "reclassify",
        handling.Reclassify,
        STAFF,
        "Correct the classification",
        "区分を変更する",
        {"severity": "high", "reason": "somebody was hurt"},
    ),
    CommandSpec(
        "resolve_now",
        substance.ResolveNow,
        STAFF,
        "Settle it in the first contact",
        "その場で解決する(一次解決)",
        {
            "medium": "phone",
            "outcome": "upheld",
            "cause": "billing",
            "remedy": [{"kind": "refund", "ground": "obligation", "amount": "84.20", "currency": "GBP"}],
            "prevention": "known",
            "known_issue": "KI-1",
            "personal": {
                "summary": "one payment was taken twice",
                "apology": "I am sorry that we took it twice",
                "words": "that is fine, thank you",
                "remedy": "we pay the second one back",
            },
        },
    ),
    CommandSpec(
        "send_final_response",
        substance.SendFinalResponse,
        STAFF,
        "Send the final response",
        "最終回答を送る",
        {"personal": {}},
    ),
    CommandSpec(
        "request_review", ending.RequestReview, VOICES, "Ask for a review by another person", "再審査を受け付ける", {}
    ),
    CommandSpec(
        "refer",
        ending.Refer,
        LEADERS,
        "Refer to an outside body",
        "外部機関へつなぐ",
        {"body": "consumer-centre", "reason": "the customer has gone there"},
    ),
    CommandSpec(
        "record_external_decision",
        ending.RecordExternalDecision,
        LEADERS,
        "Record the outside body's decision",
        "外部機関の結論を記録する",
        {"outcome": "for_customer", "we": "follow"},
    ),
    CommandSpec(
        "withdraw",
        ending.Withdraw,
        VOICES,
        "Record a withdrawal",
        "取下げを記録する",
        {"personal": {"words": "I take my complaint back"}},
    ),
    CommandSpec(
        "merge",
        ending.Merge,
        STAFF,
        "Join a duplicate",
        "統合する",
        {"into": "REFERENCE", "reason": "same order, same fault"},
    ),
    CommandSpec("unmerge", ending.Unmerge, LEADERS, "Undo a merge", "統合を解く", {"reason": "two different orders"}),
    CommandSpec(
        "close",
        ending.Close,
        STAFF,
        "Close",
        "対応を終了する",
        {"ground": "accepted", "personal": {"words": "in the customer's words"}},
    ),
    CommandSpec("answer_survey", ending.AnswerSurvey, VOICES, "Answer the survey", "アンケートに答える", {"score": 4}),
    CommandSpec(
        "reopen",
        ending.Reopen,
        LEADERS,
        "Reopen",
        "再対応する",
        {"reason": "the same fault came back after the repair"},
    ),
    CommandSpec(
        "open_obligation",
        handling.OpenObligation,
        (*STAFF, "quality"),
        "Open a report owed to an authority",
        "当局への報告義務を登録する",
        {"pack": "jp-product-accident", "reason": "a burn on the hand, the doctor says five weeks"},
    ),
    CommandSpec(
        "decline_obligation",
        handling.DeclineObligation,
        LEADERS,
        "Nothing is owed to the authority (reason)",
        "報告義務なしと判断する(理由)",
        {"pack": "jp-product-accident", "reason": "a scratch, no treatment was needed"},
    ),
    CommandSpec(
        "note",
        handling.Note,
        (*VOICES, "investigator", "finance", "quality", "auditor"),
        "Leave a note",
        "メモを残す",
        {"personal": {"text": "carrier called, will look for the photo"}},
    ),
]
COMMANDS: dict[str, CommandSpec] = {spec.name: spec for spec in _SPECS}
LATER: tuple[str, ...] = ("forward",)
"""Commands of the contract that a later release carries out; until then they are refused as `NotYetAvailable`."""
