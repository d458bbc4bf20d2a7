"""The full mark of each measure."""

from decimal import Decimal
from typing import assert_never

from dinggang.plan import Measure, Rules


def full_mark(rules: Rules, measure: Measure) -> Decimal:
    """The mark nobody can exceed: the paper's, that of all votes "excellent", or the criteria's maxima added up."""
    match measure:
        case Measure.EXAM:
            return rules.exam.full_mark
        case Measure.EVALUATION:
            return rules.evaluation.grades.excellent
        case Measure.SPEECH:
            return sum((item.maximum for item in rules.speech.criteria), Decimal(0))
        case Measure.ASSESSMENT:
            return sum((item.maximum for item in rules.assessment.criteria), Decimal(0))
        case _:
            assert_never(measure)
