"""dinggang firm CASE: how firm a placement is. Nothing is written and no act is taken."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dinggang.analysis import Change, Swap
from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.show import pad, say
from dinggang.marks import MEASURE_WORDS
from dinggang.procedure.firm import Border, Room, firmness

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "firm",
        help="定岗结果稳不稳 how firm a placement is",
        description="定岗结果稳不稳：权重变多少会换人，各岗位末位录取与下一位差多少，少一名评委、一道题或同分对调会影响谁。"
        "不写文件，不作决定。",
    )
    add_case(parser)
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    folder = read_case(args.case)
    zh = args.lang == "zh"
    if sys.stderr.isatty():
        print("试算中，约需几秒 …" if zh else "trying changes, some seconds …", file=sys.stderr)
    report = firmness(folder)
    names = folder.names
    print(f"{folder.case.plan.title}\n")
    print(
        "权重：其余各项按比例调整，录取的人不变的范围（+、−：试了20个百分点还没有换人）"
        if zh
        else "Weights: the range with the same people admitted (+, −: nobody changes within 20 points)"
    )
    for room in report.rooms:
        _show_room(room, names, args.lang)
    print("\n各岗位末位录取与下一位" if zh else "\nLast admitted and next, post by post")
    for border in report.borders:
        _show_border(border, names)
    for (word_zh, word_en), effects, tried in (
        (("少一名评委", "A judge less"), report.judges, report.tried["judges"]),
        (("作废一道题", "A question void"), report.questions, report.tried["questions"]),
        (("同分对调", "Equals the other way"), report.ties, report.tried["ties"]),
    ):
        _show_effects(f"{word_zh if zh else word_en}（{tried}）", effects, tried, names, args.lang)
    print("\n没有写任何文件。" if zh else "\nNothing was written.")
    return 0


def _show_room(room: Room, names: Mapping[str, str], language: str) -> None:
    zh = language == "zh"
    low = f"{room.low.normalize():f}{'' if room.below or not room.low else '−'}"
    span = f"{low}～{room.high.normalize():f}{'' if room.above or room.high == 100 else '+'}"
    ends = [
        _swap(word, swap, names, language)
        for word, swap in (
            ("再低" if zh else "below", room.below),
            ("再高" if zh else "above", room.above),
        )
        if swap is not None
    ]
    name = pad(say(MEASURE_WORDS[room.measure], language), 16)
    weight = pad(f"{room.weight.normalize():f}%", 8)
    print(f"  {name}{weight}{pad(span, 14)}{'；'.join(ends)}".rstrip())


def _swap(word: str, swap: Swap, names: Mapping[str, str], language: str) -> str:
    if not swap.leaves and not swap.enters:
        return f"{word}须抽签" if language == "zh" else f"{word}: a draw decides"
    out = f"{swap.leaves}{names.get(swap.leaves, '')}" or "—"
    into = f"{swap.enters}{names.get(swap.enters, '')}" or "—"
    return f"{word}则{out}出、{into}进" if language == "zh" else f"{word}: {out} out, {into} in"


def _show_border(border: Border, names: Mapping[str, str]) -> None:
    last = pad(f"{border.last} {names.get(border.last, '')}", 20)
    following = pad(f"{border.next} {names.get(border.next, '')}", 20)
    print(f"  {pad(border.post, 6)}{last}{following}{border.gap:+f}")


def _show_effects(
    title: str, effects: Sequence[Change], tried: int, names: Mapping[str, str], language: str
) -> None:
    zh = language == "zh"
    print(f"\n{title}")
    if not tried:
        print("  没有可试的。" if zh else "  There is none to try.")
    elif not effects:
        print("  没有人换岗。" if zh else "  Nobody changes post.")
    for effect in effects:
        print(f"  {say(effect.label, language)}")
        if effect.undecided is not None:
            print(f"    {say(effect.undecided, language)}")
        for move in effect.moves:
            before, after = (post or ("无岗" if zh else "no post") for post in (move.before, move.after))
            name = f"{move.person} {names.get(move.person, '')}"
            print(f"    {pad(name, 20)}{before} → {after}")
