"""What is found out and decided when a complaint arrives, once and for good."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError

from activities.customers import CustomerKey
from activities.finding_out import Desk
from activities.opening import Opening
from domain.errors import InvalidPolicy
from messages.decisions import CaseOpened, EarlierComplaint, OpenCase
from policies import categories, known_issues, team, triage
from policies.reader import Packs
from tests.activities.fakes import FakeRegister

TEAM = """
staff:
  - {id: hana, name: {ja: 見本 花子, en: Hana Mihon}, title: {ja: 担当, en: Handler}, roles: [handler],
     email: hana@example.com, skills: {locales: [ja]}}
  - {id: taro, name: {ja: 例示 太郎, en: Taro Reiji}, title: {ja: 担当, en: Handler}, roles: [handler],
     email: taro@example.com, skills: {locales: [ja]}}
  - {id: sam, name: {ja: サム, en: Sam Specimen}, title: {ja: 担当, en: Handler}, roles: [handler],
     email: sam@example.com, skills: {locales: [en]}, absences: [{from: 2026-12-21, until: 2026-12-31}]}
"""
TRIAGE = """
default: low
rules:
  - {id: harm, severity: critical, why: somebody is hurt, when: {harm: [injury]}}
  - {id: again, severity: medium, why: not the first time, when: {repeat_complainant: true}}
"""
ISSUES = """
issues:
  - id: smoke
    title: {ja: 煙, en: Smoke}
    match: {categories: [safety]}
    answer: {ja: 使わないでください, en: Please do not use it}
    valid: {until: 2026-06-30}
"""
DESK = Desk(
    packs=Packs(),
    team=team.read(TEAM, "team.yaml"),
    triage=triage.read(TRIAGE, "triage.yaml"),
    known_issues=known_issues.read(ISSUES, "known_issues.yaml"),
)
AT = datetime(2026, 4, 28, 1, 20, 30, tzinfo=UTC)


def intake(**changes: Any) -> dict[str, Any]:
    customer = {"id": "c-1", "email": "hana@example.test", "locale": "ja"} | changes.pop("customer", {})
    people = changes.pop("people_involved", [])
    return {
        "received_at": "2026-04-28T10:20:00+09:00",
        "channel": "phone",
        "category": "safety.fire",
        "policy": "jp-standard",
        "personal": {"customer": customer, "subject": "s", "description": "d", "people_involved": people},
    } | changes


async def test_what_it_is_about_has_its_titles_from_the_firms_list(register: FakeRegister) -> None:
    text = "categories: { safety: { title: { ja: 安全, en: Safety }, finer: { fire: { ja: 火災, en: Fire } } } }"
    known = replace(DESK, categories=categories.read(text, "categories.yaml"))
    assert (await opened(register, known)).category_titles == {"ja": "安全 › 火災", "en": "Safety › Fire"}
    assert (await opened(FakeRegister(), known, category="moon_phase")).category_titles == {}


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


async def opened(register: FakeRegister, desk: Desk = DESK, at: datetime = AT, **changes: Any) -> CaseOpened:
    opening = Opening(register, register, register, desk, CustomerKey("k1", b"secret"))
    case = OpenCase(reference="R-1", content_hash=changes.pop("content_hash", "h1"), at=at, intake=intake(**changes))
    return await opening.open_case(case)


async def test_the_timetable_runs_from_the_receipt_by_the_policy_asked_for(register: FakeRegister) -> None:
    case = await opened(register)
    assert case.policy.id == "jp-standard"
    dues = {one.duty: one for one in case.dates}
    assert dues["final_response"].due == date(2026, 5, 22)
    assert dues["final_response"].certificate_id == "R-1/final_response/opening/1"


async def test_without_a_policy_the_desks_own_default_holds_whatever_the_language(register: FakeRegister) -> None:
    assert (await opened(register, policy=None)).policy.id == "iso-10002"


async def test_an_unknown_policy_fails_for_good_and_nothing_is_written(register: FakeRegister) -> None:
    with pytest.raises(ApplicationError, match="there are") as refused:
        await opened(register, policy="no-such")
    assert (refused.value.type, refused.value.non_retryable) == ("PolicyNotFound", True)
    assert not register.decisions
    assert not register.rows


async def test_a_broken_rule_file_is_tried_again_and_not_held_against_the_complaint(register: FakeRegister) -> None:
    with pytest.raises(InvalidPolicy):
        await opened(register, replace(DESK, packs=Packs(firm_calendar="no-such")), policy="iso-10002")


async def test_a_second_opening_finds_what_the_first_decided(register: FakeRegister) -> None:
    first = await opened(register)
    register.load = {"hana": 9}
    assert (
        await opened(register, replace(DESK, packs=Packs(folder=Packs()._folder / "gone")), at=AT.replace(hour=9))
        == first
    )


async def test_another_content_under_the_same_reference_is_a_conflict(register: FakeRegister) -> None:
    await opened(register)
    register.rows.clear()  # the decision alone is enough to know
    with pytest.raises(ApplicationError) as refused:
        await opened(register, content_hash="h2")
    assert refused.value.type == "ReferenceConflict"


async def test_the_complaint_is_entered_in_the_register(register: FakeRegister) -> None:
    await opened(register, product={"name": "Toaster", "lot": "0602B"}, source="import:cfpb-2017")
    row = register.rows["R-1"]
    assert row.model_dump(exclude={"customer_key", "opened_at"}) == {
        "reference": "R-1",
        "content_hash": "h1",
        "kind": "complaint",
        "order_key": "",
        "category": "safety.fire",
        "product": "Toaster",
        "severity": "low",
        "policy": "jp-standard",
        "handler": "hana",
        "stage": "received",
        "batch": "import:cfpb-2017",
    }
    assert row.opened_at == datetime(2026, 4, 28, 1, 20, tzinfo=UTC)


async def test_a_stated_severity_is_kept_and_a_missing_one_is_triaged(register: FakeRegister) -> None:
    stated = await opened(register, severity="high", harm={"injury": True})
    assert (stated.severity, stated.severity_reasons) == ("high", ["stated by the sender"])
    triaged = await opened(FakeRegister(), harm={"injury": True})
    assert (triaged.severity, triaged.severity_reasons) == ("critical", ["harm"])


async def test_a_customer_who_has_complained_before_is_known_and_triaged_as_such(register: FakeRegister) -> None:
    register.known = [EarlierComplaint(reference="R-0", category="billing")]
    case = await opened(register)
    assert [one.reference for one in case.history] == ["R-0"]
    assert case.severity_reasons == ["again"]
    assert register.asked == [(case.customer_key, "R-1")]


async def test_the_customer_is_recognised_by_a_keyed_hash_and_never_by_the_id(register: FakeRegister) -> None:
    case = await opened(register)
    assert case.customer_key == "k1:" + hmac.new(b"secret", b"c-1", hashlib.sha256).hexdigest()
    assert "c-1" not in case.model_dump_json()


async def test_an_anonymous_complaint_has_no_history_and_no_address(register: FakeRegister) -> None:
    case = await opened(register, anonymous=True, customer={"id": None, "email": None})
    assert (case.customer_key, case.history, case.mailable, register.asked) == ("", [], False, [])


async def test_what_counts_from_the_acknowledgement_has_its_date_where_no_letter_of_ours_will_start_it(
    register: FakeRegister,
) -> None:
    """Nobody to write to, or acknowledged at the counter: the response of stage 1 is owed all the same."""
    filed = datetime(2026, 6, 10, 10, tzinfo=UTC)
    housing: dict[str, Any] = {"policy": "uk-housing", "received_at": "2026-06-08T10:00:00+01:00"}
    nobody = await opened(register, at=filed, **housing, anonymous=True, customer={"id": None, "email": None})
    assert {one.duty: one.due for one in nobody.dates}["stage1_response"] == date(2026, 6, 24), "ten days from the 10th"
    spoken = await opened(FakeRegister(), at=filed, **housing, channel="in_person", facts={"acknowledged": "in_person"})
    assert {one.duty: one.due for one in spoken.dates}["stage1_response"] == date(2026, 6, 22), "ten days from the 8th"
    by_letter = await opened(FakeRegister(), at=filed, **housing)
    assert "stage1_response" not in {one.duty for one in by_letter.dates}, "it counts from the letter"


async def test_erased_personal_data_is_legal(register: FakeRegister) -> None:
    case = await opened(register, personal=None)
    assert (case.locale, case.mailable, case.customer_key) == ("en", False, "")


class BrokenRecord(FakeRegister):
    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        raise ConnectionError("hana@example.test is not to be found")

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        raise ConnectionError("hana@example.test is not to be found")


class SlowRecord(FakeRegister):
    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        await asyncio.sleep(60)
        return []

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}


@pytest.mark.parametrize("record", [BrokenRecord(), SlowRecord()])
async def test_a_record_that_fails_or_hangs_is_a_problem_with_an_owner_and_delays_nothing(
    record: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activities.customers.RECORD_SECONDS", 0.01)
    case = await opened(record)
    assert case.handler == "hana"
    assert {(one["key"], one["owner"]) for one in case.problems} == {("history", "lead"), ("preferences", "lead")}
    assert "example.test" not in case.model_dump_json()


async def test_the_handler_with_the_skills_and_the_least_work_gets_it(register: FakeRegister) -> None:
    register.load = {"hana": 3, "taro": 1}
    case = await opened(register)
    assert case.handler == "taro"
    assert "lowest load" in case.handler_reason
    assert case.team_names["taro"] == {"ja": "例示 太郎", "en": "Taro Reiji"}


async def test_who_is_complained_of_does_not_get_it(register: FakeRegister) -> None:
    case = await opened(register, people_involved=["電話に出た見本花子さん"])
    assert case.complained_of == ["hana"]
    assert case.handler == "taro"


async def test_nobody_available_is_loud_and_belongs_to_the_lead(register: FakeRegister) -> None:
    case = await opened(register, at=datetime(2026, 12, 22, 9, tzinfo=UTC), customer={"locale": "en"})
    assert case.handler == ""
    assert register.rows["R-1"].handler == ""
    [problem] = case.problems
    assert (problem["key"], problem["owner"]) == ("nobody_assigned", "lead")
    assert "assign" in problem["do"]


async def test_absence_is_looked_up_on_the_day_of_filing_not_of_receipt(register: FakeRegister) -> None:
    case = await opened(
        register,
        received_at="2026-12-22T10:00:00+09:00",
        at=datetime(2027, 1, 5, tzinfo=UTC),
        customer={"locale": "en"},
    )
    assert case.handler == "sam"


async def test_a_known_issue_is_answered_with_what_was_prepared_while_it_is_valid(register: FakeRegister) -> None:
    case = await opened(register)
    assert case.known_issues == [
        {
            "id": "smoke",
            "title": {"ja": "煙", "en": "Smoke"},
            "answer": {"ja": "使わないでください", "en": "Please do not use it"},
        }
    ]
    assert (await opened(FakeRegister(), received_at="2026-07-01T10:00:00+09:00")).known_issues == []


async def test_what_was_late_when_it_was_filed_is_listed(register: FakeRegister) -> None:
    case = await opened(register, at=datetime(2026, 5, 8, tzinfo=UTC))
    assert case.overdue_at_filing == ["acknowledge", "first_reply", "apologise"]


async def test_a_duty_is_not_late_until_its_day_is_over_in_tokyo(register: FakeRegister) -> None:
    last = await opened(register, at=datetime(2026, 4, 30, 14, 59, 59, tzinfo=UTC))
    assert last.overdue_at_filing == []
    over = await opened(FakeRegister(), at=datetime(2026, 4, 30, 15, 0, tzinfo=UTC))
    assert over.overdue_at_filing == ["acknowledge"]


async def test_a_complaint_from_an_import_years_later_has_its_old_dates(register: FakeRegister) -> None:
    case = await opened(
        register, policy="iso-10002", received_at="2017-03-01T00:00:00Z", at=datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert case.dates[0].due == date(2017, 3, 2)
    assert len(case.overdue_at_filing) == 6
    assert case.policy.rules["closed_days"]["until"] == "2028-11-22"


@pytest.mark.parametrize(
    "customer, mailable",
    [
        ({}, True),
        ({"email": None}, False),
        ({"contact": {"by": ["phone", "email"]}}, True),
        ({"contact": {"by": "letter"}}, False),
        ({"contact": {"by": ["letter", "phone"]}}, True),
        ({"contact": {"no_contact": True}}, False),
    ],
)
async def test_who_can_be_mailed(register: FakeRegister, customer: dict[str, Any], mailable: bool) -> None:
    assert (await opened(register, customer=customer)).mailable is mailable


async def test_a_japanese_customer_sleeps_in_tokyo_and_others_in_the_policys_zone(register: FakeRegister) -> None:
    assert (await opened(register, policy="iso-10002")).quiet_zone == "Asia/Tokyo"
    london = replace(DESK, packs=Packs(firm_calendar="GB-ENG"))
    english = await opened(FakeRegister(), london, policy="iso-10002", customer={"locale": "en"})
    assert english.quiet_zone == "Europe/London"


async def test_wishes_are_kept_without_their_free_text(register: FakeRegister) -> None:
    wishes = {"by": ["phone"], "hours": "after six, my mother sleeps", "large_print": True, "interpreter": "手話"}
    case = await opened(register, customer={"vulnerable": True, "contact": wishes})
    assert case.vulnerable
    assert case.preferences == {"by": "phone", "hours": "yes", "large_print": "yes", "interpreter": "yes"}


async def test_whom_praise_names_is_praised_and_may_handle_it_and_no_duty_runs(register: FakeRegister) -> None:
    case = await opened(register, kind="praise", people_involved=["電話に出た見本花子さん"])
    assert (case.kind, case.praised, case.complained_of) == ("praise", ["hana"], [])
    assert [one.duty for one in case.dates if one.owed] == []
    assert [str(one.due) for one in case.dates if one.duty == "contact_answer"] == ["2026-05-11"]


async def test_in_doubt_it_is_a_complaint(register: FakeRegister) -> None:
    assert (await opened(register, kind="enquiry", harm={"injury": True})).kind == "complaint"
    assert (await opened(FakeRegister(), kind="suggestion", severity="critical")).kind == "complaint"
    assert (await opened(FakeRegister(), kind="enquiry")).kind == "enquiry"


def earlier(reference: str, **known: str) -> EarlierComplaint:
    """What the same customer came with before, still open."""
    return EarlierComplaint(reference=reference, **{"stage": "investigating", "category": "billing"} | known)


async def test_a_complaint_on_file_makes_the_next_one_a_repeat_and_praise_or_a_question_does_not() -> None:
    again, first = FakeRegister(), FakeRegister()
    again.known = [earlier("OLD-1")]
    first.known = [earlier("OLD-2", kind="praise"), earlier("OLD-3", kind="enquiry")]
    assert "again" in (await opened(again, category="delivery")).severity_reasons
    assert "again" not in (await opened(first, category="delivery")).severity_reasons


async def test_praise_is_no_candidate_to_join() -> None:
    register = FakeRegister()
    register.known = [earlier("PRAISE", category="safety.fire", kind="praise"), earlier("SAME", category="safety.fire")]
    assert (await opened(register)).candidates == ["SAME"]


@pytest.mark.parametrize("theirs, ours", [("billing", "billing.charged_twice"), ("billing.charged_twice", "billing")])
async def test_a_finer_category_may_be_the_same_matter_as_the_wider_one(theirs: str, ours: str) -> None:
    register = FakeRegister()
    register.known = [earlier("WIDE-OR-FINE", category=theirs), earlier("OTHER", category="billing_address")]
    assert (await opened(register, category=ours)).candidates == ["WIDE-OR-FINE"]


async def test_a_second_complaint_about_the_same_order_may_be_the_same_matter_whatever_it_is_about() -> None:
    first = FakeRegister()
    await opened(first, order_reference="Ord-77")
    key = first.rows["R-1"].order_key
    assert key.startswith("k1:")
    assert "ord-77" not in key.casefold()

    second = FakeRegister()
    second.known = [earlier("SAME-ORDER", order_key=key), earlier("OTHER-ORDER", order_key="k1:other"), earlier("NONE")]
    assert (await opened(second, category="delivery", order_reference=" ORD-77")).candidates == ["SAME-ORDER"]
    assert (await opened(FakeRegister(), category="delivery")).candidates == []


async def test_what_the_record_knows_of_a_customers_wishes_holds_where_the_intake_says_nothing(
    register: FakeRegister,
) -> None:
    register.wishes["k1:" + hmac.new(b"secret", b"c-1", "sha256").hexdigest()] = {"by": ["letter"], "discreet": True}
    address = {"address": "1 Example Road"}
    known = await opened(register, customer=address)
    assert (known.preferences, known.paper) == ({"discreet": "yes", "by": "letter"}, True)
    assert known.known_wishes == {"by": ["letter"], "discreet": True}

    said = FakeRegister()
    said.wishes = register.wishes
    own = await opened(said, customer=address | {"contact": {"by": ["email"]}})
    assert (own.preferences, own.paper) == ({"discreet": "yes", "by": "email"}, False)
    assert own.known_wishes == {"discreet": True}


async def test_open_complaints_about_the_same_are_candidates_to_join() -> None:

    class Known(FakeRegister):
        async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
            return [
                earlier("SAME-PRODUCT", product="Toaster T2"),
                earlier("SAME-CATEGORY", category="safety.fire"),
                earlier("ENDED", product="Toaster T2", stage="closed"),
                earlier("OTHER"),
            ]

    case = await opened(Known(), product={"name": "Toaster T2"})
    assert case.candidates == ["SAME-PRODUCT", "SAME-CATEGORY"]
    assert (await opened(Known(), category="delivery")).candidates == []


async def test_of_one_contact_that_was_split_nothing_is_earlier_and_nothing_to_be_joined_again() -> None:
    def kin(reference: str) -> EarlierComplaint:
        return EarlierComplaint(reference=reference, stage="investigating", category="safety.fire")

    class Known(FakeRegister):
        async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
            return [kin("K-7"), kin("K-7-S1"), kin("K-7-S2-S1"), kin("K-70"), kin("K-70-S1")]

    split = await opened(Known(), linked_to={"reference": "K-7", "why": "split"})
    assert [one.reference for one in split.history] == ["K-7-S2-S1", "K-70", "K-70-S1"]
    assert split.candidates == ["K-7-S2-S1", "K-70", "K-70-S1"]
    follows = await opened(Known(), linked_to={"reference": "K-7", "why": "follows"})
    assert [one.reference for one in follows.history][:2] == ["K-7", "K-7-S1"]
    assert follows.candidates == ["K-7-S1", "K-7-S2-S1", "K-70", "K-70-S1"]


@pytest.mark.parametrize(
    "changes, perhaps",
    [
        ({"product": {"name": "Toaster T2"}}, ["CLOSED", "TAKEN-BACK"]),
        ({"category": "safety"}, ["CLOSED"]),
        ({"product": "Kettle", "category": "delivery"}, []),
        ({"product": {"name": "Toaster T2"}, "kind": "praise"}, []),
        ({"product": {"name": "Toaster T2"}, "linked_to": {"reference": "CLOSED"}}, ["TAKEN-BACK"]),
    ],
)
async def test_what_has_ended_and_can_be_reopened_and_is_about_the_same_has_perhaps_flared_up(
    changes: dict[str, Any], perhaps: list[str]
) -> None:
    class Known(FakeRegister):
        async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
            known = {"product": "Toaster T2", "category": "repair"}
            return [
                EarlierComplaint(reference="CLOSED", stage="closed", product="Toaster T2", category="safety.fire"),
                EarlierComplaint(reference="TAKEN-BACK", stage="withdrawn", **known),
                EarlierComplaint(reference="SETTLED", stage="closed", settled=True, **known),
                EarlierComplaint(reference="MERGED", stage="merged", **known),
                EarlierComplaint(reference="OPEN", stage="investigating", **known),
                EarlierComplaint(reference="PRAISE", stage="closed", kind="praise", **known),
            ]

    case = await opened(Known(), **{"category": "other", **changes})
    assert [one.reference for one in case.flare_ups] == perhaps
