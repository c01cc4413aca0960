"""All the rules, in the order in which a person reads a pack. Pure."""

from __future__ import annotations

from policies.lint.calendars import calendars
from policies.lint.finding import Finding, Surroundings
from policies.lint.ladder import ladder
from policies.lint.letters import letters
from policies.lint.names import names
from policies.lint.overlay import overlay
from policies.lint.sources import sources
from policies.lint.times import times
from policies.lint.units import units
from policies.lint.variants import variants
from policies.pack import Pack


def lint(pack: Pack, around: Surroundings) -> list[Finding]:
    """Everything that is wrong with a pack, errors first.

    Args:
        pack: the pack, complete.
        around: what it has to go with.
    """
    found = [
        *(calendars(pack, around)),
        *(names(pack)),
        *(times(pack)),
        *(variants(pack)),
        *(units(pack)),
        *(sources(pack)),
        *(letters(pack, around)),
        *(ladder(pack, around)),
        *(overlay(pack, around)),
    ]
    return sorted(found, key=lambda one: one.severity)
