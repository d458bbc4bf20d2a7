"""Strategies: arbitrary groundwork that a folder can hold."""

from typing import Any

from hypothesis import strategies as st

import build
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
from sheets.typing_in import (
    counts,
    days,
    filled,
    filled_notes,
    ids,
    maybe,
    notes,
    texts,
    tuples_of,
    words,
    yes,
)


@st.composite
def groundwork(draw: Any) -> Groundwork:
    """Groundwork of the people and bodies of tests/build.py."""
    some = st.sampled_from([p.id for p in build.people()])
    bodies = [b.id for b in build.plan().bodies]
    meeting = st.builds(
        Meeting,
        id=st.sampled_from(ids("H", 3)),
        kind=st.sampled_from(MeetingKind),
        day=days,
        place=texts,
        topic=filled,
        chair=maybe(some),
        recorder=maybe(some),
        number=texts,
        due=maybe(counts),
        guests=texts,
        materials=tuples_of(words, 2),
    )
    held = draw(tuples_of(meeting, 3, lambda m: m.id))
    there = st.builds(
        Attendance,
        person=some,
        meeting=st.sampled_from([m.id for m in held] or ["H001"]),
        day=days,
        presence=st.sampled_from(Presence),
    )
    return Groundwork(
        members=draw(
            tuples_of(
                st.builds(Member, person=some, role=st.sampled_from(GroupRole), duty=texts),
                3,
                lambda m: (m.person, m.role),
            )
        ),
        opinions=draw(
            tuples_of(
                st.builds(
                    Opinion,
                    id=st.sampled_from(ids("Y", 3)),
                    day=days,
                    channel=st.sampled_from(Channel),
                    source=filled,
                    part=texts,
                    text=filled_notes,
                    disposition=maybe(st.sampled_from(Disposition)),
                    reply=notes,
                ),
                3,
                lambda o: o.id,
            )
        ),
        duties=draw(
            tuples_of(
                st.builds(
                    Duty,
                    id=st.sampled_from(ids("Z", 4)),
                    function=filled,
                    body=st.sampled_from(bodies),
                    share=st.sampled_from(Share),
                    former=texts,
                ),
                4,
                lambda d: d.id,
            )
        ),
        answers=draw(
            tuples_of(
                st.builds(
                    Answer,
                    id=st.sampled_from(ids("W", 3)),
                    day=days,
                    question=filled_notes,
                    answer=filled_notes,
                    basis=texts,
                ),
                3,
                lambda a: a.id,
            )
        ),
        meetings=held,
        attendance=draw(tuples_of(there, 4, lambda a: (a.person, a.meeting, a.presence))) if held else (),
        talks=draw(
            tuples_of(
                st.builds(
                    Talk,
                    person=some,
                    day=days,
                    by=some,
                    form=st.sampled_from(TalkForm),
                    concern=maybe(st.sampled_from(Concern)),
                    settled=yes,
                ),
                3,
                lambda t: (t.person, t.day, t.concern),
            )
        ),
    )
