"""dinggang witness STATE: keeps its own memory of a record and cosigns only what continues it."""

import argparse
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words
from dinggang.cli.arguments import add_language
from dinggang.cli.recording import now, refusal, told
from dinggang.record import (
    KeyType,
    Reply,
    Signer,
    Unsound,
    Verifier,
    Witness,
    answer_requests,
    parse_signer,
    parse_vkey,
    serve,
)
from dinggang.record.disk import Durable

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

KEY, LOGS, STATE = "witness.key", "logs", "witness.db"


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "witness",
        help="见证人：只见证与已见过的一致的记录 cosign a record that continues what was seen",
        description="见证人自己保管一个文件夹，记住见过的每份公开记录；新的一份是旧的延续才见证。"
        "第一次运行生成密钥并显示公钥。见证经由文件夹、U盘（--folder）或网络（--serve）。",
    )
    parser.add_argument(
        "state", type=Path, metavar="STATE", help="见证人自己的文件夹 the witness's own folder"
    )
    parser.add_argument("--name", help="见证人名称，第一次运行时用 its name, at the first run")
    parser.add_argument(
        "--log",
        action="append",
        default=[],
        metavar="KEY",
        help="要见证的记录的公钥 the key of a record to witness",
    )
    parser.add_argument(
        "--folder", type=Path, help="答复这个文件夹或U盘里的请求 answer the requests in this folder"
    )
    parser.add_argument(
        "--serve", type=int, metavar="PORT", help="在本机此端口答复 answer over HTTP at this port"
    )
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 the address to listen at")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    with told(args.state):
        signer = _signer(args)
        logs = _logs(args)
        print(signer.verifier.vkey)
        witness = Witness(args.state / STATE, signer=signer, logs=logs, clock=now)
        if args.folder is not None:
            replies = answer_requests(witness, args.folder)
            _tell(replies, args.lang)
            return 0 if all(r.status == 200 for r in replies) else 1
        if args.serve is not None:
            server = serve(witness, args.host, args.serve)
            print(f"http://{args.host}:{server.server_address[1]}", flush=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                server.server_close()
    return 0


def _signer(args: argparse.Namespace) -> Signer:
    path: Path = args.state / KEY
    if path.is_file():
        return parse_signer(path.read_text(encoding="utf-8"))
    if not args.name:
        raise refusal(
            args.state,
            Words(zh="这里还没有见证人的密钥。", en="There is no key of a witness here yet."),
            Words(zh="第一次运行请用 --name 写明名称。", en="Give --name at the first run."),
        )
    signer = Signer(args.name, secrets.token_bytes(32), KeyType.COSIGNATURE)
    disk = Durable(args.state)
    disk.keep(KEY, f"{signer.text}\n".encode())
    disk.sync()
    path.chmod(0o600)
    return signer


def _logs(args: argparse.Namespace) -> dict[str, list[Verifier]]:
    path: Path = args.state / LOGS
    known = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    fresh = [text for text in args.log if text not in known]
    try:
        keys = [parse_vkey(text, kind=KeyType.NOTE) for text in (*known, *fresh)]
    except Unsound:
        raise refusal(
            args.state,
            Words(zh="--log 不是记录的公钥。", en="--log is not the key of a record."),
            Words(zh="请照 dinggang record 显示的公钥填写。", en="Take it as dinggang record shows it."),
        ) from None
    if fresh:
        disk = Durable(args.state)
        disk.replace(LOGS, "".join(f"{text}\n" for text in (*known, *fresh)).encode())
        disk.sync()
    logs: dict[str, list[Verifier]] = {}
    for key in keys:
        logs.setdefault(key.name, []).append(key)
    return logs


_STATUS = {
    200: Words(zh="已见证", en="cosigned"),
    400: Words(zh="请求格式不对，没有见证", en="not a request; not cosigned"),
    403: Words(zh="签名不符，没有见证", en="a signature fails; not cosigned"),
    404: Words(
        zh="不是要见证的记录（--log），没有见证", en="not a record it witnesses (--log); not cosigned"
    ),
    409: Words(
        zh="对方记的次序不对，已告知上次见过的条数", en="from another size than last seen; told which"
    ),
    422: Words(
        zh="与上次见过的不一致，拒绝见证：记录可能被改写", en="inconsistent with what was seen: refused"
    ),
}


def _tell(replies: Sequence[Reply], language: str) -> None:
    if not replies:
        print("没有待答复的请求。" if language == "zh" else "No request is waiting.")
    for reply in replies:
        words = _STATUS.get(reply.status, Words(zh=str(reply.status), en=str(reply.status)))
        print(words.zh if language == "zh" else words.en)
