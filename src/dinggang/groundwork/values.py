"""What goes before the posts: who leads, what was said of the plan, who does what, meetings, attendance, talks, questions."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Heads = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class GroupRole(StrEnum):
    """A place in the leading group (领导小组) or in its office (改革办)."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE_HEAD = "office_head"
    OFFICE_MEMBER = "office_member"

    @property
    def leads(self) -> bool:
        """Whether it is one of the group itself, not of its office."""
        return self in {GroupRole.HEAD, GroupRole.DEPUTY, GroupRole.MEMBER}


class Member(Value, frozen=True, kw_only=True):
    """Somebody of the leading group or its office, with what is theirs to see to (分工). One may be in both."""

    person: Id
    role: GroupRole
    duty: str = ""


class Channel(StrEnum):
    """By what way an opinion on the draft plan came in (征求意见)."""

    ABOVE = "above"
    BODY = "body"
    FORUM = "forum"
    ASSEMBLY = "assembly"
    WRITTEN = "written"


class Disposition(StrEnum):
    """What became of an opinion."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT_TAKEN = "not_taken"
    EXPLAINED = "explained"


class Opinion(Value, frozen=True, kw_only=True):
    """An opinion on the draft plan and what became of it.

    `source` is a body, a round of talks or a group of people, never somebody's name. `part` is the part of the plan it is
    about. `reply` says how the plan was changed, or why not.
    """

    id: Id
    day: date
    channel: Channel
    source: Text
    part: str = ""
    text: Text
    disposition: Disposition | None = None
    reply: str = ""


class Share(StrEnum):
    """What part a body has in a function: it leads (主责), or it helps (协办)."""

    LEAD = "lead"
    SUPPORT = "support"


class Duty(Value, frozen=True, kw_only=True):
    """A function (职责事项) and the part that a body has in it; `former` is who had it before the reform."""

    id: Id
    function: Text
    body: Id
    share: Share
    former: str = ""


class MeetingKind(StrEnum):
    """会议和活动."""

    PARTY = "party"
    JOINT = "joint"
    GROUP = "group"
    ASSEMBLY = "assembly"
    RALLY = "rally"
    STUDY = "study"
    FORUM = "forum"
    BRANCH = "branch"

    @property
    def decides(self) -> bool:
        """Whether it is a meeting of those who decide: of the Party committee, with the government, of the group."""
        return self in {MeetingKind.PARTY, MeetingKind.JOINT, MeetingKind.GROUP}


class Meeting(Value, frozen=True, kw_only=True):
    """A meeting that was held. `number` is that of its minutes, by which acts name it; `due` how many should have come
    (应到); `guests` who else was there (列席), in words; `materials` what was handed out.
    """

    id: Id
    kind: MeetingKind
    day: date
    place: str = ""
    topic: Text
    chair: Id | None = None
    recorder: Id | None = None
    number: str = ""
    due: Heads | None = None
    guests: str = ""
    materials: tuple[str, ...] = ()


class Presence(StrEnum):
    """Whether somebody was at a meeting. `made_up` (补传达): they were told later, on the day of the row."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"
    GUEST = "guest"
    MADE_UP = "made_up"

    @property
    def reached(self) -> bool:
        return self in {Presence.PRESENT, Presence.GUEST, Presence.MADE_UP}


class Attendance(Value, frozen=True, kw_only=True):
    """A line of a sign-in sheet (签到). Who was absent and was told later has a second line with that day."""

    person: Id
    meeting: Id
    day: date
    presence: Presence


class TalkForm(StrEnum):
    ALONE = "alone"
    FORUM = "forum"
    VISIT = "visit"


class Concern(StrEnum):
    """What somebody is worried about, as a code: what was said itself is kept nowhere here."""

    POST = "post"
    PAY = "pay"
    RETIREMENT = "retirement"
    SKILL = "skill"
    FAIRNESS = "fairness"
    HARDSHIP = "hardship"
    OTHER = "other"


class Talk(Value, frozen=True, kw_only=True):
    """A talk with somebody (谈心谈话): that it took place, and what worries were named, by code.

    A talk in which several were named has a line for each. `settled`: whether the worry is gone.
    """

    person: Id
    day: date
    by: Id
    form: TalkForm
    concern: Concern | None = None
    settled: bool = False


class Talked(Value, frozen=True, kw_only=True):
    """All talks with one person, as the public record seals them: the number of rows tells how many people were talked to,
    and not that somebody named several worries.
    """

    person: Id
    talks: tuple[Talk, ...]


def by_person(talks: Iterable[Talk]) -> tuple[Talked, ...]:
    """Everybody who was talked to, in the order of the first talk, with all of theirs."""
    found: dict[Id, list[Talk]] = {}
    for talk in talks:
        found.setdefault(talk.person, []).append(talk)
    return tuple(Talked(person=person, talks=tuple(those)) for person, those in found.items())


class Answer(Value, frozen=True, kw_only=True):
    """A question about the policy and its answer as made known on that day (政策问答). It names nobody."""

    id: Id
    day: date
    question: Text
    answer: Text
    basis: str = ""


class Groundwork(Value, frozen=True, kw_only=True):
    """All of it. Every table may be empty: what is not handed in is not judged."""

    members: tuple[Member, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    duties: tuple[Duty, ...] = ()
    answers: tuple[Answer, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    talks: tuple[Talk, ...] = ()
