"""From the objections to the contracts: decisions on objections, appointment notice, appointments, contracts."""

from collections.abc import Sequence

from dinggang.balance import OUTCOME_WORDS
from dinggang.basis import full_years
from dinggang.case import Act, ActKind
from dinggang.documents.official.saying import (
    Made,
    bodies,
    columns,
    label,
    lacking,
    not_taken,
    numbered,
    period_words,
    post_title,
    posts,
    who,
)
from dinggang.documents.official.values import (
    Block,
    Document,
    Fields,
    Layout,
    Paragraph,
    Parties,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import KINDS, Names, name
from dinggang.plan import HeadcountKind


def objections(told: Told, names: Names) -> Made:
    """异议处理决定: one an objection, to those whom it is about."""
    acts = told.of(ActKind.OBJECTION_DECIDED)
    if not acts:
        return lacking("没有提出的异议。", "No objection was raised.")
    return tuple(
        Document(
            kind="objection",
            title="关于异议的处理决定",
            day=act.day,
            about=act.people[0] if len(act.people) == 1 else "",
            mark=f"{act.by}文件" if act.number else "",
            number=act.number,
            addressee=f"{who(names, act.people)}同志" if act.people else "",
            blocks=(
                Paragraph(text="公示期内提出的异议收悉。经调查核实，现决定如下。"),
                Paragraph(text=f"{act.reason.rstrip('。')}。"),
                Paragraph(text="对本决定不服的，可以依照有关规定向上级机关反映。"),
            ),
            signature=Signature(organ=act.by, day=act.day),
        )
        for act in acts
        if act.reason
    )


def appointment_notice(told: Told, names: Names) -> Made:
    """任职公示: who is to be appointed to what, the period in working days, where and how to object."""
    act = told.last(ActKind.APPOINTMENTS_ANNOUNCED)
    if act is None:
        return not_taken("任职公示", "appointments announced")
    if told.placement is None:
        return lacking("还没有定岗决定。", "The placement has not been decided.")
    decided = told.last(ActKind.PLACEMENT_DECIDED)
    basis = f"经{decided.by}讨论决定{numbered(decided)}，" if decided is not None else ""
    people = told.people
    rows = [
        (
            name(names, p.person),
            label(people[p.person].sex),
            f"{people[p.person].birth.year}年{people[p.person].birth.month}月",
            label(people[p.person].education),
            people[p.person].former_post,
            post_title(told, p.post),
        )
        for p in told.placement.placed
        if p.post is not None
    ]
    if not rows:
        return lacking("没有拟任职的人员，不需公示。", "Nobody is to be appointed; there is nothing to post.")
    days = told.case.plan.rules.notice.appointment_days
    return (
        Document(
            kind="notice",
            title=f"{told.organ}机构改革拟任职人员任前公示",
            day=act.day,
            blocks=(
                Paragraph(text=f"{basis}现将{len(rows)}名拟任职（聘用）人员予以公示{numbered(act)}。"),
                Table(
                    columns=columns(
                        "序号",
                        "姓名",
                        "性别",
                        "出生年月",
                        "学历",
                        "现任职务",
                        "拟任职务",
                        centred="序号 姓名 性别 出生年月 学历",
                        needed="姓名 性别 出生年月 学历 现任职务 拟任职务",
                    ),
                    rows=tuple((str(n), *row) for n, row in enumerate(rows, start=1)),
                    empty="没有拟任职人员。",
                ),
                Paragraph(text=f"{period_words(act, days)}。"),
                Paragraph(
                    text=f"对公示对象有异议的，请在公示期内以书面形式向{act.by}反映。反映情况要实事求是，"
                    "签署真实姓名，以便调查核实；对反映人和反映的内容严格保密。"
                ),
            ),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


def _appointed(told: Told) -> list[tuple[str, str, Act]]:
    """Person, post and the act that put them there: the competition's, or an appointment of its own."""
    found = {
        person: (post, act)
        for act in told.of(ActKind.POST_APPOINTED, ActKind.POST_SLOTTED)
        for person, post in zip(act.people, act.posts, strict=False)
    }
    made = told.last(ActKind.APPOINTMENTS_MADE)
    if made is not None and told.placement is not None:
        found.update({p.person: (p.post, made) for p in told.placement.placed if p.post is not None})
    return [(person, *found[person]) for person in sorted(found)]


def appointments(told: Told, names: Names) -> Made:
    """任职聘用通知, with the roster of each body."""
    act = told.last(ActKind.APPOINTMENTS_MADE)
    if act is None:
        return not_taken("任职聘用", "appointments made")
    placed = [p for p in (told.placement.placed if told.placement else ()) if p.post is not None]
    if not placed:
        return lacking("没有录取的人员。", "Nobody was placed.")
    kinds = posts(told)
    made: list[Block] = []
    for kind, verb in ((HeadcountKind.ADMINISTRATIVE, "任"), (HeadcountKind.INSTITUTION, "聘用")):
        those = [(p.person, p.post) for p in placed if p.post is not None and kinds[p.post].kind is kind]
        if those:
            rows = tuple(
                (str(n), name(names, person), post_title(told, post))
                for n, (person, post) in enumerate(those, start=1)
            )
            heads = columns("序号", "姓名", "职务", centred="序号 姓名", needed="姓名 职务")
            made += [
                Paragraph(text=f"下列{len(those)}名同志，按{KINDS[kind]}编制{verb}以下职务。"),
                Table(columns=heads, rows=rows, empty="没有。"),
            ]
    return (
        Document(
            kind="appointment",
            title="关于任职和聘用的通知",
            day=act.day,
            mark=f"{act.by}文件",
            number=act.number,
            addressee="各党支部，镇直各单位" if "镇" in told.organ else "所属各单位",
            blocks=(Paragraph(text=f"任前公示期满，{act.reason.rstrip('。') or '无异议'}。"), *made),
            signature=Signature(organ=act.by, day=act.day),
            printed=Signature(organ=act.by, day=act.day),
        ),
    )


def appointment_forms(told: Told, names: Names) -> Made:
    """任免审批表: one for each appointed on administrative headcount, under the act that appointed them."""
    kinds = posts(told)
    forms = tuple(
        _form(told, names, act, person, post)
        for person, post, act in _appointed(told)
        if kinds[post].kind is HeadcountKind.ADMINISTRATIVE
    )
    return forms or lacking("没有按行政编制任职的人员。", "Nobody is appointed on administrative headcount.")


def _form(told: Told, names: Names, act: Act, person: str, post: str) -> Document:
    facts = told.people[person]
    opinions = ("呈报单位意见", "审批机关意见", "行政机关任免意见")
    return Document(
        kind="form",
        title="干部任免审批表",
        day=act.day,
        layout=Layout.FORM,
        about=person,
        blocks=(
            Fields(
                pairs=(
                    ("姓名", name(names, person)),
                    ("性别", label(facts.sex)),
                    (
                        "出生年月",
                        f"{facts.birth.year}年{facts.birth.month}月（{full_years(facts.birth, act.day)}岁）",
                    ),
                    ("学历", label(facts.education)),
                    ("政治面貌", "中共党员" if facts.party_member else "群众或其他"),
                    ("参加工作", f"{facts.work_start.year}年{facts.work_start.month}月"),
                    ("现任职务", f"{facts.former_body}{facts.former_post}"),
                    ("拟任职务", post_title(told, post)),
                    ("年度考核", "；".join(f"{a.year}年{label(a.grade)}" for a in facts.appraisals) or "无"),
                    ("任职依据", f"{act.by}{numbered(act)}"),
                    *(
                        (opinion, "\n\n\n　　　　　　　　　　　　（盖章）　　　年　　月　　日")
                        for opinion in opinions
                    ),
                ),
                wide=("现任职务", "拟任职务", "年度考核", "任职依据", *opinions),
            ),
            Signing(labels=("填表人", "填表日期")),
        ),
    )


def contracts(told: Told, names: Names) -> Made:
    """聘用合同: one for each on institution headcount. The term is agreed by the parties and filled in by hand."""
    kinds = posts(told)
    made = tuple(
        _contract(told, names, act, person, post)
        for person, post, act in _appointed(told)
        if kinds[post].kind is HeadcountKind.INSTITUTION
    )
    return made or lacking("没有按事业编制聘用的人员。", "Nobody is employed on institution headcount.")


def _contract(told: Told, names: Names, act: Act, person: str, post: str) -> Document:
    body = bodies(told).get(posts(told)[post].body, told.organ)
    clauses = (
        ("聘用岗位", f"甲方聘用乙方在{post_title(told, post)}（岗位编号{post}）工作，使用事业编制。"),
        ("合同期限", "本合同期限自　　　　年　　月　　日起至　　　　年　　月　　日止。"),
        ("岗位职责", f"乙方履行{body}该岗位的职责，遵守甲方的规章制度，接受考核。"),
        ("工资福利", "甲方按国家和当地规定支付乙方工资，办理社会保险。"),
        ("考核", "年度考核结果作为调整岗位、工资和续聘的依据。"),
        ("变更、解除和终止", "按国家关于事业单位聘用合同的规定办理。"),
        ("争议处理", "因本合同发生争议，先协商；协商不成的，按人事争议调解仲裁的规定办理。"),
    )
    return Document(
        kind="contract",
        title="事业单位聘用合同",
        day=act.day,
        layout=Layout.FORM,
        about=person,
        blocks=(
            Paragraph(
                text=f"甲方：{told.organ}人民政府" if "镇" in told.organ else f"甲方：{told.organ}",
                indent=False,
            ),
            Paragraph(text=f"乙方：{name(names, person)}（编号{person}）", indent=False),
            Paragraph(text=f"根据{act.by}{numbered(act)}的决定，双方在平等自愿的基础上订立本合同。"),
            *(
                Paragraph(lead=f"第{_NUMBERS[n]}条　{title}　", text=text)
                for n, (title, text) in enumerate(clauses)
            ),
            Paragraph(text="本合同一式三份，甲乙双方各执一份，存入本人档案一份。"),
            Parties(
                first=("甲方（盖章）：", "", "代表人（签字）：", "　　　　年　　月　　日"),
                second=("乙方（签字）：", "", "", "　　　　年　　月　　日"),
            ),
        ),
    )


_NUMBERS: Sequence[str] = "一二三四五六七八九十"


def outcome_ledger(told: Told, names: Names) -> Made:
    """去向台账: everyone of the roster with the one way they went."""
    if not told.outcomes:
        return lacking("还没有每个人的去向。", "Not everyone has an outcome yet.")
    act = told.last(ActKind.SUMMARY_ADOPTED) or told.acts[-1]
    people = told.people
    heads = ("编号", "姓名", "原单位", "原岗位", "去向", "现任职务", "占用编制", "说明")
    return (
        Document(
            kind="outcomes",
            title=f"{told.organ}机构改革人员去向台账",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                Table(
                    columns=columns(*heads, centred="编号 姓名 去向 占用编制"),
                    rows=tuple(
                        (
                            o.person,
                            name(names, o.person),
                            people[o.person].former_body if o.person in people else "",
                            people[o.person].former_post if o.person in people else "",
                            OUTCOME_WORDS[o.kind].zh,
                            "、".join(post_title(told, p) for p in (o.post, *o.concurrent) if p),
                            "" if o.occupies is None else KINDS[o.occupies],
                            "" if o.reason is None else o.reason.zh,
                        )
                        for o in told.outcomes
                    ),
                    empty="没有人员。",
                    notes=(f"改革前在册{len(told.case.people)}人，去向合计{len(told.outcomes)}人。",),
                ),
            ),
        ),
    )


def body_rosters(told: Told, names: Names) -> Made:
    """定岗花名册: body by body, who holds which post on which headcount."""
    if not told.outcomes:
        return lacking("还没有定岗结果。", "Nobody has a post yet.")
    act = told.last(ActKind.APPOINTMENTS_MADE)
    if act is None:
        return not_taken("任职聘用", "appointments made")
    holders: dict[str, list[str]] = {}
    for o in told.outcomes:
        for post in (o.post, *o.concurrent):
            if post:
                holders.setdefault(post, []).append(o.person)
    tables = []
    for body in told.case.plan.bodies:
        plates = f"（加挂{'、'.join(p.name for p in body.plates)}牌子）" if body.plates else ""
        rows = tuple(
            (
                post.id,
                post.name,
                KINDS[post.kind],
                label(post.stratum),
                who(names, holders.get(post.id, ())) or "空缺",
            )
            for post in told.case.posts
            if post.body == body.id
        )
        count = "" if body.headcount is None else f"，编制{body.headcount}名"
        tables.append(
            Table(
                caption=f"{body.name}{plates}{count}",
                columns=columns("编号", "岗位", "编制", "层级", "人员", centred="编号 编制 层级"),
                rows=rows,
                empty=f"{body.name}没有设岗。",
            )
        )
    return (
        Document(
            kind="bodies",
            title=f"{told.organ}定岗花名册",
            day=act.day,
            blocks=tuple(tables),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )
