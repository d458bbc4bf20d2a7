"""What in a text gives a person away: numbers, telephones, accounts, dates of birth, health, sanctions.

A number counts however it is typed: full-width, in Chinese numerals, in groups divided by blanks or hyphens. Words of
illness count unless they name the work of a post (高血压等慢性病管理, 工伤认定, 残疾人服务).
"""

import re
from collections.abc import Iterator

DayKey = tuple[int, int, int]

_GAP = "[ -]?"
_DAY = rf"(?:18|19|20)\d{{2}}{_GAP}[01]\d{_GAP}[0-3]\d"
_CITIZEN = re.compile(
    rf"(?<!\d)(?:\d{{6}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx]|\d{{6}}{_GAP}\d{{2}}[01]\d[0-3]\d{_GAP}\d{{3}}"
    rf"|\d{{4}} \d{{2}}(?:18|19|20) \d{{2}}[01]\d [0-3]\d\d{{2}} \d[\dXx])(?![\dXx])"
)
_MOBILE = rf"(?:(?:00)?86{_GAP})?1[3-9]\d{_GAP}(?:\d{{4}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{5}})"
_LANDLINE = (
    rf"(?:(?:00)?86{_GAP}\(?[1-9]\d{{1,2}}|\(?0(?:10|2\d|[3-9]\d{{2}}))\)?{_GAP}\d{{3,4}}{_GAP}\d{{4}}"
)
_PHONE = re.compile(
    rf"(?<!\d)(?:{_MOBILE}|{_LANDLINE})(?!\d)"
    rf"|(?:电话|手机|座机|传真|联系方式)[^\d，。；]{{0,6}}([1-9]\d{{2,3}}{_GAP}\d{{4}})(?![\d-])"
)
_ACCOUNT = re.compile(
    r"(?<![\d-])(?:[3-69]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,4})?|62\d{15,16}|\d{16}|\d{19})(?![\d-])"
    r"|(?:[账帐]号|[账帐]户|卡号|银行卡|存折|工资卡)[^\d，。；]{0,8}(\d(?:[ -]?\d){8,})"
)
_NO_ACCOUNT = re.compile(r"(?:信用代码|发票|票据|凭证)[^，。；]{0,4}$")

_DATE = re.compile(
    r"(?<!\d)(\d{4}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2})(?!\d) ?日?|(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)"
)
_BORN_BEFORE = re.compile(r"出生|生于|生日|诞生")
_BORN_AFTER = re.compile(r" ?[)）]? ?(?:出生|生人|生(?:$|[ ，。；、)）]))")

# These are nobody's work, whatever stands beside them.
_ILL = re.compile(
    r"病退|病休|病假|因病(?!致贫|返贫)|患病(?!率|人口|群众)|体弱|劳鉴|医疗期|丧失(?:工作|劳动)能力"
    r"|身体(?:不好|欠佳|不适|有病|多病|原因)|健康(?:原因|欠佳|状况(?:不佳|较差|差|欠佳))"
)
_ILLNESS = re.compile(
    r"住院(?!部|处|楼)|疾病|重病|大病|残疾(?!人)|残疾人证|(?:本人|[系是])残疾人|伤残|工伤|职业病|精神(?:病|分裂|障碍)|抑郁|焦虑症|癫痫"
    r"|癌|肿瘤|白血病|化疗|放疗|透析|手术(?!室)|(?:接受|正在|长期|外出)治疗|尿毒症|肾衰|肝炎|肝硬化|肺结核|结核病|艾滋|梅毒"
    r"|糖尿病|高血压|冠心病|心脏病|心梗|脑梗|脑出血|瘫痪|失明|聋哑|怀孕|孕期|孕妇|哺乳期|产假|流产"
)
_WORK = re.compile(
    r"预防|防治|防控|控制|监测|筛查|普查|检查|管理|监护|护理|诊疗|门诊|^科|医[师生]|护士|救助|补助|抚恤|优抚|报销|结算|保险|认定|评定"
    r"|鉴定|审批|审核|办理|登记|发放|收费|宣传|教育|保健|服务|康复|专干|专员|随访|干预|医院|病区|(?<![到上在离下待])岗"
)
_OF_SOMEBODY = re.compile(r"(?:患|确诊|查出|本人|其|因|得了|曾|已|现)[^，。；]{0,4}$")

_SANCTION = re.compile(
    r"(?:受|给予|被|处以)[^，。；]{0,6}?(?:警告|记过|记大过|降级|撤职|开除|留党察看|处分(?![决工条规办权事申期]))"
    r"|记大过|留党察看|留用察看|开除(?:党籍|公职)|处分期内"
)
_RULE_BEFORE = re.compile(r"(?:[未没无不免][^，。；]{0,3}|的，[^，。；]{0,6})$")
_RULE_AFTER = re.compile(r"以上|[^，。；]{0,10}的?，?(?:不得|不能|不予)")

_WIDE = str.maketrans("０１２３４５６７８９ＸｘＯ－—–‐（）　．／", "0123456789XxO----() ./")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPELT = re.compile(r"[〇○零一二三四五六七八九]{4,}")
_MONTH_DAY = re.compile(r"(?<=[年月])([一二三四五六七八九十]{1,3})(?=[月日])")


def plain(text: str) -> str:
    """The text with digits, hyphens and brackets in their narrow forms, and numbers spelt 一九七〇年五月三日 in digits."""
    narrow = text.translate(_WIDE)
    narrow = _SPELT.sub(lambda m: m.group().translate(_NUMERALS), narrow)
    narrow = _MONTH_DAY.sub(lambda m: str(_counted(m.group())), narrow)
    return _MONTH_DAY.sub(lambda m: str(_counted(m.group())), narrow)


def _counted(numeral: str) -> int:
    """十二 is 12, 三十 is 30, 五 is 5."""
    if "十" not in numeral:
        return int(numeral.translate(_NUMERALS))
    tens, _, units = numeral.partition("十")
    return 10 * int((tens or "一").translate(_NUMERALS)) + int((units or "零").translate(_NUMERALS))


def citizen_numbers(text: str) -> list[str]:
    """Citizen numbers of 18 or 15 digits in a plain text."""
    return _CITIZEN.findall(text)


def telephones(text: str) -> list[str]:
    """Mobile telephones, landlines with their area code, and shorter numbers that the words call one. No hotlines."""
    return [m.group(1) or m.group() for m in _PHONE.finditer(_CITIZEN.sub("", text))]


def accounts(text: str) -> list[str]:
    """Bank accounts and cards: 16 or 19 digits, up to 19 from 62 on, or whatever the words call one."""
    rest = _CITIZEN.sub("", text)
    return [
        m.group(1) or m.group() for m in _ACCOUNT.finditer(rest) if not _NO_ACCOUNT.search(rest[: m.start()])
    ]


def illnesses(text: str) -> Iterator[str]:
    """Words that tell of somebody's health."""
    yield from _ILL.findall(text)
    for found in _ILLNESS.finditer(text):
        before, after = text[: found.start()], re.split("[，。；]", text[found.end() :], maxsplit=1)[0]
        work = _WORK.search(after[:12]) or _WORK.search(before[-4:])
        if not work or _OF_SOMEBODY.search(before):
            yield found.group()


def sanctions(text: str) -> Iterator[str]:
    """Sanctions that somebody has. A rule about whoever has one (不在处分期内, 受处分的不得报名) is about nobody."""
    for found in _SANCTION.finditer(text):
        if not (_RULE_BEFORE.search(text[: found.start()]) or _RULE_AFTER.match(text, found.end())):
            yield found.group()


def days(text: str) -> Iterator[tuple[DayKey, bool]]:
    """Full dates of a plain text, and whether the words beside one call it a day of birth."""
    for found in _DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups() if part)
        before = text[max(0, found.start() - 8) : found.start()]
        born = _BORN_BEFORE.search(before) or _BORN_AFTER.match(text, found.end())
        yield (year, month, day), bool(born)
