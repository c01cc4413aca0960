"""Letters and notices that did not leave, that wait, or that came back."""

from __future__ import annotations

SAID = {
    "the letter <id> is blocked: <why>": "書面<id>を送れません:<why>",
    'send_letter with effect_id "<id>", then "again" and what was missing under personal; or then "drop"': (
        'send_letter(effect_id "<id>"、then "again"、足りないものは personal)で送り直すか、then "drop" で取りやめてください'
    ),
    "the letter <id> could not be sent: <why>": "書面<id>を送信できませんでした:<why>",
    "it is tried again every hour; check the mail server (owabi doctor)": (
        "1時間ごとに自動で送り直します。メールサーバーを確かめてください(owabi doctor)"
    ),
    "it is not known whether the letter <id> left (Message-ID <message>)": (
        "書面<id>が送られたかどうか分かりません(Message-ID <message>)"
    ),
    'look in the mail server\'s log, then send_letter with effect_id "<id>" and then "was_sent" or "again"': (
        'メールサーバーの記録を確かめ、send_letter(effect_id "<id>"、then "was_sent" または "again")で知らせてください'
    ),
    "the letter <id> was sent back": "書面<id>が差し戻されました",
    'read the reason in the timeline, then send_letter with effect_id "<id>", then "again" and other '
    'words under personal; or then "drop"': (
        '対応経過の理由を読み、send_letter(effect_id "<id>"、then "again"、personal に別の文面)で書き直すか、'
        'then "drop" で取りやめてください'
    ),
    "notices to the staff do not leave: <why>": "担当者へのお知らせが送れません:<why>",
    "<why>. Not told: <what>": "<why>。伝わっていない内容:<what>",
    "tell somebody by hand and name a deputy in the team file; it is tried again every day": (
        "直接だれかに伝え、担当者の一覧に代行者を加えてください。毎日、自動で送り直します"
    ),
    "for <who>, who is not in the team file: <what>": "(<who>は担当者の一覧にありません)<what>",
    "it is not known whether the notice to <who> left (Message-ID <message>): <what>": (
        "<who>へのお知らせが届いたかどうか分かりません(Message-ID <message>):<what>"
    ),
    "ask them whether they have it, else tell them by hand": "本人に届いているか確かめ、届いていなければ直接お伝えください",
    # --- post
    "the letter <id> is not to be posted: <why>": "書面<id>は郵送しないでください:<why>",
    "events have overtaken it": "事情が変わったため",
    "receipt was acknowledged by word of mouth (<medium>)": "受付を口頭でお伝えしたため(<medium>)",
    "it is no complaint": "苦情ではないため",
    "the complaint is closed": "対応を終了したため",
    "take it out of the post": "郵送待ちから抜いてください",
    "the letter <id> lies in the post queue": "書面<id>が郵送待ちのままです",
    'post it today, then record_post {"letter": "<id>", "what": "dispatched"} (owabi post lists the queue)': (
        '本日郵送し、記録してください:record_post {"letter": "<id>", "what": "dispatched"}(一覧は owabi post)'
    ),
    "the letter <id> came back undelivered": "書面<id>が宛先不明などで返送されました",
    "the letter <id> came back and was not sent anew": "返送された書面<id>を、まだ送り直していません",
    'ask the customer for the address, then send_letter with effect_id "<id>", then "again" and '
    'personal.address (or the reason why the old one is right); or then "drop"': (
        'お客様にご住所をお伺いし、send_letter(effect_id "<id>"、then "again"、personal.address、または元の宛先でよい理由)で'
        '送り直すか、then "drop" で取りやめてください'
    ),
    "in the post queue, written as it was before: <ids>": "変更前の宛先・体裁で郵送待ちの書面:<ids>",
    'post them if that is right; else send_letter with then "drop" and write anew': (
        'そのままでよければ郵送し、そうでなければ send_letter(then "drop")で取りやめて書き直してください'
    ),
    "post the letter <id> (owabi post lists the queue), then record_post": (
        "書面<id>を郵送し(一覧は owabi post)、record_post で記録する"
    ),
    "post the letter <id> by <day> (owabi post lists the queue), then record_post": (
        "書面<id>を<day>までに郵送し(一覧は owabi post)、record_post で記録する"
    ),
    # --- acknowledgement, what a pack asks
    "<pack> requires of an acknowledgement: <what>": "<pack>は、受付連絡に次の事項を求めています:<what>",
    "say it, or write it with send_letter": "口頭でお伝えするか、send_letter で書いてください",
}
