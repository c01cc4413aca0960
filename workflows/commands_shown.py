"""The last part of the page: the commands that are allowed now, with JSON to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from domain import labels
from domain.case import Case
from domain.lifecycle import OPEN
from messages.commands import COMMANDS
from workflows.like_shown import in_a_sentence
from workflows.procedure.allowed import allowed
from workflows.procedure.next_act import NextAct
from workflows.to_paste import to_paste

PASTED_COMMANDS = 5
"""So many commands come with JSON to paste, the next act's first; the query `allowed_commands` has them all."""
HOW_TO_ACT = (
    "*More Actions → Send an Update*: choose the name, paste the JSON as *Data*, put in your id and your own words."
)


def command_lines(case: Case, coming: NextAct) -> Iterator[str]:
    """What may be the same matter, and the commands, the next act's first."""
    asked = set(re.findall(r"\w+", coming.what))
    names = sorted(allowed(case), key=lambda name: name not in asked)
    if case.candidates and case.stage in OPEN:
        others = ", ".join(case.candidates)
        yield f"\n> Perhaps the same matter: {others} (record_contact there and merge; nothing is joined by itself)"
    yield f"\n### Commands\n\n{HOW_TO_ACT}\n"
    for name in names[:PASTED_COMMANDS]:
        spec = COMMANDS[name]
        yield f"- **{name}** {spec.title} · {spec.title_ja} ({labels.roles(spec.roles)})"
        yield f"  `{json.dumps(to_paste(name, case, coming.owner), ensure_ascii=False)}`"
        if name == "offer_remedy":
            yield from (f"  - {in_a_sentence(one)}" for one in case.like_cases)
    if rest := names[PASTED_COMMANDS:]:
        listed = " · ".join(f"{name} {COMMANDS[name].title_ja}" for name in rest)
        yield f"- Also allowed: {listed}. Their JSON: *Queries → allowed_commands*."
