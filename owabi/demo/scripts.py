"""The scripts of the samples: the ideal course of each, as data beside its intake (samples/NN-….script.yaml)."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from owabi.failing import Failed, Misused
from owabi.samples import bare
from owabi.settings import PROJECT
from policies.rulefile import Rule, read_rules

YEARS_AHEAD = 11
"""A server's clock goes forward only, so a course of 2026 is played in 2037: the same weekdays, the same Easter and equinoxes,
and so the same closed days from January 2026 to February 2027 (tests/samples proves it)."""
FILE = "file"
"""No command: a complaint is filed (the sample's own, once more, when `with` is absent)."""
POST = "post"
"""No command either: everything that lies in the post queue is posted, as `owabi post dispatched --all` does it."""
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_YEAR = re.compile(r"\b20\d\d(?=-\d\d-\d\d)")


def _local(text: str) -> str:
    if not _LOCAL.fullmatch(text):
        raise ValueError("is a local time such as 2026-04-30T09:15")
    datetime.fromisoformat(text)
    return text


class Step(Rule):
    """Who does what, when and why."""

    at: Annotated[str, AfterValidator(_local)]
    """In the complaint's own zone."""
    by: Annotated[str, StringConstraints(pattern=r"[a-z.0-9-]+:[a-z]+")]
    """Staff id (or who brings the customer's word) and role, as `owabi do --as` takes it."""
    does: str
    """The command, or `file`, or `post`."""
    to: str | list[str] = ""
    """Another complaint's reference, or `prevention-…`, `obligation-…`, as `owabi do` takes it; this complaint when absent.
    Of a list: the same to each of them, one after the other."""
    with_: Annotated[dict[str, Any], Field(alias="with")] = {}
    """The command's argument without `by`; `$text L1` and `$effect refund` stand for what is known only when it runs."""
    why: str
    refused: str = ""
    """The kind of refusal that is expected: nothing is written, and the course goes on."""
    then: dict[str, Any] = {}
    """Facts (`facts.py`) that must be so right after it, where the end does not show them any more."""


class Script(Rule):
    """One sample's ideal course, and what is true in the end."""

    title: str
    cashier_silent: list[str] = []
    """Ids of orders (`K-1/remedy/1`) for which the cashier's first answer is lost: nobody knows whether it was paid."""
    steps: Annotated[list[Step], Field(min_length=1)]
    """The sample's own complaint is filed before them, unless the first step files an earlier one."""
    ends: Annotated[str, AfterValidator(_local)]
    """Until when time passes after the last step."""
    expect: dict[str, Any]
    """Part of the facts (`facts.py`) that must be so in the end; dates to the day."""


class Course:
    """A sample and its script, moved into the year in which it is played."""

    def __init__(self, number: int, intake: dict[str, Any], script: Script) -> None:
        self.number = number
        self.intake: dict[str, Any] = ahead(intake)
        self.title = script.title
        self.cashier_silent = set(script.cashier_silent)
        self.steps = [
            step.model_copy(update={"at": ahead(step.at), "with_": ahead(step.with_), "then": ahead(step.then)})
            for step in script.steps
        ]
        self.ends: str = ahead(script.ends)
        self.expect: dict[str, Any] = ahead(script.expect)

    @property
    def played_in(self) -> str:
        """Says that the course is moved, and why."""
        year = int(self.intake["received_at"][:4])
        return (
            f"A server's clock goes forward only: the course of {year - YEARS_AHEAD} is played in {year}, "
            "which has the same weekdays and holidays."
        )

    @property
    def begins_earlier(self) -> bool:
        """Whether another complaint came first; the sample's own is filed by a later step `file`."""
        return self.steps[0].does == FILE and bool(self.steps[0].with_)

    @property
    def reference(self) -> str:
        """The complaint's reference."""
        return str(self.intake["reference"])


def course(number: str, folder: Path = PROJECT / "samples") -> Course:
    """The course of sample `number` (1, 2, …).

    Raises:
        Misused: there is no such sample.
        Failed: it has no script.
        InvalidPolicy: the script cannot be read; names file, line and key.
    """
    samples = {int(path.name[:2]): path for path in folder.glob("[0-9][0-9]-*.json")}
    if not number.isdecimal() or int(number) not in samples:
        raise Misused(f"there is no sample {number[:20]!r}: give a number from 1 to {max(samples, default=0)}")
    path = samples[int(number)]
    script = path.with_name(f"{path.stem}.script.yaml")
    if not script.exists():
        raise Failed(f"{path.name} has no script: {script.name} is missing")
    rules = read_rules(Script, script.read_text(encoding="utf-8"), script.name)
    return Course(int(number), bare(json.loads(path.read_text(encoding="utf-8"))), rules)


def ahead(value: Any) -> Any:
    """The same, as JSON has it, with every date and instant in it moved by YEARS_AHEAD."""
    if isinstance(value, dict):
        return {ahead(key): ahead(one) for key, one in value.items()}
    if isinstance(value, list):
        return [ahead(one) for one in value]
    if isinstance(value, date):
        return ahead(value.isoformat())
    if isinstance(value, str):
        return _YEAR.sub(lambda found: str(int(found[0]) + YEARS_AHEAD), value)
    return value
