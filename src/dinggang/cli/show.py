"""Words on a terminal: steps, findings, the balance sheet, refusals. Plain text, 100 columns, no colour needed."""

import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal

from rich.cells import cell_len

from dinggang.balance import BalanceSheet
from dinggang.balance.structure import Ratio, Structure
from dinggang.basis import LEVEL_WORDS, Level, Refusal, Words, plain
from dinggang.case import Act
from dinggang.documents import places
from dinggang.procedure import ACT_WORDS, Judged, StepReport

WIDTH = 100

Kinds = Mapping[str, Words]
"""What kind of act each id names."""


def kinds_of(acts: Iterable[Act]) -> Kinds:
    return {act.id: ACT_WORDS[act.kind] for act in acts}


def say(words: Words, language: str) -> str:
    return words.zh if language == "zh" else words.en


def pad(text: str, width: int) -> str:
    """The text filled with blanks to so many columns; a Chinese character takes two."""
    return text + " " * max(width - cell_len(text), 0)


def wrap(text: str, indent: str, width: int = WIDTH) -> str:
    """The text broken at `width` columns. English breaks at blanks, Chinese anywhere but before punctuation."""
    lines, current = [], indent
    for word in _words(text):
        if cell_len(current) + cell_len(word.rstrip()) > width and current.strip():
            lines.append(current.rstrip())
            current = indent + word.lstrip()
        else:
            current += word
    return "\n".join([*lines, current.rstrip()])


_NO_BREAK_BEFORE = "，。；：、？！”’）》〕】,.;:)]"
_NO_BREAK_AFTER = "“‘（《〔【(["


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        if words and _together(words[-1][-1], char):
            words[-1] += char
        else:
            words.append(char)
    return words


def _together(before: str, char: str) -> bool:
    """Whether a line must not end between the two: at punctuation, and inside an English word or a number."""
    if char in _NO_BREAK_BEFORE or before in _NO_BREAK_AFTER:
        return True
    return before != " " and cell_len(char) == 1 and cell_len(before) == 1


def show_step(number: int, report: StepReport, language: str, kinds: Kinds) -> None:
    """One line for a step, its figures, and beneath it what its gate found."""
    days = ""
    if report.first_day is not None and report.last_day is not None:
        days = str(report.first_day)
        if report.last_day != report.first_day:
            days += f" ~ {report.last_day}"
    elif report.passed:
        days = "无须办理" if language == "zh" else "nothing to do"
    mark = "✓" if report.passed else "✗"
    print(f"{number:>2} {mark} {pad(say(report.title, language), 22)}{days}".rstrip())
    figures = " · ".join(
        f"{say(f.label, language)} {amount(f.value)}{f.unit if language == 'zh' else ''}"
        for f in report.figures
    )
    if figures:
        print(wrap(figures, "     "))
    for judged in report.judged:
        show_judged(judged, kinds, language)
    sys.stdout.flush()


def show_judged(judged: Judged, kinds: Kinds | None, language: str) -> None:
    """A finding. What is open says where it is and what to do; a notice only what to do; what acts settled, which."""
    finding = judged.finding
    zh = language == "zh"
    head = f"{finding.code} {say(LEVEL_WORDS[finding.level], language)}"
    if judged.lifted_by:
        head += say(_settled(judged, kinds or {}), language)
    print(wrap(f"[{head}] {say(finding.words, language)}", "     "))
    if judged.lifted_by:
        return
    if finding.where and finding.level is not Level.NOTICE:
        print(wrap(("位置：" if zh else "where: ") + places(finding.where), "       "))
    print(wrap(("办法：" if zh else "cure: ") + say(finding.cure, language), "       "))


def _settled(judged: Judged, kinds: Kinds) -> Words:
    """By which acts. Of what lifts a finding that stops, the kind matters; what explains one is always the same."""
    if judged.finding.level is not Level.STOPS:
        return Words(
            zh=f"，已由{'、'.join(judged.lifted_by)}说明", en=f", explained by {', '.join(judged.lifted_by)}"
        )
    by = [(act, kinds.get(act)) for act in judged.lifted_by]
    zh = "、".join(f"{act}（{kind.zh}）" if kind else act for act, kind in by)
    en = ", ".join(f"{act} ({kind.en})" if kind else act for act, kind in by)
    return Words(zh=f"，已由{zh}解除", en=f", lifted by {en}")


def amount(number: Decimal) -> str:
    """A figure with thousands separated by commas: 1,234.5."""
    whole, point, rest = plain(number).partition(".")
    return f"{int(whole):,}{point}{rest}"


def show_balance(sheet: BalanceSheet, language: str, *, every_line: bool) -> None:
    """The balance sheet: a line per law, and its comparisons when asked for or broken."""
    for law in sheet.laws:
        print(f"  {'✓' if law.holds else '✗'} {law.code} {say(law.title, language)}")
        for line in law.lines:
            if every_line or not line.holds:
                sign = line.relation if line.holds else f"{line.relation}（✗）"
                unit = line.unit if language == "zh" else ""
                figures = f"{amount(line.left)} {sign} {amount(line.right)} {unit}".rstrip()
                print(f"       {pad(say(line.label, language), 58)}{figures}")


def show_structure(found: Structure, language: str) -> None:
    """Every indicator before and after, as numerator ÷ denominator; then who was counted."""
    zh = language == "zh"
    print(
        f"结构指标（{found.day}，{found.rounding.zh}）"
        if zh
        else f"Structure ({found.day}, {found.rounding.en})"
    )
    for f in found.figures:
        of = f.indicator
        label = f"{say(of.group.name, language)}{'：' if zh else ': '}{say(of.title, language)}"
        unit = of.unit if zh or of.unit == "%" else ""
        both = " → ".join(_ratio(r, unit, "＝" if zh else " = ") for r in (f.before, f.after))
        print(f"  {of.code} {pad(label, 40)}{both}")
    for group in dict.fromkeys(f.indicator.group.name for f in found.figures):
        which = next(f.indicator.group for f in found.figures if f.indicator.group.name == group)
        colon, ends = ("：", "；") if zh else (": ", "; ")
        counted = ends.join(say(words, language) for words in (which.before, which.after))
        print(wrap(f"{say(group, language)}{colon}{counted}", "     "))


def _ratio(ratio: Ratio, unit: str, equals: str) -> str:
    shown = "—" if ratio.value is None else f"{ratio.value}{unit}"
    return f"{ratio.numerator}/{ratio.denominator}{equals}{shown}"


def show_refusal(refusal: Refusal) -> None:
    """Every problem in both languages, on standard error."""
    problems = refusal.problems
    print(
        f"不能受理：有{len(problems)}处问题，没有写出任何文件。\n"
        f"Refused: {len(problems)} problem(s); nothing was written.",
        file=sys.stderr,
    )
    for number, problem in enumerate(problems, start=1):
        print(f"{number:>3}. {problem.where}", file=sys.stderr)
        for text in (problem.words.zh, "→ " + problem.cure.zh, problem.words.en, "→ " + problem.cure.en):
            print(wrap(text, "     "), file=sys.stderr)
