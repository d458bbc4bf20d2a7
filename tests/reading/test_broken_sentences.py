"""One contradiction in one or two sentences, in wordings of all sorts: its code is found."""

from decimal import Decimal

import pytest

from dinggang.basis import Level
from dinggang.reading import check_up, facts, text_of
from dinggang.reading.checkup import MOST_OF_A_CODE
from dinggang.reading.numbers import number, whole

BROKEN = (
    ("X1", "行政编制二十名，领导职数六名。十六个行政岗位竞争上岗。"),
    ("X1", "事业编制36名，含预留2名。事业岗位38个竞争上岗，其中2个岗位由他人兼任。"),
    ("X2", "行政编制30名，领导职数9名。拿出行政岗位16个竞争上岗，2个岗位暂时空缺。"),
    ("X3", "编制共60名，领导职数9名。拿出58个岗位竞争上岗。"),
    ("X4", "改革分三个阶段：动员、清退、竞岗。2006年10月30日前清退临时人员，11月3日召开动员大会。"),
    ("X4", "第一阶段（5月10日至5月20日）准备。第二阶段（4月1日至4月9日）宣传。"),
    ("X5", "机构改革领导小组于2006年9月11日成立。2006年9月25日成立机构改革领导小组。"),
    ("X6", "方案报县委批准后执行到位。2006年10月30日前清退临时人员。县委批准了方案。"),
    ("X8", "竞争上岗成绩公示三天，受理举报。"),
    ("X9", "公益服务由镇政府指定农业公司承担。"),
    ("X13", "35岁以下、45岁以下的占六成。"),
    ("X13", "大专、本科以上占多数。"),
    ("X15", "压缩了机构编制。"),
    ("R01", "改革分为四个步骤：准备、动员、竞岗。"),
    ("R01", "改革分三个阶段。第一阶段准备。第二阶段动员。第三阶段竞岗。第四阶段总结。"),
    ("R02", "现有人员120人，其中行政45人、事业50人、临时30人。"),
    ("R02", "事业岗位38个，行政岗位16个，共55个岗位竞争上岗。"),
    ("R02", "评委共9人，其中男5人、女3人。"),
    ("R02", "编制66名，即行政编制30名、事业编制35名。"),
    ("R02", "设3个办公室、2个中心、1个所，共7个机构。"),
    ("R02", "服务经费100万元，分别为农技30万元、防疫30万元、保洁30万元。"),
    ("R02", "服务经费100万元，其中农技50万元、防疫30万元、保洁30万元。"),
    ("R02", "分流31人，其中退休8人、内退6人、转企16人。"),
    ("R03", "3个办公室分别是党政办公室、经济办公室。"),
    ("R03", "设立农业服务中心、文化服务中心3个中心。"),
    ("R03", "设4个办公室（党政办公室、经济办公室、民政办公室）。"),
    ("R04", "2007年2月29日开会。"),
    ("R04", "2006年11月17日至13日测评。"),
    ("R04", "2006年11月13日（星期二）测评。"),
    ("R04", "11月13日（星期一）考试，11月17日（星期六）结束。"),
    ("R05", "2006年9月11日成立机构改革领导小组，2006年11月27日聘任，历时30天。"),
    ("R05", "2006年9月11日成立机构改革领导小组，2006年11月27日聘任，改革前后用了近五个月。"),
    ("R06", "2006年11月20日起竞岗测评。2006年11月6日公布综合成绩排名。"),
    ("R07", "行政编制30名。全镇行政编制31名。"),
    ("R07", "2006年11月3日召开动员大会。会后抓落实。2006年11月5日召开了动员大会。"),
    ("R07", "清退临时人员23人。全镇临时人员清退25人，账目已清。"),
    ("R08", "行政编制8名，领导职数9名。"),
    ("R08", "事业编制3名，预留5名。"),
    ("R09", "54名上岗人员中，大专以上28人，占62%。"),
    ("R09", "54人上岗，其中大专以上28人，占百分之六十二点五。"),
    ("R09", "综合成绩按笔试40%、测评30%、演讲20%计算。"),
    ("R10", "党政办公室加挂综治办公室牌子，单独核定编制2名。"),
    ("R11", "2005年服务经费120万元，2006年110万元，经费不减。"),
    ("R11", "服务经费改革前120万元，改革后安排110万元，投入不减少。"),
    ("R12", "竞争上岗成绩公示7天（2006年11月6日至9日），受理异议。"),
    ("R12", "竞争上岗成绩公示5个工作日（1998年11月16日至18日），受理异议。"),
    ("R12", "竞争上岗成绩公示5个工作日（11月16日至18日），受理异议。"),
    ("R13", "编制由80名减少到66名，减少12名。"),
    ("R13", "改革前机构12个，改革后6个，减少5个。"),
    ("O09", "核定行政编制30名。3个所分别是财政所、司法所、土地所。"),
    ("X16", "已上报机构编制。县里下达的编制为行政编制30名。"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "words"), BROKEN)
def test_it_is_found(code: str, words: str) -> None:
    findings = check_up(text_of("改革工作总结\n" + words)).findings
    assert code in {f.code for f in findings}, [(f.code, f.words.zh) for f in findings]


def test_the_reading_of_the_reserve_that_the_text_settles_is_the_only_one() -> None:
    (one,) = [
        f
        for f in check_up(text_of("事业编制36名，另预留2名。38个事业岗位竞争上岗。")).findings
        if f.code == "X1"
    ]
    assert "可用36个，超出2个" in one.words.zh
    assert "含在内" not in one.words.zh


def test_one_reading_that_fits_asks_for_words_only() -> None:
    (one,) = [
        f
        for f in check_up(text_of("事业编制36名，预留2名。36个事业岗位竞争上岗。")).findings
        if f.code == "X1"
    ]
    assert one.level is Level.EXPLAIN


def test_so_many_findings_of_a_code_are_told() -> None:
    words = "".join(f"11月3{n % 10}日开会。" for n in range(1, 400))
    told = [f for f in check_up(text_of(words)).findings if f.code == "R04"]
    assert 0 < len(told) <= MOST_OF_A_CODE


@pytest.mark.parametrize(
    ("words", "value"),
    [("30", 30), ("1,200", 1200), ("1.5万", 15000), ("三十", 30), ("十六", 16), ("一百零一", 101), ("两", 2), ("廿五", 25),
     ("三万五千", 35000), ("二〇〇六", 2006), ("0.5", Decimal("0.5"))],
)  # fmt: skip
def test_numbers(words: str, value: int | Decimal) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "镇", "三镇"])
def test_what_is_no_number(words: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(words)


def test_a_part_of_a_number_is_not_whole() -> None:
    assert whole("0.5") is None


def test_tables_and_forms_need_no_units() -> None:
    assert [(q.kind, q.count) for q in facts(text_of("行政编制：30\n事业编制：36")).quotas] == [
        ("administrative", 30),
        ("institution", 36),
    ]
