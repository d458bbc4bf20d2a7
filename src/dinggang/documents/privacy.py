"""The privacy check before a document is issued: what nobody may read in it, and where it stands.

What may be shown of a person in a notice: name, sex, year and month of birth, education, party membership, present and
proposed post (任前公示, 中组发〔2000〕18号); what may not: citizen number, telephone, account, full date of birth, health,
sanctions (个人信息保护法 arts 6, 25, 28; 政府信息公开条例 art. 15).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from dinggang.basis import Finding, Level, Words
from dinggang.documents.official.values import Document, texts
from dinggang.roster import Person


class Audience(StrEnum):
    """Who reads a document: everybody (posted), the person it is about and the office, or the office alone."""

    POSTED = "posted"
    PERSONAL = "personal"
    OFFICE = "office"


_CITIZEN = re.compile(
    r"(?<!\d)(?:\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]|\d{6}\d{2}[01]\d[0-3]\d{4})(?![\dXx])"
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8})(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)\d{16}(?:\d{3})?(?!\d)")
_DATE = re.compile(r"(\d{4})(?:年|-|\.|/)(\d{1,2})(?:月|-|\.|/)(\d{1,2})日?")
# Not the work of a post: 疾病预防控制, 残疾人服务, 手术室.
_HEALTH = re.compile(
    r"病退|因病|患病|住院(?!部|处|楼|收费)|疾病(?!预防|控制|防治|监测)|残疾(?!人)|孕期|怀孕|哺乳期|劳鉴"
    r"|丧失(?:工作|劳动)能力|医疗期|精神病(?!院|防治)|手术(?!室)"
)
_SANCTION = re.compile(r"(?:受|给予|受到)[^，。；]{0,6}(?:警告|记过|降级|撤职|开除)|处分期内")
_BORN = re.compile(r"出生|生于|生日")
_ID = re.compile(r"[A-Za-z]{1,4}\d{1,8}")
_WIDE = str.maketrans("０１２３４５６７８９ＸｘＯ", "0123456789XxO")


def check_privacy(
    document: Document, audience: Audience, people: Mapping[str, Person], names: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What must not stand in the document, each with its place. A finding stops the document from being issued.

    Citizen numbers (P01) and bank accounts (P05) stand in none. Telephones (P02), full dates of birth (P03), health
    (P04) and sanctions (P06) stand in nothing that is posted. A sheet about one person tells nobody else's date of
    birth (P03). A date is one of birth where the words say so, or where it is that of somebody whom the document names.
    Answers on policy (政策问答) may tell of sick retirement and of sanctions as long as they name nobody.
    """
    everything = texts(document)
    rules = document.kind == "answers" and not _names_anybody(everything, people, names)
    own = document.about if audience is Audience.PERSONAL else ""
    births = _births_of(everything, people, names, own)
    mine = _key(people[own].birth) if own in people else None
    found = []
    for place, text in everything:
        plain = text.translate(_WIDE)
        found += [("P01", place, m) for m in _CITIZEN.findall(plain)]
        found += [("P05", place, m) for m in _ACCOUNT.findall(_CITIZEN.sub("", plain))]
        if audience is Audience.POSTED:
            found += [("P02", place, m) for m in _PHONE.findall(plain)]
        if audience is Audience.POSTED and not rules:
            found += [("P04", place, m) for m in _HEALTH.findall(plain)]
            found += [("P06", place, m) for m in _SANCTION.findall(_without_rules(plain))]
        if audience is not Audience.OFFICE:
            days = _dates(plain, births, told="出生" in place)
            found += [("P03", place, f"{y}年{m}月{d}日") for y, m, d in days if (y, m, d) != mine]
    return tuple(_finding(document, *one) for one in dict.fromkeys(found))


def _names_anybody(
    everything: Iterable[tuple[str, str]], people: Mapping[str, Person], names: Mapping[str, str]
) -> bool:
    whole = "\n".join(text for _, text in everything)
    return not people.keys().isdisjoint(_ID.findall(whole)) or any(name in whole for name in names.values())


_Key = tuple[int, int, int]


def _key(day: date) -> _Key:
    return day.year, day.month, day.day


def _births_of(
    everything: Iterable[tuple[str, str]], people: Mapping[str, Person], names: Mapping[str, str], own: str
) -> frozenset[_Key]:
    """The days of birth of everybody but `own` whom the document names, by name or id."""
    whole = "\n".join(text for _, text in everything)
    days = {(int(y), int(m), int(d)) for y, m, d in _DATE.findall(whole.translate(_WIDE))}
    ids = set(_ID.findall(whole))
    return frozenset(
        _key(p.birth)
        for p in people.values()
        if _key(p.birth) in days and p.id != own and (p.id in ids or names.get(p.id, "\n\n") in whole)
    )


def _dates(text: str, births: frozenset[_Key], *, told: bool) -> Iterable[_Key]:
    """Full dates that the words call a day of birth, or that are one of `births`."""
    for found in _DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        beside = text[max(0, found.start() - 8) : found.start()] + text[found.end() : found.end() + 2]
        if told or _BORN.search(beside) or (year, month, day) in births:
            yield year, month, day


def _without_rules(text: str) -> str:
    """The text without the plan's own rule that nobody under sanction may compete: it is about nobody."""
    return text.replace("不在处分期内", "")


_WORDS = {
    "P01": ("公民身份号码", "a citizen number"),
    "P02": ("电话号码", "a telephone number"),
    "P03": ("完整的出生日期", "a full date of birth"),
    "P04": ("健康情况", "a person's health"),
    "P05": ("银行账号", "a bank account"),
    "P06": ("处分情况", "a sanction"),
}


def _finding(document: Document, code: str, place: str, what: str) -> Finding:
    zh, en = _WORDS[code]
    title = document.title or document.kind
    masked = what if code in {"P04", "P06"} else f"{what[:3]}…"
    return Finding(
        code=code,
        level=Level.STOPS,
        words=Words(
            zh=f"《{title}》{place}有{zh}（“{masked}”），不得印发。",
            en=f"“{title}” shows {en} ({place}); it must not be issued.",
        ),
        cure=Words(
            zh="请在案卷的来源中删去或改写这一处，再重新印制。",
            en="Take it out of the case, or put it otherwise, and set the document again.",
        ),
    )
