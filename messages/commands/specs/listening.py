"""Commands of receipt and understanding: who handles it, what was said and asked."""

from __future__ import annotations

from domain.words import STAFF
from messages.commands import handling
from messages.commands.specs.spec import LEADERS, VOICES, CommandSpec

SPECS = [
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
        "Record who speaks for the customer, and their authority",
        "代理権を確認する",
        {"authority": "evidenced", "evidence": ["mandate-1"], "reason": "signed by the customer, seen at the counter"},
    ),
    CommandSpec(
        "split",
        handling.Split,
        STAFF,
        "Make a complaint of its own of some heads",
        "申出を分ける(別の受付に)",
        {"heads": ["H2"], "reason": "the delivery has nothing to do with the bill"},
    ),
]
