from __future__ import annotations

import itertools
import re

import pytest

from domain.errors import IllegalCommand
from domain.lifecycle import OPEN, OWNERS, TABLE, WAY_ON, after, can, steps_from
from domain.words import ENDED, ROLES, STAGES, Stage
from messages.commands import COMMANDS

STEPS = sorted({row["trigger"] for row in TABLE})


@pytest.mark.parametrize("stage, step", list(itertools.product(STAGES, STEPS)))
def test_every_stage_with_every_step_moves_as_the_table_says_or_is_refused(stage: Stage, step: str) -> None:
    rows = [row for row in TABLE if row["trigger"] == step and stage in row["source"]]
    assert len(rows) <= 1, "two rows for one step would make the outcome a matter of order"
    if rows:
        assert can(stage, step)
        assert after(stage, step) == rows[0]["dest"]
        return
    with pytest.raises(IllegalCommand) as refused:
        after(stage, step)
    assert not can(stage, step)
    assert WAY_ON[stage] in str(refused.value)


@pytest.mark.parametrize("step", ["", "to_closed", "__init__", "state", "trigger", "DROP"])
def test_a_step_that_is_none_is_refused_like_any_other(step: str) -> None:
    for stage in STAGES:
        with pytest.raises(IllegalCommand):
            after(stage, step)


def _reachable(start: Stage) -> set[Stage]:
    found: set[Stage] = {start}
    todo = [start]
    while todo:
        here = todo.pop()
        for step in steps_from(here):
            if (there := after(here, step)) not in found:
                found.add(there)
                todo.append(there)
    return found


def test_every_stage_is_reached_from_receipt() -> None:
    assert _reachable("received") == set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_way_out_an_owner_and_a_way_to_closing(stage: Stage) -> None:
    assert any(after(stage, step) != stage for step in steps_from(stage))
    assert OWNERS[stage] in ROLES
    assert "closed" in _reachable(stage)


@pytest.mark.parametrize("stage", STAGES)
def test_the_way_on_names_commands_that_exist(stage: Stage) -> None:
    named = set(re.findall(r"[a-z_]{4,}", WAY_ON[stage])) & set(COMMANDS)
    assert named


def test_closing_only_follows_following_up() -> None:
    closing = {row["trigger"]: row["source"] for row in TABLE if row["dest"] == "closed"}
    assert closing.pop("conclude") == ["received", "acknowledged", "investigating", "awaiting_customer"], "no complaint"
    assert list(closing.values()) == [["following_up"]]


def test_what_has_ended_is_left_only_by_a_new_round_an_unmerge_an_outside_body_or_as_a_complaint_after_all() -> None:
    assert {step for stage in ENDED for step in steps_from(stage)} == {
        *("reopen", "review", "unmerge", "refer", "external_decision", "complain"),
    }


def test_the_customer_can_withdraw_whatever_is_open() -> None:
    assert all(can(stage, "withdraw") for stage in [*OPEN, "referred"])
