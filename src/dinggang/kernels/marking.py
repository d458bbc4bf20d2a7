"""Marking in arrays: objective questions by every policy, judges' totals trimmed. Whole numbers in and out.

The plain rules stand in `marks.exam` and `marks.speech`; property tests hold the two equal.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import lcm

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.papers import Worths

Ints = npt.NDArray[np.int64]
Options = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

LARGEST = 2**62


class Policy(StrEnum):
    """What an answer to a multiple-choice question earns; the names are those of the plan."""

    EXACT = "exact"
    PARTIAL = "partial"
    PROPORTIONAL = "proportional"
    EACH = "each"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRule:
    """The policy for multiple choice with its figures, in the unit of the questions' values.

    Under negative, penalties stop at 0 question by question, or with `section_floor` at 0 for all multiple-choice questions
    together.
    """

    policy: Policy
    each_option: int = 0
    penalty: int = 0
    section_floor: bool = False


def choice_marks(
    answers: Options,
    keys: Options,
    values: Ints,
    multiple: Bools,
    rule: ChoiceRule,
    worths: Worths | None = None,
) -> tuple[Ints, int]:
    """Total marks of objective questions: numerators [n] and their common denominator.

    answers  [n, k] options chosen, a bit for each: A is 1, B 2, C 4 … H 128; 0 is unanswered
    keys     [k] right options in the same bits, none of them 0
    values   [k] marks in whole units
    multiple [k] whether the policy applies; other questions earn their value for the key and nothing else
    worths   what the questions count once some are void (`question_worths`); None where none is

    Raises Fault for shapes that do not fit, keys of 0, and marks that would leave 64 bits.
    """
    n, k = _shapes(answers, keys, values, multiple)
    sizes = np.bitwise_count(keys).astype(np.int64)
    if k and not sizes.all():
        raise Fault("a question has no key")
    denominator = lcm(2, *(int(size) for size in np.unique(sizes)))
    most = max(int(np.abs(values).max(initial=0)), abs(rule.each_option) * 8, abs(rule.penalty) * 8)
    factors, given_to_all, under = _worths(worths, k)
    if most * denominator * max(k, 1) * max(int(factors.max(initial=0)), under) >= LARGEST:
        raise Fault("marks would leave 64 bits")
    whole = values * denominator
    total = np.zeros(n, np.int64)
    section = np.zeros(n, np.int64)
    for at in range(k):  # a column at a time keeps memory at a few numbers a person
        given = answers[:, at]
        right = given == keys[at]
        if not multiple[at]:
            total += whole[at] * under if given_to_all[at] else np.where(right, whole[at], 0) * factors[at]
            continue
        hits = np.bitwise_count(given & keys[at]).astype(np.int64)
        misses = np.bitwise_count(given & ~keys[at]).astype(np.int64)
        less = _incomplete(rule, hits, misses, int(whole[at]), int(sizes[at]), denominator)
        by_section = rule.policy is Policy.NEGATIVE and rule.section_floor
        earned = np.where(right, whole[at], less if by_section else np.maximum(less, 0)) * factors[at]
        if given_to_all[at]:
            earned = np.full_like(earned, whole[at] * under)
        if by_section:
            section += earned
        else:
            total += earned
    return total + np.maximum(section, 0), denominator * under


def _worths(worths: Worths | None, k: int) -> tuple[Ints, Bools, int]:
    """Factors over their denominator, and which questions are given to all."""
    if worths is None:
        return np.ones(k, np.int64), np.zeros(k, np.bool_), 1
    if worths.factors.shape != (k,):
        raise Fault(f"{k} questions have {worths.factors.size} worths")
    return worths.factors, worths.given, worths.denominator


def _incomplete(rule: ChoiceRule, hits: Ints, misses: Ints, whole: int, size: int, denominator: int) -> Ints:
    """What an answer other than the key earns."""
    if rule.policy is Policy.NEGATIVE:
        found: Ints = whole // size * hits - rule.penalty * denominator * misses
        return found
    clean = (misses == 0) & (hits > 0)
    match rule.policy:
        case Policy.EXACT:
            share = np.zeros_like(hits)
        case Policy.PARTIAL:
            share = np.full_like(hits, whole // 2)
        case Policy.PROPORTIONAL:
            share = whole // size * hits
        case Policy.EACH:
            share = np.minimum(rule.each_option * denominator * hits, whole)
    return np.where(clean, share, 0)


def _shapes(answers: Options, keys: Options, values: Ints, multiple: Bools) -> tuple[int, int]:
    if answers.ndim != 2 or answers.dtype != np.uint8 or keys.dtype != np.uint8:
        raise Fault("answers are [people, questions] and keys [questions], both unsigned bytes")
    n, k = answers.shape
    if values.dtype != np.int64 or multiple.dtype != np.bool_:
        raise Fault("values are 64-bit whole numbers and multiple truth values")
    if keys.shape != (k,) or values.shape != (k,) or multiple.shape != (k,):
        raise Fault(f"{k} questions have {keys.size} keys, {values.size} values and {multiple.size} kinds")
    return n, k


def trimmed_sums(totals: Ints, sitting: Bools, high: int, low: int) -> tuple[Ints, Ints]:
    """Sum of the judges' totals left after dropping the highest and lowest, and how many are left, both [n].

    totals, sitting [n, judges]: a judge not sitting counts as not there. Where nobody is left both are 0. Raises Fault for
    shapes that do not fit or sums that would leave 64 bits.
    """
    if totals.ndim != 2 or totals.shape != sitting.shape or totals.dtype != np.int64:
        raise Fault("totals and sitting are [people, judges], totals in 64-bit whole numbers")
    n, judges = totals.shape
    if int(np.abs(totals).max(initial=0)) * max(judges, 1) >= LARGEST:
        raise Fault("sums would leave 64 bits")
    if n == 0 or judges == 0:
        return np.zeros(n, np.int64), np.zeros(n, np.int64)
    # Those not sitting go behind everybody and are never reached.
    ordered = np.sort(np.where(sitting, totals, LARGEST), axis=1)
    ordered[ordered == LARGEST] = 0
    running = np.concatenate((np.zeros((n, 1), np.int64), np.cumsum(ordered, axis=1)), axis=1)
    there = sitting.sum(axis=1)
    left = np.maximum(there - high - low, 0)
    last = np.where(left > 0, there - high, 0)
    first = np.where(left > 0, low, 0)
    rows = np.arange(n)
    return running[rows, last] - running[rows, first], left.astype(np.int64)


def trimmed_by_criterion(marks: Ints, sitting: Bools, high: int, low: int) -> tuple[Ints, Ints]:
    """The same with the extremes dropped criterion by criterion: the sums of all criteria, and how many judges are left.

    marks [n, judges, criteria]; sitting [n, judges]. The mark is the sum over the number left, both [n].
    """
    if marks.ndim != 3 or marks.shape[:2] != sitting.shape:
        raise Fault("marks are [people, judges, criteria] and sitting [people, judges]")
    if int(np.abs(marks).max(initial=0)) * max(marks.shape[1] * marks.shape[2], 1) >= LARGEST:
        raise Fault("sums would leave 64 bits")
    there = sitting.sum(axis=1)
    total, left = np.zeros(marks.shape[0], np.int64), np.maximum(there - high - low, 0).astype(np.int64)
    for criterion in range(marks.shape[2]):
        sums, left = trimmed_sums(np.ascontiguousarray(marks[:, :, criterion]), sitting, high, low)
        total += sums
    return total, left


def panels_hold(sitting: Bools, min_judges: int, high: int, low: int) -> Bools:
    """Whether enough judges sat and one is left after trimming, [n]; without that there is no mark."""
    there = sitting.sum(axis=1)
    found: Bools = (there >= min_judges) & (there > high + low)
    return found
