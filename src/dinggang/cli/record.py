"""dinggang record CASE: the state of a case's record; its witnesses named, and asked again."""

import argparse
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.arguments import add_language
from dinggang.cli.recording import add_record, open_record, publish, refusal, show_published, told
from dinggang.record import Unsound, parse_policy, parse_vkey, write_policy

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "record",
        help="公开记录：设见证人，请见证人见证 the public record: name witnesses, have it witnessed",
        description="查看公开记录，设定见证人和须见证的人数，向见证人要见证。见证人的公钥由 dinggang witness 显示。",
    )
    add_record(parser)
    parser.add_argument(
        "--witness",
        action="append",
        type=_witness,
        default=[],
        metavar="NAME=KEY[@ADDRESS]",
        help="见证人：名称=公钥，地址为 http://… 或 folder:文件夹 a witness: name, public key, address; may be repeated",
    )
    parser.add_argument(
        "--quorum", type=int, metavar="N", help="至少几名见证人见证才算数 how many witnesses make it count"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    keeping = open_record(args.case)
    place = keeping.public.parent
    if args.quorum is not None and not args.witness:
        raise refusal(
            place,
            Words(zh="改人数时须把见证人一并列出。", en="Name the witnesses together with their quorum."),
            Words(zh="请写全 --witness，再写 --quorum。", en="Repeat --witness for each, then --quorum."),
        )
    with told(place), keeping.alone():
        if args.witness:
            keeping.set_policy(_policy(args, keeping.vkey))
        published = publish(keeping, place)
    show_published(0, published, place, args.lang)
    zh = args.lang == "zh"
    print(
        f"  {'记录公钥，交给见证人' if zh else 'key of the record, for its witnesses'}：\n    {keeping.vkey}"
    )
    print(f"  {'见证规则' if zh else 'policy'}：")
    for line in keeping.policy.decode().splitlines():
        print(f"    {line}")
    return 0


def _policy(args: argparse.Namespace, vkey: str) -> bytes:
    witnesses: list[tuple[str, str, str]] = args.witness
    least = args.quorum if args.quorum is not None else len(witnesses) // 2 + 1
    try:
        policy = write_policy([(vkey, "")], witnesses, least)
        parse_policy(policy)
    except Unsound as unsound:
        raise refusal(
            args.case,
            Words(zh=f"见证规则不成立：{unsound.words.zh}", en=f"That is no policy: {unsound}"),
            Words(
                zh="名称不带空格、各不相同；一把公钥只给一名见证人；人数不超过见证人数。",
                en="Names without blanks, each once; one key per witness; a quorum of at most all of them.",
            ),
        ) from None
    return policy


def _witness(text: str) -> tuple[str, str, str]:
    name, _, rest = text.partition("=")
    vkey, _, url = rest.partition("@")
    try:
        parse_vkey(vkey)
    except Unsound as unsound:
        raise argparse.ArgumentTypeError(f"{text}: {unsound}") from None
    return name, vkey, url
