"""How serious a complaint is when nobody has said so: rules as data (`data/triage.yaml`), the gravest one wins.

The answer carries the ids of the rules that spoke, never the customer's words, so that it may be shown and logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from domain.words import SEVERITIES, Channel, ContactKind, Severity
from policies.categories import covers
from policies.rulefile import Rule, read_rules
from policies.wording import WordLists, says, told, without

Harm = Literal["injury", "property", "money", "others_at_risk"]
DEFAULT = "default"
"""The reason given when no rule spoke."""


class When(Rule):
    """What must be so for a rule to speak: every condition that is given must hold, at least one must be given."""

    categories: tuple[str, ...] = ()
    """One of these, or a finer one below it."""
    channels: tuple[Channel, ...] = ()
    kinds: tuple[ContactKind, ...] = ()
    """A contact without a kind is a complaint."""
    harm: tuple[Harm, ...] = ()
    """The customer reports one of these."""
    harm_unknown: bool = False
    """Nobody has asked yet: the intake does not say whether anybody was hurt, neither yes nor no."""
    vulnerable: bool = False
    """The customer is known to need particular care."""
    repeat_complainant: bool = False
    words: WordLists = WordLists()

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if not self.model_fields_set:
            raise ValueError("a rule without a condition would speak for every complaint; set `default` instead")
        return self


class TriageRule(Rule):
    """One rule of triage."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    severity: Severity
    why: str
    """For people who read or edit the file."""
    ask: bool = False
    """Safety is asked, not guessed: where it speaks and nobody has said anything of harm, a person calls and asks."""
    when: When


class Advice(Rule):
    """What customers are advised not to do with what they complain about until somebody has spoken with them."""

    categories: tuple[str, ...] = Field(min_length=1)
    """One of these, or a finer one below it."""
    do_not: Literal["use", "eat", "nothing"]
    """`nothing`: there is nothing they could stop using (a home, a service, somebody else's vehicle)."""


class TriageRules(Rule):
    """The rule file of triage."""

    default: Severity = "medium"
    never_alarming: WordLists = WordLists()
    """Phrases cut out before words are looked for: "nobody was hurt" must not sound like an injury."""
    rules: tuple[TriageRule, ...] = Field(min_length=1)
    advice: tuple[Advice, ...] = (Advice(categories=("safety", "product_quality", "repair"), do_not="use"),)
    """The first that is about the category holds."""

    @model_validator(mode="after")
    def _ids_are_distinct(self) -> TriageRules:
        ids = [rule.id for rule in self.rules]
        for one in ids:
            if one == DEFAULT or ids.count(one) > 1:
                raise ValueError(f"the rule id {one!r} must be given once, and not be {DEFAULT!r}")
        return self


def read(text: str, file_name: str) -> TriageRules:
    """The rules in `text`; raises InvalidPolicy naming file and key."""
    return read_rules(TriageRules, text, file_name)


def triage(intake: dict[str, Any], repeat_complainant: bool, rules: TriageRules) -> tuple[Severity, list[str]]:
    """The severity and the ids of the rules that spoke, gravest first; the file's default where none did.

    A severity that the intake states is not looked at: whoever filed it has judged already, and the caller keeps that.
    `personal` may be erased; then words and vulnerability say nothing.
    """
    spoke = _speaking(intake, repeat_complainant, rules)
    if not spoke:
        return rules.default, [DEFAULT]
    spoke.sort(key=lambda rule: SEVERITIES.index(rule.severity), reverse=True)
    return spoke[0].severity, [rule.id for rule in spoke]


def asks_about_safety(intake: dict[str, Any], rules: TriageRules) -> bool:
    """Whether category or words suggest harm and the intake does not say whether anybody was hurt."""
    return not known(intake.get("harm") or {}) and any(rule.ask for rule in _speaking(intake, False, rules))


def known(harm: Mapping[str, Any]) -> bool:
    """Whether it is said whether anybody was hurt: yes, no, or that it can happen to others. A loss of money says neither."""
    return "injury" in harm or bool(harm.get("others_at_risk"))


def _speaking(intake: dict[str, Any], repeat_complainant: bool, rules: TriageRules) -> list[TriageRule]:
    text = without(told(intake), rules.never_alarming)
    return [rule for rule in rules.rules if _holds(rule.when, intake, repeat_complainant, text)]


def _holds(when: When, intake: dict[str, Any], repeat_complainant: bool, text: str) -> bool:
    harm = intake.get("harm") or {}
    customer = (intake.get("personal") or {}).get("customer") or {}
    return all(
        (
            not when.categories or covers(when.categories, str(intake.get("category") or "")),
            not when.channels or intake.get("channel") in when.channels,
            not when.kinds or (intake.get("kind") or "complaint") in when.kinds,
            not when.harm or any(harm.get(one) for one in when.harm),
            not when.harm_unknown or not known(harm),
            not when.vulnerable or bool(customer.get("vulnerable")),
            not when.repeat_complainant or repeat_complainant,
            not when.words or says(text, when.words),
        )
    )
