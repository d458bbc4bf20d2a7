"""Laws of the findings: the order of rows says nothing, nothing stops, what is not handed in is not judged, and nobody's worry
can be read off.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Finding, Level
from dinggang.groundwork import (
    CONCERN_WORDS,
    Attendance,
    Channel,
    Concern,
    Decided,
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
    check_attendance,
    check_duties,
    check_group,
    check_minutes,
    check_opinions,
    check_quorum,
    check_reached,
    check_talked,
    check_talks,
    check_worries,
    reached,
)

ADOPTED, APPROVED = date(2006, 9, 20), date(2006, 9, 25)
RELATED = {"P03": ("P04",), "P05": ("P05",)}
PEOPLE = tuple(build.bend(p, relatives=RELATED.get(p.id, ())) for p in build.people())

persons = st.sampled_from([p.id for p in PEOPLE])
days = st.integers(-3, 8).map(lambda n: ADOPTED + timedelta(days=n))
numbers = st.sampled_from(["", "某党会纪〔2006〕1号", "某镇会纪〔2006〕2号"])
organs = st.sampled_from(["镇党委", "镇党政联席会议", "镇机构改革领导小组"])


def told_apart(rows: st.SearchStrategy, key) -> st.SearchStrategy:
    return st.lists(rows, max_size=9, unique_by=key).map(tuple)


grounds = st.builds(
    Groundwork,
    members=told_apart(
        st.builds(Member, person=persons, role=st.sampled_from(GroupRole)), lambda m: (m.person, m.role)
    ),
    opinions=told_apart(
        st.builds(
            Opinion,
            id=st.integers(1, 99).map(lambda n: f"Y{n:02}"),
            day=days,
            channel=st.sampled_from(Channel),
            source=st.just("座谈会"),
            text=st.just("意见"),
            disposition=st.none() | st.sampled_from(Disposition),
            reply=st.sampled_from(["", "已答复"]),
        ),
        lambda o: o.id,
    ),
    duties=told_apart(
        st.builds(
            Duty,
            id=st.integers(1, 99).map(lambda n: f"Z{n:02}"),
            function=st.sampled_from(["文秘", "农技推广", "农技 推广", "财务"]),
            body=st.sampled_from(["B01", "B02"]),
            share=st.sampled_from(Share),
        ),
        lambda d: d.id,
    ),
    meetings=told_apart(
        st.builds(
            Meeting,
            id=st.integers(1, 4).map(lambda n: f"H{n:02}"),
            kind=st.sampled_from(MeetingKind),
            day=days,
            topic=st.just("研究"),
            number=numbers,
            due=st.none() | st.integers(0, 9),
        ),
        lambda m: m.id,
    ),
    attendance=told_apart(
        st.builds(
            Attendance,
            person=persons,
            meeting=st.integers(1, 5).map(lambda n: f"H{n:02}"),
            day=days,
            presence=st.sampled_from(Presence),
        ),
        lambda a: (a.meeting, a.person, a.presence),
    ),
    talks=st.lists(
        st.builds(
            Talk,
            person=persons,
            day=days,
            by=persons,
            form=st.sampled_from(TalkForm),
            concern=st.none() | st.sampled_from(Concern),
            settled=st.booleans(),
        ),
        max_size=40,
    ).map(tuple),
)
acts = told_apart(
    st.builds(
        Decided,
        id=st.integers(1, 99).map(lambda n: f"A{n:02}"),
        day=days,
        by=organs,
        number=numbers,
        appoints=st.booleans(),
        leading=st.booleans(),
    ),
    lambda a: a.id,
)


def of_talks(ground: Groundwork) -> tuple[Finding, ...]:
    return (
        *check_talks(ground.talks, {p.id: p for p in PEOPLE}),
        *check_talked(ground.talks, ["P08", "P09"]),
        *check_worries(ground.talks),
    )


def judged(ground: Groundwork, acts: Sequence[Decided]) -> tuple[Finding, ...]:
    return (
        *check_group(ground.members, PEOPLE),
        *check_opinions(ground.opinions, ADOPTED, APPROVED),
        *check_duties(build.plan(), ground.duties),
        *check_reached(reached(ground, PEOPLE)),
        *check_attendance(ground.meetings, ground.attendance),
        *check_quorum(ground.meetings, ground.attendance, acts),
        *check_minutes(ground.meetings, acts),
        *of_talks(ground),
    )


@given(grounds, acts, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(ground, taken, chance):
    def shuffled(rows):
        return tuple(chance.sample(rows, len(rows)))

    other = Groundwork(**{name: shuffled(getattr(ground, name)) for name in ground.__struct_fields__})
    assert judged(other, shuffled(taken)) == judged(ground, taken)


@given(grounds, acts)
def test_nothing_stops_and_every_finding_says_where_and_what_to_do(ground, taken):
    for found in judged(ground, taken):
        assert re.fullmatch(r"U(0[1-9]|1[0-4])", found.code)
        assert found.level in {Level.EXPLAIN, Level.NOTICE}
        assert found.rows
        assert len(set(found.rows)) == len(found.rows)
        for words in (found.words, found.cure):
            assert words.zh.endswith("。")
            assert words.en.endswith(".")


@given(acts)
def test_what_is_not_handed_in_is_not_judged(taken):
    assert judged(Groundwork(), taken) == ()


@given(grounds)
def test_no_finding_sets_a_person_beside_a_worry(ground):
    words = {w for pair in CONCERN_WORDS.values() for w in pair} | {c.value for c in Concern}
    for found in of_talks(ground):
        text = " ".join((*found.rows, str(found.words)))
        if found.code == "U14":
            assert re.search(r"[A-Z]\d", text) is None
            assert all(int(n) >= 5 for n in re.findall(r"\d+", text))
        else:
            assert [w for w in words if w in text] == []


@given(grounds)
def test_one_more_settled_worry_is_never_one_more_told(ground):
    """Settling every worry on its own day leaves none."""
    gone = tuple(build.bend(t, settled=True) for t in ground.talks)
    assert check_worries(gone) == ()
