"""Who has it, who approves, who is told: levels, handovers, substance of a case, conduct and protection of the staff."""

from __future__ import annotations

SAID = {
    # --- whose it is
    "nobody is assigned": "担当者が決まっていません",
    "nobody is assigned: <why>": "担当者が決まっていません:<why>",
    "give the complaint to somebody with the command assign": "担当を決めてください(assign)",
    "assign somebody": "担当を決めてください(assign)",
    "the case is yours now (before: <who>)": "この件はあなたの担当になりました(前任:<who>)",
    "the case is yours now (before: <who>): <why>": "この件はあなたの担当になりました(前任:<who>)。理由:<why>",
    "<do>, then keep_promise <id>": "<do>。済んだら keep_promise <id> で記録してください",
    "<do>, then keep_promise <id>; <more>": "<do>。済んだら keep_promise <id> で記録してください。<more>",
    "call": "お客様にお電話してください",
    "look at it, and escalate with level where it takes more": (
        "内容を確かめ、さらに上の対応が要るときは escalate(level)で上げてください"
    ),
    "the customer asks for somebody higher: call back by <day>": (
        "お客様が上の者との話を求めています。折り返しのお電話の期日は<day>です"
    ),
    "read the handover note and call the customer by <day>": (
        "引き継ぎの記録を読み、<day>までにお客様にお電話してください"
    ),
    "read the handover note and call the customer": "引き継ぎの記録を読み、お客様にお電話してください",
    "read it and call the customer": "内容を読み、お客様にお電話してください",
    "the case went to <who>: <why>": "この件は<who>に移りました。理由:<why>",
    "hand over what is not on record, in a note": "記録にないことを note で引き継いでください",
    "a flare-up 再燃 is yours now (before: <who>)": "再燃の件はあなたの担当になりました(前任:<who>)",
    "read the earlier round (it stands first on the page, and in owabi show), then call: they need not tell it again": (
        "これまでの経過(画面と owabi show の先頭)を読んでからお電話してください。お客様に同じご説明をお願いしないためです"
    ),
    "a flare-up goes to another person than <who>, and nobody else can be reached": (
        "再燃の件は<who>以外の者が担当しますが、ほかに連絡のつく者がいません"
    ),
    "give it to somebody else with assign; name a deputy in the team file": (
        "assign でほかの者に担当を移し、担当者の一覧に代行者を加えてください"
    ),
    "the complaint was reopened and went to <who>": "再対応となり、<who>に移りました",
    "the ladder gives the case to a <role> (<why>), and nobody can be reached for that": (
        "上申基準により<role>が担当しますが(<why>)、連絡のつく者がいません"
    ),
    "give it to somebody with assign; name a deputy in the team file": (
        "assign で担当を決め、担当者の一覧に代行者を加えてください"
    ),
    # --- levels and approvals
    "escalated to level <n>: <why>": "上位対応(レベル<n>)に上がりました。理由:<why>",
    "<why> (asked by <who>)": "<why>(<who>の求め)",
    "<n> offer(s) turned down or lapsed": "解決策が<n>回、お断り・失効となりました",
    "flare-up 再燃": "再燃",
    "take it on with acknowledge_escalation": "acknowledge_escalation で引き受けてください",
    "offer <id> waits for approval": "解決策<id>が決裁を待っています",
    "offer <id> waits for another approval": "解決策<id>が、もう一人の決裁を待っています",
    "approve it, or send it back": "決裁する(approve)か、差し戻してください(decline_approval)",
    'approve {"what": "<id>"}': '内容を確かめ、決裁してください:approve {"what": "<id>"}',
    "apology <id> waits for approval": "お詫び<id>が決裁を待っています",
    'read it, then approve {"what": "<id>"}': 'お読みのうえ決裁してください:approve {"what": "<id>"}',
    "letter <id> waits for approval": "書面<id>が決裁を待っています",
    'read it in the view, then approve {"what": "<id>", "text": "<hash>"}, or decline_approval': (
        '画面で文面を読み、決裁する(approve {"what": "<id>", "text": "<hash>"})か、差し戻してください(decline_approval)'
    ),
    "offer <id> was sent back": "解決策<id>が差し戻されました",
    "apology <id> was sent back": "お詫び<id>が差し戻されました",
    "read the reason in the timeline, offer anew": "対応経過の理由を読み、改めてご提示してください",
    "read the reason in the timeline, write it anew": "対応経過の理由を読み、書き直してください",
    # --- the substance of a case
    "somebody was hurt, or could be": "けがをされた方がいるか、そのおそれがあります",
    "call now: is anyone hurt, still in use, keep the item": (
        "すぐにお電話を:けがの有無、まだお使いか、商品をそのまま保管していただくこと"
    ),
    "property was damaged": "物が壊れたり傷んだりしています",
    "ask for photographs, keep the item, think of the insurer": (
        "写真をお願いし、商品を保管していただき、保険会社への連絡を検討してください"
    ),
    "the customer needs particular care": "配慮を要するお客様です",
    "ask what would help, and how to reach them": "どのような配慮が必要か、どうご連絡すればよいかをお伺いしてください",
    "legal steps are threatened or taken": "法的手段が示唆され、または取られています",
    "tell the lawyers; have letters read before they leave": "弁護士に連絡し、書面は出す前に見てもらってください",
    "the press asks, or is told": "報道機関からの照会、または報道への連絡があります",
    "tell the press office; one person speaks": "広報に連絡し、窓口を一人にしてください",
    "a regulator or consumer centre asks": "行政または消費生活センターからの照会です",
    "answer it by its date; keep the record complete": "期日までに回答し、記録を漏れなく残してください",
    "the customer wrote to the management": "お客様が経営者宛てにお便りをくださいました",
    "agree who answers, and answer once": "誰がお答えするかを決め、一度でお答えしてください",
    "the matter is public": "投稿などで公になっています",
    "answer in public that somebody is in touch; settle it in private": (
        "ご連絡している旨だけを公開でお返事し、内容は個別に対応してください"
    ),
    "the same customer complained of the like before": "同じお客様から、以前にも同様のお申し出がありました",
    "read the earlier case before calling": "お電話の前に、以前の件を読んでください",
    "an offer was turned down": "解決策をお断りになりました",
    "call the customer: what would settle it?": "お客様にお電話し、何をご希望かをお伺いしてください",
    "a review was asked for": "再審査のお申し出がありました",
    "a review was asked for; to be decided by another person than <who>": (
        "再審査のお申し出がありました。<who>以外の者が判定します"
    ),
    "assign somebody who has not decided before": "これまで判定していない者に担当を決めてください(assign)",
    "a complaint was reopened": "再対応になりました",
    "read the earlier round, call the customer, acknowledge_escalation": (
        "これまでの経過を読み、お客様にお電話し、acknowledge_escalation で引き受けてください"
    ),
    "call the customer; reopen the complaint if they wish": ("お客様にお電話し、ご希望なら再対応してください(reopen)"),
    "the customer asks for somebody higher": "お客様が上の者との話を求めています",
    "call back, within a promise": "お約束の時間内に折り返しお電話してください",
    "the handler asks for help": "担当者が助けを求めています",
    "look at the case together": "一緒に内容を見てください",
    # --- safety
    "somebody may be hurt, and nobody has asked yet: call": (
        "けがのおそれがありますが、まだ誰も確認していません。お電話してください"
    ),
    "somebody may be hurt, and nobody has asked yet: call by <day>": (
        "けがのおそれがありますが、まだ誰も確認していません。<day>までにお電話してください"
    ),
    "ask: is anyone hurt, is it still in use (advise to stop), and to keep it as it is; then record_contact <json>": (
        "けがの有無、まだお使いか(使用を止めていただく)、そのまま保管していただくことを確認し、"
        "記録してください:record_contact <json>"
    ),
    "no letter gives the customer the advice on safety": "安全のためのお願いをお伝えする書面が出ません",
    "advise them not to <what>, now, and record it: record_contact with safety": (
        "すぐに「<what>」とお願いし、記録してください(record_contact、safety)"
    ),
    "eat or drink it": "召し上がらないでください",
    "use it for now": "当面お使いにならないでください",
    "read it with the head of the desk before anything more goes to the customer": (
        "お客様にさらにご連絡する前に、お客様相談室長と内容を確認してください"
    ),
    "first report 第一報 <id> on what is critical": "緊急の件の第一報<id>です",
    "further report 続報 <id> on what is critical": "緊急の件の続報<id>です",
    "take it on with acknowledge_escalation; note with report stood_down ends the reports": (
        "acknowledge_escalation で引き受けてください。続報が要らなくなったら note(report stood_down)"
    ),
    # --- conduct, protection of the staff
    "conduct towards <who> was reported: <id> (<kinds>)": "<who>への言動が報告されました:<id>(<kinds>)",
    "see that nobody is alone with it; set the flag with flag_conduct (review_on), or lift the report": (
        "一人で対応させないでください。flag_conduct(review_on)で言動区分を付けるか、報告を却下してください"
    ),
    "security and the police first, by telephone, not by this record · まず警備・警察へ電話で通報; then <do>": (
        "まず警備・警察へ電話で通報してください。そのうえで、<do>"
    ),
    "<who> may need you after what happened": "<who>には、今回のことで支えが要るかもしれません",
    "talk with them in private today: how they are, a break, somebody to turn to; none of it is put on this record": (
        "今日のうちに二人だけで話してください(体調、休憩、相談先)。その内容はこの記録に残しません"
    ),
    "conduct flag <id> is set until <day>": "言動区分<id>が<day>まで付きました",
    "restrict_contact where it takes more": "必要なら restrict_contact で対応を制限してください",
    "your report <id> was <what>": "あなたの報告<id>は<what>となりました",
    "read the reason in the timeline; talk with your lead": ("対応経過の理由を読み、対応責任者と話してください"),
    "<who> is concerned and still handles the case": "<who>は当事者ですが、まだこの件を担当しています",
    "assign it, or be the second person": "担当を替える(assign)か、ご自身が同席してください",
    "<how>, until <day>": "<how>(<day>まで)",
    "by <channel> only": "<channel>のみ",
    "with <id> only": "<id>のみが対応",
    "two people": "二人で対応",
    "no visits": "面談なし",
    "no contact": "ご連絡なし",
    "contact is restricted: <how>": "対応を制限しました:<how>",
    "keep to it; a letter tells the customer what changes, until when, that the matter goes on, and where to object": (
        "制限を守ってください。内容、期限、お申し出への対応は続くこと、異議の申し出先は、書面でお客様にお伝えします"
    ),
    "<who> is to be reviewed: <how>": "<who>の見直しの時期です:<how>",
    "lift it, or set it anew with a reason": "解除するか、理由を付けて改めて設けてください",
    "<who> has ended: <how>": "<who>の期間が終わりました:<how>",
    "set it anew with a reason where it is still needed": "まだ必要なら、理由を付けて改めて設けてください",
    "<who>: alone with the customer (<medium>); give `second` where somebody was there": (
        "<who>:一人でお客様に対応しました(<medium>)。同席者がいたなら second を記録してください"
    ),
    "<who>: a meeting although there are to be none (<id>)": "<who>:面談をしない定めですが、面談しました(<id>)",
    "<who>: contact by <medium> and not by <channel> (<id>)": (
        "<who>:<channel>に限る定めですが、<medium>でご連絡しました(<id>)"
    ),
    "<who>: contact by <medium> although there is to be none (<id>)": (
        "<who>:ご連絡しない定めですが、<medium>でご連絡しました(<id>)"
    ),
    "<who>, past the lawyer: contact with the customer directly (<medium>); give `whom` representative "
    "where it was with the lawyer": (
        "<who>:弁護士を通さず、お客様に直接ご連絡しました(<medium>)。弁護士との話なら whom representative を記録してください"
    ),
    "talk with them today": "今日のうちに本人と話してください",
    "tell the lawyer what was said; all that follows goes to them": (
        "話した内容を先方の弁護士に伝えてください。今後は弁護士にご連絡します"
    ),
}
