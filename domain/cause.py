"""What counts as a root cause."""

from __future__ import annotations

import re

from domain.errors import InvalidCommand

HUMAN_ERROR = re.compile(
    r"human (error|mistake|factor)|(operator|user|employee|staff|worker|clerk)('s)? (error|mistake)|careless|inattenti|"
    r"lack of (care|attention)|not careful|made a mistake|forgot\b|"
    r"人為|ヒューマンエラー|うっかり|不注意|確認不足|失念|ケアレス|作業ミス|人的ミス|注意不足|ミスをし|"
    r"(者|員|担当|スタッフ)[がのは](ミス|過ち|見落とし|思い込み)",
    re.IGNORECASE,
)
"""A person is never a root cause: these words ask for the next why."""
MOST_WHYS = 12


def check_cause(category: str, statement: str, whys: list[str], result: str, tested: str) -> None:
    """Refuse what is no finding.

    Raises:
        InvalidCommand: "human error" without the next why; a found cause without a statement; an honest
            `undetermined` or `not_reproduced` without what was tested.
    """
    if result != "found":
        if not tested:
            raise InvalidCommand("record_root_cause: personal.tested: missing; say what was looked at and tested")
        return
    if not statement:
        raise InvalidCommand("record_root_cause: personal.statement: missing; say in a sentence what the cause is")
    if len(whys) > MOST_WHYS:
        raise InvalidCommand(f"record_root_cause: personal.whys: at most {MOST_WHYS}")
    last = whys[-1] if whys else statement
    if HUMAN_ERROR.search(category.replace("_", " ")) or HUMAN_ERROR.search(statement) or HUMAN_ERROR.search(last):
        raise InvalidCommand(
            "record_root_cause: a person is not a root cause; ask the next why (what let the slip happen, why was it not "
            "caught) and state that instead, with the chain in personal.whys"
        )
