"""Chapter 9, after closing: does what we did hold, and how was it handled?"""

from __future__ import annotations

from datetime import timedelta

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from domain.substance import BAD_SCORE
from messages.commands.ending import AnswerSurvey
from policies.categories import covers
from workflows.procedure.act import Act
from workflows.procedure.listening.representatives import lawyer_acts
from workflows.procedure.staff.protection import protected
from workflows.procedure.writing.correspondence import write

NOT_TWICE_IN = timedelta(days=90)
QUESTIONS = ("heard", "informed", "fair")
"""Heard out; kept informed, and clearly; fair, and promises kept (ISO 10002, 8.3)."""


def ask_aftercare(act: Act) -> None:
    """Some days after closing: does what we did hold?"""
    if act.case.stage != "closed":
        return
    if reason := _left_alone(act.case):
        act.log(f"no aftercare letter: {reason}")
        act.no_longer_owed("follow_up")
        return
    write(act, "aftercare", by_hand=False)
    act.log("aftercare: the customer is asked whether what we did holds")


def to_come(case: Case) -> tuple[str, ...]:
    """What the customer is still to be asked by itself, as far as it is known before its day: `aftercare`, `survey`."""
    barred = {"aftercare": _left_alone(case), "survey": _not_asked(case)}
    waited = {wait.name for wait in case.waits}
    return tuple(what for what, why_not in barred.items() if f"{what}_asked" in waited and not why_not)


def _left_alone(case: Case) -> str:
    """Why nobody asks how things are; empty where somebody does."""
    if case.preferences.get("no_contact"):
        return "the customer wants no more contact"
    return "it goes on between lawyers" if case.closing_ground == "legal" or lawyer_acts(case) else ""


def ask_survey(act: Act) -> None:
    """The satisfaction question, once; by rule not after injury or legal steps, not to the anonymous."""
    case = act.case
    if case.stage != "closed" or case.survey_asked or case.anonymous:
        return
    if reason := _not_asked(case) or _asked_lately(act):
        case.survey_not_asked = reason
        act.log(f"no survey: {reason}")
        return
    case.survey_asked = True
    write(act, "survey", by_hand=False)
    act.log("survey asked")


def _not_asked(case: Case) -> str:
    """Why this customer is not asked; empty where they are. Who left dissatisfied is asked: else the figures lie."""
    bereaved = case.representative_kind == "deceased"
    legal = case.closing_ground == "legal" or lawyer_acts(case)
    scared = covers(("safety",), case.category)
    if {"injury", "legal", "bereavement"} & set(case.flags) or scared or bereaved or legal:
        return "not asked after injury, danger or bereavement, or in legal matters"
    if protected(case):
        return "not asked while conduct is flagged or contact restricted"
    return "the customer wants no more contact" if case.preferences.get("no_contact") else ""


def _asked_lately(act: Act) -> str:
    """Nobody is asked twice within three months, whatever the complaint."""
    last = act.surveyed_at
    if last is None or act.at - last >= NOT_TWICE_IN:
        return ""
    return f"this customer was asked on {last.date()}, and nobody is asked twice in {NOT_TWICE_IN.days} days"


def answer_survey(act: Act, command: AnswerSurvey) -> None:
    """The customer's answer; a bad one offers reopening to a lead."""
    case = act.case
    if not case.survey_asked:
        raise IllegalCommand(
            "no survey was asked yet; it goes out by itself after closing (record_contact keeps what was said)"
        )
    if case.survey_score is not None:
        raise IllegalCommand("the survey is answered already; record_contact keeps what else was said")
    answers = {name: value for name in QUESTIONS if (value := getattr(command, name)) is not None}
    score = command.score or (round(sum(answers.values()) / len(answers)) if answers else None)
    if score is None:
        raise InvalidCommand(
            f"answer_survey: score: missing; or answer a question: {', '.join(QUESTIONS)}, each 1 to 5"
        )
    case.survey_score, case.survey_answers = score, answers
    said = "".join(f", {name} {value}" for name, value in answers.items())
    act.log(f"survey answered: {score} of 5{said}", command.personal)
    if score <= BAD_SCORE and case.stage == "closed":
        case.reopening_offered = True  # who is told: the ladder's rung on a bad survey
