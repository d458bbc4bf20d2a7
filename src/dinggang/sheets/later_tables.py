"""The tables of a later day, against which a closed case is checked (`dinggang rebound`)."""

from dinggang.balance.later import LaterKind, Nature, PaidBy
from dinggang.basis import Words
from dinggang.plan import HeadcountKind, Stratum
from dinggang.sheets.columns import (
    choice_column,
    date_column,
    few,
    id_column,
    number_column,
    text_column,
    whole_column,
)
from dinggang.sheets.declare import Column, Kind, Table

_PERSON = Column(
    key="person",
    header="人员编号",
    kind=Kind.ID,
    required=False,
    refers="people",
    note=Words(
        zh="案卷花名册上的编号；改革以后新来的人空着。",
        en="the id on the case's roster; empty for people it does not know",
    ),
)

LATER_PEOPLE = Table(
    name="later",
    file="roster",
    sheet="后来花名册",
    unique=("person",),
    columns=(
        _PERSON,
        few(
            Column(
                key="name",
                header="姓名",
                kind=Kind.NAME,
                required=False,
                note=Words(
                    zh="没有编号的必填：姓名和出生日期都相同的，认作案卷上的那个人。",
                    en="needed without an id: name and birth date together tell who of the case it is",
                ),
            )
        ),
        few(
            date_column(
                "birth",
                "出生日期",
                "没有编号的要填，才能与案卷核对。",
                "tells namesakes apart",
                required=False,
            )
        ),
        text_column(
            "body",
            "所在机构",
            "实际办公的机构或牌子，方案中的编号或全称；领导和不在机关办公的空着。",
            "where the person really sits: a body's or plate's id or name; empty outside the organ's bodies",
        ),
        choice_column("kind", "人员类别", LaterKind, "as what the person works"),
        few(choice_column("stratum", "层级", Stratum, "stratum; general when empty", required=False)),
        few(
            text_column(
                "employer", "用人单位", "本机关空着；公司、派遣单位写全称。", "empty: the organ itself"
            )
        ),
        choice_column("paid_by", "经费来源", PaidBy, "out of which money"),
        date_column("start", "到岗日期", "到这个岗位的第一天。", "first day in this work"),
        few(text_column("post", "岗位", "可不填。", "optional")),
    ),
)

LATER_BODIES = Table(
    name="bodies",
    file="headcount",
    sheet="后来机构编制",
    unique=("body", "kind"),
    extra=True,
    columns=(
        text_column("body", "机构", "编号或全称；牌子有人有编制的也写一行。", "id or name", required=True),
        choice_column("kind", "编制类别", HeadcountKind, "headcount kind"),
        whole_column("headcount", "编制数", "现在写明的编制数。", "headcount as told now"),
        whole_column("staff", "实有人数", "占这类编制的人数。", "people occupying it"),
        few(whole_column("leaders", "领导职数", "空着算0。", "leader posts; 0 when empty", required=False)),
        few(text_column("approval", "批准文号", "改革以后另有批准的写文号。", "number of a later approval")),
    ),
)

LATER_MONEY = Table(
    name="money",
    file="budget",
    sheet="后来经费",
    unique=("id",),
    extra=True,
    columns=(
        id_column("id", "经费编号", "F01"),
        whole_column("year", "预算年度", "如2008。", "budget year"),
        choice_column("nature", "性质", Nature, "staff, services or other"),
        Column(
            key="line",
            header="服务项目",
            kind=Kind.REFERENCE,
            required=False,
            note=Words(zh="服务经费填方案中的编号或名称；其他空着。", en="a service line's id or name"),
        ),
        text_column("purpose", "用途", "预算写明的用途。", "purpose as the budget states it"),
        number_column("amount", "金额", "元。", "yuan"),
    ),
)

LATER_PAYMENTS = Table(
    name="paid",
    file="payments",
    sheet="后来付款",
    unique=("id",),
    extra=True,
    columns=(
        id_column("id", "付款编号", "Z01"),
        date_column("day", "日期", "付款的日期。", "day"),
        text_column("payee", "收款单位", "公司、派遣单位的全称。", "who was paid", required=True),
        few(_PERSON),
        number_column("amount", "金额", "元。", "yuan"),
    ),
)

LATER_TABLES = (LATER_PEOPLE, LATER_BODIES, LATER_MONEY, LATER_PAYMENTS)
