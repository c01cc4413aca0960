"""One row of the complaint database of the US Consumer Financial Protection Bureau as an intake. Pure.

The Bureau has published two spellings of its columns (`date_received`, `Date received`), ISO and US dates, and rows
without a complaint id. It gives dates, not instants, and counts them on the US east coast: a row's complaint is
received at 00:00 in New York, the same calendar day from there eastwards to Japan, and never in the future.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.words import Channel
from messages.intake import MAX_DESCRIPTION

ZONE = ZoneInfo("America/New_York")
NEEDED = ("date_received", "product", "issue", "submitted_via")
"""Columns without which a file is not the Bureau's export."""
CHANNELS: dict[str, Channel] = {
    "web": "web_form",
    "phone": "phone",
    "email": "email",
    "fax": "fax",
    "postal mail": "letter",
    "referral": "referral",
    "web referral": "referral",
}
_CUT = "\n[cut here: the whole text is in the imported file]"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class BadRow(ValueError):
    """The row cannot become a complaint; the message says why without repeating what people wrote."""


def column(title: str) -> str:
    """One spelling for both: `Date received` → date_received, `Timely response?` → timely_response."""
    return re.sub(r"[^a-z0-9]+", "_", title.strip().lower()).strip("_")


def day_of(text: str) -> date:
    """A date as the Bureau writes it: 2017-03-21 or 3/21/2017. Raises BadRow."""
    try:
        if american := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip()):
            month, day, year = (int(part) for part in american.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        what = "missing" if not text.strip() else "must be like 2017-03-21 or 3/21/2017"
        raise BadRow(f"date received: {what}") from None


def reference_of(row: Mapping[str, str]) -> str:
    """`cfpb-<complaint id>`; a row without an id gets a hash of its content: the same complaint every time."""
    number = row.get("complaint_id", "").strip()
    if number:
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,90}", number):
            raise BadRow("complaint id: must be letters, digits, dots or dashes, at most 90")
        return f"cfpb-{number}"
    content = json.dumps({key: row[key] for key in sorted(row) if row[key]}, ensure_ascii=False)
    return f"cfpb-row-{hashlib.sha256(content.encode()).hexdigest()[:20]}"


def intake_of(
    row: Mapping[str, str], *, source: str, policy: str | None = None, shift: timedelta | None = None
) -> dict[str, Any]:
    """The intake that the row becomes.

    Args:
        row: column (see `column`) → text.
        source: what the complaint's `source` says: the batch.
        policy: pack id, when not the firm's default.
        shift: added to every date of the row.

    Raises:
        BadRow: says which column is wrong and how it should be.
    """
    if any(_SURROGATE.search(value) for value in row.values()):
        raise BadRow("text: is not UTF-8")
    reference = reference_of(row)
    received = _moved(day_of(row.get("date_received", "")), shift)
    channel = CHANNELS.get(row.get("submitted_via", "").strip().lower())
    if channel is None:
        raise BadRow(f"submitted via: must be one of {', '.join(sorted(CHANNELS))}")
    product, issue = _line(row.get("product", "")), _line(row.get("issue", ""))
    if not (product or issue):
        raise BadRow("product and issue: one of them is needed")
    intake: dict[str, Any] = {
        "reference": reference,
        "received_at": datetime(received.year, received.month, received.day, tzinfo=ZONE).isoformat(),
        "channel": channel,
        "category": _category(product, issue),
        "source": source,
        "facts": _facts(row, shift),
        "personal": _personal(row, reference, product, issue),
    }
    if product:
        intake["product"] = product[:500]
    if policy:
        intake["policy"] = policy
    return intake


def _moved(day: date, shift: timedelta | None) -> date:
    try:
        return day + (shift or timedelta())
    except OverflowError:
        raise BadRow("date received: moved out of the calendar") from None


def _facts(row: Mapping[str, str], shift: timedelta | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name in ("company", "sub_product", "sub_issue"):
        if text := _line(row.get(name, "")):
            facts[name] = text[:500]
    if sent := row.get("date_sent_to_company", "").strip():
        try:
            facts["sent_to_company_on"] = _moved(day_of(sent), shift).isoformat()
        except BadRow as error:
            raise BadRow(str(error).replace("date received", "date sent to company")) from None
    return facts


def _personal(row: Mapping[str, str], reference: str, product: str, issue: str) -> dict[str, Any]:
    narrative = _CONTROL.sub(" ", row.get("consumer_complaint_narrative", "").replace("\r\n", "\n")).strip()
    said = narrative or ". ".join(part for part in (issue or product, _line(row.get("sub_issue", ""))) if part)
    if len(said) > MAX_DESCRIPTION:
        said = said[: MAX_DESCRIPTION - len(_CUT)] + _CUT
    personal: dict[str, Any] = {
        # The Bureau publishes no person: every row is its own customer.
        "customer": {"id": reference, "locale": "en", "vulnerable": "older american" in row.get("tags", "").lower()},
        "subject": (issue or product)[:300],
        "description": said,
    }
    if place := _line(f"{row.get('state', '')} {row.get('zip_code', '')}"):
        personal["place"] = place[:500]
    return personal


def _category(product: str, issue: str) -> str:
    """Two levels, as the firm's own categories have them: product.issue, in lower case with underscores."""
    first, second = (column(text)[:49].strip("_") for text in (product or "other", issue))
    return f"{first or 'other'}.{second}" if second else first or "other"


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
