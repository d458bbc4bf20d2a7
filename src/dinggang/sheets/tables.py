"""Every table of a case folder, declared once."""

from dinggang.basis import Words
from dinggang.case import ActKind, DrawPurpose
from dinggang.exits import Ground, Protection
from dinggang.plan import Education, ExitRoute, Filling, HeadcountKind, Scope, Stratum
from dinggang.roster import Identity, Sex, StaffKind
from dinggang.sheets.columns import (
    NAME_CHECK,
    PERSON,
    choice_column,
    date_column,
    few,
    id_column,
    ids_column,
    note_column,
    number_column,
    text_column,
    whole_column,
    words_column,
    yes_column,
)
from dinggang.sheets.declare import Column, Kind, Table
from dinggang.sheets.groundwork_tables import (
    ANSWERS,
    ATTENDANCE,
    DUTIES,
    MEETINGS,
    MEMBERS,
    OPINIONS,
    TALKS,
)
from dinggang.sheets.measure_tables import (
    ADJUSTED,
    CHOICE,
    ESSAYS,
    EVALUATION,
    EXAM_KEY,
    assessment,
    choices,
    exam_answers,
    speech,
)
from dinggang.sheets.service_tables import AGREEMENTS, CHANGES, DELIVERIES, PAYMENTS

__all__ = [
    "ACTS",
    "ADJUSTED",
    "AGREEMENTS",
    "ANSWERS",
    "ATTENDANCE",
    "CHANGES",
    "CHOICE",
    "DELIVERIES",
    "DUTIES",
    "ESSAYS",
    "EVALUATION",
    "EXAM_KEY",
    "EXITS",
    "MEETINGS",
    "MEMBERS",
    "OPINIONS",
    "PAYMENTS",
    "POSTS",
    "ROSTER",
    "TALKS",
    "assessment",
    "choices",
    "exam_answers",
    "speech",
]

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
        few(
            words_column(
                "majors",
                "专业要求",
                "符合其中一个即可，用分号隔开。",
                "one of these majors, divided by semicolons",
            )
        ),
        few(words_column("certificates", "证书要求", "都要具备，用分号隔开。", "all of these certificates")),
        few(
            whole_column(
                "min_stratum_years",
                "任现层次年限",
                "满几年；没有要求就空着。",
                "full years in the present stratum",
                required=False,
            )
        ),
        few(choice_column("scope", "报名范围", Scope, "who it is open to; all when empty", required=False)),
        few(
            yes_column(
                "sensitive",
                "须回避岗位",
                "组织、人事、纪检、审计、财务岗位填“是”。",
                "closed to leaders' relatives",
            )
        ),
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
        few(words_column("majors", "专业", "所学专业，几个用分号隔开。", "majors, divided by semicolons")),
        few(
            Column(
                key="certificates",
                header="证书",
                kind=Kind.CERTIFICATES,
                required=False,
                note=Words(
                    zh="名称 取得日~有效期止日，长期有效的不写止日，如 会计证 2001-05-01；几个用分号隔开。",
                    en="name and day of issue, ~last day if it ends, divided by semicolons",
                ),
            )
        ),
        few(
            date_column(
                "stratum_since",
                "任现层次时间",
                "任现职务层次的日期。",
                "since when in this stratum",
                required=False,
            )
        ),
        few(
            yes_column(
                "outside", "外单位", "原单位不属于本机关的填“是”。", "from an institution outside the organ"
            )
        ),
        few(
            choice_column(
                "identity",
                "身份",
                Identity,
                "cadre or worker, which decides a woman's retirement age",
                required=False,
            )
        ),
        few(
            date_column(
                "identity_since",
                "身份起始日期",
                "从哪一天起是干部（工人）。",
                "since when cadre or worker",
                required=False,
            )
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
        few(choice_column("ground", "解除依据", Ground, "on what the labour contract ends", required=False)),
        few(
            date_column(
                "notified",
                "书面通知日期",
                "把解除通知书面送达本人的日期。",
                "written notice given",
                required=False,
            )
        ),
        few(
            number_column(
                "last_wage",
                "上月工资",
                "元，解除前一个月的工资；没有提前三十日通知的才填。",
                "wage of the month before, where notice was short",
                required=False,
            )
        ),
        few(
            choice_column(
                "protected",
                "特殊保护",
                Protection,
                "the item of art. 42 that protects; no detail of health or family",
                required=False,
            )
        ),
        few(
            whole_column(
                "contributed",
                "缴费月数",
                "养老保险缴费（含视同缴费）月数；弹性提前退休的填写。",
                "months of pension contribution, for flexible early retirement",
                required=False,
            )
        ),
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
            "涉及的人员编号；任命时与“岗位”逐一对应，抽签公告写参加抽签的人，抽签按结果排列。",
            "people it is about, in order",
        ),
        few(
            ids_column(
                "questions",
                "作废题号",
                "questions",
                "试题作废时写题号，用分号隔开。",
                "questions that become void",
            )
        ),
        choice_column("headcount_kind", "编制类别", HeadcountKind, "headcount kind", required=False),
        whole_column("count", "名额", "动用预留或空缺的名额数。", "number of places", required=False),
        few(
            choice_column(
                "purpose",
                "抽签事项",
                DrawPurpose,
                "what the lots are for; ties when empty",
                required=False,
            )
        ),
        few(
            words_column(
                "sources",
                "抽签来源",
                "抽签公告：依次写以什么结果为准，几个用分号隔开，如 公开掷骰 20位; 福彩3D第2026120期 3位。",
                "the sources in order and what of each counts, such as 公开掷骰 20 digits",
            )
        ),
        few(
            text_column(
                "fallback",
                "备用来源",
                "抽签公告：当天没有结果的来源，次日改以什么为准，写法同“抽签来源”。",
                "what takes the place of a source without a value by the end of the day",
            )
        ),
        few(
            date_column(
                "due",
                "抽签日期",
                "抽签公告：哪一天抽签（开奖），须晚于公告日期。",
                "the day of the draw, after that of the announcement",
                required=False,
            )
        ),
        few(text_column("place", "抽签地点", "抽签公告：在哪里抽签。", "where the draw takes place")),
        few(
            Column(
                key="follows",
                header="依据的公告",
                kind=Kind.ID,
                required=False,
                refers="acts",
                note=Words(zh="抽签：依据哪一件抽签公告（编号）。", en="a draw: the announcement it follows"),
            )
        ),
        few(
            words_column(
                "values",
                "抽签结果",
                "抽签：按公告的来源次序填各自的结果，没有结果的填“缺”，备用来源的写在最后。",
                "the values of the sources in their order, 缺 where there is none, the fallback's last",
            )
        ),
        few(
            Column(
                key="corrects",
                header="更正的行为",
                kind=Kind.ID,
                required=False,
                refers="acts",
                note=Words(
                    zh="更正时写被更正的行为编号；原行为保留在记录中，不删除。",
                    en="the earlier act that this one takes the place of; that one stays on record",
                ),
            )
        ),
        few(text_column("copies_to", "抄送", "印发文件时抄送的单位。", "who gets a copy of the document")),
        note_column("reason", "理由", "解除问题时写明依据。", "the reason"),
    ),
)
