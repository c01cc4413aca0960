"""Every pack that is shipped says what it should: which duties, in which order, from which event, how long, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from domain.words import LetterKind
from policies.calendars import files
from policies.duty import Duty, Variant
from policies.pack import FIRM, MUST_BE_NAMED, OF_CALENDAR, Pack
from policies.period import Facts, Period, Side
from policies.reader import Packs

DUTIES = {
    "iso-10002": {
        "acknowledge": "received +1 business_days (target)",
        "apologise": "received +2 business_days (target)",
        "progress_update": "received +10 business_days, repeats (target)",
        "root_cause": "received +10 business_days (target)",
        "remedy_offer": "received +15 business_days (target)",
        "final_response": "received +20 business_days (target)",
        "follow_up": "closed +14 calendar_days (target)",
        "effectiveness_30": "task_done +30 calendar_days (target)",
        "effectiveness_60": "task_done +60 calendar_days (target)",
        "effectiveness_90": "task_done +90 calendar_days (target)",
        "safety_call": "safety_suspected +60 minutes (target)",
        "first_report": "critical_known +30 minutes (target)",
        "further_report": "situation_reported +4 elapsed_hours (target)",
    },
    "jp-standard": {
        "acknowledge": "received +1 business_days (target)",
        "first_reply": "received +3 business_days (target)",
        "apologise": "received +3 business_days (target)",
        "root_cause": "received +7 business_days (target) | item_return=True: item_received +10 business_days",
        "remedy_offer": "received +10 business_days (target)",
        "final_response": "received +14 business_days (target)",
        "progress_update": "received +5 business_days, repeats (target)",
        "interim_report": "item_received +5 business_days, if item_return=True (target)",
    },
    "retail-sla": {
        "first_response": "received (target) | channel=live_chat: +1 minutes | channel=social_media: +60 minutes"
        " | channel=phone: +20 seconds | channel=email: +4 business_hours | channel=web_form: +4 business_hours",
        "resolve_8_business_hours": "received +8 business_hours (target)",
    },
    "uk-fca-disp": {
        "acknowledge": "received +1 business_days (target)",
        "summary_resolution": "window: received +3 business_days (law)",
        "final_response": "received +56 calendar_days (law) | payment_service=True: +15 business_days",
        "final_response_after_holding": "received +35 business_days, if payment_service=True,"
        " after holding_response_sent within final_response (law)",
        "ombudsman_referral_opens": "gate: final_response_sent or after final_response_after_holding, final_response (law)",
        "ombudsman_referral_closes": "window: final_response_sent +6 months (law)",
        "record_retention": "retention: received +3 years (law)",
    },
    "uk-housing": {
        "stage1_acknowledge": "received +5 business_days (law)",
        "stage1_response": "stage1_acknowledged +10 business_days, extended by up to 10 business_days (law)",
        "stage2_acknowledge": "stage2_requested +5 business_days (law)",
        "stage2_response": "stage2_acknowledged +20 business_days, extended by up to 20 business_days (law)",
    },
    "uk-nhs": {
        "acknowledge": "received +3 business_days (law)",
        "response": "received +6 months inclusive, extended by calendar_days (law)",
    },
    "au-rg271": {
        "acknowledge_24h": "received +24 elapsed_hours (guidance)",
        "acknowledge": "received +1 business_days (guidance)",
        "written_response_waiver": "window: received +5 business_days, unless hardship=True or declined_insurance_claim=True"
        " or claim_value=True or trustee_decision=True or death_benefit=True or written_reply_requested=True (law)",
        "idr_response": "received +30 calendar_days, extended by calendar_days (law)"
        " | first of death_benefit=True: objection_period_ended +90 calendar_days"
        " | hardship=True: +21 calendar_days | superannuation=True: +45 calendar_days",
    },
    "us-cfpb": {
        "initial_response": "sent_to_company +15 calendar_days (law)",
        "final_response": "sent_to_company +60 calendar_days (law)",
    },
    "us-reg-e": {
        "determine_error": "received +10 business_days (law) | new_account=True: +20 business_days",
        "extended_limit": "received +45 calendar_days (law) | new_account=True: +90 calendar_days"
        " | point_of_sale_or_foreign=True: +90 calendar_days",
        "correct_error": "error_determined +1 business_days (law)",
        "report_results": "investigation_done +3 business_days (law)",
        "tell_of_credit": "provisional_credit_given +2 business_days (law)",
    },
    "us-reg-z": {
        "acknowledge": "received +30 calendar_days (law)",
        "resolve": "received the earliest of +2 billing_cycles and +90 calendar_days (law)",
    },
    "us-reg-x": {
        "acknowledge": "received +5 business_days (law)",
        "respond": "received +30 business_days, extended by up to 15 business_days (law)",
    },
    "us-dot": {
        "acknowledge": "received +30 calendar_days (law)",
        "substantive_response": "received +60 calendar_days (law)",
    },
    "eu-psd2": {
        "reply": "received +15 business_days (law)",
        "final_reply_received": "received +35 business_days, after holding_response_sent within reply (law)",
    },
    "eu-adr": {"outcome": "complete_file +90 calendar_days (law)"},
    "eu-dsa": {"complaint_window_closes": "window: decision_notified +6 months inclusive (law)"},
    "ie-cpc": {
        "acknowledge": "received +5 business_days (law)",
        "progress_update": "received +20 business_days, repeats (law)",
        "referral_notice": "received +40 business_days (law)",
    },
    "uk-ofcom": {"adr_letter": "received +56 calendar_days (law) | from 2026-04-08: +42 calendar_days"},
    "uk-ofgem": {"signposting_letter": "received +56 calendar_days next_business_day (law)"},
    "uk-ofwat": {
        "reply": "received +10 business_days (law)",
        "stage2_reply": "stage2_requested +10 business_days (law)",
    },
    "uk-data-protection": {"acknowledge": "received +30 calendar_days roll_forward (law)"},
    "jp-cooling-off": {"withdrawal_closes": "window: document_received +8 calendar_days inclusive (law)"},
    "jp-product-accident": {"report": "first_employee_aware +10 calendar_days inclusive roll_forward (law)"},
    "jp-data-breach": {
        "preliminary_report": "first_employee_aware +3 calendar_days inclusive roll_forward (law)",
        "final_report": "first_employee_aware +30 calendar_days inclusive roll_forward (law)"
        " | suspected_malicious=True: +60 calendar_days inclusive",
    },
    "us-fda-mdr": {
        "five_day_report": "first_employee_aware +5 business_days (law)",
        "thirty_day_report": "first_employee_aware +30 calendar_days (law)",
    },
    "eu-mdr": {
        "report": "first_employee_aware (law) | incident_class=serious: +15 calendar_days"
        " | incident_class=death: +10 calendar_days | incident_class=public_health_threat: +2 calendar_days"
    },
    "us-cpsc": {
        "report": "first_employee_aware +24 hours_excluding_closed (law)",
        "investigation": "first_employee_aware +10 business_days (law)",
    },
}
"""Pack → its own duties in the order in which they are printed."""
PARALLEL = {"jp-product-accident", "jp-data-breach", "us-fda-mdr", "eu-mdr", "us-cpsc"}
PLACES = {
    "iso-10002": ("firm", "firm"),
    "jp-standard": ("JP-GOV", "Asia/Tokyo"),
    "retail-sla": ("firm", "firm"),
    "uk-fca-disp": ("GB-ENG", "Europe/London"),
    "uk-ofcom": ("GB-ENG", "Europe/London"),
    "au-rg271": ("must_be_named", "calendar"),
    "us-cfpb": ("US-OBS", "America/New_York"),
    "us-reg-e": ("US-OBS", "America/New_York"),
    "us-reg-x": ("US-STRICT", "calendar"),
    "us-dot": ("US-OBS", "America/New_York"),
    "eu-psd2": ("DE", "calendar"),
    "eu-adr": ("DE", "calendar"),
    "eu-dsa": ("DE", "calendar"),
    "eu-mdr": ("DE", "calendar"),
    "ie-cpc": ("IE", "Europe/Dublin"),
    "jp-cooling-off": ("JP-GOV", "Asia/Tokyo"),
}
"""Pack → its calendar and zone."""
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")

every_pack = pytest.mark.parametrize("policy", DUTIES)


def own(pack: Pack) -> dict[str, Duty]:
    return {name: duty for name, duty in pack.duties.items() if duty.of == pack.id}


def test_there_are_these_packs_and_no_others(packs: Packs) -> None:
    assert packs.ids() == sorted(DUTIES)


@every_pack
def test_a_pack_has_its_duties_in_the_order_of_the_table(packs: Packs, policy: str) -> None:
    written = {name: _duty(duty) for name, duty in own(packs.pack(policy)).items()}
    assert written == DUTIES[policy]
    assert list(written) == list(DUTIES[policy])


@every_pack
def test_what_a_pack_takes_over_are_the_checks_of_prevention_and_what_safety_asks(packs: Packs, policy: str) -> None:
    inherited = {name: duty.of for name, duty in packs.pack(policy).duties.items() if duty.of != policy}
    checks = ("effectiveness_30", "effectiveness_60", "effectiveness_90")
    safety = ("safety_call", "first_report", "further_report")
    assert inherited == ({} if policy == "iso-10002" else dict.fromkeys((*checks, *safety), "iso-10002"))


@every_pack
def test_whatever_is_not_the_firms_own_says_how_sure_we_are_of_it(packs: Packs, policy: str) -> None:
    for name, duty in own(packs.pack(policy)).items():
        assert (duty.confidence is None) == (duty.level == "target"), name
        if duty.level != "target":
            assert "the firm's own" not in duty.source, name


@every_pack
def test_every_duty_has_a_title_in_both_languages(packs: Packs, policy: str) -> None:
    pack = packs.pack(policy)
    titles = [duty.title for duty in own(pack).values()] if policy != "iso-10002" else []
    for text in [pack.title, *titles, *(fact.title for fact in pack.facts.values())]:
        assert text is not None
        assert JAPANESE.search(text.ja), text
        assert not JAPANESE.search(text.en), text


@every_pack
def test_calendar_and_zone_are_those_of_the_place(packs: Packs, policy: str) -> None:
    pack = packs.pack(policy)
    if policy in PLACES:
        assert (pack.calendar, pack.zone) == PLACES[policy]
    if pack.calendar not in (FIRM, MUST_BE_NAMED):
        files.read(pack.calendar)
        assert pack.calendar.startswith(tuple(pack.calendars) or "")
    for beginning in pack.calendars:
        assert any(one.startswith(beginning) for one in files.ids())
    assert pack.calendar != MUST_BE_NAMED or pack.zone == OF_CALENDAR


def test_what_runs_beside_a_complaint_is_marked(packs: Packs) -> None:
    assert {policy for policy in packs.ids() if packs.pack(policy).kind == "parallel"} == PARALLEL


@every_pack
def test_a_pack_asks_for_the_facts_it_looks_at_and_for_no_others(packs: Packs, policy: str) -> None:
    pack = packs.pack(policy)
    looked_at = {name for facts in _conditions(pack) for name in facts}
    if any(duty.extension for duty in pack.duties.values()):
        looked_at.add("extension_days")
    if "billing_cycles" in str(pack.duties):
        looked_at.add("statement_closing_day")
    assert looked_at == set(pack.facts)
    for facts in _conditions(pack):
        for name, value in facts.items():
            rule = pack.facts[name]
            assert value in rule.one_of if rule.one_of else value is True, name


@every_pack
def test_what_a_duty_refers_to_stands_in_the_same_pack_before_it(packs: Packs, policy: str) -> None:
    pack = packs.pack(policy)
    before: list[str] = []
    for name, duty in pack.duties.items():
        needed = [*duty.opens_after, *([duty.only_after.within] if duty.only_after else [])]
        assert set(needed) <= set(before), name
        before.append(name)
    assert all(set(one.duties) <= set(before) for one in pack.moratoria)


@every_pack
def test_the_letters_a_pack_speaks_of_are_known(packs: Packs, policy: str) -> None:
    letters = packs.pack(policy).letters
    assert set(letters) <= {*get_args(LetterKind)}
    if "final_response" in letters and policy != "au-rg271":  # there a no has to say more
        assert letters["not_upheld"] == letters["final_response"]


@pytest.mark.parametrize(
    "policy, date",
    [("uk-fca-disp", "2026-12-31"), ("eu-mdr", None), ("uk-ofgem", None), ("eu-adr", None)],
)
def test_changes_announced_are_recorded_and_do_not_bind(packs: Packs, policy: str, date: str | None) -> None:
    (expected,) = packs.pack(policy).expected
    assert (expected.effective_from and expected.effective_from.isoformat()) == date


def _conditions(pack: Pack) -> Iterator[Facts]:
    for duty in pack.duties.values():
        yield duty.when
        yield from duty.unless
        yield from (variant.when for variant in duty.variants)
    yield from (one.when for one in pack.moratoria)


def _duty(duty: Duty) -> str:
    """A duty in one line, as the table above has it."""
    if duty.kind == "gate":
        return f"gate: {duty.opens_on} or after {', '.join(duty.opens_after)} ({duty.level})"
    kind = "" if duty.kind == "deadline" else f"{duty.kind}: "
    end = "" if duty.end == "as_it_falls" else f" {duty.end}"
    line = f"{kind}{duty.anchor}{_period(duty.period)}{end}{', repeats' if duty.repeats else ''}"
    if duty.when:
        line += f", if {_facts(duty.when)}"
    if duty.unless:
        line += f", unless {' or '.join(_facts(one) for one in duty.unless)}"
    if duty.only_after:
        line += f", after {duty.only_after.event} within {duty.only_after.within}"
    if duty.extension:
        cap = f"up to {duty.extension.cap} " if duty.extension.cap else ""
        line += f", extended by {cap}{duty.extension.unit}"
    line += f" ({duty.level})"
    variants = " | ".join(_variant(one) for one in duty.variants)
    return line + (f" | {'first of ' if duty.choose == 'first' else ''}{variants}" if variants else "")


def _variant(variant: Variant) -> str:
    label = _facts(variant.when) if variant.when else f"from {variant.effective_from}"
    return f"{label}: {variant.anchor or ''}{_period(variant.period)}".replace(":  ", ": ")


def _facts(facts: Facts) -> str:
    return " and ".join(f"{name}={value}" for name, value in facts.items())


def _period(period: Period | Side | None) -> str:
    if period is None:
        return ""
    if isinstance(period, Side):
        which = "earliest" if period.earliest else "latest"
        return f" the {which} of {' and '.join(_period(one).strip() for one in period.periods)}"
    return f" +{period.n} {period.unit}{' inclusive' if period.count == 'inclusive' else ''}"


def test_a_complaint_knows_on_which_packs_its_own_stands(tmp_path: Path) -> None:
    overlay = 'id: {0}\nversion: "1"\ntitle: {{en: Ours, ja: 当行}}\nextends: {1}\nduties: {{}}\n'
    (tmp_path / "our-bank.yaml").write_text(overlay.format("our-bank", "uk-fca-disp"), encoding="utf-8")
    (tmp_path / "our-branch.yaml").write_text(overlay.format("our-branch", "our-bank"), encoding="utf-8")

    rules = Packs(own=tmp_path).snapshot("our-branch", date(2026, 6, 1)).rules
    assert rules["line"] == ["our-branch", "our-bank", "uk-fca-disp"]
