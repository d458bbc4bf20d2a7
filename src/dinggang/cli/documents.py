"""dinggang documents CASE: the official documents of a reform as PDF and docx, ready to be printed."""

import argparse
import hashlib
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dinggang.basis import Finding, Problem, Refusal, Where, Words
from dinggang.case import ActKind, Folder
from dinggang.cli.arguments import add_case, add_language, read_case
from dinggang.cli.output import publish, refuse_foreign
from dinggang.cli.show import say, wrap
from dinggang.documents.official.docx import set_docx
from dinggang.documents.official.faces import Faces, find_faces
from dinggang.documents.official.pdf import set_pdf, set_png
from dinggang.documents.official.shaping import Shaper
from dinggang.documents.official.values import Document, Picture
from dinggang.documents.privacy import Audience
from dinggang.procedure import Issued, Run, run
from dinggang.procedure.papers import papers
from dinggang.procedure.printing import ISSUED_BY, KINDS, NOT_GATHERED, Issue, check_kinds, issues

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

BOUND = "合订本.pdf"
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
        help=f"只印这一种，可写几次 only this kind: {', '.join(k.slug for k in KINDS)}",
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


class Bound(NamedTuple):
    """What is at hand for setting: faces and names, and the shaper that remembers what it has looked up."""

    faces: Faces
    names: Mapping[str, str]
    shaper: Shaper

    def pdf(self, documents: Sequence[Document]) -> bytes:
        return set_pdf(documents, self.faces, self.names, self.shaper)

    def docx(self, documents: Sequence[Document]) -> bytes:
        return set_docx(documents, self.names, self._drawn)

    def _drawn(self, picture: Picture) -> bytes:
        return set_png(picture.svg, picture.width, picture.height, self.faces)


def call(args: argparse.Namespace) -> int:
    only = frozenset(args.only)
    check_kinds(only)
    out: Path = args.out or args.case / "文件"
    refuse_foreign(out)
    faces = find_faces(args.fonts)
    folder = read_case(args.case)
    language: str = args.lang
    done = run(folder)
    setting = Bound(faces, folder.names, Shaper(faces, folder.names))
    books = papers(folder, done)
    files: dict[str, bytes] = {}
    told: list[Issue] = []
    for issue in issues(folder, done, only, args.person):
        settled = _set(issue, setting, files)
        told.append(settled)
        if settled.documents and not settled.stopped:
            files.update({b: books[b] for b in settled.kind.books if b in books and not args.person})
        _progress(settled, language)
    if args.bound:
        _bind(told, setting, files, language)
    if not files:
        raise Refusal(
            [p for i in told for p in (*i.problems, *_as_problems(i.findings))] or [_nothing(folder)]
        )
    files[INDEX] = _index(files, told, faces, whole=not only).encode()
    publish(out, files)
    zh = language == "zh"
    print(f"\n写出{len(files)}个文件：{out}" if zh else f"\n{len(files)} files written: {out}")
    if faces.stand_ins:
        listed = "，".join(faces.stand_ins)
        print(wrap(f"字体：{listed}。" if zh else f"Stand-ins for the office's faces: {listed}.", "  "))
    return 1 if any(i.stopped for i in told) else 0


def set_issued(
    folder: Folder, done: Run, acts: Collection[ActKind], fonts: Path | None
) -> tuple[dict[str, bytes], list[Issued]]:
    """The PDFs that these acts issue, by file name, and their digests.

    Raises Refusal when one of them may not be issued as it is: a fact that must not be posted, a glyph that no face has.
    """
    faces = find_faces(fonts)
    setting = Bound(faces, folder.names, Shaper(faces, folder.names))
    wanted = frozenset(kind.slug for kind in KINDS if ISSUED_BY[kind.slug] in acts)
    files: dict[str, bytes] = {}
    issued: list[Issued] = []
    problems: list[Problem] = []
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


def _set(issue: Issue, setting: Bound, files: dict[str, bytes]) -> Issue:
    """Sets a kind into both files; with a problem neither is kept."""
    if issue.stopped or not issue.documents:
        return issue
    try:
        pdf = setting.pdf(issue.documents)
        docx = setting.docx(issue.documents)
    except Refusal as refusal:
        return Issue(kind=issue.kind, documents=issue.documents, problems=refusal.problems)
    files[f"{issue.kind.file}.pdf"] = pdf
    files[f"{issue.kind.file}.docx"] = docx
    return issue


def _bind(told: Sequence[Issue], setting: Bound, files: dict[str, bytes], language: str) -> None:
    """Everything set so far, in one PDF. The board for the wall is A3 and stays by itself."""
    those = [d for i in told if not i.stopped and i.kind.slug != "wall" for d in i.documents]
    if not those:
        return
    zh = language == "zh"
    print(f"合订{len(those)}份 …" if zh else f"binding {len(those)} documents …", file=sys.stderr, flush=True)
    files[BOUND] = setting.pdf(those)


def _progress(issue: Issue, language: str) -> None:
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
        count = len(issue.documents)
        print(f"✓ {name}" + (f"（{count}份）" if zh and count > 1 else f" ({count})" if count > 1 else ""))
    sys.stdout.flush()


def _index(files: Mapping[str, bytes], told: Sequence[Issue], faces: Faces, *, whole: bool) -> str:
    """What was written, with its SHA-256, and what was not, with the reason."""
    lines = ["文件目录", ""]
    lines += [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    left = [f"{i.kind.file}：{i.left_out.zh}" for i in told if i.left_out is not None]
    stopped = [f"{i.kind.file}：{words.zh}" for i in told for _, words, _ in i.told]
    gathered = [words.zh for words in NOT_GATHERED] if whole else []
    for title, those in (
        ("没有印制", [*left, *gathered]),
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
