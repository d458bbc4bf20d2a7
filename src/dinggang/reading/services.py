"""Public services to be bought, and amounts of money with the year they belong to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dinggang.basis import Value
from dinggang.reading.bodies import split_list
from dinggang.reading.numbers import NUMBER, number
from dinggang.reading.quantities import AFTER, BEFORE
from dinggang.reading.text import Text


class ServiceLine(Value, frozen=True, kw_only=True):
    """A service line as named, with its place."""

    name: str
    start: int
    end: int


class Amount(Value, frozen=True, kw_only=True):
    """An amount in yuan, the words before it, and the year beside it when there is one. `when` is before, after or empty."""

    yuan: Decimal
    label: str
    year: int | None
    when: str
    start: int
    end: int


_SIGN = "农技|农业技术|防疫|农机|水利|病虫害|植保|文体|文化|养护|环卫|保洁|绿化|城镇建设|村镇建设|畜牧|林业|广播|灌溉|培训|清扫|推广|卫生|统计|供水|养老"
_END = re.compile(r"服务|公益事业|项目")
_TAIL = re.compile(
    r"(?:等|共)?(?:\d{1,2}|[一二三四五六七八九十两]{1,2})?(?:项|类|个)?(?:公益(?:性)?(?:事业)?(?:的)?)?(?:公共)?$"
)
_HAS_SIGN = re.compile(_SIGN)
REACH = 260
"""A list of services ends at the word 服务 or 项目 and starts at most so many characters before it."""
_NAMED = re.compile(
    rf"服务(?:项目|事项|内容)?(?:为|是|包括|有|：|分别为|分为)：?(?P<items>[^。；\n]{{0,40}}(?:{_SIGN})[^。；\n]{{0,160}})"
)


def services(text: Text) -> tuple[ServiceLine, ...]:
    """The lines of the longest list of services in the text."""
    best: tuple[ServiceLine, ...] = ()
    for items, start in _candidates(text.plain):
        lines = tuple(_lines(items, start))
        if len(lines) > len(best):
            best = lines
    return best if len(best) >= 2 else ()


def _candidates(plain: str) -> Iterator[tuple[str, int]]:
    """Stretches that may be lists of services: «服务项目包括…», and what stands before «…等服务项目»."""
    for match in _NAMED.finditer(plain):
        yield match["items"], match.start("items")
    for match in _END.finditer(plain):
        start = max(
            max(plain.rfind(mark, max(0, match.start() - REACH), match.start()) for mark in "。；：\n") + 1,
            match.start() - REACH,
            0,
        )
        items = plain[start : match.start()]
        if "、" in items and _HAS_SIGN.search(items):
            sign = items.rfind("，", 0, items.find("、")) + 1
            yield _TAIL.sub("", items[sign:]), start + sign


def _lines(items: str, first: int) -> Iterator[ServiceLine]:
    place = 0
    for item in split_list(items):
        at = items.find(item, place)
        place = at + len(item)
        name = re.sub(r"^.*(?:提供公共服务的|公共服务的|提供的|承担的|包括|对|将|把|的|为|是|：)", "", item)
        name = re.sub(r"(?:（[^）]*）?|等|\d.*元.*)$", "", name)
        if not 2 <= len(name) <= 12 or re.search(r"协议|责任|公司|政府|经费|办法|原则", name):
            if place > len(items) // 2:
                return
            continue
        start = first + at + item.find(name)
        yield ServiceLine(name=name, start=start, end=start + len(name))


_AMOUNT = re.compile(rf"(?P<n>{NUMBER})(?P<more>余|多)?(?P<wan>万|亿)?元")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})年")


def amounts(text: Text) -> tuple[Amount, ...]:
    """Every amount of money with its year: named before it in its clause, or the words 改革前, 上年, 改革后."""
    found: list[Amount] = []
    for sentence in text.sentences:
        start, end = sentence
        if "元" not in text.plain[start:end]:
            continue
        done = start
        for match in _AMOUNT.finditer(text.plain, start, end):
            label = text.plain[max(done, match.start() - 50) : match.start()]
            done = match.end()
            years = _YEAR.findall(label)
            when = (
                "before"
                if re.search(rf"{BEFORE}|上年|去年|原来|原有|基准年|基数", label)
                else "after"
                if re.search(rf"{AFTER}|今年|当年|本年|安排|预算|调整|现", label)
                else ""
            )
            value = number(match["n"]) * {"万": 10_000, "亿": 100_000_000}.get(match["wan"] or "", 1)
            if match["more"]:
                continue
            found.append(
                Amount(
                    yuan=value,
                    label=label,
                    year=int(number(years[-1])) if years else None,
                    when=when,
                    start=match.start(),
                    end=match.end(),
                )
            )
    return tuple(found)
