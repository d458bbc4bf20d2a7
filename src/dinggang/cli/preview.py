"""dinggang preview CASE: what a change would do, before it is decided. Nothing is written and no act is taken."""

import argparse
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.show import pad, say
from dinggang.plan import Measure
from dinggang.procedure import Change, Moved, Preview, Standing, Trial

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "preview",
        help="试算一项改动会影响谁 whom a change would move, before it is decided",
        description="试算：题目作废、不计某评委、更正某人成绩、改权重、同分对调，各会影响谁。不写文件，不作决定。",
    )
    add_case(parser)
    parser.add_argument("--void", nargs="+", default=[], metavar="Q07", help="题目作废 questions void")
    parser.add_argument(
        "--without-judge", nargs="+", default=[], metavar="J03", help="不计某评委 judges left out"
    )
    parser.add_argument(
        "--mark",
        nargs="+",
        default=[],
        metavar="P012:exam=88.5",
        help="更正成绩 marks set (exam, evaluation, speech, assessment)",
    )
    parser.add_argument(
        "--weights", default="", metavar="exam=40,evaluation=30,…", help="改权重 other weights"
    )
    parser.add_argument(
        "--swap",
        nargs=2,
        default=[],
        metavar=("P012", "P013"),
        help="同分的两人对调 two equals the other way",
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    change = Change(
        void=tuple(args.void),
        without_judges=tuple(args.without_judge),
        marks=_marks(args.mark),
        weights=_weights(args.weights),
        swapped=tuple(args.swap),
    )
    folder = read_case(args.case)
    show(Trial(folder).preview(change), folder.names, args.lang)
    return 0


def show(preview: Preview, names: Mapping[str, str], language: str) -> None:
    """The change, whom it would give another post, and whose rank alone would move."""
    zh = language == "zh"
    print(f"{'试算' if zh else 'Trial'}：{say(preview.change, language)}\n")
    posts = [m for m in preview.moved if m.another_post]
    ranks = [m for m in preview.moved if not m.another_post and m.before.order != m.after.order]
    scores = len(preview.moved) - len(posts) - len(ranks)
    if preview.undrawn:
        groups = "；".join("、".join(group) for group in preview.undrawn)
        print(f"  {'须抽签才能定岗' if zh else 'a draw would have to decide'}：{groups}\n")
    else:
        _table("换岗或落选" if zh else "another post", posts, names, language)
    _table("只变名次" if zh else "another rank only", ranks, names, language)
    print(f"另有{scores}人只变成绩。" if zh else f"{scores} more by score only.")
    print("没有写任何文件。" if zh else "Nothing was written.")


def _table(title: str, moved: list[Moved], names: Mapping[str, str], language: str) -> None:
    print(f"{title}：{len(moved)}{'人' if language == 'zh' else ''}")
    for one in moved:
        name = pad(f"{one.person} {names.get(one.person, '')}", 20)
        print(f"  {name}{pad(_standing(one.before, language), 26)}→ {_standing(one.after, language)}")
    print()


def _standing(standing: Standing, language: str) -> str:
    zh = language == "zh"
    score = "—" if standing.score is None else f"{standing.score:f}"
    order = "—" if standing.order is None else (f"第{standing.order}名" if zh else f"no. {standing.order}")
    post = standing.post or ("无岗" if zh else "no post")
    return f"{pad(score, 8)}{pad(order, 9)}{post}"


def _marks(given: list[str]) -> dict[Measure, dict[str, Decimal]]:
    found: dict[Measure, dict[str, Decimal]] = {}
    for text in given:
        person, _, rest = text.partition(":")
        measure, _, number = rest.partition("=")
        found.setdefault(_measure(measure, text), {})[person] = _number(number, text)
    return found


def _weights(text: str) -> dict[Measure, Decimal]:
    if not text:
        return {}
    pairs = [part.partition("=") for part in text.replace("，", ",").split(",")]
    return {_measure(name, text): _number(number, text) for name, _, number in pairs}


def _measure(name: str, text: str) -> Measure:
    try:
        return Measure(name.strip())
    except ValueError:
        raise _unreadable(text) from None


def _number(number: str, text: str) -> Decimal:
    try:
        value = Decimal(number.strip())
    except InvalidOperation:
        raise _unreadable(text) from None
    if not value.is_finite() or not 0 <= value <= 100_000:
        raise _unreadable(text)
    return value


def _unreadable(text: str) -> Refusal:
    return Refusal(
        [
            Problem(
                where=Where(file=text),
                words=Words(zh="看不懂这项改动。", en="This change cannot be understood."),
                cure=Words(
                    zh="成绩写成 P012:exam=88.5，权重写成 exam=40,evaluation=30,speech=20,assessment=10。",
                    en="Write a mark as P012:exam=88.5 and weights as exam=40,evaluation=30,speech=20,assessment=10.",
                ),
            )
        ]
    )
