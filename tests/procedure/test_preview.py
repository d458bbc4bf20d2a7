"""Trying a change before it is decided."""

from decimal import Decimal

import msgspec
import pytest

import build
from build import bend
from dinggang.basis import Refusal
from dinggang.case import Case
from dinggang.plan import Measure, VoidPolicy
from dinggang.procedure import Change, Moved, Preview, Standing, Trial, equal_neighbours

D = Decimal
replace = msgspec.structs.replace


def trial(case: Case | None = None) -> Trial:
    return Trial(build.folder(case or build.case()))


def moved(preview: Preview) -> dict[str, tuple[str | None, str | None]]:
    return {m.person: (m.before.post, m.after.post) for m in preview.moved if m.another_post}


def test_no_change_moves_nobody() -> None:
    assert trial().preview(Change()).moved == ()


def test_a_mark_corrected() -> None:
    """P05 has 79 (exam 80); with 100 in the exam the composite is 95 and comes before P04's 91."""
    preview = trial().preview(Change(marks={Measure.EXAM: {"P05": D(100)}}))

    # P03 and P05 are then both at 95 with equal exams: a draw would have to decide.
    assert preview.undrawn == (("P03", "P05"),)
    assert preview.change.zh == "P05的考试成绩改为100分"

    preview = trial().preview(Change(marks={Measure.EXAM: {"P05": D(95)}}))
    assert preview.undrawn == ()
    assert moved(preview) == {"P04": ("O02", "O03"), "P05": ("O03", "O02")}
    assert preview.moved[0] == Moved(
        person="P04",
        before=Standing(score=D("91.00"), order=2, post="O02"),
        after=Standing(score=D("91.00"), order=3, post="O03"),
    )


def with_void(case: Case) -> Case:
    rules = replace(case.plan.rules, exam=replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER))
    return bend(case, plan=replace(case.plan, rules=rules))


def test_a_question_void() -> None:
    preview = trial(with_void(build.case())).preview(Change(void=("Q10",)))

    assert preview.undrawn == (("P03", "P04"),)
    assert {m.person: m.after.score for m in preview.moved}["P05"] == D("90.56")


def test_a_judge_left_out() -> None:
    """Three judges are the least; with two nobody has a mark. With a fourth like the second, leaving one out moves nobody."""
    case = build.case()
    preview = trial(case).preview(Change(without_judges=("J1",)))
    assert {m.after.score for m in preview.moved} == {None}

    four = tuple(replace(s, judge="J4") for s in case.sheets.speech if s.judge == "J2")
    more = replace(case.sheets, speech=(*case.sheets.speech, *four))
    assert trial(bend(case, sheets=more)).preview(Change(without_judges=("J1",))).moved == ()


def test_weights() -> None:
    preview = trial().preview(
        Change(
            weights={
                Measure.EXAM: D(10),
                Measure.EVALUATION: D(30),
                Measure.SPEECH: D(30),
                Measure.ASSESSMENT: D(30),
            }
        )
    )

    # P03 has 100, 100, 80 and 90, so 10 and 30 and 24 and 27.
    assert {m.person: m.after.score for m in preview.moved}["P03"] == D("91.00")
    assert moved(preview) == {}


def tied() -> Case:
    """P04 and P05 equal in everything but the exam's tie rule: the exam puts P04 first."""
    case = build.case()
    forms = tuple(
        replace(f, marks={"work": D(50)}) if f.person == "P04" else f for f in case.sheets.assessment
    )
    return bend(case, sheets=replace(case.sheets, assessment=forms))


def test_a_tie_the_other_way() -> None:
    attempt = trial(tied())
    ranking = attempt.results.ranking
    assert ranking is not None
    assert equal_neighbours(ranking) == (("P04", "P05"),)

    preview = attempt.preview(Change(swapped=("P04", "P05")))

    assert moved(preview) == {"P04": ("O02", "O03"), "P05": ("O03", "O02")}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (Change(void=("Q77",)), ["没有编号为Q77的题目。", "方案没有写作废题怎样计分，无法试算。"]),
        (Change(without_judges=("J77",)), ["没有编号为J77的评委。"]),
        (Change(marks={Measure.EXAM: {"P77": D(1)}}), ["没有编号为P77的竞岗人员。"]),
        (Change(weights={Measure.EXAM: D(99)}), ["权重合计不是100。"]),
        (Change(swapped=("P03", "P04")), ["P03、P04不是榜上相邻的同分者。"]),
    ],
)
def test_what_is_not_in_the_case_is_refused(change: Change, wrong: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        trial().preview(change)

    assert [p.words.zh for p in refused.value.problems] == wrong


def test_a_case_without_marks_has_nothing_to_try() -> None:
    with pytest.raises(Refusal):
        Trial(replace(build.folder(build.case()), missing=("exam",)))
