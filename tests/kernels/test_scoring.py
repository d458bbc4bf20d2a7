# ruff: noqa: S608 - the tests' own columns and paths
"""National scoring beside the exact path of one town, and every refusal."""

import hashlib
from datetime import date
from decimal import Decimal

import duckdb
import msgspec
import numpy as np
import pytest

import build
from dinggang.basis import Fault, Refusal, Rounding, RoundingMode
from dinggang.kernels.composites import passing as passes
from dinggang.kernels.scoring import (
    ScoringRule,
    competition_ranks,
    composite_numerators,
    rounded,
    score,
    strict_order,
    values_digest,
)
from dinggang.marks import Scored as Mark
from dinggang.plan import Measure, RankingGroup, TieBreak
from dinggang.roster import StaffKind
from dinggang.selection import Draw, composites, rank

HALF_UP = Rounding(mode=RoundingMode.HALF_UP, places=2)
MEASURES = ("m1", "m2", "m3", "m4", "m5", "m6")
RULE = ScoringRule(
    weights=dict(zip(MEASURES, (30, 20, 20, 10, 10, 10), strict=True)),
    places=2,
    rounding=HALF_UP,
    ties=("m1", "m2"),
)


def write(path, columns, types):
    """A Parquet file of these columns (name → values), with these types."""
    connection = duckdb.connect()
    connection.execute(f"create table t ({', '.join(f'{n} {t}' for n, t in types.items())})")
    lists = ", ".join(f"unnest(?::{t}[])" for t in types.values())
    if any(columns.values()):
        connection.execute(f"insert into t select {lists}", list(columns.values()))
    connection.execute(f"copy t to '{path}' (format parquet)")
    connection.close()
    return path


def people(n, seed=1, spread=6, units=3):
    """n people with few different marks, so that ties of every depth are there."""
    dice = np.random.default_rng(seed)
    columns = {"person": dice.permutation(n).tolist(), "unit": [f"U{u}" for u in dice.integers(0, units, n)]}
    columns |= {m: (8000 + 25 * dice.integers(0, spread, n)).tolist() for m in MEASURES}
    return columns | {"lot": dice.permutation(n).tolist()}


TYPES = {"person": "bigint", "unit": "varchar", **dict.fromkeys(MEASURES, "integer"), "lot": "bigint"}


def read(path):
    connection = duckdb.connect()
    rows = connection.execute(f"select * from '{path}'")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def refused(path, out, rule=RULE):
    with pytest.raises(Refusal) as caught:
        score(path, out, rule)
    assert not out.exists()
    assert [p.name for p in out.parent.iterdir() if p.name.startswith(".scoring-")] == []
    return {p.where.column: p.words for p in caught.value.problems}


@pytest.mark.parametrize("mode", RoundingMode)
@pytest.mark.parametrize("places", [0, 2, 4])
def test_files_and_arrays_give_the_same(tmp_path, mode, places):
    rule = msgspec.structs.replace(RULE, rounding=Rounding(mode=mode, places=places))
    columns = people(2000)
    done = score(write(tmp_path / "in.parquet", columns, TYPES), tmp_path / "out.parquet", rule)
    rows = read(tmp_path / "out.parquet")
    assert [row["order"] for row in rows] == list(range(1, 2001))
    numerators = composite_numerators([columns[m] for m in MEASURES], list(rule.weights.values()))
    scores = rounded(numerators, 100 * 100, rule.rounding)
    ties = [columns["m1"], columns["m2"]]
    units = np.unique(columns["unit"], return_inverse=True)[1]
    expected = {
        person: values
        for person, *values in zip(
            columns["person"],
            columns["unit"],
            numerators.tolist(),
            [Decimal(s).scaleb(-places) for s in scores.tolist()],
            competition_ranks(scores).tolist(),
            strict_order(scores, columns["lot"], ties).tolist(),
            competition_ranks(scores, units).tolist(),
            strict_order(scores, columns["lot"], ties, units).tolist(),
            strict=True,
        )
    }
    assert {row.pop("person"): [v for k, v in row.items() if k != "by_lot"] for row in rows} == expected
    assert (done.people, done.units) == (2000, 3)
    assert done.by_lot == sum(row["by_lot"] for row in rows) > 0


def test_a_sample_equals_the_exact_path_of_a_town(tmp_path):
    """`selection.composites` and `selection.rank`, on fractions, with boards, ties and a draw on record."""
    n = 300
    columns = people(n, spread=4)
    measures = dict(zip(MEASURES, Measure, strict=False))
    weights = {"m1": 40, "m2": 30, "m3": 20, "m4": 10}
    rule = ScoringRule(weights=weights, places=2, rounding=HALF_UP, ties=("m1",))
    used = {k: v for k, v in columns.items() if k not in {"m5", "m6"}}
    score(write(tmp_path / "in.parquet", used, {k: TYPES[k] for k in used}), tmp_path / "out.parquet", rule)
    ids = [f"P{p}" for p in columns["person"]]
    marks = {
        measures[m]: [
            Mark(person=p, measure=measures[m], mark=Decimal(x).scaleb(-2))
            for p, x in zip(ids, columns[m], strict=True)
        ]
        for m in weights
    }
    plan = build.rules()
    composite = msgspec.structs.replace(
        plan.composite,
        weights={measures[m]: Decimal(w) for m, w in weights.items()},
        ties=(TieBreak.EXAM, TieBreak.DRAW),
        group=RankingGroup.ALL,
    )
    found = composites(msgspec.structs.replace(plan, composite=composite), marks, ids)
    roster = {p: msgspec.structs.replace(build.person(1, StaffKind.ADMINISTRATIVE), id=p) for p in ids}
    lots = sorted(zip(columns["lot"], ids, strict=True), reverse=True)
    draw = Draw(order=tuple(person for _, person in lots))
    board = rank(composite, found, marks, roster, date(2006, 10, 31), [draw])
    rows = read(tmp_path / "out.parquet")
    assert [(f"P{r['person']}", r["score"], r["rank"], r["order"], r["by_lot"]) for r in rows] == [
        (r.person, r.score, r.rank, r.order, r.decided_by is TieBreak.DRAW) for r in board.ranked
    ]
    assert {f"P{r['person']}": r["numerator"] for r in rows} == {c.person: c.exact * 10_000 for c in found}


@pytest.mark.parametrize(
    ("passing", "pass_score"), [({"m1": 8050}, 8040), ({"m1": 8050, "m3": 8025}, None), ({}, 8050)]
)
def test_below_a_pass_mark_there_is_neither_score_nor_rank(tmp_path, passing, pass_score):
    """The same as the exact path of a town, ranks inside units among those who pass, and the failed last by id."""
    columns = people(400)
    rule = msgspec.structs.replace(RULE, passing=passing, pass_score=pass_score)
    done = score(write(tmp_path / "in.parquet", columns, TYPES), tmp_path / "out.parquet", rule)
    rows = read(tmp_path / "out.parquet")
    numerators = composite_numerators([columns[m] for m in MEASURES], list(RULE.weights.values()))
    scores = rounded(numerators, 100 * 100, HALF_UP)
    has = passes(
        [np.array(columns[m]) for m in MEASURES],
        [np.ones(400, np.bool_)] * 6,
        [passing.get(m) for m in MEASURES],
        scores,
        pass_score,
    )
    units = np.unique(columns["unit"], return_inverse=True)[1][has]
    lots, ties = np.array(columns["lot"])[has], [np.array(columns[m])[has] for m in ("m1", "m2")]
    ids = np.array(columns["person"])
    expected = {
        int(person): values
        for person, *values in zip(
            ids[has],
            [Decimal(s).scaleb(-2) for s in scores[has].tolist()],
            competition_ranks(scores[has]).tolist(),
            strict_order(scores[has], lots, ties).tolist(),
            competition_ranks(scores[has], units).tolist(),
            strict_order(scores[has], lots, ties, units).tolist(),
            strict=True,
        )
    }
    kept, failed = rows[: has.sum()], rows[has.sum() :]
    placed = ("score", "rank", "order", "unit_rank", "unit_order")
    assert 0 < len(failed) == done.failed < done.people == 400
    assert {row["person"]: [row[k] for k in placed] for row in kept} == expected
    assert [row["order"] for row in kept] == list(range(1, len(kept) + 1))
    assert [row["person"] for row in failed] == sorted(ids[~has].tolist())
    assert all(row[k] is None for row in failed for k in placed)
    assert not any(row["by_lot"] for row in failed)
    assert {row["person"]: row["numerator"] for row in rows} == dict(
        zip(ids.tolist(), numerators.tolist(), strict=True)
    )
    at = {int(p): n for n, p in enumerate(ids)}
    assert [row["below"] for row in rows] == [
        ",".join(
            [m for m, least in passing.items() if columns[m][at[row["person"]]] < least]
            + (["score"] if pass_score is not None and scores[at[row["person"]]] < pass_score else [])
        )
        or None
        for row in rows
    ]


def test_who_fails_is_in_the_digest(tmp_path):
    rule = msgspec.structs.replace(RULE, pass_score=10_000)
    digests = set()
    for last in (8000, 8001):
        columns = people(3)
        columns["m6"][0] = last
        done = score(write(tmp_path / "in.parquet", columns, TYPES), tmp_path / "out.parquet", rule)
        assert (done.failed, done.by_lot) == (3, 0)
        digests.add(values_digest(tmp_path / "out.parquet"))
    assert len(digests) == 2


def test_decimals_are_taken_as_they_stand(tmp_path):
    whole = people(200)
    decimals = whole | {m: [Decimal(x).scaleb(-2) for x in whole[m]] for m in MEASURES}
    kinds = (
        "decimal(5,2)",
        "decimal(9,2)",
        "decimal(18,2)",
        "decimal(30,2)",
        "decimal(7,2)",
        "decimal(38,2)",
    )
    types = TYPES | dict(zip(MEASURES, kinds, strict=True))
    score(write(tmp_path / "a.parquet", whole, TYPES), tmp_path / "a.out", RULE)
    score(write(tmp_path / "b.parquet", decimals, types), tmp_path / "b.out", RULE)
    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()


def test_equal_input_gives_equal_bytes_in_any_order_of_rows_and_threads(tmp_path):
    """130,000 rows: more than one row group."""
    dice = np.random.default_rng(3)
    n = 130_000
    connection = duckdb.connect()
    first, second = tmp_path / "a.parquet", tmp_path / "b.parquet"
    table = {"person": np.arange(n), "unit": dice.integers(0, 50, n), "lot": dice.permutation(n)}
    table |= {m: dice.integers(4000, 10_001, n) for m in MEASURES}
    connection.register("t", table)
    connection.execute(f"copy (select * from t) to '{first}' (format parquet)")
    connection.execute(
        f"copy (select * from t order by lot) to '{second}' (format parquet, compression gzip)"
    )
    connection.close()
    outputs = []
    for source, threads in ((first, 1), (first, 2), (second, 2), (second, 1)):
        score(source, tmp_path / "out.parquet", RULE, threads=threads, memory="256MiB")
        outputs.append(
            (
                hashlib.sha256((tmp_path / "out.parquet").read_bytes()).hexdigest(),
                values_digest(tmp_path / "out.parquet"),
            )
        )
    assert len(set(outputs)) == 1


def test_another_value_gives_another_digest(tmp_path):
    columns = people(50)
    write(tmp_path / "a.parquet", columns, TYPES)
    score(tmp_path / "a.parquet", tmp_path / "a.out", RULE)
    columns["m6"][0] += 1
    write(tmp_path / "b.parquet", columns, TYPES)
    score(tmp_path / "b.parquet", tmp_path / "b.out", RULE)
    assert values_digest(tmp_path / "a.out") != values_digest(tmp_path / "b.out")


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_and_one_person(tmp_path, n):
    done = score(write(tmp_path / "in.parquet", people(n), TYPES), tmp_path / "out.parquet", RULE)
    assert (done.people, done.units, done.by_lot) == (n, n, 0)
    assert [
        (r["rank"], r["order"], r["unit_rank"], r["unit_order"]) for r in read(tmp_path / "out.parquet")
    ] == [(1, 1, 1, 1)] * n


def test_everybody_equal_is_ordered_by_lot_alone(tmp_path):
    columns = people(40, spread=1)
    score(write(tmp_path / "in.parquet", columns, TYPES), tmp_path / "out.parquet", RULE)
    rows = read(tmp_path / "out.parquet")
    assert {r["rank"] for r in rows} == {1}
    lots = dict(zip(columns["person"], columns["lot"], strict=True))
    assert [lots[r["person"]] for r in rows] == list(range(39, -1, -1))
    assert [r["by_lot"] for r in rows] == [False] + [True] * 39


def test_every_problem_is_named_at_once(tmp_path):
    columns = people(6)
    columns["person"] = ["P1", "P2", "P1", "P3", "P4", "P4"]
    columns["m1"][2] = None
    columns["m2"] = [float(x) for x in columns["m2"]]
    columns["m3"] = [Decimal(x).scaleb(-3) for x in columns["m3"]]
    columns["m4"][1] = -5
    columns["lot"][1] = columns["lot"][0]
    columns["unit"][5] = None
    del columns["m5"]
    types = {k: t for k, t in TYPES.items() if k != "m5"}
    types |= {"person": "varchar", "m2": "double", "m3": "decimal(9,3)", "m6": "varchar"}
    words = refused(write(tmp_path / "in.parquet", columns, types), tmp_path / "out.parquet")
    assert {column: problem.zh for column, problem in words.items()} == {
        "person": "2个编号重复：P1、P4。",
        "m1": "有1行为空，最先在第3行。",
        "m2": "是浮点数（DOUBLE），不能精确计分。",
        "m3": "小数有3位，规则只定了2位。",
        "m4": "有负的成绩。",
        "m5": "缺少这一列。",
        "m6": "类型是VARCHAR，应为整数或小数（DECIMAL）。",
        "lot": f"1个抽签号重复：{columns['lot'][0]}。",
        "unit": "有1行为空，最先在第6行。",
    }
    assert words["m2"].en == "These are floats (DOUBLE); scores would not be exact."
    assert words["person"].en == "2 ids repeated: P1, P4."


def test_a_float_for_a_tie_rule_or_a_lot_is_refused_too(tmp_path):
    columns = people(3) | {"age": [1.5, 2.5, 3.5]}
    columns["lot"] = [0.1, 0.2, 0.3]
    path = write(tmp_path / "in.parquet", columns, TYPES | {"age": "float", "lot": "double"})
    rule = msgspec.structs.replace(RULE, ties=("m1", "age"))
    assert set(refused(path, tmp_path / "out.parquet", rule)) == {"age", "lot"}


def test_what_64_bits_cannot_hold_is_refused(tmp_path):
    columns = people(3)
    columns["m1"][0] = 2**62
    path = write(tmp_path / "in.parquet", columns, TYPES | {"m1": "bigint"})
    assert refused(path, tmp_path / "out.parquet")[""].zh == "成绩乘以权重后超出64位整数。"


def test_no_file_and_no_parquet(tmp_path):
    assert refused(tmp_path / "none.parquet", tmp_path / "out.parquet")[""].zh == "找不到这个文件。"
    (tmp_path / "text.parquet").write_text("no parquet")
    assert refused(tmp_path / "text.parquet", tmp_path / "out.parquet")[""].zh == "不是可读的Parquet文件。"


def test_a_file_named_like_a_pattern_or_a_quotation_is_itself(tmp_path):
    plain = write(tmp_path / "in.parquet", people(5), TYPES)
    odd = tmp_path / "it's [5] *.parquet"
    odd.write_bytes(plain.read_bytes())
    assert score(odd, tmp_path / "o'ut.parquet", RULE).people == 5


def test_columns_may_have_any_name_and_an_older_file_is_replaced(tmp_path):
    columns = people(5)
    renamed = {
        {"person": '准考证"号', "unit": "单位", "lot": "抽签号", "m1": "笔试 成绩"}.get(k, k): v
        for k, v in columns.items()
    }
    types = {'"准考证""号"': "bigint", '"单位"': "varchar", '"笔试 成绩"': "integer"}
    types |= dict.fromkeys(MEASURES[1:], "integer") | {'"抽签号"': "bigint"}
    path = write(tmp_path / "in.parquet", renamed, types)
    weights = {"笔试 成绩" if k == "m1" else k: w for k, w in RULE.weights.items()}
    rule = msgspec.structs.replace(
        RULE, weights=weights, ties=("笔试 成绩",), person='准考证"号', unit="单位", lot="抽签号"
    )
    (tmp_path / "out.parquet").write_text("older")
    assert score(path, tmp_path / "out.parquet", rule).people == 5
    assert len(read(tmp_path / "out.parquet")) == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": {}},
        {"weights": {"m1": -1, "m2": 2}},
        {"weights": {"m1": 0.5}},
        {"weights": {"m1": 2**63}},
        {"denominator": -1},
        {"places": 19},
        {"unit": "person"},
        {"ties": ("lot",)},
        {"passing": {"m7": 1}},
        {"passing": {"m1": -1}},
        {"pass_score": 2**63},
    ],
)
def test_a_rule_that_is_none_is_a_fault(tmp_path, changes):
    with pytest.raises(Fault):
        score(tmp_path / "in.parquet", tmp_path / "out.parquet", msgspec.structs.replace(RULE, **changes))


def test_a_denominator_of_its_own(tmp_path):
    """Full marks of 50 and 200 as weights: 40/50 and 100/200 at 60 : 40 are 0.8 · 60 + 0.5 · 40 = 68."""
    columns = {"person": [1], "unit": ["U"], "a": [40], "b": [100], "lot": [0]}
    types = {"person": "bigint", "unit": "varchar", "a": "integer", "b": "integer", "lot": "integer"}
    rule = ScoringRule(weights={"a": 60 * 4, "b": 40}, denominator=200, places=0, rounding=HALF_UP)
    score(write(tmp_path / "in.parquet", columns, types), tmp_path / "out.parquet", rule)
    assert read(tmp_path / "out.parquet")[0]["score"] == Decimal("68.00")
