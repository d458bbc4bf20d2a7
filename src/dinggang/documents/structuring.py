"""结构指标 as a sheet: every figure with numerator, denominator and who counts."""

from dinggang.balance.structure import Ratio, Structure
from dinggang.documents.words import chinese_date
from dinggang.sheets import Cell, Sheet


def structure_sheet(found: Structure) -> Sheet:
    """A row an indicator: its definition, and both figures with what they were divided from."""
    groups = {f.indicator.group.name.zh: f.indicator.group for f in found.figures}
    return Sheet(
        title="结构指标",
        columns=(
            *("代码", "人群", "指标", "分子", "分母", "单位"),
            *("改革前分子", "改革前分母", "改革前", "改革后分子", "改革后分母", "改革后"),
        ),
        rows=tuple(
            (
                f.indicator.code,
                f.indicator.group.name.zh,
                f.indicator.title.zh,
                f.indicator.numerator.zh,
                f.indicator.denominator.zh,
                f.indicator.unit,
                *_cells(f.before),
                *_cells(f.after),
            )
            for f in found.figures
        ),
        notes=(
            f"统计日为{chinese_date(found.day)}，改革前后用同一日；比例＝100×分子÷分母，平均年龄＝分子÷分母，都{found.rounding.zh}。",
            *(f"{name}　{group.before.zh}；{group.after.zh}。" for name, group in groups.items()),
        ),
    )


def _cells(ratio: Ratio) -> tuple[Cell, ...]:
    return ratio.numerator, ratio.denominator, ratio.value
