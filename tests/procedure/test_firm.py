"""How firm the small reform is."""

from decimal import Decimal

import msgspec

import build
from build import bend
from dinggang.analysis import Move, Swap
from dinggang.case import Case
from dinggang.plan import Measure, VoidPolicy
from dinggang.procedure.firm import Border, Firmness, firmness

D = Decimal
replace = msgspec.structs.replace


def report(case: Case) -> Firmness:
    return firmness(build.folder(case))


def scarce() -> Case:
    """One opening in O02, so that one of P03–P05 has no post; P05 speaks best: speech 100 to the others' 80.

    Composites: P03 95, P04 91, P05 87 + 4 = 91: equal to P04, whom the exam puts first.
    """
    case = build.case()
    speech = tuple(
        replace(s, marks={"speech": D(100)}) if s.person == "P05" else s for s in case.sheets.speech
    )
    posts = tuple(replace(p, openings=1) if p.id == "O02" else p for p in case.posts)
    return bend(case, sheets=replace(case.sheets, speech=speech), posts=posts)


def test_what_a_firm_result_rests_on() -> None:
    firm = report(build.case())

    # Three judges are the least the plan allows: without any one of them nobody has a mark, so nobody has a post.
    assert [len(e.moves) for e in firm.judges] == [6, 6, 6]
    assert (firm.questions, firm.ties) == ((), ())
    assert [(b.post, b.last, b.next, b.gap) for b in firm.borders] == [
        ("O02", "P04", "P05", D("4.00")),
        ("O04", "P07", "P08", D("4.00")),
    ]
    assert {r.measure: (r.low, r.high, r.below, r.above) for r in firm.rooms}[Measure.EXAM] == (
        D(20),
        D(60),
        None,
        None,
    )


def test_a_border_decided_by_a_tie_rule() -> None:
    firm = report(scarce())

    # P03 holds O02 and P04 O03, the exam having put P04 before P05.
    assert [b for b in firm.borders if b.post in {"O02", "O03"}] == [
        Border(post="O03", last="P04", next="P05", gap=D("0.00")),
        Border(post="O02", last="P03", next="P04", gap=D("4.00")),
    ]
    assert [(e.label.zh, e.moves) for e in firm.ties] == [
        (
            "同分的P04、P05次序对调",
            (
                Move(person="P04", before="O03", after=None),
                Move(person="P05", before=None, after="O03"),
            ),
        )
    ]
    rooms = {r.measure: r for r in firm.rooms}
    # A tenth more for the speech, and P05 is before P04; more for the exam changes nothing.
    assert (rooms[Measure.SPEECH].high, rooms[Measure.SPEECH].above) == (
        D(20),
        Swap(leaves="P04", enters="P05"),
    )
    assert rooms[Measure.EXAM].above is None
    assert firm.tried == {"judges": 3, "questions": 0, "ties": 1}


def test_questions_are_tried_where_the_plan_has_a_rule_for_them() -> None:
    case = build.case()
    rules = replace(case.plan.rules, exam=replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER))
    firm = report(bend(case, plan=replace(case.plan, rules=rules)))

    assert firm.tried["questions"] == 10
    # Q10 is the only one P04 had wrong: with it void P03 and P04 are equal under every rule.
    told = {e.label.zh: e.undecided.zh for e in firm.questions if e.undecided}
    assert told["第Q10题作废"] == "须抽签才能定岗：P03、P04"


def test_one_measure_alone_has_no_room_to_move() -> None:
    case = build.case()
    composite = replace(case.plan.rules.composite, weights={Measure.EXAM: D(100)})
    rules = replace(case.plan.rules, composite=composite)
    firm = report(bend(case, plan=replace(case.plan, rules=rules)))

    # Below 100 there is nothing else that could count, so the weight stays what it is and nobody changes.
    assert [(r.measure, r.high, r.below, r.above) for r in firm.rooms] == [(Measure.EXAM, D(100), None, None)]


def test_who_has_no_rank_or_is_not_eligible_is_at_no_border() -> None:
    """P05 was absent from the exam; P04 is too old for O02 and never competed for it."""
    case = scarce()
    exam = tuple(replace(s, absent=True, answers={}) if s.person == "P05" else s for s in case.sheets.exam)
    posts = tuple(replace(p, max_age=30) if p.id == "O02" else p for p in case.posts)
    young = tuple(replace(p, birth=p.birth.replace(year=1980)) if p.id == "P03" else p for p in case.people)
    firm = report(bend(case, sheets=replace(case.sheets, exam=exam), posts=posts, people=young))

    assert [b for b in firm.borders if b.post in {"O02", "O03"}] == []


def test_a_weight_that_makes_people_equal_asks_for_a_draw() -> None:
    """P03 and P04 differ by the exam alone: without its weight nothing but a draw separates anybody."""
    case = build.case()
    weights = {
        Measure.EXAM: D(10),
        Measure.EVALUATION: D(30),
        Measure.SPEECH: D(30),
        Measure.ASSESSMENT: D(30),
    }
    ties = build.rules().composite.ties[-1:]
    composite = replace(case.plan.rules.composite, weights=weights, ties=ties)
    firm = report(bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, composite=composite))))

    exam = next(r for r in firm.rooms if r.measure is Measure.EXAM)
    # The last tenth of a point that still separates them by a hundredth of a mark.
    assert exam.below == Swap(leaves="", enters="")
    assert exam.low < D(1)
