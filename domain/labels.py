"""How people read the codes: stages, roles, levels, severities, decisions, closing grounds, in English and in Japanese.

The one source of these words for the Temporal UI, the terminal, the queries and the docs; GLOSSARY.md says what they mean. Whoever
reads staff's words sees the code and the Japanese side by side, so that one page serves a mixed desk and no setting decides who
reads what. A customer never meets a code: `customer_status` is what a customer may be shown of a stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.case import Case
from domain.parallel import ObligationState
from domain.task import TaskState
from domain.words import (
    CauseSide,
    ClosingGround,
    ContactKind,
    DutyLevel,
    Locale,
    Measure,
    Outcome,
    RepresentativeKind,
    Role,
    Severity,
    Stage,
)


class Label(NamedTuple):
    """One code in words."""

    en: str
    ja: str

    def of(self, locale: Locale) -> str:
        """The words for a reader of that language."""
        return self.ja if locale == "ja" else self.en


STAGES: dict[Stage, Label] = {
    "received": Label("received", "受付済"),
    "acknowledged": Label("acknowledged", "受付連絡済"),
    "investigating": Label("being investigated", "調査中"),
    "awaiting_customer": Label("waiting for the customer", "お客様確認待ち"),
    "remedy_offered": Label("remedy offered", "解決策ご提示済"),
    "remedy_agreed": Label("remedy agreed", "ご了承済"),
    "following_up": Label("being carried out and confirmed", "実施・確認中"),
    "closed": Label("closed", "対応終了"),
    "withdrawn": Label("withdrawn", "取下げ"),
    "merged": Label("joined to another", "統合済"),
    "referred": Label("with an outside body", "外部機関で対応中"),
}
"""What staff call a stage."""
FOR_CUSTOMERS: dict[Stage, Label] = {
    "received": Label("We have your complaint.", "承りました"),
    "acknowledged": Label(
        "The person who handles it is going through what you told us.", "担当者が内容を確認しております"
    ),
    "investigating": Label("We are finding out what happened.", "お調べしております"),
    "awaiting_customer": Label("We are waiting for your reply.", "お客様からのお返事をお待ちしております"),
    "remedy_offered": Label("We are waiting for your answer to our proposal.", "ご提案へのお返事をお待ちしております"),
    "remedy_agreed": Label("We are arranging what we agreed.", "お手続きを進めております"),
    "following_up": Label("We are making sure that what we did is right for you.", "ご対応の結果を確認しております"),
    "closed": Label("We have ended our work on it.", "対応を終了いたしました"),
    "withdrawn": Label("You have taken it back.", "お取り下げを承りました"),
    "merged": Label("We deal with it under reference {where}.", "受付番号{where}にまとめて対応しております"),
    "referred": Label("It is with {where}.", "{where}での手続き中です"),
}
"""What a stage means to the customer. Never that something is done: it is the customer who says when it is."""
OUTSIDE_BODY = Label("a body outside our firm", "外部の機関")
"""What a customer reads for the code of an outside body."""
ROLES: dict[Role, Label] = {
    "customer": Label("customer", "お客様"),
    "representative": Label("representative", "代理人"),
    "service": Label("another program", "連携システム"),
    "handler": Label("handler", "担当者"),
    "lead": Label("lead", "対応責任者"),
    "manager": Label("head of the desk", "お客様相談室長"),
    "investigator": Label("investigator", "調査担当"),
    "finance": Label("finance", "支払担当"),
    "quality": Label("quality", "品質保証"),
    "auditor": Label("auditor", "監査"),
    "admin": Label("administrator", "システム管理者"),
}
GROUNDS: dict[ClosingGround, Label] = {
    "accepted": Label("the customer agreed", "お客様ご了承"),
    "no_answer": Label("no answer, the day passed", "ご連絡なし(期日経過)"),
    "dissatisfied": Label("ended without agreement", "ご納得いただけず終了"),
    "not_reachable": Label("nobody could be reached", "連絡つかず"),
    "legal": Label("goes on between lawyers", "法的手続きへ"),
    "short_route": Label("settled in the first contact", "一次解決"),
    "anonymous": Label("anonymous, nobody to answer", "匿名(回答先なし)"),
    "gave_up": Label("the customer let it go, not a withdrawal", "お申し出中止(取下げではない)"),
    "answered": Label("no complaint, and answered", "回答済(苦情以外)"),
    "handed_on": Label("no complaint, and handed on", "引継ぎ済(苦情以外)"),
    "forwarded": Label("another firm's matter, and there", "他社へ回付"),
}
KINDS: dict[ContactKind, Label] = {
    "complaint": Label("complaint", "苦情"),
    "enquiry": Label("enquiry", "問い合わせ"),
    "service_request": Label("request for a service", "依頼"),
    "suggestion": Label("suggestion", "要望"),
    "praise": Label("praise", "お褒め"),
}
"""What a contact is."""
REPRESENTATIVES: dict[RepresentativeKind, Label] = {
    "relative": Label("a relative", "ご家族"),
    "deceased": Label("somebody for a customer who has died", "亡くなられた方のご遺族・相続人"),
    "minor": Label("a parent for a child", "未成年者の親権者"),
    "guardian": Label("a guardian", "成年後見人等"),
    "lawyer": Label("a lawyer", "代理人弁護士"),
    "consumer_centre": Label("a consumer centre", "消費生活センター"),
    "other": Label("somebody else", "その他の方"),
}
"""Who speaks for the customer, in the words of the desk."""
LEVELS = (
    Label("handler", "一次対応"),
    Label("lead", "二次対応"),
    Label("head of the desk", "三次対応"),
    Label("executive", "経営対応"),
)
"""Who owns the next act at each level of escalation, 0 to 3."""
SEVERITIES: dict[Severity, Label] = {
    "low": Label("low", "軽微"),
    "medium": Label("medium", "通常"),
    "high": Label("high", "重大"),
    "critical": Label("critical", "最重大(緊急)"),
}
MEASURES: dict[Measure, Label] = {
    "eliminate": Label("eliminated", "要因の除去"),
    "make_impossible": Label("made impossible", "起こり得ない仕組み(ポカヨケ)"),
    "detect": Label("detected", "検出"),
    "procedure": Label("procedure", "手順"),
    "training": Label("training", "教育"),
    "reminder": Label("reminder", "注意喚起"),
}
CAUSE_SIDES: dict[CauseSide, Label] = {
    "occurrence": Label("why it happened", "発生原因"),
    "escape": Label("why it was not caught", "流出原因"),
}
OUTCOMES: dict[Outcome, Label] = {
    "upheld": Label("upheld", "当社に責あり"),
    "partly_upheld": Label("partly upheld", "一部あり"),
    "not_upheld": Label("not upheld", "責なし"),
    "not_established": Label("not established", "特定できず"),
}
DUTY_LEVELS: dict[DutyLevel, Label] = {
    "law": Label("law", "法令"),
    "guidance": Label("guidance", "指針"),
    "target": Label("the firm's own target", "自社目標"),
}
TASK_STATES: dict[TaskState, Label] = {
    "open": Label("open", "実施中"),
    "in_review": Label("in review", "確認待ち"),
    "done": Label("done, being checked", "効果確認中"),
    "checked": Label("checked", "確認済"),
    "cancelled": Label("cancelled", "取りやめ"),
}
"""How far a prevention task is."""
OBLIGATION_STATES: dict[ObligationState, Label] = {
    "open": Label("to be reported", "報告が必要"),
    "met": Label("reported", "報告済"),
    "not_reportable": Label("not reportable", "報告対象外"),
    "keeping": Label("record being kept", "保存中"),
    "to_settle": Label("may be erased", "保存期間満了"),
    "settled": Label("settled", "処置済"),
}
"""How far a report to an authority is, or a record to be kept."""


def both[Code: str](code: str | None, labels: Mapping[Code, Label]) -> str:
    """A code with its Japanese beside it (`investigating 調査中`); what is no code of that kind (a person's id) as it is."""
    known = {str(one): label for one, label in labels.items()}
    return f"{code} {known[code].ja}" if code in known else code or ""


def titled(category: str, titles: Mapping[Locale, str]) -> str:
    """A category with its titles on the firm's list, in both languages; one that is not on the list as it came."""
    return f"{category} ({titles['en']}, {titles['ja']})" if titles else category


def roles(codes: Iterable[str]) -> str:
    """Who may do something, or has to, in both languages; where it takes several of a role, how many people."""
    counted = Counter(codes)
    return ", ".join(
        both(code, ROLES) + (f" ({count} people · {count}名)" if count > 1 else "") for code, count in counted.items()
    )


def level(number: int) -> str:
    """A level of escalation in both languages; what lies above the highest is the highest."""
    label = LEVELS[min(number, len(LEVELS) - 1)]
    return f"{label.en} {label.ja}"


def customer_status(case: Case, locale: Locale) -> str:
    """What the customer may be told of where the complaint stands: no code, no word of the desk's."""
    where = case.merged_into if case.stage == "merged" else OUTSIDE_BODY.of(locale)
    return FOR_CUSTOMERS[case.stage].of(locale).format(where=where)
