"""Rules that a text leaves open (X7, X10, X11, X12, X16, X17, O01–O07, O09, O10)."""

import re
from collections.abc import Iterator

from dinggang.basis import Finding, Level, Words
from dinggang.reading.bodies import Body
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.text import Text


def check_rules(text: Text, facts: Facts) -> Iterator[Finding]:
    """What must be settled before anybody competes, and is not in the text."""
    if _first(r"竞争上岗|竞岗|竞聘|岗位[^，。；]{0,12}竞争|竞争[^，。；]{0,6}岗位", text):
        yield from _deciding(text)
        yield from _instrument(text, facts)
        yield from _scope(text, facts)
        yield from _open(text, facts)
    yield from _twice_named(text, facts)
    yield from _proposed(text, facts)
    yield from _two_words(text)
    yield from _finance(text, facts)
    yield from _year(text, facts)


def _first(pattern: str, text: Text) -> Span | None:
    match = re.search(pattern, text.plain)
    return match.span() if match else None


def _spans(*spans: Span | None) -> list[Span]:
    return [s for s in spans if s is not None]


_ORDERED = (
    r"(?:按|依|根据|以)(?:照|据)?[^，。；]{0,20}(?:名次|排名|得分|成绩|分数|总分|排序)[^，。；]{0,14}(?:从高(?:分)?到低|由高(?:分)?到低|高低|依次|先后|顺序|为准|为主)"
    r"|以[^，。；]{0,8}(?:成绩|名次|得分)为(?:准|唯一|主要)|(?:名次|排名|成绩)[^，。；]{0,6}(?:靠前|第一)的?[^，。；]{0,6}(?:先选|优先|当选)|先按[^。；]{0,40}(?:再|后)|同等条件下"
)


def _deciding(text: Text) -> Iterator[Finding]:
    """X7: merit by rank, fit for the post, and appointment, without which of them decides."""
    merit = _first(r"择优|排次|排名|名次|成绩排", text)
    fit = _first(
        r"因职选人|因岗选人|因事择人|发展潜力|人岗相适|人尽其才|优化(?:人员|队伍|班子)结构[^，。；]{0,10}(?:要求|需要)",
        text,
    )
    if merit is None or fit is None or _first(_ORDERED, text):
        return
    appoint = re.search(r"(?:竞争上岗|竞岗)(?:和|与|、)组织任命", text.plain)
    yield found(
        text,
        "X7",
        Level.EXPLAIN,
        Words(
            zh="既说按成绩择优，又说按潜力、结构因职选人"
            + ("，还有组织任命" if appoint else "")
            + "，没有写明以哪个为准。",
            en="Merit by score and fit for the post"
            + (", and appointment besides," if appoint else "")
            + " are named side by side; which decides is not said.",
        ),
        Words(
            zh="请在竞岗之前写明：按名次选岗，还是可以不按名次；不按名次的，要有理由、表决和公示。",
            en="State beforehand whether rank decides; a departure needs a reason, a vote and a notice.",
        ),
        _spans(merit, fit, appoint.span() if appoint else None),
    )


def _instrument(text: Text, facts: Facts) -> Iterator[Finding]:
    """X10: everybody 聘任, although administrative staff are appointed (任命) and institution staff contracted."""
    everyone = _first(
        r"(?:中层干部[、和及]一般(?:工作人员|干部)|全员|全体(?:人员|干部职工|工作人员)|所有(?:岗位|人员)|一律|全部(?:岗位|人员))[^，。；]{0,10}聘[任用]",
        text,
    )
    if everyone is None or not any(q.kind == "administrative" for q in facts.quotas):
        return
    apart = _first(r"(?:行政|公务员)[^，。；]{0,20}(?:任命|委任|任职手续|任免|任职通知)", text) and _first(
        r"事业[^，。；]{0,24}(?:聘用|聘任|合同)", text
    )
    if not apart:
        yield found(
            text,
            "X10",
            Level.EXPLAIN,
            Words(
                zh="行政人员和事业人员都写成“聘任”；行政岗位应办任命，事业岗位才签聘用合同。",
                en="All staff are “engaged” alike; administrative posts are filled by appointment, only institution posts by contract.",
            ),
            Words(zh="请按编制类别分别写明任职办法。", en="State the instrument for each headcount kind."),
            [everyone],
        )


def _scope(text: Text, facts: Facts) -> Iterator[Finding]:
    """X11: posts of both kinds opened to the whole organ, and nobody told who may go for which."""
    kinds = {q.kind for q in facts.of("posts")}
    wide = _first(
        r"(?:在|面向)全?机关(?:中|内|范围)?[^，。；]{0,8}(?:公开|竞争|竞岗|实行)|(?:在|面向)全(?:机关|镇|乡)[^，。；]{0,10}(?:公开|竞争|竞岗)",
        text,
    )
    if wide is None or not {"administrative", "institution"} <= kinds:
        return
    told = _first(
        r"跨(?:编制|类别|身份)|行政(?:编制)?(?:人员|身份)[^。；]{0,16}(?:报|竞|限|参加)|事业(?:编制)?(?:人员|身份)[^。；]{0,16}(?:报|竞|限|参加)|(?:报名|竞岗|任职|参加)(?:资格|条件|范围|对象)[^。；]{0,20}(?:为|是|：|限)|在编(?:在岗)?(?:人员|干部)|对应(?:的)?编制|同类编制|分别竞",
        text,
    )
    if not told:
        yield found(
            text,
            "X11",
            Level.NOTICE,
            Words(
                zh="行政、事业岗位都向全机关开放，没有写明谁可以报哪一类。",
                en="Posts of both kinds are open to the whole organ; who may compete for which is not said.",
            ),
            Words(
                zh="请写明每类岗位的竞岗范围，能不能跨编制类别。",
                en="State for each kind who may compete, and whether across kinds.",
            ),
            [wide],
        )


_GENERIC = re.compile(
    r"加挂|办公室|中心|委员会|服务|管理|综合|工作|技术|领导小组|牌子|大队|社会|事务|站|所|局|科|股|镇|乡|农村|农业|公共|党政|便民|文化|经济|发展"
)


def _twice_named(text: Text, facts: Facts) -> Iterator[Finding]:
    """X12: one function on a plate of one body and in the name of another."""
    for owner in facts.bodies[:60]:
        for plate in owner.plates:
            stem = _GENERIC.sub("|", plate)
            for other in facts.bodies[:60]:
                shared = _shared(stem, other)
                if other.name != owner.name and shared and not _split(text, shared):
                    yield found(
                        text,
                        "X12",
                        Level.NOTICE,
                        Words(
                            zh=f"“{shared}”既在{owner.name}的牌子“{plate}”上，又有{other.name}，职责可能重叠。",
                            en=f"One function stands on a plate of {owner.name} and in {other.name}: they may overlap.",
                        ),
                        Words(
                            zh="请写明两处的职责分工，例如行政管理归前者、技术服务归后者。",
                            en="State how the work is divided, for example policy here and technical service there.",
                        ),
                        [(owner.start, owner.end), (other.start, other.end)],
                    )


def _shared(stem: str, body: Body) -> str:
    parts = [p for p in stem.split("|") if len(p) >= 3]
    return next((p for p in parts if p in body.name), "")


def _split(text: Text, shared: str) -> bool:
    """Whether the text says how the work is divided."""
    return any(
        re.search(r"负责|承担|分工|归口|分别|只", text.plain[start:end])
        and re.search(r"行政|管理|政策", text.plain[start:end])
        and "技术" in text.plain[start:end]
        for start, end in (
            text.sentence_at(m.start()) for m in list(re.finditer(re.escape(shared), text.plain))[:200]
        )
        if not re.search(r"分别是|加挂", text.plain[start:end])
        or re.search(r"职责|负责", text.plain[start:end])
    )


def _proposed(text: Text, facts: Facts) -> Iterator[Finding]:
    """X16: numbers proposed and numbers issued, with one set of figures."""
    up = _first(r"(?:上报|申报|报送)(?:了)?[^，。；]{0,10}(?:机构|编制)", text)
    down = _first(r"下达(?:的|了)?[^，。；]{0,14}(?:编制|机构)", text)
    told = facts.of("proposed") or _first(
        r"与上报[^，。；]{0,8}(?:一致|相同)|(?:上报|申报)[^。；]{0,30}(?:核减|核定|批复|下达)[^。；]{0,16}\d",
        text,
    )
    if up is not None and down is not None and not told:
        yield found(
            text,
            "X16",
            Level.NOTICE,
            Words(
                zh="既说上报了编制数，又说执行下达的编制数，文中只有一套数字，看不出是哪一套。",
                en="Numbers were proposed and others issued; only one set of figures is given.",
            ),
            Words(
                zh="请把上报数和下达数都写出来，有差别的写明原因。",
                en="Give both sets and explain the difference.",
            ),
            [up, down],
        )


def _two_words(text: Text) -> Iterator[Finding]:
    """X17: temporary staff «diverted» here and «cleared» there."""
    for who in ("临时|临聘|编外", "自用"):
        one = _first(rf"(?:{who})(?:工作)?人员(?:的)?分流|分流(?:的)?(?:{who})(?:工作)?人员", text)
        other = _first(
            rf"(?:{who})(?:工作)?人员(?:的)?(?:全部)?清退|清退(?:了)?(?:全部|所有)?[^，。；]{{0,4}}(?:{who})",
            text,
        )
        if one is not None and other is not None:
            yield found(
                text,
                "X17",
                Level.NOTICE,
                Words(
                    zh="同一类人员，一处写“分流”，一处写“清退”；两种去向待遇不同。",
                    en="The same people are “diverted” here and “cleared” there; the dues differ.",
                ),
                Words(
                    zh="请统一用词：临时、自用人员用“清退”，在编人员用“分流”。",
                    en="Use one word for one group.",
                ),
                [one, other],
            )


_SCORE = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_OPEN: tuple[tuple[str, str, str, Words, Words], ...] = (
    (
        "O01",
        r"(?:考试|测试|测评|演说|演讲|考核)[^。；]{0,40}(?:测评|演说|演讲|考核|考试)",
        r"(?:权重|比重|占|按)[^，。；]{0,16}(?:\d{1,3}%|百分之|\d{1,2}分|[一二三四五六七八九十]成|\d：\d)|\d：\d{1,2}：\d|按[一二三四五六七八九]{3,4}的?比例|(?:考试|测评|演说|演讲|考核|面试|笔试)[^，。；\d]{0,10}(?:\d{1,3}%|\d{1,3}分|百分之)",
        Words(zh="没有写各项成绩的权重。", en="The weights of the measures are not stated."),
        Words(zh="请写明各项各占百分之几，合计100%。", en="State the per cent of each; together 100."),
    ),
    (
        "O02",
        r"考试|测试|测评|演说|演讲",
        rf"合格线|及格|合格分|最低分数|不设合格|不划线|分数线|(?:低于|不足|不够|不满|不到|未达到?|达不到|未满|达到|高于){_SCORE}|{_SCORE}分(?:及)?(?:以[上下]|为?合格)|满{_SCORE}分|合格[^，。；]{{0,6}}{_SCORE}分",
        Words(zh="没有写合格线。", en="No pass mark is stated."),
        Words(zh="请写明多少分以下不得上岗；不设合格线也要写明。", en="State it, or that there is none."),
    ),
    (
        "O03",
        r"排名|排次|名次|成绩|择优",
        r"同分|(?:总分|分数|得分|成绩|积分|名次)(?:出现)?(?:完全)?(?:相同|相等|一样|一致)(?:的|时|者|，|情况)|并列",
        Words(zh="没有写同分时怎样排名。", en="Nothing says how equal scores are ranked."),
        Words(zh="请写明同分时依次比什么，最后是否抽签。", en="State what decides, in which order, and whether lots are drawn."),
    ),
    (
        "O04",
        r"演说|演讲|面试|答辩",
        r"(?:评委|考官|评审|评议员)[^。；]{0,24}?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:名|人|位)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:名|位|人)[^，。；\d]{0,16}(?:评委|考官|评审)",
        Words(zh="没有写演说的评委几人、怎样计分。", en="The number of judges and how they score are not stated."),
        Words(zh="请写明评委人数、组成，去掉几个最高分和最低分。", en="State their number, who they are, and how many extremes are dropped."),
    ),
    (
        "O05",
        r"竞争上岗|竞岗|竞聘",
        r"志愿|选岗|填报[^，。；]{0,6}岗位|报\d个岗|每人[^，。；]{0,8}岗位|双向选择",
        Words(zh="没有写每人可报几个岗位、怎样选岗。", en="How many posts a person may choose, and how, is not stated."),
        Words(zh="请写明志愿个数，以及按名次选岗还是调剂。", en="State the number of choices and the order of choosing."),
    ),
    (
        "O06",
        r"清退|内退|病退|提前退休|让岗",
        r"补偿[^。；]{0,30}\d|\d[^。；]{0,20}补偿|每满[^，。；]{0,6}年|个月(?:的)?(?:本人)?(?:工资|生活费|补助)|工资的?(?:\d{1,3}%|百分之)|(?:工资|待遇)照发|每月发给?|每年发给?|待遇[^，。；]{0,14}(?:\d|按照|按国家|依照)|按(?:照)?(?:国家|劳动|省|市|区|县|有关|上级)[^，。；]{0,14}(?:规定|标准)[^，。；]{0,10}(?:补偿|待遇|结算|办理)",
        Words(zh="没有写退出人员的待遇标准。", en="The terms of those who leave are not stated."),
        Words(zh="请写明各种去向的年龄、工龄条件和补偿算法。", en="State age, service and the formula for each way out."),
    ),
    (
        "O07",
        r"竞争上岗|竞岗|竞聘",
        r"公示|张榜|公布",
        Words(zh="没有写公示。", en="No notice is mentioned."),
        Words(zh="请写明成绩公示和任职公示的天数和异议办法。", en="State the notices, their days and how objections are decided."),
    ),
)  # fmt: skip


def _open(text: Text, facts: Facts) -> Iterator[Finding]:
    for code, concerns, settled, words, cure in _OPEN:
        about = _first(concerns, text)
        if about is not None and not re.search(settled, text.plain):
            yield found(text, code, Level.EXPLAIN if facts.is_plan else Level.NOTICE, words, cure, [about])


def _finance(text: Text, facts: Facts) -> Iterator[Finding]:
    """O09: a finance office in the list of bodies, its headcount kind not said."""
    office = next((b for b in facts.bodies if b.name.endswith("财政所")), None)
    if office is None or not any(q.kind in {"administrative", "institution"} for q in facts.quotas):
        return
    if _first(
        r"财政所[^。]{0,40}(?:行政|事业|参照|垂直|上划|区财政|县财政|单列)|(?:行政|事业|参照|垂直)[^。；]{0,30}财政所[^。；]{0,10}(?:使用|为|属)|中心[和、及]财政所(?:为|使用|属)[^，。；]{0,4}事业",
        text,
    ):
        return
    yield found(
        text,
        "O09",
        Level.NOTICE,
        Words(
            zh="没有写财政所用行政编制还是事业编制，还是由上级垂直管理。",
            en="Whether the finance office has administrative or institution headcount is not said.",
        ),
        Words(zh="请写明财政所的编制类别。", en="State its headcount kind."),
        [(office.start, office.end)],
    )


def _year(text: Text, facts: Facts) -> Iterator[Finding]:
    exact = [d for d in facts.dates if d.exact]
    if (
        exact
        and not any(d.year_known for d in facts.dates)
        and not re.search(r"(?:19|20)\d\d年|二〇〇", text.plain)
    ):
        yield found(
            text,
            "O10",
            Level.NOTICE,
            Words(
                zh="全文没有写是哪一年，星期和工作日无法核对。",
                en="The year is not named; weekdays and working days cannot be checked.",
            ),
            Words(zh="请在第一个日期前写明年份。", en="Name the year at the first date."),
            [(exact[0].start, exact[0].end)],
        )
