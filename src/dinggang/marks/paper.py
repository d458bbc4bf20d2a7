"""The paper after the exam: what each question is worth once some are void (作废)."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from dinggang.basis import Fault, Id, Value, fraction, total
from dinggang.marks.values import Question
from dinggang.plan import VoidPolicy


class Worth(Value, frozen=True, kw_only=True):
    """What a question counts: its marks times `factor`; or, given to everyone, its whole value."""

    factor: Fraction
    given: bool = False


def worths(
    policy: VoidPolicy | None, questions: Sequence[Question], void: Collection[Id]
) -> Mapping[Id, Worth]:
    """Each question's worth. The paper's full mark stays what it was.

    Where no other question of its kind is left, a void question goes to the whole paper. Raises Fault when questions
    are void without a policy, or when none is left: the checks stop both before.
    """
    gone = [q for q in questions if q.id in void]
    left = [q for q in questions if q.id not in void]
    if not gone:
        return {q.id: Worth(factor=Fraction(1)) for q in questions}
    match policy:
        case VoidPolicy.EVERYONE:
            return {q.id: Worth(factor=Fraction(1), given=q.id in void) for q in questions}
        case VoidPolicy.WHOLE_PAPER:
            factor = _factor(left, gone)
            return {q.id: Worth(factor=factor if q.id not in void else Fraction(0)) for q in questions}
        case VoidPolicy.SAME_KIND:
            return _by_kind(questions, left, gone)
        case None:
            raise Fault("questions are void, but the plan has no rule for it")
        case _:
            assert_never(policy)


def _factor(left: Sequence[Question], gone: Sequence[Question]) -> Fraction:
    remaining = total(q.value for q in left)
    if not remaining:
        raise Fault("every question is void")
    return (remaining + total(q.value for q in gone)) / remaining


def _by_kind(
    questions: Sequence[Question], left: Sequence[Question], gone: Sequence[Question]
) -> Mapping[Id, Worth]:
    kinds = {q.kind for q in left if fraction(q.value)}
    homeless = [q for q in gone if q.kind not in kinds]
    overall = _factor([*left, *(q for q in gone if q.kind in kinds)], homeless)
    gone_ids = {q.id for q in gone}
    found = {}
    for q in questions:
        if q.id in gone_ids:
            found[q.id] = Worth(factor=Fraction(0))
            continue
        same = [k for k in left if k.kind is q.kind]
        own = _factor(same, [k for k in gone if k.kind is q.kind]) if q.kind in kinds else Fraction(1)
        found[q.id] = Worth(factor=own * overall)
    return found
