"""Leaks planted into documents are found, each with its place; what may be shown is not."""

from datetime import date

import pytest

import build
from dinggang.basis import Level
from dinggang.documents.official.values import Attachment, Column, Document, Fields, Paragraph, Table
from dinggang.documents.privacy import Audience, check_privacy

DAY = date(2006, 11, 29)
PEOPLE = {p.id: p for p in build.people()}
NAMES = {p: f"某{p}" for p in PEOPLE}
SOME = next(iter(PEOPLE.values()))
BIRTH = SOME.birth


def posted(text: str, **more) -> Document:
    return Document(kind="try", title="任前公示", day=DAY, blocks=(Paragraph(text=text),), **more)


def codes(document: Document, audience: Audience = Audience.POSTED) -> list[str]:
    return [f.code for f in check_privacy(document, audience, PEOPLE, NAMES)]


@pytest.mark.parametrize(
    ("leak", "code"),
    [
        ("公民身份号码11010519491231002X。", "P01"),
        ("证号１１０１０５１９４９１２３１００２Ｘ。", "P01"),
        ("老身份证110105491231002。", "P01"),
        ("电话13800138000。", "P02"),
        ("电话010-62345678。", "P02"),
        (f"{BIRTH.year}年{BIRTH.month}月{BIRTH.day}日出生。", "P03"),
        (f"出生日期{BIRTH.isoformat()}。", "P03"),
        (f"生于{BIRTH.year}.{BIRTH.month:02}.{BIRTH.day:02}。", "P03"),
        ("因病提前离岗。", "P04"),
        ("去向：病退。", "P04"),
        ("鉴定为完全丧失工作能力。", "P04"),
        ("工资卡6222021234567890123。", "P05"),
        ("曾受记过处分。", "P06"),
        ("证号110105 19491231 002X。", "P01"),
        ("证号110105-19491231-002x。", "P01"),
        ("手机138 0013 8000。", "P02"),
        ("手机138-0013-8000。", "P02"),
        ("电话+8613800138000。", "P02"),
        ("手机一三八〇〇一三八〇〇〇。", "P02"),
        ("电话（0571）87654321。", "P02"),
        ("电话0571 8765 4321。", "P02"),
        ("联系电话：6543210。", "P02"),
        ("1970.5.3生。", "P03"),
        ("1970年05月03日生人。", "P03"),
        ("一九七〇年五月三十一日出生。", "P03"),
        ("1970 年 5 月 3 日出生。", "P03"),
        ("19700503出生。", "P03"),
        ("抑郁症，不能到岗。", "P04"),
        ("患癌症在县医院治疗。", "P04"),
        ("身体原因离岗。", "P04"),
        ("长期病假。", "P04"),
        ("高血压。", "P04"),
        ("因工伤认定为八级。", "P04"),
        ("卡号6222 0212 3456 7890 123。", "P05"),
        ("开户行账号123456789012。", "P05"),
        ("62284801234567890。", "P05"),
        ("曾被开除党籍。", "P06"),
        ("留党察看一年。", "P06"),
    ],
)
def test_a_leak_in_a_posted_notice_stops_it_and_is_told_with_its_place(leak, code) -> None:
    (found,) = check_privacy(posted(f"经研究，{leak}"), Audience.POSTED, PEOPLE, NAMES)
    assert (found.code, found.level) == (code, Level.STOPS)
    assert "正文第1段" in found.words.zh
    assert "任前公示" in found.words.zh


@pytest.mark.parametrize(
    "text",
    [
        f"{BIRTH.year}年{BIRTH.month}月出生，大专，中共党员。",
        "公示期为5个工作日，自2006年11月30日起至2006年12月6日止。",
        "（望发〔2006〕44号）编号P010，综合成绩88.93。",
        "报名人员须不在处分期内。",
        "金额1234567.89元，共100件。",
        "残疾人联合会综合服务岗，疾病预防控制中心手术室护士，病虫害防治。",
        "高血压、糖尿病等慢性病管理岗，精神病人监护，住院费用报销审核岗，工伤保险经办。",
        "伤残军人抚恤，孕产妇保健，艾滋病防治宣传，职业病防治，大病保险。",
        "身体健康，能坚持正常工作。",
        "验收单20061222000000012，发票号24332000000012345678。",
        "近三年未受过记过以上处分；受处分期未满的，不得报名。",
        "统一社会信用代码913301001234567890，邮政编码310000，举报电话12380。",
        "2003-2004 2005-2006年度，一九七八年十二月三十一日以前参加工作。",
    ],
)
def test_what_a_notice_may_show_is_not_stopped(text) -> None:
    assert codes(posted(text)) == []


def test_the_number_itself_is_not_repeated() -> None:
    (found,) = check_privacy(posted("号码11010519491231002X。"), Audience.POSTED, PEOPLE, NAMES)
    assert "11010519491231002X" not in found.words.zh + found.words.en


def test_leaks_in_tables_fields_and_attachments_are_found_where_they_stand() -> None:
    table = Table(
        columns=(Column(title="姓名"), Column(title="说明")),
        rows=(("某", "无"), ("某", "住院")),
        empty="无。",
    )
    grid = Fields(pairs=(("联系电话", "13800138000"),))
    document = Document(
        kind="try",
        title="公示",
        day=DAY,
        blocks=(table, grid),
        attachments=(Attachment(title="附表", blocks=(Paragraph(text="13900139000"),)),),
    )
    places = {
        f.words.zh.split("《公示》")[1].split("有")[0]
        for f in check_privacy(document, Audience.POSTED, PEOPLE, NAMES)
    }
    assert places == {"正文表中第2行“说明”列", "正文“联系电话”一栏", "附件1第1段"}


def test_a_sheet_about_one_person_tells_its_own_birth_and_nobody_elses() -> None:
    other = next(p for p in PEOPLE.values() if p.birth != BIRTH)

    def shown(day):
        return f"出生日期{day.year}年{day.month}月{day.day}日"

    own = posted(shown(BIRTH), about=SOME.id)
    assert codes(own, Audience.PERSONAL) == []
    assert codes(posted(shown(other.birth), about=SOME.id), Audience.PERSONAL) == ["P03"]
    assert codes(own, Audience.POSTED) == ["P03"]


def test_a_date_is_one_of_birth_when_its_owner_is_named_and_else_only_a_date() -> None:
    day = f"{BIRTH.year}年{BIRTH.month}月{BIRTH.day}日"
    assert codes(posted(f"{day}参加工作。")) == []
    assert codes(posted(f"{SOME.id}，{day}。")) == ["P03"]
    assert codes(posted(f"{NAMES[SOME.id]}，{day}。")) == ["P03"]


def test_a_citizen_number_stands_in_no_document_at_all() -> None:
    for audience in Audience:
        assert codes(posted("11010519491231002X"), audience) == ["P01"]
    assert codes(posted("因病。电话13800138000。"), Audience.OFFICE) == []
