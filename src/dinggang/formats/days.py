"""The dates of a case as events: stages, days of acts, notice periods, terms of agreements."""

from collections.abc import Iterator
from datetime import date

from dinggang.basis import Id, working_days_after
from dinggang.case import ActKind
from dinggang.formats.icalendar import Event, calendar
from dinggang.formats.values import Deed, OpenCase

DAYS: dict[ActKind, str] = {
    ActKind.GROUP_ESTABLISHED: "成立领导小组",
    ActKind.PLAN_APPROVED: "方案批复",
    ActKind.ROSTER_FROZEN: "锁定花名册",
    ActKind.CLEARANCE_CLOSED: "清退完结",
    ActKind.MOBILISATION_HELD: "动员大会",
    ActKind.EXITS_GRANTED: "批准分流",
    ActKind.APPLICATIONS_CLOSED: "报名截止",
    ActKind.PAPER_SEALED: "理论素质考试（封存试卷）",
    ActKind.TALLY_PROVED: "民主测评（计票确认）",
    ActKind.SHEETS_SEALED: "竞岗演说、组织考核（封存评分表）",
    ActKind.RANKING_FINAL: "排名确定",
    ActKind.PLACEMENT_DECIDED: "定岗决定",
    ActKind.APPOINTMENTS_MADE: "任职聘用",
    ActKind.CASE_CLOSED: "改革办结",
}
"""Acts whose day people look up in a calendar, and what it shows."""


def dated(case: OpenCase) -> bytes:
    """The calendar file of a case."""
    return calendar(f"{case.plan.organ}机构改革日程", events(case))


def events(case: OpenCase) -> Iterator[Event]:
    yield from _stages(case)
    for deed in case.deeds:
        title = DAYS.get(deed.act.kind)
        if title is not None:
            yield _event(case, deed, "act", title, deed.act.day, deed.act.day, "改革日程")
    yield from _applications(case)
    yield from _notices(case)
    yield from _terms(case)


def _event(
    case: OpenCase, deed: Deed, part: str, title: str, first: date, last: date, category: str
) -> Event:
    number = f"，{deed.act.number}" if deed.act.number else ""
    return Event(
        uid=_uid(case, part, deed.act.id),
        first=first,
        last=last,
        known=deed.act.day,
        title=title,
        category=category,
        text=f"{deed.act.by}{number}",
    )


def _uid(case: OpenCase, part: str, id_: Id) -> str:
    return f"{case.key}-{part}-{id_}@dinggang"


def _of(case: OpenCase, kind: ActKind) -> list[Deed]:
    return [d for d in case.deeds if d.act.kind is kind]


def _stages(case: OpenCase) -> Iterator[Event]:
    """Planned periods; they are known since the plan was approved, or adopted."""
    planned = [*_of(case, ActKind.PLAN_APPROVED), *_of(case, ActKind.PLAN_ADOPTED)]
    for stage in case.plan.stages:
        yield Event(
            uid=_uid(case, "stage", stage.id),
            first=stage.start,
            last=stage.end,
            known=planned[0].act.day if planned else stage.start,
            title=f"阶段：{stage.name}",
            category="改革阶段",
            text="方案所定的起止日期。",
        )


def _applications(case: OpenCase) -> Iterator[Event]:
    closed = _of(case, ActKind.APPLICATIONS_CLOSED)
    for deed in _of(case, ActKind.POSTS_ANNOUNCED)[-1:]:
        last = max([d.act.day for d in closed], default=deed.act.day)
        yield _event(case, deed, "posts", "公布岗位、接受报名", deed.act.day, last, "改革日程")


def _notices(case: OpenCase) -> Iterator[Event]:
    """A notice runs from its posting to the last of its working days; the posting day is not counted."""
    rule = case.plan.rules.notice
    for kind, days, title in (
        (ActKind.SCOREBOARD_PUBLISHED, rule.score_days, "成绩公示"),
        (ActKind.APPOINTMENTS_ANNOUNCED, rule.appointment_days, "任职公示"),
    ):
        for deed in _of(case, kind):
            last = working_days_after(deed.act.day, days)
            yield _event(case, deed, "notice", title, deed.act.day, last, "公示")
            yield _event(case, deed, "notice-end", f"{title}最后一天", last, last, "公示")


def _terms(case: OpenCase) -> Iterator[Event]:
    lines = {s.id: s.name for s in (case.plan.services.lines if case.plan.services is not None else ())}
    for agreement in case.purchases.agreements:
        about = f"{lines.get(agreement.line, agreement.line)}（{agreement.id}）"
        for part, first, title in (
            ("term", agreement.start, f"委托协议期限：{about}"),
            ("term-end", agreement.end, f"委托协议期满：{about}"),
        ):
            yield Event(
                uid=_uid(case, part, agreement.id),
                first=first,
                last=agreement.end,
                known=agreement.signed,
                title=title,
                category="委托协议",
                text=f"{agreement.supplier}，{agreement.signed.isoformat()}签订",
            )
