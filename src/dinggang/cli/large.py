"""Parquet in and out for rank and place: the kernels of national size, with the rules of a plan or a small TOML."""

import argparse
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, lcm
from pathlib import Path

from dinggang.basis import Problem, Where, fraction
from dinggang.cli.alone import refuse_if, refuse_out, unwritable
from dinggang.plan import Measure, Mechanism, RankingGroup, TieBreak
from dinggang.sheets.alone_rules import Ruled, read_rules
from dinggang.sheets.troubles import Problems, problem

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
        person=large.person,
        unit=large.unit,
        lot=large.lot,
    )
    try:
        done = score(args.file[0], args.out, scoring, full=_fulls(ruled))
    except OSError as error:
        raise unwritable(args.out, error) from None
    print(
        f"排名{done.people:,}人，{done.units:,}个单位，其中{done.by_lot:,}人只由抽签分出先后。\n写出：{args.out}"
        if zh
        else f"{done.people:,} ranked in {done.units:,} units; {done.by_lot:,} are behind somebody by lot alone.\n"
        f"Written: {args.out}"
    )
    return 0


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
    measures = [m for m, w in rule.weights.items() if w]
    found = [
        ("scaled_rounding", rule.scaled_rounding is not None),
        ("part_rounding", rule.part_rounding is not None),
        ("pass_mark", rule.pass_mark is not None),
        ("group", rule.group is RankingGroup.POST),
    ]
    places = [("composite", key) for key, stated in found if stated]
    places += [("pass", m.value) for m in measures if ruled.scale(m).pass_mark is not None]
    return [
        problem(
            ruled.where(*path),
            f"Parquet排名不办{path[-1]}这一项规则。",
            f"Ranking on Parquet does not know {path[-1]}.",
            "请事先处理好（如先去掉不合格的人），在规则中删去；或改用xlsx、csv。",
            "Deal with it beforehand and take it out of the rules, or use .xlsx or .csv.",
        )
        for path in places
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
        ("ratio", rule.ratio is not None),
        ("avoidance", rule.avoidance.value != "none"),
    ]
    return [
        problem(
            ruled.where("placement", key),
            f"Parquet定岗不办{key}这一项规则{'（best_fit）' if rule.mechanism is Mechanism.BEST_FIT else ''}。",
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
