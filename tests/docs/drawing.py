"""Draws docs/lifecycle.md from the table of stages and steps: `python -m tests.docs.drawing` writes it anew."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from domain.lifecycle import OWNERS, TABLE, steps_from
from domain.words import ENDED, STAGES
from workflows.details import STAGE_JA

PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def lifecycle_page() -> str:
    """The page: the diagram, and the table beneath it."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in TABLE:
        for source in step["source"]:
            arrows[source, step["dest"]].append(step["trigger"])
    drawn = [f"    {source} --> {dest}: {', '.join(triggers)}" for (source, dest), triggers in arrows.items()]
    ends = [f"    {stage} --> [*]: settles" for stage in ENDED]
    rows = [f"| `{s}` {STAGE_JA[s]} | {OWNERS[s]} | {', '.join(steps_from(s))} |" for s in STAGES]
    return "\n".join(
        [
            "# The stages of a complaint",
            "",
            "Drawn from `domain/lifecycle.py` by `python -m tests.docs.drawing`; a test fails when it is stale.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> received",
            *drawn,
            *ends,
            "```",
            "",
            "| stage | who owns the next act | steps |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(lifecycle_page(), encoding="utf-8")
