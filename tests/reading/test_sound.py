"""Sound texts of many places and kinds stay quiet; a contradiction planted into one is found, and nothing else."""

import sys
from functools import cache
from pathlib import Path

import docx
import pytest

from dinggang.basis import Finding, Level
from dinggang.reading import CODES, check_up, read_text, text_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from planted import PLANTS  # noqa: E402 - a table beside this file

SOUND = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "sound").glob("*.txt"))}


@pytest.fixture(autouse=True)
def no_typos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typos have tests of their own."""
    monkeypatch.setattr("dinggang.reading.checkup.check_typos", lambda _: ())


@cache
def findings(raw: str) -> tuple[Finding, ...]:
    return check_up(text_of(raw)).findings


def test_there_are_many_of_all_kinds() -> None:
    assert len(SOUND) >= 24


@pytest.mark.parametrize("name", SOUND)
def test_sound_texts_stay_quiet(name: str) -> None:
    told = [(f.code, f.words.zh) for f in findings(SOUND[name])]
    assert [t for t in told if t[0][0] in "XRK"] == []
    assert [f for f in findings(SOUND[name]) if f.level is Level.STOPS] == []


TABLES = (
    [("机构", "编制类别", "编制数", "领导职数"), ("党政办公室", "行政", "18", "4"), ("经济发展办公室", "行政", "16", "3"),
     ("农业服务中心", "事业", "26", "0"), ("合计", "", "60", "7")],
    [("阶段", "时间", "内容"), ("第一阶段", "4月1日至4月11日", "宣传动员"), ("第二阶段", "4月14日至4月25日", "报名和资格审查"),
     ("第三阶段", "5月5日至5月9日", "考试、测评、演说"), ("第四阶段", "5月12日至5月30日", "公示、选岗、聘用")],
    [("项目", "权重"), ("考试", "40%"), ("民主测评", "30%"), ("演说", "30%")],
)  # fmt: skip


def plan_with_tables(path: Path, institution: str) -> Path:
    document = docx.Document()
    document.add_heading("柏树镇机构改革实施方案", 0)
    for words, table in zip(
        (
            (
                "根据县委《关于乡镇机构改革的意见》（柏发〔2008〕5号），制定本方案，经县编委2008年3月28日批准（柏编〔2008〕16号）。"
                "核定行政编制34名，其中领导职数7名，预留1名；核定事业编制26名，其中预留2名。机构见表1。"
            ),
            f"行政岗位26个、事业岗位{institution}个，实行竞争上岗，每人填报两个志愿，按成绩由高到低选岗。时间见表2。",
            (
                "总分60分以下不得上岗，同分的比较考试成绩。演说评委9人。权重见表3。成绩和拟任人选分别公示5个工作日，由镇纪委受理异议。"
                "行政岗位任命，事业岗位签订聘用合同。临时人员清退按每满一年一个月工资补偿。"
            ),
        ),
        TABLES,
        strict=True,
    ):
        document.add_paragraph(words)
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, content in zip(grid.add_row().cells, row, strict=True):
                cell.text = content
    document.save(str(path))
    return path


@pytest.mark.parametrize(("institution", "codes"), [("24", []), ("27", ["X1", "X3"])])
def test_a_plan_with_tables(institution: str, codes: list[str], tmp_path: Path) -> None:
    told = check_up(read_text(plan_with_tables(tmp_path / "plan.docx", institution))).findings
    assert [f.code for f in told if f.level is not Level.NOTICE] == codes


SENTENCES = (HERE / "sentences.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ways_of_saying_it_soundly(sentence: str) -> None:
    """X14 asks for the staff before the reform, which one sentence cannot give."""
    told = [(f.code, f.words.zh) for f in findings("改革工作总结\n" + sentence)]
    assert [t for t in told if t[0][0] in "XR" and t[0] != "X14"] == []


@pytest.mark.parametrize(("name", "words", "planted", "codes"), PLANTS)
def test_plant_one_find_one(name: str, words: str, planted: str, codes: str) -> None:
    assert words in SOUND[name]
    before = {(f.code, f.words.zh) for f in findings(SOUND[name])}
    after = [
        f for f in findings(SOUND[name].replace(words, planted, 1)) if (f.code, f.words.zh) not in before
    ]
    assert sorted({f.code for f in after}) == codes.split()


def test_every_planted_code_is_known() -> None:
    assert {code for *_, codes in PLANTS for code in codes.split()} <= set(CODES)


def test_a_text_that_breaks_nearly_every_rule() -> None:
    """An invented summary in other words than any that the rules were written from."""
    raw = (HERE / "broken" / "wanggang.txt").read_text("utf-8")
    told = {f.code: f for f in findings(raw)}
    assert {f"X{n}" for n in range(1, 18)} <= set(told)
    assert {"R01", "R02", "R03", "R05", "K01", "O01", "O02", "O03", "O04", "O05", "O06", "O08", "O10"} <= set(
        told
    )
    # 44 − 3 = 41 and 44 against 45; 32 − 1 − 8 = 23 and 24 against 21; 21 + 45 + 8 = 74 of 72 or 76.
    assert "预留含在内：可用41个，超出4个；预留另加：可用44个，超出1个" in told["X1"].words.zh
    assert "预留含在内：可用23个，还有2个没有说明；预留另加：可用24个，还有3个没有说明" in told["X2"].words.zh
    assert "合计使用74个" in told["X3"].words.zh
    assert "可用72个，超出2个" in told["X3"].words.zh
    assert "虽余2个，但事业仍超出" in told["X3"].words.zh
    assert told["X5"].quotes[0] == "三月八日成立了镇机构改革领导小组"
    assert "65天" in told["R05"].words.zh
