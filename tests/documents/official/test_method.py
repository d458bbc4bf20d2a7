"""The rules on competing as a document: all of the plan's, none that it lacks."""

from decimal import Decimal

import msgspec
import pytest

import build
from dinggang.documents.official import method
from dinggang.documents.official.values import Document, Heading, Paragraph, texts
from dinggang.plan import Adjustment, ChoicePolicy, ContractRule, Filling, Plan
from dinggang.plan.rules import (
    Avoidance,
    BelowRatio,
    DrawMethod,
    DrawRule,
    EssayRule,
    FitRule,
    LowerQuota,
    Mechanism,
    PostWeights,
    RatioRule,
    RoomMethod,
    RoomRule,
    ThirdRule,
    VoidPolicy,
)
from dinggang.procedure import run
from dinggang.procedure.printing import Issue, issues
from dinggang.roster import SanctionKind

D = Decimal
CHAPTERS = (
    "总则",
    "岗位",
    "资格条件",
    "测评办法",
    "综合成绩和排名",
    "定岗办法",
    "公示和异议",
    "聘用任职",
    "纪律和监督",
)


def issue(slug: str = "method", **changes: object) -> Issue:
    folder = build.folder(build.bend(build.case(), **changes))
    (found,) = issues(folder, run(folder), frozenset({slug}))
    return found


def paper(slug: str = "method", **changes: object) -> Document:
    found = issue(slug, **changes)
    assert not found.stopped, found.told
    (document,) = found.documents
    return document


def ruled(**changes: object) -> Plan:
    plan = build.plan()
    return msgspec.structs.replace(plan, rules=msgspec.structs.replace(plan.rules, **changes))


def bent(rule: str, **changes: object) -> Plan:
    return ruled(**{rule: msgspec.structs.replace(getattr(build.plan().rules, rule), **changes)})


def articles(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.lead]


def said(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def test_its_chapters_and_articles_are_counted_through() -> None:
    document = paper()
    heads = [b.text for b in document.blocks if isinstance(b, Heading)]
    assert heads == [f"第{n}章　{t}" for n, t in zip("一二三四五六七八九", CHAPTERS, strict=True)]
    leads = [b.lead for b in document.blocks if isinstance(b, Paragraph) and b.lead]
    assert leads[:3] == ["第一条　", "第二条　", "第三条　"]
    assert len(set(leads)) == len(leads)


def test_it_tells_how_many_posts_are_competed_for() -> None:
    # O02 and O03 have three openings, O04 and O05 three.
    text = said(paper())
    assert "拿出竞争的岗位共6个，其中行政岗位3个、事业岗位3个。" in text
    assert "竞争上岗岗位及任职条件" in text


def test_without_posts_to_compete_for_there_is_none() -> None:
    appointed = tuple(msgspec.structs.replace(p, filling=Filling.APPOINT) for p in build.posts())
    assert issue(posts=appointed).left_out is not None


def test_each_measure_names_its_clause() -> None:
    text = articles(paper(plan=bent("exam", clause="方案第十条")))
    assert "理论素质考试，满分100分；多选题全对才得分（方案第十条）。" in text


def essay(third: ThirdRule) -> EssayRule:
    return EssayRule(
        threshold_percent=D(15), strict=False, third=third, equidistant="higher", rounding=build.TWO
    )


ROOMS = RoomRule(method=RoomMethod.OVERALL, min_room=5)
BENT = [
    (bent("exam", multiple_choice=ChoicePolicy.EACH, each_option=D("0.5")), "少选的每个正确项得0.5分"),
    (
        bent("exam", multiple_choice=ChoicePolicy.NEGATIVE, penalty=D(1)),
        "多选题按所选正确项的比例得分，每个错选项扣1分",
    ),
    (bent("exam", void=VoidPolicy.WHOLE_PAPER), "有试题作废的，该题分值按比例摊到全卷其余题"),
    (bent("exam", essays=essay(ThirdRule.STANDS)), "相差超过该题分值15%的，由第三人评阅，以三评为准"),
    (bent("evaluation", max_incompetent=D(30)), "不称职票超过有效票30%的为不合格"),
    (bent("speech", rooms=ROOMS), "平衡系数＝全体平均分÷本考场平均分，不足5人的考场不计平衡系数"),
    (
        bent("assessment", adjustments=(Adjustment(id="late", name="迟到", points=D(-1), most=3),)),
        "迟到每次扣1分（至多3次）",
    ),
    (bent("placement", avoidance=Avoidance.SAME_BODY), "有亲属关系的，不得定在同一机构，名次在后的回避"),
    (
        bent("placement", ratio=RatioRule(least=2, below=BelowRatio.REDUCE)),
        "每个名额合格报名人数不少于2人；不足的，相应减少名额",
    ),
    (
        bent("placement", ratio=RatioRule(least=2, below=BelowRatio.OPEN, least_score=D(70))),
        "不足的，仍予开考，综合成绩不低于70分的才能定岗",
    ),
    (bent("placement", mechanism=Mechanism.PARALLEL, band=2), "志愿每2个为一批"),
    (
        bent(
            "placement",
            mechanism=Mechanism.BEST_FIT,
            fit=FitRule(graduates_percent=D(40), quotas=(LowerQuota(posts=("O02", "O03"), least=2),)),
        ),
        "录取的人中本科以上学历的不少于40%；岗位O02、O03合计至少安排2人",
    ),
    (ruled(draw=DrawRule(method=DrawMethod.HASH, clause="方案第八条")), "抽签按事先公告的公开数值"),
    (
        bent("eligibility", bar_after_sanction={SanctionKind.WARNING: 6, SanctionKind.MAJOR_DEMERIT: 18}),
        "自处分之日起，警告未满6个月的不得报名；记大过未满18个月的不得报名。",
    ),
]


@pytest.mark.parametrize(("plan", "words"), BENT)
def test_what_a_plan_adds_is_told_and_what_it_lacks_is_not(plan: Plan, words: str) -> None:
    assert words in said(paper(plan=plan))
    assert words not in said(paper())


def test_weights_of_single_posts_stand_in_a_table_of_their_own() -> None:
    weights = PostWeights(posts=("O02",), weights={m: D(25) for m in build.plan().rules.composite.weights})
    document = paper(plan=bent("placement", mechanism=Mechanism.DEFERRED, post_weights=(weights,)))
    assert [a.title for a in document.attachments] == ["竞争上岗岗位及任职条件", "另定测评权重的岗位"]


def test_posts_closed_to_relatives_of_leaders_say_so() -> None:
    closed = tuple(msgspec.structs.replace(p, sensitive=True) if p.id == "O03" else p for p in build.posts())
    for slug in ("method", "posts"):
        assert said(paper(slug, posts=closed)).count("领导班子成员的亲属回避") == 1
    assert "领导班子成员的亲属不得报名附件中写明由其回避的岗位。" in articles(paper(posts=closed))
    assert "亲属" not in said(paper())


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (method._POLICIES, ChoicePolicy),
        (method._VOID, VoidPolicy),
        (method._THIRD, ThirdRule),
        (method._ROOMS, RoomMethod),
        (method._BELOW, BelowRatio),
    ],
)
def test_every_value_of_a_rule_has_words(words, values) -> None:
    assert set(words) == set(values)


# -- 聘期 --------------------------------------------------------------------------------------------

TERM = ruled(contract=ContractRule(months=36, probation_months=6, clause="方案第十七条"))


def test_the_term_of_contracts_is_announced_with_the_posts() -> None:
    assert "聘期36个月，其中试用期6个月（方案第十七条）。" in said(paper(plan=TERM))
    notice = said(paper("posts", plan=TERM))
    assert "三、聘用\n竞得事业岗位的，签订聘用合同，聘期36个月，其中试用期6个月（方案第十七条）。" in notice
    assert "四、咨询和监督" in notice


def test_a_plan_without_a_term_leaves_it_open() -> None:
    assert "方案没有规定聘期，由双方在聘用合同中约定。" in said(paper())
    assert "三、咨询和监督" in said(paper("posts"))


def test_where_no_institution_post_is_competed_for_no_term_is_told() -> None:
    posts = tuple(
        msgspec.structs.replace(p, filling=Filling.APPOINT) if p.kind is build.INST else p
        for p in build.posts()
    )
    assert "聘期" not in said(paper("posts", plan=TERM, posts=posts))
    assert "聘" not in "".join(articles(paper(plan=TERM, posts=posts)))
