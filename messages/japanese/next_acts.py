"""What a complaint waits for, stage by stage, and what still stands in the way of closing."""

from __future__ import annotations

SAID = {
    "answer the <kind> (send_letter), then close": "<kind>にお答えし(send_letter)、対応を終了する(close)",
    "approve or decline_approval of letter <id>": "書面<id>を決裁する(approve)か、差し戻す(decline_approval)",
    "approve or decline_approval of offer <id>": "解決策<id>を決裁する(approve)か、差し戻す(decline_approval)",
    "approve or decline_approval of apology <id>": "お詫び<id>を決裁する(approve)か、差し戻す(decline_approval)",
    "first report 第一報 to the head of the desk: note with report situation": (
        "お客様相談室長に第一報を入れる(note、report situation)"
    ),
    "say what message <id> means (record_contact)": "ご連絡<id>がどのような内容かを記録する(record_contact)",
    "nothing more is owed; reclassify if the customer turns out not to be content": (
        "対応は終わっています。ご納得でなければ苦情として扱う(reclassify)"
    ),
    "<body> decides (record_external_decision)": "<body>の結論を待ち、記録する(record_external_decision)",
    "handled in <id>; unmerge if it was wrong": "<id>で対応中。誤りなら統合を解く(unmerge)",
    "the remedy is being carried out; its receipt comes by itself": "解決策を実施中。控えは自動で届きます",
    "ask the customer whether <id> has arrived (record_contact, arrived), then close": (
        "<id>が届いたかをお客様に確認し(record_contact、arrived)、対応を終了する(close)"
    ),
    "confirm with the customer, then close": "お客様に確認し、対応を終了する(close)",
    "close (ground forwarded)": "対応を終了する(close、forwarded)",
    "aftercare and survey go out by themselves; reopen if the matter comes back": (
        "事後確認とアンケートは自動で出ます。同じ件が再び生じたら再対応する(reopen)"
    ),
    "the aftercare letter goes out by itself; reopen if the matter comes back": (
        "事後確認は自動で出ます。同じ件が再び生じたら再対応する(reopen)"
    ),
    "the survey goes out by itself; reopen if the matter comes back": (
        "アンケートは自動で出ます。同じ件が再び生じたら再対応する(reopen)"
    ),
    "reopen if the matter comes back": "同じ件が再び生じたら再対応する(reopen)",
    "the acknowledgement leaves by itself; begin with agree_summary": (
        "受付連絡は自動で出ます。申出内容を確認する(agree_summary)"
    ),
    "the customer answers (record_answer); reminders go out by themselves": (
        "お客様のお返事を待ち、記録する(record_answer)。再度のお伺いは自動で出ます"
    ),
    "the customer answers the offer (answer_offer); the reminder goes out by itself": (
        "解決策へのお返事を待ち、記録する(answer_offer)。再度のご案内は自動で出ます"
    ),
    "carry the agreed remedy out (fulfil_remedy)": "ご了承済の解決策を実施する(fulfil_remedy)",
    "the door stays open; reopen if the customer comes back": "窓口は開いています。改めてお申し出があれば再対応する(reopen)",
    "apologise for the trouble (apologise, kind regret)": "ご不便をお詫びする(apologise、regret)",
    "find out why it happened (record_root_cause)": "原因を調べて記録する(record_root_cause)",
    "find out why it happened: <heads> (record_root_cause)": "原因を調べて記録する:<heads>(record_root_cause)",
    "ask for the goods (request_item); where none come after all, correct the fact item_return (reclassify)": (
        "現品のご返送をお願いする(request_item)。届かないこととなったら item_return を改める(reclassify)"
    ),
    "decision on demand <ids>: record_contact with demand, decided and reason, by a lead": (
        "ご要求<ids>の判断:対応責任者が判断し、理由を添えて記録する(record_contact、demand・decided)"
    ),
    "remedy: offer_remedy with a part for it": "解決策:その分を提示する(offer_remedy)",
    "remedy for <heads>: offer_remedy with a part for it": "<heads>の解決策:その分を提示する(offer_remedy)",
    "decide whether it was right (decide)": "お申し出のとおりかを判定する(decide)",
    "decide whether it was right: <heads> (decide)": "お申し出のとおりかを判定する:<heads>(decide)",
    "find out why the fault was not caught (record_root_cause, escape)": (
        "流出原因を調べて記録する(record_root_cause、escape)"
    ),
    "offer another remedy (offer_remedy)": "別の解決策を提示する(offer_remedy)",
    "offer a remedy for <heads> (offer_remedy), or decide again and say no_remedy": (
        "<heads>の解決策を提示する(offer_remedy)か、no_remedy を添えて改めて判定する(decide)"
    ),
    "offer a remedy (offer_remedy), or send_final_response where none is due": (
        "解決策を提示する(offer_remedy)。不要なら最終回答を送る(send_final_response)"
    ),
    "answer finally, with reasons (send_final_response)": "理由を添えて最終回答を送る(send_final_response)",
    # --- what closing needs
    "acknowledgement: its letter leaves by itself, or record one given otherwise with acknowledge": (
        "受付連絡:書面は自動で出ます。ほかの方法で行ったら記録する(acknowledge)"
    ),
    "root cause: record_root_cause (undetermined is an honest result), or waive_root_cause": (
        "原因:記録する(record_root_cause。原因特定できず、も結果です)か、省く(waive_root_cause)"
    ),
    "root cause of <heads>: record_root_cause (undetermined is an honest result), or waive_root_cause": (
        "原因(<heads>):記録する(record_root_cause。原因特定できず、も結果です)か、省く(waive_root_cause)"
    ),
    "why the fault was not caught: record_root_cause with escape true (undetermined is an honest result), or waive_root_cause": (
        "流出原因:記録する(record_root_cause、escape true。原因特定できず、も結果です)か、省く(waive_root_cause)"
    ),
    "decision: decide, for every head of complaint": "判定:申出項目ごとに判定する(decide)",
    "decision of <heads>: decide, for every head of complaint": "判定(<heads>):申出項目ごとに判定する(decide)",
    "remedy of <heads>: <what>": "解決策(<heads>):<what>",
    "remedy: <what>": "解決策:<what>",
    "offer_remedy with a part for it, or decide again and say no_remedy, why none is due": (
        "提示する(offer_remedy)か、解決策が要らない理由(no_remedy)を添えて改めて判定する(decide)"
    ),
    "apology: <id> has not left yet; its letter is under way or waits (see letters)": (
        "お詫び:<id>がまだ出ていません。書面は送付中か待機中です"
    ),
    "apology: <id> waits for approval: approve, or decline_approval": (
        "お詫び:<id>を決裁する(approve)か、差し戻す(decline_approval)"
    ),
    "apology: apologise with kind regret, or waive_apology": "お詫び:お詫びする(apologise、regret)か、省く(waive_apology)",
    "apology: apologise with kind responsibility, or waive_apology": (
        "お詫び:責任を認めてお詫びする(apologise、responsibility)か、省く(waive_apology)"
    ),
    "final response: send_final_response": "最終回答:送る(send_final_response)",
    "final response: its letter has not left yet; it is under way or waits (see letters)": (
        "最終回答:書面がまだ出ていません。送付中か待機中です"
    ),
    "prevention: add_prevention_task, or decide_no_prevention": (
        "再発防止:策を登録する(add_prevention_task)か、不要とする(decide_no_prevention)"
    ),
    "forwarding: its letter has not left yet; it is under way or waits (see letters)": (
        "回付:書面がまだ出ていません。送付中か待機中です"
    ),
    "forwarding: pass it on to <who>, then keep_promise <id>": "回付:<who>に引き渡し、keep_promise <id> で記録する",
    "<what> (the letter <letter> waits until <time>)": "<what>(書面 <letter> は<time>まで待機)",
    "<what> (the letter <letter> waits until <time>; <more>)": "<what>(書面 <letter> は<time>まで待機。ほか:<more>)",
}
