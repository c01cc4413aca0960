"""One duty as a person reads it: from when, how long, for whom, on whose word, and what the law itself says."""

from __future__ import annotations

from collections.abc import Iterator

from domain.words import Locale
from owabi.policies.words import confidence, level, word
from policies.duty import Duty, Variant
from policies.in_words import amount, end_in_words, facts_in_words, period_in_words
from policies.period import Period, Side
from policies.sentences_ja import event as japanese_event

Row = tuple[str, str]
EVERY = {"en": ", again and again while the complaint is open", "ja": "ごと(対応中は繰り返し)"}
KINDS = {
    "window": {"en": "a step is possible until then", "ja": "その日まで可能"},
    "retention": {"en": "the record is kept until then", "ja": "その日まで保管"},
}


def rows(duty: Duty, law: Duty | None, locale: Locale) -> list[Row]:
    """Everything a duty says, as keys and values.

    Args:
        duty: the duty as the pack has it.
        law: of an overlay the same duty as the law has it, where it is law or guidance.
        locale: the reader's language.
    """
    told = [*_time(duty, locale), *_conditions(duty, locale), *_variants(duty, locale)]
    if law is not None and (theirs := [*_time(law, locale), *_variants(law, locale)]) != told:
        changed = [f"{key}: {value}" for key, value in theirs if (key, value) not in told]
        if changed:
            told.append((word("law", locale), "; ".join([*changed, law.source])))
    return told + _ground(duty, locale)


def _time(duty: Duty, locale: Locale) -> Iterator[Row]:
    if duty.kind == "gate":
        yield word("opens", locale), _gate(duty, locale)
        return
    if duty.anchor:
        yield word("runs", locale), named(duty.anchor, locale)
    if duty.period:
        kind = KINDS.get(duty.kind, {}).get(locale, "")
        yield (
            word("period", locale),
            _span(duty.period, duty.end, locale)
            + (f" ({kind})" if kind else "")
            + (EVERY[locale] if duty.repeats else ""),
        )


def named(event: str, locale: Locale) -> str:
    """An event as packs name it, in Japanese with its name there before it, where it has one."""
    spoken = japanese_event(event)
    return f"{spoken}({event})" if locale == "ja" and spoken != event else event


def _gate(duty: Duty, locale: Locale) -> str:
    on = {"en": f"on the day of {duty.opens_on}", "ja": f"{duty.opens_on}の日"}[locale] if duty.opens_on else ""
    limits = ", ".join(duty.opens_after)
    after = {"en": f"the day after the limit of {limits}", "ja": f"期限({limits})の翌日"}[locale] if limits else ""
    return {"en": ", or ", "ja": "、または"}[locale].join(part for part in (on, after) if part)


def _span(period: Period | Side, end: str, locale: Locale) -> str:
    rolls = end_in_words(end, locale)
    return period_in_words(period, locale) + (f", {rolls}" if rolls else "")


def _conditions(duty: Duty, locale: Locale) -> Iterator[Row]:
    if duty.when:
        yield word("when", locale), facts_in_words(duty.when, locale)
    if duty.unless:
        either = {"en": " or ", "ja": "、または"}[locale]
        yield word("unless", locale), either.join(facts_in_words(one, locale) for one in duty.unless)
    if duty.only_after:
        event, limit = duty.only_after.event, duty.only_after.within
        said = {"en": f"{event} within the limit of {limit}", "ja": f"{limit}の期限内の{event}"}
        yield word("only_after", locale), said[locale]
    if duty.extension:
        yield word("extension", locale), _extension(duty, locale)


def _extension(duty: Duty, locale: Locale) -> str:
    rule = duty.extension
    assert rule is not None  # asked only where there is one
    told = " / ".join(rule.events)
    if locale == "ja":
        most = f"最長{amount(rule.cap, rule.unit, 'ja')}" if rule.cap else "日数の上限なし"
        return f"期限前の{told}により{most}({rule.source})"
    most = (
        f"by up to {amount(rule.cap, rule.unit)}" if rule.cap else f"in {rule.unit.replace('_', ' ')}, no most is named"
    )
    return f"{most}, by {told} before the limit ({rule.source})"


def _variants(duty: Duty, locale: Locale) -> Iterator[Row]:
    for one in duty.variants:
        yield f"{word('variant', locale)} {_for_whom(one, locale)}", _variant(one, duty, locale)


def _for_whom(one: Variant, locale: Locale) -> str:
    said = [facts_in_words(one.when, locale)] if one.when else []
    if one.effective_from:
        said.append({"en": f"received from {one.effective_from}", "ja": f"{one.effective_from}以後の受付"}[locale])
    if one.effective_until:
        said.append({"en": f"received until {one.effective_until}", "ja": f"{one.effective_until}までの受付"}[locale])
    return ", ".join(said)


def _variant(one: Variant, duty: Duty, locale: Locale) -> str:
    period = one.period or duty.period
    said = [_span(period, one.end or duty.end, locale)] if period else []
    if one.anchor:
        said.append(f"{word('runs', locale)} {named(one.anchor, locale)}")
    if one.level:
        said.append(level(one.level, locale))
    if one.met_by:
        said.append(f"{word('met_by', locale)} {', '.join(one.met_by)}")
    return f"{', '.join(said)} ({one.source})"


def _ground(duty: Duty, locale: Locale) -> list[Row]:
    told = [(word("level", locale), level(duty.level, locale))]
    if duty.confidence:
        told = [(word("level", locale), f"{level(duty.level, locale)}; {confidence(duty.confidence, locale)}")]
    told.append((word("source", locale), duty.source))
    if duty.met_by:
        told.append((word("met_by", locale), ", ".join(duty.met_by)))
    if duty.in_writing:
        told.append((word("in_writing", locale), "書面の申出のみ" if locale == "ja" else "complaints in writing only"))
    if duty.short_route:
        text = "その場で解決できる最終日(resolve_now)" if locale == "ja" else "last day for resolve_now"
        told.append((word("short_route", locale), text))
    if duty.on_breach:
        told.append((word("on_breach", locale), duty.on_breach))
    return told
