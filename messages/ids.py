"""Names and ids that other programs rely on."""

from __future__ import annotations

import re

TASK_QUEUE = "complaints"
COMPLAINT_WORKFLOW = "ComplaintWorkflow"
PREVENTION_WORKFLOW = "PreventionWorkflow"
OBLIGATION_WORKFLOW = "ObligationWorkflow"
DIGEST_WORKFLOW = "DigestWorkflow"
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def complaint_id(reference: str) -> str:
    """The workflow id of a complaint."""
    return f"complaint-{reference}"


def prevention_id(task_id: str) -> str:
    """The workflow id of a prevention task."""
    return f"prevention-{task_id}"


def obligation_id(obligation: str) -> str:
    """The workflow id of an obligation beside a complaint (`<reference>-<duty>`)."""
    return f"obligation-{obligation}"


def receive_id(content_hash: str) -> str:
    """The update id of `receive`: the same content is always the same update."""
    return f"receive-{content_hash}"


def effect_id(reference: str, step: str, revision: int) -> str:
    """The id of one deed done in the outside world: claimed before it is done, so that it is done once."""
    return f"{reference}/{step}/{revision}"


def split_reference(source: str, number: int) -> str:
    """The reference of the nth complaint that is split off another one."""
    return f"{source}-S{number}"


def is_split_of(source: str, reference: str) -> bool:
    """Whether a complaint was split off that one."""
    return re.fullmatch(rf"{re.escape(source)}-S\d+", reference) is not None


def digest_id(batch: str) -> str:
    """The workflow id of the digest of an import."""
    return f"digest-{batch}".replace(":", "-")
