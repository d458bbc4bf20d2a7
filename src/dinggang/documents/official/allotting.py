"""The ledger of headcount and leaders' posts: proposed, approved, allotted to bodies, occupied."""

from collections import Counter
from collections.abc import Sequence

from dinggang.case import ActKind
from dinggang.documents.official.saying import Made, columns, counted, ledger_head, not_taken
from dinggang.documents.official.values import Document, Layout, Table
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, STAFF, Names, chinese_date
from dinggang.plan import ReserveMode, Stratum


def headcount_ledger(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """机构编制和领导职数台账: proposed, approved, allotted to bodies, occupied."""
    act = told.last(ActKind.ROSTER_FROZEN) or told.last(ActKind.PLAN_APPROVED)
    if act is None:
        return not_taken("锁定花名册", "roster frozen")
    staff = Counter(p.kind for p in told.case.people)
    kinds = [k for k in STAFF if staff[k]]
    heads = (*(STAFF[k] for k in kinds), "合计")
    return (
        Document(
            kind="headcount",
            title=f"{told.organ}机构编制和领导职数台账",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "名、人"),
                _quotas(told, _documents(told) or [act.number]),
                _allotted(told),
                Table(
                    caption=f"改革前在册人员（{chinese_date(act.day)}）",
                    columns=columns(*heads, centred=" ".join(heads)),
                    rows=((*(str(staff[k]) for k in kinds), str(len(told.case.people))),) if kinds else (),
                    empty="花名册为空。",
                ),
            ),
        ),
    )


def _quotas(told: Told, rests_on: Sequence[str]) -> Table:
    quotas = told.case.plan.headcount
    leaders = sum(p.stratum is Stratum.LEADER for p in told.case.people)
    occupied = Counter(o.occupies for o in told.outcomes if o.occupies is not None)
    after = bool(told.outcomes)
    reserve = "其中预留" if told.case.plan.reserve_mode is ReserveMode.INSIDE else "另有预留"
    heads = ("编制类别", "改革前核定", "申报", "核定", reserve, "领导职数", "改革后实占")
    figures = [
        (q.before, q.proposed, q.approved, q.reserve, q.leader_posts, occupied[kind] if after else None)
        for kind, q in quotas.items()
    ]
    totals = [None if None in those else sum(filter(None, those)) for those in zip(*figures, strict=True)]
    rows = [(KINDS[k], *map(counted, those)) for k, those in zip(quotas, figures, strict=True)]
    return Table(
        caption="编制和领导职数",
        columns=columns(*heads, centred=" ".join(heads)),
        rows=(*rows, *([("合计", *map(counted, totals))] if rows else [])),
        empty="方案没有列出编制。",
        total=bool(rows),
        notes=(f"花名册所载领导班子成员{leaders}人。依据：{'、'.join(rests_on)}。",),
    )


def _allotted(told: Told) -> Table:
    """各机构编制. Posts of the organ itself, its leaders', belong to no body."""
    plan = told.case.plan
    posts = Counter(p.body for p in told.case.posts for _ in range(p.openings))
    places = [b.headcount for b in plan.bodies]
    rows = [
        (
            b.name,
            "、".join(p.name for p in b.plates),
            KINDS[b.headcount_kind],
            counted(b.headcount),
            str(posts[b.id]),
        )
        for b in plan.bodies
    ]
    total = None if None in places else sum(filter(None, places))
    posted = sum(posts[b.id] for b in plan.bodies)
    return Table(
        caption="各机构编制",
        columns=columns("机构", "加挂牌子", "编制类别", "编制", "设岗数", centred="编制类别 编制 设岗数"),
        rows=(*rows, *([("合计", "", "", counted(total), str(posted))] if rows else [])),
        empty="方案没有列出机构。",
        total=bool(rows),
    )


def _documents(told: Told) -> list[str]:
    plan = told.case.plan
    return list(dict.fromkeys([q.clause for q in plan.headcount.values() if q.clause]))
