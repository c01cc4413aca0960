"""What the people of the demo say and write, in English and Japanese. All of them are invented."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Locale = Literal["en", "ja"]


class Words(NamedTuple):
    """One language's story. Amounts are decimal numbers as text."""

    customer: dict[str, Any]
    subject: str
    description: str
    wish: str
    told_us: str
    summary: str
    questions: list[str]
    answers: list[str]
    update: str
    call: str
    statement: str
    whys: list[str]
    contributing: list[str]
    found: str
    weighed: str
    reasons: str
    voucher: str
    rejection: str
    refund: str
    acceptance: str
    wrong: str
    because: str
    measure: str
    sorry: str
    thanks: str
    survey: str
    currency: str
    small: str
    """Within a handler's own limit."""
    large: str
    """Above it, within a lead's."""


ENGLISH = Words(
    customer={"id": "c-4711", "name": "Sam Specimen", "email": "sam.specimen@example.com", "locale": "en"},
    subject="My dinner service arrived in pieces",
    description="I ordered a dinner service for my daughter's wedding. The box rattled when I took it from the driver. "
    "Seven of twelve plates are broken, and nobody answered the phone on Saturday.",
    wish="My money back, and that you pack such things properly.",
    told_us="Seven of the twelve plates were broken when the parcel arrived. Nobody answered the phone on Saturday.",
    summary="Seven of twelve plates arrived broken; the telephone was not answered on Saturday.",
    questions=["Do you still have the carton, and could you photograph it, with what was inside?"],
    answers=[
        "Yes. The photograph is attached: there is one sheet of paper in it, that is all.",
    ],
    update="We have your photograph of the carton and are asking our packing line what happened.",
    call="told the customer that the refund is on its way",
    statement="The packing list names no inner packaging for sets of more than six pieces.",
    whys=[
        "The plates struck each other on the way.",
        "There was no inner packaging between them.",
        "The packing list asks for it only up to six pieces.",
        "Larger sets were added to the catalogue without a new packing list.",
    ],
    contributing=["Nobody weighs or shakes a finished parcel."],
    found="The carton held twelve plates and one sheet of paper; the packing list asked for no more.",
    weighed="Your photograph, the packing list, and the carrier's record, which shows no fall.",
    reasons="Plates without inner packaging cannot survive the journey. That was ours to prevent.",
    voucher="A voucher that you can use in our shop for a year.",
    rejection="I do not want to buy from you again. I want my money back.",
    refund="We pay the whole price back to the card it came from. You may keep the plates that are whole.",
    acceptance="Yes, please do that.",
    wrong="We sent you twelve plates with nothing between them, and we did not answer the telephone when you called.",
    because="Our packing list asked for inner packaging only for sets of up to six pieces.",
    measure="inner packaging on the packing list of every set, checked by weight before the parcel is closed",
    sorry="I am sorry that the dinner service you ordered for your daughter's wedding reached you broken.",
    thanks="The money has arrived. Thank you for finding out.",
    survey="You told me why it happened. That was what I wanted to know.",
    currency="GBP",
    small="20.00",
    large="168.00",
)

JAPANESE = Words(
    customer={"id": "c-4711", "name": "見本 花子", "email": "hanako.mihon@example.com", "locale": "ja"},
    subject="食器セットが割れて届きました",
    description="娘の結婚祝いに食器のセットを注文しました。受け取ったとき、箱の中で音がしていました。12枚のうち7枚が割れています。"
    "土曜日にお電話しましたが、どなたも出られませんでした。",
    wish="返金してください。そして、割れ物はきちんと包んでください。",
    told_us="お届けした食器12枚のうち7枚が割れていた。土曜日のお電話に誰も出なかった",
    summary="食器12枚のうち7枚が割れて届いた。土曜日の電話に誰も出なかった。",
    questions=[
        "箱はお手元にございますでしょうか。お写真をお送りいただけますと幸いに存じます。",
    ],
    answers=["あります。写真を付けます。紙が1枚入っていただけでした。"],
    update="お送りいただいた箱のお写真を拝見し、梱包の部署に状況を確認しております。",
    call="ご返金の手続きを始めたことをお伝えした",
    statement="梱包指示書が、7枚以上のセットには緩衝材を求めておりませんでした。",
    whys=[
        "輸送中に皿どうしがぶつかった",
        "皿の間に緩衝材がなかった",
        "梱包指示書が6枚までのセットにしか緩衝材を求めていない",
        "7枚以上のセットを発売したとき、梱包指示書を見直していない",
    ],
    contributing=["梱包後の重さを確かめる工程がない"],
    found="箱には皿12枚と紙1枚だけが入っており、梱包指示書もそれ以上を求めておりませんでした。",
    weighed="お客様のお写真、梱包指示書、および落下のないことを示す運送会社の記録を確かめました。",
    reasons="緩衝材がなければ輸送に耐えられず、これは弊社が防ぐべきものでございました。",
    voucher="1年間お使いいただける商品券をお送りいたします。",
    rejection="もう御社で買い物をするつもりはありません。返金してください。",
    refund="商品の代金を全てお返しいたします。割れていないお皿はそのままお使いください。",
    acceptance="それでお願いします。",
    wrong="緩衝材を入れずに食器をお送りし、またお電話をいただいた際に応答いたしませんでした。",
    because="弊社の梱包指示書が、7枚以上のセットに緩衝材を求めていなかったことによるものでございます。",
    measure="全てのセットの梱包指示書に緩衝材を加え、箱を閉じる前に重さで確かめます",
    sorry="お嬢様のご結婚のお祝いの品を割れた状態でお届けし、誠に申し訳ございませんでした。",
    thanks="返金を確認しました。調べてくださってありがとうございました。",
    survey="なぜ割れたのかを教えてもらえました。それが知りたかったのです。",
    currency="JPY",
    small="2000",
    large="18000",
)

WORDS: dict[Locale, Words] = {"en": ENGLISH, "ja": JAPANESE}
