"""The search attributes shared by all workflow types: how operations staff find complaints in the Temporal UI."""

from __future__ import annotations

from temporalio.common import SearchAttributeKey

STAGE = SearchAttributeKey.for_keyword("ComplaintStage")
POLICY = SearchAttributeKey.for_keyword("ComplaintPolicy")
CATEGORY = SearchAttributeKey.for_keyword("ComplaintCategory")
SEVERITY = SearchAttributeKey.for_keyword("ComplaintSeverity")
HANDLER = SearchAttributeKey.for_keyword("ComplaintHandler")
CAUSE = SearchAttributeKey.for_keyword("ComplaintCause")
CUSTOMER = SearchAttributeKey.for_keyword("ComplaintCustomer")
KIND = SearchAttributeKey.for_keyword("ComplaintKind")
"""`enquiry`, `service_request`, `suggestion`, `praise`; unset for complaints."""
GROUND = SearchAttributeKey.for_keyword("ComplaintGround")
"""On which ground it was closed; unset while it is open, and where it ended otherwise."""
ESCALATION = SearchAttributeKey.for_int("ComplaintEscalation")
ROUND = SearchAttributeKey.for_int("ComplaintRound")
NEXT_DUE = SearchAttributeKey.for_datetime("ComplaintNextDue")
BREACHED = SearchAttributeKey.for_bool("ComplaintBreached")

ALL = (STAGE, POLICY, CATEGORY, SEVERITY, HANDLER, CAUSE, CUSTOMER, KIND, GROUND, ESCALATION, ROUND, NEXT_DUE, BREACHED)
