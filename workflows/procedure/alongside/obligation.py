"""An obligation beside a complaint: its opening, its clock, its ladder and its end. Pure, like the complaint's procedure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.dates import Deadline
from domain.obligation import Obligation
from domain.parallel import ObligationState
from messages.decisions import DateDecided, PolicySnapshot
from messages.news import News
from messages.obligations import ObligationStart
from policies.ladder import BREACH, WARNING, coming, rungs_of
from workflows.procedure.alongside.beside import BesideAct


class ObligationAct(BesideAct[Obligation]):
    """One act on an obligation."""

    def tell_complaint(self, what: str) -> None:
        """Tell the complaint what became of it. A record begins when its complaint ends: there is nobody to tell."""
        mine = self.record
        if mine.kind == "retention":
            return
        body = {"id": mine.id, "state": mine.state, "owner": mine.owner, "breached": breached(mine), "what": what}
        if mine.deadline is not None:
            body["due"] = mine.deadline.due.isoformat()
        self.effects.append(News(to=mine.complaint, at=self.at, what="obligation", body=body))


def breached(mine: Obligation) -> bool:
    """Whether the day passed without a report; that stays on record."""
    return mine.deadline is not None and mine.deadline.state == "breached"


def shown(due: date | datetime | None) -> str:
    """A due date in a notice."""
    if due is None:
        return "no date yet"
    return f"{due:%a %Y-%m-%d %H:%M %Z}" if isinstance(due, datetime) else f"{due:%a %Y-%m-%d}"


def named(mine: Obligation) -> str:
    """What is owed, in a notice: the id, and its title in the desk's language."""
    title = mine.title.get(mine.locale, "")
    return f"{mine.id} ({title})" if title else mine.id


def new_obligation(start: ObligationStart, policy: PolicySnapshot, at: datetime) -> Obligation:
    """The obligation as it stands when it is opened."""
    own = start.model_dump(exclude={"at", "policy", "continue_after"})
    state = "keeping" if start.kind == "retention" else "open"
    asks = {name: rule.get("one_of") or [True, False] for name, rule in policy.rules.get("facts", {}).items()}
    return Obligation(**own, asks=asks, state=state, zone=policy.zone, opened_at=at, as_of=at)


def open_obligation(act: ObligationAct) -> None:
    """Start the clock, and tell owner and complaint by when the report is due; it may be late already."""
    mine = act.record
    start_clock(act)
    due = mine.deadline.due if mine.deadline else None
    act.log(f"opened by {mine.opened_by}: {mine.owner}, due {shown(due)}")
    if mine.kind == "report":
        do = "report it, then record_report; or a manager or quality decides not_reportable"
        if due is None:
            do = "give what the date depends on with reclassify"
        act.tell(mine.owner, f"{named(mine)} is owed to the authority, due {shown(due)}", do)
        act.tell_complaint(f"opened, due {shown(due)}")
        late_at_once(act)


def start_clock(act: ObligationAct) -> None:
    """Start the clock on the date decided with this act, if one follows from what is known."""
    if decided := decided_for(act):
        own = decided.model_dump(exclude={"level"})
        act.record.deadline = Deadline(**own, level=_level(decided), round=1)


def decided_for(act: ObligationAct) -> DateDecided | None:
    """The date decided with this act."""
    return next((one for one in act.dates if one.duty == act.record.duty), None)


def _level(decided: DateDecided) -> Any:
    assert decided.level != "wait"
    return decided.level


def end(act: ObligationAct, state: ObligationState, what: str) -> None:
    """It is over: on record, and told to the complaint."""
    act.record.state, act.record.ended_at, act.record.ask_at = state, act.at, None
    act.log(what)
    act.tell_complaint(what)


def late_at_once(act: ObligationAct) -> None:
    """What is late already is shown as such at once, not at the next date."""
    deadline = act.record.deadline
    if deadline is not None and deadline.state == "running" and deadline.late_from <= act.at:
        rung(act, BREACH)


def rung(act: ObligationAct, name: str) -> None:
    """A rung of the pack's ladder: who is told, to which level it rises. A breach is for ever and always told to the owner."""
    mine, deadline = act.record, act.record.deadline
    assert deadline is not None
    late = name == BREACH
    deadline.fired.append(name)
    if late:
        deadline.state = "breached"
        deadline.fired += [one for one in (WARNING, *deadline.warnings) if one not in deadline.fired]
    rungs = coming(rungs_of(act.policy.rules), mine.duty, deadline.level, name)
    told = [mine.owner] if late else []
    told += [mine.owner if role == "handler" else role for one in rungs for role in one.tell]
    words = f"{named(mine)} {'is overdue since' if late else 'is due'} {shown(deadline.due)}"
    for to in dict.fromkeys(told):
        act.tell(to, words, "report it now, then record_report" if late else "report it, then record_report")
    act.log(f"{name.replace('_', ' ')}: {mine.duty} ({deadline.level}), due {shown(deadline.due)}")
    _raise(act, max((one.raise_to for one in rungs if one.raise_to), default=0))
    if late:
        act.tell_complaint(f"overdue since {shown(deadline.due)}")


def _raise(act: ObligationAct, level: int) -> None:
    mine = act.record
    if level > mine.escalation:
        mine.escalation, mine.escalation_acknowledged = level, False
        act.log(f"escalated to level {level}")
