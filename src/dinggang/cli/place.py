"""dinggang place: who gets which post, from posts, lists, a board and the rule alone."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.alone import add_common, as_file, refuse_if, refuse_out, show_notices, write_files
from dinggang.cli.large import is_large, place_large
from dinggang.cli.show import pad, say, wrap
from dinggang.documents.alone import placement_sheets
from dinggang.plan import Mechanism
from dinggang.procedure.alone import PlacedAlone, left_to_a_case, place_alone
from dinggang.sheets.alone_placing import Given, read_placing
from dinggang.sheets.alone_rules import read_rules
from dinggang.sheets.troubles import Problems

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

MECHANISM_WORDS = {
    Mechanism.RANK_ORDER: Words(zh="按名次选岗", en="picking in rank order"),
    Mechanism.PARALLEL: Words(zh="平行志愿", en="parallel choices"),
    Mechanism.FIRST_CHOICE: Words(zh="顺序志愿（第一志愿优先）", en="first choices first"),
    Mechanism.DEFERRED: Words(zh="双向择优", en="deferred acceptance"),
    Mechanism.BEST_FIT: Words(zh="人岗相适（总体最优）", en="best fit"),
}


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "place",
        help="只办定岗 placement alone",
        description="只按规则定岗：岗位、志愿、排名榜各一个文件。",
    )
    parser.add_argument(
        "--posts", type=Path, required=True, help="岗位表：岗位编号、岗位数 posts and their openings"
    )
    parser.add_argument(
        "--choices",
        type=Path,
        required=True,
        help="志愿表：人员编号、志愿1、志愿2……；xlsx可另有“不符合”工作表 lists of posts",
    )
    parser.add_argument(
        "--board",
        type=Path,
        required=True,
        help="排名榜（dinggang rank写出的）；xlsx可另有“岗位成绩”工作表 the board",
    )
    add_common(parser)
    parser.add_argument(
        "--certificate",
        type=Path,
        help="另写一份证明（.json），别人可用verifier/check_placement.py或check_fit.py核对 a certificate that anybody can check",
    )
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    if is_large([args.posts, args.choices, args.board, args.out]):
        return place_large(args)
    problems = Problems()
    inputs = [args.posts, args.choices, args.board, args.rules]
    outs = [args.out] if args.certificate is None else [args.out, args.certificate]
    refuse_out(outs, inputs, (".xlsx", ".csv"), problems)
    ruled = read_rules(args.rules, "placement", problems, also=("composite",))
    given = read_placing(args.posts, args.choices, args.board, ruled, problems)
    refuse_if(problems)
    if given is None:
        return 2
    done = place_alone(given.field)
    asides = left_to_a_case(given.field.rule)
    sheets = placement_sheets(
        done.placement,
        given.field.ranking,
        given.field.posts,
        given.names,
        given.titles,
        given.unranked,
        _notes(given, asides),
        explain=args.explain,
    )
    files = {args.out: as_file(args.out, sheets)}
    if args.certificate is not None and done.certificate is not None:
        files[args.certificate] = done.certificate.encoded()
    write_files(files)
    _show(given, done, args.lang, explain=args.explain)
    for words in asides:
        print(wrap(say(words, args.lang), ""))
    show_notices(done.findings, {}, args.lang)
    for out in files:
        print(f"写出：{out}" if args.lang == "zh" else f"Written: {out}")
    return 0


def _notes(given: Given, asides: tuple[Words, ...]) -> list[str]:
    rule = given.field.rule
    clause = f"依据：{rule.clause}。" if rule.clause else ""
    return [f"定岗办法：{MECHANISM_WORDS[rule.mechanism].zh}。{clause}", *(w.zh for w in asides)]


def _show(given: Given, done: PlacedAlone, language: str, *, explain: bool) -> None:
    zh = language == "zh"
    rule, names, titles = given.field.rule, given.names, given.titles
    print(
        f"定岗：{MECHANISM_WORDS[rule.mechanism].zh}\n"
        if zh
        else f"Placement: {MECHANISM_WORDS[rule.mechanism].en}\n"
    )
    for placed in done.placement.placed:
        who = f"{placed.person} {names.get(placed.person, '')}".rstrip()
        got = "—"
        if placed.post is not None:
            title = f"{placed.post} {titles.get(placed.post, '')}".rstrip()
            got = f"{title}（第{placed.choice}志愿）" if zh else f"{title} (choice {placed.choice})"
        print(f"  {pad(who, 20)}{got}")
        if explain:
            for why in placed.whys:
                colon = "：" if zh else ": "
                print(wrap(f"{why.post}{colon}{say(why.words, language)}", "       "))
        if placed.reason is not None:
            print(wrap(say(placed.reason, language), "       "))
    held = sum(p.post is not None for p in done.placement.placed)
    left = {p: n for p, n in done.placement.openings_left.items() if n}
    listed = ("、" if zh else ", ").join(f"{p}（{n}个）" if zh else f"{p} ({n})" for p, n in left.items())
    if zh:
        print(
            f"\n录取{held}人，落选{len(done.placement.placed) - held}人，"
            f"剩余名额{sum(left.values())}个{f'：{listed}' if left else ''}。"
        )
    else:
        print(
            f"\n{held} placed, {len(done.placement.placed) - held} not placed, "
            f"{sum(left.values())} openings left{f': {listed}' if left else ''}."
        )
    if given.unranked:
        people = ("、" if zh else ", ").join(given.unranked)
        print(
            wrap(
                f"{people}填了志愿，但不在排名榜上，不参加定岗；如是编号写错，请改正后再运行。"
                if zh
                else f"{people} handed in lists but are not on the board and take no part; correct the ids if they are wrong.",
                "",
            )
        )
