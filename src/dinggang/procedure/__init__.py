"""Official acts, stages and gates, where a case stands."""

from dinggang.procedure.committing import (
    DATED,
    GATHERED,
    LEAVERS,
    NAMES,
    Board,
    Content,
    Leaver,
    Open,
    Recorded,
    Row,
    Table,
    content_at_the_end,
    contents,
    gathered_again,
)
from dinggang.procedure.issuing import HANDED, ISSUED, Issued, with_documents
from dinggang.procedure.papers import papers, report, told_of
from dinggang.procedure.placing import CERTIFIED
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
    "CERTIFIED",
    "DATED",
    "GATHERED",
    "HANDED",
    "ISSUED",
    "LEAVERS",
    "NAMES",
    "STEPS",
    "Board",
    "Change",
    "Content",
    "Entry",
    "Figure",
    "Issued",
    "Judged",
    "Leaver",
    "Moved",
    "Open",
    "Preview",
    "Recorded",
    "Results",
    "Row",
    "Run",
    "Standing",
    "Step",
    "StepId",
    "StepReport",
    "Table",
    "Trial",
    "content_at_the_end",
    "contents",
    "equal_neighbours",
    "gathered_again",
    "papers",
    "record",
    "report",
    "run",
    "survey",
    "told_of",
    "with_documents",
]
