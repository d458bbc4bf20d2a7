"""Parquet in and out for rank and place: the kernels of national size, with the rules of a plan or a small TOML."""

import argparse
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Problem, Where, fraction
from dinggang.cli.alone import refuse_if, refuse_out, unwritable
from dinggang.plan import Measure, RankingGroup, TieBreak
from dinggang.sheets.alone_rules import Ruled, read_rules
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.kernels.scoring import Scored

PARQUET = ".parquet"


def is_large(paths: Sequence[Path]) -> bool:
    return any(path.suffix.lower() == PARQUET for path in paths)


def rank_large(args: argparse.Namespace) -> int:
    """One Parquet file of marks → one of scores and ranks."""
    from dinggang.kernels.scoring import ScoringRule, score  # noqa: PLC0415 - only at this size

    zh = args.lang == "zh"
    problems = Problems()
    refuse_out([args.out], [*args.file, args.rules], (PARQUET,), problems)
    problems.extend(_one_sort([*args.file, args.out], args))
    if len(args.file) > 1:
        problems.append(
            problem(
                _at(args.file[1]),
                "Parquet只能有一个输入文件。",
                "There can be one Parquet file only.",
                "请先合成一个文件，每人一行。",
                "Join them into one with a row for each person.",
            )
        )
    ruled = read_rules(args.rules, "composite", problems, also=[m.value for m in Measure])
    if ruled.sure("composite"):
        problems.extend(_too_fine_for_rank(ruled))
    refuse_if(problems)
    weights, denominator = _whole_weights(ruled)
    rule, large = ruled.rules.composite, ruled.large
    ties = tuple(t.value for t in rule.ties if t is not TieBreak.DRAW)
    scoring = ScoringRule(
        weights=weights,
        denominator=denominator,
        places=large.places,
        rounding=rule.rounding,
        ties=ties,
        passing=_pass_marks(ruled),
        pass_score=None if rule.pass_mark is None else _units(rule.pass_mark, rule.rounding.places),
        person=large.person,
        # Post by post, each post has a board of its own, as each unit has otherwise.
        unit=large.post if rule.group is RankingGroup.POST else large.unit,
        lot=large.lot,
    )
    try:
        done = score(args.file[0], args.out, scoring, full=_fulls(ruled))
    except OSError as error:
        raise unwritable(args.out, error) from None
    print(_told(done, args.out, rule.group, zh=zh))
    return 0


def _told(done: "Scored", out: Path, group: RankingGroup, *, zh: bool) -> str:
    ranked = done.people - done.failed
    by_post = group is RankingGroup.POST
    if zh:
        failed = f"，不合格{done.failed:,}人（没有名次）" if done.failed else ""
        where = f"{done.units:,}个岗位各排一榜" if by_post else f"{done.units:,}个单位"
        return f"排名{ranked:,}人，{where}，其中{done.by_lot:,}人只由抽签分出先后{failed}。\n写出：{out}"
    failed = f"; {done.failed:,} below a pass mark, without a rank" if done.failed else ""
    where = f"on the boards of {done.units:,} posts" if by_post else f"in {done.units:,} units"
    return f"{ranked:,} ranked {where}; {done.by_lot:,} are behind somebody by lot alone{failed}.\nWritten: {out}"


def _pass_marks(ruled: Ruled) -> dict[str, int]:
    """Pass marks of the measures that count, in whole numbers of 10⁻ᵈ."""
    marks = {m: ruled.scale(m).pass_mark for m, w in ruled.rules.composite.weights.items() if w}
    return {m.value: _units(least, ruled.large.places) for m, least in marks.items() if least is not None}


def _units(least: Decimal, places: int) -> int:
    """A pass mark in whole numbers of 10⁻ᵈ; one finer than the marks is met by the next mark above."""
    scale: int = 10**places
    return ceil(fraction(least) * scale)


def _whole_weights(ruled: Ruled) -> tuple[dict[str, int], int]:
    """Weights and a denominator in whole numbers: Σ mark × 100 / full × weight / 100 = Σ whole × mark / denominator."""
    shares: dict[Measure, Fraction] = {
        m: fraction(w) / fraction(ruled.scale(m).full) for m, w in ruled.rules.composite.weights.items() if w
    }
    denominator = lcm(*(share.denominator for share in shares.values()))
    return {m.value: int(share * denominator) for m, share in shares.items()}, denominator


def _fulls(ruled: Ruled) -> dict[str, int]:
    """Full marks in whole points; one with a fraction of a point is taken as the next whole one."""
    return {m.value: ceil(ruled.scale(m).full) for m, w in ruled.rules.composite.weights.items() if w}


def _too_fine_for_rank(ruled: Ruled) -> list[Problem]:
    """What the kernel does not do, each at its line."""
    rule = ruled.rules.composite
    found = [
        ("scaled_rounding", rule.scaled_rounding is not None),
        ("part_rounding", rule.part_rounding is not None),
    ]
    return [
        problem(
            ruled.where("composite", key),
            f"Parquet排名不办{key}这一项规则。",
            f"Ranking on Parquet does not know {key}.",
            "请改用xlsx、csv；或事先算好再删去这一项。",
            "Use .xlsx or .csv; or deal with it beforehand and take it out.",
        )
        for key, stated in found
        if stated
    ]


def place_large(args: argparse.Namespace) -> int:
    """Three Parquet files → one of who gets which post."""
    from dinggang.kernels.parquet import MECHANISMS, PlacingRule, place  # noqa: PLC0415 - only at this size

    zh = args.lang == "zh"
    problems = Problems()
    inputs = [args.posts, args.choices, args.board]
    refuse_out([args.out], [*inputs, args.rules], (PARQUET,), problems)
    problems.extend(_one_sort([*inputs, args.out], args))
    ruled = read_rules(args.rules, "placement", problems)
    if ruled.sure("placement"):
        problems.extend(_too_fine_for_place(ruled, MECHANISMS))
    refuse_if(problems)
    rule, large = ruled.rules.placement, ruled.large
    placing = PlacingRule(
        mechanism=rule.mechanism.value,
        band=rule.band,
        most=rule.max_choices,
        person=large.person,
        post=large.post,
        number=large.number,
        priority=large.priority,
        lot=large.lot,
        openings=large.openings,
    )
    try:
        done = place(args.choices, args.board, args.posts, args.out, placing)
    except OSError as error:
        raise unwritable(args.out, error) from None
    print(
        f"{done.people:,}人，录取{done.placed:,}人，落选{done.people - done.placed:,}人，剩余名额{done.left:,}个。\n"
        f"写出：{args.out}"
        if zh
        else f"{done.people:,} people: {done.placed:,} placed, {done.people - done.placed:,} not, "
        f"{done.left:,} openings left.\nWritten: {args.out}"
    )
    return 0


def _too_fine_for_place(ruled: Ruled, mechanisms: Sequence[str]) -> list[Problem]:
    rule = ruled.rules.placement
    found = [
        ("mechanism", rule.mechanism.value not in mechanisms),
        ("fit", rule.fit is not None),
        ("ratio", rule.ratio is not None),
        ("avoidance", rule.avoidance.value != "none"),
    ]
    return [
        problem(
            ruled.where("placement", key),
            f"Parquet定岗不办{key}这一项规则。",
            f"Placement on Parquet does not know this {key}.",
            "请改用xlsx、csv，或按案卷办理（dinggang run）。",
            "Use .xlsx or .csv, or a case (dinggang run).",
        )
        for key, stated in found
        if stated
    ]


def _one_sort(paths: Sequence[Path], args: argparse.Namespace) -> list[Problem]:
    """Parquet with tables of another sort, or with options that are for people to read."""
    found = [
        problem(
            _at(path),
            "Parquet不能和别的格式混用。",
            "Parquet cannot be mixed with other formats.",
            "请把输入和结果都用Parquet，或都用xlsx、csv。",
            "Let inputs and result all be Parquet, or none.",
        )
        for path in paths
        if path.suffix.lower() != PARQUET
    ]
    if args.explain or getattr(args, "certificate", None) is not None:
        found.append(
            problem(
                _at(args.out),
                "Parquet不写逐人说明和证明（--explain、--certificate）。",
                "With Parquet there is neither --explain nor --certificate.",
                "请去掉这一项；结果写出前已经核验。",
                "Leave it out; results are verified before they are written.",
            )
        )
    return found


def _at(path: Path) -> Where:
    return Where(file=str(path))
