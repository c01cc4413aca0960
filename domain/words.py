"""The vocabulary of the trade as types: one place where each closed list of words is written down."""

from __future__ import annotations

from typing import Literal, get_args

Stage = Literal[
    "received",
    "acknowledged",
    "investigating",
    "awaiting_customer",
    "remedy_offered",
    "remedy_agreed",
    "following_up",
    "closed",
    "withdrawn",
    "merged",
    "referred",
]
ENDED: tuple[Stage, ...] = ("closed", "withdrawn", "merged")
"""Stages in which nothing is owed to the customer any more; the workflow still listens until the case settles."""

Role = Literal[
    "customer",
    "representative",
    "service",
    "handler",
    "lead",
    "manager",
    "investigator",
    "finance",
    "quality",
    "auditor",
    "admin",
]
STAFF: tuple[Role, ...] = ("handler", "lead", "manager")
"""Who handles complaints, in the order in which they may decide more."""
Severity = Literal["low", "medium", "high", "critical"]
Channel = Literal[
    "in_person",
    "phone",
    "email",
    "web_form",
    "live_chat",
    "social_media",
    "letter",
    "fax",
    "app",
    "api",
    "referral",
    "survey",
]
ORAL: tuple[Channel, ...] = ("in_person", "phone")
"""Channels by which a complaint comes by word of mouth."""
Medium = Literal["letter", "email", "phone", "visit", "in_person", "chat", "message"]
SPOKEN: tuple[Medium, ...] = ("phone", "visit", "in_person", "chat")
"""Media by which an act is done when it is recorded."""
Locale = Literal["ja", "en"]
Mandate = Literal["", "none", "claimed", "evidenced"]
"""The authority of whoever speaks for the customer; empty: the customer in person."""
RepresentativeKind = Literal["relative", "deceased", "minor", "guardian", "lawyer", "consumer_centre", "other"]
"""Who speaks for the customer. `deceased`: for somebody who has died; `minor`: a parent for a child; `guardian`: by a court."""
Mood = Literal["calm", "worried", "disappointed", "angry", "distressed"]
"""The feeling as somebody of the desk observed it."""
ContactKind = Literal["complaint", "enquiry", "service_request", "suggestion", "praise"]
ApologyKind = Literal["regret", "responsibility"]
Outcome = Literal["upheld", "partly_upheld", "not_upheld", "not_established"]
"""The decision on one head of complaint: was it right?"""
RemedyKind = Literal[
    "explanation", "redo", "repair", "replacement", "refund", "voucher", "compensation", "process_change"
]
Ground = Literal["obligation", "goodwill", "sympathy", "expenses"]
"""Why a remedy is given: owed (law, contract), kindness, sympathy not tied to fault, or against receipts."""
PromiseKind = Literal[
    "call_back", "visit", "parcel", "answer", "report", "papers", "compliance", "forwarding", "measure", "other"
]
"""`papers`, `compliance`: what an outside body asks for, and what it decided; `forwarding`: that what is another firm's matter is
passed on to it; `measure`: to prevent it from happening again, promised by a letter and kept by its task."""
PreventionKind = Literal["containment", "corrective", "preventive", "horizontal"]
Measure = Literal["eliminate", "make_impossible", "detect", "procedure", "training", "reminder"]
"""How strong a measure is, the strongest first: the cause is gone, it cannot happen (ポカヨケ), it is caught; people are told how,
are taught, are reminded."""
WEAK: tuple[Measure, ...] = ("training", "reminder")
"""Measures that rest on people's attention alone: quality accepts them with a reason."""
CauseSide = Literal["occurrence", "escape"]
"""Why it happened (発生原因), or why it was not caught (流出原因)."""
Verdict = Literal["effective", "ineffective", "inconclusive"]
ClosingGround = Literal[
    "accepted",
    "no_answer",
    "dissatisfied",
    "not_reachable",
    "legal",
    "short_route",
    "anonymous",
    "gave_up",
    "forwarded",
    "answered",
    "handed_on",
]
DutyLevel = Literal["law", "guidance", "target"]
DeadlineState = Literal["running", "met", "breached", "suspended", "cancelled"]
LetterKind = Literal[
    "acknowledgement",
    "question",
    "reminder",
    "progress_update",
    "apology_regret",
    "apology_responsibility",
    "remedy_offer",
    "remedy_done",
    "final_response",
    "not_upheld",
    "closing",
    "aftercare",
    "survey",
    "reopened",
    "referral",
    "forwarding",
    "withdrawal_confirmed",
    "holding_response",
    "delay_notice",
    "summary_resolution",
    "signposting",
    "individual",
    "contact_received",
    "notice",
    "interim_report",
    "investigation_report",
    "item_request",
    "not_reached",
    "authority_request",
    "conduct_notice",
    "prevention_done",
    "review_acknowledgement",
    "remedy_declined",
    "delay_apology",
    "public_reply",
]
"""`holding_response`, `delay_notice`: why it takes longer, and until when; `summary_resolution`: settled at once;
`signposting`: where the customer can turn now; `individual`: a person's own words;
`contact_received`: a contact that is no complaint has arrived; `notice`: to staff, never to a customer;
`authority_request`: to whoever speaks for the customer without evidence; `public_reply`: for everybody to read."""

Flag = Literal[
    "injury",
    "damage",
    "press",
    "legal",
    "vulnerable",
    "regulator",
    "executive_contact",
    "public_post",
    "accommodation",
    "distress",
    "dementia",
    "bereavement",
]
"""What a case is about besides its category.
`accommodation`, `distress`, `dementia` and `vulnerable` ask for care before conduct is judged."""
Substance = Literal[
    "safety",
    "damage",
    "vulnerable",
    "legal",
    "press",
    "regulator",
    "executive_contact",
    "public_post",
    "repeat_complaint",
    "offers_rejected",
    "review",
    "reopened",
    "bad_survey",
    "customer_wish",
    "handler_wish",
]
"""What a rung of the ladder may stand on besides time."""
ConductKind = Literal[
    "violence",
    "threat",
    "forced_kneeling",
    "sexual",
    "unjust_money_claim",
    "online_threat",
    "abusive_language",
    "other",
]
"""What was done to somebody of the staff; the examples of the Japanese guideline, and abusive language."""
LOCALES: tuple[Locale, ...] = get_args(Locale)
STAGES: tuple[Stage, ...] = get_args(Stage)
ROLES: tuple[Role, ...] = get_args(Role)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From least to most severe."""
FLAGS: tuple[Flag, ...] = get_args(Flag)
SUBSTANCES: tuple[Substance, ...] = get_args(Substance)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
