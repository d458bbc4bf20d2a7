"""竞争上岗办法: the plan's rules on competing as a document of its own, in chapters and articles; none that the plan lacks."""

from collections import Counter
from collections.abc import Sequence

from dinggang.basis import plain
from dinggang.case import Act, ActKind
from dinggang.documents.official.competing import posts_table
from dinggang.documents.official.ruling import (
    composite,
    contract_term,
    eligibility,
    measures,
    notices,
    numeral,
    placement,
)
from dinggang.documents.official.saying import (
    Made,
    columns,
    label,
    lacking,
    not_taken,
    number_below,
    post_title,
    telephones,
)
from dinggang.documents.official.values import (
    Attachment,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from dinggang.documents.told import Told, listed
from dinggang.documents.words import KINDS, Names, weight_words
from dinggang.plan import (
    AssessmentRule,
    ChoicePolicy,
    EvaluationRule,
    ExamRule,
    Filling,
    HeadcountKind,
    Plan,
    Post,
    SpeechRule,
)
from dinggang.plan.rules import Avoidance, BelowRatio, DrawMethod, RoomMethod, ThirdRule, VoidPolicy

_POLICIES = {
    ChoicePolicy.EXACT: "多选题全对才得分",
    ChoicePolicy.PARTIAL: "多选题少选得一半分，有错选的不得分",
    ChoicePolicy.PROPORTIONAL: "多选题少选的按所选正确项的比例得分，有错选的不得分",
    ChoicePolicy.EACH: "多选题少选的每个正确项得{each}分，有错选的不得分",
    ChoicePolicy.NEGATIVE: "多选题按所选正确项的比例得分，每个错选项扣{penalty}分",
}
_VOID = {
    VoidPolicy.EVERYONE: "有试题作废的，参加考试的人人得该题分",
    VoidPolicy.SAME_KIND: "有试题作废的，该题分值按比例摊到同类题",
    VoidPolicy.WHOLE_PAPER: "有试题作废的，该题分值按比例摊到全卷其余题",
}
_THIRD = {
    ThirdRule.NEAREST: "由第三人评阅，取与其较近的一评的平均",
    ThirdRule.STANDS: "由第三人评阅，以三评为准",
    ThirdRule.LEADER: "由阅卷组长定分",
}
_ROOMS = {
    RoomMethod.MEAN_OF_MEANS: "各考场平均分的平均",
    RoomMethod.OVERALL: "全体平均分",
    RoomMethod.TRIMMED: "去掉最高、最低分后的平均分",
}
_BELOW = {
    BelowRatio.OPEN: "仍予开考",
    BelowRatio.REDUCE: "相应减少名额",
    BelowRatio.CANCEL: "取消该岗位的竞争",
}
_AVOIDANCE = {
    Avoidance.SAME_BODY: "有亲属关系的，不得定在同一机构，名次在后的回避",
    Avoidance.LED_BODY: "有亲属关系的，不得定在其中一方担任领导或者中层职务的机构，名次在后的回避",
}

Chapter = tuple[str, Sequence[str]]


def method_document(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """竞争上岗办法（定岗办法）, announced with the posts."""
    act = told.last(ActKind.POSTS_ANNOUNCED)
    if act is None:
        return not_taken("公布岗位", "posts announced")
    competed = [p for p in told.case.posts if p.filling is Filling.COMPETE]
    if not competed:
        return lacking("没有拿出竞争的岗位。", "No post is competed for.")
    attached = [Attachment(title="竞争上岗岗位及任职条件", blocks=(posts_table(told, competed),))]
    weighted = _post_weights(told)
    if weighted is not None:
        attached.append(Attachment(title="另定测评权重的岗位", blocks=(weighted,)))
    return (
        Document(
            kind="method",
            title=f"{told.organ}机构改革竞争上岗办法",
            day=act.day,
            blocks=(*number_below(act), *_articles(_chapters(told, act, competed)), telephones()),
            signature=Signature(organ=act.by, day=act.day),
            attachments=tuple(attached),
        ),
    )


def _articles(chapters: Sequence[Chapter]) -> list[Block]:
    """Chapters and, counted through all of them, articles."""
    blocks: list[Block] = []
    article = 0
    for number, (title, lines) in enumerate((c for c in chapters if c[1]), start=1):
        blocks.append(Heading(level=1, text=f"第{numeral(number)}章　{title}"))
        for line in lines:
            article += 1
            blocks.append(Paragraph(lead=f"第{numeral(article)}条　", text=line))
    return blocks


def _chapters(told: Told, act: Act, competed: Sequence[Post]) -> tuple[Chapter, ...]:
    plan = told.case.plan
    return (
        ("总则", _general(told, act)),
        ("岗位", _posts(plan, competed)),
        ("资格条件", _conditions(plan, competed)),
        ("测评办法", _measured(plan)),
        ("综合成绩和排名", _scored(plan)),
        ("定岗办法", _placed(plan)),
        ("公示和异议", [_by(line, plan.rules.notice.clause) for line in notices(plan, act.by)]),
        ("聘用任职", _employed(plan, competed)),
        ("纪律和监督", _watched(act)),
    )


def _by(line: str, clause: str) -> str:
    """A line that says on which clause of the plan it rests."""
    return f"{line.rstrip('。')}（{clause}）。" if clause else line


def _general(told: Told, act: Act) -> list[str]:
    approved = told.last(ActKind.PLAN_APPROVED)
    basis = f"（{approved.number}批复）" if approved is not None and approved.number else ""
    return [
        f"为做好{told.organ}机构改革竞争上岗和定岗工作，根据《{told.case.plan.title}》{basis}，制定本办法。",
        f"竞争上岗由{act.by}组织实施。",
    ]


def _posts(plan: Plan, competed: Sequence[Post]) -> list[str]:
    kinds: Counter[HeadcountKind] = Counter()
    for post in competed:
        kinds[post.kind] += post.openings
    parts = "、".join(f"{KINDS[k]}岗位{n}个" for k, n in kinds.items())
    lines = [f"拿出竞争的岗位共{kinds.total()}个，其中{parts}。岗位名称、编制类别、名额和任职条件见附件。"]
    ratio = plan.rules.placement.ratio
    if ratio is not None:
        least = (
            f"，综合成绩不低于{plain(ratio.least_score)}分的才能定岗"
            if ratio.below is BelowRatio.OPEN and ratio.least_score is not None
            else ""
        )
        lines.append(
            _by(
                f"每个名额合格报名人数不少于{ratio.least}人；不足的，{_BELOW[ratio.below]}{least}。",
                ratio.clause,
            )
        )
    return lines


def _conditions(plan: Plan, competed: Sequence[Post]) -> list[str]:
    rule = plan.rules.eligibility
    lines = [_by(line, rule.clause) for line in eligibility(plan)]
    if rule.bar_after_sanction:
        barred = "；".join(f"{label(k)}未满{n}个月的不得报名" for k, n in rule.bar_after_sanction.items())
        lines.append(_by(f"自处分之日起，{barred}。", rule.clause))
    lines.append("报名人员还须符合所报岗位的任职条件。任职条件没有写明的，不作要求。")
    if any(p.sensitive for p in competed):
        lines.append("领导班子成员的亲属不得报名附件中写明由其回避的岗位。")
    return lines


def _measured(plan: Plan) -> list[str]:
    """A measure an article, with everything else that the plan says of it."""
    rules = plan.rules
    more = (
        (rules.exam.clause, _exam(rules.exam)),
        (rules.evaluation.clause, _evaluation(rules.evaluation)),
        (rules.speech.clause, _speech(rules.speech)),
        (rules.assessment.clause, _assessment(rules.assessment)),
    )
    return [
        _by("；".join((line.rstrip("。"), *others)) + "。", clause)
        for line, (clause, others) in zip(measures(plan), more, strict=True)
    ]


def _exam(rule: ExamRule) -> list[str]:
    each = "" if rule.each_option is None else plain(rule.each_option)
    penalty = "" if rule.penalty is None else plain(rule.penalty)
    lines = [_POLICIES[rule.multiple_choice].format(each=each, penalty=penalty)]
    if rule.essays is not None:
        percent = plain(rule.essays.threshold_percent)
        apart = f"达到或超过该题分值{percent}%" if rule.essays.strict else f"超过该题分值{percent}%"
        lines.append(f"主观题由两人分别评阅，取平均，相差{apart}的，{_THIRD[rule.essays.third]}")
    return lines + ([_VOID[rule.void]] if rule.void is not None else [])


def _evaluation(rule: EvaluationRule) -> list[str]:
    names = {c.id: c.name for c in rule.categories}
    lines = [
        f"{c.name}发出的票不足{c.merge_below}张的，并入{names.get(c.merge_into, c.merge_into)}计算"
        for c in rule.categories
        if c.merge_below is not None and c.merge_into is not None
    ]
    if rule.max_incompetent is not None:
        lines.append(f"不称职票超过有效票{plain(rule.max_incompetent)}%的为不合格")
    return lines


def _speech(rule: SpeechRule) -> list[str]:
    if rule.rooms is None:
        return []
    cap = "，平衡后超过满分的按满分计" if rule.rooms.cap else ""
    text = (
        f"分考场的，得分乘以平衡系数，平衡系数＝{_ROOMS[rule.rooms.method]}÷本考场平均分，"
        f"不足{rule.rooms.min_room}人的考场不计平衡系数{cap}"
    )
    return [text]


def _assessment(rule: AssessmentRule) -> list[str]:
    adjusted = "、".join(
        f"{a.name}每次{'加' if a.points > 0 else '扣'}{plain(abs(a.points))}分（至多{a.most}次）"
        for a in rule.adjustments
    )
    if not adjusted:
        return []
    most = "" if rule.max_bonus is None else f"，加分合计不超过{plain(rule.max_bonus)}分"
    return [f"{adjusted}{most}"]


def _scored(plan: Plan) -> list[str]:
    lines = [_by(line, plan.rules.composite.clause) for line in composite(plan)]
    if plan.rules.placement.post_weights:
        lines.append("部分岗位另定测评权重，定岗时按其权重计算，见附件。")
    draw = plan.rules.draw
    if draw is not None:
        how = (
            "按事先公告的公开数值计算得出先后" if draw.method is DrawMethod.HASH else "当众抓阄，由见证人见证"
        )
        lines.append(_by(f"抽签{how}。", draw.clause))
    return lines


def _placed(plan: Plan) -> list[str]:
    rule = plan.rules.placement
    lines = [_by(line, rule.clause) for line in placement(plan)]
    if rule.band is not None:
        lines.append(f"志愿每{rule.band}个为一批。")
    if rule.fit is not None:
        graduates = rule.fit.graduates_percent
        wanted = [] if graduates is None else [f"录取的人中本科以上学历的不少于{plain(graduates)}%"]
        wanted += [f"岗位{listed(q.posts)}合计至少安排{q.least}人" for q in rule.fit.quotas]
        lines += [_by(f"{'；'.join(wanted)}。", rule.fit.clause)] if wanted else []
    if rule.avoidance in _AVOIDANCE:
        lines.append(_by(f"{_AVOIDANCE[rule.avoidance]}。", rule.clause))
    return lines


def _employed(plan: Plan, competed: Sequence[Post]) -> list[str]:
    kinds = {p.kind for p in competed}
    lines = []
    if HeadcountKind.ADMINISTRATIVE in kinds:
        lines.append("竞得行政岗位的，任前公示期满后按行政编制任职。")
    if HeadcountKind.INSTITUTION in kinds:
        lines.append(
            "竞得事业岗位的，任前公示期满后按事业编制聘用，签订聘用合同。"
            + (contract_term(plan) or "方案没有规定聘期，由双方在聘用合同中约定。")
        )
    return lines


def _watched(act: Act) -> list[str]:
    """How the papers of the reform themselves go: sealed sheets, recusal, reasons to the person alone."""
    return [
        "试卷、演说评分表、考核表封存备查，民主测评票的发出、收回和废票逐类核对。评委对须回避的人员不打分。",
        f"资格审查不合格和没有名次的理由，由{act.by}书面告知本人。本人可以查阅本人成绩的原始记录，他人的除外。",
    ]


def _post_weights(told: Told) -> Table | None:
    weighted = told.case.plan.rules.placement.post_weights
    if not weighted:
        return None
    rows = tuple((p, post_title(told, p), weight_words(w.weights)) for w in weighted for p in w.posts)
    return Table(columns=columns("编号", "岗位", "测评权重", centred="编号"), rows=rows, empty="没有。")
