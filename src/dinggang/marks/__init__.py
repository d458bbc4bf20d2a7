"""The four measures: sheets → marks."""

from dinggang.marks.assessment import mark_assessment
from dinggang.marks.checks import check_sheets
from dinggang.marks.evaluation import mark_evaluation
from dinggang.marks.exam import exam_points, mark_exam
from dinggang.marks.full import full_mark
from dinggang.marks.outcome import MEASURE_WORDS
from dinggang.marks.speech import mark_speech
from dinggang.marks.values import (
    Adjusted,
    AssessmentForm,
    EssayMark,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Scored,
    Sheets,
    Step,
    Turn,
)

__all__ = [
    "MEASURE_WORDS",
    "Adjusted",
    "AssessmentForm",
    "EssayMark",
    "EvaluationCount",
    "ExamSheet",
    "JudgeSheet",
    "Question",
    "QuestionKind",
    "Scored",
    "Sheets",
    "Step",
    "Turn",
    "check_sheets",
    "exam_points",
    "full_mark",
    "mark_assessment",
    "mark_evaluation",
    "mark_exam",
    "mark_speech",
]
