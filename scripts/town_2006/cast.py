"""Who was where before the reform, and who has a part of their own. Everything else about people is thrown.

People are numbered in the order of `BEFORE`: P001–P009 lead, then body by body, the head first.
"""

from enum import StrEnum
from typing import NamedTuple

from dinggang.plan import ExitRoute
from dinggang.roster import StaffKind


class Part(StrEnum):
    """What becomes of somebody who takes no exit."""

    LEADS = "leads"
    APPOINTED = "appointed"
    COMPETES = "competes"
    BARRED = "barred"


class Station(NamedTuple):
    """A body before the reform: its name, the head's title, other jobs, and the parts of its staff, head first."""

    name: str
    kind: StaffKind
    head: str
    jobs: tuple[str, ...]
    parts: tuple[tuple[Part | ExitRoute, int], ...]


_APPOINTED, _COMPETES, _BARRED = Part.APPOINTED, Part.COMPETES, Part.BARRED
_ADMIN, _INST = StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION

BEFORE = (
    Station(
        "党政办公室",
        _ADMIN,
        "主任",
        ("秘书", "文书", "组织干事", "宣传干事", "档案员", "信访员"),
        ((_APPOINTED, 1), (_COMPETES, 7), (ExitRoute.RETIRE_EARLY, 1)),
    ),
    Station(
        "农业办公室",
        _ADMIN,
        "主任",
        ("农业助理", "统计员", "林业助理"),
        ((_COMPETES, 4), (ExitRoute.RETIRE_EARLY, 1)),
    ),
    Station("乡镇企业办公室", _ADMIN, "主任", ("企业助理", "统计员"), ((_APPOINTED, 1), (_COMPETES, 3))),
    Station(
        "民政办公室",
        _ADMIN,
        "主任",
        ("民政助理", "老龄工作员"),
        ((ExitRoute.YIELD, 1), (_COMPETES, 2), (ExitRoute.RETIRE, 1)),
    ),
    Station(
        "计划生育办公室",
        _ADMIN,
        "主任",
        ("计生专干", "统计员"),
        ((ExitRoute.RETIRE_INTERNAL, 1), (_COMPETES, 3)),
    ),
    Station("社会治安综合治理办公室", _ADMIN, "主任", ("司法助理",), ((_COMPETES, 1), (_BARRED, 1))),
    Station(
        "财政所",
        _INST,
        "所长",
        ("总会计", "预算会计", "农税员", "出纳", "村账会计"),
        ((_COMPETES, 9), (ExitRoute.RETIRE, 1)),
    ),
    Station(
        "农业技术推广站",
        _INST,
        "站长",
        ("农艺师", "技术员", "植保员", "种子员"),
        (
            (ExitRoute.RETIRE_INTERNAL, 1),
            (_COMPETES, 5),
            (ExitRoute.DIVERT_COMPANY, 2),
            (ExitRoute.RETIRE, 1),
        ),
    ),
    Station(
        "畜牧兽医站",
        _INST,
        "站长",
        ("兽医师", "防疫员", "检疫员"),
        ((_COMPETES, 4), (ExitRoute.DIVERT_COMPANY, 2), (ExitRoute.RETIRE_SICK, 1)),
    ),
    Station(
        "农机管理站",
        _INST,
        "站长",
        ("农机监理员", "技术员"),
        ((ExitRoute.RETIRE_INTERNAL, 1), (_COMPETES, 2), (ExitRoute.DIVERT_COMPANY, 2)),
    ),
    Station(
        "水利站",
        _INST,
        "站长",
        ("水利员", "工程员", "水费会计"),
        ((_COMPETES, 4), (ExitRoute.DIVERT_COMPANY, 1), (_BARRED, 1)),
    ),
    Station(
        "文化广播站",
        _INST,
        "站长",
        ("文化辅导员", "广播线务员", "电影放映员"),
        ((_COMPETES, 4), (ExitRoute.DIVERT_COMPANY, 1)),
    ),
    Station(
        "村镇建设站",
        _INST,
        "站长",
        ("规划员", "施工员", "测量员"),
        ((_COMPETES, 4), (ExitRoute.DIVERT_COMPANY, 1)),
    ),
    Station(
        "计划生育服务站",
        _INST,
        "站长",
        ("医士", "护理员", "宣传员", "药具员"),
        ((_COMPETES, 6), (ExitRoute.RETIRE_INTERNAL, 1), (ExitRoute.RETIRE_SICK, 1), (_BARRED, 1)),
    ),
    Station(
        "劳动保障所",
        _INST,
        "所长",
        ("就业专干", "社保专干"),
        ((_COMPETES, 3), (ExitRoute.DIVERT_OTHER, 1)),
    ),
    Station(
        "公路管理站",
        _INST,
        "站长",
        ("养护员",),
        ((ExitRoute.DIVERT_COMPANY, 1), (_COMPETES, 1), (_BARRED, 1)),
    ),
)
"""Sixteen bodies with 28 administrative and 63 institution staff besides the nine leaders."""

TEMPORARY = (
    ("党政办公室", "驾驶员"),
    ("党政办公室", "打字员"),
    ("党政办公室", "食堂炊事员"),
    ("党政办公室", "食堂炊事员"),
    ("党政办公室", "门卫"),
    ("党政办公室", "保洁员"),
    ("社会治安综合治理办公室", "治安巡防员"),
    ("社会治安综合治理办公室", "治安巡防员"),
    ("村镇建设站", "环卫工"),
    ("村镇建设站", "环卫工"),
    ("文化广播站", "机线员"),
    ("计划生育办公室", "计生协管员"),
)
SELF_HIRED = (
    ("财政所", "农税协征员"),
    ("财政所", "农税协征员"),
    ("农业技术推广站", "门市营业员"),
    ("畜牧兽医站", "村级防疫员"),
    ("畜牧兽医站", "村级防疫员"),
    ("水利站", "水费协收员"),
    ("公路管理站", "养路工"),
    ("公路管理站", "养路工"),
)

# People with a part of their own.
DRAWN = ("P045", "P046")
"""Equal in everything the plan compares: a draw must decide who chooses first."""
DRAW = ("P046", "P045")
"""How the lots fell."""
TIED = ("P012", "P011")
"""Equal composites, told apart by the exam."""
NO_EXAM = "P072"
"""Ill on the day of the exam."""
NO_SPEECH = "P021"
"""Gave up before the speech."""
NOT_CONFIRMED = "P092"
"""On sick leave: did not sign the roster."""
SPENT_WARNING = "P020"
"""A warning that ended before the cut-off day: may compete."""
DEMERIT, BASIC, INCOMPETENT, NO_CHOICES = "P037", "P074", "P093", "P100"
"""The four who may not compete or did not apply."""
RELATIVES = (("P043", "P089"), ("P008", "P029"), ("P048", "P116"))
"""A couple; two in-laws, of whom the elder is a judge and recused; a mother and her self-hired son."""
RECUSED = ("J03", "P029", "与竞岗人员系姻亲")
