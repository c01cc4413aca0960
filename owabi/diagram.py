"""Draws docs/lifecycle.md from the table itself: `python -m owabi.diagram` writes it, `--check` says whether it is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from domain.lifecycle import OWNERS, TABLE, WAY_ON
from domain.words import STAGES

PAGE = Path(__file__).parent.parent / "docs" / "lifecycle.md"
CLOSING = (
    ("an acknowledgement in this round", "its letter has left, or `acknowledge` recorded a spoken one"),
    ("a decision on every head of complaint", "`decide`"),
    (
        "the apology that fits it",
        "`apologise`: `responsibility` for what was upheld, else `regret`; or `waive_apology`",
    ),
    ("a cause", "`record_root_cause`, also `undetermined` or `not_reproduced`; or `waive_root_cause`"),
    ("a final response that has reached the customer", "`send_final_response`"),
    ("a prevention decision", "`add_prevention_task`, or `decide_no_prevention`"),
    (
        "a ground with its own proof",
        "`close`: accepted, no_answer, dissatisfied, not_reachable, legal, anonymous, gave_up",
    ),
)
"""What `domain/closing.py` asks for before `close`, and the command that puts it on record."""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The lifecycle of a complaint"
    yield ""
    yield "<!-- Drawn from domain/lifecycle.py by `make diagram`; a test fails when this page is stale. -->"
    yield ""
    yield "A stage says what the complaint waits for. Escalation is a level beside the stage, and a stage is not the workflow's"
    yield "status: after `closed`, `withdrawn` and `merged` the workflow still listens until the case settles."
    yield ""
    yield "```mermaid"
    yield from diagram()
    yield "```"
    yield ""
    yield "## Who owns the next act, and the way on"
    yield ""
    yield "| stage | owner | the way on |"
    yield "|---|---|---|"
    for stage in STAGES:
        yield f"| `{stage}` | {OWNERS[stage]} | {WAY_ON[stage]} |"
    yield ""
    yield "From level 1 on, the role of the level owns what the table leaves to the handler."
    yield ""
    yield "## What closing needs"
    yield ""
    yield "| on record | put there by |"
    yield "|---|---|"
    for what, how in CLOSING:
        yield f"| {what} | {how} |"


def diagram() -> Iterator[str]:
    """The table as a Mermaid state diagram: steps between the same two stages share an arrow."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {STAGES[0]}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        for source in row["source"]:
            arrows.setdefault((source, row["dest"]), []).append(row["trigger"])
    for (source, dest), steps in sorted(arrows.items(), key=lambda arrow: STAGES.index(arrow[0][0])):  # type: ignore[arg-type]
        yield f"    {source} --> {dest}: {', '.join(steps)}"
    for ended in ("closed", "withdrawn", "merged"):
        yield f"    {ended} --> [*]: settles"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare it."""
    if "--check" in arguments:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        if not fresh:
            print("docs/lifecycle.md is stale: run make diagram", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(PAGE.parent.parent)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
