"""前期工作: the leading group, opinions on the plan, duties, meetings and attendance, talks, questions and answers."""

from dinggang.groundwork.values import (
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

__all__ = [
    "Answer",
    "Attendance",
    "Channel",
    "Concern",
    "Disposition",
    "Duty",
    "Groundwork",
    "GroupRole",
    "Meeting",
    "MeetingKind",
    "Member",
    "Opinion",
    "Presence",
    "Share",
    "Talk",
    "TalkForm",
]
