"""Commands on promises, dates, people and levels."""

from __future__ import annotations

from domain.words import STAFF
from messages.commands import conduct, handling, promises
from messages.commands.specs.spec import LEADERS, VOICES, CommandSpec

SPECS = [
    CommandSpec(
        "promise",
        promises.MakePromise,
        STAFF,
        "Promise the customer something",
        "約束を登録する",
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
        "履行を記録する",
        {"promise": "PR1"},
    ),
    CommandSpec(
        "move_promise",
        promises.MovePromise,
        STAFF,
        "Move a promise, the customer was told",
        "約束を変更する(ご連絡済)",
        {"promise": "PR1", "due": "2027-01-14", "medium": "phone", "reason": "the technician is ill"},
    ),
    CommandSpec(
        "send_update", handling.SendUpdate, STAFF, "Keep the customer informed", "経過を連絡する", {"personal": {}}
    ),
    CommandSpec(
        "send_letter",
        handling.SendLetter,
        (*STAFF, "quality"),
        "Write a letter (own words, report, delay, where to turn), or settle a stuck one",
        "個別に返信する(報告・遅延・窓口のご案内、止まった書面への対応も)",
        {"personal": {"words": "Thank you for the photograph."}},
    ),
    CommandSpec(
        "record_post",
        handling.RecordPost,
        (*STAFF, "service"),
        "Record that a paper letter was printed, posted or came back",
        "郵送の状況を記録する(印刷・発送・返送)",
        {"letter": "REFERENCE/final_response/1", "what": "dispatched", "tracking": "AB 123 456 789"},
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
        "一時停止する(自社目標)",
        {"reason": "the customer is abroad until the 20th and asked us to wait"},
    ),
    CommandSpec(
        "resume",
        handling.Resume,
        STAFF,
        "Let our own targets run again",
        "再開する(自社目標)",
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
]
