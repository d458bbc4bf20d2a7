"""Ledgers: exits with what is due, services, the one-outcome ledger, the balance sheet, findings."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dinggang.balance import OUTCOME_WORDS, BalanceSheet, Outcome
from dinggang.basis import LEVEL_WORDS, Finding
from dinggang.documents.words import KINDS, ROUTES, STAFF, Names, name
from dinggang.exits import Exit
from dinggang.plan import Plan, Post
from dinggang.roster import Person
from dinggang.services import LineStatement
from dinggang.sheets import Sheet


def exit_ledger(exits: Sequence[Exit], names: Names, title: str) -> tuple[Sheet, Sheet]:
    """分流或清退台账, and the working-out of what is due line by line."""
    ledger = Sheet(
        title=title,
        columns=("编号", "姓名", "去向", "最后一天", "是否批准", "理由", "应付", "实付", "是否结清"),
        rows=tuple(
            (
                e.person,
                name(names, e.person),
                ROUTES[e.route],
                e.last_day,
                "批准" if e.granted else "不批准",
                "；".join(r.zh for r in e.reasons),
                e.due_total,
                e.paid,
                "是" if e.settled else "否",
            )
            for e in exits
        ),
    )
    dues = Sheet(
        title=f"{title}测算",
        columns=("编号", "姓名", "项目", "算式", "金额", "依据"),
        rows=tuple(
            (e.person, name(names, e.person), d.label.zh, d.formula, d.amount, d.clause)
            for e in exits
            for d in e.dues
        ),
    )
    return ledger, dues


def service_ledger(plan: Plan, statements: Sequence[LineStatement]) -> Sheet:
    """购买服务台账: each line beside its base year."""
    lines = {s.id: s for s in plan.services.lines} if plan.services is not None else {}
    return Sheet(
        title="购买服务",
        columns=(
            "项目编号",
            "服务项目",
            "用途",
            "单位",
            "基年经费",
            "协议金额",
            "约定数量",
            "验收数量",
            "应付",
            "已付",
            "用途不变",
            "协议",
        ),
        rows=tuple(
            (
                s.line,
                lines[s.line].name,
                lines[s.line].purpose,
                lines[s.line].unit,
                s.base_amount,
                s.agreed_amount,
                s.quantity,
                s.accepted,
                s.payable,
                s.paid,
                "是" if s.purpose_kept else "否",
                "、".join(s.agreements),
            )
            for s in statements
        ),
    )


def outcome_ledger(
    plan: Plan, people: Sequence[Person], posts: Sequence[Post], outcomes: Sequence[Outcome], names: Names
) -> tuple[Sheet, Sheet]:
    """去向台账: everyone of the roster with where they ended; and the count per outcome."""
    kinds = {p.id: STAFF[p.kind] for p in people}
    bodies = {b.id: b.name for b in plan.bodies}
    by_id: Mapping[str, Post] = {p.id: p for p in posts}
    rows = []
    for o in outcomes:
        post = by_id.get(o.post or "")
        rows.append(
            (
                o.person,
                name(names, o.person),
                kinds.get(o.person, ""),
                OUTCOME_WORDS[o.kind].zh,
                bodies.get(post.body, "") if post is not None else "",
                f"{post.id} {post.name}" if post is not None else "",
                "、".join(o.concurrent),
                KINDS[o.occupies] if o.occupies is not None else "",
                o.reason.zh if o.reason is not None else "",
            )
        )
    ledger = Sheet(
        title="去向台账",
        columns=("编号", "姓名", "原类别", "去向", "机构", "岗位", "兼岗", "占用编制", "说明"),
        rows=tuple(rows),
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
    """检查结果: (step, finding, acts that lifted it), with file, row and cure."""
    return Sheet(
        title="检查结果",
        columns=("环节", "代码", "级别", "内容", "位置", "办法", "解除的行为"),
        rows=tuple(
            (
                step,
                f.code,
                LEVEL_WORDS[f.level].zh,
                f.words.zh,
                "；".join(str(w) for w in f.where),
                f.cure.zh,
                "、".join(lifted),
            )
            for step, f, lifted in findings
        ),
    )
