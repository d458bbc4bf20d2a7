"""Buying services: a directed award beside the market principle, and money that must not fall (X9, R11, R02, X15)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dinggang.basis import Finding, Level, Words, plain
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.quantities import BEFORE
from dinggang.reading.services import Amount
from dinggang.reading.text import Text

_DIRECT = re.compile(
    r"定向(?:购买|委托|采购|签约|发包)|直接(?:委托|购买|发包)给?|指定[^，。；]{0,14}(?:公司|中心|承担|提供)|单一来源"
)
_NOT = re.compile(
    r"(?:不|不再|不得|不搞|不实行|不采取|取消|禁止|避免|杜绝|改变|代替|而不是|没有)[^，。；]{0,8}$"
)
_MARKET = re.compile(r"市场化|市场原则|公开择优|公开招标|公平竞争|竞争性购买|招投标|公开竞争")
_REASON = re.compile(
    r"理由|(?:因|只有|仅有|仅)(?![此而])[^，。；]{0,24}(?:资质|能力|条件|流标|无人|设备)|因为|由于|鉴于|只有[^，。；]{0,4}(?:一家|1家)|仅有[^，。；]{0,4}(?:一家|1家)|唯一|无人(?:应|报)|流标|没有其他|无其他|考虑到|之所以|原因|过渡期"
)
_PRICE = re.compile(
    r"比价|询价|价格比较|比较[^，。；]{0,8}价|市场价|评审价|价格[^，。；]{0,14}(?:比|低于|不高于|参照|核定|评估|审核)|(?:邻|相邻|周边|邻近|其他)(?:镇|乡|县|近乡镇|乡镇)[^，。；]{0,14}价|财政(?:评审|审核)|审计(?:核定|审核)|单价[^，。；]{0,14}(?:比|低|参照|对照)|对照[^，。；]{0,10}价"
)
_RELATED = re.compile(
    r"(?:转制|改制|原事业单位|原站所|原七站八所|分流人员|撤并|剥离)[^。；]{0,30}(?:成立|组建|注册|设立)[^。；]{0,6}的?[^。；]{0,20}(?:公司|中心|协会|服务站)|(?:转制|改制)后(?:新)?(?:成立|组建)?的[^，。；]{0,20}(?:公司|中心|协会)"
)


def check_money(text: Text, facts: Facts) -> Iterator[Finding]:
    """X9, R11, R02 for amounts, X15 for money."""
    yield from _directed(text)
    yield from _not_less(text, facts)
    yield from _lines(text, facts)


def _directed(text: Text) -> Iterator[Finding]:
    direct = next(
        (
            m
            for m in _DIRECT.finditer(text.plain)
            if not _NOT.search(text.plain[max(0, m.start() - 12) : m.start()])
        ),
        None,
    )
    if direct is None:
        return
    start, end = text.around(direct.start(), 2, 3)
    near = text.plain[start:end]
    reason, price = _REASON.search(near) is not None, _PRICE.search(near) is not None
    if reason and price:
        return
    market = _MARKET.search(text.plain, start, end)
    related = _RELATED.search(text.plain, start, end)
    lacking = Words(
        zh="、".join(w for w, there in (("定向的理由", reason), ("价格比较", price)) if not there),
        en=" and ".join(w for w, there in (("reason", reason), ("price comparison", price)) if not there),
    )
    spans: list[Span] = [
        direct.span(),
        *([market.span()] if market else []),
        *([related.span()] if related else []),
    ]
    yield found(
        text,
        "X9",
        Level.STOPS if market and not reason and not price else Level.EXPLAIN,
        Words(
            zh=("按市场化原则，却" if market else "")
            + "只向一家定向购买"
            + ("，而且这一家由转制单位组成" if related else "")
            + f"；没有写{lacking.zh}。",
            en=("The market principle is claimed, yet " if market else "")
            + "one supplier is awarded directly"
            + (", made of the converted units" if related else "")
            + f"; no {lacking.en} is given.",
        ),
        Words(
            zh="请公开择优；确需定向的，写明理由、比价结果、期限和回避办法。",
            en="Select openly; or give the reason, the price comparison, the term and how conflicts are kept out.",
        ),
        spans,
    )


_KEPT = re.compile(
    r"(?:经费|投入|资金|拨款)[^，。；]{0,16}(?:不减少|不减|只增不减|不低于|不少于|不得减少|不降低)|(?:经费|投入)[^，。；]{0,4}总量不减|(?<=元，)(?:做到)?(?:只增不减|有增无减)"
)
_YEAR = re.compile(rf"(?:19|20)\d\d年|{BEFORE}|上年|去年|基准年|基数")


def _not_less(text: Text, facts: Facts) -> Iterator[Finding]:
    """X15: money said not to fall without base year and amount. R11: it fell."""
    kept = next(iter(_KEPT.finditer(text.plain)), None)
    if kept is None:
        return
    start, end = text.around(kept.start(), 2, 3)
    near = [a for a in facts.amounts if start <= a.start < end]
    some = near or [a for a in facts.amounts if re.search(r"经费|投入|拨款|购买|服务|资金", a.label)]
    year = _YEAR.search(text.plain, start, end) is not None or any(a.year for a in some)
    if not some or not year:
        if facts.is_plan and some:
            return
        lacking = Words(
            zh="和".join(w for w, there in (("基准年", year), ("金额", bool(some))) if not there),
            en=" and ".join(w for w, there in (("base year", year), ("amount", bool(some))) if not there),
        )
        yield found(
            text,
            "X15",
            Level.EXPLAIN,
            Words(
                zh=f"说经费不减，没有写{lacking.zh}，无法核对。",
                en=f"Money is said not to fall, but no {lacking.en} is given.",
            ),
            Words(
                zh="请写明基准年和各年金额，例如“2005年120万元，2006年126万元”。",
                en="State the base year and each year's amount.",
            ),
            [kept.span()],
        )
    yield from _fell(text, kept.span(), near)


def _fell(text: Text, kept: Span, near: list[Amount]) -> Iterator[Finding]:
    totals = [a for a in near if not re.search(r"其中|增加|减少|增|减|高|低于|人均|每", a.label[-12:])]
    before = next((a for a in totals if a.when == "before"), None)
    dated = sorted((a for a in totals if a.year), key=lambda a: (a.year or 0, a.start))
    if before is None and len({a.year for a in dated}) >= 2:
        before = dated[0]
    if before is None:
        return
    base = before
    later = [
        a
        for a in totals
        if a is not base
        and a.start > base.start
        and (
            (a.year and base.year and a.year > base.year)
            or (a.when == "after" and (not a.year or not base.year or a.year > base.year))
        )
    ]
    for one in later[:1]:
        if one.yuan < base.yuan:
            yield found(
                text,
                "R11",
                Level.STOPS,
                Words(
                    zh=f"说经费不减，而{plain(base.yuan)}元变成了{plain(one.yuan)}元，少了{plain(base.yuan - one.yuan)}元。",
                    en=f"Money is said not to fall, yet {plain(base.yuan)} yuan became {plain(one.yuan)}.",
                ),
                Words(zh="请核对两个年份的金额。", en="Check the amounts of both years."),
                [kept, (base.start, base.end), (one.start, one.end)],
            )


_GROWTH = re.compile(r"(?:增加|减少|增长|增|减|多|少|净增)(?:了|投入|经费)*$")


def _lines(text: Text, facts: Facts) -> Iterator[Finding]:
    """R02: an amount beside its parts, in one sentence or in the next one when that starts with 其中."""
    before: list[Amount] = []
    for start, end in text.sentences:
        if "元" not in text.plain[start:end]:
            before = []
            continue
        many = [a for a in facts.amounts if start <= a.start < end]
        yield from _grown(text, many)
        goes_on = re.match(r"其中|分别是|分别为|具体", text.plain[start:end])
        if goes_on and before and len(many) >= 2:
            made = sum((a.yuan for a in many), Decimal(0))
            whole = [a for a in before if not _GROWTH.search(a.label)] or before
            if all(a.yuan != made for a in before):
                yield from _sum(text, facts, whole[-1], many, goes_on[0])
        for index, last in enumerate(many[:-2]):
            # «226万元，增加16万元，其中…»: the parts are those of the amount, not of what it grew by.
            total = next((a for a in reversed(many[: index + 1]) if not _GROWTH.search(a.label)), last)
            lead = text.plain[last.end : many[index + 1].start]
            opened = re.match(r"[^，。；：]{0,10}[，：；（]?(?:其中|即|分别为|分别是|包括|：|具体为)", lead)
            if opened is not None:
                yield from _sum(text, facts, total, many[index + 1 :], opened[0])
                break
        before = many


def _grown(text: Text, many: list[Amount]) -> Iterator[Finding]:
    """R13: «2005年120万元，2006年126万元，增加6万元», «126万元，比上年的120万元增加6万元»."""
    for index in range(2, len(many)):
        one, other, growth = many[index - 2 : index + 1]
        verb = re.search(r"(?P<more>增加|增长|净增|多)|减少|下降|节约|节省|降低|少", growth.label)
        told = re.fullmatch(
            r"[，；]?(?:共|净|比[^，。；]{0,8}|实际)*(?:增加|增长|净增|多|减少|下降|节约|节省|降低|少)(?:了|投入|经费)*",
            growth.label,
        )
        years = [a.year or (1 if a.when == "after" else 0) for a in (one, other)]
        if verb is None or told is None or years[0] == years[1]:
            continue
        change = (other.yuan - one.yuan) * (1 if years[0] < years[1] else -1)
        if change != growth.yuan * (1 if verb["more"] else -1):
            yield found(
                text,
                "R13",
                Level.STOPS,
                Words(
                    zh=f"{plain(one.yuan)}元与{plain(other.yuan)}元相差{plain(abs(change))}元，写的是{plain(growth.yuan)}元。",
                    en=f"{plain(one.yuan)} and {plain(other.yuan)} yuan differ by {plain(abs(change))}, not {plain(growth.yuan)}.",
                ),
                Words(zh="请核对三个数字。", en="Check the three figures."),
                [(one.start, growth.end)],
            )


def _sum(text: Text, facts: Facts, total: Amount, parts: list[Amount], lead: str) -> Iterator[Finding]:
    """Parts may not exceed the total; they must make it when all are listed."""
    if any(re.search(r"共|合计|总计|比|增|减", p.label[-10:]) for p in parts):
        return
    amount = sum((p.yuan for p in parts), Decimal(0))
    names = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
    number = f"{len(parts)}|{names[len(parts)]}" if len(parts) < len(names) else str(len(parts))
    first, _ = text.around(total.start, 1, 0)
    counted = re.search(rf"(?<!\d)(?:{number})(?:项|类|个)", text.plain[first : parts[0].start])
    closed = "其中" not in lead or counted is not None or len(parts) == len(facts.services)
    if amount > total.yuan or (closed and amount != total.yuan):
        yield found(
            text,
            "R02",
            Level.STOPS,
            Words(
                zh=f"总额{plain(total.yuan)}元，分项合计{plain(amount)}元。",
                en=f"The total is {plain(total.yuan)} yuan, the parts add up to {plain(amount)}.",
            ),
            Words(zh="请更正总额或分项。", en="Correct the total or a part."),
            [(total.start, total.end), *((p.start, p.end) for p in parts)],
        )
