"""Names that a letter's own paragraphs do not say: of colleagues other than who signs or handles it, and of suppliers. Pure.

A customer has to do with the firm. Who of the staff erred, or which supplier, is for the record and not for the letter; what the
customer wrote may be quoted as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from domain.words import Locale
from letters.prose import folded, without_quotations
from letters.wording import Finding

WORDS = "the name of a colleague or supplier"
INSTEAD: dict[Locale, str] = {
    "ja": "「弊社の配送の者」「部品の製造元」のように、お客様から見た立場で書く",
    "en": "who they are to the customer: our driver, the maker of the part",
}
_LEGAL_FORM = re.compile("株式会社|有限会社|合同会社|\\(株\\)|（株）|\\b(?:Ltd|Limited|Inc|plc|LLC|GmbH)\\.?$")
_PART_OF_US = re.compile(
    "(?:部|課|室|係|店|工場|センター|グループ|チーム|支社|営業所|倉庫|窓口)$"
    "|(?:department|team|office|assurance|branch|shop|store|depot|desk|works|workshop|factory)$",
    re.IGNORECASE,
)


def names_in(text: str, names: Iterable[str], besides: Collection[str], locale: Locale) -> list[Finding]:
    """Where a text says one of the names, quotations apart; the finding does not repeat it.

    Args:
        text: as it would leave.
        names: those of colleagues and suppliers.
        besides: names that may stand there: who signs, who handles the complaint, the customer's own.
        locale: of the text.
    """
    plain = folded(without_quotations(text))
    allowed = {_close(name) for name in besides}
    named = [name for name in dict.fromkeys(names) if _close(name) not in allowed]
    hits = [hit for name in named if (hit := _pattern(name).search(plain))]
    return sorted(Finding(hit.start(), WORDS, "blocked", INSTEAD[locale]) for hit in hits)


def of_firms(asked: Iterable[str]) -> list[str]:
    """Of those who were asked to find something out, the ones that bear a name: "factory" or 品質保証部 is none."""
    firms = [one for one in asked if not _PART_OF_US.search(one) and (not one.isascii() or one[:1].isupper())]
    shorter = [short for one in firms if len(short := _LEGAL_FORM.sub("", one).strip()) > 2]
    return list(dict.fromkeys([*firms, *shorter]))


def _close(name: str) -> str:
    return re.sub(r"\s", "", folded(name))


def _pattern(name: str) -> re.Pattern[str]:
    """The whole name, with or without a space between its parts where it is Japanese."""
    parts = [re.escape(part) for part in folded(name).split()]
    if name.isascii():
        return re.compile(r"(?<![a-z0-9])" + r"\s+".join(parts) + r"(?![a-z0-9])")
    return re.compile(r"\s*".join(parts))
