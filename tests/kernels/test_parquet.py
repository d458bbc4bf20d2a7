# ruff: noqa: S608 - the texts are this file's own
"""Placement on Parquet: small tables by hand, the same as the rule as it reads, and every refusal."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dinggang.basis import Fault, Refusal
from dinggang.cli import main
from dinggang.kernels.parquet import Placed, PlacingRule, place
from dinggang.selection import Fitting, best_fit
from dinggang.selection.mechanisms import Problem, banded, deferred_acceptance

Rows = Sequence[Sequence[object]]
DEFERRED = PlacingRule(mechanism="deferred")
FIT = PlacingRule(mechanism="best_fit")


def parquet(path: Path, columns: str, rows: Rows, kinds: str = "bigint") -> Path:
    names = columns.split()
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({', '.join(f'{n} {kinds}' for n in names)})")
        if rows:
            connection.executemany(f"insert into t values ({', '.join('?' for _ in names)})", rows)
        connection.execute(f"copy t to '{path}' (format parquet)")
    return path


def tables(tmp_path: Path, lists: Rows, lots: Rows, posts: Rows) -> tuple[Path, Path, Path]:
    return (
        parquet(tmp_path / "lists.parquet", "person post number priority", lists),
        parquet(tmp_path / "lots.parquet", "person lot", lots),
        parquet(tmp_path / "posts.parquet", "post openings", posts),
    )


def result(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select * from '{path}' order by 1").fetchall()


# Three people of 90, 80 and 70; the third wants post 2 first.
LISTS = [(7, 1, 1, 90), (7, 2, 2, 90), (8, 1, 1, 80), (8, 2, 2, 80), (9, 2, 1, 70), (9, 1, 2, 70)]
LOTS = [(7, 10), (8, 20), (9, 30)]
POSTS = [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (PlacingRule(mechanism="rank_order"), [(7, 1, 1), (8, 2, 2), (9, None, None)]),
        (DEFERRED, [(7, 1, 1), (8, 2, 2), (9, None, None)]),
        (PlacingRule(mechanism="parallel", band=2), [(7, 1, 1), (8, 2, 2), (9, None, None)]),
        (PlacingRule(mechanism="first_choice"), [(7, 1, 1), (8, None, None), (9, 2, 1)]),
        (PlacingRule(mechanism="deferred", most=1), [(7, 1, 1), (8, None, None), (9, 2, 1)]),
    ],
)
def test_three_people(tmp_path, rule, expected) -> None:
    out = tmp_path / "match.parquet"
    # The order of rows decides nothing.
    done = place(*tables(tmp_path, LISTS[::-1], LOTS[::-1], POSTS[::-1]), out, rule)
    assert done == Placed(people=3, placed=2, left=0)
    assert result(out) == expected
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "lists.parquet",
        "lots.parquet",
        "match.parquet",
        "posts.parquet",
    ]


def test_equal_priorities_by_lot_and_a_choice_that_is_not_eligible(tmp_path) -> None:
    lists = [(1, 5, 1, 80), (2, 5, 1, 80), (3, 5, 1, None), (3, 6, 2, 80)]
    out = tmp_path / "match.parquet"
    place(*tables(tmp_path, lists, [(1, 4), (2, 9), (3, 1), (4, 2)], [(5, 1), (6, 0)]), out, DEFERRED)
    assert result(out) == [(1, None, None), (2, 5, 1), (3, None, None), (4, None, None)]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_same_as_the_rule_as_it_reads(tmp_path_factory, data) -> None:
    tmp_path = tmp_path_factory.mktemp("placing")
    people, posts = range(data.draw(st.integers(1, 8))), range(100, 100 + data.draw(st.integers(1, 4)))
    openings = {q: data.draw(st.integers(0, 2)) for q in posts}
    lists = {p: data.draw(st.permutations(posts))[: data.draw(st.integers(0, 4))] for p in people}
    priority = {(p, q): data.draw(st.none() | st.integers(0, 3)) for p in people for q in lists[p]}
    lots = data.draw(st.permutations(people))
    band = data.draw(st.none() | st.integers(1, 3))
    rule = PlacingRule(mechanism="parallel", band=band) if band else DEFERRED
    out = tmp_path / "match.parquet"
    edges = [(p, q, n, priority[p, q]) for p in people for n, q in enumerate(lists[p], start=1)]
    place(*tables(tmp_path, edges, list(zip(people, lots, strict=True)), list(openings.items())), out, rule)
    problem = Problem(
        lists={f"P{p}": [f"O{q}" for q in listed] for p, listed in lists.items()},
        openings={f"O{q}": n for q, n in openings.items()},
        keys={(f"P{p}", f"O{q}"): (v, lots[p]) for (p, q), v in priority.items() if v is not None},
    )
    expected = (banded(problem, band) if band else deferred_acceptance(problem)).posts
    assert {f"P{p}": None if q is None else f"O{q}" for p, q, _ in result(out)} == expected


def test_best_fit_takes_the_greatest_total_and_counts_a_choice_that_is_not_eligible(tmp_path) -> None:
    # P1 fits A a little better than P2, who fits B badly: crosswise 8 + 7 is more than 9 + 1.
    lists = [(1, 5, 1, 90), (1, 6, 2, 80), (2, 7, 1, None), (2, 5, 2, 70), (2, 6, 3, 10), (2, 5, 4, 70)]
    out = tmp_path / "match.parquet"
    done = place(*tables(tmp_path, lists, [(1, 9), (2, 4)], [(5, 1), (6, 1), (7, 1)]), out, FIT)
    assert done == Placed(people=2, placed=2, left=1)
    assert result(out) == [(1, 6, 2), (2, 5, 2)]
    for fit in (-1, 2**31):
        with pytest.raises(Refusal, match=f"这里有{fit}"):
            place(*tables(tmp_path, [(1, 5, 1, fit)], [(1, 9)], [(5, 1)]), out, FIT)


@settings(max_examples=12, deadline=None)
@given(st.data())
@example(None)
def test_best_fit_is_the_rule_as_it_reads(tmp_path_factory, data) -> None:
    tmp_path = tmp_path_factory.mktemp("fitting")
    people, posts = range(data.draw(st.integers(0, 6)) if data else 1), range(100, 103)
    openings = {q: data.draw(st.integers(0, 2)) if data else 0 for q in posts}
    lists = {
        p: data.draw(st.permutations(posts))[: data.draw(st.integers(0, 3))] if data else posts
        for p in people
    }
    fit = {(p, q): data.draw(st.none() | st.integers(0, 3)) if data else 1 for p in people for q in lists[p]}
    lots = data.draw(st.permutations(people)) if data else people
    out = tmp_path / "match.parquet"
    edges = [(p, q, n, fit[p, q]) for p in people for n, q in enumerate(lists[p], start=1)]
    place(*tables(tmp_path, edges, list(zip(people, lots, strict=True)), list(openings.items())), out, FIT)
    plain = best_fit(
        Fitting(
            lists={f"P{p}": tuple(f"O{q}" for q in listed) for p, listed in lists.items()},
            openings={f"O{q}": n for q, n in openings.items()},
            fit={(f"P{p}", f"O{q}"): v for (p, q), v in fit.items() if v is not None},
            lots=tuple(f"P{p}" for p in sorted(people, key=lambda p: -lots[p])),
        )
    )
    assert {f"P{p}": None if q is None else f"O{q}" for p, q, _ in result(out)} == plain.posts
    assert all(lists[p][n - 1] == q for p, q, n in result(out) if q is not None)


@pytest.mark.parametrize(
    ("which", "rows", "said"),
    [
        ("lists", [*LISTS, (99, 1, 1, 5)], "抽签表里没有这些人员编号：99"),
        ("lists", [(7, 77, 1, 90)], "岗位表里没有这些岗位编号：77"),
        ("lists", [(7, 1, 2, 90)], "不是从1起连续的：7"),
        ("lists", [(7, 1, 1, 90), (7, 2, 1, 90)], "两个相同的志愿序号：7"),
        ("lists", [(7, None, 1, 90)], "有1行为空"),
        ("lots", [(7, 1), (7, 2), (8, 3), (9, 4)], "1个人员编号重复：7"),
        ("lots", [(7, 1), (8, 1), (9, 4)], "1个抽签号重复：1"),
        ("posts", [(1, 1), (1, 2), (2, 1)], "1个岗位编号重复：1"),
        ("posts", [(1, -1), (2, 1)], "有负的岗位数"),
    ],
)
def test_what_nobody_can_be_placed_by(tmp_path, which, rows, said) -> None:
    given_ = {"lists": LISTS, "lots": LOTS, "posts": POSTS, which: rows}
    with pytest.raises(Refusal, match=said):
        place(*tables(tmp_path, **given_), tmp_path / "match.parquet", DEFERRED)
    assert not (tmp_path / "match.parquet").exists()


def test_several_scores_of_one_person_have_no_rank_order(tmp_path) -> None:
    given_ = tables(tmp_path, [(7, 1, 1, 90), (7, 2, 2, 91)], LOTS, POSTS)
    with pytest.raises(Refusal, match="各岗位的成绩应相同；7"):
        place(*given_, tmp_path / "match.parquet", PlacingRule(mechanism="rank_order"))


def test_all_problems_of_all_tables_and_types(tmp_path) -> None:
    lists = parquet(tmp_path / "lists.parquet", "person post number priority", [(7, 1, 1, 90.5)], "double")
    lots = parquet(tmp_path / "lots.parquet", "person", [(7,)])
    posts = parquet(tmp_path / "posts.parquet", "post openings", [(1, -1)])
    with pytest.raises(Refusal) as refusal:
        place(lists, lots, posts, tmp_path / "match.parquet", DEFERRED)
    assert {(p.where.file, p.where.column) for p in refusal.value.problems} == {
        ("lists.parquet", "person"),
        ("lists.parquet", "post"),
        ("lists.parquet", "number"),
        ("lists.parquet", "priority"),
        ("lots.parquet", "lot"),
        ("posts.parquet", "openings"),
    }
    with pytest.raises(Fault):
        place(lists, lots, posts, tmp_path / "match.parquet", PlacingRule(mechanism="parallel"))


RANK = """
[composite]
weights = { exam = 60, speech = 40 }
rounding = { mode = "half_up", places = 2 }
ties = ["exam", "draw"]
group = "all"
[full]
speech = 50
"""


def test_both_commands_on_parquet(tmp_path, capsys) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(RANK + '[placement]\nmechanism = "deferred"\nmax_choices = 2\n', encoding="utf-8")
    marks = parquet(
        tmp_path / "marks.parquet",
        "person unit exam speech lot",
        [(7, 1, 8000, 4000, 1), (8, 1, 9000, 3250, 2)],
    )
    out = tmp_path / "ranks.parquet"
    assert main(["rank", str(marks), "--rules", str(rules), "-o", str(out)]) == 0
    # 80 × 0.6 + 40/50 × 40 = 80 and 90 × 0.6 + 32.5/50 × 40 = 80: the better exam goes first.
    assert [(r[0], str(r[3]), r[4], r[5]) for r in result(out)] == [(7, "80.00", 1, 2), (8, "80.00", 1, 1)]
    # Who is below a pass mark has no rank. Post by post, each post has a board of its own.
    passing = RANK.replace("[full]", "[pass]\nspeech = 32.501\n[full]").replace(
        '"all"', '"post"\npass_mark = 80'
    )
    rules.write_text(passing, encoding="utf-8")
    applied = parquet(
        tmp_path / "applied.parquet",
        "person post exam speech lot",
        [(7, 1, 8000, 4000, 1), (8, 1, 9000, 3250, 2), (9, 2, 7000, 4000, 3), (10, 2, 9000, 5000, 4)],
    )
    assert main(["rank", str(applied), "--rules", str(rules), "-o", str(out)]) == 0
    assert (
        "排名2人，2个岗位各排一榜，其中0人只由抽签分出先后，不合格2人（没有名次）" in capsys.readouterr().out
    )
    assert [(r[0], r[1], r[4], r[6], r[7], r[9]) for r in result(out)] == [
        (7, 1, 2, 1, 1, None),
        (8, 1, None, None, None, "speech"),
        (9, 2, None, None, None, "score"),
        (10, 2, 1, 1, 1, None),
    ]
    rules.write_text(RANK + '[placement]\nmechanism = "deferred"\nmax_choices = 2\n', encoding="utf-8")
    lists, lots, posts = tables(tmp_path, LISTS, LOTS, POSTS)
    given_ = ["--posts", str(posts), "--choices", str(lists), "--board", str(lots), "--rules", str(rules)]
    assert main(["place", *given_, "-o", str(tmp_path / "match.parquet")]) == 0
    assert "3人，录取2人，落选1人，剩余名额0个" in capsys.readouterr().out
    fit = RANK + '[placement]\nmechanism = "best_fit"\nmax_choices = 2\n'
    rules.write_text(fit, encoding="utf-8")
    assert main(["place", *given_, "-o", str(tmp_path / "fit.parquet")]) == 0
    # 90 + 80 in either way: both get a first or second choice, and the larger lot, person 8, the earlier one.
    assert result(tmp_path / "fit.parquet") == [(7, 2, 2), (8, 1, 1), (9, None, None)]
    rules.write_text(fit + "[placement.fit]\ngraduates_percent = 30\n", encoding="utf-8")
    assert main(["place", *given_, "-o", str(tmp_path / "o.parquet")]) == 2
    assert "Parquet定岗不办fit" in capsys.readouterr().err
    rules.write_text(RANK + '[placement]\nmechanism = "deferred"\nmax_choices = 2\n', encoding="utf-8")
    for more, said in (
        (["-o", str(tmp_path / "o.csv")], "不能和别的格式混用"),
        (["-o", str(tmp_path / "o.parquet"), "--explain"], "不写逐人说明"),
        (["-o", str(lists)], "要读的文件之一"),
    ):
        assert main(["place", *given_, *more]) == 2
        assert said in capsys.readouterr().err
    rounds = 'part_rounding = { mode = "half_up", places = 1 }\ngroup'
    rules.write_text(RANK.replace("group", rounds), encoding="utf-8")
    assert main(["rank", str(marks), "--rules", str(rules), "-o", str(tmp_path / "o.parquet")]) == 2
    assert "Parquet排名不办part_rounding" in capsys.readouterr().err
    rules.write_text(RANK.replace("speech = 50", "speech = 30"), encoding="utf-8")
    assert main(["rank", str(marks), "--rules", str(rules), "-o", str(tmp_path / "o.parquet")]) == 2
    assert "有成绩超过满分30" in capsys.readouterr().err
    assert not (tmp_path / "o.parquet").exists()
