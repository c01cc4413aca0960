"""Values that say law and not why: no source, the firm's own word as source, no word on how sure we are. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from policies.lint.finding import Finding, error, warning
from policies.pack import Pack


def sources(pack: Pack) -> Iterator[Finding]:
    """Duties of law or guidance without a source or a confidence."""
    for name, duty in pack.duties.items():
        key = f"duties.{name}"
        if not duty.source.strip():
            yield error(pack, f"{key}.source", "is blank", "name the paragraph, or say that it is the firm's own")
        if duty.level == "target":
            continue
        if duty.confidence is None:
            what = f"is {duty.level} and does not say how sure that is"
            yield error(
                pack, f"{key}.confidence", what, "say H (primary text or two sources), M (one source) or L (memory)"
            )
        if "own" in duty.source.lower().split() and "firm's" in duty.source.lower().split():
            what = f"is {duty.level} on the firm's own word: {duty.source!r}"
            yield warning(pack, f"{key}.source", what, "name the paragraph, or make it `level: target`")
        for position, variant in enumerate(duty.variants):
            if not variant.source.strip():
                yield error(pack, f"{key}.variants.{position}.source", "is blank", "name the paragraph")
