"""The tables of the four measures and of the choices: what the plan names gives them columns."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dinggang.basis import Words, plain
from dinggang.marks import Question, QuestionKind, Turn
from dinggang.plan import Criterion, Rules
from dinggang.sheets.columns import (
    NAME_CHECK,
    PERSON,
    choice_column,
    few,
    id_column,
    number_column,
    text_column,
    whole_column,
    yes_column,
)
from dinggang.sheets.declare import UNREAD, Column, Kind, Table
from dinggang.sheets.text import header_form

EXAM_KEY = Table(
    name="exam",
    file="exam",
    sheet="标准答案",
    unique=("id",),
    columns=(
        id_column("id", "题号", "Q01"),
        choice_column("kind", "题型", QuestionKind, "kind of question"),
        Column(
            key="key",
            header="标准答案",
            kind=Kind.KEY,
            required=False,
            note=Words(
                zh="选项字母，如 A 或 ACD；判断题A为对、B为错；主观题空着。",
                en="option letters; true-or-false: A true, B false; essays none",
            ),
        ),
        number_column("value", "分值", "这道题的满分。", "what the question is worth"),
    ),
)


def exam_answers(questions: Iterable[Question], *, sure: bool = True) -> Table:
    """答题: a row a person, a column a question. `sure` that there are no other questions."""
    return Table(
        name="exam",
        file="exam",
        sheet="答题",
        dynamic=True,
        open=not sure,
        unique=("person",),
        columns=(
            PERSON,
            NAME_CHECK,
            yes_column("absent", "缺考", "缺考填“是”，答案全部空着。", "absent: no answers"),
            *(_question(q) for q in questions),
        ),
    )


def _question(question: Question) -> Column:
    if question.kind is QuestionKind.ESSAY:
        return Column(
            key=question.id,
            header=question.id,
            kind=Kind.DECIMAL,
            required=False,
            maximum=question.value,
            group="essays",
            note=Words(zh="主观题得分。", en="the essay's mark"),
        )
    return Column(
        key=question.id,
        header=question.id,
        kind=Kind.TRUTH if question.kind is QuestionKind.JUDGE else Kind.ANSWER,
        required=False,
        group="answers",
        note=Words(zh="所选的选项字母；没答就空着。", en="the options chosen; empty when unanswered"),
    )


ESSAYS = Table(
    name="essays",
    file="exam",
    sheet="主观题评分",
    extra=True,
    unique=("person", "question", "turn"),
    columns=(
        PERSON,
        NAME_CHECK,
        id_column("question", "题号", "Q41", refers="questions"),
        choice_column("turn", "评次", Turn, "whose mark it is"),
        text_column("marker", "评卷人", "评卷人的代号或姓名。", "the marker", required=True),
        number_column("mark", "评分", "这道题的得分。", "the mark"),
    ),
)

EVALUATION = Table(
    name="evaluation",
    file="evaluation",
    sheet="民主测评",
    unique=("person", "category"),
    columns=(
        PERSON,
        NAME_CHECK,
        Column(
            key="category",
            header="投票人类别",
            kind=Kind.REFERENCE,
            note=Words(zh="plan.toml中的类别代号或名称，如A。", en="a voter category's id or name"),
        ),
        whole_column("issued", "发出票数", "整数。", "ballots issued"),
        whole_column("returned", "收回票数", "四个等次与废票之和。", "ballots returned"),
        whole_column("excellent", "优秀", "票数。", "votes"),
        whole_column("competent", "称职", "票数。", "votes"),
        whole_column("basic", "基本称职", "票数。", "votes"),
        whole_column("incompetent", "不称职", "票数。", "votes"),
        whole_column("void", "废票", "空着算0。", "void ballots; 0 when empty", required=False),
    ),
)


def _criteria(criteria: Sequence[Criterion], fixed: Sequence[Column]) -> tuple[Column, ...]:
    """A column for each criterion, headed by its name, or by its id when the name could be taken for another column."""
    taken = Counter(header_form(word) for c in fixed for word in {c.key, c.header})
    taken.update(header_form(word) for c in criteria for word in {c.id, c.name})
    taken.update((*UNREAD, ""))
    return tuple(
        Column(
            key=c.id,
            header=c.name if taken[header_form(c.name)] == 1 else c.id,
            kind=Kind.DECIMAL,
            required=False,
            maximum=c.maximum,
            group="marks",
            note=Words(zh=f"满分{plain(c.maximum)}分。", en=f"at most {plain(c.maximum)}"),
        )
        for c in criteria
    )


def speech(criteria: Sequence[Criterion], *, sure: bool = True) -> Table:
    """演说评分: a row a judge and person. `sure` that there are no other criteria."""
    fixed = (
        PERSON,
        NAME_CHECK,
        id_column("judge", "评委编号", "J01"),
        text_column(
            "recused",
            "回避原因",
            "评委回避时填写原因，各项分数空着。",
            "why the judge is recused; no marks then",
        ),
        few(text_column("room", "考场", "分考场的填写。", "the room, when there are several")),
    )
    return Table(
        name="speech",
        file="speech",
        sheet="演说评分",
        dynamic=True,
        open=not sure,
        unique=("person", "judge"),
        columns=(*fixed, *_criteria(criteria, fixed)),
    )


def assessment(criteria: Sequence[Criterion], *, sure: bool = True) -> Table:
    """组织考核: a row a person. `sure` that there are no other criteria."""
    fixed = (PERSON, NAME_CHECK)
    return Table(
        name="assessment",
        file="assessment",
        sheet="组织考核",
        dynamic=True,
        open=not sure,
        unique=("person",),
        columns=(*fixed, *_criteria(criteria, fixed)),
    )


def reserved_criteria(rules: Rules) -> Iterable[tuple[str | int, ...]]:
    """Where the plan gives a criterion the id of a fixed column of its sheet."""
    for measure, criteria, table in (
        ("speech", rules.speech.criteria, speech(())),
        ("assessment", rules.assessment.criteria, assessment(())),
    ):
        for index, criterion in enumerate(criteria):
            if table.column(criterion.id) is not None:
                yield "rules", measure, "criteria", index, "id"


ADJUSTED = Table(
    name="adjusted",
    file="assessment",
    sheet="加分扣分",
    extra=True,
    unique=("person", "item"),
    columns=(
        PERSON,
        NAME_CHECK,
        Column(
            key="item",
            header="项目",
            kind=Kind.REFERENCE,
            note=Words(zh="plan.toml中加分、扣分项目的代号或名称。", en="an adjustment's id or name"),
        ),
        whole_column("times", "次数", "空着算1。", "times; 1 when empty", required=False),
        text_column("evidence", "依据", "文件、证书等。", "evidence"),
    ),
)

CHOICE = "志愿"


def choices(most: int, *, second: bool = False) -> Table:
    """志愿: a row a person, the most wanted post first. The `second` are for openings left after the placement."""
    return Table(
        name="second_choices" if second else "choices",
        file="choices",
        sheet="二次志愿" if second else "志愿",
        extra=second,
        dynamic=True,
        unique=("person",),
        columns=(
            PERSON,
            NAME_CHECK,
            *(
                Column(
                    key=f"choice{n}",
                    header=f"{CHOICE}{n}",
                    kind=Kind.ID,
                    required=False,
                    group="posts",
                    refers="posts",
                    note=Words(zh=f"第{n}志愿的岗位编号。", en=f"choice {n}: a post's id"),
                )
                for n in range(1, most + 1)
            ),
        ),
    )
