"""The events that limits run from: what the desk records by itself, and what is reported to it from outside."""

from __future__ import annotations

BY_THE_DESK = (
    *(
        "received",
        "contact_received",
        "filed",
        "acknowledged",
        "question_asked",
        "item_requested",
        "item_received",
        "item_sent_back",
        "message_received",
    ),
    *(
        "remedy_offered",
        "remedy_accepted",
        "final_response_written",
        "final_response_sent",
        "progress_update_sent",
        "closed",
        "withdrawn",
    ),
    *("merged", "referred", "reopened", "task_done", "paused", "holding_response_sent", "delay_notice_sent"),
    *("summary_resolution_sent", "signposting_letter_sent", "adr_letter_sent", "referral_notice_sent"),
    *("forwarding_sent", "safety_suspected", "critical_known", "situation_reported", "handed_over", "higher_asked_for"),
    "idle",
)
"""Recorded while a complaint is handled."""
FROM_OUTSIDE = (
    # reported by a person or a program that files, and by no step of the procedure
    *("forwarded_received", "sent_to_company", "complete_file", "decision_notified", "document_received"),
    *(
        "first_employee_aware",
        "objection_period_ended",
        "extension_notified",
        "extension_agreed",
    ),
    *("error_determined", "error_corrected", "investigation_done", "provisional_credit_given", "outcome_received"),
    *("stage1_acknowledged", "stage2_requested", "stage2_acknowledged", "final_reply_received"),
)
EVENTS = (*BY_THE_DESK, *FROM_OUTSIDE)
