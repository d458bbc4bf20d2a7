"""Official acts, stages and gates, where a case stands."""

from dinggang.procedure.papers import papers
from dinggang.procedure.run import record, run, survey
from dinggang.procedure.steps import ACT_WORDS, STEPS
from dinggang.procedure.values import (
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
    "STEPS",
    "Entry",
    "Figure",
    "Judged",
    "Results",
    "Run",
    "Step",
    "StepId",
    "StepReport",
    "papers",
    "record",
    "run",
    "survey",
]
