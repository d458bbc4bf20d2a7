"""From the objections to the contracts: decisions on objections, appointment notice, appointments, contracts."""

from datetime import date, timedelta

from dinggang.basis import Problem, Refusal, Where, Words, add_months, full_years
from dinggang.case import Act, ActKind
from dinggang.documents.official.ruling import numeral
from dinggang.documents.official.saying import (
    Besides,
    Made,
    columns,
    government,
    label,
    lacking,
    not_taken,
    number_below,
    numbered,
    period_words,
    post_title,
    posts,
    posts_besides,
    present_post,
    telephones,
    units,
    who,
    with_concurrent,
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
from dinggang.documents.words import KINDS, Names, chinese_date, name
from dinggang.plan import ContractRule, HeadcountKind


def objections(told: Told, names: Names) -> Made:
    """异议处理决定: one an objection, to those whom it is about.

    Raises Refusal for an act that does not say what was decided.
    """
    acts = told.of(ActKind.OBJECTION_DECIDED)
    if not acts:
        return lacking("没有提出的异议。", "No objection was raised.")
    silent = [act.id for act in acts if not act.reason.strip()]
    if silent:
        raise Refusal([_undecided(one) for one in silent])
    return tuple(
        Document(
            kind="objection",
            title=f"{act.by}关于异议的处理决定",
            day=act.day,
            about=act.people[0] if len(act.people) == 1 else "",
            mark=f"{act.by}文件" if act.number else "",
            number=act.number,
            addressee=f"{who(names, act.people)}同志" if act.people else "",
            blocks=(
                Paragraph(text="公示期内提出的异议收悉。经调查核实，现决定如下。"),
                Paragraph(text=f"{act.reason.rstrip('。')}。"),
                Paragraph(text=f"不服本决定的，可向{_above(told)}反映。"),
            ),
            signature=Signature(organ=act.by, day=act.day),
            copies_to=act.copies_to.rstrip("。") if act.number else "",
        )
        for act in acts
    )


def _undecided(act: str) -> Problem:
    return Problem(
        where=Where(file=f"正式行为{act}", column="理由"),
        words=Words(
            zh=f"{act}（异议处理）没有写明调查结果和决定，不能印发。",
            en=f"{act} (objection decided) does not say what was found and decided; it is not issued.",
        ),
        cure=Words(
            zh="请在正式行为表的“理由”一列写明，再印。",
            en="Enter it in the column of reasons on the sheet of acts and set it again.",
        ),
    )


def _above(told: Told) -> str:
    """The organ that approved the plan, when it is known."""
    approved = told.last(ActKind.PLAN_APPROVED)
    return approved.by if approved is not None else "上级机关"


def appointment_notice(told: Told, names: Names) -> Made:
    """任职公示: who is to be appointed to what, the period in working days, where and how to object."""
    act = told.last(ActKind.APPOINTMENTS_ANNOUNCED)
    if act is None:
        return not_taken("任职公示", "appointments announced")
    if told.placement is None:
        return lacking("还没有定岗决定。", "The placement has not been decided.")
    decided = told.last(ActKind.PLACEMENT_DECIDED)
    basis = f"经{decided.by}讨论决定{numbered(decided)}，" if decided is not None else ""
    rows = [_proposed(told, names, person, post) for person, post in _placed(told)]
    if not rows:
        return lacking("没有拟任职的人员，不需公示。", "Nobody is to be appointed; there is nothing to post.")
    days = told.case.plan.rules.notice.appointment_days
    return (
        Document(
            kind="notice",
            title=f"{told.organ}机构改革拟任职人员任前公示",
            day=act.day,
            blocks=(
                *number_below(act),
                Paragraph(text=f"{basis}现将{len(rows)}名拟任职（聘用）人员予以公示。"),
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
                telephones(),
            ),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


def _proposed(told: Told, names: Names, person: str, post: str) -> tuple[str, ...]:
    facts = told.people[person]
    return (
        name(names, person),
        label(facts.sex),
        f"{facts.birth.year}年{facts.birth.month}月",
        label(facts.education),
        present_post(facts),
        post_title(told, post),
    )


def _placed(told: Told) -> list[tuple[str, str]]:
    """Who was placed and where: administrative posts first, of each kind in choosing order."""
    kinds = posts(told)
    placed = told.placement.placed if told.placement is not None else ()
    found = [(p.person, p.post) for p in placed if p.post is not None]
    order = list(HeadcountKind)
    return sorted(found, key=lambda one: order.index(kinds[one[1]].kind))


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
    placed = _placed(told)
    if not placed:
        return lacking("没有录取的人员。", "Nobody was placed.")
    kinds, besides = posts(told), posts_besides(told)
    made: list[Block] = []
    for kind, verb, what in (
        (HeadcountKind.ADMINISTRATIVE, "任以下职务", "职务"),
        (HeadcountKind.INSTITUTION, "聘用到以下岗位", "岗位"),
    ):
        those = [(person, post) for person, post in placed if kinds[post].kind is kind]
        if those:
            rows = tuple(
                (str(n), name(names, person), with_concurrent(told, besides, person, post))
                for n, (person, post) in enumerate(those, start=1)
            )
            heads = columns("序号", "姓名", what, centred="序号 姓名", needed=f"姓名 {what}")
            made += [
                Paragraph(text=f"下列{len(those)}名同志按{KINDS[kind]}编制{verb}："),
                Table(columns=heads, rows=rows, empty="没有。"),
            ]
    return (
        Document(
            kind="appointment",
            title=f"{act.by}关于任职和聘用的通知",
            day=act.day,
            mark=f"{act.by}文件",
            number=act.number,
            addressee=units(told.organ),
            blocks=(Paragraph(text=_after_notice(told, act)), *made, Paragraph(text="特此通知。")),
            signature=Signature(organ=act.by, day=act.day),
            copies_to=act.copies_to.rstrip("。"),
            printed=Signature(organ=act.by, day=act.day),
        ),
    )


def _after_notice(told: Told, act: Act) -> str:
    """On whose decision, and how the notice ended in the words of the act: a case that says nothing of it is not told."""
    decided = told.last(ActKind.PLACEMENT_DECIDED)
    basis = f"经{decided.by}讨论决定{numbered(decided)}，" if decided is not None else ""
    reason = act.reason.rstrip("。")
    if not reason:
        return f"{basis}任前公示期满。"
    ended = reason if "公示" in reason else f"任前公示期满，{reason}"
    return f"{basis}{ended}。"


def appointment_forms(told: Told, names: Names) -> Made:
    """任免审批表: one for each appointed on administrative headcount, under the act that appointed them."""
    kinds, besides = posts(told), posts_besides(told)
    forms = tuple(
        _form(told, names, besides, act, person, post)
        for person, post, act in _appointed(told)
        if kinds[post].kind is HeadcountKind.ADMINISTRATIVE
    )
    return forms or lacking("没有按行政编制任职的人员。", "Nobody is appointed on administrative headcount.")


def _form(told: Told, names: Names, besides: Besides, act: Act, person: str, post: str) -> Document:
    facts = told.people[person]
    room = "\n\n\n　　　　　　　　　　　　（盖章）　　　年　　月　　日"
    sanctions = "；".join(
        f"{label(s.kind)}（{chinese_date(s.start)}至{chinese_date(s.end)}）" for s in facts.sanctions
    )
    wide = (
        ("现任职务", present_post(facts)),
        ("拟任职务", with_concurrent(told, besides, person, post)),
        ("拟免职务", ""),
        ("简历", "\n\n\n"),
        ("年度考核", "；".join(f"{a.year}年{label(a.grade)}" for a in facts.appraisals) or "无"),
        ("奖惩情况", sanctions),
        ("任免依据", f"{act.by}{numbered(act)}"),
        ("呈报意见", room),
        ("审批意见", room),
        ("任免意见", room),
    )
    party = "中共党员" if facts.party_member else "非中共党员"
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
                    ("民族", ""),
                    ("籍贯", ""),
                    ("政治面貌", party),
                    ("学历", label(facts.education)),
                    ("参加工作", f"{facts.work_start.year}年{facts.work_start.month}月"),
                    *wide,
                ),
                wide=tuple(title for title, _ in wide),
            ),
            Signing(labels=("填表人", "填表日期")),
        ),
    )


def contracts(told: Told, names: Names) -> Made:
    """聘用合同: one for each on institution headcount. Where the plan has no term, the parties agree on one by hand."""
    kinds, besides = posts(told), posts_besides(told)
    made = tuple(
        _contract(told, names, besides, act, person, post)
        for person, post, act in _appointed(told)
        if kinds[post].kind is HeadcountKind.INSTITUTION
    )
    return made or lacking("没有按事业编制聘用的人员。", "Nobody is employed on institution headcount.")


def _term(rule: ContractRule | None, start: date) -> str:
    """By the plan's rule from the day of employment on; without a rule room to agree on it."""
    if rule is None:
        return "自＿＿＿＿年＿＿月＿＿日起至＿＿＿＿年＿＿月＿＿日止。"
    text = f"本合同期限{rule.months}个月，{_from_to(start, rule.months)}"
    if rule.probation_months:
        text += f"，其中试用期{rule.probation_months}个月，{_from_to(start, rule.probation_months)}"
    elif rule.probation_months == 0:
        text += "，不约定试用期"
    return text + (f"（{rule.clause}）。" if rule.clause else "。")


def _from_to(start: date, months: int) -> str:
    return f"自{chinese_date(start)}起至{chinese_date(last_day(start, months))}止"


def last_day(start: date, months: int) -> date:
    """The last day of so many months that begin with `start`: the day before the corresponding one, or, in a month that has
    none, its last.
    """
    after = add_months(start, months)
    return after if after.day != start.day else after - timedelta(days=1)


def _contract(told: Told, names: Names, besides: Besides, act: Act, person: str, post: str) -> Document:
    """The clauses that such a contract must have: term, post and duties, discipline, conditions, pay, change and end,
    liability (国办发〔2002〕35号, part 3).
    """
    clauses = (
        (
            "聘用岗位",
            f"甲方聘用乙方到以下岗位工作：{with_concurrent(told, besides, person, post)}，岗位编号{post}，使用事业编制。",
        ),
        ("合同期限", _term(told.case.plan.rules.contract, act.day)),
        ("岗位职责", "乙方履行上述岗位的职责，完成甲方安排的工作任务，接受考核。"),
        ("岗位纪律", "乙方遵守法律、法规和甲方的规章制度，服从甲方的管理。"),
        ("工作条件", "甲方提供履行岗位职责必需的工作条件和劳动保护。"),
        ("工资福利", "甲方按国家和当地规定支付乙方工资，办理社会保险。"),
        ("考核", "年度考核结果作为调整岗位、工资和续聘的依据。"),
        ("变更、解除和终止", "按国家关于事业单位聘用合同的规定办理。"),
        ("违约责任", "任何一方违反本合同的，按国家有关规定承担责任。"),
        ("争议处理", "因本合同发生争议，先协商；协商不成的，按人事争议调解仲裁的规定办理。"),
    )
    return Document(
        kind="contract",
        title="事业单位聘用合同",
        day=act.day,
        layout=Layout.FORM,
        about=person,
        blocks=(
            Paragraph(text=f"甲方（聘用单位）：{government(told.organ)}", indent=False),
            Paragraph(
                text=f"乙方（受聘人员）：{name(names, person)}（编号{person}）　身份证号码：{'＿' * 10}",
                indent=False,
            ),
            Paragraph(text=f"根据{act.by}{numbered(act)}的决定，双方在平等自愿的基础上订立本合同。"),
            *(
                Paragraph(lead=f"第{numeral(n)}条　{title}　", text=text)
                for n, (title, text) in enumerate(clauses, start=1)
            ),
            Paragraph(text="本合同一式三份，甲乙双方各执一份，存入本人档案一份。"),
            Parties(
                first=("甲方（盖章）：", "", "代表人（签字）：", "　　　　年　　月　　日"),
                second=("乙方（签字）：", "", "", "　　　　年　　月　　日"),
            ),
        ),
    )
