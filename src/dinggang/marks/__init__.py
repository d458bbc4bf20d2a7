"""The four measures: sheets → marks."""

from dinggang.marks.values import (
    AssessmentForm,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Scored,
    Sheets,
    Step,
)

__all__ = [
    "AssessmentForm",
    "EvaluationCount",
    "ExamSheet",
    "JudgeSheet",
    "Question",
    "QuestionKind",
    "Scored",
    "Sheets",
    "Step",
]
