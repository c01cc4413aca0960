"""The same sentence in Japanese, for the desk and for the customer. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from policies import clock_sums, sums
from policies.business_days import DAY, Calendar
from policies.gates import DayAfter, DayOf
from policies.matter import Deadline
from policies.sums import Step

LISTED = 5
WEEKDAYS = "月火水木金土日"
UNITS = {"business_days": "営業日", "calendar_days": "日", "weeks": "週間"}
PLACES = {"Asia/Tokyo": "日本時間", "Europe/London": "ロンドン時間", "UTC": "協定世界時"}
EVENTS = {
    "received": "受付",
    "closed": "完了",
    "item_requested": "現品のご送付のお願い",
    "item_received": "現品到着",
    "item_sent_back": "現品返送",
    "question_asked": "ご質問の送付",
    "remedy_offered": "対応案のご提示",
    "remedy_accepted": "対応案のご了承",
    "final_response_sent": "最終回答の送付",
    "holding_response_sent": "途中回答の送付",
    "task_done": "再発防止策の実施",
    "first_employee_aware": "社内で最初に知った日時",
    "document_received": "書面の受領",
    "extension_notified": "延長のご連絡",
    "progress_update_sent": "経過のご報告",
    "safety_suspected": "安全に関わるおそれのある申出の受付",
    "critical_known": "緊急の判明",
    "situation_reported": "前回の報告",
    "withdrawn": "お取り下げ",
    "referred": "外部機関への付託",
    "filed": "登録",
    "message_received": "ご連絡の受領",
    "merged": "統合",
    "acknowledged": "受付のご連絡",
    "stage1_acknowledged": "第1段階の受付のご連絡",
    "stage2_requested": "第2段階のお申し出",
    "stage2_acknowledged": "第2段階の受付のご連絡",
    "sent_to_company": "事業者への送付",
    "decision_notified": "決定の通知",
    "complete_file": "書類の完備",
    "extension_agreed": "延長のご同意",
    "objection_period_ended": "異議申立期間の満了",
    "investigation_done": "調査の完了",
    "error_determined": "誤りの判定",
    "provisional_credit_given": "仮の入金",
    "forwarded_received": "転送された苦情の受付",
    "paused": "自社目標の停止",
    "handed_over": "引き継ぎ",
    "higher_asked_for": "責任者との話のご希望",
    "idle": "次の期日がなくなった日",
}
DUTIES = {
    "acknowledge": "受付のご連絡",
    "final_response": "最終回答",
    "final_response_after_holding": "途中回答後の最終回答",
}
ENDS = {
    "deadline": "期限は{day}の終わりまで",
    "recurring": "期限は{day}の終わりまで",
    "window": "{day}の終わりまで可能",
    "retention": "{day}の終わりまで保管",
}


def japanese(deadline: Deadline, calendar: Calendar) -> str:
    """日付の根拠を一文で示す: what happened, what was counted and passed over, and when it is due."""
    place = PLACES.get(deadline.zone.key, deadline.zone.key)
    said = "、".join(phrase(step, calendar) for step in deadline.steps)
    if deadline.kind == "gate":
        assert not isinstance(deadline.due, datetime)
        return f"{full(deadline.due)}から可能({place})。{said}。"
    anchor = deadline.anchor
    assert anchor is not None  # only a gate has none
    at = _clock(anchor.value.astimezone(deadline.zone)) if isinstance(anchor.value, datetime) else ""
    moved = (
        f"({anchor.cut_off:%H:%M}を過ぎたため{full(anchor.counts_as)}の扱い)" if anchor.day != anchor.counts_as else ""
    )
    return f"{event(anchor.event)}:{full(anchor.day)}{at}{moved}。{said}。{_end(deadline, place)}。"


def phrase(step: Step, calendar: Calendar) -> str:
    """One step in words."""
    match step:
        case sums.Count():
            return _count(step, calendar)
        case sums.Months():
            unit = f"{step.n}{'年' if step.years else 'か月'}"
            return f"{unit}{'(初日を算入)' if step.inclusive else ''}で{full(step.result)}"
        case sums.Suspend():
            return f"{_pauses(step.suspended)}を除いて{full(step.result)}"
        case sums.Cycles():
            return f"{step.n}請求期間の満了日{full(step.result)}"
        case sums.Extend():
            return f"{step.count.n}{UNITS[step.count.unit]}延長({event(step.event)} {step.value})"
        case sums.Roll():
            return _roll(step, calendar)
        case sums.Compare():
            each = "と".join(phrase(steps[-1], calendar) for steps in step.branches.values())
            return f"{each}のうち{'遅い' if step.latest else '早い'}日"
    return _other(step, calendar)


def _other(step: Step, calendar: Calendar) -> str:
    match step:
        case clock_sums.Elapsed():
            return f"{duration(step.seconds)}後"
        case clock_sums.OpenTime():
            return f"営業時間で{duration(step.seconds)}{_names(step.start.date(), step.result.date(), calendar)}"
        case DayOf():
            return f"{event(step.event)}の日({full(step.result)})"
        case DayAfter():
            return f"{DUTIES.get(step.limit.duty, step.limit.duty)}の期限({full(step.result - DAY)})の翌日"
    raise TypeError(step)


def duration(seconds: int) -> str:
    """A length of time in its largest whole unit."""
    for size, name in ((3600, "時間"), (60, "分"), (1, "秒")):
        if seconds % size == 0:
            return f"{seconds // size}{name}"
    raise ValueError(seconds)


def full(day: date) -> str:
    """A day with its year: 2026年4月2日(木)."""
    return f"{day.year}年{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"


def event(name: str) -> str:
    """An event's name; one without a Japanese name stays as it is."""
    return EVENTS.get(name, name)


def _count(step: sums.Count, calendar: Calendar) -> str:
    said = f"{step.n}{UNITS[step.unit]}{'(初日を算入)' if step.inclusive else ''}"
    if step.unit == "business_days":
        days = list(step.counted(calendar))
        shown = "、".join(map(_short, days)) if len(days) <= LISTED else f"{_short(days[0])}から{_short(days[-1])}まで"
        said += f":{shown}{_names(step.first, step.result, calendar)}"
    pauses = step.stood_still()
    return said + (f"({_pauses(pauses)}を除く)" if pauses else "")


def _pauses(pauses: Iterable[tuple[sums.Suspension, int]]) -> str:
    return "、".join(f"{full(one.first)}から{full(one.last)}までの{days}日({one.why})" for one, days in pauses)


def _roll(step: sums.Roll, calendar: Calendar) -> str:
    if step.strictly:
        return f"その次の営業日{full(step.result)}"
    if step.result == step.start:
        return f"{full(step.start)}は営業日"
    return f"{full(step.start)}は閉庁日・休業日のため次の営業日{_names(step.start, step.result, calendar)}"


def _names(first: date, last: date, calendar: Calendar) -> str:
    """The holidays between two days, in brackets; Saturdays and Sundays need no telling."""
    names = [calendar.names.get(name, name) for name in calendar.holidays(first, last)]
    return f"({'、'.join(names)}は数えません)" if names else ""


def _end(deadline: Deadline, place: str) -> str:
    if isinstance(deadline.due, datetime):
        local = deadline.due.astimezone(deadline.zone)
        return f"期限は{full(local.date())}{_clock(local)}より前({place})"
    return f"{ENDS[deadline.kind].format(day=full(deadline.due))}({place})"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"


def _clock(instant: datetime) -> str:
    seconds = f"{instant.second}秒" if instant.second else ""
    return f"{instant.hour}時{instant.minute:02}分{seconds}"
