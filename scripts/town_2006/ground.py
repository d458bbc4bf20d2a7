"""What went before the posts: the leading group, opinions on the draft, duties, questions, meetings, attendance, talks."""

from collections.abc import Iterator
from datetime import date

from dinggang.exits import ExitChoice
from dinggang.groundwork import (
    Answer,
    Attendance,
    Channel,
    Concern,
    Disposition,
    Duty,
    Groundwork,
    GroupRole,
    Meeting,
    MeetingKind,
    Member,
    Opinion,
    Presence,
    Share,
    Talk,
    TalkForm,
)
from dinggang.plan import ExitRoute
from town_2006 import cast
from town_2006.dice import Dice
from town_2006.people import Member as Staff

_SECRETARY, _MAYOR, _DEPUTY, _ORGANISER = "P001", "P002", "P004", "P006"
_OFFICE = ("P010", "P012")
"""The head and the clerk of the old office, who keep the papers of the reform."""

_DUTIES = (
    "主持全面工作，对机构改革负总责",
    "机构设置、编制和经费",
    "联系人大代表，听取意见",
    "方案起草、定岗和人员分流",
    "纪律监督、受理反映",
    "考试、测评、考核，领导小组办公室",
    "综治和稳定，会务保障",
    "农业各站所的转制和服务购买",
    "社会事务各站所的归并",
)

_HALL, _ROOM = "镇政府礼堂", "镇政府二楼会议室"
_SENT_AWAY = {"P031": Presence.LEAVE, "P066": Presence.LEAVE, cast.NOT_CONFIRMED: Presence.LEAVE}
"""Who was not at the rally: two on duty in the villages, one in hospital. All were told later."""
_TOLD_LATER = date(2006, 11, 3)

_TAKEN, _PARTLY, _NOT, _EXPLAINED = Disposition


def town_groundwork(members: tuple[Staff, ...], exits: tuple[ExitChoice, ...]) -> Groundwork:
    meetings = _meetings(members)
    return Groundwork(
        members=_group(),
        opinions=_opinions(),
        duties=_duties(),
        answers=_answers(),
        meetings=meetings,
        attendance=tuple(_attendance(meetings, members)),
        talks=tuple(_talks(members, exits)),
    )


def _group() -> tuple[Member, ...]:
    roles = {_SECRETARY: GroupRole.HEAD, _MAYOR: GroupRole.DEPUTY, _DEPUTY: GroupRole.DEPUTY}
    leading = tuple(
        Member(person=f"P{n:03}", role=roles.get(f"P{n:03}", GroupRole.MEMBER), duty=duty)
        for n, duty in enumerate(_DUTIES, start=1)
    )
    office = (
        Member(person=_ORGANISER, role=GroupRole.OFFICE_HEAD, duty="办公室日常工作"),
        *(
            Member(person=p, role=GroupRole.OFFICE_MEMBER, duty=duty)
            for p, duty in zip(_OFFICE, ("文件、会务、公示", "花名册、成绩汇总、档案"), strict=True)
        ),
    )
    return (*leading, *office)


def _opinions() -> tuple[Opinion, ...]:
    first, second, above = date(2006, 9, 13), date(2006, 9, 18), date(2006, 9, 19)
    body, forum, assembly, written = Channel.BODY, Channel.FORUM, Channel.ASSEMBLY, Channel.WRITTEN
    rows = (
        (
            first,
            forum,
            "机关干部座谈会",
            "定岗办法",
            "同分的应有统一的比较办法，不要临时定。",
            _TAKEN,
            "已写明同分依次比较考试、测评成绩，仍相同的公开抽签。",
        ),
        (
            first,
            forum,
            "机关干部座谈会",
            "定岗办法",
            "演说评委中应有机关以外的人。",
            _TAKEN,
            "已在方案第十二条写明，七名评委中三名由区人事局选派。",
        ),
        (
            first,
            forum,
            "事业单位座谈会",
            "定岗办法",
            "论述题由两人分别阅卷。",
            _TAKEN,
            "已写明由两名阅卷人评阅。",
        ),
        (
            first,
            forum,
            "事业单位座谈会",
            "人员分流",
            "内退的年龄条件对女同志要与男同志有别。",
            _TAKEN,
            "已分别写明男五十五周岁、女五十周岁。",
        ),
        (
            first,
            body,
            "农业技术推广站",
            "政府购买服务",
            "技术推广的经费不能减少。",
            _TAKEN,
            "已写明各项经费不低于基年，用途不变。",
        ),
        (
            first,
            body,
            "水利站",
            "机构设置",
            "希望保留水利站单独设置。",
            _NOT,
            "区里核定机构总数六个，水利服务改为政府购买，人员可以竞岗或转入公司。",
        ),
        (
            first,
            body,
            "村镇建设站",
            "政府购买服务",
            "委托协议期限希望定为三年。",
            _NOT,
            "首次定向购买，期限定为一年，期满按验收结果重新比选。",
        ),
        (
            first,
            written,
            "意见箱",
            "人员分流",
            "临时人员清退要结清补偿。",
            _TAKEN,
            "已写明按工作年限计发补偿，结清并签字后才能宣布清退完结。",
        ),
        (
            second,
            assembly,
            "职工大会",
            "定岗办法",
            "每人可报的志愿由两个增加到四个。",
            _PARTLY,
            "增加到三个；再多不利于按名次选岗。",
        ),
        (
            second,
            assembly,
            "职工大会",
            "定岗办法",
            "民主测评应不记名，票箱当场开封。",
            _TAKEN,
            "已写明不记名投票，监督组在场开箱计票。",
        ),
        (
            second,
            assembly,
            "职工大会",
            "公示",
            "公示期希望延长到十个工作日。",
            _EXPLAINED,
            "公示期定为五个工作日，期内受理异议，逐件答复。",
        ),
        (
            second,
            assembly,
            "职工大会",
            "人员分流",
            "落选人员应有培训和再次竞岗的机会。",
            _TAKEN,
            "落选人员列入待岗，组织培训后参加补充竞岗。",
        ),
        (
            above,
            Channel.ABOVE,
            "区编委办公室",
            "人员编制",
            "预留编制应在核定数之内。",
            _TAKEN,
            "已写明预留含在核定数之内，动用须报批。",
        ),
        (
            above,
            Channel.ABOVE,
            "区人事局",
            "竞岗资格",
            "应写明受处分人员能否报名。",
            _PARTLY,
            "写明处分期内不得报名；期满的可以报名。",
        ),
    )
    return tuple(
        Opinion(
            id=f"Y{n:02}",
            day=day,
            channel=channel,
            source=source,
            part=part,
            text=text,
            disposition=disposition,
            reply=reply,
        )
        for n, (day, channel, source, part, text, disposition, reply) in enumerate(rows, start=1)
    )


def _duties() -> tuple[Duty, ...]:
    lead, support = Share
    rows = (
        ("B01", lead, "文秘、档案、印章管理", "党政办公室"),
        ("B01", lead, "组织人事、机构编制", "党政办公室"),
        ("B01", lead, "信访接待", "党政办公室"),
        ("B01", lead, "社会治安综合治理", "社会治安综合治理办公室"),
        ("B02", lead, "农业、农村经济发展规划", "农业办公室"),
        ("B02", lead, "企业服务和安全生产", "乡镇企业办公室"),
        ("B02", lead, "统计", "农业办公室"),
        ("B02", lead, "公益服务的委托、监督和验收", ""),
        ("B03", lead, "民政、救灾、优抚", "民政办公室"),
        ("B03", lead, "老龄工作", "民政办公室"),
        ("B03", lead, "计划生育行政管理", "计划生育办公室"),
        ("B05", support, "计划生育行政管理", ""),
        ("B04", lead, "窗口受理和代办", ""),
        ("B04", lead, "就业和社会保障服务", "劳动保障所"),
        ("B04", lead, "农村政策咨询", "农业技术推广站"),
        ("B03", support, "窗口受理和代办", ""),
        ("B05", lead, "计划生育技术服务", "计划生育服务站"),
        ("B05", lead, "药具发放和孕情检查", "计划生育服务站"),
        ("B06", lead, "预算、决算和会计核算", "财政所"),
        ("B06", lead, "村级财务代理", "财政所"),
        ("B06", lead, "惠农补贴发放", "财政所"),
        ("B06", support, "公益服务的委托、监督和验收", ""),
    )
    return tuple(
        Duty(id=f"Z{n:02}", function=function, body=body, share=share, former=former)
        for n, (body, share, function, former) in enumerate(rows, start=1)
    )


def _answers() -> tuple[Answer, ...]:
    rally, later = date(2006, 11, 2), date(2006, 11, 6)
    rows = (
        (
            rally,
            "哪些人可以参加竞争上岗？",
            "近两年年度考核称职（合格）以上、不在处分期内的在编人员。行政人员报行政岗位，事业人员报事业岗位。",
            "方案第九条",
        ),
        (
            rally,
            "综合成绩怎样计算？",
            "考试占百分之三十，民主测评占百分之三十，演说占百分之二十，组织考核占百分之二十，合格线六十分。",
            "方案第十四条",
        ),
        (rally, "同分怎么办？", "先比考试成绩，再比民主测评成绩，仍相同的公开抽签。", "方案第十四条"),
        (rally, "成绩有错找谁？", "公示期内可以向领导小组办公室书面提出，逐件复查答复。", "方案第十五条"),
        (
            rally,
            "内退期间的待遇由谁发？",
            "由镇财政按方案规定的比例按月发放，到法定退休年龄时办理退休。",
            "方案第二十一条",
        ),
        (rally, "落选以后怎么办？", "列入待岗，组织培训，有空缺岗位时参加补充竞岗。", "方案第十七条"),
        (
            later,
            "转入农工商综合服务公司后，原来的工龄算不算？",
            "原在编工作年限连续计算，手续由领导小组办公室统一办理。",
            "方案第二十三条",
        ),
        (
            later,
            "兼岗的岗位能不能报？",
            "兼岗由同一机构的人员兼任，不单独招人，不能报。",
            "望镇会纪〔2006〕17号",
        ),
    )
    return tuple(
        Answer(id=f"W{n:02}", day=day, question=question, answer=answer, basis=basis)
        for n, (day, question, answer, basis) in enumerate(rows, start=1)
    )


def _meetings(members: tuple[Staff, ...]) -> tuple[Meeting, ...]:
    party, joint, group, assembly, rally, _study, forum, branch = MeetingKind
    leaders, staff = len(_DUTIES), len(_regular(members))
    draft = ("改革方案（征求意见稿）",)
    rows = (
        (party, date(2006, 9, 11), _ROOM, "研究成立机构改革领导小组", "", leaders, "", ()),
        (forum, date(2006, 9, 13), _ROOM, "机关干部座谈会，征求对方案的意见", "", None, "", draft),
        (forum, date(2006, 9, 13), _ROOM, "事业单位座谈会，征求对方案的意见", "", None, "", draft),
        (group, date(2006, 9, 15), _ROOM, "逐条研究第一轮意见，修改方案", "", leaders, "", ()),
        (
            assembly,
            date(2006, 9, 18),
            _HALL,
            "职工大会，听取对方案修改稿的意见",
            "",
            None,
            "",
            ("改革方案（修改稿）",),
        ),
        (
            joint,
            date(2006, 9, 20),
            _ROOM,
            "审议改革方案和征求意见采纳情况",
            "望镇会纪〔2006〕14号",
            leaders,
            "各办公室、站所负责人",
            ("改革方案（送审稿）", "征求意见采纳情况表"),
        ),
        (
            rally,
            date(2006, 11, 2),
            _HALL,
            "机关机构改革动员大会",
            "",
            staff,
            "区改革督导组",
            ("改革方案", "岗位目录"),
        ),
        (branch, date(2006, 11, 3), "各支部", "支部讨论，补传达动员大会精神", "", None, "", ()),
        (
            joint,
            date(2006, 11, 3),
            _ROOM,
            "研究岗位与编制不一致的处理",
            "望镇会纪〔2006〕17号",
            leaders,
            "区编委办公室",
            (),
        ),
        (party, date(2006, 11, 9), _ROOM, "逐人研究分流申请", "", leaders, "", ()),
        (group, date(2006, 11, 17), _ROOM, "核对成绩，研究张榜公示", "", leaders, "区纪委派驻监督组", ()),
        (
            party,
            date(2006, 11, 28),
            _ROOM,
            "讨论决定定岗人选",
            "",
            leaders,
            "区纪委派驻监督组",
            ("排名榜", "志愿汇总"),
        ),
        (
            joint,
            date(2006, 11, 30),
            _ROOM,
            "研究公益服务定向购买的理由和价格",
            "望镇会纪〔2006〕19号",
            leaders,
            "财政所",
            ("比价表",),
        ),
        (joint, date(2006, 12, 28), _ROOM, "审议机构改革工作总结", "望镇会纪〔2006〕22号", leaders, "", ()),
    )
    return tuple(
        Meeting(
            id=f"H{n:02}",
            kind=kind,
            day=day,
            place=place,
            topic=topic,
            chair=_MAYOR if kind is rally else _SECRETARY,
            recorder=_OFFICE[1],
            number=number,
            due=due,
            guests=guests,
            materials=materials,
        )
        for n, (kind, day, place, topic, number, due, guests, materials) in enumerate(rows, start=1)
    )


def _regular(members: tuple[Staff, ...]) -> tuple[str, ...]:
    return tuple(m.person.id for m in members if m.person.kind.headcount is not None)


def _attendance(meetings: tuple[Meeting, ...], members: tuple[Staff, ...]) -> Iterator[Attendance]:
    """Leaders at the meetings that decide, of whom now and then one is away; everybody at the rally."""
    dice = Dice("attendance")
    leaders = tuple(f"P{n:03}" for n in range(1, len(_DUTIES) + 1))
    for meeting in meetings:
        if meeting.kind.decides:
            away = dice.pick((None, *leaders[2:])) if dice.chance(50) else None
            for person in leaders:
                presence = Presence.LEAVE if person == away else Presence.PRESENT
                yield Attendance(person=person, meeting=meeting.id, day=meeting.day, presence=presence)
        elif meeting.kind is MeetingKind.RALLY:
            for person in _regular(members):
                presence = _SENT_AWAY.get(person, Presence.PRESENT)
                yield Attendance(person=person, meeting=meeting.id, day=meeting.day, presence=presence)
            for person in _SENT_AWAY:
                yield Attendance(
                    person=person, meeting=meeting.id, day=_TOLD_LATER, presence=Presence.MADE_UP
                )


_WORRIES = {
    ExitRoute.RETIRE: (None, Concern.RETIREMENT),
    ExitRoute.RETIRE_EARLY: (Concern.RETIREMENT, Concern.PAY),
    ExitRoute.RETIRE_SICK: (Concern.RETIREMENT, Concern.HARDSHIP),
    ExitRoute.RETIRE_INTERNAL: (Concern.PAY, Concern.RETIREMENT),
    ExitRoute.YIELD: (Concern.POST,),
    ExitRoute.DIVERT_COMPANY: (Concern.PAY, Concern.SKILL, Concern.POST),
    ExitRoute.DIVERT_OTHER: (Concern.POST,),
}


def _talks(members: tuple[Staff, ...], exits: tuple[ExitChoice, ...]) -> Iterator[Talk]:
    """With everybody who left and with every third of those who competed; by the leader in charge of their line."""
    dice = Dice("talks")
    leaving = {e.person: e.route for e in exits if e.route in _WORRIES}
    competing = [m.person.id for m in members if m.person.kind.headcount and m.person.id not in leaving]
    with_whom = [*leaving, *[p for n, p in enumerate(competing[len(_DUTIES) :]) if n % 3 == 0]]
    for person in sorted(with_whom):
        route = leaving.get(person)
        worries = _WORRIES[route] if route else (Concern.POST, Concern.FAIRNESS, Concern.SKILL, None)
        worry = dice.pick(worries)
        yield Talk(
            person=person,
            day=date(2006, 10, dice.between(23, 27)) if route else date(2006, 11, dice.between(6, 8)),
            by=dice.pick((_DEPUTY, _ORGANISER, "P008" if person != "P029" else "P009")),
            form=TalkForm.VISIT if route is ExitRoute.RETIRE_SICK else TalkForm.ALONE,
            concern=worry,
            settled=worry is not None and dice.chance(88),
        )
