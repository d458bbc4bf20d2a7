from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import Fault, Words
from dinggang.marks import Scored
from dinggang.plan import Education, HeadcountKind, Measure, RankingGroup, TieBreak
from dinggang.roster import StaffKind
from dinggang.selection import Composite, Draw, Ranked, Ranking, Unranked, boards_by_post, rank

D = Decimal
replace = msgspec.structs.replace
ADMIN, INST = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION
CUTOFF = date(2006, 10, 31)
ALL_TIES = (
    TieBreak.SPEECH,
    TieBreak.EXAM,
    TieBreak.EVALUATION,
    TieBreak.ASSESSMENT,
    TieBreak.SERVICE_YEARS,
    TieBreak.EDUCATION,
    TieBreak.DRAW,
)


def rule(ties=ALL_TIES, group=RankingGroup.ALL):
    return replace(build.rules().composite, ties=ties, group=group)


def people(*numbers, kind=StaffKind.ADMINISTRATIVE, **changes):
    return {p.id: p for p in (build.person(n, kind, **changes) for n in numbers)}


def composite(person, score):
    if score is None:
        return Composite(
            person=person, exact=None, score=None, parts={}, reason=Words(zh="缺考。", en="Absent.")
        )
    return Composite(person=person, exact=Fraction(D(score)), score=D(score), parts={})


def marks(measure, **by_person):
    return {
        measure: tuple(
            Scored(person=p, measure=measure, mark=None if m is None else D(m)) for p, m in by_person.items()
        )
    }


def board(ranking):
    return [(r.person, r.rank, r.order, r.decided_by) for r in ranking.ranked]


def test_by_score_with_competition_ranks():
    scores = [composite(p, s) for p, s in (("P01", "80.5"), ("P02", "90"), ("P03", "80.5"), ("P04", "70"))]
    exam = marks(Measure.EXAM, P01="60", P03="61")

    assert rank(rule(), scores, exam, people(1, 2, 3, 4), CUTOFF) == Ranking(
        ranked=(
            Ranked(person="P02", group=None, rank=1, order=1, score=D(90)),
            Ranked(person="P03", group=None, rank=2, order=2, score=D("80.5")),
            Ranked(person="P01", group=None, rank=2, order=3, score=D("80.5"), decided_by=TieBreak.EXAM),
            Ranked(person="P04", group=None, rank=4, order=4, score=D(70)),
        ),
        unranked=(),
        ties=ALL_TIES,
    )


def test_each_kind_on_its_own_board():
    everyone = {**people(1, 2), **people(3, 4, kind=StaffKind.INSTITUTION)}
    scores = [composite(p, s) for p, s in (("P04", "95"), ("P01", "70"), ("P03", "60"), ("P02", "80"))]

    ranking = rank(rule(group=RankingGroup.KIND), scores, {}, everyone, CUTOFF)

    assert [(r.group, r.person, r.rank, r.order) for r in ranking.ranked] == [
        (ADMIN, "P02", 1, 1),
        (ADMIN, "P01", 2, 2),
        (INST, "P04", 1, 1),
        (INST, "P03", 2, 2),
    ]


def test_without_a_score_nobody_is_ranked():
    temporary = people(3, kind=StaffKind.TEMPORARY)
    no_reason = replace(composite("P04", None), reason=None)
    scores = [composite("P01", "80"), composite("P02", None), composite("P03", "90"), no_reason]

    by_kind = rank(rule(group=RankingGroup.KIND), scores, {}, {**people(1, 2, 4), **temporary}, CUTOFF)
    together = rank(rule(), scores, {}, {**people(1, 2, 4), **temporary}, CUTOFF)

    assert by_kind.unranked == (
        Unranked(person="P02", reason=Words(zh="缺考。", en="Absent.")),
        Unranked(person="P03", reason=Words(zh="编外人员不参加排名。", en="Staff without headcount are not ranked.")),
        Unranked(person="P04", reason=Words(zh="没有综合成绩。", en="No composite score.")),
    )  # fmt: skip
    assert [r.person for r in by_kind.ranked] == ["P01"]
    assert [r.person for r in together.ranked] == ["P03", "P01"]


SAME = [composite("P01", "80"), composite("P02", "80")]


@pytest.mark.parametrize("tie", [TieBreak.EXAM, TieBreak.EVALUATION, TieBreak.SPEECH, TieBreak.ASSESSMENT])
def test_a_mark_separates(tie):
    ranking = rank(
        rule((tie,)), SAME, marks(Measure(tie.value), P01="70.00", P02="70.01"), people(1, 2), CUTOFF
    )

    assert board(ranking) == [("P02", 1, 1, None), ("P01", 1, 2, tie)]


def test_who_has_no_mark_in_a_tie_rule_comes_after_a_mark_of_nought():
    ranking = rank(rule((TieBreak.EXAM,)), SAME, marks(Measure.EXAM, P01=None, P02="0"), people(1, 2), CUTOFF)

    assert board(ranking) == [("P02", 1, 1, None), ("P01", 1, 2, TieBreak.EXAM)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # P01 began on 1 July 1990: 16 full years at the cut-off of 31 October 2006.
        (date(1989, 10, 31), [("P02", 1, 1, None), ("P01", 1, 2, TieBreak.SERVICE_YEARS)]),  # 17
        (date(1989, 11, 1), [("P01", 1, 1, None), ("P02", 1, 2, None)]),  # 16: the same
        (date(1990, 11, 1), [("P01", 1, 1, None), ("P02", 1, 2, TieBreak.SERVICE_YEARS)]),  # 15
    ],
)
def test_full_years_of_service_at_the_cutoff_separate(start, expected):
    everyone = {**people(1), **people(2, work_start=start)}

    assert board(rank(rule((TieBreak.SERVICE_YEARS,)), SAME, {}, everyone, CUTOFF)) == expected


def test_education_separates():
    everyone = {**people(1), **people(2, education=Education.BACHELOR)}

    ranking = rank(rule((TieBreak.SERVICE_YEARS, TieBreak.EDUCATION)), SAME, {}, everyone, CUTOFF)

    assert board(ranking) == [("P02", 1, 1, None), ("P01", 1, 2, TieBreak.EDUCATION)]


def test_the_first_declared_rule_counts():
    given_marks = {**marks(Measure.EXAM, P01="70", P02="60"), **marks(Measure.SPEECH, P01="70", P02="80")}

    exam_first = rank(rule((TieBreak.EXAM, TieBreak.SPEECH)), SAME, given_marks, people(1, 2), CUTOFF)
    speech_first = rank(rule((TieBreak.SPEECH, TieBreak.EXAM)), SAME, given_marks, people(1, 2), CUTOFF)

    assert [r.person for r in exam_first.ranked] == ["P01", "P02"]
    assert [r.person for r in speech_first.ranked] == ["P02", "P01"]


THREE = [composite(p, "80") for p in ("P01", "P02", "P03")]


def test_people_left_equal_wait_for_a_draw():
    ranking = rank(rule(), [*THREE, composite("P04", "70")], {}, people(1, 2, 3, 4), CUTOFF)

    assert ranking.undrawn == (("P01", "P02", "P03"),)
    assert board(ranking) == [
        ("P01", 1, 1, None),  # provisional, by id
        ("P02", 1, 2, None),
        ("P03", 1, 3, None),
        ("P04", 4, 4, None),
    ]


def test_a_draw_on_record_separates_those_left_equal():
    draw = Draw(order=("P03", "P07", "P01", "P02"))

    ranking = rank(rule(), THREE, {}, people(1, 2, 3), CUTOFF, [draw])

    assert ranking.undrawn == ()
    assert board(ranking) == [
        ("P03", 1, 1, None),
        ("P01", 1, 2, TieBreak.DRAW),
        ("P02", 1, 3, TieBreak.DRAW),
    ]


def test_a_draw_must_name_everyone_left_equal():
    part = Draw(order=("P03", "P01"))

    ranking = rank(rule(), THREE, {}, people(1, 2, 3), CUTOFF, [part])

    assert ranking.undrawn == (("P01", "P02", "P03"),)


def test_of_several_draws_the_first_counts():
    first, again = Draw(order=("P02", "P01")), Draw(order=("P01", "P02"))

    ranking = rank(rule(), SAME, {}, people(1, 2), CUTOFF, [Draw(order=("P01",)), first, again])

    assert [r.person for r in ranking.ranked] == ["P02", "P01"]


def test_a_draw_does_not_overrule_what_the_rules_separate():
    ranking = rank(
        rule(),
        SAME,
        marks(Measure.EXAM, P01="1", P02="0"),
        people(1, 2),
        CUTOFF,
        [Draw(order=("P02", "P01"))],
    )

    assert board(ranking) == [("P01", 1, 1, None), ("P02", 1, 2, TieBreak.EXAM)]


def test_after_the_draw_no_rule_is_left():
    # Declared behind the draw, the exam no longer compares.
    ranking = rank(
        rule((TieBreak.DRAW, TieBreak.EXAM)),
        SAME,
        marks(Measure.EXAM, P01="0", P02="9"),
        people(1, 2),
        CUTOFF,
    )

    assert ranking.undrawn == (("P01", "P02"),)
    assert ranking.ties == (TieBreak.DRAW,)


def test_a_score_of_somebody_unknown_is_our_mistake():
    with pytest.raises(Fault, match="P02 has a score but is not on the roster"):
        rank(rule(), SAME, {}, people(1), CUTOFF)


@st.composite
def boards(draw):
    """Few different scores and marks, so that ties abound; some of them drawn."""
    count = draw(st.integers(1, 9))
    ids = [f"P{n:02}" for n in range(1, count + 1)]
    kinds = draw(
        st.lists(
            st.sampled_from([StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION]), min_size=count, max_size=count
        )
    )
    everyone = {}
    for number, kind in enumerate(kinds, start=1):
        everyone |= people(number, kind=kind, education=draw(st.sampled_from(Education)))
    scores = [composite(p, draw(st.sampled_from([None, "60.00", "60.01", "70.00"]))) for p in ids]
    exam = marks(Measure.EXAM, **{p: draw(st.sampled_from(["50", "60"])) for p in ids})
    draws = draw(st.lists(st.permutations(ids).map(lambda order: Draw(order=tuple(order))), max_size=1))
    group = draw(st.sampled_from(RankingGroup))
    return rule((TieBreak.EXAM, TieBreak.EDUCATION), group), scores, exam, everyone, draws  # fmt: skip


@given(boards())
def test_a_ranking_is_a_strict_order_within_each_group_that_follows_the_scores(drawn):
    declared, scores, exam, everyone, draws = drawn

    ranking = rank(declared, scores, exam, everyone, CUTOFF, draws)

    by_id = {c.person: c.score for c in scores}
    assert {r.person for r in ranking.ranked} == {p for p, score in by_id.items() if score is not None}
    assert {u.person for u in ranking.unranked} == {p for p, score in by_id.items() if score is None}
    for group in (*HeadcountKind, None):
        mine = [r for r in ranking.ranked if r.group is group]
        assert [r.order for r in mine] == list(range(1, len(mine) + 1))
        assert [r.rank for r in mine] == [1 + sum(o.score > r.score for o in mine) for r in mine]
        assert [r.score for r in mine] == sorted((r.score for r in mine), reverse=True)
    assert not (draws and ranking.undrawn)


@given(boards(), st.randoms(use_true_random=False))
def test_row_order_changes_nothing(drawn, random):
    declared, scores, exam, everyone, draws = drawn
    mixed = random.sample(scores, len(scores))
    mixed_exam = {m: random.sample(them, len(them)) for m, them in exam.items()}
    mixed_people = {p: everyone[p] for p in random.sample(sorted(everyone), len(everyone))}

    assert rank(declared, mixed, mixed_exam, mixed_people, CUTOFF, draws) == rank(
        declared, scores, exam, everyone, CUTOFF, draws
    )


def by_post(lists, scores, draws=()):
    rule = msgspec.structs.replace(build.rules().composite, group=RankingGroup.POST, ties=(TieBreak.DRAW,))
    composites = tuple(
        Composite(person=p, exact=Fraction(score), score=Decimal(score), parts={})
        for p, score in scores.items()
    )
    people = {p.id: p for p in build.people()}
    return rank(rule, composites, {}, people, build.plan().cutoff, draws, lists)


SCORES = {"P03": 80, "P04": 80, "P05": 80, "P06": 90, "P07": 70}


@pytest.mark.parametrize(
    ("lists", "undrawn"),
    [
        # P04 and P05 meet at O2; P03 meets nobody of their score.
        ({"P03": ["O1"], "P04": ["O2"], "P05": ["O3", "O2"], "P06": ["O1"], "P07": ["O1"]}, [("P04", "P05")]),
        # P03 and P05 share no post, but both meet P04.
        ({"P03": ["O1"], "P04": ["O1", "O2"], "P05": ["O2"]}, [("P03", "P04", "P05")]),
        ({"P03": ["O1"], "P05": ["O2"], "P04": ["O1", "O2"]}, [("P03", "P04", "P05")]),
        ({"P03": ["O1"], "P04": ["O2"], "P05": ["O3"]}, []),
    ],
)
def test_post_by_post_only_those_who_meet_need_a_draw(lists, undrawn):
    assert list(by_post(lists, SCORES).undrawn) == undrawn


def test_post_by_post_a_draw_of_those_who_meet_is_enough():
    lists = {"P03": ["O1"], "P04": ["O2"], "P05": ["O3", "O2"], "P06": ["O1"], "P07": ["O1"]}

    board = by_post(lists, SCORES, [Draw(order=("P05", "P04"))])
    everyone = by_post(lists, SCORES, [Draw(order=("P05", "P03", "P04"))])

    # P03 has the same score, meets neither of the two, and is not put before or behind them by any rule.
    assert board.undrawn == everyone.undrawn == ()
    assert [(r.person, r.decided_by) for r in board.ranked] == [
        ("P06", None),
        ("P03", None),
        ("P05", None),
        ("P04", TieBreak.DRAW),
        ("P07", None),
    ]
    assert [r.person for r in everyone.ranked] == ["P06", "P05", "P03", "P04", "P07"]


def test_boards_by_post_rank_people_among_themselves():
    lists = {"P03": ["O1", "O2"], "P04": ["O1"], "P06": ["O2"], "P07": ["O1", "O1", "O9"], "P05": ["O1"]}
    ranking = by_post(lists, SCORES, (Draw(order=("P04", "P03", "P05")),))

    boards = boards_by_post(ranking, lists, {("P05", "O1"): ("reason",)})

    assert {post: [(r.person, r.rank, r.order) for r in board] for post, board in boards.items()} == {
        "O1": [("P04", 1, 1), ("P03", 1, 2), ("P07", 3, 3)],
        "O2": [("P06", 1, 1), ("P03", 2, 2)],
        "O9": [("P07", 1, 1)],
    }
