"""A pack as the page that a complaints officer reads: sections of keys and values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.words import Locale
from owabi.policies.duty_page import Row, rows
from owabi.policies.words import word
from policies.in_words import facts_in_words, period_in_words
from policies.ladder import Rung
from policies.pack import Pack


class Section(NamedTuple):
    """A heading and what stands below it."""

    heading: str
    rows: list[Row]
    level: int = 1


def page(pack: Pack, law: Pack | None, line: list[str], locale: Locale) -> Iterator[Section]:
    """The pack's sections in the order in which they are read.

    Args:
        pack: the pack.
        law: of an overlay, the pack of the law it stands on.
        line: the pack's id and those it extends, nearest first.
        locale: the reader's language.
    """
    version = {"en": "version", "ja": "版"}[locale]
    yield Section(f"{pack.title.of(locale)}  [{pack.id}, {version} {pack.version}]", list(_head(pack, line, locale)), 0)
    if pack.facts:
        facts = [
            (name, rule.title.of(locale) + _values(rule.one_of, rule.between)) for name, rule in pack.facts.items()
        ]
        yield Section(word("facts", locale), facts)
    yield Section(word("duties", locale), [])
    for name, duty in pack.duties.items():
        if duty.of == pack.id:
            title = f"{name}: {duty.title.of(locale)}" if duty.title else name
            legal = law.duties.get(name) if law else None
            yield Section(title, rows(duty, legal if legal and legal.level != "target" else None, locale), 2)
    for key, told in (
        ("moratoria", _moratoria(pack, locale)),
        ("letters", _letters(pack)),
        ("stages", _stages(pack, locale)),
        ("ladder", _ladder(pack, locale)),
        ("authority", _authority(pack, locale)),
        ("waits", _waits(pack, locale)),
        ("expected", [(str(one.effective_from or "?"), f"{one.what} ({one.source})") for one in pack.expected]),
    ):
        if told:
            yield Section(word(key, locale), told)


def _head(pack: Pack, line: list[str], locale: Locale) -> Iterator[Row]:
    if len(line) > 1:
        yield word("extends", locale), " → ".join(line[1:])
    others = f" ({', '.join(pack.calendars)}…)" if pack.calendars else ""
    yield word("place", locale), f"{pack.calendar}{others}, {pack.zone}"
    yield word("hours", locale), f"{pack.hours.opens:%H:%M}-{pack.hours.closes:%H:%M} ({pack.hours.source})"
    if pack.cut_off:
        told = f"{pack.cut_off.at:%H:%M}: {', '.join(pack.cut_off.anchors)} ({pack.cut_off.source})"
        yield word("cut_off", locale), told
    if pack.closures:
        yield word("closures", locale), ", ".join(f"{day} {name}" for day, name in sorted(pack.closures.items()))
    for event, other in pack.replaces.items():
        yield word("replaces", locale), f"{event} → {other}"
    if inherited := [name for name, duty in pack.duties.items() if duty.of != pack.id]:
        yield word("also", locale), f"{', '.join(inherited)} ({pack.duties[inherited[0]].of})"


def _values(one_of: list[str], between: tuple[int, int] | None) -> str:
    if one_of:
        return f": {', '.join(one_of)}"
    return f": {between[0]}-{between[1]}" if between else ""


def _moratoria(pack: Pack, locale: Locale) -> list[Row]:
    received = {"en": "received", "ja": "受付"}[locale]
    told = []
    for one in pack.moratoria:
        pause = f"{one.pause_from} - {one.pause_until}: {', '.join(one.duties)}"
        whom = f"{facts_in_words(one.when, locale)}, {received} {one.received_from} - {one.received_until}"
        told.append((one.name, f"{pause}; {whom} ({one.source})"))
    return told


def _letters(pack: Pack) -> list[Row]:
    return [
        (
            kind,
            f"{', '.join(one.must)}{f' (from {one.effective_from})' if one.effective_from else ''} ({one.source})",
        )
        for kind, contracts in pack.letters.items()
        for one in contracts
    ]


def _stages(pack: Pack, locale: Locale) -> list[Row]:
    if pack.stages is None:
        return []
    other = {"en": "another person decides at each", "ja": "段階ごとに別の決定者"}[locale]
    return [(str(pack.stages.most), f"{f'{other}; ' if pack.stages.different_decider else ''}{pack.stages.source}")]


def _ladder(pack: Pack, locale: Locale) -> list[Row]:
    return [(_stands_on(one), f"{', '.join(one.tell)}{_does(one, locale)} ({one.source})") for one in pack.ladder]


def _stands_on(rung: Rung) -> str:
    only = ", ".join((*rung.duties, *rung.levels))
    return rung.name.replace("_", " ") + (f" ({only})" if only else "")


def _does(rung: Rung, locale: Locale) -> str:
    """What it does besides telling."""
    deeds = [
        f" → level {rung.raise_to}" if rung.raise_to else "",
        f" → the case goes to {rung.reassign}" if rung.reassign else "",
        f" → own targets: {period_in_words(rung.shorten, locale)} at most" if rung.shorten else "",
        f" → approval by {rung.approval}" if rung.approval else "",
        f" → contact by {rung.stop_contact} only" if rung.stop_contact else "",
    ]
    return "".join(deeds)


def _authority(pack: Pack, locale: Locale) -> list[Row]:
    limits = {"handler": pack.authority.handler, "lead": pack.authority.lead, "manager": pack.authority.manager}
    told = [(role, ", ".join(f"{code} {most:,}" for code, most in money.items())) for role, money in limits.items()]
    above = {"en": f"{pack.authority.managers_above} managers", "ja": f"管理者{pack.authority.managers_above}名"}[
        locale
    ]
    return [*told, (">", f"{above} ({pack.authority.source})")]


def _waits(pack: Pack, locale: Locale) -> list[Row]:
    return [
        (name, f"{' / '.join(one.anchor)} + {period_in_words(one.period, locale)} ({one.source})")
        for name, one in pack.waits.items()
    ]
