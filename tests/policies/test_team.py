"""Who gets a new complaint, who holds a role today, whose name stands in a letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.errors import InvalidPolicy
from domain.words import Role
from policies.team import Team, acting, assign, names, read

DESK = Path(__file__).parents[2] / "policies" / "data" / "team.yaml"
MON = date(2026, 11, 16)
AWAY = date(2026, 12, 28)
FOUR = """
staff:
  - id: ichi
    name: { ja: 例示 一, en: One Example }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: one@example.com
    skills: { locales: [ja, en] }
    max_load: 3
    absences: [{ from: 2026-12-28, until: 2026-12-30, deputy: ni }]
  - id: ni
    name: { ja: 例示 二, en: Two Example }
    title: { ja: 担当, en: Handler }
    roles: [handler, lead]
    email: two@example.com
    skills: { locales: [ja], up_to: high }
    max_load: 3
  - id: san
    name: { ja: 例示 三, en: Three Example }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: three@example.com
    skills: { categories: [billing], products: [card], locales: [en] }
    absences: [{ from: 2026-12-28, until: 2026-12-28 }]
  - id: shi
    name: { ja: 例示 四, en: Four Example }
    title: { ja: 室長, en: Head }
    roles: [manager]
    email: four@example.com
    skills: { locales: [ja, en] }
    absences: [{ from: 2026-12-28, until: 2026-12-28, deputy: ichi }]
"""


@pytest.fixture(scope="module")
def four() -> Team:
    return read(FOUR, "team.yaml")


@pytest.fixture(scope="module")
def desk() -> Team:
    return read(DESK.read_text(encoding="utf-8"), DESK.name)


def test_of_two_with_the_skills_the_one_with_less_to_do_gets_it(four: Team) -> None:
    assert assign(four, "repair", "ja", "medium", {"ichi": 2, "ni": 1}, MON) == (
        "ni",
        "has the skills and the lowest load: 1 of 3",
    )


def test_with_equal_load_the_order_of_the_file_decides(four: Team) -> None:
    assert assign(four, "repair", "ja", "medium", {"ichi": 1, "ni": 1}, MON).handler == "ichi"


def test_nobody_is_loaded_above_the_maximum(four: Team) -> None:
    assert assign(four, "repair", "ja", "medium", {"ichi": 3, "ni": 2}, MON).handler == "ni"
    nobody = assign(four, "repair", "ja", "medium", {"ichi": 3, "ni": 3}, MON)
    assert nobody == (None, "away without a deputy, or full: ichi, ni")


def test_a_complaint_goes_to_somebody_who_reads_its_language(four: Team) -> None:
    assert assign(four, "repair", "en", "medium", {"ichi": 2}, MON).handler == "ichi"


def test_a_grave_complaint_passes_by_those_who_do_not_take_such(four: Team) -> None:
    assert assign(four, "repair", "ja", "critical", {"ichi": 2}, MON).handler == "ichi"


def test_a_specialist_goes_before_those_who_take_everything(four: Team) -> None:
    bank = assign(four, "billing.charged_twice", "en", "medium", {"san": 9}, MON, product="Debit CARD")
    assert bank == ("san", "has the skills and the lowest load: 9, no limit")
    assert assign(four, "billing.charged_twice", "en", "medium", {}, MON, product="Loan").handler == "ichi"


def test_when_all_who_could_are_away_the_deputy_takes_it(four: Team) -> None:
    only_one = Team(staff=tuple(person for person in four.staff if person.id in {"ichi", "ni"}))
    only_one = only_one.model_copy(
        update={"staff": (only_one.staff[0], only_one.staff[1].model_copy(update={"roles": ("lead",)}))}
    )
    assert assign(only_one, "repair", "ja", "medium", {"ni": 1}, AWAY) == (
        "ni",
        "deputy of ichi, who is away; load: 1 of 3",
    )


def test_a_deputy_who_does_not_read_the_language_or_is_full_does_not_take_it(four: Team) -> None:
    assert assign(four, "repair", "en", "medium", {}, AWAY) == (None, "away without a deputy, or full: ichi")
    assert assign(four, "repair", "ja", "critical", {"ni": 3}, AWAY).handler is None


def test_an_absence_covers_its_first_and_its_last_day_and_no_more(four: Team) -> None:
    got = [assign(four, "repair", "en", "medium", {}, date(2026, 12, day)).handler for day in (27, 28, 30, 31)]
    assert got == ["ichi", None, None, "ichi"]


def test_those_who_are_complained_of_do_not_get_the_complaint_nor_as_deputies(four: Team) -> None:
    assert assign(four, "repair", "ja", "medium", {}, MON, besides=("ichi",)).handler == "ni"
    assert assign(four, "repair", "ja", "critical", {}, AWAY, besides=("ni",)).handler is None


def test_when_nobody_has_the_skills_it_says_which_were_asked_for(four: Team) -> None:
    nobody = assign(four, "repair", "ja", "medium", {}, MON, besides=("ichi", "ni"))
    assert nobody == (None, "nobody has the skills: category repair, language ja, severity medium")


def test_deputies_who_name_each_other_end_the_search(four: Team) -> None:
    loop = read(
        FOUR.replace(
            "up_to: high }", "up_to: high }\n    absences: [{ from: 2026-12-28, until: 2026-12-28, deputy: ichi }]"
        ),
        "team.yaml",
    )
    assert assign(loop, "repair", "ja", "medium", {}, AWAY).handler is None
    assert acting(loop, "manager", AWAY) is None


def test_a_role_is_held_by_its_deputy_while_the_holder_is_away_through_a_chain(four: Team) -> None:
    assert acting(four, "manager", MON) == "shi"
    assert acting(four, "manager", AWAY) == "ni"


def test_a_role_that_nobody_holds_is_held_by_nobody(four: Team) -> None:
    assert acting(four, "auditor", MON) is None


def test_a_name_stands_in_a_letter_in_its_language_and_a_stranger_has_none(four: Team) -> None:
    assert names(four)["ni"]["ja"] == "例示 二"
    assert "nobody" not in names(four)
    assert names(four)["san"] == {"ja": "例示 三", "en": "Three Example"}


@pytest.mark.parametrize(
    "text, complaint_about",
    [
        (FOUR.replace("deputy: ni", "deputy: nee"), "'nee' is nobody else of the team"),
        (FOUR.replace("deputy: ni", "deputy: ichi"), "'ichi' is nobody else of the team"),
        (FOUR.replace("- id: ni", "- id: ichi"), "'ichi' is there twice"),
        (FOUR.replace("until: 2026-12-30", "until: 2026-12-01"), "staff.0.absences.0"),
        (FOUR.replace("[manager]", "[boss]"), "staff.3.roles.0"),
        (FOUR.replace("email: one@example.com", "email: one"), "staff.0.email"),
    ],
)
def test_a_mistake_in_the_team_file_is_refused_by_file_and_key(text: str, complaint_about: str) -> None:
    with pytest.raises(InvalidPolicy) as refusal:
        read(text, "team.yaml")
    assert "team.yaml" in str(refusal.value)
    assert complaint_about in str(refusal.value)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 29)])
def test_every_role_of_the_desk_is_held_every_day_also_between_the_years(desk: Team, day: date) -> None:
    roles: tuple[Role, ...] = ("handler", "lead", "manager", "finance", "quality", "investigator")
    assert [role for role in roles if acting(desk, role, day) is None] == []


def test_the_desk_takes_every_category_in_both_languages_also_the_gravest(desk: Team) -> None:
    for category in ("safety", "billing.charged_twice", "privacy", "Mortgage", "delivery.late"):
        for locale in ("ja", "en"):
            assert assign(desk, category, locale, "critical", {}, MON).handler, (category, locale)


def test_who_offers_at_the_desk_does_not_release_the_money(desk: Team) -> None:
    assert [person.id for person in desk.staff if "finance" in person.roles and len(person.roles) > 1] == []


def test_everybody_at_the_desk_is_invented(desk: Team) -> None:
    assert [person.id for person in desk.staff if not person.email.endswith("@example.com")] == []
