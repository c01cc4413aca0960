"""Commands on the substance: apology, cause, inquiries, goods, decision, remedy, prevention."""

from __future__ import annotations

from domain.words import STAFF
from messages.commands import inquiries, substance
from messages.commands.specs.spec import LEADERS, VOICES, CommandSpec

SPECS = [
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
        "現品を依頼する",
        {
            "prepaid": True,
            "until": "2027-01-29",
            "personal": {"what": "the toaster", "packaging": "the box that we send"},
        },
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
]
