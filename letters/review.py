"""What a letter review sees and no list of words can say: a day without its weekday, sorry twice, two sums for one thing. Pure.

Each is a hint on style: the text leaves as it is, and whoever wrote it hears what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from domain.words import Locale
from letters.prose import without_quotations
from letters.wording import Finding

WEEKDAYS = "月火水木金土日"
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(（[月火水木金土日]）)?")
_WIDE_DIGIT = re.compile("[０-９]+")
_NUMBER_BECOMES = re.compile(r"[0-9０-９,、]+(?:円|日|時|分|名|個|件|回|点|本|袋)(?:になります|となります)")
_PLEASE = re.compile("ご[一-龠々]{2,4}してください")
_TO_CUSTOMER = re.compile("様[ 　]*(?:御中|殿)|御中[ 　]*[^\n]{0,20}様")
_THEREFORE = re.compile("(?:^|[。\n])[ 　]*つきましては", re.MULTILINE)
_SORRY = "申し訳ございません"
_SUMS: dict[Locale, re.Pattern[str]] = {
    "ja": re.compile(
        "(ご返金|返金|お支払い|商品券|お見舞金|修理費用|修理代|送料|手数料|代金)(?:の額|額)?(?:は|として|　|：|を)?"
        "[ 　]*([0-9０-９,，]+)円"
    ),
    "en": re.compile(
        r"\b(refund|voucher|payment|compensation|fee|deposit|price|cost)s?(?: of| is| was| for|:)?"
        r" ([£€$][0-9][0-9,]*(?:\.[0-9]+)?)",
        re.IGNORECASE,
    ),
}


Look = Callable[[str], Iterator[Finding]]


def noticed(
    text: str, locale: Locale, today: date | None = None, *, quoted: Iterable[str] = (), names: Iterable[str] = ()
) -> list[Finding]:
    """What a reviewer of a letter in that language would notice, in the order of the text.

    Args:
        text: as it would leave.
        locale: its language.
        today: the letter's day; without it a day is taken to lie ahead where 「まで」 follows it, and no weekday is checked.
        quoted, names: as for the word lists (`letters.wording.checked`).
    """
    if locale != "ja":
        return []
    own = without_quotations(text, quoted, names)
    found = [*_weekdays(own, today), *(finding for look in _JAPANESE for finding in look(own))]
    return sorted(found, key=lambda one: one.position)


def two_sums(text: str, locale: Locale) -> list[Finding]:
    """Where a text gives a second sum for what it has given one already. For one person's own words: alternatives may differ."""
    first: dict[str, str] = {}
    found = []
    for hit in _SUMS[locale].finditer(without_quotations(text)):
        thing, amount = hit[1].casefold().removeprefix("ご"), re.sub("[,，]", "", hit[2])
        if first.setdefault(thing, amount) != amount:
            found.append(_hint(hit.start(), *_TWO_SUMS[locale]))
    return found


def _hint(position: int, words: str, instead: str) -> Finding:
    return Finding(position, words, "style", instead)


def _weekdays(text: str, today: date | None) -> Iterator[Finding]:
    for hit in _DAY.finditer(text):
        year, month, day, weekday = hit.groups()
        try:
            on = date(int(year or (today.year if today else 2000)), int(month), int(day))
        except ValueError:
            continue
        ahead = on > today if today else text[hit.end() :].startswith("まで")
        if ahead and not weekday:
            yield _hint(hit.start(), "曜日のない期日", "「5月7日（木）」のように、先の日付には曜日を添える")
        elif today and weekday and weekday[1] != WEEKDAYS[on.weekday()]:
            yield _hint(hit.start(), "日付と合わない曜日", f"その日は（{WEEKDAYS[on.weekday()]}）")


def _twice_sorry(text: str) -> Iterator[Finding]:
    for paragraph in re.finditer(r"(?:[^\n]|\n(?![ 　\t]*\n))+", text):
        if paragraph[0].count(_SORRY) > 1:
            at = paragraph.start() + paragraph[0].index(_SORRY, paragraph[0].index(_SORRY) + 1)
            yield _hint(at, f"一つの段落に「{_SORRY}」が二度", "一度にするか、段落を分ける")


def _therefore(text: str) -> Iterator[Finding]:
    for hit in list(_THEREFORE.finditer(text))[1:]:
        yield _hint(hit.start(), "「つきましては」の繰り返し", "一度だけにする")


def _each(pattern: re.Pattern[str], words: str, instead: str) -> Look:
    return lambda text: (_hint(hit.start(), words, instead) for hit in pattern.finditer(text))


_JAPANESE: tuple[Look, ...] = (
    _twice_sorry,
    _therefore,
    _each(_WIDE_DIGIT, "全角の数字", "数字は半角にそろえる"),
    _each(_NUMBER_BECOMES, "「（数）になります」", "「です」「でございます」"),
    _each(_PLEASE, "「ご…してください」", "「ご…ください」"),
    _each(_TO_CUSTOMER, "「様」と「御中」「殿」", "お一人には「様」だけ"),
)
_TWO_SUMS: dict[Locale, tuple[str, str]] = {
    "ja": ("同じものに二つの金額", "金額をそろえるか、何の金額かを書き分ける"),
    "en": ("two sums for one thing", "give one sum, or say what each is for"),
}
