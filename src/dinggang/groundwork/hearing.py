"""Whether the staff were heard on the draft before the plan was adopted."""

from datetime import date

from dinggang.basis import Finding, Level
from dinggang.groundwork.telling import told
from dinggang.groundwork.values import Channel, Groundwork, MeetingKind
from dinggang.plan import HeadcountKind, Plan, cites

_HEARD = frozenset({Channel.BODY, Channel.FORUM, Channel.ASSEMBLY, Channel.WRITTEN})
_HEARING = frozenset({MeetingKind.ASSEMBLY, MeetingKind.FORUM})


def check_heard(plan: Plan, ground: Groundwork, adopted: date | None) -> tuple[Finding, ...]:
    """U15: institution posts under a plan that was adopted without the staff being heard (事业单位人事管理条例 art. 4, in force
    from 2014-07-01; before it nothing is said).

    What counts: an opinion out of a body, a round of talks, an assembly or in writing, or such a meeting, dated by the
    adoption.
    """
    quota = plan.headcount.get(HeadcountKind.INSTITUTION)
    law = cites(plan, "SY-04")
    if adopted is None or not law or quota is None or not quota.approved:
        return ()
    heard = any(o.day <= adopted and o.channel in _HEARD for o in ground.opinions)
    if heard or any(m.day <= adopted and m.kind in _HEARING for m in ground.meetings):
        return ()
    return (
        told(
            "U15",
            Level.NOTICE,
            (
                f"方案于{adopted}通过，案卷没有此前听取工作人员意见的记载，而方案规定了事业岗位的定岗办法。",
                f"The plan was adopted on {adopted} with no record of the staff being heard, and it rules on institution posts.",
            ),
            (
                "请在groundwork表“征求意见”或meetings表“会议”补登职工大会、座谈会；没有听取的，须补办。",
                "Enter the opinions in groundwork or the assembly in meetings; if the staff were not heard, hear them.",
            ),
            ["groundwork:"],
            law,
        ),
    )
