"""Goods that come back (現品): asked for, on their way, arrived, tested, returned, kept or disposed of. Each step on record.

Nobody destroys or throws away what belongs to the customer without their word; what is lost on the way has an owner.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.dates import Wait
from domain.errors import IllegalCommand, InvalidCommand
from domain.findings import Item, ItemStep
from messages.commands import Command
from messages.commands.inquiries import RecordItem, RequestItem
from messages.decisions import PolicySnapshot
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.dates.more_time import stood_still
from workflows.procedure.dates.resting import GOODS_KEPT
from workflows.procedure.happenings import known, of_round
from workflows.procedure.investigating import goods_awaited
from workflows.procedure.investigating.goods_awaited import NOT_COME, ON_THE_WAY, still_coming
from workflows.procedure.on_record import happened
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.past import Past
from workflows.procedure.writing.correspondence import write

ARRIVED = "item_received"
"""The event that dates of a pack may be anchored on."""
FOLLOWS: dict[str, tuple[str, ...]] = {
    "sent": ("requested",),
    "arrived": ("requested", "sent", "lost"),
    "consent": ("requested", "sent", "arrived", "tested", "kept"),
    "tested": ("arrived", "tested", "kept"),
    "returned": ("arrived", "tested", "kept"),
    "kept": ("arrived", "tested", "kept"),
    "disposed": ("arrived", "tested", "kept"),
    "lost": ("requested", "sent", "returned"),
    "refused": ON_THE_WAY,
}
"""What may be recorded → after what."""


def request_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """Where the pack counts from the goods' arrival, its dates are counted anew; and how long we wait for them."""
    assert isinstance(command, RequestItem)
    past = goods_awaited.looks_back(case, policy, None if command.until else at, coming=True)
    return past._replace(days={NOT_COME: command.until}) if command.until else past


def record_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The arrival, that no goods will come, how long they are waited for, or the day until which they are kept."""
    assert isinstance(command, RecordItem)
    happened_at = command.done_at or at
    if command.what == "arrived" and ARRIVED in known(policy):
        return Past(of_round(case) | {ARRIVED: happened_at}, pauses=stood_still(case))
    if command.what == "refused":
        return goods_awaited.looks_back(case, policy, None, coming=still_coming(case, command.item or ""))
    if command.what in ("sent", "lost"):
        return goods_awaited.looks_back(case, policy, happened_at)
    return Past(days={GOODS_KEPT: command.until}) if command.what == "kept" and command.until else Past()


def request_item(act: Act, command: RequestItem) -> None:
    """Ask for the goods; help that is urgent never waits for them."""
    act.require_open()
    case = act.case
    if not (command.personal or {}).get("what"):
        raise InvalidCommand("request_item: personal.what: missing; say which goods, and how they are to be packed")
    item = Item(
        id=f"G{case.number('item')}",
        state="requested",
        lot=command.lot or case.filed.lot,
        prepaid=command.prepaid,
        since=act.at,
        round=case.round,
        personal=command.personal,
    )
    if spoken(command):
        item.since = done_at(act, command)
    elif command.until is not None and command.until <= local_day(act.at, ZoneInfo(case.zone)):
        raise InvalidCommand("request_item: until: must lie ahead; give the day by which we ask for the goods")
    case.items.append(item)
    if case.filed.item_available is False:
        act.hints.append(
            "when it was filed the customer no longer had the item: ask first; record_item refused where there is none"
        )
    asked = f" by {command.medium}" if spoken(command) else ""
    act.log(
        f"{item.id}: the goods are asked for{asked} ({'carriage paid by us' if item.prepaid else 'carriage not paid'})"
    )
    goods_awaited.tell_dates(act, coming=True)
    goods_awaited.begin(act, item)
    if not spoken(command):
        facts = {"prepaid": item.prepaid} | ({"answer_by": command.until.isoformat()} if command.until else {})
        words = command.personal or {}
        write(act, "item_request", facts, {key: words.get(key) for key in ("what", "packaging")})


def record_item(act: Act, command: RecordItem) -> None:
    """What became of the goods; never refused because the complaint is closed, only where it cannot be."""
    at = command.done_at or act.at
    if at > act.at:
        raise IllegalCommand("done_at: lies ahead; record it when it has been done")
    item = _named(act.case, command.item) if command.item else _unasked(act, command, at)
    if item.state not in FOLLOWS[command.what]:
        raise IllegalCommand(f"{item.id} is {item.state}: {command.what} does not follow from that")
    _check(act.case, item, command, at)
    _step(act, item, command, at)
    act.log(f"{item.id}: {command.what}" + (" (destructive)" if command.destructive else ""), command.personal)
    _follows(act, item, command, at)


def _step(act: Act, item: Item, command: RecordItem, at: datetime) -> None:
    """Each step stands for itself: what is said with it replaces nothing that was said before."""
    step = ItemStep(what=command.what, at=at, by=act.by.id, destructive=command.destructive)
    step.evidence, step.personal = command.evidence, command.personal
    item.evidence += command.evidence
    if command.what == "consent":
        step.agreed_to = command.for_ or ""
        if command.for_ == "disposal":
            item.disposal_consent_at = at
        else:
            item.consent_at = at
    else:
        item.state, item.since = command.what, at
    if command.what == "arrived":
        item.arrived_at = at
        came = {key: value for key, value in (command.personal or {}).items() if key in ("what", "condition")}
        item.personal = came | (item.personal or {})
    item.steps.append(step)


def _unasked(act: Act, command: RecordItem, at: datetime) -> Item:
    """Goods come that nobody asked for, also after closing: they get an id, and somebody says what becomes of them."""
    case = act.case
    if command.what != "arrived":
        raise InvalidCommand(f"record_item: item: missing; those on record: {_known(case)}")
    if not (command.personal or {}).get("what"):
        raise InvalidCommand(
            "record_item: personal.what: missing; say which goods came (or give item, where they were asked for)"
        )
    item = Item(
        id=f"G{case.number('item')}",
        state="sent",
        lot=case.filed.lot,
        prepaid=False,
        unasked=True,
        since=at,
        round=case.round,
    )
    case.items.append(item)
    act.problem(
        f"{case.reference}/unasked/{item.id}",
        f"goods came that nobody asked for ({item.id})",
        case.handler or "lead",
        f"look at them and tell the customer what becomes of them; then record_item {item.id}: tested, returned, kept or disposed",
    )
    return item


def _check(case: Case, item: Item, command: RecordItem, at: datetime) -> None:
    words = command.personal or {}
    if command.what == "arrived" and not words.get("condition"):
        raise InvalidCommand("record_item: personal.condition: missing; say in what state it arrived")
    if command.what == "consent" and not words.get("words"):
        raise InvalidCommand("record_item: personal.words: write the customer's own words of consent")
    if command.what == "consent" and command.for_ is None:
        raise InvalidCommand('record_item: for: say what the customer agrees to, "test" (that destroys) or "disposal"')
    if command.what == "refused" and item.arrived_at is not None:
        raise IllegalCommand(f"{item.id} had arrived on {local_day(item.arrived_at, ZoneInfo(case.zone))}: it did come")
    if command.what == "tested" and command.destructive and item.consent_at is None:
        raise IllegalCommand(
            f"{item.id}: a test that destroys needs the customer's consent first (record_item, consent, for test)"
        )
    if command.what == "kept" and (command.until is None or command.until <= local_day(at, ZoneInfo(case.zone))):
        raise InvalidCommand("record_item: until: give the day, still to come, until which the goods are kept")
    if command.what == "disposed" and item.disposal_consent_at is None:
        over = item.kept_until is not None and item.kept_until < local_day(at, ZoneInfo(case.zone))
        if not over:
            raise IllegalCommand(
                f"{item.id}: to dispose of it takes the customer's consent (record_item, consent, for disposal), or the end "
                "of the time it is kept"
            )


def _follows(act: Act, item: Item, command: RecordItem, at: datetime) -> None:
    case, what = act.case, command.what
    if what in ("arrived", "refused"):
        goods_awaited.over(act, item)
        act.solved(f"{case.reference}/item/{item.id}")
    if what == "arrived" and ARRIVED in known(act.policy):
        _arrived(act, at)
    elif what == "sent":
        goods_awaited.over(act, item)
        goods_awaited.begin(act, item)
    elif what == "lost":
        goods_awaited.lost(act, item)
    elif what == "refused":
        goods_awaited.tell_dates(act, coming=still_coming(case, item.id))
        do = "look at retained samples and the records of the lot"
        act.tell(case.handler or "lead", f"no goods will come ({item.id})", do)
    elif what == "kept" and (until := act.date(GOODS_KEPT)):
        item.kept_until = command.until
        act.stop_waiting(GOODS_KEPT, item.id)
        case.waits.append(Wait(name=GOODS_KEPT, about=item.id, at=until.late_from, due=until.due))
        if case.settles_at is not None:  # it lies here longer than anything else could follow
            case.settles_at = max(case.settles_at, until.late_from)
    if what in ("returned", "disposed"):
        act.stop_waiting(GOODS_KEPT, item.id)
    if item.unasked and what in ("tested", "returned", "kept", "disposed"):
        act.solved(f"{case.reference}/unasked/{item.id}")


def _arrived(act: Act, at: datetime) -> None:
    """Dates that count from the arrival begin; a complaint that has ended owes nothing more by it."""
    if act.case.stage in ("closed", "withdrawn"):
        act.case.events.setdefault(ARRIVED, at)
    else:
        happened(act, ARRIVED, at)


def kept_long_enough(act: Act, about: str) -> None:
    """The time for which the goods were to be kept is over."""
    if (item := _named(act.case, about)).state == "kept":
        act.tell(
            act.case.handler or "lead", f"{item.id} was kept until {item.kept_until}", "return it, or dispose of it"
        )


def _named(case: Case, name: str) -> Item:
    found = next((one for one in case.items if one.id == name), None)
    if found is None:
        raise InvalidCommand(f"there is no item {name[:40]}; those on record: {_known(case)}")
    return found


def _known(case: Case) -> str:
    return ", ".join(one.id for one in case.items) or "none"
