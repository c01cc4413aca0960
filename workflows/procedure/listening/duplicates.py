"""Duplicates: joined to the complaint that goes on, and taken apart again where that was wrong."""

from __future__ import annotations

from datetime import datetime

from domain import labels
from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.words import ENDED
from messages.commands import Command
from messages.commands.ending import Merge, Unmerge
from messages.decisions import PolicySnapshot
from messages.ids import REFERENCE
from messages.news import MergeNews, News
from workflows.procedure.act import Act
from workflows.procedure.alongside import promised_measures
from workflows.procedure.dates import rights
from workflows.procedure.ending.closing import archive
from workflows.procedure.ending.flare_up import PERHAPS
from workflows.procedure.ending.loose_ends import name_goods_to_come, no_more_questions
from workflows.procedure.listening import safety
from workflows.procedure.listening.acknowledging import no_longer_held, send
from workflows.procedure.past import Past
from workflows.procedure.writing.letter_kinds import ACKNOWLEDGING


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The complaint that goes on: the register is asked what it knows of it."""
    assert isinstance(command, Merge)
    return Past(into=command.into)


def merge(act: Act, command: Merge) -> None:
    """Join a duplicate to the complaint that goes on; reversible."""
    case = act.case
    if not REFERENCE.fullmatch(command.into):
        raise InvalidCommand("merge: into: not a reference")
    if command.into == case.reference:
        raise IllegalCommand("a complaint cannot be merged into itself")
    act.step("merge")
    _check_target(act, command)
    _say_what_rests(act)
    case.merged_into = command.into
    act.solved(PERHAPS)
    no_longer_held(act)
    no_more_questions(act)
    act.wait("unmerge_until")  # what else it waits for rests, as its clocks do: see resting.py
    case.settles_at = rights.last_date(case, act.at)
    act.effects.append(News(to=command.into, at=act.at, what="merged", body={"reference": case.reference}))
    act.effects.append(archive(act))
    act.log(f"merged into {command.into}: {command.reason}")


def _check_target(act: Act, command: Merge) -> None:
    """Refuse where nobody would handle it, or where somebody else's matter would take it in unseen.

    The register's stage may lag: it is written beside an act, and not at all when a complaint is reopened. What was merged
    in the same moment is found by the news (`duplicate_news`); into what the register has as closed or withdrawn a lead merges,
    who knows that it was reopened.
    """
    target, into = act.target, command.into
    if target is None:
        return
    if not target.there:
        raise IllegalCommand(f"there is no complaint {into}; look its reference up (owabi list), then merge")
    if target.settled:
        raise IllegalCommand(f"{into} has settled and takes nothing in any more; handle this complaint by itself")
    if target.stage == "merged":
        raise IllegalCommand(f"{into} was itself merged into another complaint; merge into that one, or unmerge {into}")
    if command.by.role in _DECIDES:
        return
    if target.stage in ENDED:
        ended = labels.both(target.stage, labels.STAGES)
        raise IllegalCommand(
            f"{into} has ended ({ended}): have it reopened first; a lead merges into one that was reopened"
        )
    if not target.same_customer:
        raise NotAuthorised(
            f"{into} is not known to be the same customer's: a lead or manager merges it, with the reason; or handle each by itself"
        )


_DECIDES = ("lead", "manager")


def _say_what_rests(act: Act) -> None:
    """Whoever merges hears what of this complaint must not be lost; of a critical one the lead does, too."""
    case = act.case
    if case.severity == "critical":
        act.hints.append("it is critical: see that the complaint that goes on is, too (reclassify there)")
        act.tell(
            "lead", "a critical complaint was merged", "see that the complaint that goes on is treated as critical"
        )
    if safety.not_asked_yet(case):
        act.hints.append("nobody has asked yet whether somebody is hurt: ask where it is handled now")
        act.tell(
            "lead",
            "merged, and nobody has asked yet whether somebody is hurt",
            "see that it is asked where it is handled now",
        )
    name_goods_to_come(act, "merged")
    if promised := [one.id for one in case.promises if one.state == "open"]:
        act.hints.append(f"promises stay open here: {', '.join(promised)}; keep them, or promise anew where it goes on")


def unmerge(act: Act, command: Unmerge) -> None:
    """Undo a merge: what rested comes again, and what passed meanwhile comes at once; a date of law was never stopped."""
    case = act.case
    act.step("unmerge")
    into, case.merged_into, case.settles_at = case.merged_into, "", None
    act.stop_waiting("unmerge_until")
    act.solved(_NOT_TAKEN_IN)
    under_way = any(one.kind in ACKNOWLEDGING and one.order is not None for one in case.letters)
    if case.round not in case.acknowledged_rounds and not under_way:
        send(act)  # it was held back, or called off with the merge
    act.effects.append(News(to=into, at=act.at, what="unmerged", body={"reference": case.reference}))
    act.effects.append(archive(act))
    act.log(f"merge into {into} undone: {command.reason}")
    promised_measures.caught_up(act)


def duplicate_news(act: Act, what: str, told: MergeNews) -> None:
    """Another complaint was joined to this one, or taken apart again; or the one this was joined to does not take it in."""
    case, other = act.case, told.reference
    if told.handled_in:
        _not_taken_in(act, other)
        return
    act.log(f"{other} was {what}")
    if case.stage in ENDED:
        act.tell("lead", f"{other} was {what} with this ended complaint", "look at both")
    if case.stage == "merged" and what == "merged":
        answer = {"reference": case.reference, "handled_in": case.merged_into}
        act.effects.append(News(to=other, at=act.at, what="merged", body=answer))


_NOT_TAKEN_IN = "merge/not_taken_in"


def _not_taken_in(act: Act, other: str) -> None:
    """A merged complaint merges nothing: whoever was joined to it has to go elsewhere, or nobody handles it."""
    if act.case.stage == "merged" and act.case.merged_into == other:
        act.problem(
            _NOT_TAKEN_IN,
            f"{other} was itself merged into another complaint: nobody handles this one",
            "lead",
            "unmerge it; then merge it into the complaint that goes on, or handle it by itself",
        )
