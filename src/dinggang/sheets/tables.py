"""Every table of a case folder, declared once."""

from collections.abc import Iterable, Sequence

from dinggang.basis import Words, plain
from dinggang.case import ActKind
from dinggang.marks import Question, QuestionKind
from dinggang.plan import Criterion, Education, ExitRoute, Filling, HeadcountKind, Stratum
from dinggang.roster import Sex, StaffKind
from dinggang.services import AwardMethod
from dinggang.sheets.columns import (
    choice_column,
    date_column,
    id_column,
    ids_column,
    note_column,
    number_column,
    text_column,
    whole_column,
    yes_column,
)
from dinggang.sheets.declare import Column, Kind, Table
from dinggang.sheets.text import header_form

PERSON = id_column("person", "人员编号", "P001", refers="people")
NAME_CHECK = Column(
    key="name_check",
    header="姓名",
    kind=Kind.NAME,
    required=False,
    note=Words(
        zh="可不填；填了就要与花名册上该编号的姓名一致，防止串行。", en="optional; must match the roster"
    ),
)


POSTS = Table(
    name="posts",
    file="posts",
    sheet="岗位",
    unique=("id",),
    columns=(
        id_column("id", "岗位编号", "O01"),
        text_column("name", "岗位名称", "岗位的全称。", "the post's full name", required=True),
        Column(
            key="body",
            header="所属机构",
            kind=Kind.REFERENCE,
            required=False,
            note=Words(
                zh="机构编号或全称，须与plan.toml一致；只有镇领导岗位可以空着。",
                en="a body's id or name as in plan.toml; empty only for leader posts of the organ itself",
            ),
        ),
        choice_column("kind", "编制类别", HeadcountKind, "headcount kind"),
        choice_column("stratum", "层级", Stratum, "stratum"),
        choice_column("filling", "产生方式", Filling, "how it is filled"),
        whole_column(
            "openings", "岗位数", "这一岗位招几人，整数；空着算1。", "openings; 1 when empty", required=False
        ),
        choice_column("education", "学历要求", Education, "least education", required=False),
        whole_column(
            "max_age",
            "年龄上限",
            "周岁，含本数；没有要求就空着。",
            "greatest age; empty asks nothing",
            required=False,
        ),
        whole_column(
            "min_service_years",
            "最低工龄",
            "年，含本数；没有要求就空着。",
            "least years of service",
            required=False,
        ),
        yes_column("party_member", "须为党员", "是或否；空着算否。", "party members only"),
        note_column("note", "备注", "可不填。", "optional"),
    ),
)

ROSTER = Table(
    name="people",
    file="roster",
    sheet="花名册",
    unique=("id",),
    columns=(
        id_column("id", "人员编号", "P001"),
        Column(
            key="name",
            header="姓名",
            kind=Kind.NAME,
            note=Words(zh="本人姓名，生僻字照原样填。", en="the person's name"),
        ),
        choice_column("sex", "性别", Sex, "sex"),
        date_column("birth", "出生日期", "以档案认定为准，如1970-05-03。", "birth date as the file has it"),
        Column(
            key="citizen",
            header="身份证号",
            kind=Kind.CITIZEN,
            required=False,
            note=Words(
                zh="可不填。按文本填写18位号码；只核对、不进入计算。",
                en="optional, as text; checked and forgotten",
            ),
        ),
        choice_column("kind", "人员类别", StaffKind, "kind of staff"),
        choice_column("stratum", "层级", Stratum, "stratum"),
        choice_column("education", "学历", Education, "education"),
        date_column("work_start", "参加工作时间", "工龄从这一天算起。", "recognised service begins"),
        text_column("former_body", "原单位", "改革前所在的站所、办公室。", "body before the reform"),
        text_column("former_post", "原岗位", "改革前的岗位或职务。", "post before the reform"),
        yes_column("party_member", "党员", "是或否；空着算否。", "party member"),
        date_column(
            "hired",
            "来本单位日期",
            "临时、自用人员填写用工之日；其他人空着。",
            "hired: temporary and self-hired staff",
            required=False,
        ),
        number_column(
            "monthly_wage",
            "月工资",
            "元，前十二个月应发工资的平均数；临时、自用人员填写。",
            "mean of the last twelve months' due wages, yuan",
            required=False,
        ),
        Column(
            key="appraisals",
            header="年度考核",
            kind=Kind.APPRAISALS,
            required=False,
            note=Words(
                zh="年份:等次，几年之间用分号，如 2003:称职; 2004:优秀; 2005:称职",
                en="year:grade, divided by semicolons",
            ),
        ),
        Column(
            key="sanctions",
            header="处分",
            kind=Kind.SANCTIONS,
            required=False,
            note=Words(
                zh="种类 起日~止日（含首尾两日），如 警告 2005-03-01~2005-08-31；几项用分号隔开。",
                en="kind start~end, both days included, divided by semicolons",
            ),
        ),
        ids_column(
            "relatives",
            "亲属",
            "people",
            "同在本名册的近亲属的人员编号，用分号隔开。",
            "ids of relatives on this roster",
        ),
        yes_column("confirmed", "本人确认", "本人是否已核对签字。", "confirmed by the person"),
    ),
)

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
    """A column for each criterion, headed by its name, or by its id when the name is taken."""
    taken = [header_form(c.header) for c in fixed] + [header_form(c.name) for c in criteria]
    return tuple(
        Column(
            key=c.id,
            header=c.name if taken.count(header_form(c.name)) == 1 and header_form(c.name) else c.id,
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


CHOICE = "志愿"


def choices(most: int) -> Table:
    """志愿: a row a person, the most wanted post first."""
    return Table(
        name="choices",
        file="choices",
        sheet="志愿",
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


EXITS = Table(
    name="exits",
    file="exits",
    sheet="分流清退",
    unique=("person", "route"),
    columns=(
        PERSON,
        NAME_CHECK,
        choice_column("route", "去向", ExitRoute, "route"),
        date_column("last_day", "离岗日期", "在岗或用工的最后一天。", "last day in post"),
        date_column(
            "applied", "本人申请日期", "本人签字的申请书日期。", "signed application", required=False
        ),
        date_column(
            "approved", "批准日期", "任免机关批准的日期。", "approval of the appointing organ", required=False
        ),
        text_column(
            "certificate", "证明材料", "病退等须有的鉴定或证明的名称、文号。", "medical or other proof"
        ),
        number_column("paid", "已付金额", "元，已经结清的补偿。", "settled, yuan", required=False),
        date_column("signed", "签收日期", "本人在结算单上签字的日期。", "settlement signed", required=False),
        note_column("note", "备注", "可不填。", "optional"),
    ),
)

AGREEMENTS = Table(
    name="agreements",
    file="services",
    sheet="委托协议",
    unique=("id",),
    columns=(
        id_column("id", "协议编号", "C01"),
        Column(
            key="line",
            header="服务项目",
            kind=Kind.REFERENCE,
            note=Words(zh="plan.toml中服务项目的编号或名称。", en="a service line's id or name"),
        ),
        text_column("supplier", "承接单位", "签约的单位全称。", "the supplier", required=True),
        text_column(
            "purpose", "用途", "须与方案中该项目的用途一致。", "purpose, as in the plan", required=True
        ),
        whole_column("year", "预算年度", "如2007。", "budget year"),
        number_column("quantity", "数量", "以该项目的计量单位计。", "quantity"),
        text_column("unit", "计量单位", "如亩、头、公里。", "unit", required=True),
        number_column("unit_price", "单价", "元。", "yuan a unit"),
        number_column("amount", "金额", "元，预算安排数。", "yuan set aside"),
        date_column("start", "开始日期", "服务开始。", "start"),
        date_column("end", "结束日期", "服务结束。", "end"),
        date_column("signed", "签订日期", "协议签字之日。", "signed"),
        choice_column("method", "采购方式", AwardMethod, "how the supplier was found"),
        note_column("reason", "定向理由", "定向购买时写明理由。", "why a direct award"),
        note_column("price_compared", "比价情况", "价格与什么比过。", "what the price was compared with"),
        yes_column(
            "related",
            "由原单位转制",
            "承接单位是否由原单位转制而来。",
            "the supplier came out of the former provider",
        ),
    ),
)

_AGREEMENT = id_column("agreement", "协议编号", "C01", refers="agreements")

DELIVERIES = Table(
    name="deliveries",
    file="services",
    sheet="交付验收",
    unique=("id",),
    columns=(
        id_column("id", "验收编号", "V01"),
        _AGREEMENT,
        date_column("day", "日期", "交付的日期。", "day"),
        number_column("quantity", "交付数量", "以协议的计量单位计。", "quantity delivered"),
        number_column("accepted", "验收合格数量", "不多于交付数量。", "quantity accepted"),
        Column(
            key="accepted_by",
            header="验收人",
            kind=Kind.WORDS,
            required=False,
            note=Words(zh="两人以上，用分号隔开。", en="two people, divided by semicolons"),
        ),
        text_column("evidence", "验收凭证", "验收单号等。", "evidence"),
    ),
)

PAYMENTS = Table(
    name="payments",
    file="services",
    sheet="付款",
    unique=("id",),
    columns=(
        id_column("id", "付款编号", "Y01"),
        _AGREEMENT,
        date_column("day", "日期", "付款的日期。", "day"),
        number_column("amount", "金额", "元。", "yuan"),
    ),
)

ACTS = Table(
    name="acts",
    file="acts",
    sheet="正式行为",
    unique=("id",),
    columns=(
        id_column("id", "编号", "A01"),
        choice_column("kind", "行为", ActKind, "kind of act"),
        date_column("day", "日期", "作出的日期。", "day"),
        text_column("by", "作出机关", "如区编委、镇党委、领导小组。", "by whom", required=True),
        text_column("number", "文号", "如区编〔2006〕12号。", "document number"),
        Column(
            key="lifts",
            header="解除问题",
            kind=Kind.WORDS,
            required=False,
            note=Words(zh="检查结果中的代码，如X1；几个用分号隔开。", en="codes of the findings it lifts"),
        ),
        ids_column("posts", "岗位", "posts", "涉及的岗位编号，用分号隔开。", "posts it is about"),
        ids_column(
            "held_with",
            "由何岗兼任",
            "posts",
            "兼岗时，与“岗位”逐一对应的任职岗位编号。",
            "posts whose holders take them on",
        ),
        ids_column(
            "people",
            "人员",
            "people",
            "涉及的人员编号；任命时与“岗位”逐一对应，抽签时按结果排列。",
            "people it is about, in order",
        ),
        choice_column("headcount_kind", "编制类别", HeadcountKind, "headcount kind", required=False),
        whole_column("count", "名额", "动用预留或空缺的名额数。", "number of places", required=False),
        note_column("reason", "理由", "解除问题时写明依据。", "the reason"),
    ),
)
