"""One cell → one value of its column's kind."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from dinggang.basis import plain as shown
from dinggang.roster import Appraisal, Certificate, Grade, Sanction, SanctionKind
from dinggang.sheets.declare import Column, Kind
from dinggang.sheets.labels import member, offered
from dinggang.sheets.text import (
    clean,
    control_characters,
    narrow,
    private_characters,
    split_ids,
    split_words,
    starts_like_a_formula,
)
from dinggang.sheets.troubles import Trouble

ID = re.compile(r"[A-Za-z]{1,4}[0-9]{1,8}")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?|\.[0-9]{1,15}")
_DATES = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_MIDNIGHT = re.compile(r"(?<=\d{2})T?00:00(:00(\.0+)?)?$")
"""What other programs add to a date written as text; white space is gone by then."""
_MONTH = re.compile(r"\d{4}([-/.年]\d{1,2}月?)?|\d{4}年")
_DAY = r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?"
_SANCTION = re.compile(rf"(\D+?)({_DAY})[~～—–至-]+({_DAY})")
YES = frozenset({"是", "yes", "y", "true", "1", "√", "有", "对"})
NO = frozenset({"否", "no", "n", "false", "0", "×", "无", "x"})
RIGHT = frozenset({"对", "√", "正确", "✓", "t"})
WRONG = frozenset({"错", "×", "错误", "✗", "f"})


def exact(raw: float) -> Decimal:
    """A number cell as the decimal that was typed.

    Spreadsheets store binary fractions, so this is the one place where a float is touched: repr gives the shortest
    decimal that is stored as the same fraction, which is what was typed as long as it had at most 15 digits.
    Raises Trouble for more.
    """
    number = Decimal(repr(raw))
    if not number.is_finite() or abs(number) >= 10**15 or (number and number.adjusted() < -15):
        raise Trouble(
            "数字大小不合情理。",
            "The number is too great or too small to be right.",
            "请填写普通数字，整数部分不超过15位。",
            "Write an ordinary number, at most 15 digits before the point.",
        )
    if len(number.normalize().as_tuple().digits) > 15:
        raise Trouble(
            f"数字{shown(number)}超过15位有效数字，表格软件已不能准确保存它。",
            f"The number {shown(number)} has more than 15 digits; a spreadsheet cannot keep it exactly.",
            "请按原始材料重新键入这个数（常见原因是粘贴了公式算出的结果，显示的是四舍五入后的样子）。",
            "Type the number again from the original; often it is a pasted result of a formula, shown rounded.",
        )
    return number


def read_cell(column: Column, raw: object) -> Any:
    """The value of a cell, None when it is blank. Raises Trouble when it cannot be taken."""
    if isinstance(raw, str):
        raw = clean(raw)
    if raw is None or raw == "":
        return None
    match column.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return _number(column, raw)
        case Kind.DATE:
            return _date(raw)
        case Kind.YES:
            return _yes(raw)
    return _READERS[column.kind](column, _text(column, raw))


def _text(column: Column, raw: object) -> str:
    if isinstance(raw, bool):
        raise Trouble(
            "应为文字，实为TRUE或FALSE。", "Text expected, not TRUE or FALSE.", "请改填文字。", "Write text."
        )
    if isinstance(raw, date):
        raise Trouble(
            f"应为文字，实为日期{raw:%Y-%m-%d}（表格软件可能自动改了它）。",
            f"Text expected, not the date {raw:%Y-%m-%d}; the spreadsheet may have changed it.",
            "请把单元格设为“文本”格式后重新填写。",
            "Set the cell's format to text and type it again.",
        )
    if isinstance(raw, int | float):
        return _number_as_text(column, raw)
    text = str(raw)
    found = control_characters(text, lines=column.kind is Kind.NOTE)
    if found:
        raise Trouble(
            f"含有看不见的控制字符或换行（{'、'.join(found)}）。",
            f"Contains control characters or a line break ({', '.join(found)}).",
            "请删除这一格，重新打字填写。",
            "Clear the cell and type it again.",
        )
    _refuse_private(text)
    if starts_like_a_formula(text):
        raise Trouble(
            f"“{text[:20]}”以{text.lstrip()[0]}开头，像公式。",
            f"{text[:20]!r} begins like a formula.",
            "请去掉开头的 = + - @；没有内容就空着。",
            "Take away the leading = + - @; leave the cell empty when there is nothing to say.",
        )
    if len(text) > 5000:
        raise Trouble(
            f"文字有{len(text)}个字，太长。",
            f"The text has {len(text)} characters.",
            "请缩短到5000字以内。",
            "Shorten it to 5,000.",
        )
    return text


def _refuse_private(text: str) -> None:
    for character, right in private_characters(text).items():
        mark = f"U+{ord(character):04X}"
        if right:
            raise Trouble(
                f"含有系统自造的字（{mark}），换一台电脑就认不出来。",
                f"Contains a character ({mark}) that only some computers know.",
                f"它应当是“{right}”（U+{ord(right):04X}）：请改用较新的输入法重新输入。",
                f"It should be {right} (U+{ord(right):04X}): type it again with a recent input method.",
            )
        raise Trouble(
            f"含有系统自造的字或已损坏的字（{mark}），换一台电脑就认不出来。",
            f"Contains a private or lost character ({mark}).",
            "请按身份证或原件重新输入这个字。",
            "Type the character again from the card or the original.",
        )


def _number_as_text(column: Column, raw: float) -> str:
    if column.kind is Kind.CITIZEN:  # identifies a person, so it is not repeated
        raise Trouble(
            "应为文本，实为数字：数字格式已丢掉15位以后的号码。",
            "Text expected, not a number: the digits after the fifteenth are lost.",
            "请把整列设为“文本”格式，再按证件重新填写（光改格式找不回丢掉的号码）。",
            "Set the column's format to text and type the numbers again; a new format alone brings nothing back.",
        )
    if column.kind not in {Kind.TEXT, Kind.NOTE}:
        number = shown(Decimal(repr(raw)))
        raise Trouble(
            f"应为文本，实为数字{number}。数字格式会丢掉前面的零和15位以后的数字。",
            f"Text expected, not the number {number}: numbers lose leading zeros and digits after the fifteenth.",
            "请把这一列设为“文本”格式，再重新填写；编号以字母开头，如P001。"
            if column.kind in {Kind.ID, Kind.IDS}
            else "请把单元格设为“文本”格式，再重新填写。",
            "Set the format to text, then type it again"
            + ("; an id begins with letters, such as P001." if column.kind in {Kind.ID, Kind.IDS} else "."),
        )
    return shown(exact(raw))


def _number(column: Column, raw: object) -> Decimal | int:
    if isinstance(raw, bool | date) or not isinstance(raw, int | float | str):
        raise Trouble(
            "应为数字。",
            "A number expected.",
            "请填写数字，把单元格格式改为“常规”。",
            "Write a number; set the format to general.",
        )
    number = _digits(raw) if isinstance(raw, str) else exact(raw)
    if column.kind is Kind.INTEGER and number != number.to_integral_value():
        raise Trouble(
            f"应为整数，实为{shown(number)}。",
            f"A whole number expected, not {shown(number)}.",
            "请填写整数。",
            "Write a whole number.",
        )
    if column.minimum is not None and number < column.minimum:
        raise Trouble(
            f"{shown(number)}小于{shown(column.minimum)}。",
            f"{shown(number)} is less than {shown(column.minimum)}.",
            "请核对后填写；不允许负数。",
            "Correct it; negative numbers are not allowed.",
        )
    if column.maximum is not None and number > column.maximum:
        raise Trouble(
            f"{shown(number)}超过满分{shown(column.maximum)}。",
            f"{shown(number)} is above the maximum {shown(column.maximum)}.",
            "请核对原始评分表，或核对方案（标准答案）中的满分。",
            "Check the original sheet, or the maximum in the plan or key.",
        )
    if column.kind is Kind.INTEGER:
        return int(number)
    return number


def _digits(text: str) -> Decimal:
    plain = narrow(text).replace("，", ",")
    sign = plain.startswith("-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if plain.endswith("%"):
        raise Trouble(
            f"“{text}”是百分数。",
            f"{text!r} is a percentage.",
            "请填写不带百分号的数字，如80。",
            "Write the number without a per cent sign.",
        )
    if not _NUMBER.fullmatch(plain.removeprefix("-")):
        raise Trouble(
            f"应为数字，实为“{text[:20]}”。",
            f"A number expected, not {text[:20]!r}.",
            "请只填数字，不带单位和其他文字。",
            "Write digits only, without units.",
        )
    try:
        number = Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern above admits only decimals
        raise Trouble("应为数字。", "A number expected.", "请只填数字。", "Write digits only.") from None
    return -abs(number) if sign else number


def parse_date(text: str) -> date:
    """A date as people write it. Raises Trouble."""
    typed = _MIDNIGHT.sub("", narrow(text))
    for pattern in _DATES:
        found = pattern.fullmatch(typed)
        if found:
            try:
                return _sane(date(*(int(part) for part in found.groups())))
            except ValueError:
                break
    if _MONTH.fullmatch(typed):
        raise Trouble(
            f"“{text[:20]}”只有年月，没有日。",
            f"{text[:20]!r} names no day.",
            "请按档案补上日，如2006-11-13。",
            "Add the day as the file has it, like 2006-11-13.",
        )
    raise Trouble(
        f"“{text[:20]}”不是有效日期。",
        f"{text[:20]!r} is no date.",
        "请按2006-11-13的样子填写，并核对这一天是否存在。",
        "Write it like 2006-11-13, and check that the day exists.",
    )


def _sane(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise Trouble(
            f"日期{day}的年份不合情理。",
            f"The year of {day} cannot be right.",
            "请核对年份，写四位数。",
            "Check the year; write four digits.",
        )
    return day


def _date(raw: object) -> date:
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second, raw.microsecond) != (0, 0, 0, 0):
            raise Trouble(
                "日期带有时刻。",
                "The date carries a time of day.",
                "请只填日期，如2006-11-13。",
                "Write the date only.",
            )
        return _sane(raw.date())
    if isinstance(raw, date):
        return _sane(raw)
    if isinstance(raw, str):
        return parse_date(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = exact(raw)
        if number == number.to_integral_value() and 19_000_000 < number < 22_010_000:
            return parse_date(f"{number:.0f}")
        if 1 <= number < 110_000:
            day = date(1899, 12, 30) + timedelta(days=int(number))
            raise Trouble(
                f"应为日期，实为数字{shown(number)}（若是丢了日期格式，它可能是{day}）。",
                f"A date expected, not the number {shown(number)}; without its format lost it may be {day}.",
                "请核对后把单元格设为“日期”格式，按2006-11-13的样子重新填写。",
                "Check it, set the cell's format to date and write it like 2006-11-13.",
            )
    raise Trouble(
        "应为日期，实为数字或其他内容。",
        "A date expected.",
        "请把单元格设为“日期”格式，按2006-11-13的样子填写。",
        "Set the cell's format to date and write it like 2006-11-13.",
    )


def _yes(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = narrow(shown(exact(raw)) if isinstance(raw, int | float) else str(raw)).casefold()
    if word in YES | NO:
        return word in YES
    raise Trouble(
        f"“{str(raw)[:20]}”既不是“是”也不是“否”。",
        f"{str(raw)[:20]!r} is neither yes nor no.",
        "请从下拉选项中选“是”或“否”。",
        "Choose 是 or 否.",
    )


_LOST = re.compile(r"[?？□■*＊]")


def _name(_column: Column, text: str) -> str:
    if lost := _LOST.search(text):
        raise Trouble(
            f"姓名里有“{lost[0]}”，像是生僻字丢失了。",
            f"There is {lost[0]!r} in the name; a rare character seems to be lost.",
            "请按身份证重新输入原字（如䶮、堃），存为xlsx或“CSV UTF-8”，不要存成普通CSV。",
            "Type the character again from the card, and save as .xlsx or CSV UTF-8, not as a plain CSV.",
        )
    if len(text) > 100:
        raise Trouble(
            f"姓名有{len(text)}个字，太长。",
            f"The name has {len(text)} characters.",
            "请核对是不是粘贴错了内容。",
            "Check whether something else was pasted here.",
        )
    return text


def _id(_column: Column, text: str) -> str:
    plain = narrow(text)
    if not ID.fullmatch(plain):
        raise Trouble(
            f"“{text[:30]}”不是编号。",
            f"{text[:30]!r} is no id.",
            "编号是一至四个英文字母加一至八位数字，如P001。",
            "An id is one to four letters and one to eight digits, such as P001.",
        )
    return plain


def _ids(column: Column, text: str) -> tuple[str, ...]:
    return tuple(_id(column, part) for part in split_ids(text))


def _choice(column: Column, text: str) -> object:
    if column.choices is None:
        raise TypeError(f"column {column.key} declares no choices")
    found = member(column.choices, narrow(text))
    if found is None:
        words = "、".join(offered(column.choices))
        raise Trouble(
            f"“{text[:20]}”不在可选项中。",
            f"{text[:20]!r} is not among the choices.",
            f"请从下拉选项中选：{words}。",
            f"Choose one of: {', '.join(m.value for m in column.choices)}.",
        )
    return found


def _citizen(_column: Column, text: str) -> str:
    """The number's first 17 digits once it is checked (GB 11643-1999: ISO 7064 MOD 11-2), for finding it twice."""
    plain = narrow(text).upper()
    if re.fullmatch(r"\d{15}", plain):
        return f"{plain[:6]}19{plain[6:]}"
    if not re.fullmatch(r"\d{17}[\dX]", plain):
        raise Trouble(
            f"身份证号应为18位（旧号15位），实为{len(plain)}个字符或含有别的字符。",
            f"A citizen number has 18 (formerly 15) characters; this has {len(plain)} or other characters.",
            "请核对后按文本填写。",
            "Check it and type it as text.",
        )
    if "10X98765432"[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(plain[:17])) % 11] != plain[17]:
        raise Trouble(
            "身份证号校验码不对。",
            "The check digit of the citizen number is wrong.",
            "请与身份证核对，多为抄错一位。",
            "Compare with the card; a digit is likely wrong.",
        )
    return plain[:17]


def _appraisals(_column: Column, text: str) -> tuple[Appraisal, ...]:
    found = []
    for part in split_words(text):
        year, colon, grade = narrow(part).replace("年", ":").replace("::", ":").partition(":")
        named = member(Grade, grade) if colon else None
        if named is None or not re.fullmatch(r"(19|20|21)\d\d", year):
            raise Trouble(
                f"看不懂年度考核“{part[:20]}”。",
                f"The appraisal {part[:20]!r} is not understood.",
                "请按“2004:优秀; 2005:称职”的样子填写。",
                "Write it like 2004:优秀; 2005:称职.",
            )
        found.append(Appraisal(year=int(year), grade=Grade(named)))
    years = [a.year for a in found]
    if len(set(years)) != len(years):
        raise Trouble(
            "同一年度的考核写了两次。",
            "A year is appraised twice.",
            "每年只留一个等次。",
            "Keep one grade a year.",
        )
    return tuple(found)


def _sanctions(_column: Column, text: str) -> tuple[Sanction, ...]:
    found = []
    for part in split_words(text):
        matched = _SANCTION.fullmatch(narrow(part).replace("~", "~"))
        named = member(SanctionKind, matched[1].rstrip(":")) if matched else None
        if matched is None or named is None:
            raise Trouble(
                f"看不懂处分“{part[:30]}”。",
                f"The sanction {part[:30]!r} is not understood.",
                "请按“警告 2005-03-01~2005-08-31”的样子填写；种类为警告、记过、记大过、降级、撤职。",
                "Write it like 警告 2005-03-01~2005-08-31.",
            )
        start, end = parse_date(matched[2]), parse_date(matched[3])
        if end < start:
            raise Trouble(
                f"处分止日{end}早于起日{start}。",
                f"The sanction ends before it starts ({start}, {end}).",
                "请核对起止日期。",
                "Check the dates.",
            )
        found.append(Sanction(kind=SanctionKind(named), start=start, end=end))
    return tuple(found)


_CERTIFICATE = re.compile(rf"(.*?\D)({_DAY})(?:[~～—–至-]+({_DAY}))?")


def _certificates(_column: Column, text: str) -> tuple[Certificate, ...]:
    found = []
    for part in split_words(text):
        matched = _CERTIFICATE.fullmatch(part)
        if matched is None:
            raise Trouble(
                f"看不懂证书“{part[:30]}”。",
                f"The certificate {part[:30]!r} is not understood.",
                "请按“会计证 2001-05-01”或“安全员证 2004-01-01~2006-12-31”的样子填写，几个用分号隔开。",
                "Write it like 会计证 2001-05-01 or 安全员证 2004-01-01~2006-12-31, divided by semicolons.",
            )
        issued = parse_date(matched[2])
        expires = parse_date(matched[3]) if matched[3] else None
        if expires is not None and expires < issued:
            raise Trouble(
                f"证书止日{expires}早于取得日{issued}。",
                f"The certificate ends before it is issued ({issued}, {expires}).",
                "请核对起止日期。",
                "Check the dates.",
            )
        found.append(Certificate(name=matched[1].strip(), issued=issued, expires=expires))
    return tuple(found)


def _options(_column: Column, text: str) -> str:
    plain = "".join(split_ids(text)).upper()
    if not re.fullmatch(r"[A-H]+", plain) or len(set(plain)) != len(plain):
        raise Trouble(
            f"“{text[:20]}”不是选项字母。",
            f"{text[:20]!r} holds no option letters.",
            "请填写A至H的选项字母，每个一次，如AC。",
            "Write option letters A–H, each once.",
        )
    return plain


def _truth(column: Column, text: str) -> str:
    plain = narrow(text).casefold()
    return "A" if plain in RIGHT else "B" if plain in WRONG else _options(column, text)


def _key(column: Column, text: str) -> str:
    """Right options in order. F is an option here, as T and F mean right and wrong only in answers to be judged."""
    plain = narrow(text).casefold()
    return "".join(sorted(_options(column, text) if plain in {"t", "f"} else _truth(column, text)))


_READERS = {
    Kind.ID: _id,
    Kind.IDS: _ids,
    Kind.REFERENCE: lambda _column, text: text,
    Kind.CITIZEN: _citizen,
    Kind.NAME: _name,
    Kind.TEXT: lambda _column, text: text,
    Kind.NOTE: lambda _column, text: text,
    Kind.WORDS: lambda _column, text: split_words(text),
    Kind.CHOICE: _choice,
    Kind.KEY: _key,
    Kind.ANSWER: _options,
    Kind.TRUTH: _truth,
    Kind.APPRAISALS: _appraisals,
    Kind.SANCTIONS: _sanctions,
    Kind.CERTIFICATES: _certificates,
}
