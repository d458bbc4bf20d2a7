"""What each step decides: pure functions of the case and of what earlier steps decided."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial

import msgspec

from dinggang.balance import planned_sheet, services_findings
from dinggang.basis import Fault, Finding, Level, Words
from dinggang.case import ActKind, Case, Effects, check_draws, day_of, draws, effects, of_kind
from dinggang.exits import check_exits, clearance_open, decide_exits
from dinggang.groundwork import (
    Disposition,
    Opinion,
    Reached,
    check_attendance,
    check_duties,
    check_group,
    check_heard,
    check_minutes,
    check_opinions,
    check_quorum,
    check_reached,
    check_talked,
    check_talks,
    held,
    reached,
    told_apart,
)
from dinggang.marks import (
    MEASURE_WORDS,
    check_sheets,
    mark_assessment,
    mark_evaluation,
    mark_exam,
    mark_speech,
)
from dinggang.plan import DrawMethod, Filling, Measure, Plan, Post, check_overlap, check_plan, overlaps
from dinggang.procedure.gates import CLEARANCES, check_notice, check_published_anew, missing_tables
from dinggang.procedure.grounding import leaving_early, taken
from dinggang.procedure.placing import placement_of
from dinggang.procedure.pool import after_ratio, applicants, openings_to_compete, without_cancelled
from dinggang.procedure.values import Decision, Figure, Results, StepId
from dinggang.roster import REGULAR, check_roster
from dinggang.selection import Applicant, Composite, Round, composites, rank
from dinggang.services import statements

TABLE_WORDS = {
    "exam": Words(zh="考试答题表", en="the exam table"),
    "evaluation": Words(zh="民主测评表", en="the evaluation table"),
    "speech": Words(zh="演说评分表", en="the judges' sheets"),
    "assessment": Words(zh="组织考核表", en="the assessment forms"),
    "choices": Words(zh="志愿表", en="the choices table"),
    "exits": Words(zh="分流清退表", en="the exits table"),
    "services": Words(zh="购买服务表", en="the services table"),
}

Missing = frozenset[str]
Decide = Callable[[Case, Effects, Results, Missing], Decision]


def figure(zh: str, en: str, value: int | Decimal, unit: str = "人") -> Figure:
    return Figure(label=Words(zh=zh, en=en), value=Decimal(value), unit=unit)


def _needed(missing: Missing, *names: str) -> tuple[Finding, ...]:
    return missing_tables(missing, {name: TABLE_WORDS[name] for name in names})


def establish(case: Case, _acts: Effects, results: Results, _missing: Missing) -> Decision:
    members = case.groundwork.members
    inside = {m.person for m in members if m.role.leads}
    office = {m.person for m in members if not m.role.leads}
    return Decision(
        results=results,
        findings=check_group(members, case.people),
        figures=(
            figure("领导小组", "leading group", len(inside)),
            *((figure("改革办", "reform office", len(office)),) if office else ()),
        )
        if members
        else (),
    )


def plan(case: Case, _acts: Effects, results: Results, _missing: Missing) -> Decision:
    headcount = case.plan.headcount.values()
    opinions = case.groundwork.opinions
    days = (day_of(case.acts, ActKind.PLAN_ADOPTED), day_of(case.acts, ActKind.PLAN_APPROVED))
    return Decision(
        results=results,
        findings=(
            *check_plan(case.plan, case.posts),
            *(check_overlap(one, told_apart(case.groundwork.duties, one)) for one in overlaps(case.plan)),
            *check_opinions(opinions, *days),
            *check_heard(case.plan, case.groundwork, days[0]),
            *check_duties(case.plan, case.groundwork.duties),
        ),
        figures=(
            figure("机构", "bodies", len(case.plan.bodies), "个"),
            figure("牌子", "name plates", sum(len(b.plates) for b in case.plan.bodies), "块"),
            figure("编制", "headcount", sum(h.approved for h in headcount), "名"),
            figure("预留", "reserve", sum(h.reserve for h in headcount), "名"),
            figure("领导职数", "leader posts", sum(h.leader_posts for h in headcount), "名"),
            *_opinion_figures(opinions),
        ),
    )


def _opinion_figures(opinions: Sequence[Opinion]) -> tuple[Figure, ...]:
    """How many opinions came in and were taken as they stood; nothing without opinions."""
    if not opinions:
        return ()
    taken_up = sum(o.disposition is Disposition.TAKEN for o in opinions)
    return (
        figure("征求意见", "opinions", len(opinions), "条"),
        figure("采纳", "taken", taken_up, "条"),
    )


def mobilise(case: Case, _acts: Effects, results: Results, _missing: Missing) -> Decision:
    ground = case.groundwork
    rally = reached(ground, case.people)
    talked = (figure("谈心谈话", "talks", held(ground.talks), "次"),) if ground.talks else ()
    return Decision(
        results=results,
        findings=(
            *check_reached(rally),
            *check_attendance(ground.meetings, ground.attendance),
            *check_minutes(ground.meetings, taken(case)),
            *check_talks(ground.talks, {p.id: p for p in case.people}),
        ),
        figures=(*(_reached_figures(rally) if rally is not None else ()), *talked),
    )


def _reached_figures(rally: Reached) -> tuple[Figure, ...]:
    return (
        figure("应到", "due at the rally", len(rally.due)),
        figure("到会", "came", len(rally.came)),
        figure("补传达", "told later", len(rally.told_later)),
        figure("未传达", "not reached", len(rally.missed)),
    )


def roster(case: Case, _acts: Effects, results: Results, _missing: Missing) -> Decision:
    regular = sum(p.kind in REGULAR for p in case.people)
    return Decision(
        results=results,
        findings=check_roster(case.plan, case.people),
        figures=(
            figure("在册", "on the roster", len(case.people)),
            figure("在编", "in headcount", regular),
            figure("临时和自用", "temporary and self-hired", len(case.people) - regular),
        ),
    )


def clear(case: Case, _acts: Effects, results: Results, missing: Missing) -> Decision:
    chosen = tuple(e for e in case.exits if e.route in CLEARANCES)
    people = {p.id: p for p in case.people}
    decided = decide_exits(case.plan, people, chosen)
    closed = day_of(case.acts, ActKind.CLEARANCE_CLOSED)
    # Whoever works on beyond the day on which clearance was closed is not cleared by it.
    late = {e.person for e in decided if closed is not None and e.last_day > closed}
    still_open = tuple(sorted({*clearance_open(people, decided), *late}))
    findings = (
        [*_needed(missing, "exits")] if len(people) != sum(p.kind in REGULAR for p in case.people) else []
    )
    findings += check_exits(case.plan, people, chosen, decided)
    if still_open:
        findings.append(_clearance_open(still_open))
    return Decision(
        results=msgspec.structs.replace(results, clearances=decided),
        findings=tuple(findings),
        figures=(
            figure("清退", "cleared", sum(e.granted for e in decided)),
            figure("未清退", "still open", len(still_open)),
            figure("补偿合计", "severance", sum((e.due_total for e in decided), Decimal(0)), "元"),
        ),
    )


def _clearance_open(still_open: tuple[str, ...]) -> Finding:
    return Finding(
        code="B10",
        level=Level.STOPS,
        words=Words(
            zh=f"还有{len(still_open)}名临时、自用人员没有清退或没有结清，不能宣布清退完结。",
            en=f"{len(still_open)} temporary or self-hired people are not cleared or settled; "
            "clearance cannot be closed.",
        ),
        cure=Words(
            zh="请在exits表补上每人的清退日期、实付金额和签字日期。",
            en="Complete each one's last day, amount paid and signature in the exits table.",
        ),
        rows=tuple(f"people:{p}" for p in still_open),
    )


def announce(case: Case, acts: Effects, results: Results, missing: Missing) -> Decision:
    sheet = planned_sheet(case, acts)
    pool = applicants(case, acts)
    opened = openings_to_compete(case.posts, acts)
    openings, short = after_ratio(case.plan.rules.placement.ratio, opened, pool)
    pool = without_cancelled(pool, opened, openings)
    competing = [a for a in pool if a.competes]
    findings = [f for f in sheet.findings if f.code not in {"X1", "X2", "X3"}]
    findings += _needed(missing, "choices")
    findings += _too_few(case.posts, openings, competing)
    findings += _below_ratio(case, opened, openings, short)
    asked = Counter[str]()
    for post in case.posts:
        if post.filling is Filling.COMPETE:
            asked[post.kind.value] += post.openings
    return Decision(
        results=msgspec.structs.replace(results, applicants=pool, openings=openings),
        findings=tuple(findings),
        figures=(
            figure("行政岗位", "administrative posts", asked["administrative"], "个"),
            figure("事业岗位", "institution posts", asked["institution"], "个"),
            figure("参加竞岗", "competing", len(competing)),
            figure("不参加或不合格", "not competing", len(pool) - len(competing)),
        ),
    )


def _too_few(
    posts: tuple[Post, ...], openings: Mapping[str, int], competing: list[Applicant]
) -> list[Finding]:
    """N01: posts that fewer eligible people listed than there are openings."""
    wanted = Counter(post for a in competing for post in a.posts if post not in a.refused)
    short = [p for p in posts if wanted[p.id] < openings.get(p.id, 0)]
    if not short:
        return []
    listed = "、".join(f"{p.id}（{wanted[p.id]}人报{openings[p.id]}个）" for p in short)
    return [
        Finding(
            code="N01",
            level=Level.NOTICE,
            words=Words(
                zh=f"{len(short)}个岗位合格的报名人数少于名额：{listed}。",
                en=f"{len(short)} posts have fewer eligible applicants than openings: "
                + ", ".join(f"{p.id} ({wanted[p.id]} for {openings[p.id]})" for p in short)
                + ".",
            ),
            cure=Words(
                zh="可延长报名，或在第二轮补充。",
                en="Extend the applications, or fill them in a second round.",
            ),
            rows=tuple(f"posts:{p.id}" for p in short),
        )
    ]


def _below_ratio(
    case: Case, opened: Mapping[str, int], openings: Mapping[str, int], short: Sequence[str]
) -> list[Finding]:
    """N02: posts short of candidates by the plan's ratio, and what the plan makes of them."""
    rule = case.plan.rules.placement.ratio
    if rule is None or not short:
        return []
    listed = "、".join(
        f"{p}（{opened[p]}个）" if opened[p] == openings[p] else f"{p}（{opened[p]}个减为{openings[p]}个）"
        for p in short
    )
    return [
        Finding(
            code="N02",
            level=Level.NOTICE,
            words=Words(
                zh=f"{len(short)}个岗位报名人数不足每个名额{rule.least}人，按方案办理：{listed}。",
                en=f"{len(short)} posts have fewer than {rule.least} candidates for each opening; by the plan: "
                + ", ".join(f"{p} {opened[p]} → {openings[p]}" for p in short)
                + ".",
            ),
            cure=Words(zh="请在岗位公告中说明。", en="Say so in the post notice."),
            rows=tuple(f"posts:{p}" for p in short),
        )
    ]


def measure(case: Case, _acts: Effects, results: Results, missing: Missing) -> Decision:
    people = competing_people(results)
    # A question found wrong is void from the start, whenever that is decided: everybody is marked by the same paper.
    void = frozenset(effects(case.acts).voided)
    rules, sheets = case.plan.rules, case.sheets
    weights = rules.composite.weights
    counted = [m for m in Measure if weights.get(m, Decimal(0)) > 0]
    findings = _needed(missing, *(m.value for m in counted))
    if findings:
        return Decision(results=results, findings=findings)
    found = check_sheets(rules, sheets, people, void)
    if any(f.code == "M20" for f in found):
        return Decision(results=results, findings=found)
    marks = {
        Measure.EXAM: mark_exam(rules.exam, sheets.questions, sheets.exam, people, sheets.essays, void),
        Measure.EVALUATION: mark_evaluation(rules.evaluation, sheets.evaluation, people),
        Measure.SPEECH: mark_speech(rules.speech, sheets.speech, people),
        Measure.ASSESSMENT: mark_assessment(rules.assessment, sheets.assessment, people, sheets.adjusted),
    }
    return Decision(
        results=msgspec.structs.replace(results, marks={m: marks[m] for m in counted}),
        findings=found,
        figures=tuple(
            figure(MEASURE_WORDS[m].zh, MEASURE_WORDS[m].en, sum(s.mark is not None for s in marks[m]), "份")
            for m in counted
        ),
    )


def competing_people(results: Results) -> tuple[str, ...]:
    if results.applicants is None:
        raise Fault("applicants are decided before anything is measured")
    return tuple(a.person for a in results.applicants if a.competes)


def rank_all(case: Case, acts: Effects, results: Results, _missing: Missing) -> Decision:
    if results.marks is None:
        raise Fault("marks are decided before anybody is ranked")
    scores = _without(composites(case.plan.rules, results.marks, competing_people(results)), acts)
    ranked = partial(
        rank,
        case.plan.rules.composite,
        scores,
        results.marks,
        {p.id: p for p in case.people},
        case.plan.cutoff,
        lists={c.person: c.posts for c in case.choices},
    )
    board = ranked(draws(case.acts))
    announced = of_kind(case.acts, ActKind.DRAW_COMMITTED)
    tied = ranked().undrawn if announced else board.undrawn
    findings = [_undrawn(group, case.plan) for group in board.undrawn]
    findings += check_draws(case, tied)
    findings += check_notice(
        case, ActKind.SCOREBOARD_PUBLISHED, ActKind.RANKING_FINAL, case.plan.rules.notice.score_days
    )
    findings += check_published_anew(case)
    top = max((r.score for r in board.ranked), default=Decimal(0))
    return Decision(
        results=msgspec.structs.replace(results, composites=scores, ranking=board),
        findings=tuple(findings),
        figures=(
            figure("上榜", "on the board", len(board.ranked)),
            figure("无排名", "without a rank", len(board.unranked)),
            figure("最高分", "highest score", top, "分"),
        ),
    )


def _without(scores: Sequence[Composite], acts: Effects) -> tuple[Composite, ...]:
    """The scores, those of disqualified people taken off, with the act that did it."""
    by_act = dict(acts.disqualified)
    return tuple(
        msgspec.structs.replace(
            s,
            score=None,
            reason=Words(
                zh=f"被取消竞岗资格（{by_act[s.person]}）。", en=f"Disqualified (act {by_act[s.person]})."
            ),
        )
        if s.person in by_act
        else s
        for s in scores
    )


def _undrawn(group: tuple[str, ...], plan: Plan) -> Finding:
    rule = plan.rules.draw
    by_hash = rule is not None and rule.method is DrawMethod.HASH
    return Finding(
        code="G05",
        level=Level.STOPS,
        words=Words(
            zh=f"{'、'.join(group)}综合成绩相同，方案规定的各项比较也都相同，须抽签决定先后。",
            en=f"{', '.join(group)} are equal in score and under every declared tie rule; a draw must decide.",
        ),
        cure=_BY_HASH
        if by_hash
        else Words(
            zh="请公开抽签，在acts表加一行“抽签”，人员一列按抽签结果依次填写这几人。",
            en="Hold a public draw and add an act draw_held naming these people in the order the lots fell.",
        ),
        rows=tuple(f"people:{p}" for p in group),
    )


_BY_HASH = Words(
    zh="请先登记“抽签公告”，至少提前一天；到期抽签，再登记“抽签”。两行怎样填，用 dinggang draw 案卷 列出。",
    en="Announce a draw (draw_committed) at least a day ahead, hold it, and add draw_held; dinggang draw CASE prints both rows.",
)


def place_all(case: Case, acts: Effects, results: Results, _missing: Missing) -> Decision:
    placement, findings = placement_of(case, acts, results)
    placed = [p for p in placement.placed if p.post is not None]
    later = sum(p.placed_in is not Round.FIRST for p in placed)
    figures = [
        figure("竞岗录取", "placed", len(placed)),
        figure("落选", "not placed", len(placement.placed) - len(placed)),
        figure("剩余名额", "openings left", sum(placement.openings_left.values()), "个"),
    ]
    if acts.refused or case.second_choices:
        figures.insert(1, figure("其中递补和补报", "of these next in line or by second lists", later))
    return Decision(
        results=msgspec.structs.replace(results, placement=placement),
        findings=(
            *findings,
            *check_quorum(case.groundwork.meetings, case.groundwork.attendance, taken(case)),
            *check_notice(
                case,
                ActKind.APPOINTMENTS_ANNOUNCED,
                ActKind.APPOINTMENTS_MADE,
                case.plan.rules.notice.appointment_days,
            ),
        ),
        figures=tuple(figures),
    )


def divert(case: Case, _acts: Effects, results: Results, missing: Missing) -> Decision:
    chosen = tuple(e for e in case.exits if e.route not in CLEARANCES)
    people = {p.id: p for p in case.people}
    decided = decide_exits(case.plan, people, chosen)
    return Decision(
        results=msgspec.structs.replace(results, exits=decided),
        findings=(
            *_needed(missing, "exits"),
            *check_exits(case.plan, people, chosen, decided),
            *check_talked(case.groundwork.talks, leaving_early(case)),
        ),
        figures=(
            figure("批准分流", "exits granted", sum(e.granted for e in decided)),
            figure("未批准", "refused", sum(not e.granted for e in decided)),
        ),
    )


def buy_services(case: Case, _acts: Effects, results: Results, missing: Missing) -> Decision:
    if case.plan.services is None:
        return Decision(results=results)
    lines = statements(case.plan.services, case.purchases, case.plan.rules.services)
    return Decision(
        results=msgspec.structs.replace(results, statements=lines),
        findings=(*_needed(missing, "services"), *services_findings(case)),
        figures=(
            figure("服务项目", "service lines", len(lines), "项"),
            figure("基年经费", "base year", case.plan.services.base_total, "元"),
            figure("协议金额", "agreed", sum((s.agreed_amount for s in lines), Decimal(0)), "元"),
            figure("已付", "paid", sum((s.paid for s in lines), Decimal(0)), "元"),
        ),
    )


DECIDE: dict[StepId, Decide] = {
    StepId.ESTABLISH: establish,
    StepId.PLAN: plan,
    StepId.ROSTER: roster,
    StepId.CLEAR: clear,
    StepId.MOBILISE: mobilise,
    StepId.ANNOUNCE: announce,
    StepId.MEASURE: measure,
    StepId.RANK: rank_all,
    StepId.PLACE: place_all,
    StepId.DIVERT: divert,
    StepId.SERVICES: buy_services,
}


def decidable(step: StepId, results: Results) -> bool:
    """Whether what a step builds on has been decided."""
    match step:
        case StepId.MEASURE:
            return results.applicants is not None
        case StepId.RANK:
            return results.marks is not None
        case StepId.PLACE:
            return results.ranking is not None and not results.ranking.undrawn
        case StepId.SUM_UP:
            return results.placement is not None
        case _:
            return True
