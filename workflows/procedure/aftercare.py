"""Chapter 9, after closing: does what we did hold, and how was it handled?"""

from __future__ import annotations

from domain.case import Case
from domain.errors import IllegalCommand
from domain.substance import BAD_SCORE
from messages.commands.ending import AnswerSurvey
from workflows.procedure.act import Act
from workflows.procedure.correspondence import write
from workflows.procedure.protection import protected


def ask_aftercare(act: Act) -> None:
    """Some days after closing: does what we did hold?"""
    if act.case.stage != "closed":
        return
    if act.case.preferences.get("no_contact"):
        act.log("no aftercare letter: the customer wants no more contact")
        act.no_longer_owed("follow_up")
        return
    write(act, "aftercare", by_hand=False)
    act.log("aftercare: the customer is asked whether what we did holds")


def ask_survey(act: Act) -> None:
    """The satisfaction question, once; by rule not after injury or legal steps, not to the anonymous."""
    case = act.case
    if case.stage != "closed" or case.survey_asked or case.anonymous:
        return
    if reason := _not_asked(case):
        act.log(f"no survey: {reason}")
        return
    case.survey_asked = True
    write(act, "survey", by_hand=False)
    act.log("survey asked")


def _not_asked(case: Case) -> str:
    """Why this customer is not asked; empty where they are."""
    if {"injury", "legal"} & set(case.flags):
        return "not asked after injury or in legal matters"
    if protected(case):
        return "not asked while conduct is flagged or contact restricted"
    return "the customer wants no more contact" if case.preferences.get("no_contact") else ""


def answer_survey(act: Act, command: AnswerSurvey) -> None:
    """The customer's answer; a bad one offers reopening to a lead."""
    case = act.case
    if not case.survey_asked:
        raise IllegalCommand(
            "no survey was asked yet; it goes out by itself after closing (record_contact keeps what was said)"
        )
    if case.survey_score is not None:
        raise IllegalCommand("the survey is answered already; record_contact keeps what else was said")
    case.survey_score = command.score
    act.log(f"survey answered: {command.score} of 5", command.personal)
    if command.score <= BAD_SCORE and case.stage == "closed":
        case.reopening_offered = True  # who is told: the ladder's rung on a bad survey
