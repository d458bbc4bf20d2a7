"""What a plan must satisfy to be taken at all, and what a reader of it should know."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from dinggang.basis import Finding, Level, Words, plain
from dinggang.plan.breach import Breach, breach
from dinggang.plan.buying import buying_breaches
from dinggang.plan.exits import exit_breaches
from dinggang.plan.law import article, cites
from dinggang.plan.measuring import measuring_breaches
from dinggang.plan.placing import placing_breaches
from dinggang.plan.rules import Measure, Rules, TieBreak
from dinggang.plan.values import Body, Filling, HeadcountKind, Plan, Plate, Post, Stratum


def breaches(plan: Plan, posts: tuple[Post, ...] = ()) -> tuple[Breach, ...]:
    """All breaches at once, in the order of the file; empty when the plan can be taken."""
    checks: tuple[Callable[[], Iterable[Breach]], ...] = (
        lambda: _ids(plan, posts),
        lambda: _headcount(plan),
        lambda: _stages(plan),
        lambda: _services(plan),
        lambda: buying_breaches(plan.rules.services),
        lambda: _weights(plan.rules),
        lambda: _evaluation(plan.rules),
        lambda: _criteria(plan.rules),
        lambda: _ties(plan.rules),
        lambda: measuring_breaches(plan.rules),
        lambda: placing_breaches(plan.rules.placement, posts),
        lambda: exit_breaches(plan.rules),
        lambda: _trial(plan.rules),
        lambda: _posts(plan, posts),
    )
    return tuple(found for check in checks for found in check())


def _trial(rules: Rules) -> Iterable[Breach]:
    rule = rules.contract
    if rule is not None and rule.probation_months is not None and rule.probation_months > rule.months:
        yield breach(
            "rules.contract.probation_months",
            (
                f"试用期{rule.probation_months}个月，比合同期限{rule.months}个月还长。",
                f"{rule.probation_months} months on trial are more than the contract's {rule.months}.",
            ),
            ("请核对合同期限和试用期。", "Check both."),
        )


def _ids(plan: Plan, posts: Sequence[Post]) -> Iterable[Breach]:
    named = [(f"bodies[{i}].id", b.id) for i, b in enumerate(plan.bodies)]
    named += [
        (f"bodies[{i}].plates[{j}].id", p.id)
        for i, b in enumerate(plan.bodies)
        for j, p in enumerate(b.plates)
    ]
    named += [(f"stages[{i}].id", s.id) for i, s in enumerate(plan.stages)]
    if plan.services is not None:
        named += [(f"services.lines[{i}].id", s.id) for i, s in enumerate(plan.services.lines)]
    named += [(f"posts:{p.id}", p.id) for p in posts]
    seen: set[str] = set()
    for path, id_ in named:
        if id_ in seen:
            yield breach(
                path,
                (f"编号{id_}用了不止一次。", f"The id {id_} is used more than once."),
                (
                    "请给每个机构、牌子、阶段、服务项目和岗位各用一个编号。",
                    "Give each thing an id of its own.",
                ),
            )
        seen.add(id_)
    units = [(f"bodies[{i}].name", b.name) for i, b in enumerate(plan.bodies)]
    units += [
        (f"bodies[{i}].plates[{j}].name", p.name)
        for i, b in enumerate(plan.bodies)
        for j, p in enumerate(b.plates)
    ]
    names = Counter(name for _, name in units)
    for path, name in units:
        if names[name] > 1:
            yield breach(
                path,
                (
                    f"有{names[name]}个机构或牌子都叫“{name}”。",
                    f"{names[name]} bodies or plates share one name.",
                ),
                ("请更正名称。", "Correct the names."),
            )


def _headcount(plan: Plan) -> Iterable[Breach]:
    for kind, quota in plan.headcount.items():
        for key, zh, number in (
            ("reserve", "预留", quota.reserve),
            ("leader_posts", "领导职数", quota.leader_posts),
        ):
            if number > quota.approved:
                yield breach(
                    f"headcount.{kind.value}.{key}",
                    (
                        f"{zh}{number}名，多于核定编制{quota.approved}名。",
                        f"{key} {number} is more than the approved {quota.approved}.",
                    ),
                    ("请对照批复更正。", "Correct it by the approval."),
                )
    for i, body in enumerate(plan.bodies):
        if body.headcount_kind not in plan.headcount:
            yield breach(
                f"bodies[{i}].headcount_kind",
                (
                    f"{body.name}用的编制类别在headcount中没有写。",
                    f"The headcount kind of {body.id} is not stated under headcount.",
                ),
                ("请在headcount下补上这一类别。", "Add the kind under headcount."),
            )


def _stages(plan: Plan) -> Iterable[Breach]:
    after = {s.id: set(s.after) for s in plan.stages}
    for i, stage in enumerate(plan.stages):
        if stage.end < stage.start:
            yield breach(
                f"stages[{i}].end",
                (
                    f"“{stage.name}”的结束日期{stage.end}早于开始日期{stage.start}。",
                    f"Stage {stage.id} ends on {stage.end}, before it starts on {stage.start}.",
                ),
                ("请更正日期。", "Correct the dates."),
            )
        for before in stage.after:
            if before not in after:
                yield breach(
                    f"stages[{i}].after",
                    (f"没有编号为{before}的阶段。", f"There is no stage {before}."),
                    ("请填写已有阶段的编号。", "Name a stage that exists."),
                )
    if _has_cycle(after):
        yield breach(
            "stages",
            ("各阶段的先后关系绕成了圈。", "The stages' order runs in a circle."),
            ("请检查各阶段的after。", "Check each stage's after."),
        )


def _has_cycle(after: dict[str, set[str]]) -> bool:
    left = dict(after)
    while left:
        free = [s for s, needs in left.items() if not needs & left.keys()]
        if not free:
            return True
        for s in free:
            del left[s]
    return False


def _services(plan: Plan) -> Iterable[Breach]:
    if plan.services is None:
        return
    for i, line in enumerate(plan.services.lines):
        if line.base_amount != line.base_amount.quantize(Decimal("0.01")):
            yield breach(
                f"services.lines[{i}].base_amount",
                (
                    f"{line.name}的金额{plain(line.base_amount)}不到分为止。",
                    f"The amount of {line.id} has more than two decimals.",
                ),
                ("金额至多两位小数。", "Give at most two decimals."),
            )
    if plan.rules.services is None:
        yield breach(
            "services",
            (
                "有服务项目，却没有写购买服务的规则。",
                "There are service lines, but no rules for buying services.",
            ),
            ("请在rules.services写明协议最长期限、可否定向购买。", "State them under rules.services."),
        )
    twice = sorted(year for year, n in Counter(y.year for y in plan.services.path).items() if n > 1)
    if twice:
        listed = "、".join(map(str, twice))
        yield breach(
            "services.path",
            (f"{listed}年写了两次。", f"Stated twice: {listed}."),
            ("每年只留一项。", "Keep one for each year."),
        )
    found = sum((line.base_amount for line in plan.services.lines), Decimal(0))
    if found != plan.services.base_total:
        yield breach(
            "services.base_total",
            (
                f"各项目基年经费合计{plain(found)}元，与总额{plain(plan.services.base_total)}元不等。",
                f"The lines add up to {plain(found)}, the total says {plain(plan.services.base_total)}.",
            ),
            ("请对照基年决算更正。", "Correct it by the base year's accounts."),
        )


def _weights(rules: Rules) -> Iterable[Breach]:
    weights = rules.composite.weights
    if sum(weights.values(), Decimal(0)) != 100:
        listed = "＋".join(f"{m.value} {plain(weights[m])}" for m in Measure if m in weights)
        total = plain(sum(weights.values(), Decimal(0)))
        yield breach(
            "rules.composite.weights",
            (f"四项权重合计{total}，不是100：{listed}。", f"The weights total {total}, not 100: {listed}."),
            ("请按方案更正，使合计为100。", "Correct them by the plan so that they total 100."),
        )


def _evaluation(rules: Rules) -> Iterable[Breach]:
    rule = rules.evaluation
    total = sum((c.weight for c in rule.categories), Decimal(0))
    if total != 100:
        yield breach(
            "rules.evaluation.categories",
            (
                f"各类投票人的权重合计{plain(total)}，不是100。",
                f"The voter categories total {plain(total)}, not 100.",
            ),
            ("请更正，使合计为100。", "Correct them so that they total 100."),
        )
    if len({c.id for c in rule.categories}) != len(rule.categories):
        yield breach(
            "rules.evaluation.categories",
            ("投票人类别的代号有重复。", "A voter category's id is used twice."),
            ("请给每一类一个代号。", "Give each category its own id."),
        )
    points = (rule.grades.excellent, rule.grades.competent, rule.grades.basic, rule.grades.incompetent)
    if any(higher <= lower for higher, lower in pairwise(points)):
        yield breach(
            "rules.evaluation.grades",
            ("四个等次的分值应当从高到低。", "The points of the four grades must descend."),
            ("请更正优秀、称职、基本称职、不称职的分值。", "Correct the points."),
        )


def _criteria(rules: Rules) -> Iterable[Breach]:
    for name, criteria in (("speech", rules.speech.criteria), ("assessment", rules.assessment.criteria)):
        if not criteria or sum(c.maximum for c in criteria) <= 0:
            yield breach(
                f"rules.{name}.criteria",
                ("没有评分项目，或满分为0。", "There is no criterion, or the full mark is 0."),
                ("请至少写一个项目及其满分。", "State at least one with its maximum."),
            )
        if len({c.id for c in criteria}) != len(criteria):
            yield breach(
                f"rules.{name}.criteria",
                ("评分项目的代号有重复。", "A criterion's id is used twice."),
                ("请给每个项目一个代号。", "Give each criterion its own id."),
            )
    rule = rules.speech
    if rule.trim_high + rule.trim_low >= rule.min_judges:
        yield breach(
            "rules.speech.min_judges",
            (
                f"至少{rule.min_judges}名评委，去掉{rule.trim_high}个最高、{rule.trim_low}个最低后没有剩余。",
                f"Of {rule.min_judges} judges none is left after dropping {rule.trim_high} + {rule.trim_low}.",
            ),
            ("请增加评委人数或少去几个。", "Ask for more judges or drop fewer."),
        )
    if rules.exam.full_mark <= 0:
        yield breach(
            "rules.exam.full_mark",
            ("考试满分须大于0。", "The exam's full mark must be above 0."),
            ("请填写满分。", "State it."),
        )


def _ties(rules: Rules) -> Iterable[Breach]:
    ties = rules.composite.ties
    if not ties or ties[-1] is not TieBreak.DRAW or len(set(ties)) != len(ties):
        yield breach(
            "rules.composite.ties",
            (
                "同分规则不得重复，最后一项须为抽签（draw）。",
                "Tie rules must not repeat, and the last must be draw.",
            ),
            ("请依次写明同分比较的项目，最后写draw。", "List them in order and end with draw."),
        )


def _posts(plan: Plan, posts: Sequence[Post]) -> Iterable[Breach]:
    known = {b.id for b in plan.bodies} | {p.id for b in plan.bodies for p in b.plates}
    for post in posts:
        if post.body not in known and not (post.body == "" and post.stratum is Stratum.LEADER):
            what = f"没有机构“{post.body}”" if post.body else "没有写所属机构"
            yield breach(
                f"posts:{post.id}",
                (
                    f"岗位{post.id}（{post.name}）{what}。",
                    f"Post {post.id} has no known body ({post.body or 'empty'}).",
                ),
                ("请填写plan.toml中机构的编号或全称。", "Give a body's id or name as in plan.toml."),
            )
        if post.stratum is Stratum.LEADER and post.filling is Filling.COMPETE:
            yield breach(
                f"posts:{post.id}",
                (
                    f"领导岗位{post.id}（{post.name}）不参加竞争上岗。",
                    f"Leader post {post.id} is not open to competition.",
                ),
                ("请把产生方式改为组织任命，或更正层级。", "Make it appointed, or correct the stratum."),
            )
        if post.kind not in plan.headcount:
            yield breach(
                f"posts:{post.id}",
                (
                    f"岗位{post.id}的编制类别在方案中没有核定。",
                    f"The kind of post {post.id} is not in the plan.",
                ),
                ("请更正编制类别，或在headcount下补上。", "Correct the kind, or add it under headcount."),
            )


_KINDS = {HeadcountKind.ADMINISTRATIVE: "行政", HeadcountKind.INSTITUTION: "事业"}


def check_plan(plan: Plan, posts: Sequence[Post]) -> tuple[Finding, ...]:
    """L01 body without approval number, X15 no before-figures, X16 proposed ≠ approved,
    L02 a body without a single post, L03 contracts of under three years. None of them stops.
    """
    found: list[Finding] = []
    unapproved = [b for b in plan.bodies if not b.approval]
    if unapproved:
        found.append(
            Finding(
                code="L01",
                level=Level.NOTICE,
                words=Words(
                    zh=f"{'、'.join(b.name for b in unapproved)}没有写批准文号。",
                    en=f"{', '.join(b.id for b in unapproved)}: no approval number is stated.",
                ),
                cure=Words(zh="请在bodies下补填approval。", en="Fill in approval under bodies."),
                rows=tuple(f"plan:bodies.{b.id}" for b in unapproved),
                cites=cites(plan, "BZ-09"),
            )
        )
    if plan.before.bodies is None or plan.before.staff is None:
        found.append(
            Finding(
                code="X15",
                level=Level.EXPLAIN,
                words=Words(
                    zh="没有改革前的机构数或人数，“精简”无从比较。",
                    en="Bodies or staff before the reform are not stated: nothing can be called leaner.",
                ),
                cure=Words(zh="请在before下补填bodies和staff。", en="Fill in bodies and staff under before."),
                rows=("plan:before",),
            )
        )
    for kind, quota in plan.headcount.items():
        if quota.proposed is not None and quota.proposed != quota.approved:
            found.append(
                Finding(
                    code="X16",
                    level=Level.NOTICE,
                    words=Words(
                        zh=f"{_KINDS[kind]}编制上报{quota.proposed}名，下达{quota.approved}名，以下达数为准。",
                        en=f"{quota.proposed} {kind.value} places were proposed and {quota.approved} issued; "
                        "the latter bind.",
                    ),
                    cure=Words(zh="不必处理。", en="Nothing to do."),
                    rows=(f"plan:headcount.{kind.value}",),
                )
            )
    return (*found, *_unused(plan, posts), *_short_contract(plan))


class Overlap(NamedTuple):
    """A plate whose name begins like that of another body than its own."""

    owner: Body
    plate: Plate
    other: Body

    @property
    def stem(self) -> str:
        return self.other.name[:_STEM]


_STEM = 4
"""So many characters alike at the beginning of two names are one function named twice."""


def overlaps(plan: Plan) -> tuple[Overlap, ...]:
    """Each plate whose name begins like another body's, so that a function may be there twice (X12)."""
    return tuple(
        Overlap(owner, plate, other)
        for owner in plan.bodies
        for plate in owner.plates
        for other in plan.bodies
        if other.id != owner.id and len(other.name) >= _STEM and plate.name.startswith(other.name[:_STEM])
    )


def check_overlap(one: Overlap, apart: tuple[Sequence[str], Sequence[str]] | None = None) -> Finding:
    """X12. `apart`: what the plate's body and what the other leads, where the duties tell the two apart."""
    owner, plate, other = one
    return Finding(
        code="X12",
        level=Level.NOTICE,
        words=Words(
            zh=f"“{plate.name}”（{owner.name}加挂）与{other.name}名称相近，职能可能重叠。",
            en=f"Plate {plate.id} of {owner.id} and body {other.id} share a name stem; functions may overlap.",
        )
        if apart is None
        else Words(
            zh=f"“{plate.name}”（{owner.name}加挂）与{other.name}名称相近；职责已经分清：前者主责{'、'.join(apart[0])}，"
            f"后者主责{'、'.join(apart[1])}。",
            en=f"Plate {plate.id} of {owner.id} and body {other.id} share a name stem; the duties tell them apart: "
            f"{', '.join(apart[0])} and {', '.join(apart[1])}.",
        ),
        cure=Words(
            zh="请在groundwork表“职责分工”中写明各自主责什么。",
            en="State in the sheet 职责分工 of groundwork what each of them leads.",
        )
        if apart is None
        else Words(zh="不必处理。", en="Nothing to do."),
        rows=(f"plan:bodies.{owner.id}", f"plan:bodies.{other.id}"),
    )


def _short_contract(plan: Plan) -> Iterable[Finding]:
    rule, law = plan.rules.contract, cites(plan, "SY-12")
    if rule is not None and law and rule.months < article("SY-12").values["months"]:
        yield Finding(
            code="L03",
            level=Level.NOTICE,
            words=Words(
                zh=f"聘用合同期限定为{rule.months}个月，一般不低于3年。",
                en=f"Contracts run for {rule.months} months; as a rule they run for at least three years.",
            ),
            cure=Words(
                zh="请核对plan.toml的rules.contract；有特殊情形的，请在方案中写明。",
                en="Check rules.contract in plan.toml; if there is a reason, let the plan state it.",
            ),
            rows=("plan:rules.contract",),
            cites=law,
        )


def _unused(plan: Plan, posts: Sequence[Post]) -> Iterable[Finding]:
    used = {p.body for p in posts}
    empty = [b for b in plan.bodies if b.id not in used]
    if posts and empty:
        yield Finding(
            code="L02",
            level=Level.NOTICE,
            words=Words(
                zh=f"{'、'.join(b.name for b in empty)}没有一个岗位。",
                en=f"{', '.join(b.id for b in empty)}: not a single post.",
            ),
            cure=Words(zh="请核对posts表的“所属机构”。", en="Check the posts' bodies."),
            rows=tuple(f"plan:bodies.{b.id}" for b in empty),
        )
