"""The search attributes: what the lists of the Temporal UI can be filtered by. Never personal data."""

from __future__ import annotations

SEARCH_ATTRIBUTES: dict[str, str] = {
    "ComplaintStage": "Keyword",
    "ComplaintPolicy": "Keyword",
    "ComplaintCategory": "Keyword",
    "ComplaintSeverity": "Keyword",
    "ComplaintHandler": "Keyword",
    "ComplaintCause": "Keyword",
    "ComplaintCustomer": "Keyword",
    "ComplaintEscalation": "Int",
    "ComplaintRound": "Int",
    "ComplaintNextDue": "Datetime",
    "ComplaintBreached": "Bool",
}
"""Name → type, as the server registers them. Shared by all workflow types; SQL stores allow 10 Keyword, 3 Int, 3 Bool, 3 Datetime."""
