"""What is refused in plan.toml, and where."""

from sheets.desk import ROSTER, cell, edit_plan, problems, row_of, said


def test_weights_that_do_not_total_100(folder):
    edit_plan(folder, ("exam = 40, evaluation", "exam = 40.5, evaluation"))
    row = row_of(folder, "weights = {exam = 40.5, evaluation = 30, speech = 20, assessment = 10}")

    [found] = problems(folder)

    assert (found.where.file, found.where.sheet, found.where.row) == (
        "plan.toml",
        "rules.composite.weights",
        row,
    )
    assert "100.5" in found.words.zh


def test_plan_types_all_at_once(folder):
    edit_plan(
        folder,
        ("cutoff = 2006-10-31", 'cutoff = "2006-10-31"'),
        ("approved = 6", 'approved = "六"'),
        ('id = "B01"', 'id = "一号"'),
        ("min_turnout = 50", "min_turnout = 150"),
        ("max_choices = 3", "max_choice = 3"),
        ('mechanism = "rank_order"', 'mechanism = "lottery"'),
        ("bar_sanctioned = true", "bar_sanctioned = 1"),
        ("base_total = 1000", "base_total = inf"),
        ('title = "测试镇机构改革方案"', 'title = ""'),
        ("score_days = 5", "score_days = true"),
        ("bodies = 4", "bodies = [4]"),
    )

    assert [(f[1], f[4]) for f in said(folder)] == [
        ("title", "不能是空的。"),
        ("cutoff", "应为日期，实为文字。"),
        ("headcount.administrative.approved", "应为整数，实为文字“六”。"),
        ("bodies[0].id", "“一号”不合编号的写法。"),
        ("rules.evaluation.min_turnout", "150大于100。"),
        ("rules.placement.max_choice", "不认识“max_choice”这一项。"),
        ("rules.placement.mechanism", "“lottery”不在可选项中。"),
        ("rules.placement.max_choices", "缺少“max_choices”（每人最多填几个志愿）。"),
        ("rules.eligibility.bar_sanctioned", "应为true 或 false，实为整数“1”。"),
        ("rules.notice.score_days", "应为整数，实为是否值“True”。"),
        ("services.base_total", "数字Infinity不合情理。"),
        ("before.bodies", "应为整数，实为列表。"),
    ]


def test_tables_where_values_belong(folder):
    edit_plan(folder, ('ties = ["exam", "draw"]', 'ties = "exam"'), ("[before]", "[[before]]"))

    assert [(f[1], f[4]) for f in said(folder)] == [
        ("rules.composite.ties", "应为列表，实为文字。"),
        ("before", "应为一组“键 = 值”，实为列表。"),
    ]


def test_toml_syntax(folder):
    edit_plan(folder, ('organ = "测试镇"', "organ = 测试镇"))

    assert said(folder) == [
        ("plan.toml", "", 3, "", "第9个字符处：等号后面的值写得不对（文字要加引号，日期如2006-11-13）。")
    ]


def test_plan_in_gbk(folder):
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    (folder / "plan.toml").write_bytes(text.encode("gb18030"))

    assert said(folder) == [("plan.toml", "", None, "", "是GBK（ANSI）编码，不是UTF-8。")]


def test_problems_of_all_files_at_once(folder):
    edit_plan(folder, ("cutoff = 2006-10-31", "cutof = 2006-10-31"))
    (folder / "posts.xlsx").unlink()
    cell(folder, *ROSTER, "C2", "雄")
    cell(folder, "acts.xlsx", "正式行为", "C2", "昨天")

    assert [(f, r) for f, _, r, _, _ in said(folder)] == [
        ("plan.toml", 4),
        ("plan.toml", None),
        ("posts.xlsx", None),
        ("roster.xlsx", 2),
        ("acts.xlsx", 2),
    ]
