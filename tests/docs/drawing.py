"""Draws docs/lifecycle.md from the table of stages and steps: `python -m tests.docs.drawing` writes it anew."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from domain.labels import FOR_CUSTOMERS, ROLES, both
from domain.labels import STAGES as LABELS
from domain.lifecycle import OWNERS, TABLE, WAY_ON, steps_from
from domain.words import ENDED, LOCALES, STAGES

CLOSING = (
    ("an acknowledgement in this round", "its letter has left, or `acknowledge` recorded a spoken one"),
    ("a decision on every head of complaint", "`decide`"),
    (
        "the apology that fits it",
        "`apologise` (`responsibility` for what was upheld, else `regret`), or `waive_apology`",
    ),
    ("a cause", "`record_root_cause` (also `undetermined`, `not_reproduced`), or `waive_root_cause`"),
    ("a final response that has reached the customer", "`send_final_response`"),
    ("a prevention decision", "`add_prevention_task`, or `decide_no_prevention`"),
    ("a ground with its own proof", "`close`"),
)
"""What `domain/closing.py` asks for, and the command that puts it on record (tests/domain/test_closing.py)."""
PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def lifecycle_page() -> str:
    """The page: the diagram, and the table beneath it."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in TABLE:
        for source in step["source"]:
            arrows[source, step["dest"]].append(step["trigger"])
    drawn = [f"    {source} --> {dest}: {', '.join(triggers)}" for (source, dest), triggers in arrows.items()]
    ends = [f"    {stage} --> [*]: settles" for stage in ENDED]
    rows = [
        f"| `{s}` {LABELS[s].ja} | {both(OWNERS[s], ROLES)} | {', '.join(steps_from(s))} | {WAY_ON[s]} |"
        for s in STAGES
    ]
    told = {
        stage: [words.of(locale).format(where="○○") for locale in LOCALES] for stage, words in FOR_CUSTOMERS.items()
    }
    meanings = [f"| `{s}` | {LABELS[s].ja} | {' | '.join(told[s])} |" for s in STAGES]
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
            "| stage | who owns the next act | steps | the way on |",
            "|---|---|---|---|",
            *rows,
            "",
            "From level 1 on, the level's role owns what the table leaves to the handler.",
            "",
            "## What people read",
            "",
            "Staff read the code and the Japanese label side by side. A customer reads neither, but what the stage means to them",
            "(`customer_status` in the case view), and never that anything is 完了: it is the customer who says when it is done.",
            "",
            "| stage | 担当者の画面 (staff) | お客様へ (customers) | to customers |",
            "|---|---|---|---|",
            *meanings,
            "",
            "## What closing needs",
            "",
            "| on record, in this round | put there by |",
            "|---|---|",
            *(f"| {what} | {how} |" for what, how in CLOSING),
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(lifecycle_page(), encoding="utf-8")
