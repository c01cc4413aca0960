"""What `owabi policy lint` finds: each rule broken once, in a pack that is otherwise right."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from owabi.policies.linting import findings
from policies import firm
from policies.lint.finding import Finding
from policies.lint.lengths import compared
from policies.period import Period
from policies.reader import HERE, Packs

TODAY = date(2026, 11, 22)
ROLES = frozenset({"handler", "lead", "manager"})

BANK = """\
id: bank
version: "1"
title: {en: A bank, ja: 銀行}
extends: iso-10002
zone: Asia/Tokyo
calendar: JP-GOV
facts:
  card: {title: {en: About a card, ja: カード}}
  abroad: {title: {en: Abroad, ja: 海外}}
  kind: {title: {en: Kind, ja: 種類}, one_of: [fraud, fee]}
moratoria:
  - {name: flood, when: {card: true}, received_from: 2026-01-01, received_until: 2026-02-01, pause_from: 2026-01-10,
     pause_until: 2026-01-20, duties: [reply], source: order 1}
duties:
  reply:
    anchor: received
    period: {n: 20, unit: business_days}
    level: law
    confidence: H
    source: Act 5
    variants:
      - {when: {card: true, kind: fee}, period: {n: 5, unit: business_days}, source: Act 6}
      - {when: {abroad: true}, effective_until: 2026-03-31, period: {n: 40, unit: business_days}, source: Act 7}
      - {when: {abroad: true}, effective_from: 2026-04-01, period: {n: 30, unit: business_days}, source: Act 8}
  second_reply:
    when: {card: true}
    only_after: {event: holding_response_sent, within: reply}
    anchor: received
    period: {n: 30, unit: business_days}
    extension: {events: [extension_notified], unit: business_days, cap: 5, source: Act 9}
    level: law
    confidence: H
    source: Act 9
  court_opens: {kind: gate, opens_on: final_response_sent, opens_after: [second_reply, reply], level: law, confidence: M,
    source: Act 10}
letters:
  final_response:
    - {must: [decision, reasons], source: Act 11}
ladder:
  - {at: 50%, tell: [handler], source: own}
  - {at: breach, tell: [lead], raise_to: 1, source: own}
"""


def found(folder: Path, text: str, name: str = "bank") -> list[Finding]:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return findings(Packs(own=folder), [name], ROLES, TODAY)


def told(folder: Path, text: str, name: str = "bank") -> list[str]:
    """The findings as lines, without what to do."""
    return [f"{one.severity} {one.key}: {one.what}" for one in found(folder, text, name)]


def test_the_pack_that_is_broken_below_is_right_as_it_stands(tmp_path: Path) -> None:
    assert told(tmp_path, BANK) == []


@pytest.mark.parametrize(
    "instead, by, says",
    [
        # days on which a value binds
        (
            "effective_from: 2026-04-01",
            "effective_from: 2026-03-01",
            "error duties.reply.variants.2: binds at the same time as variants.1 for the same facts (2026-03-01 to 2026-03-31)",
        ),
        (
            "effective_from: 2026-04-01",
            "effective_from: 2026-05-01",
            "warning duties.reply.variants.2: from 2026-04-01 to 2026-04-30 neither variants.1 nor this one binds",
        ),
        (
            "effective_from: 2026-04-01",
            "effective_from: 2026-04-01, effective_until: 2026-01-01",
            "error duties.reply.variants.2: never binds: effective_from 2026-04-01 is after effective_until 2026-01-01",
        ),
        ("pause_until: 2026-01-20", "pause_until: 2026-01-02", "error moratoria.0.pause_until: 2026-01-02 is before"),
        # variants and duties that no complaint ever meets
        (
            "{when: {abroad: true}, effective_until",
            "{when: {card: true, kind: fee, abroad: true}, effective_until",
            "error duties.reply.variants.1: is never chosen: wherever it fits, variants.0 fits too and ends earlier",
        ),
        (
            "    variants:\n      - {when: {card: true, kind: fee}",
            "    choose: first\n    variants:\n      - {when: {abroad: true}",
            "error duties.reply.variants.1: is never chosen: wherever it fits, variants.0 fits too and stands before it",
        ),
        (
            "    variants:\n",
            "    when: {card: false}\n    variants:\n",
            "error duties.reply.variants.0: is never chosen: the duty is owed only where card is false",
        ),
        (
            "    variants:\n",
            "    unless: [{kind: fee}]\n    variants:\n",
            "error duties.reply.variants.0: is never chosen: wherever it fits, `unless` says that the duty is not owed",
        ),
        (
            "    only_after:",
            "    unless: [{card: true}]\n    only_after:",
            "error duties.second_reply.unless.0: is never owed: whenever its `when` holds, so does this",
        ),
        # names that lead nowhere
        (
            "{when: {card: true, kind: fee}",
            "{when: {cart: true}",
            "error duties.reply.variants.0.when: the fact 'cart' is not",
        ),
        ("kind: fee}", "kind: fees}", "error duties.reply.variants.0.when: kind can never be 'fees'"),
        ("kind: fee}", "abroad: 1}", None),
        ("duties: [reply]", "duties: [replay]", "error moratoria.0.duties: there is no duty 'replay'"),
        ("within: reply", "within: replies", "error duties.second_reply.only_after.within: there is no duty 'replies'"),
        (
            "within: reply",
            "within: court_opens",
            "error duties.second_reply.only_after.within: court_opens stands below second_reply and is not known yet",
        ),
        ("[second_reply, reply]", "[second, reply]", "error duties.court_opens.opens_after: there is no duty 'second'"),
        (
            "    anchor: received",
            "    anchor: recieved",
            "warning duties.reply.anchor: nothing that the desk records is called",
        ),
        (
            "facts:\n",
            "facts:\n  idle: {title: {en: x, ja: x}}\n",
            "warning facts.idle: is asked for and changes nothing",
        ),
        # units that do not go together
        (
            "{n: 30, unit: business_days}\n    ext",
            "{n: 30, unit: elapsed_hours}\n    ext",
            "error duties.second_reply.extension: 30 hours is counted to an instant: this never applies",
        ),
        (
            "{n: 20, unit: business_days}",
            "{n: 20, unit: business_hours}",
            "error moratoria.0.duties: reply: 20 business hours is counted to an instant: this never applies",
        ),
        (
            "{n: 5, unit: business_days}",
            "{n: 5, unit: business_hours}",
            "warning duties.reply.variants: compares 5 business hours with 20 business days",
        ),
        # sources
        ("    confidence: H\n", "", "error duties.reply.confidence: is law and does not say how sure that is"),
        (
            "    source: Act 5",
            "    source: the firm's own",
            "warning duties.reply.source: is law on the firm's own word",
        ),
        ("    source: Act 5", "    source: ' '", "error duties.reply.source: is blank"),
        # letters
        (
            "[decision, reasons]",
            "[decision, reason]",
            "error letters.final_response.0.must: no letter can carry 'reason'",
        ),
        (
            "  final_response:\n",
            "  final_respose:\n",
            "warning letters.final_respose: the desk has no template of this kind",
        ),
        # the ladder
        ("at: breach", "at: 90%", "error ladder: no rung at `breach`: a missed limit would alarm nobody"),
        ("at: 50%", "at: breach", "error ladder.1: a second rung at breach (the first is ladder.0)"),
        (
            "  - {at: breach",
            "  - {at: 25%, tell: [lead], source: own}\n  - {at: breach",
            "error ladder.1: 25% comes before 50% of ladder.0, and stands after it",
        ),
        (
            "tell: [handler], s",
            "tell: [handler], raise_to: 2, s",
            "error ladder.1.raise_to: raises to level 1, below level 2",
        ),
        (
            "tell: [lead]",
            "tell: [auditor]",
            "error ladder.1.tell: the rung at breach reaches nobody: nobody at the desk is auditor",
        ),
        ("tell: [lead]", "tell: [customer]", "error ladder.1.tell: the rung at breach reaches nobody"),
        ("tell: [lead]", "tell: [lead, quality]", "warning ladder.1.tell: nobody at the desk is quality"),
        (
            "tell: [handler], s",
            "tell: [handler], duties: [replies], s",
            "error ladder.0.duties: there is no duty 'replies'",
        ),
        (
            "  - {at: breach",
            "  - {left: {n: 41, unit: business_days}, tell: [lead], source: own}\n  - {at: breach",
            "warning ladder.1.left: 41 business_days are never left of reply, which has 20 business_days",
        ),
        (
            "raise_to: 1, source: own}",
            "raise_to: 1, source: own}\n  - {left: {n: 1, unit: business_days}, tell: [lead], source: own}",
            "error ladder.2: 1_business_days_left comes before the breach of ladder.1, and stands after it",
        ),
        (
            "raise_to: 1, source: own}",
            "raise_to: 1, source: own}\n  - {about: press, tell: [lead], source: own}",
            "warning ladder: no rung about safety",
        ),
        (
            "raise_to: 1, source: own}",
            "raise_to: 1, source: own}" + 2 * "\n  - {about: safety, tell: [lead], source: own}",
            "error ladder.3: a second rung on safety (the first is ladder.2)",
        ),
    ],
)
def test_a_pack_that_can_be_read_and_is_wrong(tmp_path: Path, instead: str, by: str, says: str | None) -> None:
    assert instead in BANK
    lines = told(tmp_path, BANK.replace(instead, by, 1))
    assert any(
        line.startswith(says or "error duties.reply.variants.0.when: abroad can never be 1") for line in lines
    ), lines


def test_a_calendar_that_ends_within_three_years_is_said_in_time(tmp_path: Path, packs: Packs) -> None:
    def calendars(today: date) -> list[tuple[str, str]]:
        return [(one.severity, one.what) for one in findings(packs, ["jp-standard"], ROLES, today)]

    says = "the calendar JP-GOV knows no closed days after 2040-12-31"
    assert calendars(date(2037, 12, 31)) == []
    assert calendars(date(2038, 1, 1)) == [("warning", says)]
    assert calendars(date(2041, 1, 1)) == [("error", says)]


OVERLAY = """\
id: mine
version: "1"
title: {en: Mine, ja: 自社}
extends: bank
"""
OVER_THE_LAW = "error duties.reply.period: looser than the law: "


@pytest.mark.parametrize(
    "own, says",
    [
        ("  reply: {period: {n: 15, unit: business_days}, source: our own}", None),
        ("  reply: {period: {n: 28, unit: calendar_days}, source: our own}", None),
        (
            "  reply: {period: {n: 25, unit: business_days}, source: our own}",
            f"{OVER_THE_LAW}25 business days in place of 20 business days (Act 5)",
        ),
        (
            "  reply: {period: {n: 30, unit: calendar_days}, source: our own}",
            "warning duties.reply.period: cannot be compared with the law: 30 calendar days in place of 20 business days (Act 5)",
        ),
        (
            "  reply: {end: next_business_day, source: our own}",
            f"{OVER_THE_LAW}20 business days (then the first business day after) in place of 20 business days (Act 5)",
        ),
        (
            "  reply: {variants: []}",
            "error duties.reply.period, for card and kind = fee: looser than the law: 20 business days in place of 5 business days",
        ),
        (
            "  second_reply: {extension: {events: [extension_notified], unit: business_days, cap: 9, source: our own}}",
            "error duties.second_reply.extension.cap: looser than the law: up to 9 business days in place of up to 5 business days",
        ),
        (
            (
                "  second_reply: {extension: {events: [extension_notified], unit: business_days, cap: 5, "
                "beyond_cap: lead, source: ours}}"
            ),
            "error duties.second_reply.extension.beyond_cap: looser than the law: nobody may lift its cap of 5",
        ),
        (
            "  reply: {in_writing: true, source: our own}",
            "warning duties.reply.in_writing: is changed from what bank says",
        ),
        (
            "  reply: {extension: {events: [extension_notified], unit: business_days, source: our own}}",
            "error duties.reply.extension: looser than the law: bank allows no extension (Act 5)",
        ),
        (
            "  reply: {level: target}",
            "warning duties.reply.level: is a target where bank says law: pauses of the firm's own targets would stop it",
        ),
        (
            "  reply: {period: {n: 15, unit: business_days}}",
            "warning duties.reply.source: another value with the source of bank",
        ),
        (
            "  reply: {anchor: closed, source: our own}",
            "warning duties.reply.anchor: is changed from what bank says, received",
        ),
    ],
)
def test_an_overlay_may_be_stricter_than_the_law_and_never_looser(tmp_path: Path, own: str, says: str | None) -> None:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    lines = told(tmp_path, f"{OVERLAY}duties:\n{own}\n", "mine")
    assert lines == [] if says is None else any(line.startswith(says) for line in lines), lines


def test_an_overlay_that_asks_less_of_a_letter_is_looser(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    letters = "letters: {final_response: [{must: [decision, leaflet], source: our own}]}\n"
    assert told(tmp_path, OVERLAY + letters, "mine") == [
        "error letters.final_response: looser than the law: without reasons (Act 11)"
    ]


def test_own_closed_days_that_move_the_laws_business_days_are_said(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    assert told(tmp_path, f"{OVERLAY}closures: {{2026-12-24: Stocktaking}}\n", "mine") == [
        "warning closures: own closed days move limits of the law that count business days: reply, second_reply"
    ]


def test_an_overlay_of_an_overlay_is_held_against_the_law(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    strict = f"{OVERLAY}duties:\n  reply: {{period: {{n: 10, unit: business_days}}, source: our own}}\n"
    (tmp_path / "mine.yaml").write_text(strict, encoding="utf-8")
    again = strict.replace("id: mine", "id: again").replace("extends: bank", "extends: mine")
    assert told(tmp_path, again.replace("n: 10", "n: 20"), "again") == []
    assert told(tmp_path, again.replace("n: 10", "n: 21"), "again")[0].startswith(OVER_THE_LAW)


def test_an_overlay_owes_what_its_base_owes_with_its_own_values_in_place(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        OVERLAY.replace("extends: bank", "extends: uk-fca-disp")
        + "duties:\n  final_response: {period: {n: 40, unit: calendar_days}, source: our own}\n"
        + "  call_back: {anchor: received, period: {n: 2, unit: business_hours}, level: target, source: our own}\n",
        encoding="utf-8",
    )
    packs = Packs(own=tmp_path)
    mine, law = packs.pack("mine"), packs.pack("uk-fca-disp")
    own = [name for name, duty in mine.duties.items() if duty.of == "mine"]
    assert own == [*(name for name, duty in law.duties.items() if duty.of == "uk-fca-disp"), "call_back"]
    assert mine.duties["final_response"].variants == law.duties["final_response"].variants
    assert mine.duties["final_response"].level == "law"
    assert (mine.zone, mine.calendar, mine.calendars) == ("Europe/London", "GB-ENG", ["GB-"])
    assert (mine.letters, mine.moratoria, mine.replaces, mine.facts) == (
        law.letters,
        law.moratoria,
        law.replaces,
        law.facts,
    )


@pytest.mark.parametrize(
    "one, other, order",
    [
        ((10, "business_days"), (10, "business_days"), "same"),
        ((10, "business_days"), (14, "calendar_days"), "unsure"),
        ((14, "calendar_days"), (10, "business_days"), "sooner"),
        ((20, "business_days"), (14, "calendar_days"), "later"),
        ((8, "weeks"), (56, "calendar_days"), "same"),
        ((2, "months"), (56, "calendar_days"), "unsure"),
        ((2, "months"), (55, "calendar_days"), "later"),
        ((24, "elapsed_hours"), (2, "calendar_days"), "sooner"),
        ((9, "business_hours"), (1, "calendar_days"), "unsure"),
    ],
)
def test_lengths_are_compared_only_as_far_as_any_calendar_allows(
    one: tuple[int, str], other: tuple[int, str], order: str
) -> None:
    first, second = (Period.model_validate({"n": n, "unit": unit}) for n, unit in (one, other))
    assert compared(first, second) == order


def test_all_shipped_packs_are_clean_of_errors_in_under_a_second(packs: Packs) -> None:
    begin = time.process_time()
    found = findings(Packs(), [], ROLES | {"finance", "quality", "investigator"}, TODAY)
    assert time.process_time() - begin < 1
    assert [one for one in found if one.severity == "error"] == []


def test_a_wording_that_the_firm_has_not_written_is_told_before_a_letter_waits_for_it() -> None:
    house = firm.read((HERE / "data" / "firm.yaml").read_text(encoding="utf-8"), "firm.yaml")
    poorer = house.model_copy(update={"texts": {"uk-fca-disp": {}}})

    assert findings(Packs(), ["uk-fca-disp", "uk-housing"], ROLES, TODAY, house) == []
    found = findings(Packs(), ["uk-fca-disp", "uk-housing"], ROLES, TODAY, poorer)
    assert ("uk-fca-disp", "letters.final_response.0.must", "write texts.uk-fca-disp.leaflet in the firm file") in [
        (one.pack, one.key, one.todo) for one in found
    ]
    assert "write texts.uk-housing.escalation_route_stage2 in the firm file" in [one.todo for one in found]
    assert {one.severity for one in found} == {"warning"}
