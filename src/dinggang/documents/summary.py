"""工作总结: the closing report in plain text, every sentence drawn from figures of the case."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dinggang.balance import OUTCOME_WORDS, BalanceSheet, Outcome, OutcomeKind
from dinggang.basis import plain
from dinggang.case import ActKind, Case
from dinggang.documents.words import KINDS, chinese_date, weight_words
from dinggang.exits import Exit
from dinggang.plan import BodyKind, Filling, HeadcountKind, Plan
from dinggang.selection import Placement, Ranking
from dinggang.services import LineStatement

_BODY = {BodyKind.OFFICE: "个办公室", BodyKind.CENTRE: "个中心", BodyKind.STATION: "个所（站）"}


def summary(  # noqa: PLR0913 - everything that a summary tells
    case: Case,
    steps: Sequence[tuple[str, date, date]],
    outcomes: Sequence[Outcome],
    clearances: Sequence[Exit],
    ranking: Ranking | None,
    placement: Placement | None,
    statements: Sequence[LineStatement],
    sheet: BalanceSheet,
    *,
    closed: bool,
) -> str:
    """The summary; a draft as long as the case is not closed. `steps` are the steps taken with their first and last day, in the order they were taken.

    What the case cannot back is left out.
    """
    parts = [
        f"{case.plan.organ}机构改革工作总结{'' if closed else '（草稿，尚未办结）'}",
        _opening(steps, closed=closed),
        "一、基本情况",
        *_situation(case),
        "二、主要做法",
        *_practice(case, ranking, placement),
        "三、结果",
        *_results(case, outcomes, clearances, statements, sheet),
        *_assumptions(case.plan),
    ]
    return "\n".join(parts) + "\n"


def _opening(steps: Sequence[tuple[str, date, date]], *, closed: bool) -> str:
    first = min(start for _, start, _ in steps)
    last = max(end for _, _, end in steps)
    order = "、".join(title for title, _, _ in steps)
    return (
        f"　　改革从{chinese_date(first)}开始，到{chinese_date(last)}{'办结' if closed else ''}，历时{(last - first).days}天。"
        f"实际办理的先后为：{order}。"
    )


_TOLD = {
    ActKind.GROUP_ESTABLISHED: "成立领导小组",
    ActKind.OFFICE_ESTABLISHED: "成立领导小组办公室",
    ActKind.PLAN_ADOPTED: "通过改革方案",
    ActKind.PLAN_APPROVED: "批复改革方案",
    ActKind.MOBILISATION_HELD: "召开动员大会",
}


def _situation(case: Case) -> list[str]:
    plan = case.plan
    lines = []
    for act in case.acts:
        if act.kind in _TOLD:
            number = f"（{act.number}）" if act.number else ""
            lines.append(f"　　{chinese_date(act.day)}，{act.by}{_TOLD[act.kind]}{number}。")
    if plan.stages:
        order = "、".join(s.name for s in plan.stages)
        lines.append(f"　　方案分{len(plan.stages)}个阶段：{order}；实际先后见上。")
    kinds = Counter(b.kind for b in plan.bodies)
    bodies = "、".join(f"{kinds[k]}{w}" for k, w in _BODY.items() if kinds[k])
    plates = [
        f"{b.name}（加挂{'、'.join(p.name for p in b.plates)}牌子）" if b.plates else b.name
        for b in plan.bodies
    ]
    before = f"改革前{plan.before.bodies}个，" if plan.before.bodies is not None else ""
    lines.append(f"　　机构：{before}改革后{len(plan.bodies)}个，即{bodies}：{'、'.join(plates)}。")
    for headcount_kind, quota in plan.headcount.items():
        was = f"改革前{quota.before}名，" if quota.before is not None else ""
        lines.append(
            f"　　{KINDS[headcount_kind]}编制：{was}核定{quota.approved}名，其中预留{quota.reserve}名、领导职数{quota.leader_posts}名。"
        )
    return lines


def _practice(case: Case, ranking: Ranking | None, placement: Placement | None) -> list[str]:
    competed: Counter[HeadcountKind] = Counter()
    for post in case.posts:
        if post.filling is Filling.COMPETE:
            competed[post.kind] += post.openings
    opened = "、".join(f"{KINDS[k]}岗位{n}个" for k, n in sorted(competed.items()))
    rule = case.plan.rules.composite
    lines = [
        f"　　拿出{opened}，共{sum(competed.values())}个岗位竞争上岗。",
        *_resolutions(case),
        f"　　四项测评的权重为{weight_words(rule.weights)}，方案批准时已定，测评前公布。",
    ]
    if ranking is not None:
        lines.append(f"　　{len(ranking.ranked)}人上榜，{len(ranking.unranked)}人没有排名，理由都已列明。")
    if placement is not None:
        placed = [p for p in placement.placed if p.post is not None]
        first = sum(p.choice == 1 for p in placed)
        lines.append(f"　　按名次选岗，录取{len(placed)}人，其中{first}人录取在第一志愿。")
    return lines


_RESOLVED = {
    ActKind.RESERVE_RELEASED: "动用预留编制",
    ActKind.POST_CONCURRENT: "确定兼岗",
    ActKind.POST_APPOINTED: "组织任命",
    ActKind.POST_KEPT_VACANT: "保留空缺",
}


def _resolutions(case: Case) -> list[str]:
    """How posts and headcount were made to agree: acts that lifted findings, with how many places each was about."""
    told = [
        f"{act.by}{_RESOLVED[act.kind]}{act.count or len(act.posts)}个（{act.number}）"
        for act in case.acts
        if act.kind in _RESOLVED and act.lifts
    ]
    return [f"　　岗位与编制不一致之处，公布岗位前已作决定：{'；'.join(told)}。"] if told else []


def _results(
    case: Case,
    outcomes: Sequence[Outcome],
    clearances: Sequence[Exit],
    statements: Sequence[LineStatement],
    sheet: BalanceSheet,
) -> list[str]:
    counts = Counter(o.kind for o in outcomes)
    listed = "，".join(f"{w.zh}{counts[k]}人" for k, w in OUTCOME_WORDS.items() if counts[k])
    lines = [f"　　改革前在册{len(case.people)}人，去向合计{len(outcomes)}人：{listed}。"]
    if clearances:
        paid = sum((e.paid for e in clearances if e.paid is not None), start=Decimal(0))
        lines.append(f"　　清退临时和自用人员{len(clearances)}人，结清补偿{plain(paid)}元。")
    if counts[OutcomeKind.WAIT]:
        lines.append(f"　　还有{counts[OutcomeKind.WAIT]}人待岗，须继续安排。")
    if statements and case.plan.services is not None:
        agreed = sum((s.agreed_amount for s in statements), start=Decimal(0))
        lines.append(
            f"　　{len(statements)}项公益服务改为政府购买，协议金额{plain(agreed)}元，"
            f"{case.plan.services.base_year}年为{plain(case.plan.services.base_total)}元。"
        )
    held = sum(law.holds for law in sheet.laws)
    lines.append(f"　　平衡表{len(sheet.laws)}条平衡关系，{held}条成立。")
    return lines


def _assumptions(plan: Plan) -> list[str]:
    if not plan.assumptions:
        return []
    return ["四、说明", *(f"　　{number}. {text}" for number, text in enumerate(plan.assumptions, start=1))]
