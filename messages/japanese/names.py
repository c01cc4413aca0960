"""Codes, days and amounts of time inside a sentence, as Japanese staff read them."""

from __future__ import annotations

import re
from datetime import date

from domain import labels
from domain.words import Channel, ConductKind, Medium, Substance

DUTIES = {
    "acknowledge": "受付連絡",
    "acknowledge_24h": "24時間以内の受付連絡",
    "apologise": "お詫び",
    "first_reply": "最初のご返答",
    "reply": "回答",
    "response": "回答",
    "safety_call": "安全確認のお電話",
    "first_report": "第一報",
    "further_report": "続報",
    "interim_report": "中間報告",
    "progress_update": "経過のご連絡",
    "root_cause": "原因の究明",
    "remedy_offer": "解決策の提示",
    "final_response": "最終回答",
    "final_response_after_holding": "途中回答後の最終回答",
    "follow_up": "事後確認",
    "promise": "約束",
    "promised_answer": "お約束したご回答",
    "preliminary_report": "当局への速報",
    "final_report": "当局への確報",
    "stage1_acknowledge": "第1段階の受付連絡",
    "stage1_response": "第1段階の回答",
    "stage2_acknowledge": "第2段階の受付連絡",
    "stage2_response": "第2段階の回答",
    "effectiveness_30": "30日後の効果確認",
    "effectiveness_60": "60日後の効果確認",
    "effectiveness_90": "90日後の効果確認",
    "ombudsman_referral_opens": "外部機関への申立て可能日",
}
"""What is owed, in a word; a duty of a pack that has none here keeps its code."""
SUBSTANCES: dict[Substance, str] = {
    "safety": "安全",
    "damage": "物の損害",
    "vulnerable": "配慮を要するお客様",
    "legal": "法的手段の示唆",
    "press": "報道",
    "regulator": "行政からの照会",
    "executive_contact": "経営者宛てのお便り",
    "public_post": "投稿・公表",
    "repeat_complaint": "同様のお申し出の繰り返し",
    "offers_rejected": "解決策のお断り",
    "review": "再審査",
    "reopened": "再対応",
    "bad_survey": "低いアンケート評価",
    "customer_wish": "お客様の求め",
    "handler_wish": "担当者の求め",
}
CONDUCT: dict[ConductKind, str] = {
    "violence": "暴行",
    "threat": "脅迫",
    "forced_kneeling": "土下座の要求",
    "sexual": "性的な言動",
    "unjust_money_claim": "不当な金銭の要求",
    "online_threat": "インターネット上での中傷・公開の示唆",
    "abusive_language": "暴言",
}
MEDIA: dict[Channel | Medium, str] = {
    "in_person": "対面",
    "phone": "電話",
    "email": "メール",
    "web_form": "問い合わせフォーム",
    "live_chat": "チャット",
    "chat": "チャット",
    "social_media": "SNS",
    "letter": "書面",
    "fax": "ファクス",
    "app": "アプリ",
    "referral": "他機関からの紹介",
    "survey": "アンケート",
    "visit": "訪問",
    "message": "メッセージ",
}
OTHERS = {
    "nobody": "なし",
    "the customer": "お客様",
    "the handler": "担当者",
    "call_back": "折り返し",
    "call-back": "折り返し",
    "parcel": "お届け",
    "answer": "ご回答",
    "report": "ご報告",
    "papers": "書類の提出",
    "compliance": "結論の履行",
    "forwarding": "回付",
    "redo": "やり直し",
    "repair": "修理",
    "replacement": "交換",
    "refund": "返金",
    "voucher": "商品券",
    "compensation": "損害賠償",
    "cause": "原因",
    "prevention": "再発防止",
    "cause and prevention": "原因と再発防止",
    "lifted": "解除",
    "dismissed": "却下",
    "merged": "統合",
    "unmerged": "統合解除",
    "declined": "お断り",
    "for_customer": "お客様の申出を認める",
    "for_firm": "当社の対応を認める",
    "no_jurisdiction": "管轄外",
    "measure": "再発防止策の実施",
    "other": "その他",
    "no date yet": "期日未定",
}
_WEEKDAYS = "月火水木金土日"
_MONEY = re.compile(r"(\w+) (\d[\d.]* [A-Z]{3})")
DAY = r"(?:\w{3} )?\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::[\d.]+)?(?:–\d\d:\d\d)?(?: ?[A-Z+-]\S*)?)?|no date yet"
"""The pattern of a day, an instant or some hours of a day with their zone."""
_PARTS = re.compile(r"(?:\w{3} )?(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::[\d.]+)?(–\d\d:\d\d)? ?(\S*))?")
_LABELS: dict[str, str] = {
    str(code): label.ja
    for known in (labels.OUTCOMES, labels.SEVERITIES, labels.KINDS, labels.GROUNDS, labels.STAGES, labels.ROLES)
    for code, label in known.items()
}
_OWN: dict[str, str] = {
    str(code).replace("_", " "): word for known in (SUBSTANCES, CONDUCT, MEDIA) for code, word in known.items()
}
_WORDS = (
    _LABELS | _OWN | {str(code): word for known in (CONDUCT, MEDIA) for code, word in known.items()} | OTHERS | DUTIES
)


def named(words: str) -> str:
    """A code, a day or an instant in Japanese; empty for anything else."""
    if day := _PARTS.fullmatch(words):
        return _written(date.fromisoformat(day[1]), " ".join(part for part in (_hours(day), day[4]) if part))
    if (part := _MONEY.fullmatch(words)) and part[1] in OTHERS:
        return f"{OTHERS[part[1]]} {part[2]}"
    return _WORDS.get(words, "")


def _hours(day: re.Match[str]) -> str:
    return f"{day[2] or ''}{day[3] or ''}".replace("–", "～")


def _written(day: date, clock: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日({_WEEKDAYS[day.weekday()]})" + (f" {clock}" if clock else "")
