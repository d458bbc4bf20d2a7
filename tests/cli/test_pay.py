"""dinggang pay as a clerk uses it, and docs/services.md: what it shows is what comes out."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from dinggang.cli import main

DOC = Path(__file__).resolve().parents[2] / "docs" / "services.md"
BLOCK = re.compile(r"<!-- (file|run)(?:: (\S+))? -->\n```\w*\n(.*?)```", re.DOTALL)
HEADER = ("验收编号", "验收合格数量", "单价", "质量等次", "逾期天数", "验收人")


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """A folder with the rules of docs/services.md."""
    monkeypatch.chdir(tmp_path)
    for kind, name, text in BLOCK.findall(DOC.read_text("utf-8")):
        if kind == "file":
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def table(path: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "交付验收"
    for row in (header, *rows):
        sheet.append(row)
    book.save(path)
    return path


def test_the_page_on_services(here, capsys) -> None:
    runs = [text for kind, _, text in BLOCK.findall(DOC.read_text("utf-8")) if kind == "run"]
    assert len(runs) == 2
    for text in runs:
        command, _, expected = text.partition("\n")
        assert main(command.removeprefix("$ dinggang ").split()) == 0
        said = capsys.readouterr()
        assert (said.out, said.err) == (expected, "")


def test_in_english(here, capsys) -> None:
    assert (
        main(
            [
                "pay",
                "--quantity",
                "100",
                "--price",
                "3",
                "--quality",
                "优",
                "--rules",
                "fees.toml",
                "--lang",
                "en",
            ]
        )
        == 0
    )
    assert capsys.readouterr().out == (
        "  accepted quantity × unit price: 100×3＝300\n"
        "  deducted for grade 优: 300×0%＝0\n"
        "  payable: 300－0＝300\n"
        "  300.00 yuan payable (rounded half up to 2 places)\n"
    )


def test_a_plan_without_deductions_tells_that_nothing_was_deducted(here, capsys) -> None:
    (here / "plain.toml").write_text("[rules.services]\nmax_term_months = 12\n", encoding="utf-8")
    assert (
        main(["pay", "--quantity", "0.5", "--price", "0.01", "--late-days", "3", "--rules", "plain.toml"])
        == 0
    )
    out = capsys.readouterr().out
    assert "[S19 须说明] V1逾期3天，方案没有相应的扣款规定，没有扣款。" in out
    assert "应付0.01元" in out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("--price 3 --rules fees.toml", "没有写--quantity"),
        ("--quantity 3 --rules fees.toml", "没有写--price"),
        ("--quantity 1 --price 3 --rules fees.toml", "[S19] V1没有写质量等次（有：优、良）"),
        ("--quantity 1 --price 3 --quality 差 --rules fees.toml", "[S19] V1质量等次“差”不在方案中"),
        ("--quantity 1 --price 3 --rules none.toml", "没有这个规则文件"),
        ("--quantity 1 --price 3 --rules other.toml", "没有[rules.services]这一组规则"),
        ("--quantity 1 --price 3 --quality 优 --rules low.toml", "逾期最多扣0.4%，小于一天的0.5%"),
        ("--quantity 1 --price 3 --quality 优 --rules mills.toml", "付款只能到分"),
        ("none.xlsx --rules fees.toml -o out.xlsx", "没有这个文件"),
        ("some.xlsx --rules fees.toml", "没有写-o"),
        ("some.xlsx --rules fees.toml -o some.xlsx", "不能用结果覆盖它"),
        ("some.xlsx --rules fees.toml -o out.txt", "结果只写成.xlsx或.csv"),
    ],
)
def test_refused(here, capsys, asked, words) -> None:
    rules = (here / "fees.toml").read_text("utf-8")
    (here / "other.toml").write_text(
        "[services]\nbase_year = 2005\n[exam]\nfull_mark = 1\n", encoding="utf-8"
    )
    (here / "low.toml").write_text(rules.replace("late_cap = 10", "late_cap = 0.4"), encoding="utf-8")
    (here / "mills.toml").write_text(rules.replace("places = 2", "places = 3"), encoding="utf-8")
    table(here / "some.xlsx", ("V01", 1, 1, "优", None, "甲；乙"))
    before = {p: p.read_bytes() for p in here.iterdir()}
    assert main(["pay", *asked.split()]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert {p: p.read_bytes() for p in here.iterdir()} == before


@pytest.mark.parametrize("asked", ["--quantity -1", "--quantity 1e3", "--price x", "--late-days 1.5"])
def test_no_numbers(here, asked) -> None:
    with pytest.raises(SystemExit):
        main(["pay", *asked.split(), "--rules", "fees.toml"])


def test_a_table(here, capsys) -> None:
    """300 − 15 − 6 = 279, and 50 × 2.5 = 125: together 404."""
    table(here / "some.xlsx", ("V01", 100, 3, "良", 4, "甲；乙"), ("V02", 50, 2.5, "优", None, "甲；乙"))
    assert main(["pay", "some.xlsx", "--rules", "fees.toml", "-o", "out.xlsx", "--explain"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("V01\n  验收数量×单价：100×3＝300\n")
    assert out.endswith("2笔，应付合计404.00元\n写出：out.xlsx\n")
    book = openpyxl.load_workbook(here / "out.xlsx")
    assert book.sheetnames == ["应付金额", "计算过程"]
    rows = [tuple(r) for r in book["应付金额"].iter_rows(values_only=True)]
    assert rows[1] == ("V01", 100, 3, "良", 4, 279)
    assert rows[3][0] == "合计"
    assert rows[3][-1] == 404
    steps = [tuple(r) for r in book["计算过程"].iter_rows(values_only=True)]
    assert ("V01", "应付", "300－15－6", "279") in steps


def test_a_table_as_csv_in_english(here, capsys) -> None:
    (here / "some.csv").write_text(
        "验收编号,验收合格数量,单价,质量等次\nV01,100,3,优\n", encoding="utf-8-sig"
    )
    assert main(["pay", "some.csv", "--rules", "fees.toml", "-o", "out.csv", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "1 deliveries, 300.00 yuan payable\nWritten: out.csv\n"
    assert "V01,100,3,优,0,300.00" in (here / "out.csv").read_text("utf-8-sig")


def test_a_grade_that_is_none_is_refused_with_its_row(here, capsys) -> None:
    table(here / "some.xlsx", ("V01", 100, 3, "优", 0, ""), ("V02", 50, 2, "中", 0, ""))
    assert main(["pay", "some.xlsx", "--rules", "fees.toml", "-o", "out.xlsx"]) == 2
    assert "some.xlsx [交付验收] 第3行" in capsys.readouterr().err
    table(here / "empty.xlsx")
    assert main(["pay", "empty.xlsx", "--rules", "fees.toml", "-o", "out.xlsx"]) == 2
    assert "一行也没有填写" in capsys.readouterr().err
    assert not (here / "out.xlsx").exists()


def test_two_findings_of_a_path_are_both_told_with_their_lines(tmp_path, capsys) -> None:
    """The example with a path: 2006 short of its target, 2007 going back."""
    town = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
    case = tmp_path / "town"
    shutil.copytree(town, case)
    plan = (case / "plan.toml").read_text("utf-8")
    lines = "\n[[services.path]]\nyear = {}\nstaff = {}\nservices = 756400\n"
    plan += lines.format(2006, 700000) + "target_share = 55\n" + lines.format(2007, 800000)
    (case / "plan.toml").write_text(plan, encoding="utf-8")
    main(["check", str(case)])
    out = capsys.readouterr().out
    assert out.count("[S17 须说明]") == 2
    first = plan.splitlines().index("[[services.path]]") + 1
    assert f"plan.toml [services.path.2006] 第{first}行" in out
