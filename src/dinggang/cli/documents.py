"""dinggang documents CASE: the official documents of a reform as PDF and docx, ready to be printed."""

import argparse
import hashlib
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Finding, Problem, Refusal, Where, Words
from dinggang.case import ActKind, Folder
from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.output import refuse_foreign, written_aside
from dinggang.cli.setting import BOUND, Binding, Told, at_hand, set_kind
from dinggang.cli.show import say, wrap
from dinggang.documents.official.faces import Faces, find_faces
from dinggang.documents.privacy import Audience
from dinggang.procedure import Issued, Run, run
from dinggang.procedure.papers import papers
from dinggang.procedure.printing import ISSUED_BY, KINDS, check_kinds, issues

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

INDEX = "文件目录.txt"
MOST = 5
"""So many findings of one kind of document are printed; all are in the index."""


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "documents",
        help="印制公文、榜单、表单（PDF和docx） set the official documents",
        description="按GB/T 9704-2012印制一次改革的公文、榜单、表单：PDF（存档）和docx（可改），表格另有xlsx。",
    )
    add_case(parser)
    parser.add_argument(
        "-o", "--out", type=Path, help="结果文件夹，默认在案卷中的“文件” where documents are written"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="KIND",
        help="只印这一种；几种用逗号隔开，也可写几次 only this kind, several divided by commas: "
        + ", ".join(k.slug for k in KINDS),
    )
    parser.add_argument(
        "--person", default="", metavar="ID", help="只印这个人的各份 only the sheets of this person"
    )
    parser.add_argument(
        "--print",
        action="store_true",
        dest="bound",
        help=f"另合成一个{BOUND}，一次打印 all in one PDF as well",
    )
    parser.add_argument("--fonts", type=Path, help="单位自有字体的文件夹，默认fonts the office's own faces")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    only = frozenset(kind for some in args.only for kind in re.split(r"[,，、\s]+", some) if kind)
    check_kinds(only)
    out: Path = args.out or args.case / "文件"
    refuse_foreign(out)
    faces = find_faces(args.fonts)
    folder = read_case(args.case)
    language: str = args.lang
    done = run(folder)
    told: list[Told] = []
    with written_aside(out) as fresh, Binding(fresh if args.bound else None) as binding:
        with at_hand(faces, folder) as setting:
            for issue in issues(folder, done, only, args.person):
                settled = set_kind(issue, setting, fresh, binding, language)
                told.append(settled)
                _progress(settled, language)
        if not any(_is_set(t) for t in told):
            stopped = [p for t in told for p in (*t.issue.problems, *_as_problems(t.issue.findings))]
            raise Refusal(stopped or [_nothing(folder)])
        binding.close()
        if not args.person:
            _add_books(fresh, told, folder, done)
        digests = {path.name: _digest(path) for path in sorted(fresh.iterdir())}
        (fresh / INDEX).write_text(_index(digests, told, faces), "utf-8", newline="\n")
        count = len(digests) + 1
    zh = language == "zh"
    print(f"\n写出{count}个文件：{out}" if zh else f"\n{count} files written: {out}")
    if faces.stand_ins:
        listed = "，".join(faces.stand_ins)
        print(wrap(f"字体：{listed}。" if zh else f"Stand-ins for the office's faces: {listed}.", "  "))
    return 1 if any(t.issue.stopped for t in told) else 0


def set_issued(
    folder: Folder, done: Run, acts: Collection[ActKind], fonts: Path | None
) -> tuple[dict[str, bytes], list[Issued]]:
    """The PDFs that these acts issue, by file name, and their digests.

    Raises Refusal when one of them may not be issued as it is: a fact that must not be posted, a glyph that no face has.
    """
    faces = find_faces(fonts)
    wanted = frozenset(kind.slug for kind in KINDS if ISSUED_BY[kind.slug] in acts)
    files: dict[str, bytes] = {}
    issued: list[Issued] = []
    problems: list[Problem] = []
    with at_hand(faces, folder) as setting:
        for issue in issues(folder, done, wanted) if wanted else ():
            if issue.stopped:
                problems += [*issue.problems, *_as_problems(issue.findings)]
            elif issue.documents:
                name, raw = f"{issue.kind.file}.pdf", setting.pdf(issue.documents)
                files[name] = raw
                issued.append(
                    Issued(
                        act=ISSUED_BY[issue.kind.slug],
                        file=name,
                        sha256=hashlib.sha256(raw).hexdigest(),
                        posted=issue.kind.audience is Audience.POSTED,
                    )
                )
                print(f"  {name}", file=sys.stderr, flush=True)
    if problems:
        raise Refusal(problems)
    return files, issued


def _add_books(fresh: Path, told: Sequence[Told], folder: Folder, done: Run) -> None:
    """The spreadsheets that hold the same as a kind that was set."""
    wanted = {book for t in told if _is_set(t) for book in t.issue.kind.books}
    for name, raw in papers(folder, done).items() if wanted else ():
        if name in wanted:
            (fresh / name).write_bytes(raw)


def _is_set(told: Told) -> bool:
    return bool(told.sheets) and not told.issue.stopped


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _progress(told: Told, language: str) -> None:
    issue, count = told.issue, told.sheets
    zh = language == "zh"
    name = issue.kind.file if zh else f"{issue.kind.file[:2]} {issue.kind.slug}"
    if issue.stopped:
        print(f"✗ {name}")
        for code, words, cure in issue.told[:MOST]:
            print(wrap((f"[{code}] " if code else "") + say(words, language), "     "))
            print(wrap(("办法：" if zh else "cure: ") + say(cure, language), "       "))
        more = len(issue.told) - MOST
        if more > 0:
            print(f"     还有{more}处，见{INDEX}。" if zh else f"     {more} more: see {INDEX}.")
    elif issue.left_out is not None:
        print(wrap(f"－ {name}：{issue.left_out.zh}" if zh else f"－ {name}: {issue.left_out.en}", ""))
    else:
        print(f"✓ {name}" + (f"（{count}份）" if zh and count > 1 else f" ({count})" if count > 1 else ""))
    sys.stdout.flush()


def _index(digests: Mapping[str, str], told: Sequence[Told], faces: Faces) -> str:
    """What was written, with its SHA-256, and what was not, with the reason."""
    lines = ["文件目录", ""]
    lines += [f"{digest}  {name}" for name, digest in sorted(digests.items())]
    issued = [t.issue for t in told]
    left = [f"{i.kind.file}：{i.left_out.zh}" for i in issued if i.left_out is not None]
    stopped = [f"{i.kind.file}：{words.zh}" for i in issued for _, words, _ in i.told]
    copies = [f"{name}：{holds}" for t in told for name, holds in t.copies]
    for title, those in (
        ("分册", copies),
        ("没有印制", left),
        ("不得印发", stopped),
        ("代用字体", list(faces.stand_ins)),
    ):
        if those:
            lines += ["", title, *(f"  {line}" for line in those)]
    return "\n".join(lines) + "\n"


def _as_problems(findings: Sequence[Finding]) -> list[Problem]:
    return [Problem(where=Where(file=f.code), words=f.words, cure=f.cure) for f in findings]


def _nothing(folder: Folder) -> Problem:
    return Problem(
        where=Where(file=folder.case.plan.title),
        words=Words(zh="按这些条件没有可以印制的文件。", en="There is nothing to set by these conditions."),
        cure=Words(
            zh="请核对--only和--person；或先办理到能印制的环节。",
            en="Check --only and --person, or go on with the reform.",
        ),
    )
