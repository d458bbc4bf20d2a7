"""Meetings and talks, on paper: sign-in sheet, mobilisation, minutes, records of talks."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dinggang.case import Act, ActKind
from dinggang.documents.official.saying import (
    Made,
    columns,
    counted,
    label,
    lacking,
    leading_group,
    measured,
    not_taken,
    numbered,
    present_post,
    who,
)
from dinggang.documents.official.values import (
    Align,
    Block,
    Document,
    Fields,
    Layout,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import STAFF, Names, chinese_date, name
from dinggang.groundwork import (
    Attendance,
    Meeting,
    MeetingKind,
    Presence,
    Reached,
    Talk,
    TalkForm,
    reached,
)
from dinggang.plan import Stratum
from dinggang.roster import StaffKind
from dinggang.sheets.labels import LABELS

# -- the day of the rally ----------------------------------------------------------------------------


_SPARE = (("",) * 5,) * 5
"""Lines for those who are not on the roster."""
_ONE_DOOR = 300
"""More people than these do not sign at one door: each body has a sheet of its own."""


def sign_in(told: Told, names: Names) -> Made:
    """动员大会签到表, to be signed by hand: everybody in headcount by former body. One for each rally, or one with blanks."""
    frozen = told.last(ActKind.ROSTER_FROZEN)
    if frozen is None:
        return not_taken("锁定花名册", "roster frozen")
    if not told.regular:
        return lacking("花名册没有在编人员。", "Nobody on the roster is in headcount.")
    by_body: dict[str, list[str]] = {}
    for person in told.regular:
        by_body.setdefault(person.former_body, []).append(person.id)
    everybody = [(person, body) for body, those in by_body.items() for person in those]
    lists = [everybody]
    if len(everybody) > _ONE_DOOR:
        lists = [[(person, body) for person in those] for body, those in by_body.items()]
    rallies: Sequence[Meeting | None] = _of_kind(told, MeetingKind.RALLY) or (None,)
    return tuple(
        _sheet(
            told,
            rally,
            tuple((str(n), name(names, p), body, "", "") for n, (p, body) in enumerate(those, start=1)),
            frozen.day,
        )
        for rally in rallies
        for those in lists
    )


def _sheet(told: Told, rally: Meeting | None, rows: tuple[tuple[str, ...], ...], frozen: date) -> Document:
    held = (
        ("会议名称", f"{told.organ}机构改革动员大会" if rally is None else rally.topic),
        ("时间", "　　年　　月　　日　　时" if rally is None else f"{chinese_date(rally.day)}　　时"),
        ("地点", "" if rally is None else rally.place),
        ("应到人数", str(len(rows))),
        ("实到人数", ""),
        # At the head, that no page has them alone.
        ("签到负责人", ""),
        ("核对人", ""),
    )
    return Document(
        kind="signin",
        title="动员大会签到表",
        day=frozen if rally is None else rally.day,
        layout=Layout.FORM,
        blocks=(
            Fields(pairs=held, wide=("会议名称",)),
            Table(
                columns=measured(
                    {"序号": 14, "姓名": 26, "单位": 50, "签到": 36, "备注": 30}, centred="序号 姓名"
                ),
                rows=(*rows, *_SPARE),
                empty="花名册没有在编人员。",
                notes=("空行供列席人员签到。",),
                tall=True,
            ),
        ),
    )


def _of_kind(told: Told, *kinds: MeetingKind) -> tuple[Meeting, ...]:
    found = (m for m in told.case.groundwork.meetings if m.kind in kinds)
    return tuple(sorted(found, key=lambda m: (m.day, m.id)))


# -- who was reached ---------------------------------------------------------------------------------


def mobilisation(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """动员情况: who was to be reached and who was, meetings held, talks. Counts only; names are on other sheets."""
    act = told.last(ActKind.MOBILISATION_HELD)
    if act is None:
        return not_taken("召开动员大会", "mobilisation held")
    grounds = told.case.groundwork
    rallies = {m.id: m.topic for m in _of_kind(told, MeetingKind.RALLY)}
    signed = [a for a in grounds.attendance if a.meeting in rallies]
    found = reached(grounds, told.case.people)
    day = max((act.day, *(a.day for a in signed), *(t.day for t in grounds.talks)))
    # An act often begins its reason with the name of the rally.
    reason = next(
        (r for t in rallies.values() if (r := act.reason.removeprefix(t)) != act.reason), act.reason
    )
    more = reason.strip("，；。")
    opening = (
        f"{chinese_date(act.day)}，{act.by}召开机构改革动员大会{numbered(act)}{f'，{more}' if more else ''}。"
    )
    confirmed = sum(p.confirmed for p in told.case.people)
    blocks: list[Block] = [
        *(_to_be_reached(told, opening) if found is None else _coverage(told, opening, found, signed, day)),
        Paragraph(text=f"花名册在册{len(told.case.people)}人，本人核对确认{confirmed}人。"),
        *_meetings(told),
        *_talk_coverage(told),
    ]
    return (
        Document(
            kind="mobilisation",
            title=f"{told.organ}机构改革动员情况",
            day=day,
            blocks=tuple(blocks),
            signature=Signature(organ=leading_group(told), day=day),
        ),
    )


def _to_be_reached(told: Told, opening: str) -> list[Block]:
    rows = Counter((p.kind, p.stratum) for p in told.regular)
    return [
        Paragraph(text=f"{opening}应当动员到的在编人员如下。"),
        Table(
            columns=columns("人员类别", "层级", "人数", centred="人员类别 层级 人数"),
            rows=(
                *((STAFF[of[0]], label(of[1]), str(rows[of])) for of in _groups(rows)),
                ("合计", "", str(len(told.regular))),
            ),
            empty="花名册没有在编人员。",
            total=True,
        ),
    ]


def _coverage(
    told: Told, opening: str, found: Reached, signed: Sequence[Attendance], day: date
) -> list[Block]:
    """应到＝到会＋请假缺席; 请假缺席＝补传达＋未传达. Who is not on the sign-in sheet was not there."""
    groups: dict[tuple[StaffKind, Stratum], set[str]] = {}
    for person in told.regular:
        groups.setdefault((person.kind, person.stratum), set()).add(person.id)
    due, came, away, later, nobody = _counts(found, set(found.due))
    missing = len(set(found.due) - {a.person for a in signed})
    return [
        Paragraph(
            text=f"{opening}截至{chinese_date(day)}，在编人员应到{due}人，到会{came}人，请假缺席{away}人，"
            f"补传达{later}人，" + (f"还有{nobody}人没有传达到。" if nobody else "全部传达到。")
        ),
        Table(
            columns=columns(
                *("人员类别", "层级", "应到", "到会", "请假缺席", "补传达", "未传达"),
                centred="人员类别 层级 应到 到会 请假缺席 补传达 未传达",
            ),
            rows=(
                *(
                    (STAFF[of[0]], label(of[1]), *map(str, _counts(found, groups[of])))
                    for of in _groups(groups)
                ),
                ("合计", "", *map(str, (due, came, away, later, nobody))),
            ),
            empty="花名册没有在编人员。",
            notes=(f"签到表上没有的{missing}人按缺席计。",) if missing else (),
            total=True,
        ),
    ]


def _groups(found: Iterable[tuple[StaffKind, Stratum]]) -> list[tuple[StaffKind, Stratum]]:
    """Administrative staff first, of each kind the leaders first."""
    kinds, strata = list(StaffKind), list(Stratum)
    return sorted(found, key=lambda of: (kinds.index(of[0]), strata.index(of[1])))


def _counts(found: Reached, those: set[str]) -> tuple[int, int, int, int, int]:
    """Of these people: 应到, 到会, 请假缺席, 补传达, 未传达."""
    there, later = len(those & set(found.came)), len(those & set(found.told_later))
    away = len(those) - there
    return len(those), there, away, later, away - later


def _meetings(told: Told) -> list[Block]:
    """会议一览: those that were held for people to hear and to speak; what deciding meetings did is in their minutes."""
    held = _of_kind(told, *(k for k in MeetingKind if not k.decides))
    if not held:
        return []
    came = Counter(
        a.meeting for a in told.case.groundwork.attendance if a.presence in {Presence.PRESENT, Presence.GUEST}
    )
    rows = tuple(
        (
            told.short(m.day),
            label(m.kind),
            m.topic,
            counted(m.due),
            counted(came[m.id] or None),
            "、".join(m.materials),
        )
        for m in held
    )
    return [
        Table(
            caption="会议一览",
            columns=measured(
                {"日期": 27, "类型": 24, "议题": 41, "应到": 14, "实到": 14, "发放材料": 36},
                centred="日期 类型 应到 实到",
            ),
            rows=rows,
            empty="没有召开会议。",
        )
    ]


def _talk_coverage(told: Told) -> list[Block]:
    talks = told.case.groundwork.talks
    if not talks:
        return []
    once = {(t.person, t.day): t.form for t in talks}
    people = {t.person for t in talks}
    regular = sum(p.id in people for p in told.regular)
    forms = Counter(once.values())
    split = "、".join(f"{label(f)}{forms[f]}人次" for f in TalkForm if forms[f])
    others = len(people) - regular
    apart = f"，其中在编{regular}人、其他人员{others}人" if others else ""
    return [Paragraph(text=f"谈心谈话共{len(once)}人次（{split}），谈到{len(people)}人{apart}。")]


# -- minutes -----------------------------------------------------------------------------------------


def minutes(told: Told, names: Names) -> Made:
    """会议纪要: of each meeting of those who decide, and of each whose number acts bear; what was decided there, who was there."""
    held = _of_kind(told, *(k for k in MeetingKind if k.decides))
    by_number: dict[str, list[Act]] = {}
    for act in told.acts:
        if act.number:
            by_number.setdefault(act.number, []).append(act)
    made = [_minutes(told, names, m, by_number.get(m.number, ()) if m.number else ()) for m in held]
    known = {m.number for m in held if m.number}
    made += [
        _minutes(told, names, None, those)
        for number, acts in by_number.items()
        if number not in known and (those := [a for a in acts if "会" in a.by and "会纪" in a.number])
    ]
    if not made:
        return lacking(
            "没有决策会议，也没有以会议纪要为文号的决定。",
            "No meeting of those who decide, and no decision with the number of a meeting's minutes.",
        )
    return tuple(sorted(made, key=lambda d: (d.day, d.number)))


def _minutes(told: Told, names: Names, meeting: Meeting | None, acts: Sequence[Act]) -> Document:
    by = _body_of(told, meeting, acts)
    day = meeting.day if meeting is not None else acts[-1].day
    number = meeting.number if meeting is not None else acts[-1].number
    topic = meeting.topic if meeting is not None else "研究机构改革工作"
    founded = told.last(ActKind.GROUP_ESTABLISHED)
    copies = "，".join(dict.fromkeys(a.copies_to.rstrip("。") for a in acts if a.copies_to))
    return Document(
        kind="minutes",
        # Under the mark of numbered minutes their matter, else their name.
        title=f"关于{_matter(topic)}的会议纪要" if number else f"{by}纪要",
        day=day,
        mark=f"{by}纪要" if number else "",
        number=number,
        blocks=(
            *_head(names, meeting, day, topic),
            *_decided(names, acts, topic),
            *(_present(told, names, meeting) if meeting is not None else ()),
        ),
        copies_to=copies,
        # A meeting prints nothing: its organ does.
        printed=Signature(organ=founded.by if founded is not None else told.organ, day=day)
        if number
        else None,
    )


def _body_of(told: Told, meeting: Meeting | None, acts: Sequence[Act]) -> str:
    """望禾镇党政联席会议: the meeting by the name under which it acts, else by its kind."""
    if acts and "会" in acts[-1].by:
        by = acts[-1].by
        return f"{by}会议" if by.endswith("委员会") else by
    if meeting is not None and meeting.kind is MeetingKind.GROUP:
        return f"{leading_group(told)}会议"
    return f"{told.organ}{_CALLED[meeting.kind if meeting is not None else MeetingKind.JOINT]}"


_CALLED: Mapping[MeetingKind, str] = {MeetingKind.PARTY: "党委会议", MeetingKind.JOINT: "党政联席会议"}


def _head(names: Names, meeting: Meeting | None, day: date, topic: str) -> list[Block]:
    pairs = [("时间", chinese_date(day))]
    if meeting is not None:
        pairs += [
            ("地点", meeting.place),
            ("主持", name(names, meeting.chair) if meeting.chair is not None else ""),
            ("记录", name(names, meeting.recorder) if meeting.recorder is not None else ""),
            ("议题", topic),
        ]
    return [Paragraph(lead=f"{title}：", text=text, hang=True) for title, text in pairs if text]


def _decided(names: Names, acts: Sequence[Act], topic: str) -> list[Block]:
    """What was decided, by the acts with the number of the minutes; a meeting without acts is minuted with its topic alone."""
    if not acts:
        return [Paragraph(text=f"会议{_studied(topic)}。")]
    lines: list[Block] = [Paragraph(text=f"会议{_studied(topic)}，议定以下事项。")]
    for number, act in enumerate(acts, start=1):
        reason = act.reason.rstrip("。")
        about = who(names, act.people)
        text = f"{LABELS[ActKind][act.kind][0]}{f'：{reason}' if reason else ''}" + (
            f"（{about}）" if about else ""
        )
        lines.append(Paragraph(text=f"{number}．{text}。"))
    return lines


_STUDIED = re.compile(
    r"^(逐条|逐人|逐项|逐一|专题|再次|初步)?(研究|审议|讨论|听取|传达|学习|部署|核对)(?!决定|通过|了)"
)


def _matter(topic: str) -> str:
    """What a meeting was about first, without the verb: 研究方案，审议决算 → 方案."""
    return re.split("[，；。]", _STUDIED.sub("", topic))[0] or topic


def _studied(topic: str) -> str:
    """研究方案 → 研究了方案; what says already what was done stands as it is, and what says nothing of it is named."""
    plain = topic.rstrip("。")
    if found := _STUDIED.match(plain):
        return f"{found[0]}了{plain[found.end() :]}"
    return plain if plain.startswith(("研究", "审议", "讨论")) else f"就“{plain}”进行了研究"


_LINES = ((Presence.PRESENT, "出席"), (Presence.LEAVE, "请假"), (Presence.ABSENT, "缺席"))


def _present(told: Told, names: Names, meeting: Meeting) -> list[Block]:
    """出席、请假、列席 after a blank line, further lines under the first name (GB/T 9704-2012, 10.2)."""
    rows = [a for a in told.case.groundwork.attendance if a.meeting == meeting.id]

    def those(presence: Presence) -> str:
        return who(names, [a.person for a in rows if a.presence is presence])

    lines = [(title, those(presence)) for presence, title in _LINES]
    guests = "、".join(filter(None, (those(Presence.GUEST), meeting.guests.rstrip("。"))))
    lines.append(("列席", guests))
    found: list[Block] = [Paragraph(lead=f"{title}：", text=text, hang=True) for title, text in lines if text]
    return [Paragraph(text="　"), *found] if found else []


# -- talks -------------------------------------------------------------------------------------------


def talk_records(told: Told, names: Names) -> Made:
    """谈话记录单: one a talk, its head filled in, the rest to be written by hand. What was worried about is not on it."""
    talks: dict[tuple[date, str], Talk] = {}
    for talk in told.case.groundwork.talks:
        talks.setdefault((talk.day, talk.person), talk)
    if not talks:
        return lacking("案卷没有谈话（talks.xlsx“谈话”页）。", "The case lists no talks.")
    return tuple(_record(told, names, talks[key]) for key in sorted(talks))


def _record(told: Told, names: Names, talk: Talk) -> Document:
    facts = told.people.get(talk.person)
    head = (
        ("谈话对象", name(names, talk.person)),
        ("人员编号", talk.person),
        ("单位", facts.former_body if facts is not None else ""),
        ("职务", present_post(facts) if facts is not None else ""),
        ("谈话人", name(names, talk.by)),
        ("方式", label(talk.form)),
        ("时间", chinese_date(talk.day)),
        ("地点", ""),
    )
    room = (("谈话要点", "\n" * 9), ("本人意见", "\n" * 7), ("处理情况", "\n" * 5))
    return Document(
        kind="talks",
        title="谈话记录单",
        day=talk.day,
        layout=Layout.FORM,
        about=talk.person,
        blocks=(
            Paragraph(text="内部资料　注意保密", indent=False, align=Align.RIGHT),
            Fields(pairs=(*head, *room), wide=tuple(title for title, _ in room)),
            Signing(labels=("谈话人签字", "谈话对象签字", "日期")),
        ),
    )
