"""资格审查结果告知书: to whoever applied and may not compete, all reasons, and how to have them looked at again."""

from dinggang.case import Act, ActKind
from dinggang.documents.official.saying import (
    Made,
    columns,
    dated,
    lacking,
    not_taken,
    numbered,
    post_title,
    telephones,
)
from dinggang.documents.official.values import (
    Block,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date, name
from dinggang.selection import Applicant


def ineligible_notices(told: Told, names: Names) -> Made:
    """One for each who applied and may not compete, for any post or for some; who did not apply is told nothing."""
    if told.applicants is None:
        return lacking("还没有资格审查结果。", "Eligibility has not been decided.")
    act = told.last(ActKind.APPLICATIONS_CLOSED)
    if act is None:
        return not_taken("报名截止", "applications closed")
    made = tuple(
        _notice(told, names, act, one)
        for one in told.applicants
        if one.posts and (one.reasons or one.refused)
    )
    return made or lacking("报名的人都符合条件。", "Everybody who applied is eligible.")


def _notice(told: Told, names: Names, act: Act, one: Applicant) -> Document:
    person = told.people[one.person]
    left = () if one.reasons else tuple(p for p in one.posts if p not in one.refused)
    said = "、".join(post_title(told, p) for p in left)
    verdict = (
        f"你报名的岗位中，下列岗位不符合条件；其余岗位（{said}）可以竞争。"
        if left
        else "你不具备本次竞争上岗的资格。"
    )
    wanted = "；".join(f"{n}．{post_title(told, p)}" for n, p in enumerate(one.posts, start=1))
    return Document(
        kind="ineligible",
        title="竞争上岗资格审查结果告知书",
        day=act.day,
        layout=Layout.FORM,
        about=one.person,
        blocks=(
            Fields(
                pairs=(
                    ("人员编号", one.person),
                    ("姓名", name(names, one.person)),
                    ("原单位", person.former_body),
                    ("原岗位", person.former_post),
                    ("报名岗位", wanted),
                ),
                wide=("报名岗位",),
            ),
            Paragraph(text=f"{_basis(told)}，{act.by}对你的报名作了审查，现将结果告知你。"),
            Heading(level=1, text="一、审查结论"),
            Paragraph(text=verdict),
            _reasons(told, one),
            Heading(level=1, text="二、怎样提出复核"),
            *_review(told, act),
            Paragraph(text="本人已收到本告知书。"),
            Signing(labels=("本人签字", "送达人", "日期")),
        ),
        signature=Signature(organ=act.by, day=act.day),
    )


def _basis(told: Told) -> str:
    announced = told.last(ActKind.POSTS_ANNOUNCED)
    notice = f"和竞争上岗公告{numbered(announced)}" if announced is not None else ""
    cutoff = chinese_date(told.case.plan.cutoff)
    return f"根据《{told.case.plan.title}》{notice}，以{cutoff}为计算年龄、年限的截止日"


def _reasons(told: Told, one: Applicant) -> Table:
    """Every reason with what it closes: all posts by the plan's rule, or one by its conditions."""
    clause = told.case.plan.rules.eligibility.clause or "方案的竞岗资格规定"
    rows = [("全部岗位", dated(reason.zh), clause) for reason in one.reasons]
    for post in one.posts:
        ground = f"岗位{post}的任职条件、任职回避的规定"
        rows += [(post_title(told, post), dated(r.zh), ground) for r in one.refused.get(post, ())]
    return Table(
        columns=columns("序号", "岗位", "不符合条件的理由", "依据", centred="序号"),
        rows=tuple((str(n), *row) for n, row in enumerate(rows, start=1)),
        empty="没有不符合条件的。",
    )


def _review(told: Told, act: Act) -> list[Block]:
    rule = told.case.plan.rules.notice
    ground = f"（比照{rule.clause}对成绩公示的规定）" if rule.clause else "（比照成绩公示的期限）"
    return [
        Paragraph(
            text=f"对审查结果有异议的，自收到本告知书的次日起{rule.score_days}个工作日内{ground}，可以书面向{act.by}"
            "提出复核，写明理由，并附学历、考核、证书等证明。复核结果书面告知本人。"
        ),
        telephones(),
    ]
