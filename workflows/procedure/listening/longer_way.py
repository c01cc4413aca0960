"""What cannot be settled in the first contact, and which longer way it has to take (FCA DISP 1.5; ASIC RG 271)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.authority import approvals_needed, below
from domain.case import Case
from domain.closing import undecided_demands
from domain.dates import Right
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import ROLES, both, roles
from domain.remedies import Alternative
from domain.words import SPOKEN
from messages.commands.substance import ResolveNow
from workflows.procedure.act import Act
from workflows.procedure.happenings import ACTS
from workflows.procedure.listening import safety
from workflows.procedure.remedies import remedy
from workflows.procedure.staff.conduct import CARE_FIRST, standing

BEGINNING = ("received", "acknowledged", "investigating")
CARE = (*CARE_FIRST, "bereavement", "legal")
"""Substance that a lead looks at before it is settled on the phone."""
VULNERABLE = ("vulnerable-customer", "words-vulnerability")
"""Rules of triage by which somebody may need care whom nobody has looked at yet."""


def possible(act: Act, command: ResolveNow) -> Right | None:
    """Refuse what cannot be settled so; answer the pack's window for it, if it has one."""
    case = act.case
    if command.medium not in SPOKEN:
        raise InvalidCommand(f"resolve_now: medium: is for what was settled by word of mouth: {', '.join(SPOKEN)}")
    for reason in _reasons(case, command):
        raise IllegalCommand(f"resolve_now: {reason}")
    if below(command.by.role, "lead") and (flags := [one.id for one in standing(case)]):
        raise NotAuthorised(
            f"resolve_now: conduct is reported ({', '.join(flags)}), and nothing is given on the spot: “I cannot decide that here, "
            "you will hear by (date)” (promise); a lead or manager settles it"
        )
    if command.by.role == "handler" and (why := [*_care(case)]):
        raise NotAuthorised(
            f"resolve_now: the customer may need care ({', '.join(why)}): let a lead look at it first and settle it"
        )
    _within_authority(act, command)
    if act.approver:
        raise NotAuthorised(
            f"resolve_now: personal.remedy: its words need the approval of a {both(act.approver, ROLES)} ({'; '.join(act.hints)})"
        )
    return _window(act)


def _care(case: Case) -> Iterator[str]:
    """What asks for a lead's look: flags of care, or words of it that nobody has looked at."""
    yield from (flag for flag in CARE if flag in case.flags)
    yield from (rule for rule in VULNERABLE if rule in case.severity_reasons)


def _reasons(case: Case, command: ResolveNow) -> Iterator[str]:
    if case.stage not in BEGINNING or case.final_response_round == case.round or case.offers or case.decisions:
        yield "the complaint is past its first contact; go on with decide, offer_remedy and send_final_response"
    if safety.not_asked_yet(case):
        yield f"nobody has asked yet whether somebody is hurt; {safety.QUESTIONS}; then {safety.RECORD}"
    if safety.grave(case):
        yield "safety and harm are never settled in the first contact; investigate (record_root_cause)"
    if waiting := undecided_demands(case):
        yield f"demand {', '.join(waiting)} is never decided on the spot: a lead decides it first (record_contact, decided)"
    if case.representative in ("none", "claimed"):
        yield "the caller's authority to act for the customer is not on record; ask for it first"
    if command.prevention == "known" and not command.known_issue:
        yield "known_issue: name the known issue or the prevention task that covers it"
    if command.prevention == "yes" and not command.task:
        yield "task: say who prevents it, how and by when (kind, owner, due, title)"
    if command.prevention == "no" and not command.reason:
        yield "reason: say why nothing needs to be prevented"


def _within_authority(act: Act, command: ResolveNow) -> None:
    offered = alternatives(act, command)
    if offered and (needed := approvals_needed(command.by.role, offered, act.policy.rules["authority"])):
        raise NotAuthorised(
            f"resolve_now: the remedy needs the approval of {roles(needed)}; offer it with offer_remedy instead"
        )


def _window(act: Act) -> Right | None:
    """The pack's short route, still open; refused where it has excluded or ended it, or asks for a written answer."""
    case, duties = act.case, act.policy.rules["duties"]
    routes = [name for name, rule in duties.items() if rule.get("short_route")]
    if not routes:
        if written := answers_in_writing(duties):
            raise IllegalCommand(
                f"resolve_now: {act.policy.id} asks for an answer of its own ({', '.join(written)}) and knows no short "
                "route; answer with send_final_response"
            )
        return None
    open_ = [one for one in case.rights if one.duty in routes and one.round == case.round]
    source = duties[routes[0]]["source"]
    if not open_:
        raise IllegalCommand(
            f"resolve_now: {routes[0]} is not possible for this complaint ({source}); answer in writing"
        )
    if act.at >= open_[0].at:
        raise IllegalCommand(
            f"resolve_now: {routes[0]} was possible until {open_[0].day} ({source}); answer in writing"
        )
    return open_[0]


def answers_in_writing(duties: Mapping[str, Any]) -> list[str]:
    """The duties of law or code that a final response meets."""
    events = {event.format(stage=1) for event in ACTS["final_response"]}
    return [
        name
        for name, rule in duties.items()
        if rule["level"] != "target" and (name == "final_response" or events & set(rule.get("met_by", ())))
    ]


def alternatives(act: Act, command: ResolveNow) -> list[Alternative]:
    """The remedy of the command as an offer has it: one alternative, or none."""
    if not command.remedy:
        return []
    return [Alternative(id="A", items=[remedy.item(act, one, "resolve_now") for one in command.remedy])]
