"""dinggang rank FILE …: composite scores and the board, from tables of marks and the rule alone."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words, shown
from dinggang.cli.alone import add_common, as_file, refuse_if, refuse_out, write_files
from dinggang.cli.large import is_large, rank_large
from dinggang.cli.show import pad, say, wrap
from dinggang.documents.alone import adding_up, board_sheets, post_scores_sheet, with_unranked
from dinggang.plan import CompositeRule, Measure, RankingGroup
from dinggang.procedure.alone import Board, post_scores_alone, rank_alone
from dinggang.selection import TIE_WORDS, Scale
from dinggang.sheets import Sheet
from dinggang.sheets.alone_board import Contest, drawn_twice, read_contest
from dinggang.sheets.alone_rules import Ruled, read_rules
from dinggang.sheets.troubles import Problems

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

ALSO = (*(m.value for m in Measure), "placement")


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "rank",
        help="只办综合成绩和排名 composite scores and ranks alone",
        description="只按规则算综合成绩、排名次。可把几项成绩的文件一起列出，按人员编号合在一起。",
    )
    parser.add_argument(
        "file",
        type=Path,
        nargs="+",
        help="成绩表（人员编号和各项成绩），可以几个 tables of marks, joined by id; or one Parquet file",
    )
    add_common(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    if is_large([*args.file, args.out]):
        return rank_large(args)
    problems = Problems()
    refuse_out([args.out], [*args.file, args.rules], (".xlsx", ".csv"), problems)
    ruled = read_rules(args.rules, "composite", problems, also=ALSO)
    contest = read_contest(args.file, ruled, problems)
    refuse_if(problems)
    rule = ruled.rules.composite
    scale = {m: ruled.scale(m) for m in Measure}
    undrawn = rank_alone(rule, scale, contest.contenders, lots=False).ranking.undrawn
    problems.extend(drawn_twice(contest, undrawn))
    refuse_if(problems)
    board = rank_alone(rule, scale, contest.contenders)
    write_files({args.out: as_file(args.out, _sheets(args, ruled, contest, board, scale))})
    if args.explain:
        _explain(rule, board, contest.names, scale, args.lang)
    return _tell(rule, board, args.out, zh=args.lang == "zh")


def _sheets(
    args: argparse.Namespace, ruled: Ruled, contest: Contest, board: Board, scale: Mapping[Measure, Scale]
) -> list[Sheet]:
    rule = ruled.rules.composite
    sheets = board_sheets(
        rule,
        board.ranking,
        board.composites,
        contest.names,
        scale,
        explain=args.explain,
        by_post=board.by_post,
    )
    if args.out.suffix.lower() == ".csv":
        return [with_unranked(sheets)]
    if ruled.sure("placement") and ruled.rules.placement.post_weights and not board.ranking.undrawn:
        placing = ruled.rules.placement
        scores = post_scores_alone(rule, scale, placing, contest.contenders, board.ranking)
        sheets.append(post_scores_sheet(scores))
    return sheets


def _explain(
    rule: CompositeRule, board: Board, names: Mapping[str, str], scale: Mapping[Measure, Scale], language: str
) -> None:
    """A person after the other, best first: how the composite was added up, and what separated equals."""
    scores = {c.person: c for c in board.composites}
    zh = language == "zh"
    rounding = say(rule.rounding.words, language)
    for r in sorted(board.ranking.ranked, key=lambda r: (r.group or "", r.order)):
        composite = scores[r.person]
        who = f"{r.person} {names.get(r.person, '')}".rstrip()
        print(f"{r.rank:>3}  {pad(who, 20)}{r.score:f}")
        exact = "" if composite.exact is None else shown(composite.exact)
        print(
            wrap(
                f"{adding_up(rule, composite, scale)} ＝ {exact}，{rounding}"
                if zh
                else f"{adding_up(rule, composite, scale)} = {exact}, {rounding}",
                "     ",
            )
        )
        if r.decided_by is not None:
            tie = TIE_WORDS[r.decided_by]
            print(f"     与上一名同分，按{tie.zh}排后" if zh else f"     equal score; behind by {tie.en}")
    for u in board.ranking.unranked:
        who = f"{u.person} {names.get(u.person, '')}".rstrip()
        print(f"  —  {pad(who, 20)}{'无排名' if zh else 'no rank'}")
        print(wrap(say(u.reason, language), "     "))
    print()


def _tell(rule: CompositeRule, board: Board, out: Path, *, zh: bool) -> int:
    ranking = board.ranking
    if board.by_post:
        print(
            f"按{len(board.by_post)}个岗位分别排名。"
            if zh
            else f"Ranked on the boards of {len(board.by_post)} posts."
        )
    elif rule.group is RankingGroup.POST:
        print(wrap(say(_ALL_ON_ONE, "zh" if zh else "en"), ""))
    print(
        f"上榜{len(ranking.ranked)}人，无排名{len(ranking.unranked)}人。"
        if zh
        else f"{len(ranking.ranked)} on the board, {len(ranking.unranked)} without a rank."
    )
    for group in ranking.undrawn:
        print(
            wrap(
                f"须抽签：{'、'.join(group)}综合成绩相同，规定的各项比较也都相同。请公开抽签，"
                "把各人抽到的顺序（1在前）填在成绩表的“抽签”列，再排一次。"
                if zh
                else f"A draw is needed: {', '.join(group)} are equal under every rule. Draw in public, write each "
                "one's number (1 goes first) into a column 抽签 of the table, and rank again.",
                "",
            )
        )
    print(f"写出：{out}" if zh else f"Written: {out}")
    return 1 if ranking.undrawn else 0


_ALL_ON_ONE = Words(
    zh="方案按岗位排名；表上没有“报考岗位”列，全体排一榜，凡同分的都须抽签。",
    en="The plan ranks post by post; the tables have no column 报考岗位 (applied), so all are on one board and all equals "
    "need a draw.",
)
