"""Ledgers: exits with what is due, services, the one-outcome ledger, the balance sheet, findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dinggang.balance import OUTCOME_WORDS, BalanceSheet, Outcome
from dinggang.basis import LEVEL_WORDS, Finding, Level, plain
from dinggang.case import Act
from dinggang.documents.words import INTERNAL, KINDS, ROUTES, STAFF, Names, money, name, places, quantity
from dinggang.exits import Exit
from dinggang.exits.monthly import clause_of
from dinggang.plan import ExitRoute, ExitRule, Plan, Post
from dinggang.plan.law import article, short
from dinggang.roster import Person
from dinggang.services import LineStatement, yearly
from dinggang.sheets import Cell, Sheet


def clearance_ledger(exits: Sequence[Exit], names: Names) -> tuple[Sheet, Sheet]:
    """清退台账, and the working-out of what is due line by line."""
    rows = [
        (
            e.person,
            name(names, e.person),
            ROUTES[e.route],
            e.last_day,
            "批准" if e.granted else "不批准",
            "；".join(r.zh for r in e.reasons),
            money(e.due_total),
            None if e.paid is None else money(e.paid),
            "是" if e.settled else "否",
        )
        for e in exits
    ]
    due = sum((e.due_total for e in exits), Decimal(0))
    paid = sum((e.paid for e in exits if e.paid is not None), Decimal(0))
    ledger = Sheet(
        title="清退台账",
        columns=("编号", "姓名", "去向", "离岗日期", "是否批准", "不批准的理由", "应付", "实付", "是否结清"),
        rows=(*rows, ("合计", f"{len(exits)}人", "", None, "", "", money(due), money(paid), "")),
        notes=(INTERNAL,),
    )
    dues = Sheet(
        title="清退台账测算",
        columns=("编号", "姓名", "项目", "算式", "金额", "依据"),
        rows=tuple(
            (e.person, name(names, e.person), d.label.zh, d.formula, money(d.amount), d.clause)
            for e in exits
            for d in e.dues
        ),
        notes=(INTERNAL,),
        heading="清退补偿测算",
    )
    return ledger, dues


def exit_ledger(plan: Plan, exits: Sequence[Exit], names: Names) -> Sheet:
    """分流台账: every way out that a person of the headcount took, with its terms by the plan."""
    rules = {rule.route: rule for rule in plan.rules.exits}
    return Sheet(
        title="分流台账",
        columns=(
            *("编号", "姓名", "去向", "离岗日期", "是否批准", "不批准的理由", "待遇", "继续占编", "依据"),
            *("须本人签字", "法规依据", "每月发给", "到龄前合计"),
        ),
        rows=tuple(
            (
                e.person,
                name(names, e.person),
                ROUTES[e.route],
                e.last_day,
                "批准" if e.granted else "不批准",
                "；".join(r.zh for r in e.reasons),
                *_terms(rules.get(e.route), e),
                "、".join(s.zh for s in e.signs),
                "、".join(short(article(id_)) for id_ in e.cites),
                *((None, None) if e.monthly is None else (money(e.monthly.amount), money(e.monthly.total))),
            )
            for e in exits
        ),
        notes=(INTERNAL,),
    )


_BY_STATUTE = frozenset({ExitRoute.RETIRE, ExitRoute.RETIRE_EARLY, ExitRoute.RETIRE_SICK})


def _terms(rule: ExitRule | None, decided: Exit) -> tuple[str, str, str]:
    if rule is None:
        return "", "", ""
    pay = "按国家规定" if rule.route in _BY_STATUTE else ""
    if rule.monthly_percent is not None:
        pay = f"按月发给工资的{plain(rule.monthly_percent)}%"
    if decided.monthly is not None:
        pay += f"：{decided.monthly.formula.zh}元"
    keeps = "是" if decided.keeps_headcount else "否"
    return pay, keeps, clause_of(rule)


def service_ledger(plan: Plan, statements: Sequence[LineStatement]) -> Sheet:
    """购买服务台账: each line of each budget year beside its base year, with a total for each year."""
    lines = {s.id: s for s in plan.services.lines} if plan.services is not None else {}
    base = f"{plan.services.base_year}年经费" if plan.services is not None else "基年经费"
    rows: list[tuple[Cell, ...]] = [
        (
            s.line,
            lines[s.line].name,
            lines[s.line].purpose,
            s.year,
            lines[s.line].unit,
            quantity(s.quantity),
            quantity(s.accepted),
            money(s.base_amount),
            money(s.agreed_amount),
            money(s.payable),
            money(s.paid),
            "是" if s.purpose_kept else "否",
            "、".join(s.agreements),
        )
        for s in statements
    ]
    deducted = any(len(w.steps) > 1 for s in statements for w in s.worths)
    years = yearly(statements)
    rows += [_service_total(those, several=len(years) > 1) for those in years]
    return Sheet(
        title="购买服务",
        columns=(
            *("项目编号", "服务项目", "用途", "年度", "单位", "约定数量", "验收数量"),
            *(base, "协议金额", "应付", "已付", "用途不变", "协议"),
        ),
        rows=tuple(rows),
        notes=(f"金额单位为元；应付＝验收数量×单价{'－扣款' if deducted else ''}。",),
        heading="购买服务台账",
    )


def _service_total(those: Sequence[LineStatement], *, several: bool) -> tuple[Cell, ...]:
    """The sums of a budget year; the year stands there where the ledger has several."""
    sums = zip(*((s.base_amount, s.agreed_amount, s.payable, s.paid) for s in those), strict=True)
    totals = (money(sum(amounts, Decimal(0))) for amounts in sums)
    return ("合计", "", "", those[0].year if several else None, "", None, None, *totals, "", "")


def outcome_ledger(
    plan: Plan, people: Sequence[Person], posts: Sequence[Post], outcomes: Sequence[Outcome], names: Names
) -> tuple[Sheet, Sheet]:
    """去向台账: everyone of the roster with where they ended; and the count per outcome."""
    before = {p.id: p for p in people}
    bodies = {b.id: b.name for b in plan.bodies}
    by_id: Mapping[str, Post] = {p.id: p for p in posts}
    titles = {p.id: f"{p.id} {p.name}" for p in posts}
    rows = []
    for o in outcomes:
        post = by_id.get(o.post or "")
        person = before.get(o.person)
        rows.append(
            (
                o.person,
                name(names, o.person),
                STAFF[person.kind] if person is not None else "",
                person.former_body if person is not None else "",
                OUTCOME_WORDS[o.kind].zh,
                bodies.get(post.body, "") if post is not None else "",
                titles.get(o.post or "", ""),
                "、".join(titles.get(p, p) for p in o.concurrent),
                KINDS[o.occupies] if o.occupies is not None else "",
                o.reason.zh if o.reason is not None else "",
            )
        )
    ledger = Sheet(
        title="去向台账",
        columns=("编号", "姓名", "原类别", "原单位", "去向", "机构", "岗位", "兼岗", "占用编制", "说明"),
        rows=tuple(rows),
        notes=(INTERNAL,),
    )
    counts = Counter(o.kind for o in outcomes)
    table = Sheet(
        title="去向汇总",
        columns=("去向", "人数"),
        rows=(
            *((words.zh, counts[kind]) for kind, words in OUTCOME_WORDS.items() if counts[kind]),
            ("合计", len(outcomes)),
            ("改革前人数", len(people)),
        ),
    )
    return ledger, table


def balance_sheet(sheet: BalanceSheet) -> Sheet:
    """平衡表: every law with its comparisons."""
    return Sheet(
        title="平衡表",
        columns=("代码", "平衡关系", "项目", "左边", "关系", "右边", "单位", "是否成立"),
        rows=tuple(
            (
                law.code,
                law.title.zh,
                line.label.zh,
                line.left,
                line.relation,
                line.right,
                line.unit,
                "是" if line.holds else "否",
            )
            for law in sheet.laws
            for line in law.lines
        ),
    )


def findings_sheet(findings: Sequence[tuple[str, Finding, Sequence[str]]]) -> Sheet:
    """检查结果: (step, finding, acts that lifted or explained it), with file, row and cure."""
    return Sheet(
        title="检查结果",
        columns=("环节", "代码", "级别", "处理情况", "处理的行为", "内容", "办法", "位置"),
        rows=tuple(
            (
                step,
                f.code,
                LEVEL_WORDS[f.level].zh,
                _state(f.level, settled=bool(acts)),
                "、".join(acts),
                f.words.zh,
                f.cure.zh,
                places(f.where, limit=40),
            )
            for step, f, acts in findings
        ),
        notes=("“处理的行为”是acts表中的编号，见“办理经过”。",),
    )


def _state(level: Level, *, settled: bool) -> str:
    if level is Level.NOTICE:
        return "仅提示"
    done, due = ("已解除", "未解除") if level is Level.STOPS else ("已说明", "未说明")
    return done if settled else due


def acts_sheet(acts: Sequence[tuple[str, Act]], names: Names) -> Sheet:
    """办理经过: (kind in words, act) in the order of their days."""
    return Sheet(
        title="办理经过",
        columns=("编号", "日期", "行为", "作出机关", "文号", "解除或说明", "涉及", "内容和理由"),
        rows=tuple(
            (
                act.id,
                act.day,
                kind,
                act.by,
                act.number,
                "、".join(act.lifts),
                _about(act, names),
                act.reason,
            )
            for kind, act in acts
        ),
        notes=(INTERNAL,),
    )


def _about(act: Act, names: Names) -> str:
    """What an act is about: places of a kind; posts, each with who is appointed or which post it is held with; people."""
    if act.headcount_kind is not None:
        return f"{KINDS[act.headcount_kind]}{act.count or 0}名"
    people = [f"{p} {name(names, p)}" for p in act.people]
    if act.posts and len(act.posts) == len(people):
        return "、".join(f"{post}：{who}" for post, who in zip(act.posts, people, strict=True))
    if act.held_with:
        pairs = zip(act.posts, act.held_with, strict=False)
        return "、".join(f"{post}由{beside}兼" for post, beside in pairs)
    return "、".join([*act.posts, *people])
