"""Names put together from single characters, by the fashion of the years; a few with characters that are rare.

Rare ones test what an office meets: fonts, spreadsheets and GBK files that lose them. 𠮷, 𬱖 and 𬭚 lie outside the
first 65,536 code points of Unicode, 䶮 and 㛃 inside it but in no GBK table.
"""

from invented.names import Names as Thrown
from town_2006.dice import Dice

MEN = {
    "old": ("正永安德兆传绍世宏秉长贵克维宪厚承", "田山林禾根和仁义顺祥清泉川兴余仓梁"),
    "middle": ("志建国卫新红向立学光忠保少文云春", "军民华平强忠东生成武荣宝田松柏江海"),
    "young": ("晓宇浩俊子思博文泽凯旭锦启亦嘉", "飞鹏阳远舟航辰涛磊毅恒川铭岳然"),
}
WOMEN = {
    "old": ("桂秀玉兰月素金凤淑翠惠", "英珍芝娥莲梅香云芬秀"),
    "middle": ("春红丽晓小爱冬建海秋", "霞萍芳琴燕玲敏华菊娟"),
    "young": ("雨思梦雪佳晓文静欣若", "婷蕾雯琪颖瑶洁晨岚妍"),
}
"""First and second character of a given name, for those born before 1956, before 1971, and later."""

RARE = {
    "P013": "祝䶮",
    "P019": "耿堃",
    "P024": "方祎",
    "P041": "庞𠮷田",
    "P052": "亓㛃",
    "P066": "葛𬱖",
    "P079": "逄翀",
    "P090": "帕提曼·艾山",
    "P103": "仝𬭚",
}
"""Names that replace the drawn ones."""

INSTEAD = {"P050": "任亦涛", "P077": "孙立田", "P081": "张文铭", "P096": "陈亦晨"}
"""What was drawn for these was, or sounded like, the name of somebody widely known."""


class Names:
    """Hands out names, none twice."""

    def __init__(self) -> None:
        self._thrown = Thrown(Dice("names"))
        self._taken: set[str] = set()

    def next(self, person: str, *, woman: bool, born: int) -> str:
        given = (WOMEN if woman else MEN)["old" if born < 1956 else "middle" if born < 1971 else "young"]
        while True:
            name = self._thrown.thrown(given)
            if name not in self._taken:
                break
        self._taken.add(name)
        return RARE.get(person) or INSTEAD.get(person, name)
