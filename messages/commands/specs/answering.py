"""Commands that answer, end, begin again or stand beside the complaint."""

from __future__ import annotations

from domain.words import STAFF
from messages.commands import ending, handling, substance
from messages.commands.specs.spec import LEADERS, VOICES, CommandSpec

SPECS = [
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
        {"personal": {"alternative": "we can send you the photographs that we took"}},
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
        "forward",
        ending.Forward,
        LEADERS,
        "Pass on what is another firm's matter",
        "他社へ回付する",
        {
            "to": "carrier-1",
            "consent": "phone",
            "due": "2027-01-14",
            "reason": "the carrier answers for its own driver",
            "personal": {
                "firm_name": "Specimen Carriers",
                "firm_contact": "01632 960200",
                "why": "the driver works for the carrier, which decides about his conduct",
            },
        },
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
    CommandSpec(
        "answer_survey",
        ending.AnswerSurvey,
        VOICES,
        "Answer the survey",
        "アンケートに答える",
        {"heard": 5, "informed": 4, "fair": 4},
    ),
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
