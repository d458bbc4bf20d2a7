"""What people want: ordered lists of posts, thrown by appeal, former work and requirements."""

from dinggang.plan import Plan, Post, Stratum
from dinggang.roster import eligibility
from dinggang.selection import Choices
from town_2006 import cast
from town_2006.cast import Part
from town_2006.dice import Dice
from town_2006.people import Member

APPEAL = {
    "党政办公室副主任": 5, "文秘": 6, "组织人事干事": 6, "综治信访干事": 3,
    "经济发展办公室副主任": 5, "招商与企业服务": 6, "农业经济管理": 4, "统计与项目管理": 5,
    "社会事务办公室副主任": 5, "民政救助": 4, "计划生育行政": 3, "科教文卫管理": 5,
    "便民服务中心主任": 5, "便民服务中心副主任": 5, "综合受理窗口": 6, "民政社保窗口": 6, "农业服务窗口": 5,
    "村镇建设窗口": 5, "劳动就业窗口": 5,
    "计划生育技术服务中心主任": 4, "计生技术服务": 2, "计生宣传咨询": 3, "计生信息统计": 3, "计生服务中心会计": 3,
    "财政所所长": 5, "财政所副所长": 5, "总会计": 5, "预算管理": 7, "涉农补贴发放": 6, "村级会计代理": 3,
}  # fmt: skip
"""How much a post is wanted by anybody. Posts that are not listed are not open."""

AT_HOME = {
    "党政办公室": ("党政办公室副主任", "文秘", "组织人事干事", "综治信访干事"),
    "农业办公室": ("经济发展办公室副主任", "农业经济管理", "招商与企业服务"),
    "乡镇企业办公室": ("招商与企业服务", "统计与项目管理"),
    "民政办公室": ("民政救助", "科教文卫管理"),
    "计划生育办公室": ("计划生育行政",),
    "社会治安综合治理办公室": ("社会事务办公室副主任", "综治信访干事"),
    "财政所": (
        "财政所所长",
        "财政所副所长",
        "总会计",
        "预算管理",
        "涉农补贴发放",
        "村级会计代理",
        "计生服务中心会计",
    ),
    "农业技术推广站": ("农业服务窗口", "涉农补贴发放"),
    "畜牧兽医站": ("便民服务中心副主任", "农业服务窗口", "综合受理窗口"),
    "农机管理站": ("农业服务窗口", "综合受理窗口"),
    "水利站": ("便民服务中心副主任", "村镇建设窗口", "涉农补贴发放", "村级会计代理"),
    "文化广播站": ("便民服务中心主任", "综合受理窗口", "计生宣传咨询"),
    "村镇建设站": ("便民服务中心主任", "村镇建设窗口", "综合受理窗口"),
    "计划生育服务站": ("计划生育技术服务中心主任", "计生技术服务", "计生宣传咨询", "计生信息统计"),
    "劳动保障所": ("便民服务中心主任", "劳动就业窗口", "民政社保窗口"),
    "公路管理站": ("村镇建设窗口", "综合受理窗口"),
}
"""Posts where somebody of a former body would go on with what they did."""

BY_HAND: dict[str, tuple[str, ...]] = {
    "P085": ("O33", "O34", "O36"),  # the head of the old station goes for the new centre
    "P045": ("O41", "O42", "O44"),  # the two of the draw want the same post
    "P046": ("O41", "O44", "O40"),
    "P022": ("O17", "O12", "O14"),  # senior middle school, O12 asks for college
    "P026": ("O13", "O19", "O17"),  # O13 is for party members
    "P060": ("O26", "O29", "O36"),  # too old for O26, and without college
}
"""Lists that are not thrown."""


def town_choices(plan: Plan, posts: tuple[Post, ...], members: tuple[Member, ...]) -> tuple[Choices, ...]:
    found = []
    for m in members:
        if m.part not in {Part.COMPETES, Part.BARRED} or m.person.id == cast.NO_CHOICES:
            continue
        wanted = _thrown(plan, posts, m, Dice(f"choices of {m.person.id}"))
        found.append(Choices(person=m.person.id, posts=BY_HAND.get(m.person.id, wanted)))
    return tuple(found)


def _thrown(plan: Plan, posts: tuple[Post, ...], member: Member, dice: Dice) -> tuple[str, ...]:
    weights = {p.id: _weight(plan, p, member) for p in posts}
    wanted: list[str] = []
    for _ in range(plan.rules.placement.max_choices):
        left = [p for p, weight in weights.items() if weight and p not in wanted]
        wanted.append(dice.weighted(left, [weights[p] for p in left]))
    return tuple(wanted)


def _weight(plan: Plan, post: Post, member: Member) -> int:
    person = member.person
    appeal = APPEAL.get(post.name, 0)
    if not appeal or eligibility(plan, [post], [person], [(person.id, post.id)]):
        return 0
    home = post.name in AT_HOME[person.former_body]
    if post.stratum is Stratum.MID:
        keen = 8 if person.stratum is Stratum.MID else 1 if member.ability >= 45 else 0
        return appeal * keen * (6 if home else 1)
    return appeal * post.openings * (6 if home else 1)
