"""What a pack may say about a duty: who owes what by when, for which complaints, and what else can happen to the date."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from domain.words import DutyLevel
from policies.period import End, Event, Extension, Facts, Length, Side
from policies.rulefile import Rule, Texts


class Sourced(Rule):
    """A value with the reason why it is so: a law, a standard, or the firm's own choice."""

    source: str = Field(min_length=1)


class Span(Sourced):
    """A period, the event from which it runs, and what happens where it ends."""

    anchor: Event
    period: Length
    end: End = "as_it_falls"


class OnlyAfter(Rule):
    """Owed only once something has happened within another duty's limit."""

    event: Event
    within: Event
    """The duty before whose end it has to happen."""


class Variant(Rule):
    """Another period, or another anchor, for complaints of a kind; what it does not say stays the duty's."""

    when: Facts = Field(default_factory=dict)
    effective_from: date | None = None
    effective_until: date | None = None
    """For complaints received between these local days, both included."""
    anchor: Event | None = None
    period: Length | None = None
    end: End | None = None
    level: DutyLevel | None = None
    met_by: list[Event] | None = None
    """The events that meet it for these complaints, where they are other ones than the duty's."""
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _for_some_only(self) -> Variant:
        if not self.when and self.effective_from is None and self.effective_until is None:
            raise ValueError(
                "a variant needs `when` or `effective_from`/`effective_until`: for which complaints is it?"
            )
        return self


class Duty(Sourced):
    """Something owed to the customer, to an authority or (prevention) to ourselves, by a day or an instant."""

    kind: Literal["deadline", "window", "retention", "gate"] = "deadline"
    """`window`: the last day on which a step is possible; `retention`: the last day to keep; `gate`: when a right opens by time."""
    title: Texts | None = None
    level: DutyLevel
    anchor: Event | None = None
    period: Length | None = None
    """None where only the variants say (their facts decide whether it is owed at all)."""
    end: End = "as_it_falls"
    repeats: bool = False
    """Owed again and again while the complaint is open: the next one counts from the event `<duty>_sent`."""
    when: Facts = Field(default_factory=dict)
    """Owed only where these facts hold."""
    unless: list[Facts] = Field(default_factory=list)
    """Not owed, or not possible, where any of these holds."""
    in_writing: bool = False
    """Owed only for complaints that came in writing: not where the fact `channel` says by word of mouth."""
    by_letter: bool = False
    """Of an acknowledgement: owed in writing. One by word of mouth is noted, and the letter leaves all the same."""
    only_after: OnlyAfter | None = None
    variants: list[Variant] = Field(default_factory=list)
    choose: Literal["earliest", "first"] = "earliest"
    """Where several variants fit: the earlier date, or the first in the list."""
    extension: Extension | None = None
    opens_on: Event | None = None
    opens_after: list[Event] = Field(default_factory=list)
    """Of a gate: it opens on the day of that event, or the day after the first of these limits that runs, if earlier."""
    met_by: list[Event] = Field(default_factory=list)
    """The events that meet it; by default the duty's own act in the procedure."""
    on_breach: Literal["", "automatic_payment", "explain_in_writing", "ombudsman", "past_due"] = ""
    """What a breach brings with it beside the ladder."""
    short_route: bool = False
    """Of a window: until then a complaint that is settled to the customer's content needs no full written answer."""
    confidence: Literal["H", "M", "L"] | None = None
    """How sure we are of a legal value: H primary text or two sources, M one source, L memory; None for the firm's own."""
    inherit: bool = False
    """Packs that extend this one owe it too; other duties are each pack's own."""
    of: str = ""
    """Id of the pack that says so; filled in by the reader."""

    @model_validator(mode="after")
    def _can_be_worked_out(self) -> Duty:
        if (self.kind == "gate") != bool(self.opens_on or self.opens_after):
            raise ValueError("a gate, and only a gate, says `opens_on` or `opens_after`")
        if self.kind == "gate":
            if self.anchor or self.period or self.variants:
                raise ValueError("a gate has no anchor, period or variants of its own: it opens by others")
            return self
        if self.anchor is None:
            raise ValueError("needs an `anchor`: the event from which it runs")
        if self.period is None and not any(variant.period for variant in self.variants):
            raise ValueError("needs a `period`, or variants that have one")
        if self.repeats and isinstance(self.period, Side):
            raise ValueError("a duty that repeats has one plain period")
        return self
