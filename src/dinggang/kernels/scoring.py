# ruff: noqa: S608 - identifiers and texts are quoted by `name` and `literal`; the rest are whole numbers
"""National scoring: Parquet in, composite scores and ranks out, exact at any size, in bounded memory.

One row is one person: an id, a unit, the measures (whole numbers of 10⁻ᵈ, or DECIMAL), what breaks ties, and a lot.
Every number is whole until it is written; the order of rows in the input decides nothing. The same on arrays is in
`dinggang.kernels.ranks`, and re-exported here.

    rule = ScoringRule(
        weights={"exam": 30, "speech": 20, "assessment": 50},
        places=2,                                        # marks are hundredths
        rounding=Rounding(mode=RoundingMode.HALF_UP, places=2),
        ties=("exam",),
    )
    done = score("marks.parquet", "ranks.parquet", rule)
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from dinggang.basis import Fault, Problem, Refusal, Rounding, RoundingMode, Value, Where, Words, canonical
from dinggang.kernels.intake import Intake, literal, name, source
from dinggang.kernels.ranks import (
    competition_ranks,
    composite_numerators,
    round_half_up,
    rounded,
    strict_order,
    truncated,
)

__all__ = [
    "Scored",
    "ScoringRule",
    "competition_ranks",
    "composite_numerators",
    "round_half_up",
    "rounded",
    "score",
    "strict_order",
    "truncated",
    "values_digest",
]

ROWS_PER_GROUP = 122_880


class ScoringRule(Value, frozen=True, kw_only=True):
    """How marks become a composite, a score and an order.

    weights      column → whole number ≥ 0 (per cent, per mille, or any other share)
    places       d: marks are whole numbers of 10⁻ᵈ; a DECIMAL column may have at most d digits behind the point
    rounding     the stored rule by which the composite becomes the score, applied once
    denominator  what Σ weight × mark is divided by; None: the sum of the weights
    ties         columns compared when scores are equal, in this order, the larger first; last the lot, the larger first
    passing      column → pass mark in whole numbers of 10⁻ᵈ; a mark below it leaves the person without score and rank
    pass_score   the same for the score, in whole numbers of its last place; None: every score passes
    person, unit, lot  the names of these columns
    """

    weights: dict[str, int]
    places: int
    rounding: Rounding
    denominator: int | None = None
    ties: tuple[str, ...] = ()
    passing: dict[str, int] = {}
    pass_score: int | None = None
    person: str = "person"
    unit: str = "unit"
    lot: str = "lot"

    @property
    def divisor(self) -> int:
        return self.denominator or sum(self.weights.values())

    @property
    def limited(self) -> bool:
        """Whether somebody may fail."""
        return bool(self.passing) or self.pass_score is not None


@dataclass(frozen=True, slots=True)
class Scored:
    """What was written: people, units, how many stand behind somebody whom only the lot put before them, and how many are
    below a pass mark and have no rank.
    """

    people: int
    units: int
    by_lot: int
    failed: int


def score(
    parquet_in: str | Path,
    parquet_out: str | Path,
    rule: ScoringRule,
    *,
    memory: str = "1GiB",
    threads: int = 2,
    temp: str | Path | None = None,
    full: Mapping[str, int] | None = None,
) -> Scored:
    """Read people with marks, write their scores and ranks, in the national order.

    Columns written: `person` and `unit` as they came in (under those names); `numerator` BIGINT, the exact composite
    as a whole number over `rule.divisor` · 10ᵈ; `score` DECIMAL(18, p), the composite by the rule's rounding; `rank`
    and `unit_rank`, competition ranks (1, 2, 2, 4) by score; `order` and `unit_order`, the strict order by score,
    ties, lot; `by_lot`, whether only the lot put this person behind the one before them in `order`. The rule stands
    in the file's metadata. With pass marks there is a column `below` more: the columns in which a person is below theirs
    (`score` for the composite), with commas; who has one keeps the numerator, has neither score nor rank, and stands behind
    everybody ranked, by id. Equal people, marks and lots give equal values in any order of rows and with any number
    of `threads`, and with one version of DuckDB equal bytes.

    DuckDB may use `memory`; what does not fit is spilled into a folder under `temp` (default: beside the output) that
    is removed afterwards. `full` are full marks, in whole points: a mark above is a problem. Nothing is written where
    anything is wrong.

    Raises Refusal with every problem found: no such file or no Parquet; columns missing, floats, or of another type;
    empty cells; negative marks; digits behind the point that the rule does not know; an id or a lot that stands
    there twice; composites that pass 64 bits. Raises Fault for a rule that is none.
    """
    _check_rule(rule)
    into = Path(parquet_out)
    with tempfile.TemporaryDirectory(prefix=".scoring-", dir=temp or into.parent) as folder:
        connection = _connect(memory, threads, folder)
        try:
            intake = Intake(connection, Path(parquet_in), rule.places)
            problems = [*intake.opened()]
            if not problems:
                problems += _problems(intake, rule, full or {})
            if problems:
                raise Refusal(problems)
            written = Path(folder) / "scored.parquet"
            found = _write(connection, intake, rule, written)
            os.replace(written, into)  # noqa: PTH105 - onto an older file too, in one step
        finally:
            connection.close()
    return found


def values_digest(parquet: str | Path) -> str:
    """SHA-256 over what `score` wrote, value by value in national order, in 64 lower-case hexadecimal digits.

    Equal values give equal digests, whatever version wrote the file and however it is compressed.
    """
    with tempfile.TemporaryDirectory(prefix=".scoring-") as folder:
        connection = _connect("1GiB", 2, folder)
        try:
            rows = source(Path(parquet))
            columns = [row[0] for row in connection.execute(f"describe select * from {rows}").fetchall()]
            numbered = rows.removesuffix(")") + ", file_row_number = true)"
            # Quoted, so that no text can look like two values.
            quoted = (
                f"""coalesce('"' || replace({name(column)}::varchar, '"', '""') || '"', '')"""
                for column in columns
            )
            lines = (
                f"""select file_row_number as place, {" || ',' || ".join(quoted)} as line from {numbered}"""
            )
            people = connection.execute(f"select count(*) from {rows}").fetchone()[0]
            # Block by block: as one text the values would take more memory than they do in their columns.
            blocks = [
                connection.execute(
                    f"select sha256(string_agg(line, chr(10) order by place)) from ({lines})"
                    f" where place between {first} and {first + ROWS_PER_GROUP - 1}"
                ).fetchone()[0]
                for first in range(0, people, ROWS_PER_GROUP)
            ]
        finally:
            connection.close()
    return hashlib.sha256(canonical([columns, blocks])).hexdigest()


def _check_rule(rule: ScoringRule) -> None:
    weights = rule.weights.values()
    if any(isinstance(w, bool) or not isinstance(w, int) or w < 0 for w in weights) or sum(weights) < 1:
        raise Fault("weights must be whole numbers of at least 0, one of them above 0")
    if not 0 <= rule.places <= 18 or not 0 <= rule.rounding.places <= 8 or rule.divisor < 1:
        raise Fault("places from 0 to 18 and a denominator above 0 are needed")
    if max(sum(weights), rule.divisor * 10**rule.places * 2) >= 2**63:
        raise Fault("the rule's weights, places or denominator pass 64 bits")
    least = [*rule.passing.values(), *([] if rule.pass_score is None else [rule.pass_score])]
    if not rule.passing.keys() <= rule.weights.keys() or any(not 0 <= mark < 2**63 for mark in least):
        raise Fault("pass marks are whole numbers of at least 0, for columns with a weight")
    columns = {rule.person, rule.unit, rule.lot}
    if len({*columns, *rule.weights}) < 3 + len(rule.weights) or columns & {*rule.ties}:
        raise Fault("person, unit and lot must be columns of their own")


def _connect(memory: str, threads: int, folder: str) -> Any:
    import duckdb  # noqa: PLC0415 - only who scores at this size loads it

    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": folder,
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("set enable_progress_bar = false")  # a library prints nothing
    return connection


def _problems(intake: Intake, rule: ScoringRule, full: Mapping[str, int]) -> list[Problem]:
    """Everything wrong with the rows; types first, for what has no usable type cannot be looked at further."""
    tied = [tie for tie in dict.fromkeys(rule.ties) if tie not in rule.weights]
    problems = [
        *intake.named((rule.person, rule.unit)),
        *intake.whole((rule.lot,)),
        *intake.marks(tuple(rule.weights)),
        *intake.numbers(tuple(tied)),
    ]
    problems += intake.empty()
    problems += intake.twice(rule.person, Words(zh="编号", en="id"))
    problems += intake.twice(rule.lot, Words(zh="抽签号", en="lot"))
    problems += intake.negative(tuple(rule.weights))
    problems += intake.above({column: most * 10**rule.places for column, most in full.items()})
    if not problems:
        problems += _too_large(intake, rule)
    return problems


def _too_large(intake: Intake, rule: ScoringRule) -> list[Problem]:
    """What is computed on the way must fit into 64 bits, and the score into DECIMAL(18, p)."""
    numerator = sum(weight * intake.largest(column) for column, weight in rule.weights.items())
    scale, over = 10**rule.rounding.places, rule.divisor * 10**rule.places
    if 2 * numerator * scale + over < 2**63 and (numerator * scale) // over + 1 < 10**18:
        return []
    return [
        Problem(
            where=Where(file=intake.file),
            words=Words(
                zh="成绩乘以权重后超出64位整数。",
                en="Marks times weights do not fit into 64-bit whole numbers.",
            ),
            cure=Words(
                zh="请减少权重或成绩的小数位数。", en="Use smaller weights or fewer digits behind the point."
            ),
        )
    ]


def _write(connection: Any, intake: Intake, rule: ScoringRule, written: Path) -> Scored:
    """Sort once nationally, rank inside units, and write in national order."""
    connection.execute(_units(intake, rule))
    connection.execute(f"create temp table scored as {_ordered(intake, rule)}")
    connection.execute(_RANKS)
    if connection.execute(_OUT_OF_ORDER).fetchone()[0]:
        raise Fault("the national order does not follow the scores")
    connection.execute(_copy(rule, written))
    people, by_lot, units, ranked = connection.execute(_TOTALS).fetchone()
    return Scored(people=people, units=units, by_lot=by_lot, failed=people - ranked)


# The order refines the score, so the rank of a score is its first place: no second sort is needed.
_RANKS = """
    create temp table ranks as
    select score, min("order") as rank, max("order") as last, count(*) as people from scored where score is not null group by score
"""
# Each score must hold as many places in a row as it has people, and a higher score earlier ones.
_OUT_OF_ORDER = """
    select count(*) from (
        select rank, last, people, 1 + coalesce(sum(people) over (
            order by score desc rows between unbounded preceding and 1 preceding), 0) as due
        from ranks
    ) where rank <> due or last <> due + people - 1
"""
_TOTALS = """
    select count(*), count(*) filter (where by_lot), (select count(*) from units), count("order") from scored
"""


def _units(intake: Intake, rule: ScoringRule) -> str:
    """Units by number: rows that are sorted stay short."""
    return (
        "create temp table units as select unit, (row_number() over (order by unit))::integer as code"
        f" from (select distinct {name(rule.unit)} as unit from {intake.rows})"
    )


def _ordered(intake: Intake, rule: ScoringRule) -> str:
    """Person, unit, exact numerator, score as a whole number of 10⁻ᵖ, and the national order.

    Sorted rows are numbered as they stand; a window over all people would sort in one piece and take four times as
    long. `_OUT_OF_ORDER` sees to it that the numbers follow the scores.
    """
    terms = " + ".join(
        f"{weight}::bigint * {intake.scaled(column)}" for column, weight in rule.weights.items()
    )
    scale, over = 10**rule.rounding.places, rule.divisor * 10**rule.places
    if rule.rounding.mode is RoundingMode.HALF_UP:
        rounding = f"({2 * scale}::bigint * numerator + {over}) // {2 * over}::bigint"
    else:
        rounding = f"({scale}::bigint * numerator) // {over}::bigint"
    keys = ["score", *(f"tie{at}" for at in range(len(rule.ties)))]
    ties = "".join(f", {name(tie)} as tie{at}" for at, tie in enumerate(rule.ties))
    equal = " and ".join(f"{key} = lag({key}) over ()" for key in keys)
    sort = f"{', '.join(f'{key} desc' for key in keys)}, lot desc"
    written = f'score, row_number() over () as "order", coalesce({equal}, false) as by_lot'
    if rule.limited:  # who fails stands behind everybody else, so that the others' numbers have no gap
        written = (
            'case when below is null then score end as score, case when below is null then row_number() over () end as "order",'
            f" below is null and coalesce({equal}, false) as by_lot, below"
        )
        sort = f"below is not null, {sort}"
    return f"""
        select person, code, numerator, {written}
        from (
            select *{", " + _below(rule) if rule.limited else ""}
            from (
                select *, {rounding} as score
                from (
                    select {name(rule.person)} as person, {name(rule.unit)} as unit, {name(rule.lot)} as lot,
                           {terms} as numerator {ties} {_failing(intake, rule)}
                    from {intake.rows}
                )
            ) join units using (unit)
            order by {sort}
        )
    """


def _failing(intake: Intake, rule: ScoringRule) -> str:
    """A column for each pass mark: whether the mark is below it."""
    return "".join(
        f", {intake.scaled(column)} < {least}::bigint as fail{at}"
        for at, (column, least) in enumerate(rule.passing.items())
    )


def _below(rule: ScoringRule) -> str:
    """Which of them are, by name; empty for whoever passes."""
    parts = [f"case when fail{at} then {literal(column)} end" for at, column in enumerate(rule.passing)]
    if rule.pass_score is not None:
        parts.append(f"case when score < {rule.pass_score}::bigint then 'score' end")
    return f"nullif(concat_ws(',', {', '.join(parts)}), '') as below"


def _copy(rule: ScoringRule, written: Path) -> str:
    digits = rule.rounding.places
    ranked, how, last = "unit_rank, unit_order, by_lot", "", '"order"'
    if rule.limited:
        there = 'case when "order" is not null then'
        ranked = f"{there} unit_rank end as unit_rank, {there} unit_order end as unit_order, by_lot, below"
        how, last = "left", '"order" nulls last, person'
    unit = f"'{Decimal(1).scaleb(-digits):f}'::decimal({digits + 1}, {digits})"
    return f"""
        copy (
            select person, unit, numerator, (score * {unit})::decimal(18, {digits}) as score,
                   rank, "order", {ranked}
            from (
                select *, rank() over (partition by code order by score desc nulls last) as unit_rank,
                       row_number() over (partition by code order by score desc nulls last, "order") as unit_order
                from scored
            ) {how} join ranks using (score) join units using (code)
            order by {last}
        ) to {literal(str(written))} (
            format parquet, compression zstd, row_group_size {ROWS_PER_GROUP},
            kv_metadata {{rule: {literal(canonical(rule).decode())}}}
        )
    """
