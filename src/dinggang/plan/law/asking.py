"""Asking the register: which article holds on a day. Outside its days an article answers with a refusal, never a guess."""

from collections.abc import Iterable
from datetime import date

from dinggang.basis import Fault, Problem, Refusal, Where, Words
from dinggang.plan.law import ending, reform, retiring
from dinggang.plan.law.values import (
    APPLIES_WORDS,
    MATTER_WORDS,
    Applies,
    Article,
    Matter,
    Regulation,
)

REGULATIONS: dict[str, Regulation] = {
    r.prefix: r for r in (*reform.REGULATIONS, *retiring.REGULATIONS, *ending.REGULATIONS)
}
ARTICLES: dict[str, Article] = {a.id: a for a in (*reform.ARTICLES, *retiring.ARTICLES, *ending.ARTICLES)}


def article(id_: str) -> Article:
    """The article of this id. An id that is not in the register is our mistake."""
    try:
        return ARTICLES[id_]
    except KeyError:
        raise Fault(f"{id_} is not in the register of law") from None


def regulation(of: Article) -> Regulation:
    return REGULATIONS[of.prefix]


def cited(of: Article) -> str:
    """The article as a paper names it: 《中华人民共和国劳动合同法》第四十七条."""
    found = regulation(of)
    quoted = found.title if found.title.endswith("）") or "、" in found.title else f"《{found.title}》"
    return f"{quoted}{of.number}" if not of.number.startswith("（") else quoted


def short(of: Article) -> str:
    """The article as people say it: 劳动合同法第四十七条, 劳部发〔1994〕481号第五条."""
    found = regulation(of)
    name = found.number if "〔" in found.number else found.title.removeprefix("中华人民共和国")
    return name if of.number.startswith("（") else f"{name}{of.number}"


def holding(day: date) -> tuple[Article, ...]:
    """Every article in force on a day."""
    return tuple(a for a in ARTICLES.values() if a.holds(day))


def find_law(matter: Matter, day: date, who: Iterable[Applies]) -> Article | None:
    """The article on a matter that holds on a day for one who is all of these: the newest, None without any."""
    all_of = frozenset(who)
    found = [a for a in ARTICLES.values() if a.matter is matter and a.holds(day) and a.concerns(all_of)]
    return max(found, key=lambda a: a.since or date.min, default=None)


def law_on(matter: Matter, day: date, who: Iterable[Applies]) -> Article:
    """Like `find_law`, and raises Refusal in words for a day that no article covers."""
    all_of = frozenset(who)
    found = find_law(matter, day, all_of)
    if found is not None:
        return found
    words = uncovered(matter, day, all_of)
    raise Refusal(
        [
            Problem(
                where=Where(file="法规登记 / register of law"),
                words=Words(zh=f"{words.zh}。", en=f"{words.en}."),
                cure=Words(
                    zh="请核对日期；确有当时的规定的，须先登记全文再用。",
                    en="Check the date; a rule of that time must be registered with its text first.",
                ),
            )
        ]
    )


def uncovered(matter: Matter, day: date, who: Iterable[Applies]) -> Words:
    """That no article covers the day, and from when until when there is one: for a reason in a decision."""
    all_of = frozenset(who)
    kin = [a for a in ARTICLES.values() if a.matter is matter and a.concerns(all_of)]
    named = sorted(all_of, key=list(Applies).index)
    people = Words(
        zh="、".join(APPLIES_WORDS[w].zh for w in named), en=", ".join(APPLIES_WORDS[w].en for w in named)
    )
    spans = sorted({(a.since or date.min, a.until) for a in kin})
    first = Words(zh="", en="")
    if spans:
        since, until = (
            spans[0][0],
            None if any(u is None for _, u in spans) else max(u for _, u in spans if u),
        )
        last = Words(
            zh="起" if until is None else f"至{until}", en=" on" if until is None else f" to {until}"
        )
        first = Words(zh=f"，登记的从{since}{last.zh}", en=f"; those registered hold from {since}{last.en}")
    return Words(
        zh=f"{day}没有登记适用于{people.zh}的“{MATTER_WORDS[matter].zh}”规定{first.zh}",
        en=f"no rule on {MATTER_WORDS[matter].en} for {people.en} is registered for {day}{first.en}",
    )


def matching(word: str) -> tuple[Article, ...]:
    """Articles whose id, title, number or sentence holds a word, in either language, capitals aside."""
    wanted = word.casefold()
    return tuple(a for a in ARTICLES.values() if wanted in _text(a).casefold())


def _text(of: Article) -> str:
    found = regulation(of)
    words = (of.says, MATTER_WORDS[of.matter], *(APPLIES_WORDS[w] for w in of.applies))
    return " ".join((of.id, found.title, found.number, of.number, *(f"{w.zh} {w.en}" for w in words)))
