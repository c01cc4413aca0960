"""Draws docs/roles.md by playing every command in every stage as every role: `python -m tests.docs.roles` writes it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from domain import labels
from domain.case import Case
from domain.protection import ConductFlag, Demand, Restriction
from domain.words import ROLES, STAGES, Role
from messages.command_list import CommandList
from messages.commands import COMMANDS, CommandSpec
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASKS
from tests.procedure import beside_matrix
from tests.procedure.case_book import MONDAY, PEOPLE
from tests.procedure.matrix import Change, matrix, taken_away
from workflows.procedure.guards import ANSWERS, CONTACT, NO_JUDGEMENT
from workflows.procedure.listening.representatives import THE_CUSTOMERS_OWN

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
LETTERS: dict[Role, str] = dict(zip(ROLES, "CRSHLMIFQAX", strict=True))
"""One letter per role, for narrow tables."""
DESK: tuple[Role, ...] = ("handler", "lead", "manager", "investigator", "finance", "quality", "auditor")


class Switch(NamedTuple):
    """Something on the case that takes a right away."""

    when: str
    says: str
    change: Change
    taken: Mapping[Role, Collection[str]]
    """Role → the commands that it no longer has."""


def _judgements(role: Role) -> set[str]:
    return {name for name, spec in COMMANDS.items() if role in spec.roles and name not in NO_JUDGEMENT}


REPORT = ConductFlag(id="F9", kinds=["threat"], reported_by="hal.handler", at=MONDAY)


def _one_person(_: Case) -> dict[str, object]:
    until = MONDAY.date().replace(year=2027)
    return {"restrictions": [Restriction(id="R9", person="lena.lead", until=until, by="mana.manager", at=MONDAY)]}


SWITCHES = (
    Switch(
        "who acts is complained of",
        f"everything but {', '.join(NO_JUDGEMENT)}",
        lambda _: {"complained_of": [PEOPLE[role] for role in DESK]},
        {role: _judgements(role) for role in DESK if _judgements(role)},
    ),
    Switch(
        "somebody speaks for the customer, and nothing shows that they may",
        "the representative: " + ", ".join(THE_CUSTOMERS_OWN) + "; the desk: resolve_now, answer_offer, withdraw",
        lambda _: {"representative": "claimed"},
        {
            "representative": THE_CUSTOMERS_OWN,
            **dict.fromkeys(("handler", "lead", "manager"), ("resolve_now", "answer_offer", "withdraw")),
        },
    ),
    Switch(
        "nobody is on record as speaking for the customer",
        "the representative: " + ", ".join(THE_CUSTOMERS_OWN),
        lambda _: {"representative": ""},
        {"representative": THE_CUSTOMERS_OWN},
    ),
    Switch(
        "a rung of the ladder leaves contact to a lead",
        "the handler: " + ", ".join(CONTACT) + "; quality: send_letter",
        lambda _: {"contact_only": "lead"},
        {"handler": CONTACT, "quality": ("send_letter",)},
    ),
    Switch(
        "conduct is reported, and the report or its flag stands",
        "the handler: resolve_now",
        lambda case: {"conduct": [*case.conduct, REPORT]},
        {"handler": ("resolve_now",)},
    ),
    Switch(
        "a demand is not decided",
        "everybody: resolve_now, close",
        lambda case: {"demands": [*case.demands, Demand(id="D9", contact="K9", at=MONDAY, told_to="hal.handler")]},
        dict.fromkeys(("handler", "lead", "manager"), ("resolve_now", "close")),
    ),
    Switch(
        "contact is restricted to one person",
        "everybody else but a manager: " + ", ".join(CONTACT),
        _one_person,
        {"handler": CONTACT, "lead": CONTACT, "quality": ("send_letter",)},
    ),
    Switch(
        "a rung of the ladder asks that a lead approves what goes out",
        "the handler: " + ", ".join(ANSWERS),
        lambda _: {"approver": "lead"},
        {"handler": ANSWERS},
    ),
)
BY_PERSON = (
    ("who offers does not release", "`fulfil_remedy` of money by whoever gave `offer_remedy`"),
    ("who asks for an approval does not give it", "`approve` by whoever offered or wrote; two managers above every limit"),
    ("who decided before does not decide the review", "`decide` by whoever decided in an earlier round, after `request_review`"),
    ("who is complained of finds nothing out", "`request_investigation` to them; `record_finding` and every judgement by them"),
    ("who reports conduct does not set the flag", "`flag_conduct` with `review_on` by whoever reported it"),
    ("who did a task does not review it", "`review` by its owner or by whoever submitted the evidence"),
)  # fmt: skip
"""What depends on who the person is, whatever the role (tests/procedure/test_roles.py)."""


def who(roles: Iterable[Role]) -> str:
    """Roles as letters, in the order of the list."""
    asked = set(roles)
    return "".join(letter for role, letter in LETTERS.items() if role in asked)


def _table(
    commands: Mapping[str, CommandSpec], states: Iterable[str], obeyed: Mapping[tuple[str, str], Collection[Role]]
) -> Iterator[str]:
    columns = list(states)
    yield f"| command | who | {' | '.join(columns)} |"
    yield f"|---|---|{':-:|' * len(columns)}"
    for name, spec in commands.items():
        cells = (_cell(obeyed.get((name, state), ()), spec.roles) for state in columns)
        yield f"| `{name}` {spec.title_ja.partition('(')[0]} | {who(spec.roles)} | {' | '.join(cells)} |"


def _cell(roles: Collection[Role], may: Collection[Role]) -> str:
    if not roles:
        return ""
    return "●" if set(roles) == set(may) else who(roles)


def _beside(commands: CommandList, states: Iterable[str], found: beside_matrix.Found) -> list[str]:
    return list(_table(commands.specs, dict.fromkeys(state.partition(",")[0] for state in states), found.obeyed))


def roles_page() -> str:
    """The page."""
    played = {(name, str(stage)): roles for (name, stage), roles in matrix().obeyed.items()}
    return "\n".join(
        [
            "# Who may do what, and when",
            "",
            "Drawn by `python -m tests.docs.roles`, which has every role give every command in every stage; a test fails when",
            "it is stale. ● every role of the column *who* is obeyed there, when the record has what the command is about;",
            "letters: only those; empty: refused, with what to do instead. A refusal changes nothing. What a command needs",
            "besides is in [procedure.md](procedure.md). `following_up` is drawn as it is after the final response; where",
            "something was carried out before that, a decision, a further offer and the answer itself are still taken there.",
            "",
            " · ".join(f"**{letter}** `{role}` {labels.ROLES[role].ja}" for role, letter in LETTERS.items()),
            "",
            "## On a complaint",
            "",
            " · ".join(f"`{stage}` {labels.STAGES[stage].ja}" for stage in STAGES),
            "",
            *_table(COMMANDS, STAGES, played),
            "",
            "`decide` and the like in `received`: the first act of substance moves the case into investigation.",
            "",
            "## What takes a right away",
            "",
            "| where | taken away |",
            "|---|---|",
            *(f"| {switch.when} | {switch.says} |" for switch in SWITCHES),
            *(f"| {rule} | {what} |" for rule, what in BY_PERSON),
            "",
            "`admin` decides no case, `auditor` reads and leaves notes, `finance` releases and offers nothing, `investigator`",
            "answers inquiries.",
            "",
            "## On a prevention task",
            "",
            *_beside(TASKS, beside_matrix.TASK_STATES, beside_matrix.tasks()),
            "",
            "## On an obligation",
            "",
            *_beside(OBLIGATIONS, beside_matrix.OBLIGATION_STATES, beside_matrix.obligations()),
            "",
        ]
    )


__all__ = ["PAGE", "SWITCHES", "roles_page", "taken_away"]

if __name__ == "__main__":
    PAGE.write_text(roles_page(), encoding="utf-8")
