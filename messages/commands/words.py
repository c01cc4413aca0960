"""Which keys each command's `personal` may have: a misspelt one would be kept and never be written to anybody."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "acknowledge": ("words",),
    "assign": ("note",),
    "ask_customer": ("questions",),
    "withdraw_question": (),
    "record_answer": ("answer",),
    "record_contact": ("words", "mood", "read_back"),
    "agree_summary": ("summary", "desired_outcome"),
    "apologise": ("told_us", "wrong", "because", "words"),
    "waive_apology": ("words",),
    "record_root_cause": ("statement", "whys", "contributing", "tested"),
    "waive_root_cause": (),
    "offer_remedy": ("descriptions", "words"),
    "approve": (),
    "decline_approval": (),
    "answer_offer": ("words", "counter"),
    "fulfil_remedy": (),
    "add_prevention_task": ("text",),
    "decide_no_prevention": (),
    "send_update": ("message", "words"),
    "escalate": ("note", "words"),
    "acknowledge_escalation": ("note",),
    "de_escalate": ("note",),
    "extend": ("words",),
    "add_closed_day": (),
    "pause": (),
    "resume": (),
    "reclassify": ("note",),
    "send_final_response": (
        *("apology", "alternative", "words", "complaint_definition", "how_considered", "remedy"),
        *("outstanding_actions", "steps_taken"),
    ),
    "resolve_now": ("summary", "desired_outcome", "apology", "words", "cause", "found", "reasons", "remedy"),
    "request_review": ("words",),
    "refer": ("body_name", "words"),
    "record_external_decision": ("text",),
    "withdraw": ("words",),
    "merge": (),
    "unmerge": (),
    "close": ("words",),
    "answer_survey": ("words",),
    "open_obligation": (),
    "decline_obligation": (),
    "reopen": ("words",),
    "note": ("text",),
}
"""Not here: `decide` (its keys are heads of complaint) and `send_letter` (again with whatever was missing)."""
LETTER_WORDS: dict[str, tuple[str, ...]] = {
    "individual": ("words", "subject"),
    "holding_response": ("reasons_for_delay", "words"),
    "delay_notice": ("reasons_for_delay", "words"),
    "summary_resolution": ("accepted", "words"),
    "signposting": ("decision", "offer_still_open", "words"),
}
"""The same for each kind of letter that `send_letter` writes."""
