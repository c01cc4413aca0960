"""Prevention tasks, and what is owed to an authority."""

from __future__ import annotations

SAID = {
    "prevention task <id>: <title>": "再発防止策<id>:<title>",
    "do it, then submit_evidence": "実施し、submit_evidence で証拠を添えて報告してください",
    "submit_evidence": "submit_evidence で証拠を添えて報告してください",
    "prevention task <id> is yours now: <title>": "再発防止策<id>はあなたの担当になりました:<title>",
    "prevention task <id> waits for review": "再発防止策<id>が確認を待っています",
    "review it: done, or returned with a reason": "確認し(review)、完了とするか、理由を添えて差し戻してください",
    "prevention task <id> was returned": "再発防止策<id>が差し戻されました",
    "read the reason in the task, do it, submit again": "理由を読んで実施し、もう一度報告してください",
    "prevention task <id> is due <day>": "再発防止策<id>の期日は<day>です",
    "prevention task <id> is overdue since <day>": "再発防止策<id>の期日(<day>)を過ぎました",
    "do it, or move_due with a reason": "実施するか、理由を添えて期日を変更してください(move_due)",
    "prevention task <id>: <check> is due": "再発防止策<id>:<check>の時期です",
    "look at the evidence, record_effectiveness": "証拠を確かめ、record_effectiveness で記録してください",
    "<check> of prevention task <id> is overdue": "再発防止策<id>の<check>が期日を過ぎています",
    "ask the quality team": "品質保証に確かめてください",
    "prevention task <id> proved ineffective": "再発防止策<id>は無効でした",
    "find a stronger measure in <id>": "<id>で、より強い対策を立ててください",
    "see to <id>: <title>": "<id>をご確認ください:<title>",
    "look at the task": "その再発防止策をご確認ください",
    "prevention task <id>: what is to be done was decided": "再発防止策<id>:対策が決まりました",
    "tell the customer what was decided, by <day> as promised (send_letter)": (
        "決まった対策を、お約束の<day>までにお客様にお伝えしてください(send_letter)"
    ),
    "prevention task <id>, promised to the customer: <what>": "お客様にお約束した再発防止策<id>:<what>",
    "due date moved": "期日が変更されました",
    "cancelled": "取りやめになりました",
    "tell the customer why, and what happens instead (send_letter); <id> promised it": (
        "理由と代わりの対策をお客様にお伝えしてください(send_letter)。お約束した書面は<id>です"
    ),
    # --- obligations
    "<pack> may be owed to an authority: <dates>, as first known <day> (<title>)": (
        "<pack>の報告義務があるかもしれません:<dates>(覚知日 <day>。<title>)"
    ),
    "<duty> due <day>; <dates>": "<duty>(期限 <day>)、<dates>",
    "<duty> due <day>": "<duty>(期限 <day>)",
    "the date depends on its class": "期日は区分によります",
    "confirm with open_obligation <json>, or decline_obligation with the reason": (
        "確認のうえ open_obligation <json> で登録するか、理由を添えて decline_obligation としてください"
    ),
    "<what> is owed to the authority, due <day>": "当局への報告義務があります:<what>、期限は<day>です",
    "report it, then record_report; or a manager or quality decides not_reportable": (
        "報告し、record_report で記録してください。報告対象外(not_reportable)は室長か品質保証が判断します"
    ),
    "give what the date depends on with reclassify": "期日の基になる区分を reclassify で記録してください",
    "report it, then record_report": "報告し、record_report で記録してください",
    "report it now, then record_report": "すぐに報告し、record_report で記録してください",
    "report it by then, then record_report": "その日までに報告し、record_report で記録してください",
    "<what>: date moved, due <day>": "<what>:期限が<day>に変わりました",
    "<what> is yours now, due <day>": "<what>はあなたの担当になりました。期限は<day>です",
    "look at its page in the Temporal UI": "Temporal の画面をご確認ください",
    "<id> was not started: <why>": "<id>を開始できませんでした:<why>",
    "mend it, then open it again (open_obligation), or decide that nothing is owed (decline_obligation)": (
        "原因を直してもう一度登録する(open_obligation)か、報告義務なしと判断してください(decline_obligation)"
    ),
    "the record of <id> may be erased: it was to be kept until <day>": (
        "<id>の記録は消去できる時期です(保存期限 <day>)"
    ),
    "nothing is erased by itself: have it erased or keep it on another ground, then settle; hold where a court asks": (
        "自動では消去されません。消去するか別の根拠で保存するかを決め、settle で記録してください。裁判所の求めがあれば hold"
    ),
    "<owner> does it and submits evidence": "<owner>が実施し、証拠を添えて報告する(submit_evidence)",
    "quality reviews it": "品質保証が確認する(review)",
    "quality records <check> from <day>": "品質保証が<day>から<check>を記録する(record_effectiveness)",
    "nothing: the task is over": "なし(この再発防止策は終わりました)",
    "<owner> gives what the date depends on (reclassify)": "<owner>が期日の基になる区分を記録する(reclassify)",
    "<owner> reports to the authority (record_report)": "<owner>が当局に報告する(record_report)",
    "the record is kept to its last day": "記録を保存期限まで保存する",
    "the record is held; release it when the ground is gone": "法的保全中。理由がなくなれば解く(release)",
    "<owner> says what became of the record (settle)": "<owner>が記録の扱いを記録する(settle)",
    "nothing: the obligation is over": "なし(この義務は終わりました)",
}
