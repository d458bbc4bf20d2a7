"""机构改革情况统计表: before and after in numbers, for the office. Every figure is that of the papers it sums up."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

from dinggang.balance import OUTCOME_WORDS, Outcome, OutcomeKind
from dinggang.balance.structure import Figure, Ratio, Structure, counted, ratio, structure
from dinggang.basis import CENT, fraction, plain
from dinggang.case import ActKind, effects
from dinggang.documents.official.establishing import BODY_KINDS, signed
from dinggang.documents.official.money import yuan
from dinggang.documents.official.saying import Made, columns, label, lacking, ledger_head
from dinggang.documents.official.saying import counted as cell
from dinggang.documents.official.scoring import figures
from dinggang.documents.official.values import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Layout,
    Paragraph,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, STAFF, Names, chinese_date
from dinggang.plan import Filling, HeadcountKind, ReserveMode, Stratum
from dinggang.roster import Person, Sex
from dinggang.services import share

_TEMPORARY = [kind for kind in STAFF if kind.headcount is None]


def statistics_tables(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """The tables, one under the other; a part that the case has nothing of is left out."""
    if not told.outcomes:
        return lacking(
            "还没有每个人的去向，无从统计。", "Not everyone has an outcome yet: there is nothing to count."
        )
    act = told.last(ActKind.SUMMARY_ADOPTED) or told.acts[-1]
    measured = [figures(told, told.ranking)] if told.ranking is not None and told.marks else []
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        ("机构", (_bodies(told),)),
        ("编制和领导职数", (_headcount(told),)),
        ("人员去向", (_outcomes(told),)),
        ("队伍结构", _structure(told)),
        ("岗位", (_posts(told),)),
        ("测评", measured),
        ("异议", (_objections(told),)),
        ("经费", _money(told)),
    )
    blocks: list[Block] = [ledger_head(told, "个、名、人、分、元")]
    shown = ((title, inside) for title, inside in parts if inside)
    for number, (title, inside) in enumerate(shown):
        blocks += [Heading(level=1, text=f"{'一二三四五六七八'[number]}、{title}"), *inside]
    return (
        Document(
            kind="statistics",
            title=f"{told.organ}机构改革情况统计表",
            day=act.day,
            layout=Layout.WIDE,
            blocks=tuple(blocks),
        ),
    )


def _bodies(told: Told) -> Table:
    plan = told.case.plan
    before, after = plan.before.bodies, len(plan.bodies)
    kinds = Counter(b.kind for b in plan.bodies)
    places = Counter(b.headcount_kind for b in plan.bodies)
    heads = (
        *("改革前机构", "改革后机构", "增减", "加挂牌子"),
        *(f"其中：{word}" if n == 0 else word for n, word in enumerate(BODY_KINDS.values())),
        *(f"{KINDS[k]}编制机构" for k in plan.headcount),
    )
    row = (
        cell(before),
        str(after),
        "" if before is None else signed(after - before),
        str(sum(len(b.plates) for b in plan.bodies)),
        *(str(kinds[k]) for k in BODY_KINDS),
        *(str(places[k]) for k in plan.headcount),
    )
    return Table(columns=_narrow(*heads), rows=(row,), empty="没有机构。")


def _narrow(*titles: str, left: str = "") -> tuple[Column, ...]:
    """Columns of numbers. A title that says 改革前 or 改革后 of something breaks after that; `left` are columns of words."""
    return tuple(
        Column(
            title=t,
            align=Align.LEFT if t in left.split() else Align.CENTRE,
            width=_BEFORE_AND_AFTER if t.startswith(("改革前", "改革后")) else 0,
        )
        for t in titles
    )


def _sum(those: Sequence[int | None]) -> int | None:
    """The sum, None unless everything in it is known."""
    return None if None in those else sum(n for n in those if n is not None)


def _headcount(told: Told) -> Table:
    plan = told.case.plan
    released = effects(told.acts).released
    used = Counter(o.occupies for o in told.outcomes if o.occupies is not None)
    before = Counter(p.kind.headcount for p in told.regular)
    lines = [
        (
            q.before,
            before[kind],
            q.proposed,
            q.approved,
            q.reserve,
            min(released.get(kind, 0), q.reserve),
            q.leader_posts,
            used[kind],
        )
        for kind, q in plan.headcount.items()
    ]
    whole = [_sum(those) for those in zip(*lines, strict=True)]
    heads = (
        *("编制类别", "改革前编制", "改革前人员", "申报", "核定"),
        "其中预留" if plan.reserve_mode is ReserveMode.INSIDE else "另有预留",
        *("动用预留", "领导职数", "改革后占编"),
    )
    return Table(
        columns=_narrow(*heads),
        rows=(
            *((KINDS[k], *map(cell, line)) for k, line in zip(plan.headcount, lines, strict=True)),
            ("合计", *map(cell, whole)),
        ),
        empty="方案没有列出编制。",
        total=True,
        notes=("改革前人员：花名册上的行政、事业人员。改革后占编：去向台账上占用编制的人员。",),
    )


def _outcomes(told: Told) -> Table:
    kinds = [k for k in STAFF if any(p.kind is k for p in told.case.people)]
    of = {p.id: p.kind for p in told.case.people}
    found = Counter((o.kind, of[o.person]) for o in told.outcomes if o.person in of)
    ways = [w for w in OUTCOME_WORDS if any(found[w, k] for k in kinds)]
    heads = ("去向", *(f"原{STAFF[k]}人员" for k in kinds), "合计")
    rows = [
        (
            OUTCOME_WORDS[w].zh,
            *(str(found[w, k]) for k in kinds),
            str(sum(found[w, k] for k in kinds)),
        )
        for w in ways
    ]
    sums = [sum(found[w, k] for w in ways) for k in kinds]
    return Table(
        columns=columns(*heads, centred=" ".join(heads[1:])),
        rows=(*rows, ("合计", *map(str, sums), str(sum(sums)))),
        empty="没有人员。",
        total=True,
    )


_BEFORE_AND_AFTER = 18
"""Millimetres in which three characters stand in a line, and a number of six figures in smaller type."""
_HEADS = ("改革前人数", "改革前共有", "改革前数值", "改革后人数", "改革后共有", "改革后数值")


def _structure(told: Told) -> list[Block]:
    found = structure(told.case, told.outcomes)
    groups = {f.indicator.group.name.zh: f.indicator.group for f in found.figures}
    who = "".join(f"{name}，{g.before.zh}；{g.after.zh}。" for name, g in groups.items())
    how = (
        f"统计日为{chinese_date(found.day)}，改革前后用同一日。数值为百分比的＝100×人数÷共有人数；平均年龄＝周岁数之和÷共有人数，"
        f"“人数”一栏是周岁数之和；都{found.rounding.zh}。本科及以上包含在大专及以上之内。层级改革前按花名册，改革后按任职岗位。"
    )
    return [Paragraph(text=who), Paragraph(text=how), _strata(told), _shares(found)]


def _strata(told: Told) -> Table:
    """By stratum, sex and party, over the same people as the indicators of structure."""
    before, stay = counted(told.case, told.outcomes)
    after = [p for p, _ in stay]
    strata = {p.id: p.stratum for p in told.case.posts}
    # A leader who stays leads, whether or not an act says in which post.
    held = Counter(Stratum.LEADER if _leads(p, o) else strata.get(o.post or "") for p, o in stay)
    rows = [
        _both(f"层级：{label(s)}", (sum(p.stratum is s for p in before), held[s]), (len(before), len(after)))
        for s in Stratum
    ]
    if held[None]:
        rows.append(_both("层级：占编而没有岗位", (0, held[None]), (len(before), len(after))))
    tests: tuple[tuple[str, Callable[[Person], bool]], ...] = (
        ("性别：男", lambda p: p.sex is Sex.MALE),
        ("性别：女", lambda p: p.sex is Sex.FEMALE),
        ("中共党员", lambda p: p.party_member),
    )
    rows += [
        _both(title, (sum(map(holds, before)), sum(map(holds, after))), (len(before), len(after)))
        for title, holds in tests
    ]
    return Table(
        caption="层级、性别和党员",
        columns=_narrow("指标", "单位", *_HEADS, left="指标"),
        rows=tuple(rows),
        empty="没有在编人员。",
    )


def _leads(person: Person, one: Outcome) -> bool:
    return one.post is None and one.kind is OutcomeKind.APPOINT and person.stratum is Stratum.LEADER


def _both(title: str, numbers: tuple[int, int], of: tuple[int, int]) -> tuple[str, ...]:
    had, has = (ratio(n, whole, 100) for n, whole in zip(numbers, of, strict=True))
    return (title, "%", *_cells(had), *_cells(has))


def _cells(one: Ratio) -> tuple[str, str, str]:
    return str(one.numerator), str(one.denominator), "无人" if one.value is None else plain(one.value)


def _shares(found: Structure) -> Table:
    """年龄、学历和编制类别: the indicators of structure as they are worked out elsewhere."""

    def row(one: Figure) -> tuple[str, ...]:
        about = one.indicator
        return (
            about.code,
            about.group.name.zh,
            about.title.zh,
            about.unit,
            *_cells(one.before),
            *_cells(one.after),
        )

    return Table(
        caption="年龄、学历和编制类别",
        columns=_narrow("代码", "人群", "指标", "单位", *_HEADS, left="人群 指标"),
        rows=tuple(row(f) for f in found.figures),
        empty="没有在编人员。",
    )


def _posts(told: Told) -> Table:
    """Openings and how they were filled; who holds a post besides another fills it, too."""
    posts = {p.id: p for p in told.case.posts}
    ways: dict[HeadcountKind, Counter[str]] = {k: Counter() for k in told.case.plan.headcount}
    for post in posts.values():
        ways[post.kind]["名额"] += post.openings
        ways[post.kind]["拿出竞争"] += post.openings if post.filling is Filling.COMPETE else 0
    for one in told.outcomes:
        if one.post in posts:
            won = one.kind is OutcomeKind.COMPETE
            ways[posts[one.post].kind]["竞争上岗" if won else "组织任命"] += 1
        for other in one.concurrent:
            ways[posts[other].kind]["兼岗"] += 1
    filled = ("竞争上岗", "组织任命", "兼岗")
    for count in ways.values():
        count["已有人"] = sum(count[w] for w in filled)
        count["空缺"] = count["名额"] - count["已有人"]
    leaders = sum(o.person in told.people and _leads(told.people[o.person], o) for o in told.outcomes)
    unsaid = f"另有领导{leaders}人任职，没有写明岗位。" if leaders else ""
    heads = ("名额", "拿出竞争", *filled, "已有人", "空缺")
    whole = [sum(count[h] for count in ways.values()) for h in heads]
    return Table(
        columns=columns("编制类别", *heads, centred=" ".join(("编制类别", *heads))),
        rows=(
            *((KINDS[k], *(str(count[h]) for h in heads)) for k, count in ways.items()),
            ("合计", *map(str, whole)),
        ),
        empty="没有设岗。",
        total=True,
        notes=(f"名额含领导岗位；拿出竞争的是公布时的名额。兼岗的不另占编制。{unsaid}",),
    )


def _objections(told: Told) -> Table:
    acts = told.of(ActKind.OBJECTION_DECIDED)
    people = {p for a in acts for p in a.people}
    drawn = len(told.of(ActKind.DRAW_HELD))
    heads = ("处理异议（件）", "涉及人数", "抽签（次）", "更正正式行为（件）")
    corrected = len(told.every_act) - len(told.acts)
    row = (str(len(acts)), str(len(people)), str(drawn), str(corrected))
    return Table(columns=columns(*heads, centred=" ".join(heads)), rows=(row,), empty="没有异议。")


def _money(told: Told) -> list[Block]:
    return [*_severance(told), *_services(told), *_path(told)]


def _severance(told: Told) -> list[Block]:
    granted = [e for e in told.clearances if e.granted]
    if not granted:
        return []
    rows = []
    for kind in _TEMPORARY:
        those = [e for e in granted if e.person in told.people and told.people[e.person].kind is kind]
        if those:
            due = sum((e.due_total for e in those), Decimal(0))
            paid = sum((e.paid for e in those if e.paid is not None), Decimal(0))
            rows.append((f"{STAFF[kind]}人员", len(those), due, paid))
    whole = ("合计", sum(r[1] for r in rows), sum((r[2] for r in rows), Decimal(0)))
    money = ("应付（元）", "实付（元）")
    return [
        Table(
            caption="清退补偿",
            columns=columns("人员类别", "清退人数", *money, centred="清退人数", right=" ".join(money)),
            rows=tuple(
                (title, str(many), yuan(due), yuan(paid))
                for title, many, due, paid in (*rows, (*whole, sum((r[3] for r in rows), Decimal(0))))
            ),
            empty="没有清退补偿。",
            total=True,
        )
    ]


def _services(told: Told) -> list[Block]:
    services = told.case.plan.services
    if services is None or not told.statements:
        return []
    called = {s.id: s.name for s in services.lines}
    lines = [
        (called.get(s.line, s.line), "" if s.year is None else str(s.year), s.base_amount, s.agreed_amount)
        for s in told.statements
    ]
    if len({year for _, year, _, _ in lines}) == 1:
        none = Decimal(0)
        lines.append(
            ("合计", lines[0][1], sum((b for *_, b, _ in lines), none), sum((a for *_, a in lines), none))
        )
    summed = lines[-1][0] == "合计"
    heads = (f"{services.base_year}年基数（元）", "协议金额（元）", "增减（元）", "占基数%")
    rows = tuple(
        (title, year, yuan(base), yuan(agreed), yuan(agreed - base), _percent(agreed, base))
        for title, year, base, agreed in lines
    )
    return [
        Table(
            caption="公益服务经费",
            columns=columns("服务项目", "年度", *heads, centred="年度", right=" ".join(heads)),
            rows=rows,
            empty="没有服务项目。",
            total=summed,
        )
    ]


def _percent(part: Decimal, whole: Decimal) -> str:
    return "" if not whole else f"{CENT(100 * fraction(part) / fraction(whole)):f}"


def _path(told: Told) -> list[Block]:
    """养人转养事, year by year, where the plan has the years."""
    services = told.case.plan.services
    if services is None or not services.path:
        return []
    heads = ("人员经费（元）", "服务经费（元）", "服务经费占比%", "目标%")
    rows = tuple(
        (
            str(y.year),
            yuan(y.staff),
            yuan(y.services),
            f"{CENT(share(y)):f}",
            "" if y.target_share is None else plain(y.target_share),
        )
        for y in sorted(services.path, key=lambda y: y.year)
    )
    return [
        Table(
            caption="人员经费和服务经费",
            columns=columns("年度", *heads, centred="年度", right=" ".join(heads)),
            rows=rows,
            empty="方案没有写年度数。",
        )
    ]
