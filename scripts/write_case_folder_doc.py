"""Writes docs/case-folder.md and its Chinese twin out of the declarations of tables and keys.

    python scripts/write_case_folder_doc.py

A test holds the pages to what this prints, so that they cannot rot.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from dinggang.plan import Plan
from dinggang.sheets.archive import MAX_CELLS, MAX_FILE, MAX_ROWS, MAX_UNPACKED
from dinggang.sheets.declare import Column, Kind, Table
from dinggang.sheets.files import EXTRA, SHEETS
from dinggang.sheets.labels import LABELS
from dinggang.sheets.plan_words import HEADINGS, KEYS
from dinggang.sheets.plan_writing import INLINE
from dinggang.sheets.shapes import hints, shape_of
from dinggang.sheets.templates import _empty_tables

DOCS = Path(__file__).resolve().parents[1] / "docs"

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.ID: ("编号", "id"),
    Kind.IDS: ("几个编号，分号隔开", "ids, divided by semicolons"),
    Kind.REFERENCE: ("编号或名称", "id or name"),
    Kind.CITIZEN: ("身份证号", "citizen number"),
    Kind.NAME: ("姓名", "name"),
    Kind.TEXT: ("文字", "text"),
    Kind.NOTE: ("文字，可换行", "text, also on several lines"),
    Kind.WORDS: ("几项文字，分号隔开", "texts, divided by semicolons"),
    Kind.INTEGER: ("整数", "whole number"),
    Kind.DECIMAL: ("数字", "number"),
    Kind.DATE: ("日期", "date"),
    Kind.YES: ("是或否", "yes or no"),
    Kind.CHOICE: ("选项", "choice"),
    Kind.KEY: ("选项字母，或对、错", "option letters, or right and wrong"),
    Kind.ANSWER: ("选项字母", "option letters"),
    Kind.TRUTH: ("对、错，或A、B", "right or wrong, or A and B"),
    Kind.APPRAISALS: ("年份:等次", "year:grade"),
    Kind.SANCTIONS: ("种类 起日~止日", "kind first day~last day"),
    Kind.CERTIFICATES: ("名称 取得日~止日", "name day of issue~last day"),
}

_SHEETS = "、".join(sheet for many in EXTRA.values() for sheet in many)

EN_HEAD = f"""\
# A case folder, file by file

[中文](case-folder.zh-CN.md)

`dinggang new FOLDER` lays one out, with drop-downs, notes and text columns. This page is written by
`scripts/write_case_folder_doc.py` out of the declarations that the templates, the reader and the writer share.

| file | sheets | a row is | when |
|---|---|---|---|
| `plan.toml` | | bodies, plates, headcount, stages, the rules of every step, service lines, assumptions | first; approved from above |
| `posts` | 岗位 | a post with its openings, and what it asks of a person | with the plan |
| `roster` | 花名册 | a person | before clearance |
| `exam` | 标准答案, 答题, 主观题评分 | a question; a person's answers; an essay's mark by one marker | after the exam |
| `evaluation` | 民主测评 | the ballots on a person from one class of voters, counted | after the ballot |
| `speech` | 演说评分 | one judge's marks for one person, or why the judge is recused | after the speeches |
| `assessment` | 组织考核, 加分扣分 | a person's marks by the assessment group; a bonus or deduction | after the assessment |
| `choices` | 志愿, 二次志愿 | a person's ordered posts, in the first and in a second round | when applications close |
| `exits` | 分流清退 | a way out that somebody took, with its dates and what was paid | clearance; after the rally |
| `services` | 委托协议, 交付验收, 付款 | an agreement; a delivery and how much of it two people accepted; a payment | at the end, and as services come in |
| `acts` | 正式行为 | an official act: day, organ, document number, what it lifts and why | as they are taken |
| `补充表述.txt` | | a sentence that an editor adds to the [summary](summary.md), marked there as unbacked; lines that begin with # are left out | if at all, at the end |

[The example](example-town-2006.md) is a full one.

- `plan.toml`, `posts` and `roster` must be there and filled in; other tables may follow as they are gathered:
  `dinggang run` stops at the step that needs one and names its file.
- A table is `name.xlsx` or `name.csv`, not both. Other files in the folder are not read.
- Whatever cannot be taken is refused with file, sheet, row, column and what to do: every problem of every file in one
  run, exit code 2, nothing written. Of many of one sort in one column the first twenty are listed, the rest counted.
- Ids (`P001`, `O12`, `B03`) are one to four letters and a number; they mean nothing and never change. Names are handed
  to documents and seen by no rule. A citizen number is checked and forgotten.
- Results are written elsewhere, by default into a folder 结果 inside the case folder.

## CSV

A table of one sheet may be a CSV: UTF-8 (with or without byte order mark), commas, a header as below. GBK, UTF-16,
tabs and semicolons are refused, for saving as GBK turns rare characters into `?`. `exam` and `services` have
several sheets and must be .xlsx; the sheets {_SHEETS} need .xlsx, too.

## What is tolerated

- Rows and columns in any order; blank rows; formatted empty cells; a title above the header, which must be within the
  first five rows.
- Headers in Chinese or by English key, with blanks, line breaks, asterisks or remarks in brackets.
- Further sheets; columns headed 序号 or 备注, which are not read; columns marked ○ below may be left out.
- Hidden rows, columns and sheets are read like all others: a filter left on takes nobody out of the case.
- Dates as dates or as text: 2006-11-13, 2006/11/13, 2006.11.13, 2006年11月13日, 20061113, with a midnight behind it;
  the 1904 date system.
- Numbers as text, with thousands separated, full-width digits; whole numbers stored as 10.0.
- Full-width letters and digits in ids, blanks around any content, capitals of choices, the usual other words for a choice.
- A name instead of an id for bodies, voter categories, service lines and adjustments.
- Links to files. Names with any character of Unicode, also outside the basic plane.

## What is refused

- Missing files, sheets, columns (○ apart) and required cells; unknown or doubled headers; content under no header.
- Formulas, error values, merged cells and percentages (80 % is stored as 0.8) in the table's columns.
- Ids and citizen numbers stored as numbers; numbers of more than 15 digits; dates without a day; times of day.
- An id twice (also in other capitals), a citizen number twice, one name and birth date under two ids; ids that are in
  no table; a name beside an id that is not that person's; a birth date after the plan's cut-off day.
- Text that begins with `=`, `+`, `-` or `@`; control characters; characters of private use or lost ones; `?` in names;
  more than 5,000 characters in a cell.
- Old .xls, .et, .ods, .xlsb; files with a password; web pages and CSV renamed to .xlsx; damaged or empty files;
  folders and dangling links in a file's place; a file that is likely meant for a missing table but named otherwise.
- In `plan.toml`: unknown, missing and mistyped keys, and what the plan itself breaks, such as weights that do not
  total 100.

## Limits

A sheet has at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells, a file {MAX_FILE // 2**20} MB, unpacked
{MAX_UNPACKED // 2**20} MB; what is larger is refused before it is loaded. Numbers: at most 15 digits before and 15
behind the point. Years: 1900–2200.
"""

ZH_HEAD = f"""\
# 案卷文件夹逐表说明

[English](case-folder.md)

`dinggang new 文件夹` 生成空白案卷，带下拉选项、批注和文本格式的列。本页由 `scripts/write_case_folder_doc.py`
按表格定义生成，模板、读取、写出用的是同一份定义。

| 文件 | 工作表 | 一行是 | 何时填 |
|---|---|---|---|
| `plan.toml` | | 机构、牌子、编制、阶段、各环节规则、服务项目、假定 | 最先；报上级批复 |
| `posts` | 岗位 | 一个岗位、岗位数和条件 | 随方案 |
| `roster` | 花名册 | 一个人 | 清退之前 |
| `exam` | 标准答案、答题、主观题评分 | 一道题；一人的答案；一名评卷人给一道主观题的分 | 考试之后 |
| `evaluation` | 民主测评 | 一类投票人对一人的票数 | 测评之后 |
| `speech` | 演说评分 | 一名评委给一人的分，或回避原因 | 演说之后 |
| `assessment` | 组织考核、加分扣分 | 考核组给一人的分；一项加分或扣分 | 考核之后 |
| `choices` | 志愿、二次志愿 | 一人依次填的岗位 | 报名截止时 |
| `exits` | 分流清退 | 一人的去向、日期和已付金额 | 清退时、动员之后 |
| `services` | 委托协议、交付验收、付款 | 一份协议；一次交付和验收；一笔付款 | 最后，以后陆续填 |
| `acts` | 正式行为 | 一件正式行为：日期、机关、文号、解除的问题和理由 | 办一件记一行 |
| `补充表述.txt` | | 给[工作总结](summary.md)补充的一句话，总结里标明没有依据；以#开头的行不读 | 需要时，最后 |

[例子](example-town-2006.md)是一个填满的案卷。

- `plan.toml`、岗位表、花名册必须有并且填好；其他表收集一样填一样，`dinggang run`到需要的那一步停下并指出缺哪个文件。
- 每张表是“名称.xlsx”或“名称.csv”，不能两个都有。文件夹里的其他文件不读。
- 不能受理的，一次列出所有文件的所有问题：文件、工作表、行、列和办法；退出码2，不写任何文件。同一列同类问题
  列出前二十处，其余计数。
- 编号（`P001`、`O12`、`B03`）是一至四个字母加数字，没有含义，定了不改。姓名只进文书，不进规则；身份证号只核对，不保存。
- 结果写在别处，默认在案卷中的“结果”文件夹。

## CSV

只有一个工作表的表可用CSV：UTF-8编码（有无BOM均可），逗号分隔，带表头。GBK、UTF-16、制表符和分号分隔的不读：按GBK
保存会把生僻字变成“?”。`exam`、`services`有几个工作表，只能用xlsx；{_SHEETS}也须用xlsx。

## 可以这样

- 行、列顺序任意；中间有空行、有带格式的空单元格；表头上方有标题（表头须在前5行）。
- 表头用中文或英文键名，中间有空格、换行、星号或括号说明。
- 另有别的工作表；另有“序号”“备注”列（不读）；下表标○的列可以没有。
- 隐藏的行、列、工作表照样读：忘了取消的筛选不会让人漏掉。
- 日期写成2006-11-13、2006/11/13、2006.11.13、2006年11月13日、20061113，或带零点；1904日期系统。
- 数字存成文本、带千分位、全角数字；整数存成10.0。
- 编号里的全角字母和数字，内容前后的空格，选项的常用别名。
- 机构、投票人类别、服务项目、加分扣分项目可写名称。
- 文件是链接。姓名用任何Unicode字，包括扩展区的字。

## 不能这样

- 缺文件、工作表、列（○除外）或必填的内容；不认识的或重复的表头；没有表头的内容。
- 表内有公式、错误值、合并单元格、百分比格式（80%存的是0.8）。
- 编号、身份证号存成数字；数字超过15位；日期缺日或带时刻。
- 编号重复（只差大小写也算）、身份证号重复、同名同生日两个编号；引用的编号不存在；姓名与编号对不上；
  出生日期晚于方案的截止日。
- 文字以 `=`、`+`、`-`、`@` 开头；控制字符；自造字、已丢失的字；姓名里有“?”；一格超过5000字。
- xls、et、ods、xlsb；有密码的；网页、CSV改名成xlsx的；损坏的、空的；应是文件的位置是文件夹或失效的链接；
  缺一张表，却有一个名字相近的文件。
- `plan.toml`：不认识的、缺少的、写错类型的键，以及方案自身不成立的，如权重合计不是100。

## 限度

一个工作表最多{MAX_ROWS:,}行、{MAX_CELLS:,}格，一个文件{MAX_FILE // 2**20}MB，解压后{MAX_UNPACKED // 2**20}MB，
超过的在载入前拒绝。数字整数、小数部分各不超过15位。年份1900—2200。
"""


def page(language: str) -> str:
    """The whole page in zh or en."""
    zh = language == "zh"
    parts = [ZH_HEAD if zh else EN_HEAD]
    tables = tuple(_empty_tables())
    for file in SHEETS:
        parts.append(f"\n## {file}\n")
        parts.extend(_table(t, zh=zh) for t in tables if t.file == file)
    parts.append("\n## plan.toml\n")
    parts.append(_PLAN_ZH if zh else _PLAN_EN)
    parts.extend(_section(Plan, "", zh=zh))
    return "\n".join(parts).replace("\n\n\n", "\n\n").rstrip() + "\n"


_PLAN_ZH = """文字加英文双引号，日期（2006-11-13）和数字不加；`[[ ]]` 的一段可写几遍。文件须为UTF-8编码。"""
_PLAN_EN = """Text in straight quotes, dates (2006-11-13) and numbers without; a `[[ ]]` part may stand several times.
The file is UTF-8. Meanings are given as the empty plan gives them."""


def _table(table: Table, *, zh: bool) -> str:
    missing = " ○" if table.extra else ""
    head = "| 列 | 怎样填写 | 内容 | 必填 |" if zh else "| column | key | meaning | holds | required |"
    lines = [f"### {table.sheet}{missing}\n", head, "|---" * (head.count("|") - 1) + "|"]
    for column in table.columns:
        need = "●" if column.required else "○" if column.may_be_absent else ""
        cells = (
            [column.header, column.note.zh, _holds(column, zh=True), need]
            if zh
            else [column.header, f"`{column.key}`", column.note.en, _holds(column, zh=False), need]
        )
        lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def _holds(column: Column, *, zh: bool) -> str:
    if column.choices:
        labels = LABELS[column.choices]
        return "、".join(labels[m][0] if zh else f"{labels[m][0]} {m.value}" for m in column.choices)
    return KINDS[column.kind][0 if zh else 1]


def _section(cls: type[msgspec.Struct], path: str, *, zh: bool) -> Iterator[str]:
    """The keys under one heading, then those of the headings below it."""
    own, below = [], []
    for name, (hint, required) in hints(cls).items():
        bare: Any = shape_of(hint).bare
        item = (
            shape_of(get_args(bare)[-1 if get_origin(bare) is dict else 0]).bare if get_args(bare) else bare
        )
        if isinstance(item, type) and issubclass(item, msgspec.Struct) and item not in INLINE:
            below.append((name, item, get_origin(bare)))
        else:
            own.append((name, required))
    if own:
        head = "| 键 | 含义 | 例 | 必填 |" if zh else "| key | meaning | example | required |"
        yield f"### {HEADINGS[cls]} `{path or 'plan.toml'}`\n\n{head}\n|---|---|---|---|"
        rows = []
        for name, required in own:
            key = KEYS[cls][name]
            example = key.example.replace("|", "\\|")
            rows.append(f"| `{name}` | {key.words} | `{example}` | {'●' if required else ''} |")
        yield "\n".join(rows) + "\n"
    for name, item, origin in below:
        inner = f"{path.strip('[]')}.{name}" if path else name
        inner += ".<administrative, institution>" if origin is dict else ""
        yield from _section(item, f"[[{inner}]]" if origin is tuple else f"[{inner}]", zh=zh)


if __name__ == "__main__":
    (DOCS / "case-folder.md").write_text(page("en"), encoding="utf-8")
    (DOCS / "case-folder.zh-CN.md").write_text(page("zh"), encoding="utf-8")
    print("docs/case-folder.md, docs/case-folder.zh-CN.md")
