"""Official acts, stages and gates, where a case stands."""

from dinggang.procedure.deciding import MEASURE_WORDS
from dinggang.procedure.run import record, run
from dinggang.procedure.steps import ACT_WORDS, STEPS
from dinggang.procedure.values import (
    Applicant,
    Entry,
    Figure,
    Judged,
    Results,
    Run,
    Step,
    StepId,
    StepReport,
)

__all__ = [
    "ACT_WORDS",
    "MEASURE_WORDS",
    "STEPS",
    "Applicant",
    "Entry",
    "Figure",
    "Judged",
    "Results",
    "Run",
    "Step",
    "StepId",
    "StepReport",
    "record",
    "run",
]
