"""What goes before the posts, on paper: who leads, what was said of the plan, who does what, questions and answers."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dinggang.case import ActKind
from dinggang.documents.official.saying import (
    Made,
    bodies,
    columns,
    label,
    lacking,
    leading_group,
    ledger_head,
    measured,
    not_taken,
    present_post,
    telephones,
    units,
)
from dinggang.documents.official.values import (
    Attachment,
    Block,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date, name
from dinggang.groundwork import ONE_LEADERSHIP, Disposition, Duty, GroupRole, Member, Opinion, Share
from dinggang.plan import Stratum


def founding_notice(told: Told, names: Names) -> Made:
    """成立领导小组的通知, by the act that founded it; its members as handed in, by the act, or the leadership by the roster."""
    act = told.last(ActKind.GROUP_ESTABLISHED)
    if act is None:
        return not_taken("成立领导小组", "leading group established")
    group = leading_group(told)
    basis = "".join(
        f"根据《{d.title}》{f'（{d.number}）' if d.number else ''}，" for d in told.case.plan.basis[:1]
    )
    members = told.case.groundwork.members
    office = told.last(ActKind.OFFICE_ESTABLISHED)
    blocks: list[Block] = [
        Paragraph(text=f"{basis}为加强对机构改革工作的领导，经研究，决定成立{group}。现将有关事项通知如下。"),
        Heading(level=1, text="一、组成人员"),
        *(_by_role(told, names, members) or _by_roster(told, names)),
        Heading(level=1, text="二、主要职责"),
        Paragraph(
            text="领导小组在党委、政府统一领导下，组织实施机构改革方案，研究决定改革中的具体问题，对各环节逐项把关。"
        ),
    ]
    if any(not m.role.leads for m in members):
        blocks.append(Paragraph(text=_office(told, names, members)))
    elif office is not None and office.day <= act.day:
        blocks.append(Paragraph(text="领导小组下设办公室，承办日常工作。"))
    return (
        Document(
            kind="founding",
            title=f"{act.by}关于成立{group}的通知",
            day=act.day,
            mark=f"{act.by}文件",
            number=act.number,
            addressee=units(told.organ),
            blocks=tuple(blocks),
            signature=Signature(organ=act.by, day=act.day),
            copies_to=act.copies_to.rstrip("。"),
            printed=Signature(organ=act.by, day=act.day),
        ),
    )


def _by_role(told: Told, names: Names, members: Sequence[Member]) -> list[Block]:
    """组　长：某某（党委书记）, each role once, its people one below the other."""
    return [
        Paragraph(
            lead=f"{_spaced(label(role))}：",
            text="\n".join(_with_post(told, names, m.person) for m in members if m.role is role),
            hang=True,
        )
        for role in GroupRole
        if role.leads and any(m.role is role for m in members)
    ]


def _spaced(role: str) -> str:
    """组　长, as wide as 副组长."""
    return "　".join(role) if len(role) == 2 else role


def _with_post(told: Told, names: Names, person: str) -> str:
    facts = told.people.get(person)
    post = present_post(facts) if facts is not None else ""
    # 副镇长（农业、水利） has brackets of its own.
    inside = post.replace("（", "，").replace("）", "")
    return name(names, person) + (f"（{inside}）" if post else "")


def _office(told: Told, names: Names, members: Sequence[Member]) -> str:
    """领导小组下设办公室…，办公室主任由某某兼任，成员为…"""
    leading = {m.person for m in members if m.role.leads}
    heads = [m.person for m in members if m.role is GroupRole.OFFICE_HEAD]
    staff = [m.person for m in members if m.role is GroupRole.OFFICE_MEMBER]
    text = "领导小组下设办公室，承办日常工作"
    if heads:
        verb = "兼任" if set(heads) <= leading else "担任"
        # Whoever leads the group as well was named above with their post.
        said = (name(names, p) if p in leading else _with_post(told, names, p) for p in heads)
        text += f"，办公室主任由{'、'.join(said)}{verb}"
    if staff:
        text += f"，成员为{'、'.join(_with_post(told, names, p) for p in staff)}"
    return f"{text}。"


def _by_roster(told: Told, names: Names) -> list[Block]:
    """In the words of the act, and as a table; a case without a list of members."""
    act = told.last(ActKind.GROUP_ESTABLISHED)
    reason, named = (act.reason.rstrip("。"), act.people) if act is not None else ("", ())
    leaders = tuple(p.id for p in told.case.people if p.stratum is Stratum.LEADER)
    # Of one organ the leadership is the group's; the leaders of many townships are not.
    members = named or (leaders if len(leaders) <= ONE_LEADERSHIP else ())
    blocks: list[Block] = [Paragraph(text=f"领导小组的组成：{reason}。")] if reason else []
    if members:
        blocks.append(
            Table(
                caption="领导小组成员" if named else "领导班子成员（花名册所载）",
                columns=columns("序号", "姓名", "现任职务", centred="序号 姓名"),
                rows=tuple(
                    (str(n), name(names, p), told.people[p].former_post)
                    for n, p in enumerate(members, start=1)
                ),
                empty="花名册没有登记领导班子成员。",
            )
        )
    return blocks


def member_duties(told: Told, names: Names) -> Made:
    """领导小组及办公室成员分工, in the order of the roles."""
    act = told.last(ActKind.GROUP_ESTABLISHED)
    if act is None:
        return not_taken("成立领导小组", "leading group established")
    members = told.case.groundwork.members
    if not members:
        return lacking(
            "案卷没有领导小组成员（groundwork.xlsx“领导小组”页）。", "The case lists no members of the group."
        )
    group = leading_group(told)
    roles = list(GroupRole)
    ordered = sorted(members, key=lambda m: roles.index(m.role))
    rows = tuple(
        (
            str(n),
            name(names, m.person),
            present_post(told.people[m.person]) if m.person in told.people else "",
            label(m.role),
            m.duty,
        )
        for n, m in enumerate(ordered, start=1)
    )
    heads = measured(
        {"序号": 12, "姓名": 22, "现任职务": 42, "组内职务": 26, "分工": 54},
        centred="序号 姓名 组内职务",
        needed="姓名 组内职务",
    )
    return (
        Document(
            kind="members",
            title=f"{group}及办公室成员分工",
            day=act.day,
            layout=Layout.FORM,
            blocks=(Table(columns=heads, rows=rows, empty="没有成员。"),),
            signature=Signature(organ=group, day=act.day),
        ),
    )


def opinion_ledger(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """征求意见采纳情况表: how many came in and what became of them, then each."""
    act = told.last(ActKind.PLAN_ADOPTED)
    if act is None:
        return not_taken("通过方案", "plan adopted")
    opinions = _in_order(told.case.groundwork.opinions)
    if not opinions:
        return lacking(
            "案卷没有征求到的意见（groundwork.xlsx“征求意见”页）。", "The case holds no opinions on the plan."
        )
    rows = tuple(
        (
            str(n),
            told.short(o.day),
            label(o.channel),
            o.source,
            o.part,
            o.text,
            label(o.disposition) or "尚未处理",
            o.reply,
        )
        for n, o in enumerate(opinions, start=1)
    )
    heads = measured(
        {"序号": 13, "时间": 22, "途径": 22, "来源": 27, "针对部分": 24}
        | {"意见内容": 0, "采纳情况": 22, "说明": 0},
        centred="序号 时间 途径 采纳情况",
    )
    # It tells of opinions that came after the plan was adopted, too.
    day = max(act.day, opinions[-1].day)
    return (
        Document(
            kind="opinions",
            title="改革方案征求意见采纳情况表",
            day=day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "条"),
                Paragraph(text=f"截至{chinese_date(day)}，{opinion_counts(opinions)}"),
                Table(columns=heads, rows=rows, empty="没有征求到意见。"),
            ),
        ),
    )


def _in_order(opinions: Sequence[Opinion]) -> list[Opinion]:
    return sorted(opinions, key=lambda o: (o.day, o.id))


def opinion_counts(opinions: Sequence[Opinion]) -> str:
    """共征求意见14条，其中采纳9条、…。 The share of those taken only where no rounding is needed and none is open."""
    total = len(opinions)
    counts = Counter(o.disposition for o in opinions)
    parts = "、".join(f"{label(d)}{counts[d]}条" for d in Disposition if counts[d])
    text = f"共征求意见{total}条" + (f"，其中{parts}" if parts else "")
    if counts[None]:
        return f"{text}，尚有{counts[None]}条没有处理。"
    heard = counts[Disposition.TAKEN] + counts[Disposition.PARTLY]
    share, rest = divmod(heard * 100, total)
    return f"{text}" + (f"，采纳和部分采纳的占{share}%" if heard and not rest else "") + "。"


def opinions_heard(told: Told, until: date) -> tuple[str, Attachment] | None:
    """What a request says of the opinions that had come in by then, and the list of them to go with it."""
    opinions = [o for o in _in_order(told.case.groundwork.opinions) if o.day <= until]
    if not opinions:
        return None
    rows = tuple(
        (str(n), o.source, o.text, label(o.disposition) or "尚未处理", o.reply)
        for n, o in enumerate(opinions, start=1)
    )
    heads = measured(
        {"序号": 14, "来源": 26, "意见内容": 0, "采纳情况": 26, "说明": 0}, centred="序号 采纳情况"
    )
    counts = opinion_counts(opinions)
    listed = Table(columns=heads, rows=rows, empty="没有征求到意见。")
    return (
        f"拟定方案时，{counts}",
        Attachment(title="征求意见采纳情况表", blocks=(Paragraph(text=counts), listed)),
    )


def duty_lists(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """职责分工表: body by body, then function by function with who had it before."""
    act = told.last(ActKind.PLAN_APPROVED)
    if act is None:
        return not_taken("批准方案", "plan approved")
    duties = told.case.groundwork.duties
    if not duties:
        return lacking(
            "案卷没有职责分工（groundwork.xlsx“职责分工”页）。", "The case holds no duties of bodies."
        )
    return (
        Document(
            kind="duties",
            title=f"{told.organ}机构改革职责分工表",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                ledger_head(told, "项"),
                Heading(level=1, text="一、各机构职责"),
                _by_body(told, duties),
                Heading(level=1, text="二、各项职责的承担机构"),
                _by_function(told, duties),
            ),
        ),
    )


def _by_body(told: Told, duties: Sequence[Duty]) -> Table:
    def of(body: str, share: Share) -> str:
        return "；".join(dict.fromkeys(d.function for d in duties if d.body == body and d.share is share))

    rows = tuple(
        (str(n), b.name, of(b.id, Share.LEAD), of(b.id, Share.SUPPORT))
        for n, b in enumerate(told.case.plan.bodies, start=1)
    )
    idle = [name_ for _, name_, lead, support in rows if not lead and not support]
    return Table(
        columns=columns("序号", "机构", "主责", "协办", centred="序号"),
        rows=rows,
        empty="方案没有列出机构。",
        notes=(f"没有写明职责的机构：{'、'.join(idle)}。",) if idle else (),
    )


def _by_function(told: Told, duties: Sequence[Duty]) -> Table:
    called = bodies(told)
    functions: dict[str, list[Duty]] = {}
    for duty in duties:
        functions.setdefault(duty.function, []).append(duty)
    rows, notes = [], []
    for number, (function, those) in enumerate(functions.items(), start=1):
        former = "、".join(dict.fromkeys(d.former for d in those if d.former))
        leads, helps = (
            list(dict.fromkeys(called.get(d.body, d.body) for d in those if d.share is share))
            for share in (Share.LEAD, Share.SUPPORT)
        )
        rows.append((str(number), function, former or "（新增）", "、".join(leads), "、".join(helps)))
        if not leads:
            notes.append(f"“{function}”没有主责机构。")
        elif len(leads) > 1:
            notes.append(f"“{function}”有{len(leads)}个主责机构（{'、'.join(leads)}），应确定一个牵头。")
    return Table(
        columns=columns("序号", "职责事项", "改革前承担单位", "主责机构", "协办机构", centred="序号"),
        rows=tuple(rows),
        empty="没有职责事项。",
        notes=tuple(notes),
    )


def policy_answers(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """政策问答: question, answer and what it rests on, in the order in which they were made known."""
    act = told.last(ActKind.MOBILISATION_HELD)
    if act is None:
        return not_taken("召开动员大会", "mobilisation held")
    answers = sorted(told.case.groundwork.answers, key=lambda a: (a.day, a.id))
    if not answers:
        return lacking(
            "案卷没有政策问答（groundwork.xlsx“政策问答”页）。", "The case holds no questions and answers."
        )
    blocks: list[Block] = [
        Paragraph(text=f"现将干部职工问到的{len(answers)}个问题答复如下，答复以方案和所列依据为准。")
    ]
    for number, one in enumerate(answers, start=1):
        blocks += [
            # A heading stays on the page of its answer.
            Heading(level=1, text=f"{number}．问：{one.question}"),
            Paragraph(lead="答：", text=one.answer),
        ]
        if one.basis:
            blocks.append(Paragraph(lead="依据：", text=f"{one.basis.rstrip('。')}。"))
    day = max(act.day, answers[-1].day)
    return (
        Document(
            kind="answers",
            title=f"{told.organ}机构改革政策问答",
            day=day,
            blocks=(*blocks, telephones()),
            signature=Signature(organ=leading_group(told), day=day),
        ),
    )
