"""The words of a pack's page in both languages."""

from __future__ import annotations

from domain.labels import DUTY_LEVELS
from domain.words import DutyLevel, Locale

_WORDS: dict[str, tuple[str, str]] = {
    # headings
    "facts": ("What it asks for", "確認する事実"),
    "duties": ("What is owed", "義務と期限"),
    "moratoria": ("Pauses by order", "停止措置"),
    "letters": ("What letters must contain", "書面の必要記載事項"),
    "stages": ("Stages", "段階"),
    "ladder": ("When time runs out", "期限が迫ったとき・過ぎたとき"),
    "authority": ("Who may release what", "決裁権限"),
    "waits": ("Periods of the procedure", "手続上の期間"),
    "expected": ("Announced changes", "予定されている変更"),
    "dates": ("Deadlines of a complaint received {day}", "{day}受付の場合の期限"),
    "following": (
        "What follows within twelve months, if each is done on its last day",
        "各期限の末日に履行した場合の、以後12か月の期限",
    ),
    # keys
    "extends": ("extends", "基づく規程"),
    "place": ("calendar, zone", "暦・時間帯"),
    "hours": ("open", "営業時間"),
    "cut_off": ("cut-off", "受付締切"),
    "closures": ("closed besides", "自社休業日"),
    "replaces": ("in place of", "読み替え"),
    "runs": ("runs from", "起算"),
    "period": ("period", "期間"),
    "level": ("level", "位置づけ"),
    "source": ("source", "根拠"),
    "variant": ("where", "場合"),
    "when": ("only where", "対象"),
    "unless": ("not where", "除外"),
    "only_after": ("only after", "前提"),
    "extension": ("may be extended", "延長"),
    "opens": ("opens", "開始"),
    "met_by": ("met by", "履行"),
    "in_writing": ("for", "対象"),
    "short_route": ("short route", "一次解決"),
    "on_breach": ("if missed", "徒過の効果"),
    "law": ("the law itself", "法令の値"),
    "also": ("also owed", "ほかに"),
}
CONFIDENCES = {
    "H": ("certain (primary text or two sources)", "確実(原典または二つの資料)"),
    "M": ("one source", "一つの資料による"),
    "L": ("from memory, to be checked", "要確認"),
}


def word(key: str, locale: Locale) -> str:
    """A heading or a key of the page."""
    return _WORDS[key][locale == "ja"]


def level(name: DutyLevel, locale: Locale) -> str:
    """On whose word a value stands."""
    return DUTY_LEVELS[name].of(locale)


def confidence(name: str, locale: Locale) -> str:
    """How sure we are of a legal value."""
    return CONFIDENCES[name][locale == "ja"]
