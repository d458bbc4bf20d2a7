"""U07–U10: whom the rally reached, sign-in sheets, quorum and the numbers of minutes."""

from datetime import date

import pytest

import build
from dinggang.basis import Finding, Level, Words
from dinggang.groundwork import (
    MEETING_WORDS,
    Attendance,
    Decided,
    Groundwork,
    Meeting,
    MeetingKind,
    Presence,
    Reached,
    check_attendance,
    check_minutes,
    check_quorum,
    check_reached,
    reached,
)
from dinggang.sheets.labels import LABELS

RALLY, BEFORE, AFTER = date(2006, 11, 2), date(2006, 11, 1), date(2006, 11, 3)
PRESENT, MADE_UP, LEAVE, ABSENT, GUEST = (
    Presence.PRESENT,
    Presence.MADE_UP,
    Presence.LEAVE,
    Presence.ABSENT,
    Presence.GUEST,
)


def meeting(n: int, kind: MeetingKind, day: date = RALLY, **changes: object) -> Meeting:
    values: dict[str, object] = {"id": f"H{n:02}", "kind": kind, "day": day, "topic": "研究"}
    return Meeting(**{**values, **changes})


def row(person: str, presence: Presence, day: date = RALLY, of: str = "H01") -> Attendance:
    return Attendance(person=person, meeting=of, day=day, presence=presence)


def ground(*rows: Attendance, kind: MeetingKind = MeetingKind.RALLY) -> Groundwork:
    return Groundwork(meetings=(meeting(1, kind), meeting(2, MeetingKind.RALLY)), attendance=rows)


# P01 and P02 lead, P03–P05 and P06–P09 are in headcount, P10 is temporary.
EVERYBODY = tuple(f"P{n:02}" for n in range(1, 10))


def test_whom_the_rally_reached():
    rows = (
        *(row(p, PRESENT) for p in EVERYBODY[:5]),
        row("P06", GUEST, of="H02"),  # at the second rally
        row("P07", LEAVE),
        row("P07", MADE_UP, AFTER),
        row("P08", ABSENT),
        row("P10", PRESENT),  # has no headcount
        row("P99", PRESENT),  # is not on the roster
        row("P01", MADE_UP, AFTER),  # was there, and counts once
    )
    assert reached(ground(*rows), build.people()) == Reached(
        due=EVERYBODY,
        came=EVERYBODY[:6],
        told_later=("P07",),
        missed=("P08", "P09"),
    )


def test_staff_whom_nothing_reached():
    found = check_reached(reached(ground(*(row(p, PRESENT) for p in EVERYBODY[2:])), build.people()))
    assert found == (
        Finding(
            code="U07",
            level=Level.EXPLAIN,
            words=Words(
                zh="2名在编人员没有参加动员大会，也没有补传达：P01、P02。",
                en="2 staff in headcount were not at the rally, nor told later: P01, P02.",
            ),
            cure=Words(
                zh="请补传达，在meetings表“签到”给每人加一行“补传达”；确实传达不到的，请说明。",
                en="Tell them, and add a row 补传达 for each to the sheet 签到 of meetings; or explain why it cannot be done.",
            ),
            rows=("people:P01", "people:P02"),
        ),
    )


def test_ten_are_named_and_all_are_rows():
    kind = build.people()[0].kind
    people = [build.person(n, kind) for n in range(1, 13)]
    (found,) = check_reached(reached(ground(row("P12", PRESENT)), people))

    assert found.words.zh == (
        "11名在编人员没有参加动员大会，也没有补传达：P01、P02、P03、P04、P05、P06、P07、P08、P09、P10等。"
    )
    assert len(found.rows) == 11


@pytest.mark.parametrize(
    "of",
    [
        ground(*(row(p, PRESENT) for p in EVERYBODY)),
        ground(*(row(p, MADE_UP, AFTER) for p in EVERYBODY)),
    ],
)
def test_everybody_was_reached(of):
    assert check_reached(reached(of, build.people())) == ()


@pytest.mark.parametrize("of", [ground(), ground(row("P01", PRESENT), kind=MeetingKind.STUDY)])
def test_without_a_sign_in_of_a_rally_nobody_is_missed(of):
    assert reached(of, build.people()) is None
    assert check_reached(None) == ()


def attended(*rows: Attendance) -> list[tuple[Level, tuple[str, ...]]]:
    found = check_attendance((meeting(1, MeetingKind.RALLY),), rows)
    assert {f.code for f in found} <= {"U08"}
    return [(f.level, f.rows) for f in found]


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([row("P01", PRESENT, AFTER)], Level.NOTICE),
        ([row("P01", LEAVE, BEFORE)], Level.NOTICE),
        ([row("P01", PRESENT)], None),
        ([row("P01", LEAVE), row("P01", MADE_UP, AFTER)], None),
        ([row("P01", MADE_UP)], None),  # on the day itself, after the meeting
        ([row("P01", MADE_UP, BEFORE)], Level.EXPLAIN),
        ([row("P01", PRESENT), row("P01", ABSENT)], Level.EXPLAIN),
        ([row("P01", GUEST), row("P01", LEAVE)], Level.EXPLAIN),
        ([row("P01", LEAVE), row("P01", ABSENT)], None),
        ([row("P01", PRESENT), row("P02", ABSENT)], None),
        ([row("P01", PRESENT, AFTER, of="H09")], None),  # a meeting that is not listed
    ],
)
def test_a_sign_in_that_does_not_fit_its_meeting(rows, level):
    assert attended(*rows) == ([] if level is None else [(level, ("attendance:P01/H01",))])


def test_there_at_one_meeting_and_away_from_another_is_no_contradiction():
    both = (meeting(1, MeetingKind.RALLY), meeting(2, MeetingKind.RALLY))
    assert check_attendance(both, [row("P01", PRESENT), row("P01", ABSENT, of="H02")]) == ()


def test_sign_ins_in_words():
    rows = (
        row("P02", PRESENT, AFTER),
        row("P01", PRESENT, AFTER),
        row("P03", MADE_UP, BEFORE),
        row("P04", PRESENT),
        row("P04", ABSENT),
    )
    found = check_attendance((meeting(1, MeetingKind.RALLY),), rows)
    assert [f.words for f in found] == [
        Words(
            zh="2人次签到的日期不是开会那天：P01（H01）、P02（H01）。",
            en="2 sign-ins are of another day than the meeting: P01 (H01), P02 (H01).",
        ),
        Words(
            zh="1人次的补传达日期早于会议：P03（H01）。",
            en="1 people were told later, on a day before the meeting: P03 (H01).",
        ),
        Words(
            zh="1人次在同一次会议上既登记到会又登记请假或缺席：P04（H01）。",
            en="1 people were both there and away at one meeting: P04 (H01).",
        ),
    ]


NUMBER = "某党会纪〔2014〕3号"
COMMITTEE = tuple(f"P{n:02}" for n in range(1, 10))


def quorum(
    there: int,
    day: date,
    *,
    leading: bool = True,
    appoints: bool = True,
    due: int | None = 9,
    number: str = NUMBER,
    kind: MeetingKind = MeetingKind.PARTY,
) -> tuple[Finding, ...]:
    """A meeting of nine of whom so many came; the others are on leave or guests."""
    away = [LEAVE, GUEST, MADE_UP]
    rows = [row(p, PRESENT if n < there else away[n % 3], day) for n, p in enumerate(COMMITTEE[: due or 9])]
    act = Decided(id="A11", day=day, by="镇党委", number=NUMBER, appoints=appoints, leading=leading)
    return check_quorum((meeting(1, kind, day, due=due, number=number),), rows, (act,))


FIRST, LAST, REVISED = date(2014, 1, 14), date(2019, 3, 2), date(2019, 3, 3)


@pytest.mark.parametrize(
    ("there", "day", "level", "cites"),
    [
        (6, FIRST, None, ()),  # two thirds of nine
        (5, FIRST, Level.EXPLAIN, ("RY-37",)),
        (5, LAST, Level.EXPLAIN, ("RY-37",)),
        (5, REVISED, Level.EXPLAIN, ("RY19-37",)),
        (5, date(2014, 1, 13), None, ()),
        (4, date(2014, 1, 13), Level.NOTICE, ()),
        (0, date(2006, 11, 28), Level.NOTICE, ()),
    ],
)
def test_quorum_of_leading_posts(there, day, level, cites):
    assert [(f.code, f.level, f.cites) for f in quorum(there, day)] == (
        [] if level is None else [("U09", level, cites)]
    )


@pytest.mark.parametrize(("there", "found"), [(5, 0), (4, 1)])
def test_other_posts_ask_for_half_and_cite_nothing(there, found):
    assert [(f.level, f.cites) for f in quorum(there, FIRST, leading=False)] == [(Level.NOTICE, ())] * found


def test_half_of_an_even_number_is_half():
    assert quorum(4, FIRST, leading=False, due=8) == ()
    assert len(quorum(3, FIRST, leading=False, due=8)) == 1


@pytest.mark.parametrize(
    "changes",
    [{"appoints": False}, {"due": None}, {"number": ""}, {"number": "另号"}, {"kind": MeetingKind.JOINT}],
)
def test_what_is_no_appointing_meeting_of_the_committee_is_not_judged(changes):
    assert quorum(0, FIRST, **changes) == ()


def test_a_meeting_without_sign_in_is_not_judged():
    act = Decided(id="A11", day=FIRST, by="镇党委", number=NUMBER, appoints=True, leading=True)
    party = meeting(1, MeetingKind.PARTY, FIRST, due=9, number=NUMBER)
    assert check_quorum((party,), (), (act,)) == ()
    assert len(check_quorum((party,), (row("P01", ABSENT, FIRST),), (act,))) == 1


def test_an_act_without_number_belongs_to_no_meeting():
    act = Decided(id="A11", day=FIRST, by="镇党委", number="", appoints=True, leading=True)
    party = meeting(1, MeetingKind.PARTY, FIRST, due=9)
    assert check_quorum((party,), (row("P01", ABSENT, FIRST),), (act,)) == ()


def test_one_who_signed_twice_is_one():
    act = Decided(id="A11", day=FIRST, by="镇党委", number=NUMBER, appoints=True, leading=True)
    party = meeting(1, MeetingKind.PARTY, FIRST, due=2, number=NUMBER)
    assert len(check_quorum((party,), (row("P01", PRESENT, FIRST),) * 2, (act,))) == 1


def test_quorum_in_words():
    act = Decided(id="A12", day=FIRST, by="镇党委", number=NUMBER, appoints=True)
    leading = Decided(id="A11", day=FIRST, by="镇党委", number=NUMBER, appoints=True, leading=True)
    party = meeting(1, MeetingKind.PARTY, FIRST, due=3, number=NUMBER)
    assert check_quorum((party,), (row("P01", PRESENT, FIRST),), (act, leading)) == (
        Finding(
            code="U09",
            level=Level.EXPLAIN,
            words=Words(
                zh="2014-01-14党委会（H01）研究任职（A11），应到3人，到会1人，不足三分之二。",
                en="Party committee H01 of 2014-01-14 decided on posts (A11): 3 should come, 1 came, fewer than two thirds.",
            ),
            cure=Words(
                zh="请核对应到人数和签到；人数确实不够的，重新开会研究，或者说明。",
                en="Check the number due and the sign-in; if too few came, decide anew or explain.",
            ),
            rows=("meetings:H01", "acts:A11"),
            cites=("RY-37",),
        ),
    )
    (found,) = check_quorum((party,), (row("P01", PRESENT, FIRST),), (act,))
    assert found.words.zh == "2014-01-14党委会（H01）研究任职（A12），应到3人，到会1人，不足半数。"
    assert found.cure.zh == "请核对应到人数和签到。"


MINUTES = "某镇会纪〔2006〕14号"


def minutes(
    by: str, kind: MeetingKind, day: date = RALLY, number: str = MINUTES
) -> list[tuple[str, Level, tuple[str, ...]]]:
    act = Decided(id="A02", day=day, by=by, number=number)
    found = check_minutes((meeting(1, kind, number=MINUTES),), (act,))
    return [(f.code, f.level, f.rows) for f in found]


MISFIT = [("U10", Level.EXPLAIN, ("acts:A02", "meetings:H01"))]


@pytest.mark.parametrize(
    ("by", "kind", "fits"),
    [
        ("镇党委", MeetingKind.PARTY, True),
        ("镇党委会", MeetingKind.PARTY, True),
        ("中共望禾镇委员会", MeetingKind.PARTY, True),
        ("中共南丘区委", MeetingKind.PARTY, True),
        ("区机构编制委员会", MeetingKind.PARTY, False),
        ("镇党委、政府联席会议", MeetingKind.PARTY, False),
        ("镇党委机构改革领导小组", MeetingKind.PARTY, False),
        ("望禾镇党政联席会议", MeetingKind.JOINT, True),
        ("镇党委", MeetingKind.JOINT, False),
        ("望禾镇机构改革领导小组", MeetingKind.GROUP, True),
        ("镇党委", MeetingKind.GROUP, False),
        ("镇工会", MeetingKind.ASSEMBLY, True),  # whose organ is not laid down
    ],
)
def test_the_organ_of_an_act_is_that_of_its_meeting(by, kind, fits):
    assert minutes(by, kind) == ([] if fits else MISFIT)


def test_the_day_of_an_act_is_that_of_its_meeting():
    assert minutes("镇党委", MeetingKind.PARTY, AFTER) == MISFIT


@pytest.mark.parametrize(
    ("by", "number", "found"),
    [
        ("镇党政联席会议", "某镇会纪〔2006〕17号", [("U10", Level.NOTICE, ("acts:A02",))]),
        ("镇党政联席会议", "某发〔2006〕17号", []),  # a document, not minutes
        ("镇政府", "某镇会纪〔2006〕17号", []),
        ("镇党政联席会议", "", []),
    ],
)
def test_an_act_by_a_meeting_that_is_not_listed(by, number, found):
    assert minutes(by, MeetingKind.JOINT, number=number) == found


def test_without_meetings_no_minutes_are_missed():
    act = Decided(id="A02", day=RALLY, by="镇党政联席会议", number=MINUTES)
    assert check_minutes((), (act,)) == ()


def test_an_act_without_number_bears_no_meetings():
    act = Decided(id="A02", day=AFTER, by="镇党委", number="")
    assert check_minutes((meeting(1, MeetingKind.PARTY),), (act,)) == ()


def test_of_several_meetings_with_one_number_one_fits():
    act = Decided(id="A02", day=RALLY, by="镇党委", number=MINUTES)
    other = meeting(2, MeetingKind.JOINT, AFTER, number=MINUTES)

    assert check_minutes((other, meeting(1, MeetingKind.PARTY, number=MINUTES)), (act,)) == ()
    (found,) = check_minutes((other, meeting(1, MeetingKind.GROUP, number=MINUTES)), (act,))
    assert found.rows == ("acts:A02", "meetings:H01", "meetings:H02")


def test_minutes_in_words():
    acts = (
        Decided(id="A03", day=RALLY, by="镇党政联席会议", number="某镇会纪〔2006〕17号"),
        Decided(id="A02", day=AFTER, by="镇党委", number=MINUTES),
    )
    found = check_minutes((meeting(1, MeetingKind.JOINT, number=MINUTES),), acts)
    assert [f.words for f in found] == [
        Words(
            zh="行为A02（镇党委，2006-11-03）的文号某镇会纪〔2006〕14号是2006-11-02党政联席会议（H01）的纪要，"
            "日期不同，作出机关不是这个会议。",
            en="Act A02 of 2006-11-03 bears the number of meeting H01 (joint meeting, 2006-11-02): another day, another organ.",
        ),
        Words(
            zh="1件行为由会议作出，meetings表却没有这次会议：A03（某镇会纪〔2006〕17号）。",
            en="1 acts are by meetings that are not among those handed in: A03 (某镇会纪〔2006〕17号).",
        ),
    ]
    assert found[0].cure == Words(
        zh="请核对acts表和meetings表的日期、机关、文号；确是会后另行决定的，请说明。",
        en="Check day, organ and number in acts and meetings, or explain that it was decided apart.",
    )


def test_meetings_are_called_as_in_the_tables():
    assert {k: zh for k, (zh, _) in MEETING_WORDS.items()} == {
        k: labels[0] for k, labels in LABELS[MeetingKind].items()
    }
