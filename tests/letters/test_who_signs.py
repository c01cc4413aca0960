"""A name on a letter has approved that text: it stands there only when its bearer sent the letter or approved it in that role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.words import LetterKind, Locale
from letters.preview import example_order
from letters.rendering import render
from letters.sender import correspondents
from policies.firm import Firm
from policies.team import read as read_team

HANDLER = {"handler": "Alex Example"}
LEAD = {"signatory": "Kaoru Tehon", "signatory_role": "lead", "signatory_id": "tehon.kaoru"}
HEAD = {"signatory": "Makoto Hinagata", "signatory_role": "manager", "signatory_id": "hinagata.makoto"}
EXECUTIVE = {"signatory": "Osamu Hyohon", "signatory_role": "manager", "signatory_id": "hyohon.osamu"}
QUALITY = {"signatory": "Hikaru Kensa", "signatory_role": "quality", "signatory_id": "kensa.hikaru"}
STAND_IN = {"signatory": "Sam Specimen", "signatory_role": "handler", "signatory_id": "sam.specimen"}
NOBODY = ("", "")


def approver(who: dict[str, str]) -> dict[str, str]:
    return {key.replace("signatory", "approver"): value for key, value in who.items()}


def signed(kind: LetterKind, firm: Firm, names: dict[str, str], **facts: Any) -> tuple[str, str]:
    order = example_order(kind, "en")
    who = correspondents(order.model_copy(update={"facts": order.facts | facts | {"names": names}}), firm)
    return who.signer_name, who.signer_title


@pytest.mark.parametrize(
    "kind, names, signs",
    [
        ("acknowledgement", HANDLER, ("Alex Example", "Complaints Team")),
        ("progress_update", HANDLER | STAND_IN, ("Sam Specimen", "Complaints Team")),
        ("progress_update", HANDLER | LEAD, ("Kaoru Tehon", "Team Lead, Complaints")),
        ("progress_update", HANDLER | approver(LEAD), ("Alex Example", "Complaints Team")),
        ("apology_responsibility", HANDLER | LEAD, ("Kaoru Tehon", "Team Lead, Complaints")),
        ("apology_responsibility", HANDLER | STAND_IN, NOBODY),
        ("apology_responsibility", HANDLER | HEAD, ("Makoto Hinagata", "Head of Complaints")),
        ("apology_responsibility", HANDLER | LEAD | approver(HEAD), ("Kaoru Tehon", "Team Lead, Complaints")),
        ("remedy_offer", HANDLER | STAND_IN | approver(HEAD), ("Makoto Hinagata", "Head of Complaints")),
        ("remedy_offer", HANDLER | EXECUTIVE, ("Osamu Hyohon", "Managing Director")),
        ("final_response", HANDLER | EXECUTIVE, ("Osamu Hyohon", "Managing Director")),
        ("apology_responsibility", HANDLER | STAND_IN | approver(LEAD), ("Kaoru Tehon", "Team Lead, Complaints")),
        ("final_response", HANDLER | HEAD, ("Makoto Hinagata", "Head of Complaints")),
        ("final_response", HANDLER | LEAD, NOBODY),
        ("not_upheld", HANDLER | LEAD | approver(HEAD), ("Makoto Hinagata", "Head of Complaints")),
        ("investigation_report", HANDLER | QUALITY, ("Hikaru Kensa", "Head of Quality")),
        ("investigation_report", HANDLER | LEAD, NOBODY),
        ("investigation_report", HANDLER | HEAD, NOBODY),
        ("public_reply", HANDLER | LEAD, NOBODY),
    ],
)
def test_it_is_whoever_sent_or_approved_it_in_the_role_that_signs(
    kind: LetterKind, names: dict[str, str], signs: tuple[str, str], firm: Firm
) -> None:
    assert signed(kind, firm, names) == signs


@pytest.mark.parametrize(
    "locale, person",
    [
        ("ja", "、担当の例示 太郎宛てにお申し付けください"),
        ("en", "reach Alex Example, who looks after your complaint, on"),
    ],
)
def test_where_the_department_signs_it_names_whom_to_turn_to(locale: Locale, person: str, firm: Firm) -> None:
    order = example_order("delay_notice", locale)
    names = {"handler": order.facts["names"]["handler"]}
    unsigned = order.model_copy(update={"facts": order.facts | {"names": names | STAND_IN}})

    assert person in render(unsigned, firm).text
    assert "宛て" not in render(unsigned.model_copy(update={"facts": order.facts | {"names": {}}}), firm).text


@pytest.mark.parametrize("facts", [{"level": 3}, {"injury": True, "severity": "critical"}])
def test_the_executive_signs_what_is_gravest_and_only_what_they_read(facts: dict[str, Any], firm: Firm) -> None:
    title = "Managing Director"
    assert signed("final_response", firm, HANDLER | EXECUTIVE, **facts) == ("Osamu Hyohon", title)
    assert signed("final_response", firm, HANDLER | HEAD | approver(EXECUTIVE), **facts) == ("Osamu Hyohon", title)
    assert signed("final_response", firm, HANDLER | HEAD, **facts) == NOBODY
    assert signed("progress_update", firm, HANDLER, **facts) == ("Alex Example", "Complaints Team")


@pytest.mark.parametrize("facts", [{"level": 2}, {"injury": True, "severity": "high"}, {"severity": "critical"}])
def test_below_that_the_head_of_the_desk_signs(facts: dict[str, Any], firm: Firm) -> None:
    assert signed("final_response", firm, HANDLER | HEAD, **facts)[0] == "Makoto Hinagata"


def test_the_shipped_executive_is_in_the_shipped_team(firm: Firm) -> None:
    path = Path(__file__).parents[2] / "policies" / "data" / "team.yaml"
    team = read_team(path.read_text(encoding="utf-8"), "team.yaml")

    assert firm.executive is not None
    person = team.person(firm.executive.staff)
    assert person is not None
    assert "manager" in person.roles
