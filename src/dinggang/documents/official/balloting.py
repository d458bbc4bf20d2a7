"""民主测评: the ballots to be filled in, and the counts of what came back. From neither can anybody's vote be told."""

from collections.abc import Mapping, Sequence

from dinggang.basis import CENT, plain
from dinggang.case import ActKind
from dinggang.documents.official.saying import Made, column, columns, lacking, not_taken, present_post
from dinggang.documents.official.values import (
    Align,
    Block,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from dinggang.documents.told import Told
from dinggang.documents.words import Names, name
from dinggang.marks import EvaluationCount, Scored
from dinggang.marks.evaluation import merged, merges
from dinggang.plan import EvaluationRule, Measure, VoterCategory
from dinggang.roster import Person

FEW = 5
"""Of a class with fewer valid ballots on somebody nothing is told."""


def ballots(told: Told, names: Names) -> Made:
    """民主测评票: one a class of voters, with everybody who is measured. It is copied; no two of a class differ."""
    act = told.last(ActKind.APPLICATIONS_CLOSED)
    rule = told.case.plan.rules.evaluation
    if not told.case.plan.rules.composite.weights.get(Measure.EVALUATION):
        return lacking("方案不计民主测评成绩。", "The plan counts no evaluation.")
    if told.applicants is None or act is None:
        return lacking(
            "报名还没有截止，不知道测评哪些人。",
            "Applications are not closed: it is not known who is measured.",
        )
    people = [a.person for a in told.applicants if a.competes]
    if not people:
        return lacking("没有参加测评的人员。", "Nobody is measured.")
    proved = told.last(ActKind.TALLY_PROVED)
    listed = _list(told, names, people)
    several = len(rule.categories) > 1
    return tuple(
        Document(
            kind="ballots",
            title=f"民主测评票（{one.name}）" if several else "民主测评票",
            day=(proved or act).day,
            layout=Layout.FORM,
            blocks=(*_how_to_vote(rule, one), listed),
        )
        for one in rule.categories
    )


def _how_to_vote(rule: EvaluationRule, one: VoterCategory) -> list[Block]:
    several = len(rule.categories) > 1
    box = "本类的票箱" if several else "票箱"
    said = [
        f"一、本票不记名。不写填票人的姓名、编号和单位，不作记号，填好后由本人投入{box}。写有这些的，整张作废。",
        f"二、{_MARKING}",
        f"三、{_scoring(rule)}",
    ]
    small = [*_merging(rule, one)]
    if small:
        said.append(f"四、{''.join(small)}")
    return [Paragraph(text=text) for text in said]


def _scoring(rule: EvaluationRule) -> str:
    """What the grades count, and the classes: the same on every ballot and above the counts."""
    g = rule.grades
    points = "、".join(
        f"{word}{plain(value)}分"
        for word, value in zip(GRADES, (g.excellent, g.competent, g.basic, g.incompetent), strict=True)
    )
    mean = "各类分别按有效票平均" if len(rule.categories) > 1 else "按有效票平均"
    weights = "、".join(f"{c.name}{plain(c.weight)}%" for c in rule.categories)
    shares = f"，再按权重合计：{weights}" if len(rule.categories) > 1 else ""
    turnout = f"收回的票少于发出的{plain(rule.min_turnout)}%的，不计分。" if rule.min_turnout else ""
    clause = f"（{rule.clause}）" if rule.clause else ""
    return f"{points}；{mean}{shares}。{turnout}".removesuffix("。") + f"{clause}。"


_MARKING = (
    "一人一行，只在一个等次下画“√”。一行画了两个以上、一个也没画、看不清画在哪一格的，这一人的票作废。"
    "画“弃权”的同废票一起登记，不计分。"
)
GRADES = ("优秀", "称职", "基本称职", "不称职")


def _merging(rule: EvaluationRule, one: VoterCategory) -> list[str]:
    """Which classes are counted with another when they are too small, as far as it concerns this one."""
    named = {c.id: f"“{c.name}”" for c in rule.categories}
    said = []
    for small in rule.categories:
        into, below = small.merge_into, small.merge_below
        if into is None or below is None or one.id not in {small.id, into}:
            continue
        first = "本类" if small.id == one.id else f"{named[small.id]}一类"
        other = "本类" if into == one.id else f"{named.get(into, into)}一类"
        said.append(f"{first}发出的票少于{below}张时，并入{other}一起计票，不单独列出。")
    return said


_BOXES = {"优秀": 14, "称职": 14, "基本称职": 14, "不称职": 17, "弃权": 14}
"""With their widths in millimetres, wide enough for a hand."""


def _list(told: Told, names: Names, people: Sequence[str]) -> Table:
    blank = ("",) * len(_BOXES)
    return Table(
        columns=(
            *columns("编号", "姓名", "单位、岗位", centred="编号 姓名"),
            *(column(title, Align.CENTRE, width) for title, width in _BOXES.items()),
        ),
        rows=tuple((p, name(names, p), _works(told.people[p]), *blank) for p in people),
        empty="没有参加测评的人员。",
        tall=True,
    )


def _works(person: Person) -> str:
    return present_post(person) or person.former_body


def tally(told: Told, names: Names) -> Made:
    """民主测评结果汇总表: person by person and class by class the ballots and the mark; signed by who counted.

    Classes that the plan merges are told as one. Of somebody on whom a class gave fewer than five valid ballots only the
    mark is told: from what the other classes gave, or from its part in the mark, its votes could be worked out.
    """
    scored = (told.marks or {}).get(Measure.EVALUATION, ())
    if not scored or not told.case.sheets.evaluation:
        return lacking("还没有民主测评的计票结果。", "There are no counts of the evaluation yet.")
    act = told.last(ActKind.TALLY_PROVED)
    if act is None:
        return not_taken("测评计票确认", "tally proved")
    given = told.case.plan.rules.evaluation
    into = merges(given, told.case.sheets.evaluation)
    rule, counts = merged(given, told.case.sheets.evaluation, into)
    ordered = sorted(scored, key=lambda s: s.person)
    known = _by_person(counts, [s.person for s in ordered])
    hidden = sum(_small(those) for those in known.values())
    return (
        Document(
            kind="tally",
            title="民主测评结果汇总表",
            day=act.day,
            layout=Layout.WIDE,
            blocks=(
                Paragraph(text=_above(given, into, hidden)),
                Heading(level=1, text="一、各人得票和得分"),
                _persons(rule, ordered, known, names),
                Heading(level=1, text="二、各类票数合计"),
                _sums(rule, known, hidden),
                Signing(labels=("计票人", "监票人", "日期")),
            ),
            signature=Signature(organ=act.by, day=act.day),
        ),
    )


Counts = Mapping[str, Sequence[EvaluationCount]]


def _by_person(counts: Sequence[EvaluationCount], people: Sequence[str]) -> Counts:
    found: dict[str, list[EvaluationCount]] = {p: [] for p in people}
    for count in sorted(counts, key=lambda c: c.category):
        if count.person in found:
            found[count.person].append(count)
    return found


def _valid(count: EvaluationCount) -> int:
    return count.returned - count.void


def _small(those: Sequence[EvaluationCount]) -> bool:
    return any(_valid(c) < FEW for c in those)


def _above(rule: EvaluationRule, into: Mapping[str, str], hidden: int) -> str:
    named = {c.id: c.name for c in rule.categories}
    said = [_scoring(rule)]
    said += [
        f"“{named[small]}”一类发出的票少于方案规定的张数，并入“{named[target]}”一类计票，不单独列出。"
        for small, target in into.items()
    ]
    if hidden:
        said.append(
            f"有一类有效票不足{FEW}张的{hidden}人，为免看出谁投了什么票，各类票数、类得分都不列，只列得分。"
        )
    return "".join(said)


_HEADS = ("发出", "收回", "有效", *GRADES, "废票")
_NUMBERS = " ".join(_HEADS)


def _numbers(count: EvaluationCount) -> tuple[int, ...]:
    c = count
    return (c.issued, c.returned, _valid(c), c.excellent, c.competent, c.basic, c.incompetent, c.void)


def _persons(rule: EvaluationRule, scored: Sequence[Scored], known: Counts, names: Names) -> Table:
    heads = ("编号", "姓名", "类别", *_HEADS, "类得分", "得分", "备注")
    return Table(
        columns=columns(*heads, centred=f"编号 姓名 {_NUMBERS} 类得分 得分"),
        rows=tuple(row for one in scored for row in _person(rule, one, known[one.person], names)),
        empty="没有计票结果。",
        notes=_notes(rule),
    )


def _notes(rule: EvaluationRule) -> tuple[str, ...]:
    each = (
        "类得分列到两位小数，合计时用没有取舍的数"
        if rule.category_rounding is None
        else f"类得分{rule.category_rounding.words.zh}"
    )
    return (f"废票含弃权的票；有效＝收回－废票。{each}；得分{rule.rounding.words.zh}。",)


def _person(
    rule: EvaluationRule, one: Scored, those: Sequence[EvaluationCount], names: Names
) -> list[tuple[str, ...]]:
    who = (one.person, name(names, one.person))
    mark = "无" if one.mark is None else f"{one.mark:f}"
    if not those or _small(those):
        remark = "不列分类票数" if those else "没有票数"
        failed = "" if one.passed or one.mark is None else "；未达到方案的要求"
        return [(*who, "", *[""] * len(_HEADS), "", mark, remark + failed)]
    remark = one.reason.zh if one.reason is not None else ""
    named = {c.id: c.name for c in rule.categories}
    return [
        (
            *who,
            named.get(count.category, count.category),
            *map(str, _numbers(count)),
            _category_score(rule, one, count),
            mark if first else "",
            remark if first else "",
        )
        for first, count in zip((True, *[False] * len(those)), those, strict=False)
    ]


def _category_score(rule: EvaluationRule, one: Scored, count: EvaluationCount) -> str:
    """As the working-out of the mark has it; nothing for a class that gave none."""
    step = next((s for s in one.steps if s.label.zh.startswith(f"{count.category}类（")), None)
    return "" if step is None else f"{(rule.category_rounding or CENT)(step.exact):f}"


def _sums(rule: EvaluationRule, known: Counts, hidden: int) -> Table:
    """The ballots of each class over those whose counts are told above: no sum tells what a row does not."""
    told = [c for those in known.values() if not _small(those) for c in those]
    rows = []
    for category in rule.categories:
        mine = [_numbers(c) for c in told if c.category == category.id]
        if mine:
            sums = (str(sum(numbers)) for numbers in zip(*mine, strict=True))
            rows.append((category.name, plain(category.weight), str(len(mine)), *sums))
    return Table(
        columns=(
            column("类别"),
            *(column(title, Align.CENTRE) for title in ("权重\n（%）", "测评\n人数", *_HEADS)),
        ),
        rows=tuple(rows),
        empty="各人的分类票数都不列，没有合计。",
        notes=(f"不列分类票数的{hidden}人不在合计之内。",) if hidden else (),
    )
