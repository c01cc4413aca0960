"""What a complaint's receipt itself decides: how grave, whose, from which import, what is late already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, TypeAdapter

from domain.words import CHANNELS, ENDED, SPOKEN, Severity
from messages.decisions import DateDecided, EarlierComplaint, PolicySnapshot
from messages.ids import is_split_of
from policies.categories import covers
from policies.triage import TriageRules, asks_about_safety, triage

IMPORTED = "import:"
"""What the `source` of an imported complaint begins with; the name of the import follows."""
STATED = "stated by the sender"
Problem = dict[str, str]
"""Something that went wrong at receipt: `key`, `what`, `owner` (a role) and what to `do`."""


def severity_of(intake: dict[str, Any], repeat_complainant: bool, rules: TriageRules) -> tuple[Severity, list[str]]:
    """How grave it is and why: what the sender stated, else what triage says."""
    if stated := intake.get("severity"):
        return stated, [STATED]
    return triage(intake, repeat_complainant, rules)


def safety_asked(intake: dict[str, Any], rules: TriageRules) -> bool:
    """Whether a person calls within the hour: nobody has said whether anybody was hurt, and there is somebody to call."""
    return not (intake.get("anonymous") or batch(intake)) and asks_about_safety(intake, rules)


def not_to(intake: dict[str, Any], asked: bool, rules: TriageRules) -> Literal["", "use", "eat"]:
    """What the acknowledgement advises not to do with what the complaint is about; empty: there is no advice.

    Args:
        intake: the complaint as it was filed.
        asked: whether a person calls and asks about safety.
        rules: the desk's rules of triage.
    """
    harm, category = intake.get("harm") or {}, str(intake.get("category") or "")
    harmed = any(harm.get(one) for one in ("injury", "property", "others_at_risk"))
    advice = next((one.do_not for one in rules.advice if covers(one.categories, category)), None)
    if advice == "nothing" or not (asked or (harmed and advice)):
        return ""
    return advice or "use"


def alarms(severity: Severity, asked: bool, at: datetime) -> dict[str, datetime]:
    """The events from which a call about safety and a first report are counted, with the instant the desk knew."""
    return ({"critical_known": at} if severity == "critical" else {}) | ({"safety_suspected": at} if asked else {})


def customer_id(intake: dict[str, Any]) -> str:
    """The customer's id; empty for an anonymous complaint, and once it is erased."""
    if intake.get("anonymous"):
        return ""
    return str(((intake.get("personal") or {}).get("customer") or {}).get("id") or "")


def facts_of(intake: dict[str, Any], policy: PolicySnapshot) -> dict[str, Any]:
    """What the pack asks for: the facts of the intake, and its channel where the pack has a rule for it."""
    known = {*policy.rules.get("facts", {}).get("channel", {}).get("one_of", ())}
    if any(rule.get("in_writing") for rule in policy.rules["duties"].values()):
        known |= {*CHANNELS}
    own = {"channel": intake["channel"]} if intake.get("channel") in known else {}
    return own | (intake.get("facts") or {})


def acknowledged_together(intake: dict[str, Any]) -> datetime | None:
    """When the receipt was acknowledged together with that of the complaint it was split off, if it was."""
    at = (intake.get("linked_to") or {}).get("acknowledged_at")
    return TypeAdapter[datetime](AwareDatetime).validate_python(at) if at else None


def by_letter(policy: PolicySnapshot) -> bool:
    """Whether the policy asks that receipt is acknowledged in writing, whatever was said."""
    return any(rule.get("by_letter") for rule in policy.rules["duties"].values())


def acknowledged_at(intake: dict[str, Any], filed: datetime, policy: PolicySnapshot) -> datetime | None:
    """When the receipt counts as acknowledged at the opening already; `None` where a letter is still to do it.

    Together with another complaint's; by word of mouth when it was taken (fact `acknowledged`, a medium) where the policy
    takes that; and at once where nobody is known who could be written to, or every date that counts from the acknowledgement
    would never come.
    """
    if together := acknowledged_together(intake):
        return together
    if intake.get("anonymous"):
        return filed
    if (intake.get("facts") or {}).get("acknowledged") in SPOKEN and not by_letter(policy):
        return TypeAdapter[datetime](AwareDatetime).validate_python(intake["received_at"])
    return None


def batch(intake: dict[str, Any]) -> str:
    """The import a complaint came with (`import:<name>`); empty when it came by itself."""
    source = str(intake.get("source") or "")
    return source if source.startswith(IMPORTED) else ""


def product_name(intake: dict[str, Any]) -> str:
    """The product as lists show it; empty when none was given."""
    product = intake.get("product")
    return str((product.get("name") if isinstance(product, dict) else product) or "")


def overdue(dates: list[DateDecided], at: datetime, acknowledged_at: datetime | None = None) -> list[str]:
    """The duties that were already late at that instant; waits, gates and windows are owed to nobody.

    Args:
        dates: what was decided at opening.
        at: the instant of the filing.
        acknowledged_at: when the receipt was acknowledged together with another complaint's, if it was.
    """
    late = [date for date in dates if date.owed and date.late_from <= at]
    return [
        one.duty
        for one in late
        if not (acknowledged_at and "acknowledge" in one.duty and acknowledged_at < one.late_from)
    ]


def complaints(history: Sequence[EarlierComplaint]) -> list[EarlierComplaint]:
    """Of what the customer came with before, the complaints: praise is no repeat, and nothing is joined to a question."""
    return [one for one in history if one.kind == "complaint"]


def candidates(intake: dict[str, Any], history: Sequence[EarlierComplaint], order_key: str = "") -> list[str]:
    """The customer's open complaints that may be about the same thing: same order, same product, or one category in the other.

    The one it was split off, or which it follows, is known to be another matter.

    Args:
        intake: the new contact.
        history: what the same customer came with before.
        order_key: the keyed hash of the order it names; empty where it names none.
    """
    return [one.reference for one in _alike(intake, history, order_key) if one.stage not in ENDED]


def flare_ups(
    intake: dict[str, Any], history: Sequence[EarlierComplaint], order_key: str = ""
) -> list[EarlierComplaint]:
    """Those that have ended, may be about the same thing and can still be reopened: the matter has perhaps come back (再燃).

    Args: as for `candidates`.
    """
    return [
        one for one in _alike(intake, history, order_key) if one.stage in ("closed", "withdrawn") and not one.settled
    ]


def _alike(intake: dict[str, Any], history: Sequence[EarlierComplaint], order_key: str) -> list[EarlierComplaint]:
    """The customer's complaints that may be about the same thing."""
    product, category = product_name(intake), str(intake.get("category") or "")
    linked = (intake.get("linked_to") or {}).get("reference")
    return [
        one
        for one in complaints(history)
        if one.reference != linked
        and (
            (order_key and one.order_key == order_key)
            or (product and one.product == product)
            or (category and one.category and (covers([category], one.category) or covers([one.category], category)))
        )
    ]


def apart_from_kin(intake: dict[str, Any], history: Sequence[EarlierComplaint]) -> list[EarlierComplaint]:
    """The customer's earlier complaints without the one it was split off and what else was: of one contact nothing is earlier."""
    linked = intake.get("linked_to") or {}
    if linked.get("why") != "split":
        return list(history)
    kin = str(linked["reference"])
    return [one for one in history if one.reference != kin and not is_split_of(kin, one.reference)]


def no_history(error: Exception) -> Problem:
    """The customer's record did not answer. Only the error's type is told: its message may carry personal data."""
    return {
        "key": "history",
        "what": f"the customer's earlier complaints could not be looked up ({type(error).__name__})",
        "owner": "lead",
        "do": 'look the customer up by hand before the first call, and note what you find, with settles "history"',
    }


def no_preferences(error: Exception) -> Problem:
    """How the customer wants to be reached could not be looked up."""
    return {
        "key": "preferences",
        "what": f"how the customer wants to be reached could not be looked up ({type(error).__name__})",
        "owner": "lead",
        "do": "ask before writing or calling, and record it (record_contact with wishes)",
    }


def nobody_assigned(reason: str) -> Problem:
    """No handler could be found."""
    return {
        "key": "nobody_assigned",
        "what": f"nobody is assigned: {reason}",
        "owner": "lead",
        "do": "give the complaint to somebody with the command assign",
    }
