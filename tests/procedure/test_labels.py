"""What people read of a case's codes: both languages side by side, wherever staff look; plain words for the customer."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import Mock

import pytest
from rich.console import Console
from temporalio.client import WorkflowExecution
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from domain import labels
from domain.errors import IllegalCommand, NotAuthorised
from domain.words import STAGES, Stage
from messages import search
from messages.commands import COMMANDS, titles_ja
from owabi.beside import show_beside
from owabi.listing import ROOM_FOR_CATEGORY, Row, line_of, row_of, table_of
from owabi.story import show_story
from policies import categories
from policies.reader import HERE
from tests.procedure.beside_matrix import TaskBook
from tests.procedure.case_book import CaseBook
from tests.procedure.obligation_book import ObligationBook
from workflows import obligation_page, task_page
from workflows.details import details_of
from workflows.procedure.next_act import next_act
from workflows.view import allowed_commands, view_of

KNOWN = categories.read((HERE / "data" / "categories.yaml").read_text(encoding="utf-8"), "categories.yaml")


def shown(case: dict[str, object]) -> str:
    """`owabi show`."""
    out = StringIO()
    show_story(Console(file=out, width=200), case, datetime(2026, 6, 1, tzinfo=UTC))
    return out.getvalue()


def test_the_page_says_stage_level_severity_and_next_act_in_both_languages() -> None:
    book = CaseBook()
    book.deliver()
    page = details_of(book.case)

    for said in (
        "## investigating · 調査中" if book.case.stage == "investigating" else "## acknowledged · 受付連絡済",
        "**Next:** apologise for the trouble (apologise, kind regret)",
        "**次の対応:** ご不便をお詫びする(apologise、regret)",
        "level 0 (handler 一次対応)",
        "**medium 通常**",
        "- **apologise** Apologise · お詫びする (handler 担当者, lead 対応責任者, manager お客様相談室長)",
        "escalate 上位対応に上げる",
    ):
        assert said in page


def test_a_duty_is_read_by_its_japanese_title_beside_its_name() -> None:
    book = CaseBook("jp-standard")

    page, told = details_of(book.case), shown(view_of(book.case))
    assert "first date: acknowledge 受付連絡の期限" in page
    assert "○ **final_response 最終回答の期限** due" in page
    assert "first date: acknowledge 受付連絡の期限" in told
    assert "final_response 最終回答の期限" in told


def test_what_is_pasted_from_a_sentence_is_marked_as_code_and_the_next_act_is_not_told_twice() -> None:
    book = CaseBook("jp-standard", opened={"safety_asked": True}, category="safety.overheating")
    book.do(
        "record_contact",
        medium="phone",
        direction="out",
        safety={"hurt": True, "in_use": False, "kept": True},
        personal={"words": "a burnt hand"},
    )
    book.do("note", report="situation", personal={"text": "a burnt hand", "unknown": "the cause"})

    page = details_of(book.case)
    assert (
        '`open_obligation {"by": {"id": "YOUR-ID", "role": "lead"}, "pack": "jp-product-accident", "reason": "WHY"}`'
        in page
    )
    assert page.count("may be owed to an authority") == 1


def test_the_closing_ground_and_the_decision_are_read_in_both_languages() -> None:
    case = CaseBook().closed("upheld").case

    for said in (details_of(case), shown(view_of(case))):
        assert "accepted お客様ご了承" in said
        assert "upheld 当社に責あり" in said
        assert "closed" in said
        assert "対応終了" in said


def test_a_terminal_shows_stage_severity_level_owner_and_next_act_in_both_languages() -> None:
    book = CaseBook().investigated("upheld").agreed()
    said = shown(view_of(book.case))

    for words in (
        "remedy_agreed ご了承済",
        "medium 通常",
        "level 0 handler 一次対応",
        "(finance 支払担当)",
        "次の対応: ご了承済の解決策を実施する(fulfil_remedy)",
    ):
        assert words in said


def test_a_list_says_what_it_is_about_in_the_words_of_the_firms_list() -> None:
    found = [
        Row(reference=f"K-{n}", category=category, workflow_id="x")
        for n, category in enumerate(("billing.charged_twice", "mortgage.servicing"))
    ]
    out = StringIO()
    Console(file=out, width=160).print(table_of(found, known=KNOWN))
    assert "billing.charged_twice 請求・お支払い › 二重の請求" in out.getvalue()
    assert "mortgage.servicing " in out.getvalue()


def test_a_list_says_the_stage_in_both_languages_and_loses_no_reference_where_the_terminal_is_narrow() -> None:
    row = Row(reference="K-1042", stage="awaiting_customer", severity="critical", handler="aoki", workflow_id="x")
    row.category = "billing.charged_twice"
    for width, known in ((80, None), (ROOM_FOR_CATEGORY, KNOWN), (140, KNOWN)):
        out = StringIO()
        Console(file=out, width=width).print(table_of([row], known=known))
        said = out.getvalue()
        assert [
            words for words in ("K-1042", "awaiting_customer", "お客様確認待ち", "最重大", "aoki") if words not in said
        ] == []


def test_a_list_says_on_which_ground_it_was_closed_in_both_languages_beside_the_stage() -> None:
    known = TypedSearchAttributes(
        [SearchAttributePair(search.STAGE, "closed"), SearchAttributePair(search.GROUND, "dissatisfied")]
    )
    closed = row_of(Mock(WorkflowExecution, id="complaint-K-1", typed_search_attributes=known, status=None))
    out = StringIO()
    Console(file=out, width=140).print(table_of([closed]))
    assert "closed 対応終了, dissatisfied ご納得いただけず終了" in out.getvalue()
    assert line_of(closed).startswith("K-1  closed, dissatisfied  ")


def test_the_commands_that_are_allowed_say_what_they_do_and_who_may_in_both_languages() -> None:
    for one in allowed_commands(CaseBook().case):
        spec = COMMANDS[one["command"]]
        assert (one["title"], one["title_ja"]) == (spec.title, spec.title_ja)
        assert one["roles_ja"] == [labels.ROLES[role].ja for role in one["roles"]]


@pytest.mark.parametrize("stage", STAGES)
def test_a_customer_is_told_what_a_stage_means_and_never_its_code(stage: Stage) -> None:
    case = CaseBook().case.model_copy(update={"stage": stage, "merged_into": "K-7", "referred_to": "consumer-centre"})
    told = view_of(case)["customer_status"]

    assert set(told) == {"ja", "en"}
    assert "{" not in "".join(told.values())
    assert "_" not in "".join(told.values())
    if stage == "merged":
        assert told == {
            "ja": "受付番号K-7にまとめて対応しております",
            "en": "We deal with it under reference K-7.",
        }
    if stage == "referred":  # a body's code is no name
        assert told == {"ja": "外部の機関での手続き中です", "en": "It is with a body outside our firm."}


def test_a_refusal_names_roles_and_stages_in_both_languages() -> None:
    with pytest.raises(
        NotAuthorised, match="not for the role handler 担当者; it is for lead 対応責任者, manager お客様相談室長"
    ):
        CaseBook().do("assign", "handler", to="nora.new", reason="on leave", personal={"note": "all said"})
    with pytest.raises(IllegalCommand, match="the complaint is closed 対応終了; use reopen"):
        CaseBook().closed().do("send_update")


def test_what_takes_two_of_a_role_says_so() -> None:
    assert labels.roles(["manager", "manager"]) == "manager お客様相談室長 (2 people · 2名)"


def test_the_timeline_names_role_ground_and_decision_in_both_languages() -> None:
    said = [(entry.by, entry.what) for entry in CaseBook().closed("upheld").case.timeline]

    assert ("hanako.handler (handler 担当者, claimed)", "decided: all upheld 当社に責あり") in said
    assert any(what.startswith("closed: accepted お客様ご了承") for _, what in said)


def test_the_answer_to_a_command_says_what_is_next_in_both_languages() -> None:
    book = CaseBook()
    book.deliver()

    answer = book.answer("agree_summary", personal={"summary": "the plate came broken", "desired_outcome": "a new one"})

    assert answer.next_action == "apologise for the trouble (apologise, kind regret)"
    assert answer.next_action_ja == "ご不便をお詫びする(apologise、regret)"


def test_a_problem_is_read_in_both_languages_where_it_stands_and_as_the_next_act() -> None:
    book = CaseBook()
    act = book.act()
    act.problem("x", "the letter L1 was sent back", "hanako.handler", "fulfil_remedy")
    book.keep(act)
    page = details_of(book.case)

    assert "**次の対応:** 書面L1が差し戻されました。fulfil_remedy で実施してください" in page
    assert page.count("書面L1") == 1, "said once"


def test_a_date_in_a_notice_is_a_day_and_an_hour_where_it_matters_without_fractions() -> None:
    book = CaseBook("jp-standard")
    book.case.severity = "critical"
    book.now += timedelta(microseconds=110_800)
    book.do("reclassify", severity="high", reason="nobody was hurt")
    book.do("reclassify", severity="critical", reason="it smoked")
    book.pass_days(3)
    told = [what for _, what in book.told() if "overdue" in what]

    assert [what for what in told if "." in what] == []
    assert any(re.fullmatch(r"first_report is overdue since \w{3} [\d-]{10} \d\d:\d\d \w+", what) for what in told)
    assert any(re.fullmatch(r"acknowledge is overdue since \w{3} [\d-]{10}", what) for what in told)


def shown_beside(workflow_id: str, view: dict[str, object]) -> str:
    """`owabi show prevention-…`, `owabi show obligation-…`."""
    out = StringIO()
    show_beside(Console(file=out, width=200), workflow_id, view)
    return out.getvalue()


def test_a_task_and_an_obligation_are_read_in_both_languages_too() -> None:
    task = TaskBook().task
    report = ObligationBook("jp-product-accident", "report", datetime(2026, 4, 28, 1, tzinfo=UTC)).obligation

    for said in (shown_beside("prevention-CASE-1-P1", task_page.view_of(task)), task_page.page_of(task)):
        assert "open" in said
        assert "実施中" in said
        assert "carl.cartonが実施し、証拠を添えて報告する(submit_evidence)" in said
    for said in (shown_beside("obligation-x", obligation_page.view_of(report)), obligation_page.page_of(report)):
        assert "報告が必要" in said
        assert "otto.ownerが当局に報告する(record_report)" in said


@pytest.mark.parametrize(
    "sentence, japanese",
    [
        ("decide whether it was right (decide)", "判定する"),
        ("approve or decline_approval of offer O1", "決裁する、差し戻す"),
        ("offer a remedy (offer_remedy), or send_final_response where none is due", "解決策を提示する、最終回答を送る"),
        ("confirm with the customer, then close", "対応を終了する"),
        ("aftercare and survey go out by themselves; reopen if the matter comes back", "再対応する"),
        ("a promise was broken, note the answer of the customer and close the gap", ""),
    ],
)
def test_what_a_next_act_asks_for_is_said_in_japanese_too(sentence: str, japanese: str) -> None:
    assert titles_ja(sentence) == japanese


def test_whoever_waits_for_a_command_reads_its_japanese_name() -> None:
    # In every stage that one person can reach alone the next act names a command, and so has a Japanese line.
    for book in (CaseBook(), CaseBook().investigated("upheld"), CaseBook().answered("not_upheld"), CaseBook().closed()):
        assert titles_ja(next_act(book.case).what), next_act(book.case).what


def test_a_field_to_fill_in_is_marked_whole_and_what_stands_where_has_a_heading_of_its_own() -> None:
    rita = {"name": "Rita", "relation": "daughter", "contact": "rita@example.com"}
    book = CaseBook(personal={"representative": rita}, opened={"preferences": {"by": "letter"}})
    page = details_of(book.case)

    assert '`personal.representative {"name"' in page
    assert "- ⚠ reach the customer by letter · 連絡方法の希望:書面\n\n### Where it stands" in page


def test_the_terminal_says_in_japanese_too_what_a_problem_asks_for() -> None:
    book = CaseBook()
    act = book.act()
    act.problem("x", "the letter L1 was sent back", "hanako.handler", "fulfil_remedy")
    book.keep(act)

    assert shown(view_of(book.case)).count("書面L1が差し戻されました") == 2, "as the next act, and where it stands"
