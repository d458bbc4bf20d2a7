"""The official acts with their dates."""

from datetime import date
from typing import Any

import msgspec

from county_2026 import days
from county_2026.cast import Part
from county_2026.dice import Dice
from county_2026.papers import VOIDED
from county_2026.people import Member
from county_2026.places import CITY, COUNTY
from county_2026.posts import Town
from dinggang.case import Act, ActKind, DrawPurpose, order_drawn
from dinggang.plan import Filling, Stratum

PARTY = f"中共{COUNTY}委员会"
GROUP = f"{COUNTY}乡镇机构改革领导小组"
ABOVE = f"{CITY}人民政府"


def county_acts(
    towns: tuple[Town, ...],
    members: tuple[Member, ...],
    tied: tuple[str, ...] = (),
    gave_up: tuple[str, ...] = (),
) -> tuple[Act, ...]:
    """All acts by date, numbered A001, A002 …; on one day in the order written here."""
    acts = [
        *_start(members),
        *_posts(towns, members),
        *_competition(members),
        *_speaking(towns, members),
        *(_draw(tied) if tied else ()),
        *_placement(gave_up),
        *_services(),
    ]
    acts.sort(key=lambda act: act.day)
    return _drawn(tuple(msgspec.structs.replace(act, id=f"A{n:04}") for n, act in enumerate(acts, start=1)))


def _drawn(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Each draw follows its announcement, whose id is the label of the tickets, and names the people in their order.

    Draws take place in the order in which they were announced.
    """
    announced = iter(a for a in acts if a.kind is ActKind.DRAW_COMMITTED)
    found = []
    for act in acts:
        if act.kind is ActKind.DRAW_HELD:
            announcement = next(announced)
            order = order_drawn(announcement, act)
            if not isinstance(order, tuple):
                raise AssertionError(order.en)
            found.append(msgspec.structs.replace(act, people=order, follows=announcement.id))
        else:
            found.append(act)
    return tuple(found)


def _act(kind: ActKind, day: date, by: str, number: str, reason: str = "", **more: Any) -> Act:
    return Act(id="A0", kind=kind, day=day, by=by, number=number, reason=reason, **more)


def _start(members: tuple[Member, ...]) -> tuple[Act, ...]:
    away = sum(not m.person.confirmed for m in members)
    return (
        _act(
            ActKind.GROUP_ESTABLISHED,
            days.GROUP,
            PARTY,
            "岚发〔2026〕4号",
            "县委书记任组长，各乡镇党委书记为成员",
        ),
        _act(ActKind.OFFICE_ESTABLISHED, days.OFFICE, PARTY, "岚发〔2026〕5号", "办公室设在县委编办"),
        _act(
            ActKind.PLAN_ADOPTED,
            days.ADOPTED,
            f"{COUNTY}人民政府",
            "岚政会纪〔2026〕6号",
            "征求意见后通过，报市政府批准",
        ),
        _act(
            ActKind.PLAN_APPROVED, days.APPROVED, ABOVE, "清屿编〔2026〕9号", "机构、编制、领导职数一并批复"
        ),
        _act(ActKind.ROSTER_FROZEN, days.FROZEN, GROUP, "岚改〔2026〕1号", f"在册{len(members)}人"),
        *(
            [
                _act(
                    ActKind.FINDING_EXPLAINED,
                    days.FROZEN,
                    GROUP,
                    "岚改〔2026〕2号",
                    f"{away}人住院治疗，由家属代核并留存病历，出院后补签",
                    lifts=("H01",),
                )
            ]
            if away
            else []
        ),
        _act(
            ActKind.CLEARANCE_CLOSED,
            days.CLEARANCE,
            GROUP,
            "岚改〔2026〕6号",
            "临时、自用人员全部清退，补偿结清",
        ),
        _act(
            ActKind.MOBILISATION_HELD,
            days.RALLY,
            PARTY,
            "岚发〔2026〕14号",
            "全县动员大会，印发方案和岗位目录",
        ),
    )


def _posts(towns: tuple[Town, ...], members: tuple[Member, ...]) -> tuple[Act, ...]:
    """Township by township: the county committee appoints the leaders, the township's own the heads of its offices."""
    found = []
    by_town: dict[int, list[Member]] = {}
    for m in members:
        by_town.setdefault(m.seat.town, []).append(m)
    for town in towns:
        people = by_town[town.number]
        leaders = tuple(m.person.id for m in people if m.part is Part.LEADS)
        heads = tuple(m.person.id for m in people if m.part is Part.APPOINTED)
        appointed = [p for p in town.posts if p.filling is Filling.APPOINT]
        found.append(
            _act(
                ActKind.POST_APPOINTED,
                date(2026, 5, 18),
                PARTY,
                f"岚任〔2026〕{town.number + 21}号",
                "按核定的领导职数明确班子成员任职",
                posts=tuple(p.id for p in appointed if p.stratum is Stratum.LEADER),
                people=leaders,
            )
        )
        found.append(
            _act(
                ActKind.POST_APPOINTED,
                date(2026, 5, 19),
                f"中共{town.name}委员会",
                f"{town.name[:2]}任〔2026〕3号",
                "各办公室主任由党委任命，不列入竞争",
                posts=tuple(p.id for p in appointed if p.stratum is not Stratum.LEADER),
                people=heads,
            )
        )
    return tuple(found)


def _competition(members: tuple[Member, ...]) -> tuple[Act, ...]:
    asked = [m.person.id for m in members if m.part is Part.COMPETES][:: max(1, len(members) // 8)]
    return (
        _act(ActKind.POSTS_ANNOUNCED, days.ANNOUNCED, GROUP, "岚改〔2026〕4号", "各乡镇岗位同日公布"),
        _act(ActKind.APPLICATIONS_CLOSED, days.APPLIED, GROUP, "岚改〔2026〕5号", "志愿统一收齐封存"),
        _act(ActKind.EXITS_GRANTED, days.GRANTED, PARTY, "岚发〔2026〕19号", "分流申请逐人研究批准"),
        _act(
            ActKind.PAPER_SEALED, days.EXAM, "县委组织部", "岚组考〔2026〕2号", "全县统一考试，考后封存试卷"
        ),
        _act(ActKind.SHEETS_SEALED, days.SHEETS, GROUP, "岚改〔2026〕8号", "演说评分表、考核表封存"),
        _act(
            ActKind.TALLY_PROVED,
            days.TALLY,
            "县纪委监委派驻组",
            "监督记录第7号",
            "发出、收回、废票逐类核对无误",
        ),
        _act(
            ActKind.FINDING_EXPLAINED,
            days.TALLY,
            GROUP,
            "岚改〔2026〕9号",
            "考后书面放弃竞岗的没有参加演说，不计成绩",
            lifts=("M12",),
        ),
        _act(
            ActKind.QUESTION_VOIDED,
            days.VOIDED,
            "县委组织部",
            "岚组考〔2026〕5号",
            f"{VOIDED}有两个选项都对，按方案人人得分",
            questions=(VOIDED,),
        ),
        _act(
            ActKind.SCOREBOARD_PUBLISHED,
            days.BOARD,
            GROUP,
            "岚改〔2026〕11号",
            "各乡镇同时张榜，公示5个工作日",
        ),
        *(
            _act(
                ActKind.OBJECTION_DECIDED,
                date(2026, 7, 15 + n % 5),
                GROUP,
                f"岚改〔2026〕{13 + n}号",
                reason,
                people=(person,),
            )
            for n, (person, reason) in enumerate(
                zip(
                    asked,
                    (
                        "申请复查主观题得分，两名阅卷人复核无误，维持原成绩",
                        "榜上姓名生僻字被印错，更正后重印，成绩、名次不变",
                        "申请核对演说考场平衡系数，逐项复算无误",
                        "申请核对加分依据，证明材料不合方案规定，维持原成绩",
                    ),
                    strict=False,
                )
            )
        ),
        _act(ActKind.RANKING_FINAL, days.FINAL, GROUP, "岚改〔2026〕20号", "公示期满，异议均已处理"),
    )


def _speaking(towns: tuple[Town, ...], members: tuple[Member, ...]) -> tuple[Act, ...]:
    """The order of speaking in each township: one roll of the dice for all, each list with tickets of its own."""
    rolled = (_digits(Dice("rolled for the order of speaking"), 20),)
    found = []
    for town in towns:
        speaking = tuple(
            m.person.id for m in members if m.part is Part.COMPETES and m.seat.town == town.number
        )
        if len(speaking) > 1:
            found += _lots(
                DrawPurpose.SPEAKING,
                (days.LISTED, days.ROLLED),
                (f"岚改〔2026〕7号之{town.number + 1}", f"{town.name}演说顺序"),
                speaking,
                (("公开掷骰 20位",), rolled),
            )
    return tuple(found)


def _draw(tied: tuple[str, ...]) -> tuple[Act, ...]:
    """One draw for all who are equal in everything: dice rolled in public, and a lottery issue of the same evening."""
    dice = Dice("rolled for equals")
    return _lots(
        DrawPurpose.TIES,
        (days.VOIDED, days.DRAWN),
        ("岚改〔2026〕10号", "各项成绩和工龄都相同的定先后"),
        tied,
        (("公开掷骰 20位", "福彩3D第2026182期 3位"), (_digits(dice, 20), _digits(dice, 3))),
    )


def _digits(dice: Dice, count: int) -> str:
    return "".join(str(dice.below(10)) for _ in range(count))


def _lots(
    purpose: DrawPurpose,
    when: tuple[date, date],
    named: tuple[str, str],
    people: tuple[str, ...],
    sources: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[Act, Act]:
    """The announcement of a draw and the draw; whom it follows and the order come once the acts have their ids."""
    (announced, drawn), (number, reason), (texts, values) = when, named, sources
    return (
        _act(
            ActKind.DRAW_COMMITTED,
            announced,
            GROUP,
            number,
            reason,
            people=people,
            purpose=purpose,
            sources=texts,
            fallback="次日公开掷骰 20位",
            due=drawn,
            place="县委党校礼堂",
        ),
        _act(ActKind.DRAW_HELD, drawn, GROUP, number, f"{reason}，监督组在场，全程录像", values=values),
    )


def _placement(gave_up: tuple[str, ...]) -> tuple[Act, ...]:
    refused = (
        _act(
            ActKind.PLACEMENT_REFUSED,
            days.REFUSED,
            GROUP,
            "岚改〔2026〕23号",
            "公示期间书面放弃所定岗位，由同岗位后一名递补",
            people=gave_up,
        ),
    )
    return (
        _act(ActKind.PLACEMENT_DECIDED, days.PLACED, PARTY, "岚发〔2026〕25号", "县委常委会讨论决定"),
        _act(ActKind.APPOINTMENTS_ANNOUNCED, days.NOTICE, PARTY, "岚发〔2026〕26号", "任职公示5个工作日"),
        *(refused if gave_up else ()),
        _act(ActKind.APPOINTMENTS_MADE, days.MADE, PARTY, "岚任〔2026〕60号", "公示期满，任职和签订聘用合同"),
    )


def _services() -> tuple[Act, ...]:
    return (
        _act(
            ActKind.FINDING_EXPLAINED,
            days.SIGNED,
            f"{COUNTY}人民政府",
            "岚政会纪〔2026〕15号",
            "定向购买的县内暂无其他单位能够承接；价格已与邻县比较，不高于比价；期限一年，期满重新比选",
            lifts=("X9",),
        ),
        _act(
            ActKind.AGREEMENTS_SIGNED,
            days.SIGNED,
            f"{COUNTY}各乡镇人民政府",
            "岚政协〔2026〕1号",
            "各乡镇各项服务逐项签订",
        ),
        *(
            _act(
                ActKind.DELIVERIES_ACCEPTED,
                day,
                f"{COUNTY}各乡镇人民政府",
                f"岚服验〔2026〕第{n}批",
                "两人以上验收",
            )
            for n, day in enumerate(days.DELIVERED, start=1)
        ),
        *(
            _act(ActKind.PAYMENTS_MADE, day, "县财政局", f"岚财支〔2026〕第{n}批", "按验收合格数量扣减后付款")
            for n, day in enumerate(days.PAID, start=1)
        ),
        _act(ActKind.SUMMARY_ADOPTED, days.SUMMARY, f"{COUNTY}人民政府", "岚政会纪〔2026〕22号"),
        _act(ActKind.CASE_CLOSED, days.CLOSED, PARTY, "岚发〔2026〕48号"),
    )
