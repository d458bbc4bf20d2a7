"""What went before the posts: the staff of every township heard on the draft, and the rally with who was there."""

from collections.abc import Iterator
from datetime import date, timedelta

from county_2026 import days
from county_2026.dice import Dice
from county_2026.people import Member
from dinggang.groundwork import (
    Attendance,
    Channel,
    Disposition,
    Groundwork,
    Meeting,
    MeetingKind,
    Opinion,
    Presence,
)

_HEARD = date(2026, 3, 9)
"""Day of the first staff assembly; a township a day, weekends left out."""
_TAKEN, _PARTLY, _NOT, _EXPLAINED = Disposition

_SAID = (
    ("定岗办法", "同一岗位报名不足的，应当场说明怎样处理。", _TAKEN, "已写明开考比例和不足时的办法。"),
    ("定岗办法", "希望增加一次补报志愿的机会。", _TAKEN, "已写明第二轮补报。"),
    ("人员分流", "内退条件希望放宽两年。", _NOT, "条件由县里统一规定，各乡镇不另行放宽。"),
    ("政府购买服务", "服务数量应按上年实际核定。", _PARTLY, "按上年实际并参照面积、户数核定。"),
    ("机构设置", "便民服务中心窗口人员应足额配备。", _TAKEN, "已在编制分配中予以保证。"),
    ("公示", "公示栏以外，希望在网上也公布。", _EXPLAINED, "公开记录同时在网上公布，任何人可以核验。"),
)


def county_groundwork(names: tuple[str, ...], members: tuple[Member, ...]) -> Groundwork:
    """Assemblies, opinions and the rally's sign-in sheet, township by township."""
    heard = tuple(_workdays(_HEARD, len(names)))
    regular = tuple(m.person.id for m in members if m.person.kind.headcount is not None)
    assemblies = tuple(
        Meeting(
            id=f"H{n:03}",
            kind=MeetingKind.ASSEMBLY,
            day=day,
            place=f"{name}会议室",
            topic=f"{name}职工代表大会，听取对改革方案的意见",
            materials=("改革方案（征求意见稿）",),
        )
        for n, (name, day) in enumerate(zip(names, heard, strict=True), start=1)
    )
    rally = Meeting(
        id=f"H{len(names) + 1:03}",
        kind=MeetingKind.RALLY,
        day=days.RALLY,
        place="县会议中心，各乡镇设分会场",
        topic="全县乡镇机构改革动员大会",
        due=len(regular),
        materials=("改革方案", "岗位目录"),
    )
    return Groundwork(
        opinions=tuple(_opinions(names, heard)),
        meetings=(*assemblies, rally),
        attendance=tuple(_attendance(rally, regular)),
    )


def _workdays(first: date, count: int) -> Iterator[date]:
    """So many days, five to a week; where there are more townships than days till the adoption, several share one."""
    room = [d for n in range((days.ADOPTED - first).days) if (d := first + timedelta(days=n)).weekday() < 5]
    return (room[n * len(room) // count] for n in range(count))


def _opinions(names: tuple[str, ...], heard: tuple[date, ...]) -> Iterator[Opinion]:
    for n, (name, day) in enumerate(zip(names, heard, strict=True)):
        part, text, disposition, reply = _SAID[n % len(_SAID)]
        yield Opinion(
            id=f"Y{n + 1:03}",
            day=day,
            channel=Channel.ASSEMBLY,
            source=f"{name}职工代表大会",
            part=part,
            text=text,
            disposition=disposition,
            reply=reply,
        )


def _attendance(rally: Meeting, regular: tuple[str, ...]) -> Iterator[Attendance]:
    """Two in a hundred were away and were told within five days."""
    dice = Dice("rally")
    for person in regular:
        away = dice.chance(2)
        yield Attendance(
            person=person,
            meeting=rally.id,
            day=rally.day,
            presence=Presence.LEAVE if away else Presence.PRESENT,
        )
        if away:
            later = rally.day + timedelta(days=dice.between(3, 5))
            yield Attendance(person=person, meeting=rally.id, day=later, presence=Presence.MADE_UP)
