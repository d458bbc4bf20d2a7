"""An empty case folder: a plan to be filled in, a template for every table, and what to do first."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import tomlkit

from dinggang.marks import Question, QuestionKind
from dinggang.plan import Criterion, HeadcountKind, Plan, Rules
from dinggang.sheets import tables
from dinggang.sheets.declare import Table
from dinggang.sheets.filling import fill
from dinggang.sheets.pages import page
from dinggang.sheets.plan_reading import PLAN
from dinggang.sheets.plan_words import HEADINGS, KEYS
from dinggang.sheets.plan_writing import INLINE
from dinggang.sheets.shapes import hints, shape_of
from dinggang.sheets.writing import put

README = "README.txt"
Known = Mapping[str, Any]
"""Keys of a plan that are known, nested as TOML nests them."""
CHOICES = 3
"""So many columns of choices are in the template; the plan's max_choices says how many are read."""


def write_templates(path: Path) -> None:
    """Lays out an empty case folder. Raises Refusal when there is something at `path` already."""
    put(path, template_files())


def template_files() -> dict[str, bytes]:
    """File name → bytes of an empty case folder."""
    return started_files({}, (), ())


def write_started(
    path: Path, known: Known, posts: Sequence[msgspec.Struct], acts: Sequence[msgspec.Struct]
) -> None:
    """Lays out a case folder with what is known already; fields of a row that are not there stay empty.

    Raises Refusal when there is something at `path`.
    """
    put(path, started_files(known, posts, acts))


def started_files(
    known: Known, posts: Sequence[msgspec.Struct], acts: Sequence[msgspec.Struct]
) -> dict[str, bytes]:
    """An empty case folder with the keys of the plan, the posts and the acts that are known filled in."""
    rows = {t.name: filled for t, filled in (fill(tables.POSTS, posts), fill(tables.ACTS, acts))}
    books: dict[str, list[Table]] = {}
    for table in _empty_tables():
        books.setdefault(table.file, []).append(table)
    return {
        README: _README.encode(),
        PLAN: plan_skeleton(known).encode(),
        **{f"{file}.xlsx": page([(t, rows.get(t.name, ())) for t in many]) for file, many in books.items()},
    }


def _empty_tables() -> Iterator[Table]:
    """Every table. What the plan names (questions, criteria, number of choices) stands as an example."""
    questions = [Question(id=f"Q{n:02}", kind=QuestionKind.SINGLE, value=Decimal(1)) for n in (1, 2, 3)]
    yield from (
        tables.POSTS,
        tables.ROSTER,
        tables.EXAM_KEY,
        tables.exam_answers(questions),
        tables.ESSAYS,
        tables.EVALUATION,
    )
    yield tables.speech([_example_criterion("speech")])
    yield tables.assessment([_example_criterion("assessment")])
    yield tables.ADJUSTED
    yield tables.choices(CHOICES)
    yield tables.choices(CHOICES, second=True)
    yield from (
        tables.EXITS,
        tables.AGREEMENTS,
        tables.DELIVERIES,
        tables.PAYMENTS,
        tables.CHANGES,
        tables.ACTS,
        tables.MEMBERS,
        tables.OPINIONS,
        tables.DUTIES,
        tables.ANSWERS,
        tables.MEETINGS,
        tables.ATTENDANCE,
        tables.TALKS,
    )


def _example_criterion(rule: str) -> Criterion:
    keys = EXAMPLES["rules", rule, "criteria"]
    return Criterion(id=keys["id"].strip('"'), name=keys["name"].strip('"'), maximum=Decimal(keys["maximum"]))


EXAMPLES: Mapping[tuple[str, ...], Mapping[str, str]] = {
    ("rules", "speech", "criteria"): {"id": '"content"', "name": '"演说内容"', "maximum": "100"},
    ("rules", "assessment", "criteria"): {"id": '"work"', "name": '"工作实绩"', "maximum": "100"},
    ("headcount", "institution"): {"approved": "36", "leader_posts": "0", "before": "45", "proposed": "38"},
}
"""Examples that differ from the key's own."""


def plan_skeleton(known: Known | None = None) -> str:
    """A plan.toml in which every key stands behind a # with its meaning and an example.

    Keys that are `known` (nested as TOML nests them) stand without the # and with their value; a table that may be
    written several times is written once for each item known.
    """
    return "\n".join([_PLAN_HEAD, *_section(Plan, (), known or {})]) + "\n"


def _section(
    cls: type[msgspec.Struct], path: tuple[str, ...], known: Known, *, optional: bool = False
) -> Iterator[str]:
    own: list[tuple[str, Any, bool]] = []
    parts: list[tuple[str, Any, bool]] = []
    for name, (hint, required) in hints(cls).items():
        (parts if _on_its_own(shape_of(hint).bare) else own).append((name, hint, required))
    for name, _hint, required in own:
        key = KEYS[cls][name]
        yield f"# {'【必填】' if required else '【可空】'}{key.words}"
        if name in known:
            yield f"{name} = {tomlkit.item(known[name]).as_string()}"
        else:
            yield f"#{name} = {EXAMPLES.get(path, {}).get(name, key.example)}"
    for name, hint, required in parts:
        yield from _part(
            shape_of(hint).bare, (*path, name), known.get(name), optional=optional or not required
        )


def _part(bare: Any, path: tuple[str, ...], known: Any, *, optional: bool) -> Iterator[str]:
    origin = get_origin(bare)
    if origin is dict:
        for kind in HeadcountKind:
            one = (known or {}).get(kind.value)
            yield from _headed(get_args(bare)[1], (*path, kind.value), "[{}]", one, optional=optional)
    elif origin is tuple:
        for one in known or (None,):
            yield from _headed(get_args(bare)[0], path, "[[{}]]", one, optional=optional)
    elif bare is Rules:
        yield from _section(bare, path, known or {})
    else:
        yield from _headed(bare, path, "[{}]", known, optional=optional)


def _headed(
    cls: type[msgspec.Struct], path: tuple[str, ...], heading: str, known: Known | None, *, optional: bool
) -> Iterator[str]:
    kind = {"administrative": "（行政）", "institution": "（事业）"}.get(path[-1], "")
    left_out = optional and not known
    hint = "（可不写；要写先去掉标题前的#）" if left_out else ""
    yield ""
    yield f"# ── {HEADINGS[cls]}{kind}{hint} ──"
    yield ("#" if left_out else "") + heading.format(".".join(path))
    yield from _section(cls, path, known or {}, optional=optional)


def _on_its_own(bare: Any) -> bool:
    """Whether a part stands under a heading of its own."""
    if get_origin(bare) in {tuple, dict}:
        bare = shape_of(get_args(bare)[-1 if get_origin(bare) is dict else 0]).bare
    return isinstance(bare, type) and issubclass(bare, msgspec.Struct) and bare not in INLINE


_PLAN_HEAD = """\
# 改革方案。逐项填写：去掉行首的“#”，把例子换成本单位方案的规定；【必填】的都要填，【可空】的不需要就留着“#”。
# 写法：文字加英文双引号，日期（如 2006-11-13）和数字不加；同一种要写几份时，把 [[ ]] 那一段复制几遍。
# 本文件中的例子不是建议，权重、合格线、同分办法等一律以批准的方案为准。
# Take away the leading # and replace each example by what your plan says. 【必填】 required, 【可空】 optional.
"""

_README = """\
定岗：案卷文件夹
================
按下面的顺序填写，每填好一步可运行“dinggang check 文件夹”检查：

1. plan.toml        方案：机构和牌子、编制、阶段、各环节规则、服务项目
2. posts.xlsx       岗位
3. roster.xlsx      花名册（全体人员，包括临时、自用人员）
4. acts.xlsx        正式行为：成立领导小组、批复方案等，办一件记一行
5. exits.xlsx       分流、清退
6. choices.xlsx     志愿
7. exam.xlsx        考试：标准答案和答题（一题一列，表头为题号）
   evaluation.xlsx  民主测评票数
   speech.xlsx      演说评分（一个要素一列，表头与方案中的要素名称一致）
   assessment.xlsx  组织考核（同上）
8. services.xlsx    购买服务：委托协议、交付验收、付款
9. 可以不用的表（用了就进入文件和总结，不用就整个删去）：
   groundwork.xlsx  领导小组成员、征求意见、职责分工、政策问答
   meetings.xlsx    会议、签到
   talks.xlsx       谈话（只记时间、谈话人和顾虑类别，不记内容；注意保密）

方案、岗位、花名册必须先填好；其他表收集一样填一样，空表留着不影响检查。
单个工作表的表也可以用UTF-8编码的CSV（如roster.csv）代替；GBK编码的CSV不读。
每张表里的“填写说明”逐列说明填法。全部填好后运行“dinggang run 文件夹”。

Dinggang: a case folder
=======================
Fill in plan.toml, posts.xlsx and roster.xlsx first, then the others in the order above; run
"dinggang check FOLDER" after each, and "dinggang run FOLDER" at the end. Tables that have
not been gathered yet may stay empty. A table of one sheet may be a CSV in UTF-8 instead; GBK is not read.
groundwork.xlsx, meetings.xlsx and talks.xlsx may be left out for good.
The sheet 填写说明 of each table explains every column in both languages.
"""
