"""Who ended where: everybody of the roster with the one way they went, and the posts of each body with who holds them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dinggang.balance import OUTCOME_WORDS, Outcome
from dinggang.case import ActKind
from dinggang.documents.official.saying import (
    Besides,
    Made,
    bodies,
    columns,
    dated,
    label,
    lacking,
    ledger_head,
    not_taken,
    numbered,
    post_within,
    posts_besides,
    with_concurrent,
)
from dinggang.documents.official.values import Align, Column, Document, Layout, Paragraph, Table
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, Names, name
from dinggang.plan import Post


def outcome_ledger(told: Told, names: Names) -> Made:
    """去向台账: everyone of the roster with the one way they went."""
    if not told.outcomes:
        return lacking("还没有每个人的去向。", "Not everyone has an outcome yet.")
    act = told.last(ActKind.SUMMARY_ADOPTED) or told.acts[-1]
    kinds = Counter(o.kind for o in told.outcomes)
    besides = posts_besides(told)
    said = "、".join(f"{words.zh}{kinds[k]}人" for k, words in OUTCOME_WORDS.items() if kinds[k])
    return (
        Document(
            kind="outcomes",
            title=f"{told.organ}机构改革人员去向台账",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "人"),
                Table(
                    columns=_OUTCOME_COLUMNS,
                    rows=tuple(_outcome(told, names, besides, o) for o in told.outcomes),
                    empty="没有人员。",
                    notes=(f"改革前在册{len(told.case.people)}人，去向合计{len(told.outcomes)}人：{said}。",),
                ),
            ),
        ),
    )


_OUTCOME_COLUMNS = (
    Column(title="编号", align=Align.CENTRE),
    Column(title="姓名", align=Align.CENTRE),
    Column(title="原单位", width=36),
    Column(title="原岗位", width=28),
    Column(title="去向", align=Align.CENTRE),
    Column(title="现任职务"),
    Column(title="编制", align=Align.CENTRE),
    Column(title="说明", width=30),
)


def _outcome(told: Told, names: Names, besides: Besides, one: Outcome) -> tuple[str, ...]:
    person = told.people.get(one.person)
    return (
        one.person,
        name(names, one.person),
        "" if person is None else person.former_body,
        "" if person is None else person.former_post,
        OUTCOME_WORDS[one.kind].zh,
        with_concurrent(told, besides, one.person, one.post) if one.post else "",
        "" if one.occupies is None else KINDS[one.occupies],
        "" if one.reason is None else dated(one.reason.zh),
    )


def body_rosters(told: Told, names: Names) -> Made:
    """定岗花名册: body by body, who holds which post on which headcount."""
    if not told.outcomes:
        return lacking("还没有定岗结果。", "Nobody has a post yet.")
    act = told.last(ActKind.APPOINTMENTS_MADE)
    if act is None:
        return not_taken("任职聘用", "appointments made")
    holders = _holders(told, names)
    known = bodies(told)
    leaders = [p for p in told.case.posts if p.body not in known]
    tables = [_roster_of(told, "领导班子", leaders, holders)] if leaders else []
    for body in told.case.plan.bodies:
        plates = f"（加挂{'、'.join(p.name for p in body.plates)}牌子）" if body.plates else ""
        count = "" if body.headcount is None else f"，编制{body.headcount}名"
        own = [p for p in told.case.posts if p.body == body.id]
        tables.append(_roster_of(told, f"{body.name}{plates}{count}", own, holders))
    places = sum(p.openings for p in told.case.posts)
    filled = sum(len(those) for those in holders.values())
    return (
        Document(
            kind="bodies",
            title=f"{told.organ}定岗花名册",
            day=act.day,
            blocks=(
                Paragraph(
                    text=f"按{act.by}{numbered(act)}定岗。名额{places}个，已有人{filled}个，空缺{places - filled}个；"
                    "兼岗的人员在所兼岗位注明，不另占编制。"
                ),
                *tables,
            ),
        ),
    )


def _holders(told: Told, names: Names) -> dict[str, list[str]]:
    """Who holds each post; whoever has it besides another is marked."""
    found: dict[str, list[str]] = {}
    for o in told.outcomes:
        if o.post:
            found.setdefault(o.post, []).append(name(names, o.person))
        for post in o.concurrent:
            found.setdefault(post, []).append(f"{name(names, o.person)}（兼）")
    return found


def _roster_of(
    told: Told, caption: str, those: Sequence[Post], holders: Mapping[str, Sequence[str]]
) -> Table:
    def held(post: Post) -> str:
        people = holders.get(post.id, ())
        left = post.openings - len(people)
        said = "、".join(people)
        if left <= 0:
            return said
        empty = "空缺" if post.openings == 1 else f"空缺{left}个"
        return f"{said}；{empty}" if said else empty

    return Table(
        caption=caption,
        columns=columns("编号", "岗位", "编制", "层级", "名额", "人员", centred="编号 编制 层级 名额"),
        rows=tuple(
            (
                post.id,
                post_within(told, post),
                KINDS[post.kind],
                label(post.stratum),
                str(post.openings),
                held(post),
            )
            for post in those
        ),
        empty=f"{caption}没有设岗。",
    )
