"""The posts: nine leaders, three office heads whose filling the plan leaves open, 16 + 38 put up to competition."""

from dinggang.plan import Education, Filling, HeadcountKind, Post, Stratum

LEADERS = (
    "党委书记",
    "党委副书记、镇长",
    "人大主席",
    "党委副书记",
    "党委委员、纪委书记",
    "党委委员、组织委员",
    "党委委员、武装部长",
    "副镇长（农业、水利）",
    "副镇长（社会事务）",
)

LISTED = (
    # body, name, openings, stratum, education, greatest age, party members only
    ("B01", "党政办公室主任", 1, "head", "college", None, True),
    ("B01", "党政办公室副主任", 1, "mid", "college", 50, True),
    ("B01", "文秘", 2, "general", "college", 45, False),
    ("B01", "组织人事干事", 1, "general", "college", None, True),
    ("B01", "综治信访干事", 2, "general", None, None, False),
    ("B02", "经济发展办公室主任", 1, "head", "college", None, True),
    ("B02", "经济发展办公室副主任", 1, "mid", "college", 50, False),
    ("B02", "招商与企业服务", 2, "general", None, None, False),
    ("B02", "农业经济管理", 1, "general", None, None, False),
    ("B02", "统计与项目管理", 1, "general", "college", 45, False),
    ("B03", "社会事务办公室主任", 1, "head", "college", None, True),
    ("B03", "社会事务办公室副主任", 1, "mid", "college", 50, False),
    ("B03", "民政救助", 1, "general", None, None, False),
    ("B03", "计划生育行政", 2, "general", None, None, False),
    ("B03", "科教文卫管理", 1, "general", None, None, False),
    ("B04", "便民服务中心主任", 1, "mid", "college", 50, True),
    ("B04", "便民服务中心副主任", 1, "mid", "college", 50, False),
    ("B04", "综合受理窗口", 4, "general", None, None, False),
    ("B04", "民政社保窗口", 3, "general", None, None, False),
    ("B04", "农业服务窗口", 3, "general", None, None, False),
    ("B04", "村镇建设窗口", 2, "general", None, None, False),
    ("B04", "劳动就业窗口", 2, "general", None, None, False),
    ("B04", "档案与总值班", 1, "general", None, None, False),
    ("B05", "计划生育技术服务中心主任", 1, "mid", "senior_middle", 50, False),
    ("B05", "计生技术服务", 4, "general", "college", 50, False),
    ("B05", "计生宣传咨询", 2, "general", None, None, False),
    ("B05", "计生信息统计", 2, "general", None, None, False),
    ("B05", "计生药具管理", 1, "general", None, None, False),
    ("B05", "计生服务中心会计", 1, "general", "senior_middle", None, False),
    ("B06", "财政所所长", 1, "mid", "college", 50, True),
    ("B06", "财政所副所长", 1, "mid", "college", 50, False),
    ("B06", "总会计", 1, "general", "college", None, False),
    ("B06", "预算管理", 2, "general", "college", None, False),
    ("B06", "涉农补贴发放", 2, "general", None, None, False),
    ("B06", "村级会计代理", 3, "general", None, None, False),
)

OFFICES = frozenset({"B01", "B02", "B03"})


def town_posts() -> tuple[Post, ...]:
    """O01–O09 the leaders, then body by body."""
    leaders = tuple(
        Post(
            id=f"O{number:02}",
            name=name,
            kind=HeadcountKind.ADMINISTRATIVE,
            stratum=Stratum.LEADER,
            filling=Filling.APPOINT,
            note="区委管理",
        )
        for number, name in enumerate(LEADERS, start=1)
    )
    others = tuple(
        Post(
            id=f"O{number:02}",
            name=name,
            body=body,
            kind=HeadcountKind.ADMINISTRATIVE if body in OFFICES else HeadcountKind.INSTITUTION,
            stratum=Stratum.GENERAL if stratum == "general" else Stratum.MID,
            filling=Filling.UNDECIDED if stratum == "head" else Filling.COMPETE,
            openings=openings,
            education=Education(education) if education else None,
            max_age=max_age,
            party_member=party,
            note="方案没有写怎样产生" if stratum == "head" else "",
        )
        for number, (body, name, openings, stratum, education, max_age, party) in enumerate(
            LISTED, start=len(LEADERS) + 1
        )
    )
    return leaders + others
