"""Obligations seen from the complaint: opened or declined by a person; then they live by themselves and tell their news."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.parallel import AWARE, Obliged, ParallelPack
from messages.commands.handling import DeclineObligation, OpenObligation
from messages.commands.specs import LEADERS
from messages.news import ObligationNews
from messages.obligations import ObligationStart
from policies.matter import facts_known
from workflows.procedure.act import Act
from workflows.procedure.alongside.proposals import PROBLEM, aware, running


def open_obligation(act: Act, command: OpenObligation) -> None:
    """Open one obligation for each duty of the pack. Never refused for the complaint's stage: evidence can come late."""
    case, pack = act.case, _pack(act.case, command.pack)
    duties = list(dict.fromkeys(command.duties)) or [one.duty for one in pack.duties]
    _check_asked(pack, duties, command)
    since = _since(act, command)
    fresh = [duty for duty in duties if not running(case, pack.pack, duty)]
    if not fresh:
        names = ", ".join(one.id for one in running(case, pack.pack))
        raise IllegalCommand(f"{pack.pack} is open already: {names}; correct_awareness or reclassify it there")
    for duty in fresh:
        _start(act, pack, duty, since, command)
    act.solved(f"{PROBLEM}{pack.pack}")
    act.log(f"{pack.pack} opened ({', '.join(fresh)}), first known {since.isoformat()}: {command.reason}")


def _pack(case: Case, pack_id: str) -> ParallelPack:
    found = next((pack for pack in case.parallel if pack.pack == pack_id), None)
    if found is None:
        known = ", ".join(pack.pack for pack in case.parallel) or "none"
        raise InvalidCommand(f"pack: no pack of obligations beside a complaint has that id; there are: {known}")
    return found


def _check_asked(pack: ParallelPack, duties: list[str], command: OpenObligation) -> None:
    known = [one.duty for one in pack.duties]
    if strange := [duty for duty in duties if duty not in known]:
        raise InvalidCommand(f"open_obligation: duties: {strange[0][:40]}: {pack.pack} has {', '.join(known)}")
    try:
        facts_known(pack.facts, command.facts)
    except ValueError as error:
        raise InvalidCommand(f"open_obligation: facts: {error}") from None
    if missing := [name for name in pack.needs if name not in command.facts]:
        allowed = pack.facts.get(missing[0], {}).get("one_of") or ["true", "false"]
        raise InvalidCommand(
            f"open_obligation: facts.{missing[0]}: missing; the date depends on it: {', '.join(allowed)}"
        )


def _since(act: Act, command: OpenObligation) -> datetime:
    """The first awareness; a later one than the complaint knows of takes time from the authority: a lead's decision."""
    known, given = aware(act.case), command.first_employee_aware
    if given is None:
        return known
    if given > act.at:
        raise InvalidCommand("open_obligation: first_employee_aware: lies in the future")
    if given > known and act.by.role not in LEADERS:
        raise NotAuthorised(
            f"the first word that reached any employee counts, and {known.isoformat()} is on record; a later instant is "
            "for a lead or manager to decide"
        )
    return given


def _start(act: Act, pack: ParallelPack, duty: str, since: datetime, command: OpenObligation) -> None:
    case, name = act.case, f"{pack.pack}.{duty}"
    # A name is given out once: what is opened again after its end (new facts, a supplement) is an obligation of its own.
    again = case.number(f"obligation/{name}")
    start = ObligationStart(
        id=f"{case.reference}-{name}" + (f".{again}" if again > 1 else ""),
        complaint=case.reference,
        kind="report",
        pack=pack.pack,
        duty=duty,
        title=next(one.title for one in pack.duties if one.duty == duty),
        events={AWARE: since},
        facts=dict(command.facts),
        owner=command.owner or "lead",
        category=case.category,
        severity=case.severity,
        besides=list(case.complained_of),
        opened_by=act.by.id,
        at=act.at,
        locale=case.locale,
    )
    case.obligations.append(Obliged(id=start.id, pack=start.pack, duty=duty, owner=start.owner, at=act.at))
    _mended(act, name)
    act.effects.append(start)


def decline_obligation(act: Act, command: DeclineObligation) -> None:
    """Nothing is owed: a decision with its reason, like one to report."""
    pack = _pack(act.case, command.pack)
    if running(act.case, pack.pack):
        raise IllegalCommand(f"{pack.pack} is open: decide not_reportable on the obligation itself")
    act.solved(f"{PROBLEM}{pack.pack}")
    _mended(act, f"{pack.pack}.")
    act.log(f"{pack.pack} declined, nothing is owed: {command.reason}")


def not_started(act: Act, obligation: str, why: str) -> None:
    """The obligation could not be started: a person mends the pack and opens it again. Nobody may believe that it runs."""
    gone = [one for one in act.case.obligations if one.id == obligation]
    act.case.obligations = [one for one in act.case.obligations if one.id != obligation]
    act.problem(
        f"{_NOT_STARTED}{obligation}",
        f"{obligation} was not started: {why}",
        "lead",
        "mend it, then open it again (open_obligation), or decide that nothing is owed (decline_obligation)",
    )
    if not gone:
        act.log(f"{obligation} was not started")


_NOT_STARTED = "obligation/"


def _mended(act: Act, name: str) -> None:
    """What could not be started was opened again under another name, or nothing is owed by it. `name`: pack and duty, or pack."""
    for problem in act.case.problems:
        if problem.resolved_at is None and problem.key.startswith(f"{_NOT_STARTED}{act.case.reference}-{name}"):
            act.solved(problem.key)


def obligation_news(act: Act, told: ObligationNews) -> None:
    """What an obligation tells: its date, a breach, its end."""
    for one in act.case.obligations:
        if one.id == told.id:
            one.state, one.owner = told.state or one.state, told.owner or one.owner
            one.due = told.due or one.due
            one.breached = one.breached if told.breached is None else told.breached
            act.log(f"obligation {one.id}: {told.what or one.state}")
