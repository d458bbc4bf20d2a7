"""The structure as printed by `check` and as written beside the balance sheet: the same figures, with their definitions."""

import json
from pathlib import Path

import openpyxl

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"


def test_printed_and_as_json(dinggang):
    done = dinggang("check", TOWN)
    assert done.code == 0
    assert "结构指标（2006-10-31，四舍五入保留1位小数）" in done.out
    # 4,015 years of 100 people are 40.15, half up 40.2; 2,292 of 60 are 38.2.
    assert "4015/100＝40.2岁 → 2292/60＝38.2岁" in done.out
    assert "中层干部：改革前：花名册上占编且层级为中层的" in done.out
    english = dinggang("check", TOWN, "--lang", "en")
    assert "4015/100 = 40.2 → 2292/60 = 38.2" in english.out
    told = json.loads(dinggang("check", TOWN, "--json").out)["structure"]["figures"]
    assert len(told) == 16
    assert told[6]["before"] == {"denominator": 100, "numerator": 4015, "value": "40.2"}


def test_a_sheet_beside_the_balance_sheet(dinggang, tmp_path):
    out = tmp_path / "out"
    assert dinggang("run", TOWN, "--out", out).code == 0
    rows = list(
        openpyxl.load_workbook(out / "10-平衡表.xlsx")["结构指标"].iter_rows(min_row=2, values_only=True)
    )
    (average,) = (r for r in rows if r[0] == "J07")
    assert average[1:] == (
        "全体占编人员", "平均年龄", "各人在统计日的周岁数之和", "全体占编人员人数", "岁", 4015, 100, 40.2, 2292, 60, 38.2
    )  # fmt: skip
    assert any("改革前后用同一日" in str(r[0]) for r in rows)


def test_before_anybody_is_placed_there_is_no_after(dinggang, town):
    acts = openpyxl.load_workbook(town / "acts.xlsx")
    sheet = acts["正式行为"]
    for row in range(sheet.max_row, 1, -1):
        if str(sheet.cell(row, 1).value) > "A05":
            sheet.delete_rows(row)
    acts.save(town / "acts.xlsx")
    for file in ("choices.xlsx", "exam.xlsx"):
        (town / file).unlink()
    done = dinggang("check", town, "--json")
    assert json.loads(done.out)["structure"] is None
