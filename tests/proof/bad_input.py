"""Input that has to be refused: what is wrong, where it is, and the value that no message may repeat."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.desk import PEOPLE, intake

HANDLER = {"id": PEOPLE["handler"], "role": "handler"}
PROOF_FILE = {"name": "photo.jpg", "uri": "https://files.example.com/1", "sha256": "0" * 64, "media_type": "image/jpeg"}


class BadIntake(NamedTuple):
    """One intake that is wrong in one place."""

    change: Callable[[dict[str, Any]], Any]
    field: str
    """What the refusal names."""
    secret: str = ""
    """The wrong value, as far as it could be recognised in a message."""
    kind: str = "InvalidIntake"


def put(where: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    """A change: the value at a dotted path."""

    def change(whole: dict[str, Any]) -> Any:
        *path, last = where.split(".")
        inner = whole
        for key in path:
            inner = inner[key]
        inner[last] = value
        return whole

    return change


def _at(where: str, value: Any, secret: str = "", field: str = "", kind: str = "InvalidIntake") -> BadIntake:
    return BadIntake(put(where, value), field or where, secret, kind)


def _attached(**wrong: Any) -> BadIntake:
    name, value = next(iter(wrong.items()))
    change = put("personal.attachments", [{**PROOF_FILE, **wrong}])
    return BadIntake(change, f"personal.attachments.0.{name}", str(value))


def _leave_out(whole: dict[str, Any]) -> Any:
    del whole["personal"]["customer"]["id"]
    return whole


EMAIL, NAME = "personal.customer.email", "personal.customer.name"
BAD_INTAKES: dict[str, BadIntake] = {
    "naive receipt": _at("received_at", "2026-04-28T11:22:33", "11:22:33"),
    "naive occurrence": _at("occurred_at", "2026-04-28T11:22:33", "11:22:33"),
    "naive awareness": _at("first_employee_aware", "2026-04-28 11:22", "11:22"),
    "receipt that is no date": _at("received_at", "yesterday, as always", "yesterday"),
    "receipt tomorrow": _at(
        "received_at", (datetime.now(UTC) + timedelta(days=1)).isoformat(), "", "received_at: lies"
    ),
    "receipt in the year 9999": _at("received_at", "9999-12-31T23:59:59+00:00", "9999"),
    "receipt in the year 1": _at("received_at", "0001-01-01T00:00:00+00:00", "0001"),
    "no receipt": BadIntake(
        lambda whole: {k: v for k, v in whole.items() if k != "received_at"}, "received_at: missing"
    ),
    "unknown policy": _at("policy", "iso-99999-x", "", "polic", "PolicyNotFound"),
    "path as policy": _at("policy", "../data/team", "", "polic", "PolicyNotFound"),
    "unknown channel": _at("channel", "pigeon-post", "pigeon"),
    "unknown locale": _at("personal.customer.locale", "tlh-KX", "tlh"),
    "unknown kind": _at("kind", "lament-x", "lament"),
    "unknown severity": _at("severity", "apocalyptic", "apocalyptic"),
    "unknown mood": _at("personal.mood", "seething-x", "seething"),
    "unknown authority": _at(
        "personal.representative", {"name": "R", "authority": "papal-x"}, "papal", "personal.representative.authority"
    ),
    "reference with a path": _at("reference", "../../etc/passwd", "passwd"),
    "reference with a line break": _at("reference", "A\nB", "A\nB"),
    "category over several lines": _at("category", "a\nb", "a\nb"),
    "empty category": _at("category", ""),
    "oversized category": _at("category", "c" * 101, "cccc"),
    "oversized description": _at("personal.description", "d" * 32_001, "dddd"),
    "oversized subject": _at("personal.subject", "s" * 301, "ssss"),
    "empty subject": _at("personal.subject", ""),
    "oversized intake": _at("facts", {"x": "y" * 256_000}, "yyyy", "intake"),
    "too many attachments": _at("personal.attachments", [PROOF_FILE] * 51, "photo.jpg"),
    "too many heads": _at("heads", [{"id": f"h{n}", "category": "x"} for n in range(21)]),
    "control character in the description": _at("personal.description", "bell\x07rung", "rung"),
    "null in the description": _at("personal.description", "nul\x00byte", "byte"),
    "escape sequence in the place": _at("personal.place", "\x1b[31mred", "red"),
    "line separator in the subject": _at("personal.subject", "one\u2028two", "two"),
    "header injected by the subject": _at("personal.subject", "Hello\r\nBcc: all@example.com", "Bcc"),
    "header injected by the name": _at(NAME, "Sam\nBcc: all@example.com", "Bcc"),
    "header injected by the address": _at(EMAIL, "sam@example.com\r\nBcc: all@example.com", "Bcc"),
    "two addresses": _at(EMAIL, "sam@example.com, all@example.com", "all@"),
    "address with brackets": _at(EMAIL, "<sam@example.com>", "sam@"),
    "address without a domain": _at(EMAIL, "sam-at-example", "sam-at"),
    "path in an attachment's name": _attached(name="../../etc/passwd"),
    "Windows path in an attachment's name": _attached(name="..\\..\\boot.ini"),
    "home in an attachment's name": _attached(name="~root"),
    "dots as an attachment's name": _attached(name=".."),
    "line break in an attachment's name": _attached(name="a\r\nb.jpg"),
    "file as an attachment's address": _attached(uri="file:///etc/passwd"),
    "script as an attachment's address": _attached(uri="javascript:alert(1)"),
    "short checksum of an attachment": _attached(sha256="abc123"),
    "customer without an id": BadIntake(_leave_out, "personal.customer.id"),
    "personal as a list": _at("personal", ["Sam Specimen"], "Specimen"),
    "facts as text": _at("facts", "five facts", "five"),
    "a list": BadIntake(lambda whole: [whole], "intake: must be a JSON object", "Specimen"),
    "text": BadIntake(lambda _: "the plate is broken", "intake: must be a JSON object", "plate"),
    "a number": BadIntake(lambda _: 17, "intake: must be a JSON object"),
    "null": BadIntake(lambda _: None, "intake: must be a JSON object"),
    "an empty object": BadIntake(lambda _: {}, "missing"),
}


def bad_intake(name: str, reference: str) -> Any:
    """The intake of that name, otherwise correct, under that reference."""
    return BAD_INTAKES[name].change(deepcopy(intake(reference)))


class BadCommand(NamedTuple):
    """One command that is refused for its shape, whatever the case."""

    command: str
    body: Any
    kind: str
    says: str
    """Part of the refusal."""
    secret: str = ""


def _offer(**item: Any) -> dict[str, Any]:
    whole = {"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP", **item}
    return {"by": HANDLER, "alternatives": [{"items": [whole]}], "personal": {"descriptions": {"A": "we pay"}}}


def _bad_offer(says: str, secret: str = "", **item: Any) -> BadCommand:
    return BadCommand("offer_remedy", _offer(**item), "InvalidCommand", says, secret)


BAD_COMMANDS: dict[str, BadCommand] = {
    "unknown command": BadCommand("grovel", {"by": HANDLER}, "UnknownCommand", "grovel"),
    "command with a path for a name": BadCommand("../note", {"by": HANDLER}, "UnknownCommand", "not a command"),
    "nothing": BadCommand("note", None, "InvalidCommand", "JSON object"),
    "text": BadCommand("note", "please note", "InvalidCommand", "JSON object", "please"),
    "a list": BadCommand("note", [{"by": HANDLER}], "InvalidCommand", "JSON object", "hanako"),
    "nobody acts": BadCommand("note", {"personal": {"text": "hello there"}}, "InvalidCommand", "by", "hello"),
    "unknown role": BadCommand("note", {"by": {"id": "x", "role": "emperor"}}, "InvalidCommand", "by.role", "emperor"),
    "role that may not": BadCommand(
        "assign", {"by": HANDLER, "to": "somebody", "reason": "on leave"}, "NotAuthorised", "lead", "somebody"
    ),
    "id with a line break": BadCommand(
        "note", {"by": {"id": "a\nb", "role": "handler"}, "personal": {"text": "t"}}, "InvalidCommand", "by.id", "a\nb"
    ),
    "a field too many": BadCommand(
        "apologise", {"by": HANDLER, "kind": "regret", "sorrow": "deepest"}, "InvalidCommand", "sorrow", "deepest"
    ),
    "unknown kind": BadCommand("apologise", {"by": HANDLER, "kind": "grudging"}, "InvalidCommand", "kind", "grudging"),
    "no reason": BadCommand("reclassify", {"by": HANDLER, "severity": "high"}, "InvalidCommand", "reason: missing"),
    "naive instant": BadCommand(
        "acknowledge",
        {"by": HANDLER, "medium": "phone", "done_at": "2026-04-28T11:22:33"},
        "InvalidCommand",
        "done_at",
        "11:22:33",
    ),
    "oversized command": BadCommand(
        "note", {"by": HANDLER, "personal": {"text": ["z" * 7_000] * 10}}, "InvalidCommand", "larger than", "zzzz"
    ),
    "oversized text": BadCommand(
        "note", {"by": HANDLER, "personal": {"text": "z" * 8_001}}, "InvalidCommand", "personal.text", "zzzz"
    ),
    "control character": BadCommand(
        "note", {"by": HANDLER, "personal": {"text": "bell\x07rung"}}, "InvalidCommand", "control", "rung"
    ),
    "control character deep inside": BadCommand(
        "note", {"by": HANDLER, "personal": {"text": {"a": ["\x00hidden"]}}}, "InvalidCommand", "control", "hidden"
    ),
    "personal as text": BadCommand(
        "note", {"by": HANDLER, "personal": "secret words"}, "InvalidCommand", "personal", "secret"
    ),
    "header injected by a letter's subject": BadCommand(
        "send_letter",
        {"by": HANDLER, "personal": {"words": "Thank you.", "subject": "Hello\r\nBcc: all@example.com"}},
        "InvalidCommand",
        "subject",
        "Bcc",
    ),
    "negative amount": _bad_offer("amount", "-20.00", amount="-20.00"),
    "huge amount": _bad_offer("amount", "9" * 60, amount="9" * 60),
    "enormous exponent": _bad_offer("amount", "1E999999", amount="1E999999"),
    "not a number": _bad_offer("amount", "NaN", amount="NaN"),
    "infinite amount": _bad_offer("amount", "Infinity", amount="Infinity"),
    "amount in words": _bad_offer("amount", "twenty", amount="twenty"),
    "amount of nothing": _bad_offer("amount", "0.00", amount="0.00"),
    "fractions of a penny": _bad_offer("amount", "20.001", amount="20.001"),
    "amount as a number": _bad_offer("amount", "20.5", amount=20.5),
    "unknown currency": _bad_offer("currency", "QQQ", currency="QQQ"),
    "currency in small letters": _bad_offer("currency", "gbp", currency="gbp"),
    "amount without a currency": _bad_offer("currency", "", currency=None),
    "unknown remedy": _bad_offer("kind", "indulgence", kind="indulgence"),
    "unknown ground": _bad_offer("ground", "karma", ground="karma"),
    "no alternatives": BadCommand(
        "offer_remedy", {"by": HANDLER, "alternatives": []}, "InvalidCommand", "alternatives"
    ),
}
