"""The townships and their bodies: what stood there before the reform, and what stands there after it."""

from typing import NamedTuple

from county_2026.dice import Dice
from dinggang.plan import BodyKind, HeadcountKind

COUNTY = "岚泽县"
CITY = "清屿市"
_FIRST, _SECOND = "岚霁沄澹翊潆浥旻澍昶", "禾浦埠垄畈垸墩圩岔坞坳埂"
ADMIN, INST = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION


def town_names(count: int) -> tuple[str, ...]:
    """So many names of townships, in an order that is thrown: at most 120."""
    dice = Dice("towns")
    every = dice.mixed([a + b for a in _FIRST for b in _SECOND])
    return tuple(f"{name}{'镇' if dice.chance(65) else '乡'}" for name in every)[:count]


class Before(NamedTuple):
    """A body before the reform: its name, the head's title, and other jobs."""

    name: str
    kind: HeadcountKind
    head: str
    jobs: tuple[str, ...]
    weight: int


BEFORE = (
    Before("党政办公室", ADMIN, "主任", ("秘书", "文书", "机要员", "档案员", "宣传干事"), 26),
    Before("党建办公室", ADMIN, "主任", ("组织干事", "纪检干事", "统战干事"), 14),
    Before("经济发展办公室", ADMIN, "主任", ("项目干事", "统计员", "招商干事", "农经员"), 20),
    Before("社会事务办公室", ADMIN, "主任", ("民政助理", "教科文卫干事", "残联干事"), 18),
    Before("综治办公室", ADMIN, "主任", ("综治干事", "司法助理", "信访干事"), 12),
    Before("应急管理办公室", ADMIN, "主任", ("安监员", "防汛员"), 10),
    Before("农业技术推广站", INST, "站长", ("农艺师", "技术员", "植保员", "种子员"), 15),
    Before("畜牧兽医站", INST, "站长", ("兽医师", "防疫员", "检疫员"), 11),
    Before("农机管理站", INST, "站长", ("农机监理员", "技术员"), 6),
    Before("水利站", INST, "站长", ("水利员", "工程员", "水库管护员"), 10),
    Before("林业站", INST, "站长", ("护林员", "林业技术员"), 8),
    Before("文化站", INST, "站长", ("文化辅导员", "广播线务员", "图书管理员"), 8),
    Before("村镇建设站", INST, "站长", ("规划员", "施工员", "测量员"), 9),
    Before("财政所", INST, "所长", ("总会计", "预算会计", "村账会计", "出纳"), 10),
    Before("劳动保障所", INST, "所长", ("就业专干", "社保专干"), 8),
    Before("退役军人服务站", INST, "站长", ("事务专干",), 3),
    Before("卫生健康服务站", INST, "站长", ("健康专干", "药具员"), 7),
    Before("公路管理站", INST, "站长", ("养护员",), 5),
)


class After(NamedTuple):
    """A body after the reform: name, kind, the plate it bears, who comes from where, and its jobs with their shares."""

    name: str
    kind: HeadcountKind
    is_a: BodyKind
    plate: str
    origins: tuple[str, ...]
    weight: int
    jobs: tuple[tuple[str, int, str], ...]
    """Name, share of the openings, and what the job asks for: a key of `posts.ASKS`."""


_OFFICE, _CENTRE = BodyKind.OFFICE, BodyKind.CENTRE
AFTER = (
    After(
        "党政综合办公室",
        ADMIN,
        _OFFICE,
        "",
        ("党政办公室",),
        28,
        (("文秘", 4, "college45"), ("综合协调", 3, ""), ("档案与机要", 2, "party"), ("值班与后勤", 2, "")),
    ),
    After(
        "党建工作办公室",
        ADMIN,
        _OFFICE,
        "",
        ("党建办公室",),
        14,
        (("组织人事", 2, "sensitive"), ("纪检干事", 1, "sensitive"), ("宣传统战", 2, "party")),
    ),
    After(
        "经济发展办公室",
        ADMIN,
        _OFFICE,
        "统计工作站",
        ("经济发展办公室",),
        22,
        (("项目管理", 3, "college45"), ("企业服务", 3, ""), ("农村经济管理", 3, "")),
    ),
    After(
        "社会事务办公室",
        ADMIN,
        _OFFICE,
        "",
        ("社会事务办公室",),
        20,
        (("民政救助", 3, ""), ("教科文卫管理", 3, ""), ("残疾人工作", 1, "")),
    ),
    After(
        "平安法治办公室",
        ADMIN,
        _OFFICE,
        "信访接待室",
        ("综治办公室", "应急管理办公室"),
        16,
        (("综治维稳", 3, ""), ("司法调解", 2, "college"), ("应急管理", 3, "")),
    ),
    After(
        "便民服务中心",
        INST,
        _CENTRE,
        "退役军人服务站",
        ("劳动保障所", "退役军人服务站", "卫生健康服务站"),
        22,
        (
            ("综合受理窗口", 6, ""),
            ("社保医保窗口", 4, ""),
            ("就业服务窗口", 3, "college"),
            ("健康服务", 3, "medical"),
        ),
    ),
    After(
        "农业综合服务中心",
        INST,
        _CENTRE,
        "",
        ("农业技术推广站", "畜牧兽医站", "农机管理站", "水利站", "林业站"),
        38,
        (
            ("农技推广", 6, "farming"),
            ("动物防疫", 5, "veterinary"),
            ("水利管护", 4, ""),
            ("林业管护", 3, ""),
            ("农机服务", 2, ""),
            ("农产品质量", 2, "college"),
        ),
    ),
    After(
        "文化旅游服务中心",
        INST,
        _CENTRE,
        "",
        ("文化站",),
        12,
        (("群众文化", 3, ""), ("广播与图书", 2, ""), ("旅游服务", 2, "college45")),
    ),
    After(
        "村镇建设服务中心",
        INST,
        _CENTRE,
        "",
        ("村镇建设站", "公路管理站"),
        15,
        (("规划建设", 3, "college"), ("公路养护", 2, ""), ("环境整治", 3, "")),
    ),
    After(
        "财经服务中心",
        INST,
        _CENTRE,
        "",
        ("财政所",),
        13,
        (("总会计", 1, "accounting"), ("预算与支付", 3, "college"), ("村级会计代理", 4, "certified")),
    ),
)

TEMPORARY = (
    ("党政办公室", ("驾驶员", "炊事员", "门卫", "保洁员", "打字员"), 5),
    ("综治办公室", ("治安巡防员", "网格员"), 5),
    ("村镇建设站", ("环卫工", "协管员"), 4),
    ("文化站", ("机线员", "讲解员"), 1),
    ("劳动保障所", ("窗口协理员",), 2),
)
SELF_HIRED = (
    ("农业技术推广站", ("门市营业员", "测报员"), 2),
    ("畜牧兽医站", ("村级防疫员",), 3),
    ("水利站", ("水费协收员", "管水员"), 2),
    ("公路管理站", ("养路工",), 2),
    ("财政所", ("村账协管员",), 1),
)
LEADERS = (
    "党委书记",
    "党委副书记、镇长",
    "人大主席",
    "党委副书记",
    "党委委员、纪委书记",
    "党委委员、组织委员",
    "党委委员、武装部长",
    "副镇长（农业农村）",
    "副镇长（社会事务）",
)
