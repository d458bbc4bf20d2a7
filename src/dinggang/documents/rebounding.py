"""反弹核查: the ledger of a later day beside the closed case, and its report in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dinggang.balance import KIND_WORDS, OUTCOME_WORDS
from dinggang.balance.later import LATER_WORDS, PAID_WORDS, Closed, Later, Nature
from dinggang.balance.rebound import body_name
from dinggang.balance.rebound_money import shares
from dinggang.basis import CENT, LEVEL_WORDS, Finding, Level, plain
from dinggang.documents.words import INTERNAL, Names, money, name, places
from dinggang.plan import Stratum
from dinggang.plan.law import article, short
from dinggang.services import share
from dinggang.sheets import Cell, Sheet


def rebound_sheets(
    settled: Closed, later: Later, findings: Sequence[Finding], names: Names, written: Mapping[str, str]
) -> tuple[Sheet, ...]:
    """核查结果, 人员对照, 编制对照, 经费对照. `written` are the names of the later roster by row."""
    return (
        _results(findings),
        _people(settled, later, findings, names, written),
        _headcount(settled, later),
        *([_money(settled, later)] if settled.plan.services is not None and later.money else []),
    )


def _results(findings: Sequence[Finding]) -> Sheet:
    return Sheet(
        title="核查结果",
        heading="反弹核查结果",
        columns=("代码", "级别", "内容", "办法", "法规依据", "位置"),
        rows=tuple(
            (
                f.code,
                LEVEL_WORDS[f.level].zh,
                f.words.zh,
                f.cure.zh,
                "、".join(short(article(c)) for c in f.cites),
                places(f.where, limit=40),
            )
            for f in findings
        ),
        notes=(INTERNAL, *(() if findings else ("没有发现反弹。",))),
    )


def _people(
    settled: Closed, later: Later, findings: Sequence[Finding], names: Names, written: Mapping[str, str]
) -> Sheet:
    codes: dict[str, list[str]] = {}
    for f in findings:
        for row in f.rows:
            codes.setdefault(row, []).append(f.code)
    rows: list[tuple[Cell, ...]] = []
    for one in later.people:
        outcome = settled.outcomes.get(one.person or "")
        called = name(names, one.person) if one.person is not None else ""
        rows.append(
            (
                one.person or "",
                called or written.get(one.row, ""),
                OUTCOME_WORDS[outcome.kind].zh if outcome is not None else "",
                settled.ended.get(one.person or ""),
                body_name(settled, one.body),
                LATER_WORDS[one.kind].zh,
                one.employer,
                PAID_WORDS[one.paid_by].zh,
                one.start,
                "、".join(dict.fromkeys(codes.get(one.row, ()))),
            )
        )
    return Sheet(
        title="人员对照",
        heading="后来花名册与案卷去向对照",
        columns=(
            *("编号", "姓名", "案卷去向", "离岗日期", "后来所在机构", "后来类别"),
            *("用人单位", "经费来源", "到岗日期", "问题"),
        ),
        rows=tuple(rows),
        notes=(INTERNAL, "没有编号的是案卷以外的人；“问题”是核查结果中的代码。"),
    )


def _headcount(settled: Closed, later: Later) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for kind, figures in settled.plan.headcount.items():
        before = sum(o.occupies is kind for o in settled.outcomes.values())
        there = [p for p in later.people if p.kind.headcount is kind]
        most = settled.fillable(kind)
        rows.append(
            (
                KIND_WORDS[kind].zh,
                figures.approved,
                most,
                before,
                len(there),
                len(there) - before,
                max(len(there) - most, 0),
                figures.leader_posts,
                sum(p.stratum is Stratum.LEADER for p in there),
            )
        )
    return Sheet(
        title="编制对照",
        heading="编制和职数对照",
        columns=(
            *("编制类别", "方案核定", "可用", "办结时占编", "后来占编", "增减", "超编"),
            *("领导职数", "后来领导"),
        ),
        rows=tuple(rows),
        notes=("可用＝核定数减去没有动用的预留（预留含在编制数内时），加上已动用的。",),
    )


def _money(settled: Closed, later: Later) -> Sheet:
    services = settled.plan.services
    lines = services.lines if services is not None else ()
    years = sorted({m.year for m in later.money if m.nature is Nature.SERVICES})
    rows: list[tuple[Cell, ...]] = []
    for s in lines:
        amounts = [_sum(later, year, s.id) for year in years]
        rows.append(
            (
                *(s.id, s.name, s.purpose, money(s.base_amount)),
                *(money(a) for a in amounts),
                *(money(a - s.base_amount) for a in amounts),
            )
        )
    base = services.base_total if services is not None else Decimal(0)
    totals = [_sum(later, year, None) for year in years]
    rows.append(
        ("合计", "", "", money(base), *(money(a) for a in totals), *(money(a - base) for a in totals))
    )
    return Sheet(
        title="经费对照",
        heading="服务经费逐项对照",
        columns=(
            *("项目编号", "服务项目", "用途", "基年经费"),
            *(f"{year}年" for year in years),
            *(f"{year}年比基年" for year in years),
        ),
        rows=tuple(rows),
        notes=("金额单位为元。", *_share_notes(settled, later)),
    )


def _sum(later: Later, year: int, line: str | None) -> Decimal:
    return sum(
        (
            m.amount
            for m in later.money
            if m.year == year and m.nature is Nature.SERVICES and line in {None, m.line}
        ),
        Decimal(0),
    )


def _share_notes(settled: Closed, later: Later) -> list[str]:
    services = settled.plan.services
    if services is None:
        return []
    return [
        f"{y.year}年：人员经费{plain(y.staff)}元、服务经费{plain(y.services)}元，服务占{plain(CENT(share(y)))}%"
        + (f"，目标{plain(y.target_share)}%。" if y.target_share is not None else "。")
        for y in shares(services, later.money)
    ]


def rebound_report(settled: Closed, later: Later, findings: Sequence[Finding]) -> str:
    """The report in words: what was compared, what was found and where, what is to be done. Ids, no names."""
    levels = Counter(f.level for f in findings)
    lines = [f"{settled.plan.title}反弹核查报告", "", "一、核查范围", f"  花名册{len(later.people)}人"]
    lines[-1] += "".join(
        f"，{words}{count}条"
        for words, count in (
            ("机构编制", len(later.bodies)),
            ("经费", len(later.money)),
            ("付款", len(later.payments)),
        )
        if count
    )
    absent = [
        words
        for words, table in (
            ("机构编制", later.bodies),
            ("经费", later.money),
            ("付款", later.payments),
        )
        if not table
    ]
    lines[-1] += f"；没有提供{'、'.join(absent)}，这些没有核对。" if absent else "。"
    lines += ["", "二、编制和人员"]
    for kind in settled.plan.headcount:
        before = sum(o.occupies is kind for o in settled.outcomes.values())
        there = sum(p.kind.headcount is kind for p in later.people)
        lines.append(
            f"  {KIND_WORDS[kind].zh}：可用{settled.fillable(kind)}名，办结时占编{before}人，后来占编{there}人。"
        )
    lines += [f"  {note}" for note in _share_notes(settled, later)]
    lines += ["", "三、发现的问题"]
    for number, f in enumerate(findings, start=1):
        lines += [
            f"  {number}．[{f.code} {LEVEL_WORDS[f.level].zh}] {f.words.zh}",
            f"      位置：{places(f.where)}",
            f"      办法：{f.cure.zh}",
        ]
    if not findings:
        lines.append("  没有发现反弹。")
    stops, explain = levels[Level.STOPS], levels[Level.EXPLAIN]
    lines += ["", "四、结论"]
    lines.append(
        f"  违反改革结果的{stops}项，须说明的{explain}项。"
        if findings
        else "  核对过的各项与办结时一致，没有反弹。"
    )
    return "\n".join(lines) + "\n"
