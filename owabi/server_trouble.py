"""What a person can do about a call to the server that failed. Imported when one has."""

from __future__ import annotations

from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode


def advice(error: Exception) -> str:
    """One line with what to do; empty for an error that is none of the server's."""
    if isinstance(error, TimeoutError | RPCTimeoutOrCancelledError):
        return "no worker answered in time: see `owabi doctor`, then try the same again"
    if not isinstance(error, RPCError):
        return ""
    if error.status in {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED}:
        return "the Temporal server or its worker does not answer: see `owabi doctor`, then try the same again"
    if error.status in {RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNAUTHENTICATED}:
        return "the Temporal server refuses these credentials: check TEMPORAL_API_KEY, TLS settings and namespace"
    return f"the Temporal server refused the call ({error.status.name.lower()}: {error.message}); see `owabi doctor`"
