"""Chapter 3: we ask until we understand, and agree with the customer what the complaint is and what is wished for."""

from __future__ import annotations

from domain.errors import IllegalCommand, InvalidCommand
from domain.findings import Question
from messages.commands.handling import AgreeSummary, AskCustomer, RecordAnswer, WithdrawQuestion
from workflows.procedure.act import Act
from workflows.procedure.listening import heads
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day
from workflows.procedure.writing.overtaken import asked_in

MOST_QUESTIONS = 10
"""More than this in one letter is an interrogation."""


def ask_customer(act: Act, command: AskCustomer) -> None:
    """Ask: each question is open until it is answered, withdrawn or has lapsed."""
    case = act.case
    texts = (command.personal or {}).get("questions")
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise InvalidCommand(
            'ask_customer: personal.questions: give a list of texts, {"personal": {"questions": [".."]}}'
        )
    if len(texts) > MOST_QUESTIONS:
        raise InvalidCommand(f"ask_customer: personal.questions: at most {MOST_QUESTIONS} in one letter")
    if case.anonymous:
        raise IllegalCommand("the complainant is anonymous and cannot be asked; investigate what is known")
    act.investigate()
    act.step("ask")
    asked = []
    for text in texts:
        question = Question(id=f"Q{case.number('question')}", asked_at=act.at, personal={"text": text})
        case.questions.append(question)
        asked.append({"id": question.id, "text": text})
        act.wait("question_reminder", question.id)
        act.wait("question_lapses", question.id)
    answer_by = act.date("question_lapses")
    write(act, "question", {"answer_by": iso_day(answer_by.due)} if answer_by else {}, {"questions": asked})
    act.log(f"asked the customer: {', '.join(question['id'] for question in asked)}")


def _open_question(act: Act, wanted: str) -> Question:
    for question in act.case.questions:
        if question.id == wanted:
            if question.state == "open" or question.state == "lapsed":
                return question
            raise IllegalCommand(f"{wanted} is {question.state} already; ask again with ask_customer")
    known = ", ".join(question.id for question in act.case.questions) or "none"
    raise IllegalCommand(f"there is no question {wanted}; the questions are: {known}; ask_customer asks one")


def _settle(act: Act, question: Question) -> None:
    act.stop_waiting("question_reminder", question.id)
    act.stop_waiting("question_lapses", question.id)
    nothing_open = not any(other.state == "open" for other in act.case.questions)
    if nothing_open and act.case.stage == "awaiting_customer":
        act.step("resume")


def record_answer(act: Act, command: RecordAnswer) -> None:
    """The customer's answer; a late one is welcome too."""
    question = _open_question(act, command.question)
    answer = (command.personal or {}).get("answer")
    if not answer:
        raise InvalidCommand("record_answer: personal.answer: missing; give the customer's words")
    question.state, question.answered_at = "answered", act.at
    question.personal = {**(question.personal or {}), "answer": answer}
    _settle(act, question)
    act.log(f"answered: {question.id}" + (f" ({command.medium})" if command.medium else ""))
    if command.by.role in ("customer", "representative", "service"):
        act.tell(act.case.handler or "lead", f"the customer answered {question.id}", "read the answer and go on")


def withdraw_question(act: Act, command: WithdrawQuestion) -> None:
    """A question that needs no answer any more."""
    question = _open_question(act, command.question)
    question.state = "withdrawn"
    _settle(act, question)
    act.log(f"question {question.id} withdrawn: {command.reason}")


def lapse(act: Act, about: str) -> None:
    """No answer came: the question lapses, the handler decides on what is known. Nothing is held against the customer."""
    for question in act.case.questions:
        if question.id == about and question.state == "open":
            question.state = "lapsed"
            _settle(act, question)
            _say_why(act, about)


def _say_why(act: Act, about: str) -> None:
    """Who was never asked has not been silent: where the letter has not left, that is what is said."""
    owner = act.case.handler or "lead"
    kept = [one.effect_id for one in act.case.letters if one.kind == "question" and about in asked_in(one)]
    if kept:
        act.log(f"{about} was never asked: its letter {kept[0]} has not left; we go on with what is known")
        do = "see to the letter, or ask by another way; a late answer is still recorded"
        act.tell(owner, f"{about} never reached the customer: its letter {kept[0]} has not left", do)
    else:
        act.log(f"no answer to {about}: it lapsed; we go on with what is known")
        do = "decide on what is known, or ask once more by another way; a late answer is still recorded"
        act.tell(owner, f"the customer did not answer {about}", do)


def agree_summary(act: Act, command: AgreeSummary) -> None:
    """Summary and wished-for outcome, read back and agreed (復唱確認)."""
    act.require_open()
    words = command.personal or {}
    if not words.get("summary"):
        raise InvalidCommand(
            "agree_summary: personal.summary: missing; write the complaint as the customer confirmed it"
        )
    act.investigate()
    case = act.case
    case.summary_agreed_at = act.at
    if case.personal is not None:
        case.personal = case.personal | {
            "summary": words["summary"],
            "desired_outcome": words.get("desired_outcome") or case.personal.get("desired_outcome"),
        }
        if words.get("matter"):
            case.personal["matter"] = words["matter"]
    act.log(
        f"summary and wished-for outcome agreed with the customer{f' ({command.medium})' if command.medium else ''}"
    )
    heads.agreed(act, command)
