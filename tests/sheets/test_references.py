"""Rows that contradict each other, the plan or other tables."""

from sheets.desk import POSTS, ROSTER, cell, problems, said


def test_duplicates(folder):
    cell(folder, *ROSTER, "A4", "P02")
    cell(folder, *POSTS, "A4", "O01")
    cell(folder, "assessment.xlsx", "组织考核", "A3", "P03")
    cell(folder, "assessment.xlsx", "组织考核", "B3", None)

    found = said(folder)

    assert (*POSTS, 4, "岗位编号", "“O01”重复：第2行已有。") in found
    assert (*ROSTER, 4, "人员编号", "“P02”重复：第3行已有。") in found
    assert ("assessment.xlsx", "组织考核", 3, "人员编号", "“P03”重复：第2行已有。") in found


def test_birth_after_the_cutoff(folder):
    cell(folder, *ROSTER, "D2", "2036-11-13")

    assert said(folder) == [(*ROSTER, 2, "出生日期", "出生日期2036-11-13晚于方案的截止日2006-10-31。")]


def test_post_without_a_body_or_with_an_unknown_one(folder):
    cell(folder, *POSTS, "C3", None)
    cell(folder, *POSTS, "C4", "党政办公司")

    found = problems(folder)

    assert [(p.where.row, p.where.column, p.words.zh) for p in found] == [
        (3, "所属机构", "岗位没有写所属机构。"),
        (4, "所属机构", "方案里没有“党政办公司”这个机构。"),
    ]
    assert "是不是“党政办公室”？" in found[1].cure.zh


def test_references_to_nothing(folder):
    cell(folder, "choices.xlsx", "志愿", "C2", "O99")
    cell(folder, "choices.xlsx", "志愿", "A3", "P77")
    cell(folder, "exits.xlsx", "分流清退", "A2", "P78")
    cell(folder, "acts.xlsx", "正式行为", "G2", "O98; O01")
    cell(folder, "exam.xlsx", "答题", "A2", "P79")
    cell(folder, "evaluation.xlsx", "民主测评", "C2", "群众")
    cell(folder, "services.xlsx", "委托协议", "B2", "修路")
    cell(folder, "services.xlsx", "付款", "B2", "C77")
    cell(folder, *ROSTER, "Q2", "P88、P02")

    assert said(folder) == [
        (*ROSTER, 2, "亲属", "花名册里没有编号P88。"),
        ("exam.xlsx", "答题", 2, "人员编号", "花名册里没有编号P79。"),
        ("evaluation.xlsx", "民主测评", 2, "投票人类别", "方案里没有“群众”这个投票人类别。"),
        ("choices.xlsx", "志愿", 2, "志愿1", "岗位表里没有编号O99。"),
        ("choices.xlsx", "志愿", 3, "人员编号", "花名册里没有编号P77。"),
        ("exits.xlsx", "分流清退", 2, "人员编号", "花名册里没有编号P78。"),
        ("services.xlsx", "委托协议", 2, "服务项目", "方案里没有“修路”这个服务项目。"),
        ("services.xlsx", "付款", 2, "协议编号", "委托协议表里没有编号C77。"),
        ("acts.xlsx", "正式行为", 2, "岗位", "岗位表里没有编号O98。"),
    ]


def test_name_beside_another_id(folder):
    cell(folder, "choices.xlsx", "志愿", "B2", "张三")

    assert said(folder) == [("choices.xlsx", "志愿", 2, "姓名", "P03在花名册上是“张祎”，这里写的是“张三”。")]


def test_choices_twice_gap_and_too_many(folder):
    cell(folder, "choices.xlsx", "志愿", "D2", "O02")
    cell(folder, "choices.xlsx", "志愿", "C3", None)
    cell(folder, "choices.xlsx", "志愿", "F1", "志愿4")

    place = ("choices.xlsx", "志愿")
    assert said(folder) == [
        (*place, 1, "志愿4", "方案规定最多填3个志愿，这里多出“志愿4”。"),
        (*place, 2, "志愿2", "岗位O02在同一人的志愿里填了不止一次。"),
        (*place, 3, "志愿2", "前面的志愿空着。"),
    ]
