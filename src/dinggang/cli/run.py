"""dinggang run CASE: the whole reform, step by step, as official acts."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.recording import Recorder, record_folder, show_published
from dinggang.cli.show import kinds_of, say, show_balance, show_step
from dinggang.procedure import StepReport, papers, run

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "run",
        help="办理改革全过程，写出榜单、台账和计算过程 take a case through every step",
        description="按正式行为逐步办理改革；关口不通过就停下，说明原因和办法。写出榜单、台账和计算过程。",
    )
    add_case(parser)
    parser.add_argument("--out", type=Path, help="结果文件夹，默认在案卷中的“结果” where results are written")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FOLDER",
        help="公开记录的文件夹，默认在案卷中的“记录” where the record is kept",
    )
    parser.add_argument(
        "--rehearse", action="store_true", help="演练：不入公开记录 rehearse: nothing enters the record"
    )
    parser.add_argument(
        "--documents",
        action="store_true",
        help="同时印制新办行为的公文，摘要记入公开记录 set the documents of new acts; their digests enter the record",
    )
    parser.add_argument("--fonts", type=Path, help="单位自有字体的文件夹 the office's own faces")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    out: Path = args.out or args.case / "结果"
    refuse_foreign(out)
    folder = read_case(args.case)
    language: str = args.lang
    print(f"{folder.case.plan.title}\n")
    kinds = kinds_of(folder.case.acts)
    number = 0

    def progress(report: StepReport) -> None:
        nonlocal number
        number += 1
        show_step(number, report, language, kinds)

    done = run(folder, progress)
    place = record_folder(args.case, args.out, args.record)
    # A folder that contradicts its record is refused here, before anything is written.
    recorder = None if args.rehearse else Recorder(place, folder, done)
    sheet = done.results.balance
    if sheet is not None:
        print("\n平衡表" if language == "zh" else "\nBalance sheet")
        show_balance(sheet, language, every_line=False)
    files = papers(folder, done)
    if args.documents and recorder is not None:
        # Only who asks for documents waits for what sets them.
        from dinggang.cli.documents import set_issued  # noqa: PLC0415 - see above

        acts = {content.act.kind for content in recorder.fresh}
        pdfs, issued = set_issued(folder, done, acts, args.fonts)
        recorder.issue(issued, pdfs)
    # The record first: where it refuses to grow, no result is written; where writing fails, the next run goes on from it.
    added = None if recorder is None else recorder.add()
    publish(out, files)
    zh = language == "zh"
    print(f"\n写出{len(files)}个文件：{out}" if zh else f"\n{len(files)} files written: {out}")
    for name in files:
        print(f"  {name}")
    if added is not None:
        show_published(*added, place, language)
    elif zh:
        print("\n演练：没有入公开记录。")
    else:
        print("\nA rehearsal: nothing entered the public record.")
    if done.closed:
        print(
            "\n改革办结，平衡表全部成立。"
            if zh
            else "\nThe case is closed; every law of the balance sheet holds."
        )
        return 0
    title = say(done.steps[-1].title, language)
    print(
        f"\n停在“{title}”：请按上面的办法处理后再运行。"
        if zh
        else f"\nStopped at “{title}”: follow the cures above and run again."
    )
    return 1
