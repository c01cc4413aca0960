"""Chapter 9: a new round with clocks of its own, and withdrawal by the customer's own word."""

from __future__ import annotations

from collections.abc import Callable

from domain.case import Case
from domain.dates import Deadline
from domain.errors import IllegalCommand, InvalidCommand
from domain.record import Personal
from domain.rounds import EndedRound
from domain.words import Stage
from messages.commands.ending import Reopen, Withdraw
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.alongside import promised_measures
from workflows.procedure.dates import promises, rights
from workflows.procedure.ending import flare_up, taken_back
from workflows.procedure.ending.closing import archive
from workflows.procedure.ending.loose_ends import came_back, end_round, name_goods_to_come, nothing_more_to_see_to
from workflows.procedure.happenings import Events
from workflows.procedure.investigating import goods_awaited, inquiries
from workflows.procedure.listening import safety
from workflows.procedure.listening.acknowledging import announce_round
from workflows.procedure.remedies.agreed import agreed_offer
from workflows.procedure.staff.ladder import forget
from workflows.procedure.third_parties import elsewhere
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day


def new_round(
    act: Act,
    why: str,
    *,
    run_on: bool,
    before: Stage,
    personal: Personal = None,
    hand_over: Callable[[Act], None] | None = None,
) -> None:
    """A new round with clocks of its own; the old one's record, breaches included, stays.

    Args:
        act: the act that begins it.
        why: in a few words, for the timeline.
        run_on: whether limits of law and codes run on from their first day (all stages together have to fit into one
            limit: ASIC RG 271.109-110, FCA DISP 1.6.5R); otherwise they begin anew, as after a new receipt.
        before: the stage in which it begins.
        personal: what the customer said.
        hand_over: gives it to another person, before the customer is told who handles it.
    """
    case = act.case
    limits = [one for one in case.deadlines if one.round == case.round and one.level != "target"]
    danger = [one for one in safety.of_danger(case) if not (run_on and one in limits)]
    elsewhere.taken_back(act)
    came_back(act)
    case.rounds.append(_ended(act, why, before, personal))
    case.round += 1
    forget(case)
    case.closing_ground, case.acceptance, case.closed_at, case.settles_at = None, None, None, None
    act.cancel_clocks()
    act.log(f"round {case.round} begins: {why}")
    end_round(act, f"round {case.round} begins")
    _still_wanted(act, danger)
    if run_on:
        _run_on(act, limits)
    if hand_over:
        hand_over(act)
    announce_round(act)
    if before == "withdrawn":
        promised_measures.caught_up(act)


def _ended(act: Act, why: str, before: Stage, personal: Personal) -> EndedRound:
    """The round that ends, as it stays on record."""
    case = act.case
    return EndedRound(
        round=case.round,
        stage=before,
        ground=case.closing_ground,
        acceptance=case.acceptance,
        closed_at=case.closed_at,
        ended_at=act.at,
        handler=case.handler,
        why=why,
        personal=personal,
    )


def _still_wanted(act: Act, danger: list[Deadline]) -> None:
    """What was asked for and has not come is waited for in the new round too, and what danger owes is due when it was."""
    act.nothing_more_awaited(goods_awaited.NOT_COME)
    goods_awaited.go_on(act)
    inquiries.go_on(act)
    for one in danger:
        _still_due(act, one)


def _run_on(act: Act, limits: list[Deadline]) -> None:
    """What is left of a limit is left, and what has passed has passed; only what is owed again and again begins anew."""
    case, duties = act.case, act.policy.rules["duties"]
    once = {one.duty: one for one in limits if not duties.get(one.duty, {}).get("repeats")}
    act.dates = [date for date in act.dates if date.level == "wait" or (date.owed and date.duty not in once)]
    for right in case.rights:
        if not right.come and right.round == case.round - 1:
            right.round = case.round  # a gate waits for the limit that runs on, a window is what it was
    for limit in once.values():
        if limit.late_from > act.at:
            _still_due(act, limit)
        else:
            act.log(f"{limit.duty} does not begin anew: it was due {limit.due}")


def _still_due(act: Act, one: Deadline) -> None:
    """The same date in the new round."""
    fresh = {"round": act.case.round, "state": "running", "met_at": None}
    act.case.deadlines.append(one.model_copy(update=fresh, deep=True))
    act.log(f"{one.duty} does not begin anew: still due {one.due}")


def check_rounds(act: Act) -> None:
    """Rounds are bounded by the policy; after the last one contact becomes a linked complaint."""
    most = int(act.policy.rules["reopen"]["max_rounds"])
    if act.case.round >= most:
        raise IllegalCommand(f"{most} rounds are the most the policy allows; file a linked complaint")


def begun_by(events: Events, case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """The events that a command is by which a new round begins, with those of what the old one waits for still."""
    return (*(events(case, policy) if callable(events) else events), *goods_awaited.counted_anew(case, policy))


def reopen(act: Act, command: Reopen) -> None:
    """Reopen within the window; a flare-up goes to level 1 at least, and to another person than before."""
    case, before = act.case, act.case.stage
    if case.stage not in ("closed", "withdrawn"):
        act.step("reopen")  # refuses, and says why
    check_rounds(act)
    act.step("reopen")
    case.review = False
    run_on = act.policy.rules["reopen"].get("limits") == "run_on"
    new_round(act, command.reason, run_on=run_on, before=before, personal=command.personal, hand_over=_to_another)


def _to_another(act: Act) -> None:
    act.case.escalation_acknowledged = act.case.escalation == 0  # the level it had is taken on anew
    flare_up.level_one(act)
    flare_up.another_person(act)


def withdraw(act: Act, command: Withdraw) -> None:
    """The customer's own clear word; the door stays open."""
    words = (command.personal or {}).get("words")
    if not words:
        raise InvalidCommand(
            "withdraw: personal.words: write the customer's own clear words; giving up is not withdrawal (close: gave_up)"
        )
    case = act.case
    if (offer := agreed_offer(act)) and offer.released_by and case.stage == "remedy_agreed":
        raise IllegalCommand("a remedy is being carried out; wait for its receipt, then withdraw")
    act.step("withdraw")
    case.closed_at = act.at
    safety.ends(act, "is withdrawn")
    act.cancel_clocks()
    act.nothing_more_awaited()
    end_round(act, "the complaint is withdrawn")
    nothing_more_to_see_to(act)
    rights.withdrawn(case)
    promises.release(act)
    inquiries.end(act)
    name_goods_to_come(act, "withdrawn")
    act.wait("reopen_until")
    case.settles_at = rights.last_date(case, act.at)
    until = act.date("reopen_until")
    write(act, "withdrawal_confirmed", {"reopen_until": iso_day(until.due)} if until else {}, by_hand=False)
    act.log("withdrawn by the customer's own word", command.personal)
    taken_back.look_into(act)
    act.effects.append(archive(act))
