"""Official acts, stages and gates, where a case stands."""

from dinggang.procedure.papers import papers
from dinggang.procedure.preview import Change, Moved, Preview, Standing, Trial, equal_neighbours
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
    "Change",
    "Entry",
    "Figure",
    "Judged",
    "Moved",
    "Preview",
    "Results",
    "Run",
    "Standing",
    "Step",
    "StepId",
    "StepReport",
    "Trial",
    "equal_neighbours",
    "papers",
    "record",
    "run",
    "survey",
]
