"""The one place where best fit meets floating numbers: HiGHS proposes, whole numbers decide elsewhere."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dinggang.kernels.fit_values import Ints

Floats = npt.NDArray[np.float64]

ROUNDED = 1e-6
"""A proposal this close to whole numbers is read as whole; whether it is right is checked in integers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """max weight·x, lower ≤ matrix·x ≤ upper, 0 ≤ x ≤ top. Bounds of ±`NONE` mean there is none.

    `matrix` [rows, columns] in compressed columns; all numbers whole.
    """

    weight: Ints
    matrix: sparse.csc_matrix
    lower: Ints
    upper: Ints
    top: Ints

    def with_weight(self, weight: Ints) -> "Model":
        return replace(self, weight=weight)


NONE = 2**62


@dataclass(frozen=True, kw_only=True, eq=False)
class Proposal:
    """What HiGHS says. `x` rounded, `whole` when nothing was lost by it; `duals` per row of a linear solve,
    `bound` of the search (None without one); `optimal` and `infeasible` are its status. `raw`: x before rounding;
    `basis`: where a linear solve ended, to start the next one from. `ray`: per row, why nothing is feasible, if known.
    """

    x: Ints
    whole: bool
    optimal: bool
    infeasible: bool
    duals: Floats
    bound: int | None
    raw: Floats
    basis: "highspy.HighsBasis | None" = None  # type: ignore[name-defined] # noqa: F821 - loaded where it is used
    ray: Floats | None = None


def solve(
    model: Model,
    *,
    whole: bool = False,
    network: bool = False,
    seconds: int = 60,
    start: "highspy.HighsBasis | None" = None,  # type: ignore[name-defined] # noqa: F821 - loaded where it is used
) -> Proposal:
    """Solve as a linear program, or in whole numbers. One thread and a fixed seed: the same answer each time.

    `start`: a basis of a program with the same columns and some of the same rows in front; the rest starts basic.
    """
    import highspy  # noqa: PLC0415 - loaded only where it is used

    highs = highspy.Highs.__mro__[1]()  # the class above it, which prints no banner
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # values are whole numbers
    ):
        highs.setOptionValue(option, value)
    if network:  # nothing to reduce: dual simplex as it stands is faster (side rules: five times slower)
        highs.setOptionValue("solver", "simplex")
        highs.setOptionValue("presolve", "off")
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = model.matrix.shape
    lp.col_cost_ = -model.weight.astype(np.float64)
    lp.col_lower_ = np.zeros(model.weight.size)
    lp.col_upper_ = _bounds(model.top, highspy.kHighsInf)
    lp.row_lower_ = _bounds(model.lower, highspy.kHighsInf)
    lp.row_upper_ = _bounds(model.upper, highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = model.matrix.indptr
    lp.a_matrix_.index_ = model.matrix.indices
    lp.a_matrix_.value_ = model.matrix.data.astype(np.float64)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * model.weight.size
    highs.passModel(lp)
    if start is not None:
        _start_from(highs, start, model)
    highs.run()
    return _proposal(highs, model, whole=whole)


def _proposal(highs: "highspy.Highs", model: Model, *, whole: bool) -> Proposal:  # type: ignore[name-defined] # noqa: F821
    import highspy  # noqa: PLC0415

    status = highs.getModelStatus()
    infeasible = status in {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }
    solution = highs.getSolution()
    raw = np.array(solution.col_value, np.float64)
    if raw.size != model.weight.size or not solution.value_valid:
        raw = np.zeros(model.weight.size)
    x = np.rint(raw).astype(np.int64)
    bound: int | None = None
    if whole:
        limit = -highs.getInfo().mip_dual_bound
        bound = int(np.floor(limit + 1e-3)) if abs(limit) < 2**53 else None
    duals = np.array(solution.row_dual if not whole else [], np.float64)
    return Proposal(
        x=x,
        whole=bool((np.abs(raw - x) < ROUNDED).all()),
        optimal=status == highspy.HighsModelStatus.kOptimal,
        infeasible=infeasible,
        duals=-duals if duals.size == model.lower.size else np.zeros(model.lower.size),
        bound=bound,
        raw=raw,
        basis=None if whole else highs.getBasis(),
        ray=_ray(highs, model) if infeasible and not whole else None,
    )


def _ray(highs: "highspy.Highs", model: Model) -> Floats | None:  # type: ignore[name-defined] # noqa: F821
    found = highs.getDualRay()
    if len(found) < 3 or not found[1] or found[2] is None:
        return None
    numbers = np.array(found[2], np.float64)
    return numbers if numbers.size == model.lower.size else None


def _start_from(highs: "highspy.Highs", start: "highspy.HighsBasis", model: Model) -> None:  # type: ignore[name-defined] # noqa: F821
    import highspy  # noqa: PLC0415

    basis = highspy.HighsBasis()
    rows = list(start.row_status)
    basis.col_status = start.col_status
    basis.row_status = rows + [highspy.HighsBasisStatus.kBasic] * (model.lower.size - len(rows))
    basis.valid = True
    highs.setBasis(basis)


def _bounds(numbers: Ints, infinity: float) -> Floats:
    exact: Floats = numbers.astype(np.float64)
    exact[numbers >= NONE] = infinity
    exact[numbers <= -NONE] = -infinity
    return exact


def transport(person: Ints, post: Ints, people: int, cap: Ints, weight: Ints) -> Model:
    """The transportation problem: one row per person (≤ 1), one per post (≤ its openings). Totally unimodular."""
    edges = person.size
    rows = np.empty((edges, 2), np.int64)
    rows[:, 0], rows[:, 1] = person, people + post
    matrix = sparse.csc_matrix(
        (np.ones(2 * edges, np.int64), rows.ravel(), np.arange(0, 2 * edges + 1, 2)),
        shape=(people + cap.size, edges),
    )
    height = people + cap.size
    return Model(
        weight=weight,
        matrix=matrix,
        lower=np.full(height, -NONE, np.int64),
        upper=np.concatenate((np.ones(people, np.int64), cap)),
        top=np.full(edges, NONE, np.int64),  # the rows imply x ≤ 1; an own bound would hide part of a price
    )
