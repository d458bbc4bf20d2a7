"""One step alone: what is refused, in a clerk's words, with nothing half-written."""

from pathlib import Path

import pytest

from cli.alone_desk import (
    BALLOTS,
    BOARD,
    EVALUATION,
    EXAM,
    JUDGES,
    LISTS,
    MARKS,
    PAPER,
    POSTS,
    RANK,
    SPEECH,
    Answer,
    book,
    placing,
    refusal,
    table,
    three,
)
from dinggang.cli import main


@pytest.fixture
def quick(capsys):
    """The program without the start of a new process."""

    def call(*arguments: object) -> Answer:
        code = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("P001,李,J01,50", "P001,李,J01,abc", "“演说内容”列\n     应为数字"),
        ("P001,李,J01,50", "P001,李,J01,61", "61超过满分60"),
        ("P001,李,J01,50", "P001,李,J01,-1", "不允许负数"),
        ("P001,李,J01,50", "P001,李,J01,=1+1", "应为数字"),
        ("P001,李,J01", "1,李,J01", "“1”不是编号"),
        ("P001,李,J02", "P001,李,J01", "“P001、J01”重复：第2行已有"),
        ("P001,李,J02", "P001,刘,J02", "这里写的是“刘”"),
        ("P001,李,J01,50,30", "P001,李,J01,,30", "[M06]"),
        (",,,亲属", ",30,,亲属", "[M15]"),
        ("演说内容,仪表", "演说内容,风度", "不认识“风度”列"),
        ("演说内容,仪表", "演说内容,演说内容", "出现了不止一次"),
    ],
)
def test_a_sheet_that_cannot_be_marked(quick, tmp_path, old, new, said) -> None:
    sheet = table(tmp_path / "s.csv", JUDGES.replace(old, new, 1))
    rules = table(tmp_path / "r.toml", SPEECH)
    told = refusal(quick, "mark", "speech", sheet, "--rules", rules, out=tmp_path / "o.csv")
    assert said in told
    assert "s.csv" in told


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("P001,A,5,6,3,3,0,0,", "[M01]"),
        ("P001,A,5,5,3,1,0,0,", "[M02]"),
        ("P001,丙,5,5,3,2,0,0,", "没有“丙”这个投票人类别"),
        ("P001,B,5,5,3,2,0,0,", "重复"),
        ("P001,A,5,5,3.5,1.5,0,0,", "应为整数"),
    ],
)
def test_ballots_that_cannot_be_counted(quick, tmp_path, row, said) -> None:
    sheet = table(tmp_path / "e.csv", BALLOTS.replace("P001,A,5,5,3,2,0,0,", row, 1))
    rules = table(tmp_path / "r.toml", EVALUATION)
    assert said in refusal(quick, "mark", "evaluation", sheet, "--rules", rules, out=tmp_path / "o.xlsx")


def test_a_paper_that_does_not_add_up(quick, tmp_path) -> None:
    paper = {**PAPER, "标准答案": [*PAPER["标准答案"][:-1], ("Q03", "判断", "对", 10)]}
    sheet, rules = book(tmp_path / "exam.xlsx", paper), table(tmp_path / "r.toml", EXAM)
    told = refusal(quick, "mark", "exam", sheet, "--rules", rules, out=tmp_path / "o.csv")
    assert "[M08]" in told
    assert "exam.xlsx [标准答案]" in told


def test_all_problems_of_rules_and_table_at_once(quick, tmp_path) -> None:
    rules = table(
        tmp_path / "r.toml",
        SPEECH.replace('"half_up"', '"half"').replace("min_judges = 2", "min_judges = 0")
        + "[spech]\nx = 1\n",
    )
    sheet = table(tmp_path / "s.csv", JUDGES.replace("P001,李,J01", "1,李,J01").replace(",40,20,", ",40,x,"))
    told = refusal(quick, "mark", "speech", sheet, "--rules", rules, out=tmp_path / "o.csv")
    for said in ("不认识“spech”", "“half”不在可选项中", "0小于1", "“1”不是编号", "应为数字，实为“x”"):
        assert said in told
    assert "r.toml [rules.speech.rounding.mode] 第5行" in told


@pytest.mark.parametrize("command", ["mark", "rank", "place"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "人员编号\n李䶮".encode("gb18030"), b"PK\x03\x04junk"]
)
def test_files_that_cannot_be_read(quick, tmp_path, command, content) -> None:
    for ending in ("csv", "xlsx", "et"):
        bad = tmp_path / f"bad.{ending}"
        bad.write_bytes(content)
        given = {
            "mark": ["mark", "speech", bad, "--rules", table(tmp_path / "r.toml", SPEECH)],
            "rank": ["rank", bad, "--rules", table(tmp_path / "r.toml", RANK)],
            "place": ["place", *three(tmp_path, placing("rank_order"), choices=bad, board=bad)],
        }[command]
        assert bad.name in refusal(quick, *given, out=tmp_path / "o.csv")


@pytest.mark.parametrize("command", ["mark", "rank", "place"])
def test_places_that_must_not_be_written(quick, tmp_path, command) -> None:
    sheet = {"mark": JUDGES, "rank": MARKS, "place": LISTS}[command]
    mine = table(tmp_path / "mine.csv", sheet)
    rules = {"mark": SPEECH, "rank": RANK, "place": placing("deferred")}[command]
    given = {
        "mark": ["mark", "speech", mine, "--rules", table(tmp_path / "r.toml", rules)],
        "rank": ["rank", mine, "--rules", table(tmp_path / "r.toml", rules)],
        "place": ["place", *three(tmp_path, rules, choices=mine)],
    }[command]
    before = mine.read_bytes()
    for out, said in (
        (mine, "要读的文件之一"),
        (tmp_path / "o.pdf", "结果只写成"),
        (tmp_path / "none" / "o.csv", "文件夹不存在"),
        (tmp_path, "结果只写成"),
    ):
        done = quick(*given, "-o", out)
        assert done.code == 2
        assert said in done.err
    assert mine.read_bytes() == before
    missing = quick(*[a if a != mine else tmp_path / "gone.csv" for a in given], "-o", tmp_path / "o.csv")
    assert (missing.code, "没有这个文件" in missing.err) == (2, True)
    norules = quick(
        *[a if Path(str(a)).name != "r.toml" else tmp_path / "no.toml" for a in given],
        "-o",
        tmp_path / "o.csv",
    )
    assert (norules.code, "没有这个规则文件" in norules.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,成绩,工龄", "不认识“成绩”列"),
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,备注,工龄", "缺少“竞岗演说”列"),
        ("编号,姓名,笔试,面试成绩,工龄", "编号,姓名,笔试,面试成绩,备注", "缺少“工龄”列"),
        ("P001,李,80,40", "P001,李,80,60", "60超过满分50"),
        ("P002,王", "P001,王", "重复"),
        ("P001,李,80,40,10", "P001,李,80,40,", "P001没有填写“工龄”"),
        ("P001,李,80,40,10", "P001,李,80%,40,10", "百分数"),
    ],
)
def test_marks_that_cannot_be_ranked(quick, tmp_path, old, new, said) -> None:
    marks, rules = table(tmp_path / "m.csv", MARKS.replace(old, new, 1)), table(tmp_path / "r.toml", RANK)
    assert said in refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")


def test_rules_that_cannot_be_ranked_by(quick, tmp_path) -> None:
    marks = table(tmp_path / "m.csv", MARKS)
    rules = table(tmp_path / "r.toml", RANK.replace("exam = 60, speech = 40", "exam = 60, speech = 30"))
    assert "四项权重合计90" in refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")
    rules = table(tmp_path / "r.toml", RANK.replace(', "draw"]', "]").replace("speech = 50", "speech = 0"))
    told = refusal(quick, "rank", marks, "--rules", rules, out=tmp_path / "o.csv")
    assert "最后一项须为抽签" in told
    assert "满分须大于0" in told


def test_two_files_that_disagree(quick, tmp_path) -> None:
    rules, marks = table(tmp_path / "r.toml", RANK), table(tmp_path / "m.csv", MARKS)
    other = table(tmp_path / "n.csv", "人员编号,面试\nP001,41")
    told = refusal(quick, "rank", marks, other, "--rules", rules, out=tmp_path / "o.csv")
    assert "n.csv 第2行 “面试”列" in told
    assert "与m.csv第2行不同" in told


@pytest.mark.parametrize(
    ("what", "old", "new", "said"),
    [
        ("board", "1,1,P001", "1,,P001", "没有次序"),
        ("board", "2,2,P002", "2,1,P002", "分不出谁先选岗"),
        ("board", "3,3,P003,70.00", "3,3,P003,85", "却排在后面"),
        ("board", "名次,次序,人员编号,综合成绩", "序号,备注,人员编号,综合成绩", "缺少“次序”列"),
        ("posts", "O02,1", "O02,-1", "小于0"),
        ("posts", "O02,1", "O01,1", "重复"),
        ("lists", "P003,O02,O01", "P003,O02,O03", "岗位表里没有编号O03"),
        ("lists", "P003,O02,O01", "P003,O02,O02", "不止一次"),
        ("lists", "P003,O02,O01", "P003,,O01", "前面的志愿空着"),
        ("lists", "志愿1,志愿2", "志愿1,志愿2,志愿3", "最多填2个志愿"),
    ],
)
def test_what_nobody_can_be_placed_by(quick, tmp_path, what, old, new, said) -> None:
    texts = {"board": BOARD, "posts": POSTS, "lists": LISTS}
    assert old in texts[what]
    texts[what] = texts[what].replace(old, new, 1)
    files = {key: table(tmp_path / f"{key}.csv", text) for key, text in texts.items()}
    given = ["--posts", files["posts"], "--choices", files["lists"], "--board", files["board"]]
    rules = table(tmp_path / "r.toml", placing("rank_order"))
    told = refusal(quick, "place", *given, "--rules", rules, out=tmp_path / "o.csv")
    assert said in told
    assert f"{what}.csv" in told


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (placing("parallel"), "没有写几个志愿为一批"),
        (placing("rank_order", "band = 2"), "用不到band"),
        (placing("lottery"), "“lottery”不在可选项中"),
        (
            placing("deferred", '[[placement.post_weights]]\nposts = ["O09"]\nweights = { exam = 100 }'),
            "岗位表里没有O09",
        ),
        (
            placing("deferred", '[[placement.post_weights]]\nposts = ["O01"]\nweights = { exam = 100 }'),
            "缺3个岗位成绩",
        ),
        ('[composite]\ngroup = "all"', "没有[placement]"),
    ],
)
def test_rules_that_nobody_can_be_placed_by(quick, tmp_path, rules, said) -> None:
    assert said in refusal(quick, "place", *three(tmp_path, rules), out=tmp_path / "o.csv")
