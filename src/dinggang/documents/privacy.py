"""The privacy check before a document is issued: what nobody may read in it, and where it stands.

What may be shown of a person in a notice: name, sex, year and month of birth, education, party membership, present and
proposed post (任前公示, 中组发〔2000〕18号); what may not: citizen number, telephone, account, full date of birth, health,
sanctions (个人信息保护法 arts 6, 25, 28; 政府信息公开条例 art. 15).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from dinggang.basis import Finding, Level, Words
from dinggang.documents.leaks import (
    DayKey,
    accounts,
    citizen_numbers,
    days,
    illnesses,
    plain,
    sanctions,
    telephones,
)
from dinggang.documents.official.values import Document, texts
from dinggang.roster import Person


class Audience(StrEnum):
    """Who reads a document: everybody (posted), the person it is about and the office, or the office alone."""

    POSTED = "posted"
    PERSONAL = "personal"
    OFFICE = "office"


_ID = re.compile(r"[A-Za-z]{1,4}\d{1,8}")


def check_privacy(
    document: Document, audience: Audience, people: Mapping[str, Person], names: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What must not stand in the document, each with its place. A finding stops the document from being issued.

    Citizen numbers (P01) and bank accounts (P05) stand in none. Telephones (P02), full dates of birth (P03), health
    (P04) and sanctions (P06) stand in nothing that is posted. A sheet about one person tells nobody else's date of
    birth (P03). A date is one of birth where the words say so, or where it is that of somebody whom the document names.
    Answers on policy (政策问答) may tell of sick retirement and of sanctions as long as they name nobody.
    """
    everything = [(place, plain(text)) for place, text in texts(document)]
    rules = document.kind == "answers" and not _names_anybody(everything, people, names)
    own = document.about if audience is Audience.PERSONAL else ""
    births = _births_of(everything, people, names, own)
    mine = _key(people[own].birth) if own in people else None
    found: list[tuple[str, str, str]] = []
    for place, text in everything:
        found += [("P01", place, number) for number in citizen_numbers(text)]
        found += [("P05", place, number) for number in accounts(text)]
        if audience is Audience.POSTED:
            found += [("P02", place, number) for number in telephones(text)]
        if audience is Audience.POSTED and not rules:
            found += [("P04", place, word) for word in illnesses(text)]
            found += [("P06", place, word) for word in sanctions(text)]
        if audience is not Audience.OFFICE:
            told = _births_in(text, births, told="出生" in place)
            found += [("P03", place, f"{y}年{m}月{d}日") for y, m, d in told if (y, m, d) != mine]
    return tuple(_finding(document, *one) for one in dict.fromkeys(found))


def _names_anybody(
    everything: Iterable[tuple[str, str]], people: Mapping[str, Person], names: Mapping[str, str]
) -> bool:
    whole = "\n".join(text for _, text in everything)
    return not people.keys().isdisjoint(_ID.findall(whole)) or any(name in whole for name in names.values())


def _key(day: date) -> DayKey:
    return day.year, day.month, day.day


def _births_of(
    everything: Iterable[tuple[str, str]], people: Mapping[str, Person], names: Mapping[str, str], own: str
) -> frozenset[DayKey]:
    """The days of birth of everybody but `own` whom the document names, by name or id."""
    whole = "\n".join(text for _, text in everything)
    told = {day for day, _ in days(whole)}
    ids = set(_ID.findall(whole))
    return frozenset(
        _key(p.birth)
        for p in people.values()
        if _key(p.birth) in told and p.id != own and (p.id in ids or names.get(p.id, "\n\n") in whole)
    )


def _births_in(text: str, births: frozenset[DayKey], *, told: bool) -> Iterator[DayKey]:
    """Full dates that the words call a day of birth, or that are one of `births`."""
    return (day for day, born in days(text) if told or born or day in births)


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
