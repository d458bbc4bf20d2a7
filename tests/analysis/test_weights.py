"""How firm a result is: exact ends of intervals, and who moves when the whole path is run with one thing otherwise."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.analysis import (
    Move,
    NotComputable,
    Swap,
    Variation,
    at_the_margin,
    judges_falling,
    mark_changing,
    moves,
    questions_void,
    ties_falling,
    weight_interval,
    who_moves,
)
from dinggang.basis import Fault, Words
from dinggang.marks import Scored, mark_assessment, mark_evaluation, mark_exam, mark_speech
from dinggang.plan import Filling, Measure, VoidPolicy
from dinggang.selection import Draw, composites, place, rank

MEASURES = ("exam", "speech", "work")
HALF = {"exam": 50, "speech": 50}


def two(exam, speech):
    return {"exam": exam, "speech": speech}


def test_an_interval_by_hand():
    """A 90/70 and B 60/90: equal at t·90 + (1−t)·70 = t·60 + (1−t)·90, t = 2/5. Below 40 % B is before A."""
    found = weight_interval({"A": two(90, 70), "B": two(60, 90)}, HALF, "exam", ["A"])
    assert (found.weight, found.low, found.high) == (50, 40, 100)
    assert (found.below, found.above) == (Swap(leaves="A", enters="B"), None)
    assert not found.tied


def test_an_end_need_be_no_decimal():
    """A 80/70, B 60/77: 20 t = 7 (1 − t), t = 7/27."""
    found = weight_interval({"A": two(80, 70), "B": two(60, 77)}, HALF, "exam", ["A"])
    assert found.low == Fraction(700, 27)


def test_a_tie_at_the_plans_own_weight_is_said():
    found = weight_interval({"A": two(90, 70), "B": two(70, 90)}, HALF, "exam", ["A"])
    assert found.tied
    assert (found.low, found.high) == (50, 100)


def test_what_has_no_interval():
    marks = {"A": two(90, 70), "B": two(60, 90)}
    assert isinstance(weight_interval(marks, HALF, "exam", ["B"]), NotComputable)
    assert isinstance(weight_interval(marks, {"exam": 100, "speech": 0}, "exam", ["A"]), NotComputable)
    for everybody_or_nobody in (["A", "B"], []):
        found = weight_interval(marks, HALF, "exam", everybody_or_nobody)
        assert (found.low, found.high, found.below, found.above, found.tied) == (0, 100, None, None, False)
    with pytest.raises(Fault):
        weight_interval(marks, HALF, "dancing", ["A"])
    with pytest.raises(Fault):
        weight_interval(marks, HALF, "exam", ["C"])


def composite(marks, t, others):
    rest = sum(w * marks[m] for m, w in others.items()) / Fraction(sum(others.values()))
    return t * marks["exam"] + (1 - t) * rest


@given(
    st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=2, max_size=12),
    st.tuples(*[st.integers(1, 9)] * 3),
    st.integers(1, 11),
)
def test_inside_the_set_stays_and_beyond_it_changes(rows, weights, seats):
    """Exactly: at every crossing of two people inside, the set is still the best; just outside either end it is not."""
    marks = {f"P{n:02}": dict(zip(MEASURES, row, strict=True)) for n, row in enumerate(rows)}
    weights = dict(zip(MEASURES, weights, strict=True))
    others = {m: w for m, w in weights.items() if m != "exam"}
    at = Fraction(weights["exam"], sum(weights.values()))
    admitted = sorted(marks, key=lambda p: (-composite(marks[p], at, others), p))[: min(seats, len(rows) - 1)]

    def good(t):
        scores = {p: composite(m, t, others) for p, m in marks.items()}
        return min(scores[p] for p in admitted) >= max(s for p, s in scores.items() if p not in admitted)

    found = weight_interval(marks, weights, "exam", admitted)
    low, high = found.low / 100, found.high / 100
    assert low <= at <= high
    assert all(good(low + (high - low) * Fraction(n, 16)) for n in range(17))
    step = Fraction(1, 10**12)
    assert found.below is None or not good(low - step)
    assert found.above is None or not good(high + step)
    assert (found.below is None) == (low == 0 and good(Fraction(0)))
    assert (found.above is None) == (high == 1 and good(Fraction(1)))


def test_people_at_the_margin_are_named_with_their_gap():
    scores = {"A": Decimal(90), "B": Decimal("80.5"), "C": Decimal(80), "D": Decimal(70)}
    found = at_the_margin(scores, {"A", "B"}, within=1)
    assert [(n.person, n.admitted, n.gap) for n in found] == [
        ("B", True, Fraction(1, 2)),
        ("C", False, Fraction(1, 2)),
    ]
    assert len(at_the_margin(scores, {"A", "B"}, within=100)) == 4
    assert at_the_margin(scores, set(scores), within=100) == ()
    assert at_the_margin(scores, set(), within=100) == ()


def test_moves_compare_two_placings():
    before, after = {"A": "O1", "B": "O2", "C": None}, {"A": "O1", "B": None, "D": "O2"}
    assert moves(before, after) == (
        Move(person="B", before="O2", after=None),
        Move(person="D", before=None, after="O2"),
    )


def test_any_function_will_do():
    """The two highest numbers win; a variation without result says why."""

    def decide(numbers):
        if len(numbers) < 2:
            return Words(zh="人数不够。", en="Too few.")
        return dict.fromkeys(sorted(numbers, key=numbers.get)[-2:], "in")

    numbers = {"A": 3, "B": 2, "C": 1}
    variations = [
        Variation(label=Words(zh="甲", en="one"), inputs={**numbers, "C": 9}),
        Variation(label=Words(zh="乙", en="two"), inputs={"A": 3}),
        Variation(label=Words(zh="丙", en="three"), inputs=numbers),
    ]
    changes = who_moves(decide, numbers, variations)
    assert [c.label.en for c in changes] == ["one", "two", "three"]
    assert changes[0].moves == (
        Move(person="B", before="in", after=None),
        Move(person="C", before=None, after="in"),
    )
    assert (changes[1].moves, changes[1].undecided.en) == ((), "Too few.")
    assert (changes[2].moves, changes[2].undecided) == ((), None)
    with pytest.raises(Fault):
        who_moves(decide, {}, [])


# The small town of the tests: P03–P05 compete for O02 (2) and O03 (1), P06–P08 for O04 (2) and O05 (1).
CASE = build.case()
RULES = msgspec.structs.replace(
    build.rules(),
    exam=msgspec.structs.replace(build.rules().exam, void=VoidPolicy.EVERYONE),
    speech=msgspec.structs.replace(build.rules().speech, min_judges=2, trim_high=0, trim_low=0),
)
OPEN = tuple(p for p in CASE.posts if p.filling is Filling.COMPETE)
ROSTER = {p.id: p for p in CASE.people}


def measured(sheets, void=()):
    people = build.COMPETING
    return {
        Measure.EXAM: mark_exam(RULES.exam, sheets.questions, sheets.exam, people, void=void),
        Measure.EVALUATION: mark_evaluation(RULES.evaluation, sheets.evaluation, people),
        Measure.SPEECH: mark_speech(RULES.speech, sheets.speech, people),
        Measure.ASSESSMENT: mark_assessment(RULES.assessment, sheets.assessment, people),
    }


def board(marks, draws=()):
    found = composites(RULES, marks, build.COMPETING)
    return rank(RULES.composite, found, marks, ROSTER, date(2006, 10, 31), draws)


def placed(marks, draws=()):
    ranking = board(marks, draws)
    if ranking.undrawn:
        return Words(zh="还有人同分，须抽签。", en="People are still tied; a draw is needed.")
    placement = place(RULES.placement, OPEN, ranking, CASE.choices, {})
    return {p.person: p.post for p in placement.placed}


def test_who_moves_if_one_judge_falls():
    """J1 gives P03 nothing and P05 100; P04 has 70, 80, 90 like everybody else. Exam 40, 36, 32 points.

    All three: speech 56.67, 80, 90, composites 51.33, 52, 50 (with the same for the other measures): P05 is last.
    Without J1: 57, 53, 49. Without J2: speech 45, 80, 95, composites 49, 52, 51: P05 before P03. Without J3: 40, 75,
    90, composites 48, 51, 50: again.
    """
    sheets = build.sheets()
    bent = tuple(
        msgspec.structs.replace(s, marks={"speech": Decimal(0 if s.person == "P03" else 100)})
        if s.judge == "J1" and s.person in {"P03", "P05"}
        else s
        for s in sheets.speech
    )
    sheets = msgspec.structs.replace(sheets, speech=bent)
    changes = who_moves(lambda s: placed(measured(s)), sheets, judges_falling(sheets))
    assert [c.label.en for c in changes] == ["without judge J1", "without judge J2", "without judge J3"]
    swapped = (
        Move(person="P03", before="O02", after="O03"),
        Move(person="P05", before="O03", after="O02"),
    )
    assert [c.moves for c in changes] == [(), swapped, swapped]


def test_who_moves_if_one_question_is_void():
    """Everyone earns a void question: of 100, 90 … 50 the question only P03 has right makes P03 and P04 equal."""
    sheets = build.sheets()
    changes = who_moves(lambda void: placed(measured(sheets, void)), frozenset(), questions_void(sheets))
    assert len(changes) == 10
    last = changes[-1]  # Q10: everybody but P03 has it wrong
    assert last.undecided.en == "People are still tied; a draw is needed."
    assert all(c.moves == () for c in changes)
    assert len(list(questions_void(sheets, void={"Q01", "Q02"}))) == 8


def test_who_moves_if_one_tie_falls_the_other_way():
    sheets = build.sheets()
    equal = {s.person: s for s in sheets.exam}
    exam = tuple(msgspec.structs.replace(equal["P03"], person=p) for p in build.COMPETING)
    marks = measured(msgspec.structs.replace(sheets, exam=exam))
    draws = (Draw(order=build.COMPETING),)
    changes = who_moves(lambda d: placed(marks, d), draws, ties_falling(board(marks, draws), draws))
    assert [c.label.en for c in changes] == [
        f"the draw between {a} and {b} the other way" for a, b in (("P03", "P04"), ("P04", "P05"), ("P06", "P07"), ("P07", "P08"))
    ]  # fmt: skip
    assert [c.moves for c in changes] == [
        (),
        (Move(person="P04", before="O02", after="O03"), Move(person="P05", before="O03", after="O02")),
        (),
        (Move(person="P07", before="O04", after="O05"), Move(person="P08", before="O05", after="O04")),
    ]


def test_who_moves_if_one_objection_changes_a_mark():
    marks = measured(build.sheets())
    better = Scored(person="P05", measure=Measure.EXAM, mark=Decimal(95))
    worse = Scored(person="P05", measure=Measure.EXAM, mark=Decimal(85))
    none = Scored(person="P03", measure=Measure.EXAM, mark=None)
    changes = who_moves(placed, marks, [mark_changing(marks, Measure.EXAM, s) for s in (better, worse, none)])
    assert changes[0].label.zh == "P05的理论素质考试成绩改为95"
    assert [m.person for m in changes[0].moves] == ["P04", "P05"]
    assert changes[1].moves == ()
    assert {m.person: m.after for m in changes[2].moves}["P03"] is None
    with pytest.raises(Fault):
        mark_changing(marks, Measure.SPEECH, better)
