"""What is found out, the goods, what was offered and agreed, others' complaints, who speaks for the customer."""

from __future__ import annotations

SAID = {
    # --- inquiries
    "inquiry <id> to <who>; wanted by <day>": "調査依頼<id>(<who>宛て):<day>までに回答が必要です",
    "inquiry <id> to <who> is overdue since <day>": "調査依頼<id>(<who>宛て)の期日(<day>)を過ぎました",
    "find it out (or ask <who>), then record_finding <id>": (
        "調べる(または<who>に確かめる)うえ、record_finding <id> で記録してください"
    ),
    "see that it is answered": "回答されるように手配してください",
    "<id> is answered": "<id>の回答がありました",
    "read it and go on": "内容を読み、対応を進めてください",
    "closed with promises to keep: <ids>": "お約束を残して対応終了となりました:<ids>",
    "keep_promise when it is done, or move_promise in time": (
        "実施したら keep_promise で記録し、間に合わないときは期日前に move_promise で変更してください"
    ),
    "closed with inquiries without a finding: <ids>": "調査結果のない調査依頼を残して対応終了となりました:<ids>",
    "closed with faulty goods and no measure against: <sides>": (
        "不具合のあった商品について、次の原因への対策がないまま対応終了となりました:<sides>"
    ),
    "add_prevention_task with addresses: a product needs both": (
        "add_prevention_task(addresses)で登録してください。商品には両方の対策が必要です"
    ),
    "record_finding, or tell them that nobody needs it any more": (
        "record_finding で記録するか、不要になったことを先方に伝えてください"
    ),
    # --- goods
    "goods came that nobody asked for (<id>)": "お願いしていない現品が届きました(<id>)",
    "look at them and tell the customer what becomes of them; then record_item <id>: tested, returned, kept or disposed": (
        "現品を確かめ、扱いをお客様にお伝えし、record_item <id>(tested・returned・kept・disposed)で記録してください"
    ),
    "<id> was lost on the way": "<id>が輸送中に行方不明です",
    "look for it with the carrier; tell the customer": "運送会社に調べてもらい、お客様にお伝えしてください",
    "<id> was asked for and has not come": "お願いした<id>がまだ届きません",
    "<id> was sent and has not arrived": "お送りいただいた<id>がまだ届きません",
    "ask the customer once more": "お客様にもう一度お願いしてください",
    "ask the carrier (record_item: lost, where nobody finds it)": (
        "運送会社に確かめてください(見つからなければ record_item で lost)"
    ),
    "<do>; where it does not come: record_item <id> refused, and go on from retained samples and the records of the lot": (
        "<do>。届かないときは record_item <id>(refused)とし、保存見本とロットの記録で調査を続けます"
    ),
    "<do>; where it is not found: record_item <id> refused, and go on from retained samples and the records of the lot": (
        "<do>。見つからないときは record_item <id>(refused)とし、保存見本とロットの記録で調査を続けます"
    ),
    "no goods will come (<id>)": "現品は届きません(<id>)",
    "look at retained samples and the records of the lot": "保存見本とロットの記録を調べてください",
    "<id> was kept until <day>": "<id>の保管期限は<day>でした",
    "return it, or dispose of it": "ご返送するか、処分してください",
    "withdrawn with goods that the customer was asked for: <ids>": (
        "お客様にお送りをお願いした現品を残して取下げとなりました:<ids>"
    ),
    "merged with goods that the customer was asked for: <ids>": (
        "お客様にお送りをお願いした現品を残して統合されました:<ids>"
    ),
    "closed with goods that the customer was asked for: <ids>": (
        "お客様にお願いした現品が届かないまま対応終了となりました:<ids>"
    ),
    "tell the customer whether to send them, then record_item": (
        "お送りいただくかどうかをお客様にお伝えし、record_item で記録してください"
    ),
    # --- remedies
    "the remedy <id> is agreed": "解決策<id>にご了承をいただきました",
    "release it with fulfil_remedy": "fulfil_remedy で実施してください",
    "fulfil_remedy": "fulfil_remedy で実施してください",
    "the agreed remedy <id> is not carried out in time": "ご了承済の解決策<id>が期日までに実施されていません",
    "its outcome is asked for by itself": "結果は自動で照会しています",
    "the remedy <id> could not be carried out; what was done is undone": (
        "解決策<id>を実施できませんでした。実施済みの分は取り消しました"
    ),
    "call the customer, then offer another remedy with offer_remedy": (
        "お客様にお電話し、offer_remedy で別の解決策をご提示してください"
    ),
    "the outcome of <id> (<kind>) is not known: <why>": "<id>(<kind>)の結果が分かりません:<why>",
    "it is reconciled every hour by its key <id>; look in the provider's books and do not pay it by hand": (
        "キー<id>で1時間ごとに照会しています。先方の帳簿を確かめ、手作業では支払わないでください"
    ),
    "<id> could not be undone: <why>": "<id>を取り消せませんでした:<why>",
    'settle it by hand with the provider, then leave a note with settles "<id>"': (
        '先方と直接精算し、note(settles "<id>")を残してください'
    ),
    "the customer says that remedy <id> has not arrived": "解決策<id>がまだ届かないとのご連絡がありました",
    'look its receipts up with the provider; once it is there, record_contact with "arrived": "yes"': (
        '控えを先方に照会し、届いたことを確認したら record_contact("arrived": "yes")で記録してください'
    ),
    "perhaps a flare-up 再燃 of <ids>": "再燃かもしれません:<ids>",
    'look at both. The same matter: on <id> reopen {"reason": "…"}, then here merge <json>. '
    'Another one: note with settles "<key>"': (
        '両方をご確認ください。同じ件なら<id>を再対応し(reopen {"reason": "…"})、この件で merge <json>。'
        '別の件なら note(settles "<key>")を残してください'
    ),
    # --- perhaps the same matter
    "perhaps the same matter as <ids>; the acknowledgement waits until somebody says so": (
        "<ids>と同じ件かもしれません。確認できるまで受付連絡を止めています"
    ),
    "if it is the same matter: record_contact on <id> what is new, and here merge <json>; <else>": (
        "同じ件なら、新しい内容を<id>に記録し(record_contact)、この件で merge <json>。<else>"
    ),
    'it is another matter: note with settles "<key>", and the acknowledgement leaves': (
        '別の件なら note(settles "<key>")を残してください。受付連絡が出ます'
    ),
    # --- other complaints
    "the customer's earlier complaints could not be looked up (<error>)": "お客様のこれまでの苦情を確認できませんでした(<error>)",
    'look the customer up by hand before the first call, and note what you find, with settles "<key>"': (
        '最初のお電話の前に手作業で調べ、分かったことを note(settles "<key>")で残してください'
    ),
    "how the customer wants to be reached could not be looked up (<error>)": (
        "お客様のご連絡方法のご希望を確認できませんでした(<error>)"
    ),
    "ask before writing or calling, and record it (record_contact with wishes)": (
        "ご連絡の前にお伺いし、record_contact(wishes)で記録してください"
    ),
    "the customer has open complaints that may be about the same: <ids>": (
        "同じ件かもしれない対応中の苦情が、このお客様にあります:<ids>"
    ),
    "if it is the same matter: merge <json>; else go on": "同じ件なら統合してください:merge <json>。別の件なら、そのまま進めます",
    "merged, and nobody has asked yet whether somebody is hurt": ("お怪我の有無を誰も伺っていないまま統合されました"),
    "see that it is asked where it is handled now": "対応を続ける苦情で必ず伺うようにしてください",
    "a critical complaint was merged": "緊急の苦情が統合されました",
    "see that the complaint that goes on is treated as critical": "統合先が緊急として扱われるようにしてください",
    "what is critical <how>, and <duty> was still owed: no report comes any more": (
        "緊急の案件が<duty>のないまま終わりました(<how>)。今後の報告はありません"
    ),
    "is closed": "対応終了",
    "is withdrawn": "取下げ",
    "went to another firm": "他社へ回付",
    "ask what is known and what is not, and see that nobody is in danger any more": (
        "分かっていることと分かっていないことを尋ね、危険が残っていないことを確かめてください"
    ),
    "<id> was <what> with this ended complaint": "<id>が、この終了した苦情と<what>されました",
    "look at both": "両方をご確認ください",
    "<id> was itself merged into another complaint: nobody handles this one": (
        "<id>も別の苦情に統合済みのため、この件を担当する者がいません"
    ),
    "unmerge it; then merge it into the complaint that goes on, or handle it by itself": (
        "統合を解き(unmerge)、対応中の苦情に統合するか、単独で対応してください"
    ),
    "<ids> protects the staff here and not in <id>": "<ids>による従業員の保護は、<id>には及びません",
    "report it there too (flag_conduct), and set and restrict it where it takes that": (
        "そちらでも報告し(flag_conduct)、必要に応じて言動区分の設定と応対の制限も行ってください"
    ),
    "<id> could not be filed: <why>; its heads are back in this complaint": (
        "<id>を登録できませんでした:<why>。申出項目はこの件に戻りました"
    ),
    'split them again with what was wrong mended, or keep them here; then leave a note with settles "<key>"': (
        '誤りを直してもう一度分けるか、この件のまま対応し、note(settles "<key>")を残してください'
    ),
    "<id> has settled; it was not told: <what>": "<id>は終結済みのため、伝わっていません:<what>",
    "look at what it is about; the register keeps it": "内容をご確認ください。台帳に残っています",
    "the register keeps it": "台帳に残っています",
    "a signal could not be read and changed nothing (<error>)": "読み取れない通知が届きました。何も変わっていません(<error>)",
    "find out who sent it and do what was meant by a command; tasks and obligations tell their news by themselves; "
    'then leave a note with settles "<key>"': (
        "送り主を調べ、意図された操作をコマンドで行い(再発防止策と報告義務からの知らせは自動で届きます)、"
        'note(settles "<key>")を残してください'
    ),
    "what was reported of <id> (<kind>) could not be put on record: <why>": "<id>の結果(<kind>)を記録できませんでした:<why>",
    "what was reported of an effect (<kind>) could not be put on record: <why>": "結果(<kind>)を記録できませんでした:<why>",
    'put it on record by hand, then leave a note with settles "<key>"': (
        '手作業で記録し、note(settles "<key>")を残してください'
    ),
    "withdrawn, and not decided: <what>": "取下げ後、まだ決まっていません:<what>",
    "decide both all the same: record_root_cause (undetermined is an honest result) or waive_root_cause; "
    "add_prevention_task or decide_no_prevention": (
        "取下げでも決めてください:record_root_cause(原因特定できず、も結果です)または waive_root_cause、"
        "add_prevention_task または decide_no_prevention"
    ),
    # --- who speaks for the customer
    "somebody speaks for the customer, and their authority is not on record: they are told nothing about the case": (
        "代理の方ですが、委任の確認が記録にありません。内容はお伝えしないでください"
    ),
    "ask for it (or ask the customer), then authorise_representative": (
        "委任をご本人または代理の方に確認し、authorise_representative で記録してください"
    ),
    "ask for it (or ask the customer), then authorise_representative; where they are not named yet, with <how>": (
        "委任をご本人または代理の方に確認し、authorise_representative で記録してください(お名前が記録にないときは <how>)"
    ),
    "whoever speaks for the customer has no e-mail or postal address: their letters lie in the outbox, for the portal": (
        "代理の方のメールアドレスも住所も記録にありません。書面は送付台帳に置かれています"
    ),
    "ask for one, then authorise_representative with personal.representative.contact": (
        "連絡先をお伺いし、authorise_representative(personal.representative.contact)で記録してください"
    ),
    # --- outside bodies
    "the outside body has decided": "外部機関の結論が出ました",
    "carry it into decision, remedy and prevention": "判定、解決策、再発防止に反映してください",
    "<body> decided <what>": "<body>の結論:<what>",
    "<body> decided settled": "<body>の結論:和解",
    "is the cause on record the whole of it? look at prevention": (
        "記録した原因で十分ですか。再発防止策を見直してください"
    ),
    "<body> decided <what>: nobody has said by when it is carried out": (
        "<body>の結論:<what>。いつまでに履行するかが決まっていません"
    ),
    "promise it to the body: what compliance, to body, due": (
        "先方に約束してください:promise(what compliance、to body、due)"
    ),
    "<body> has not decided yet": "<body>の結論がまだ出ていません",
    "ask how it stands; record_external_decision when it has decided": (
        "状況を照会し、結論が出たら record_external_decision で記録してください"
    ),
}
