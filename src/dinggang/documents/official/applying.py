"""竞争上岗报名表: what somebody applied for, the facts that decide on it, and what became of it."""

from dinggang.basis import full_years
from dinggang.case import Act, ActKind
from dinggang.documents.official.saying import Made, columns, dated, label, lacking, post_title, posts
from dinggang.documents.official.values import Document, Fields, Layout, Paragraph, Signing, Table
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, STAFF, Names, chinese_date, name
from dinggang.roster import Person
from dinggang.selection import Applicant


def applications(told: Told, names: Names) -> Made:
    """One for each who handed in a list of posts. No blank ones are printed: whoever handed in nothing has none."""
    act = told.last(ActKind.APPLICATIONS_CLOSED)
    if told.applicants is None or act is None:
        return lacking(
            "报名还没有截止。报名表按已交的志愿印制，不印空表。",
            "Applications are not closed. Forms are printed of the choices handed in, never blank.",
        )
    made = tuple(_form(told, names, act, one) for one in told.applicants if one.posts)
    return made or lacking("没有人交志愿，不印空表。", "Nobody handed in choices; no blank form is printed.")


def _form(told: Told, names: Names, act: Act, one: Applicant) -> Document:
    return Document(
        kind="application",
        title="竞争上岗报名表",
        day=act.day,
        layout=Layout.FORM,
        about=one.person,
        blocks=(
            Fields(pairs=_facts(told, names, told.people[one.person]), wide=_WIDE),
            _choices(told, one),
            Paragraph(text="本人对所填内容真实性负责。"),
            Signing(labels=("报名人签字", "日期")),
            Fields(pairs=(("资格审查意见", _verdict(told, act, one)),), across=1),
            Signing(labels=("审查人", "复核人", "日期")),
        ),
    )


_WIDE = ("年度考核", "专业", "证书")


def _facts(told: Told, names: Names, person: Person) -> tuple[tuple[str, str], ...]:
    cutoff = told.case.plan.cutoff
    birth, start = person.birth, person.work_start
    facts = [
        ("人员编号", person.id),
        ("姓名", name(names, person.id)),
        ("性别", label(person.sex)),
        ("出生年月", f"{birth.year}年{birth.month}月（{full_years(birth, cutoff)}岁）"),
        ("学历", label(person.education)),
        ("中共党员", "是" if person.party_member else "否"),
        ("人员类别", STAFF[person.kind]),
        ("层级", label(person.stratum)),
        ("原单位", person.former_body),
        ("原岗位", person.former_post),
        ("参加工作", f"{start.year}年{start.month}月"),
        ("计算截止日", chinese_date(cutoff)),
    ]
    asked = told.case.plan.rules.eligibility.appraisal_years
    grades = {a.year: label(a.grade) for a in person.appraisals}
    years = range(cutoff.year - asked, cutoff.year)
    if years:
        facts.append(("年度考核", "；".join(f"{y}年{grades.get(y, '没有结果')}" for y in years)))
    if person.majors:
        facts.append(("专业", "、".join(person.majors)))
    if person.certificates:
        facts.append(("证书", "、".join(c.name for c in person.certificates)))
    return tuple(facts)


def _choices(told: Told, one: Applicant) -> Table:
    known = posts(told)
    return Table(
        caption="报考志愿（按先后）",
        columns=columns("志愿", "编号", "岗位", "编制", centred="志愿 编号 编制"),
        rows=tuple(
            (str(n), p, post_title(told, p), KINDS[known[p].kind] if p in known else "")
            for n, p in enumerate(one.posts, start=1)
        ),
        empty="没有填报志愿。",
    )


def _verdict(told: Told, act: Act, one: Applicant) -> str:
    """What was found, for all posts or post by post, and by whom."""
    lines = []
    if one.reasons:
        clause = told.case.plan.rules.eligibility.clause or "方案的竞岗资格规定"
        said = "；".join(dated(reason.zh).rstrip("。") for reason in one.reasons)
        lines.append(f"不具备竞争上岗资格（{clause}）：{said}。")
    fit = []
    for number, post in enumerate(one.posts, start=1):
        reasons = "；".join(dated(reason.zh).rstrip("。") for reason in one.refused.get(post, ()))
        if reasons:
            lines.append(f"第{number}志愿（{post}）不符合条件：{reasons}。")
        elif not one.reasons:
            fit.append(str(number))
    if fit:
        lines.append(f"第{'、'.join(fit)}志愿符合条件。")
    return "\n".join((*lines, f"审查单位：{act.by}　{chinese_date(act.day)}"))
