"""Dates, promises, questions, offers and contacts: what comes due, and what nobody has done yet."""

from __future__ import annotations

SAID = {
    # --- duties
    "<duty> is due <day>": "<duty>の期限は<day>です",
    "<duty> is overdue since <day>": "<duty>の期限(<day>)を過ぎました",
    "<duty> overdue": "<duty>の期限超過",
    "do it now, or say in the timeline why not": "すぐに行うか、行えない理由を対応経過に残してください(note)",
    "<pack> gives no date for a complaint by <channel>": "<pack>には、<channel>で受け付けた苦情の期日の定めがありません",
    "handle it all the same: agree a date with the customer, or ask for it in writing and file the "
    'letter; then leave a note with settles "<key>"': (
        "期日の定めがなくても対応します。お客様と期日を決めるか、書面でいただいて登録し、"
        'note(settles "<key>")を残してください'
    ),
    "the contact promised at receipt was not made": "受付時にお約束したご連絡がまだです",
    "call or write now": "今すぐお電話または書面でご連絡してください",
    'resume; or say why not yet in a note with settles "pause_limit"': (
        '再開する(resume)か、まだできない理由を note(settles "pause_limit")で残してください'
    ),
    "no date lies ahead any more: <what>": "この先の期日がありません:<what>",
    "do it now, or give it a day with promise": "すぐに行うか、promise で期日を決めてください",
    "the complaint is open and no date lies ahead": "対応中の件ですが、この先の期日がありません",
    "see that the next act is done, or give it a day (promise)": (
        "次の対応が行われるようにするか、期日を決めてください(promise)"
    ),
    "the targets stand still since <day>": "自社目標は<day>から停止したままです",
    "<duty>: open since <day>, without our answer": "<duty>:当社の回答のないまま、<day>から可能となりました",
    "tell the customer where to turn": "ご相談窓口をお客様にご案内してください",
    "<duty> was due <day>: an automatic payment is owed to the customer (<source>)": (
        "<duty>の期限(<day>)を過ぎたため、お客様への自動的な支払が必要です(<source>)"
    ),
    "<duty> was due <day>: the customer is owed the reason in writing (<source>)": (
        "<duty>の期限(<day>)を過ぎたため、理由を書面でお伝えする必要があります(<source>)"
    ),
    'pay it, then leave a note with settles "<key>"': '支払のうえ、note(settles "<key>")を残してください',
    'write with send_letter, then leave a note with settles "<key>"': (
        'send_letter で書面をお送りし、note(settles "<key>")を残してください'
    ),
    # --- promises
    "promised: <what> by <day>": "お約束の期日:<what>(<day>)",
    "<what> by <day>": "<what>(期日 <day>)",
    "keep_promise <id>": "お約束を果たし、keep_promise <id> で記録してください",
    "where <who> cannot: keep_promise <id>": (
        "<who>が対応できない場合は、代わりにお約束を果たし、keep_promise <id> で記録してください"
    ),
    "broken promise <id>: <what> by <day>": "お約束<id>の不履行:<what>(期日 <day>)",
    "do it now and say sorry; the next letter says sorry too": (
        "すぐに果たし、お詫びしてください。次の書面でもお詫びいたします"
    ),
    "do it now and tell <body>": "すぐに果たし、<body>に連絡してください",
    "<id>: not reached in <n> tries": "<id>:<n>回お電話または訪問をいたしましたが、お話しできていません",
    "a letter says so; try another way too": "その旨の書面が出ます。ほかの方法でもご連絡してください",
    # --- questions, answers, offers
    "the customer answered <id>": "お客様から<id>のお返事がありました",
    "read the answer and go on": "お返事を読み、対応を進めてください",
    "the customer did not answer <id>": "<id>へのお返事がありません",
    "<id> never reached the customer: its letter <effect> has not left": (
        "<id>はお客様に届いていません:書面<effect>がまだ出ていません"
    ),
    "see to the letter, or ask by another way; a late answer is still recorded": (
        "書面をお送りするか、ほかの方法でお伺いしてください。遅れたお返事も記録できます"
    ),
    "decide on what is known, or ask once more by another way; a late answer is still recorded": (
        "分かっていることで判断するか、ほかの方法でもう一度お伺いしてください。遅れたお返事も記録できます"
    ),
    "offer <id> lapsed without an answer": "解決策<id>は、お返事のないまま失効しました",
    "call the customer; offer anew or answer finally": (
        "お客様にお電話し、改めて解決策をご提示するか、最終回答をしてください"
    ),
    "the letter with offer <id> has not left": "解決策<id>の書面がまだ出ていません",
    "an offer nobody has seen does not lapse: settle its letter with send_letter, or call the customer": (
        "ご覧になっていない解決策は失効しません。send_letter で書面を片付けるか、お客様にお電話してください"
    ),
    "no answer to the final response yet, and no reminder goes out": (
        "最終回答へのお返事がまだなく、再度のお伺いの書面も出ません"
    ),
    "ask them by the way they wish, once, and record it (record_contact with direction out); silence is no consent": (
        "ご希望の方法で一度お伺いし、記録してください(record_contact、direction out)。お返事がないことはご了承ではありません"
    ),
    "no answer to the final response yet": "最終回答へのお返事がまだありません",
    "no answer to the final response": "最終回答へのお返事がありませんでした",
    "close it on the ground no_answer, or call": "no_answer(ご連絡なし)で対応を終了するか、お電話してください",
    # --- messages of the customer
    "a message came after closing (<id>)": "対応終了後にご連絡がありました(<id>)",
    "a message after closing (<id>) waits to be judged": "対応終了後のご連絡(<id>)が判断を待っています",
    "say what it is within a business day: <json>": "1営業日以内に、どのようなご連絡かを記録してください:<json>",
    'record_contact with contact "<id>" and its meaning': (
        'どのようなご連絡かを record_contact(contact "<id>"、meaning)で記録してください'
    ),
    "a question came after closing (<id>)": "対応終了後にお問い合わせがありました(<id>)",
    "answer it (send_letter, or record_contact with direction out); the complaint stays closed": (
        "お答えしてください(send_letter、または direction out の record_contact)。対応終了のままです"
    ),
    "the customer came back on the same matter (<id>)": "同じ件で改めてお申し出がありました(<id>)",
    '<way>; or answer it (send_letter), or file a linked complaint, and leave a note with settles "<key>"': (
        '<way>。または、お答えする(send_letter)か、関連する苦情として登録し、note(settles "<key>")を残してください'
    ),
    "reopen": "再対応してください(reopen)",
    'reclassify {"kind": "complaint", "reason": "…"} where they are not content': (
        'ご納得でなければ苦情として扱ってください(reclassify {"kind": "complaint", "reason": "…"})'
    ),
    "the customer says they give up (<id>); that is no withdrawal": (
        "お客様が「もういい」とおっしゃっています(<id>)。取下げではありません"
    ),
    "call once and record it (record_contact, direction out); then go on, or close with gave_up and called_at": (
        "一度お電話して記録し(record_contact、direction out)、対応を続けるか、gave_up と called_at で対応を終了してください"
    ),
    "the customer demands something (<id>); nothing was promised but an answer by <day>": (
        "お客様からご要求がありました(<id>)。<day>までにお返事することのほかは、何もお約束していません"
    ),
    "the customer demands something (<id>); nothing was promised": (
        "お客様からご要求がありました(<id>)。何もお約束していません"
    ),
    "decide it: <json>": "応じるかどうかを決めてください:<json>",
    "demand <id> is decided: <what>": "ご要求<id>の判断:<what>",
    "demand <id> is decided: met": "ご要求<id>の判断:応じる",
    "demand <id> is decided: partly": "ご要求<id>の判断:一部応じる",
    "tell the customer, with the reasons (send_letter remedy_declined, or offer_remedy for what is met)": (
        "理由を添えてお客様にお伝えしてください(send_letter remedy_declined、応じる分は offer_remedy)"
    ),
    "the <kind> is not answered yet": "<kind>にまだお答えしていません",
    "answer it: send_letter, then close": "お答えし(send_letter)、対応を終了してください(close)",
    "a customer praises you (<id>)": "お客様からお褒めの言葉をいただきました(<id>)",
    "read it: owabi show <id>": "owabi show <id> でお読みください",
    "a bad survey answer": "アンケートの評価が低い回答です",
    "a bad survey answer (<n> of 5)": "アンケートの評価が低い回答です(5点中<n>点)",
    # --- a backlog
    "import <id>: <filed> complaints filed, <refused> rows refused": "取り込み<id>:登録<filed>件、不可<refused>行",
    "overdue when filed: <n> complaints (<duties>); no alarm was raised for them": (
        "登録時に期限を過ぎていた苦情:<n>件(<duties>)。個別のお知らせはしていません"
    ),
    "look at them in the list with the filter ComplaintBreached = true": (
        "一覧を ComplaintBreached = true で絞り込んでご確認ください"
    ),
}
