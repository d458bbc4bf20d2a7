"""The summary's opening and 一、基本情况: how the reform ran, and what it started from."""

from collections import Counter
from datetime import date

from dinggang.basis import add_months
from dinggang.case import Act, ActKind
from dinggang.documents.claims import Part, Stated, Teller, percent, reaches, stated
from dinggang.documents.told import Told, acts, listed, number, rows, spoken
from dinggang.marks import MEASURE_WORDS
from dinggang.plan import Measure
from dinggang.roster import StaffKind


def opening(t: Teller, told: Told) -> None:
    first, last = min(s.first for s in told.steps), max(s.last for s in told.steps)
    ends = [a for a in told.acts if a.day in {first, last}]
    days = stated("case.elapsed", (last - first).days, "天", acts=ends, rows=acts(*ends))
    start, end = (
        stated(
            "acts.day",
            day,
            shown=told.short(day, full=True),
            acts=[a for a in ends if a.day == day],
            rows=acts(*(a for a in ends if a.day == day)),
        )
        for day in (first, last)
    )
    months = _months(first, last)
    t.say(
        "opening.period",
        f"{told.organ}机构改革从",
        start,
        "开始，到",
        end,
        "办结，" if told.closed else "尚未办结，",
        f"历时{months}（" if months else "历时",
        days,
        "）。" if months else "。",
    )
    many = stated("steps.number", len(told.steps), "个")
    order = stated("steps.order", len(told.steps), "个", shown=listed_steps(told))
    t.say("opening.order", "工作按实际办理的先后，依次是", order, "，共", many, "环节。")
    _goals(t, told)


def listed_steps(told: Told) -> str:
    return "、".join(s.title for s in told.steps)


def _months(first: date, last: date) -> str:
    months = (last.year - first.year) * 12 + last.month - first.month
    months -= add_months(first, months) > last
    if months < 1:
        return ""
    more = "" if add_months(first, months) == last else "多"
    return f"{spoken(months)}个{more}月"


def _goals(t: Teller, told: Told) -> None:
    """圆满 and 顺利: the two words for the whole."""
    waiting = [o.person for o in told.outcomes if o.kind.value == "wait"]
    holding = sum(law.holds for law in told.sheet.laws)
    laws = stated("laws.hold", holding, "项")
    left = stated("persons.waiting", len(waiting), "人", rows=rows("people", waiting))
    reasons = [] if told.closed else ["案卷尚未办结"]
    if not told.sheet.holds:
        reasons.append(f"平衡表{len(told.sheet.laws)}项平衡关系中只有{holding}项成立")
    if len(waiting) > t.thresholds.waiting:
        reasons.append(f"还有{len(waiting)}人落选待岗")
    if reasons:
        t.refuse("word.complete", "圆满完成了机构改革任务", "；".join(reasons) + "。", laws, left)
    else:
        t.say(
            "word.complete",
            "各个环节全部办结，没有人落选待岗，平衡表" if not waiting else "各个环节全部办结，平衡表",
            laws,
            "平衡关系全部成立，圆满完成了机构改革任务。",
            rests=(left,),
        )
    _smoothly(t, told)
    t.refuse(
        "word.goals",
        "初见成效，达到了预期目的",
        "方案没有写明改革要达到的目标值，无从对照完成情况。",
        stated("none", 0, "项"),
    )


def _smoothly(t: Teller, told: Told) -> None:
    last = max(told.steps, key=lambda s: s.last).last
    planned = max((s.end for s in told.case.plan.stages), default=None)
    corrected = [a for a in told.every_act if a.corrects]
    late = max((last - planned).days, 0) if planned is not None else 0
    figures = (
        stated("case.late", late, "天", rows=("plan:stages",)),
        stated("acts.corrected", len(corrected), "件", acts=corrected, rows=acts(*corrected)),
        stated("case.open_findings", len(told.open_findings), "个"),
    )
    reasons = [] if told.closed else ["案卷尚未办结"]
    if planned is None:
        reasons.append("方案没有划分阶段，没有时限可以对照")
    if late > t.thresholds.days_late:
        reasons.append(f"办结比方案最后一个阶段晚{late}天")
    if len(corrected) > t.thresholds.corrections:
        reasons.append(f"有{len(corrected)}件行为后来作了更正")
    if told.open_findings:
        reasons.append(f"还有须说明的问题没有说明：{'、'.join(told.open_findings)}")
    if reasons:
        t.refuse("word.smoothly", "各项工作按方案时限顺利完成", "；".join(reasons) + "。", *figures)
    else:
        t.say("word.smoothly", "各项工作在方案规定的时限内顺利完成，没有作过更正的事项。", rests=figures)


def situation(t: Teller, told: Told) -> None:
    t.heading("一", "heading.situation", "基本情况")
    _before(t, told)
    t.paragraph()
    _plan(t, told)
    t.paragraph()
    _course(t, told)


def _before(t: Teller, told: Told) -> None:
    plan, people = told.case.plan, told.case.people
    counts = Counter(p.kind for p in people)
    bodies, staff = plan.before.bodies, plan.before.staff
    parts: list[Part] = []
    if bodies is not None:
        parts += ["有机构", stated("bodies.before", bodies, "个", rows=("plan:before",)), "、"]
    if staff is not None:
        parts += ["在编人员", stated("staff.before", staff, "人", rows=("plan:before",))]
    for kind, query, words in (
        (StaffKind.TEMPORARY, "persons.temporary", "临时人员"),
        (StaffKind.SELF_HIRED, "persons.self_hired", "自用人员"),
    ):
        if counts[kind]:
            those = rows("people", (p.id for p in people if p.kind is kind))
            parts += [
                "、" if parts and parts[-1] != "、" else "",
                words,
                stated(query, counts[kind], "人", rows=those),
            ]
    if parts:
        t.say("before.figures", "改革前，", *parts[: -1 if parts[-1] == "、" else None], "。")
    if bodies is None or staff is None:
        lacking = "、".join(w for w, n in (("机构数", bodies), ("在编人数", staff)) if n is None)
        t.refuse("before.lacking", "改革前的基本情况", f"方案没有写改革前的{lacking}。", stated("none", 0))
    _frozen(t, told)


def _frozen(t: Teller, told: Told) -> None:
    frozen, people = told.last(ActKind.ROSTER_FROZEN), told.case.people
    if frozen is None or not people:
        return
    confirmed = [p.id for p in people if p.confirmed]
    whole = stated("persons.roster", len(people), "人", rows=rows("people", (p.id for p in people)))
    part = stated("persons.confirmed", len(confirmed), "人", acts=(frozen,), rows=rows("people", confirmed))
    share = stated(
        "persons.confirmed_share",
        f"{len(confirmed)}/{len(people)}",
        shown=percent(len(confirmed), len(people)),
    )
    begin: tuple[Part, ...] = (told.day(frozen), f"花名册锁定{number(frozen)}，在册", whole, "，")
    if len(confirmed) == len(people):
        t.say("roster.confirmed", *begin, "全部由本人核对确认。", rests=(part,))
        return
    if reaches(len(confirmed), len(people), t.thresholds.vast_majority):
        t.say("roster.confirmed", *begin, "绝大多数（", part, "，占", share, "）由本人核对确认。")
        return
    t.say("roster.confirmed", *begin, "其中", part, "由本人核对确认。")
    t.refuse(
        "word.vast_majority.confirmed",
        "绝大多数人员核对确认了本人信息",
        f"只占{share.shown}，不到{t.thresholds.vast_majority}%。",
        part,
        whole,
        share,
    )


def _plan(t: Teller, told: Told) -> None:
    plan = told.case.plan
    if plan.basis:
        named = listed(
            [f"《{d.title.strip('《》')}》{f'（{d.number}）' if d.number else ''}" for d in plan.basis], 4
        )
        many = stated(
            "plan.basis",
            len(plan.basis),
            "件",
            rows=("plan:basis",),
            documents=[d.number for d in plan.basis if d.number],
        )
        t.say(
            "plan.basis",
            f"改革方案依据{named}制定",
            *(("，依据文件共", many) if len(plan.basis) > 4 else ()),
            "。",
            rests=() if len(plan.basis) > 4 else (many,),
        )
    group, office = told.last(ActKind.GROUP_ESTABLISHED), told.last(ActKind.OFFICE_ESTABLISHED)
    if group is not None:
        t.say(
            "group.established",
            told.day(group, full=True),
            f"，{group.by}发文成立机构改革领导小组{number(group)}。",
        )
    if office is not None:
        t.say("office.established", told.day(office), f"，领导小组办公室成立{number(office)}。")
    adopted, approved = told.last(ActKind.PLAN_ADOPTED), told.last(ActKind.PLAN_APPROVED)
    if adopted is not None:
        t.say("plan.adopted", "方案于", told.day(adopted), f"由{adopted.by}通过{number(adopted)}。")
    if approved is not None:
        t.say(
            "plan.approved",
            told.day(approved),
            f"，{approved.by}批复同意{number(approved)}，此后按方案实施。",
        )
    if plan.stages:
        many = stated("plan.stages", len(plan.stages), "个", rows=rows("plan", (s.id for s in plan.stages)))
        t.say("plan.stages", "方案将改革分为", many, "阶段推进。")


def _course(t: Teller, told: Told) -> None:
    cleared = told.last(ActKind.CLEARANCE_CLOSED)
    rally = told.last(ActKind.MOBILISATION_HELD)
    announced, closed = told.last(ActKind.POSTS_ANNOUNCED), told.last(ActKind.APPLICATIONS_CLOSED)
    dated: list[tuple[date, str, tuple[Part, ...]]] = []
    if cleared is not None and told.clearances:
        dated.append((cleared.day, "course.cleared", _cleared(t, told, cleared)))
    if rally is not None:
        words = f"，召开机构改革动员大会{number(rally)}。"
        dated.append((rally.day, "course.rally", (told.day(rally), words)))
    if announced is not None and closed is not None:
        middle = f"公布竞争岗位{number(announced)}，"
        dated.append(
            (
                announced.day,
                "course.announced",
                (told.day(announced), middle, told.day(closed), f"填报志愿截止{number(closed)}。"),
            )
        )
    measured = told.of(ActKind.PAPER_SEALED, ActKind.SHEETS_SEALED, ActKind.TALLY_PROVED)
    period = told.period(measured)
    if period is not None and told.marks:
        done = "、".join(MEASURE_WORDS[m].zh for m in Measure if m in told.marks)
        dated.append((measured[0].day, "course.measured", (period, f"，依次进行{done}。")))
    board = told.last(ActKind.SCOREBOARD_PUBLISHED)
    if board is not None:
        words = f"，成绩和名次张榜公布{number(board)}"
        dated.append((board.day, "course.board", (told.day(board), words, *_since_group(told, board), "。")))
    made = told.last(ActKind.APPOINTMENTS_MADE)
    if made is not None:
        dated.append((made.day, "course.appointed", (told.day(made), f"，上岗人员正式任职{number(made)}。")))
    for _, key, parts in sorted(dated, key=lambda d: d[0]):
        t.say(key, *parts)


def _since_group(told: Told, board: Act) -> tuple[Part, ...]:
    """How long after the founding of the leading group: such reports count up to the board."""
    group = told.last(ActKind.GROUP_ESTABLISHED)
    if group is None or board.day <= group.day:
        return ()
    days = stated(
        "case.to_board", (board.day - group.day).days, "天", acts=(group, board), rows=acts(group, board)
    )
    months = _months(group.day, board.day)
    return (f"，距改革启动{months}（", days, "）") if months else ("，距改革启动", days)


def _cleared(t: Teller, told: Told, act: Act) -> tuple[Part, ...]:
    gone = [e.person for e in told.clearances if e.granted]
    outside = [p.id for p in told.case.people if p.kind.headcount is None]
    still = [p for p in outside if p not in set(gone)]
    who: Stated = stated("persons.cleared", len(gone), "人", acts=(act,), rows=rows("exits", gone))
    if still:
        left = stated("persons.uncleared", len(still), "人", rows=rows("people", still))
        t.refuse(
            "word.all.cleared", "完成了全部临时工作人员清退工作", f"还有{len(still)}人没有清退。", left, who
        )
        return (told.day(act), f"，清退临时和自用人员{number(act)}，计", who, "。")
    return (told.day(act), f"，临时和自用人员的清退工作全部完成{number(act)}，共清退", who, "。")
