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
                )
            ),
            Paragraph(text=f"{_basis(told)}，{act.by}对你的报名作了审查，现将结果告知你。"),
            Heading(level=1, text="一、审查结论"),
            *_verdict(told, one),
            Heading(level=1, text="二、怎样提出复核"),
            *_review(told, act),
            Signing(labels=("本人签收", "送达人", "日期")),
        ),
        signature=Signature(organ=act.by, day=act.day),
    )


def _basis(told: Told) -> str:
    announced = told.last(ActKind.POSTS_ANNOUNCED)
    notice = f"和竞争上岗公告{numbered(announced)}" if announced is not None else ""
    cutoff = chinese_date(told.case.plan.cutoff)
    return f"根据《{told.case.plan.title}》{notice}，以{cutoff}为计算年龄、年限的截止日"


def _verdict(told: Told, one: Applicant) -> list[Block]:
    """Every reason: those that close all posts with the plan's clause, then post by post what closes it."""
    if not one.reasons:
        closed = all(post in one.refused for post in one.posts)
        so = "你不具备本次竞争上岗的资格：报名的岗位都不符合条件。" if closed else ""
        return [Paragraph(text=f"{so}你报名的岗位，审查结果如下。{_CONDITIONS}"), _posts(told, one)]
    clause = told.case.plan.rules.eligibility.clause or "方案的竞岗资格规定"
    said = "；".join(dated(reason.zh) for reason in one.reasons)
    blocks: list[Block] = [Paragraph(text=f"你不具备本次竞争上岗的资格（依据{clause}），理由是：{said}。")]
    if one.refused:
        blocks += [Paragraph(text=f"下列岗位另有不符合的条件。{_CONDITIONS}"), _posts(told, one)]
    return blocks


_CONDITIONS = "依据是公布的任职条件和任职回避的规定。"


def _posts(told: Told, one: Applicant) -> Table:
    rows = []
    for number, post in enumerate(one.posts, start=1):
        reasons = "；".join(dated(reason.zh) for reason in one.refused.get(post, ()))
        if reasons or not one.reasons:
            said = f"不符合条件：{reasons}" if reasons else "可以竞争"
            rows.append((str(number), post, post_title(told, post), said))
    return Table(
        columns=columns("志愿", "编号", "岗位", "结果和理由", centred="志愿 编号"),
        rows=tuple(rows),
        empty="没有报名的岗位。",
    )


def _review(told: Told, act: Act) -> list[Block]:
    rule = told.case.plan.rules.notice
    ground = f"（比照{rule.clause}对成绩公示的规定）" if rule.clause else "（比照成绩公示的期限）"
    return [
        Paragraph(
            text=f"对审查结果有异议的，自收到本告知书的次日起{rule.score_days}个工作日内{ground}，可以书面向{act.by}"
            "提出复核，写明理由并附证明。复核结果书面告知本人。"
        ),
        telephones(),
    ]
