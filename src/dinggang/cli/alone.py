"""What the commands for one step alone share: their arguments, refusals, and files written whole or not at all."""

import argparse
import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from dinggang.basis import Fault, Finding, Level, Problem, Refusal, Where, Words
from dinggang.cli.arguments import add_language
from dinggang.cli.show import show_judged
from dinggang.procedure import Judged
from dinggang.sheets import Sheet, book
from dinggang.sheets.troubles import Problems

EXPLAIN = (
    "把每一步计算打印出来，xlsx中另有一个工作表 print the working-out; in .xlsx it is a sheet of its own"
)


def add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules",
        type=Path,
        required=True,
        help="规则：案卷的plan.toml，或只写这一项规则的TOML the rules: a plan.toml or a small TOML",
    )
    parser.add_argument(
        "-o", "--out", type=Path, required=True, help="结果文件，.xlsx或.csv where the result is written"
    )
    parser.add_argument("--explain", action="store_true", help=EXPLAIN)
    add_language(parser)
    parser.set_defaults(parser=parser)


def refuse_if(problems: Problems) -> None:
    """Raises Refusal with everything that has been found."""
    if problems:
        raise Refusal(problems.listed())


def refuse_out(
    outs: Iterable[Path], inputs: Iterable[Path | None], endings: Sequence[str], problems: Problems
) -> None:
    """Problems of the places to be written: another format, a folder, no folder around it, one of the inputs, or twice.

    The first is the result, a second the certificate, which may have any name.
    """
    given = [path for path in inputs if path is not None]
    seen: list[Path] = []
    for out in outs:
        if not seen and out.suffix.lower() not in endings:
            _add(
                problems,
                out,
                Words(
                    zh=f"结果只写成{'或'.join(endings)}。",
                    en=f"Results are written as {' or '.join(endings)}.",
                ),
                Words(
                    zh=f"请把-o后面的文件名改为以{endings[0]}结尾。", en=f"Let its name end in {endings[0]}."
                ),
            )
        if out.is_dir():
            _add(
                problems,
                out,
                Words(zh="这是文件夹，不是文件。", en="This is a folder, not a file."),
                Words(zh="请写明结果的文件名。", en="Name the file to be written."),
            )
        elif not out.parent.is_dir():
            _add(
                problems,
                out,
                Words(zh="放结果的文件夹不存在。", en="The folder for the result does not exist."),
                Words(
                    zh="请先建好文件夹，或换一个位置。", en="Make the folder first, or name another place."
                ),
            )
        if any(_same(out, one) for one in (*given, *seen)):
            _add(
                problems,
                out,
                Words(
                    zh="这是要读的文件之一，不能用结果覆盖它。",
                    en="This is one of the files to be read or written already; it is not overwritten.",
                ),
                Words(zh="请给结果另取一个文件名。", en="Give the result another name."),
            )
        seen.append(out)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _add(problems: Problems, out: Path, words: Words, cure: Words) -> None:
    problems.append(Problem(where=Where(file=str(out)), words=words, cure=cure))


def write_files(files: Mapping[Path, bytes]) -> None:
    """Writes every file beside its place and then puts them there. Raises Refusal when a place cannot be written."""
    fresh: dict[Path, Path] = {}
    try:
        for out, content in files.items():
            handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
            fresh[out] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            fresh[out].chmod(0o644)
        for out, ready in fresh.items():
            ready.replace(out)
    except OSError as error:
        raise unwritable(out, error) from None
    finally:
        for ready in fresh.values():
            ready.unlink(missing_ok=True)


def unwritable(out: Path, error: OSError) -> Refusal:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Refusal(
        [
            Problem(
                where=Where(file=str(out)),
                words=Words(zh=f"结果写不进去：{reason}。", en=f"The result cannot be written: {reason}."),
                cure=Words(
                    zh="请检查磁盘空间和权限，关闭正打开的结果文件后再试。",
                    en="Check space and permissions, close the file if it is open, and try again.",
                ),
            )
        ]
    )


def as_file(out: Path, sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a workbook, or the first of them as a CSV that Excel and WPS open with Chinese as it is."""
    if out.suffix.lower() == ".xlsx":
        return book(sheets)
    text = io.StringIO(newline="")
    written = csv.writer(text)
    written.writerow(sheets[0].columns)
    for row in sheets[0].rows:
        written.writerow(_plain(cell) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def refusals_of(findings: Iterable[Finding], places: Mapping[str, Where], file: str) -> Iterable[Problem]:
    """Findings that stop, as problems of the rows they are about: a step alone has no gate at which to stop."""
    for finding in findings:
        if finding.level is Level.STOPS:
            where = next((places[row] for row in finding.rows if row in places), Where(file=file))
            yield Problem(
                where=where,
                words=Words(
                    zh=f"[{finding.code}] {finding.words.zh}", en=f"[{finding.code}] {finding.words.en}"
                ),
                cure=finding.cure,
            )


def show_notices(findings: Iterable[Finding], places: Mapping[str, Where], language: str) -> None:
    """Findings that do not stop, as `check` prints them."""
    for finding in findings:
        if finding.level is Level.STOPS:
            raise Fault("what stops is refused before")
        where = tuple(places[row] for row in finding.rows if row in places)
        placed = Finding(
            code=finding.code,
            level=finding.level,
            words=finding.words,
            cure=finding.cure,
            rows=finding.rows,
            where=where,
        )
        show_judged(Judged(finding=placed), None, language)
