"""Names of the county; about one in fifty holds a character that fonts, spreadsheets or GBK files tend to lose."""

from datetime import date

from county_2026.dice import Dice
from invented.names import Given, Names

MEN: Given = {
    "old": ("建国志卫学红永德立忠少光文", "军华平国民强明林生才和春"),
    "middle": ("志晓海文俊立向春国新永建", "峰涛勇伟斌刚辉鹏杰波宏亮"),
    "young": ("浩子宇泽博思俊嘉明一梓启", "轩然阳航辰豪睿宁洋哲凡远"),
}
WOMEN: Given = {
    "old": ("秀桂玉春红爱丽淑金月", "英兰芳珍华梅香萍云霞"),
    "middle": ("晓丽海春红小燕雪冬慧", "敏燕静娟霞艳琴萍玲芬"),
    "young": ("雨思欣佳梦语诗若心一", "涵婷怡琪瑶洁妍雯彤蕾"),
}
RARE = ("䶮", "堃", "祎", "𠮷", "㛃", "翀", "𬱖", "𬭚", "昇", "喆", "珺", "垚")
RARE_IN = 48
"""One name in so many."""


class CountyNames:
    """Hands out names. Two people may share one, as they do in life, but not born on one day."""

    def __init__(self) -> None:
        self._names = Names(Dice("names"))
        self._taken: set[tuple[str, date]] = set()

    def next(self, *, woman: bool, born: date) -> str:
        dice = self._names.dice
        given = (WOMEN if woman else MEN)[
            "old" if born.year < 1975 else "middle" if born.year < 1990 else "young"
        ]
        while True:
            name = self._names.thrown(given)
            if not dice.below(RARE_IN):
                name = name[: -1 if len(name) > 2 else len(name)] + dice.pick(RARE)
            if (name, born) not in self._taken:
                self._taken.add((name, born))
                return name
