"""Names put together from single characters, by the fashion of the years."""

from invented.dice import Dice

SURNAMES = tuple(
    "丁于万于卫方尹甘左石卢田史白冯吕任庄齐江汤阮孙严苏杜李肖吴何余谷邹汪沈宋张陆陈邵武范林郁易罗金周庞郑"
    "宗孟赵柯柳钟段俞施姜洪祝姚贺秦袁耿莫夏顾柴倪徐殷高郭唐涂陶黄梅曹龚盛章梁彭葛董韩覃程傅鲁童游谢蓝"
    "赖雷褚蔡廖谭熊黎潘薛霍戴魏瞿"
)
"""Drawn one after the other without putting back, so that surnames repeat as little as they do in life."""

Given = dict[str, tuple[str, str]]
"""First and second character of a given name by generation."""

GIVEN_ONE = 22
"""Per cent of people whose given name is a single character."""


class Names:
    """Hands out names: a surname off the pile, a given name of one or two characters."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self._left: list[str] = []

    def thrown(self, given: tuple[str, str]) -> str:
        return self.surname() + self.given(given)

    def surname(self) -> str:
        if not self._left:
            self._left = list(dict.fromkeys(SURNAMES))
        return self._left.pop(self.dice.below(len(self._left)))

    def given(self, characters: tuple[str, str]) -> str:
        first, second = (self.dice.pick(c) for c in characters)
        if first == second or self.dice.chance(GIVEN_ONE):
            return second
        return first + second
