"""What meetings and their sign-in sheets should satisfy, and whom the rally reached."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dinggang.basis import Finding, Id, Level, Value
from dinggang.groundwork.telling import listed, told
from dinggang.groundwork.values import Attendance, Groundwork, Meeting, MeetingKind, Presence
from dinggang.plan.law import article
from dinggang.roster import REGULAR, Person

MEETING_WORDS: dict[MeetingKind, tuple[str, str]] = {
    MeetingKind.PARTY: ("党委会", "Party committee"),
    MeetingKind.JOINT: ("党政联席会议", "joint meeting"),
    MeetingKind.GROUP: ("领导小组会议", "leading group"),
    MeetingKind.ASSEMBLY: ("职工大会", "staff assembly"),
    MeetingKind.RALLY: ("动员大会", "rally"),
    MeetingKind.STUDY: ("学习宣讲", "study"),
    MeetingKind.FORUM: ("座谈会", "round of talks"),
    MeetingKind.BRANCH: ("支部活动", "Party branch"),
}

QUORUM_LAWS = ("RY-37", "RY19-37")
"""Two thirds of the members present, when leading cadres are decided on; the one in force on the day of the meeting."""


class Reached(Value, frozen=True, kw_only=True):
    """Of the staff in headcount, all that should have come to the rally (应到): who came, who was told later, who was neither."""

    due: tuple[Id, ...]
    came: tuple[Id, ...]
    told_later: tuple[Id, ...]
    missed: tuple[Id, ...]


class Decided(Value, frozen=True, kw_only=True):
    """An act as far as meetings bear on it. `appoints`: it puts people into posts; `leading`: into posts of the leadership."""

    id: Id
    day: date
    by: str
    number: str
    appoints: bool = False
    leading: bool = False


def reached(ground: Groundwork, people: Sequence[Person]) -> Reached | None:
    """Whom the rally reached by all that is known, None when no attendance of a rally was handed in."""
    rallies = {m.id for m in ground.meetings if m.kind is MeetingKind.RALLY}
    rows = [a for a in ground.attendance if a.meeting in rallies]
    if not rows:
        return None
    there = {a.person for a in rows if a.presence in _THERE}
    later = {a.person for a in rows if a.presence.reached} - there
    due = tuple(sorted(p.id for p in people if p.kind in REGULAR))
    return Reached(
        due=due,
        came=tuple(p for p in due if p in there),
        told_later=tuple(p for p in due if p in later),
        missed=tuple(p for p in due if p not in there and p not in later),
    )


_THERE = frozenset({Presence.PRESENT, Presence.GUEST})
_AWAY = frozenset({Presence.LEAVE, Presence.ABSENT})


def check_reached(of: Reached | None) -> tuple[Finding, ...]:
    """U07: staff in headcount whom neither the rally nor a telling later reached."""
    if of is None or not of.missed:
        return ()
    zh, en = listed(of.missed)
    return (
        told(
            "U07",
            Level.EXPLAIN,
            (
                f"{len(of.missed)}名在编人员没有参加动员大会，也没有补传达：{zh}。",
                f"{len(of.missed)} staff in headcount were not at the rally, nor told later: {en}.",
            ),
            (
                "请补传达，在meetings表“签到”给每人加一行“补传达”；确实传达不到的，请说明。",
                "Tell them, and add a row 补传达 for each to the sheet 签到 of meetings; or explain why it cannot be done.",
            ),
            [f"people:{p}" for p in of.missed],
        ),
    )


def check_attendance(meetings: Sequence[Meeting], attendance: Sequence[Attendance]) -> tuple[Finding, ...]:
    """U08: signed on another day than the meeting's (notice), told later before the meeting, or both there and away."""
    days = {m.id: m.day for m in meetings}
    rows = sorted((a for a in attendance if a.meeting in days), key=lambda a: (a.meeting, a.person, a.day))
    presences: defaultdict[tuple[Id, Id], set[Presence]] = defaultdict(set)
    for row in rows:
        presences[row.meeting, row.person].add(row.presence)
    both = [key for key, those in presences.items() if those & _THERE and those & _AWAY]
    late = [a for a in rows if a.presence is Presence.MADE_UP]
    other = [a for a in rows if a.presence is not Presence.MADE_UP and a.day != days[a.meeting]]
    return (
        *_attended(
            Level.NOTICE,
            [(a.meeting, a.person) for a in other],
            ("人次签到的日期不是开会那天", "sign-ins are of another day than the meeting"),
            ("请核对签到日期和会议日期。", "Check the days in the sheets 签到 and 会议 of meetings."),
        ),
        *_attended(
            Level.EXPLAIN,
            [(a.meeting, a.person) for a in late if a.day < days[a.meeting]],
            ("人次的补传达日期早于会议", "people were told later, on a day before the meeting"),
            (
                "补传达在会后，请核对日期；会前单独告知的，请说明。",
                "One is told later after the meeting: check the days, or explain.",
            ),
        ),
        *_attended(
            Level.EXPLAIN,
            both,
            (
                "人次在同一次会议上既登记到会又登记请假或缺席",
                "people were both there and away at one meeting",
            ),
            ("请按签到表原件更正。", "Correct it by the sheet that was signed."),
        ),
    )


def _attended(
    level: Level, those: Iterable[tuple[Id, Id]], words: tuple[str, str], cure: tuple[str, str]
) -> Iterable[Finding]:
    """A finding on people at meetings, whose number goes before the words and who go behind."""
    found = list(dict.fromkeys(those))
    if found:
        zh, _ = listed([f"{person}（{meeting}）" for meeting, person in found])
        _, en = listed([f"{person} ({meeting})" for meeting, person in found])
        yield told(
            "U08",
            level,
            (f"{len(found)}{words[0]}：{zh}。", f"{len(found)} {words[1]}: {en}."),
            cure,
            [f"attendance:{person}/{meeting}" for meeting, person in found],
        )


def check_quorum(
    meetings: Sequence[Meeting], attendance: Sequence[Attendance], acts: Sequence[Decided]
) -> tuple[Finding, ...]:
    """U09: a meeting of the Party committee that put people into posts with too few present. For posts of the leadership two
    thirds while the law asks it (RY-37); else a notice under half. Meetings without `due` or sign-in are not judged.
    """
    present: defaultdict[Id, set[Id]] = defaultdict(set)
    for row in attendance:
        present[row.meeting] |= {row.person} if row.presence is Presence.PRESENT else set()
    found: list[Finding] = []
    for meeting in sorted(meetings, key=lambda m: m.id):
        of = sorted((a for a in acts if a.appoints and a.number == meeting.number != ""), key=lambda a: a.id)
        if of and meeting.kind is MeetingKind.PARTY and meeting.due is not None and meeting.id in present:
            found += _quorum(meeting, meeting.due, len(present[meeting.id]), of)
    return tuple(found)


def _quorum(meeting: Meeting, due: int, there: int, acts: Sequence[Decided]) -> Iterable[Finding]:
    leading = [a for a in acts if a.leading]
    law = tuple(id_ for id_ in QUORUM_LAWS if leading and article(id_).holds(meeting.day))
    enough = there * 3 >= due * 2 if law else there * 2 >= due
    if enough:
        return
    named = [a.id for a in (leading if law else acts)]
    level = Level.EXPLAIN if law else Level.NOTICE
    least_zh, least_en = ("三分之二", "two thirds") if law else ("半数", "half")
    zh = f"{meeting.day}党委会（{meeting.id}）研究任职（{'、'.join(named)}），应到{due}人，到会{there}人，"
    en = f"Party committee {meeting.id} of {meeting.day} decided on posts ({', '.join(named)}): {due} should "
    yield told(
        "U09",
        level,
        (f"{zh}不足{least_zh}。", f"{en}come, {there} came, fewer than {least_en}."),
        (
            "请核对应到人数和签到；人数确实不够的，重新开会研究，或者说明。",
            "Check the number due and the sign-in; if too few came, decide anew or explain.",
        )
        if law
        else (
            "请核对应到人数和签到。",
            "Check the number due and the sign-in.",
        ),
        [f"meetings:{meeting.id}", *(f"acts:{a}" for a in named)],
        law,
    )


def _is_committee(by: str) -> bool:
    """Whether the words name a Party committee: 镇党委, 中共望禾镇委员会, 中共南丘区委."""
    itself = "联席会" not in by and "领导小组" not in by
    return itself and ("党委" in by or (by.startswith("中共") and by.endswith(("委员会", "委"))))


_ORGANS: Mapping[MeetingKind, Callable[[str], bool]] = {
    MeetingKind.PARTY: _is_committee,
    MeetingKind.JOINT: lambda by: "联席会" in by,
    MeetingKind.GROUP: lambda by: "领导小组" in by,
}


def check_minutes(meetings: Sequence[Meeting], acts: Sequence[Decided]) -> tuple[Finding, ...]:
    """U10: an act bears the number of a meeting of another day or organ; a notice for an act by a meeting that is not listed
    (会纪 in its number, as 会议纪要 are made). Nothing without meetings.
    """
    if not meetings:
        return ()
    by_number: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda m: m.id):
        by_number[meeting.number].append(meeting)
    found: list[Finding] = []
    unlisted: list[Decided] = []
    for act in sorted(acts, key=lambda a: a.id):
        if act.number in by_number and act.number:
            found += _misfit(act, by_number[act.number])
        elif "会" in act.by and "会纪" in act.number:
            unlisted.append(act)
    return (*found, *_unlisted(unlisted))


def _misfit(act: Decided, meetings: Sequence[Meeting]) -> Iterable[Finding]:
    """The act against the meetings of its number; when several bear it, one that fits will do."""
    doubts = [d for m in meetings if (d := _doubts(act, m)) is not None]
    if len(doubts) < len(meetings):
        return
    meeting, (zh, en) = meetings[0], doubts[0]
    kind_zh, kind_en = MEETING_WORDS[meeting.kind]
    yield told(
        "U10",
        Level.EXPLAIN,
        (
            f"行为{act.id}（{act.by}，{act.day}）的文号{act.number}是{meeting.day}{kind_zh}（{meeting.id}）的纪要，{zh}。",
            f"Act {act.id} of {act.day} bears the number of meeting {meeting.id} ({kind_en}, {meeting.day}): {en}.",
        ),
        (
            "请核对acts表和meetings表的日期、机关、文号；确是会后另行决定的，请说明。",
            "Check day, organ and number in acts and meetings, or explain that it was decided apart.",
        ),
        (f"acts:{act.id}", *(f"meetings:{m.id}" for m in meetings)),
    )


def _doubts(act: Decided, meeting: Meeting) -> tuple[str, str] | None:
    """What does not fit between an act and the meeting whose number it bears; None when all does."""
    fits = _ORGANS.get(meeting.kind)
    doubts = []
    if act.day != meeting.day:
        doubts.append(("日期不同", "another day"))
    if fits is not None and not fits(act.by):
        doubts.append(("作出机关不是这个会议", "another organ"))
    return ("，".join(zh for zh, _ in doubts), ", ".join(en for _, en in doubts)) if doubts else None


def _unlisted(acts: Sequence[Decided]) -> Iterable[Finding]:
    if acts:
        zh, _ = listed([f"{a.id}（{a.number}）" for a in acts])
        _, en = listed([f"{a.id} ({a.number})" for a in acts])
        yield told(
            "U10",
            Level.NOTICE,
            (
                f"{len(acts)}件行为由会议作出，meetings表却没有这次会议：{zh}。",
                f"{len(acts)} acts are by meetings that are not among those handed in: {en}.",
            ),
            (
                "请在meetings表“会议”补登，“纪要文号”写成与acts表一致。",
                "Add the meeting to the sheet 会议 of meetings, with the number as in the acts.",
            ),
            [f"acts:{a.id}" for a in acts],
        )
