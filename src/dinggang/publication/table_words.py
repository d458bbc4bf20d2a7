"""What a report calls the files and tables of a record."""

_TABLE_WORDS = {
    "plan": "方案",
    "people": "花名册",
    "members": "领导小组成员",
    "opinions": "征求意见表",
    "duties": "职责分工表",
    "answers": "政策问答",
    "meetings": "会议表",
    "attendance": "签到表",
    "talks": "谈话登记",
    "names": "姓名",
    "exits": "分流清退表",
    "posts": "岗位表",
    "choices": "志愿表",
    "second_choices": "二次志愿表",
    "questions": "试题",
    "exam": "答题表",
    "essays": "主观题评分",
    "speech": "演说评分表",
    "assessment": "考核表",
    "adjusted": "加减分",
    "evaluation": "测评表",
    "agreements": "协议",
    "changes": "协议变更",
    "deliveries": "验收",
    "payments": "付款",
    "leavers": "分流人员",
    "clearances": "清退结果",
    "applicants": "资格审查结果",
    "scored": "各项得分",
    "placed": "定岗结果",
    "exits_decided": "分流结果",
    "outcomes": "去向台账",
    "scoreboard": "成绩榜",
    "ranking": "排名榜",
    "placements": "定岗名单",
    "certificate": "定岗证明",
    "statements": "服务经费台账",
    "balance": "平衡表",
    "documents": "公文的摘要",
    "documents_kept": "不张贴的公文的摘要",
}


def table_words(name: str) -> str:
    """A file or table of the record in Chinese."""
    return _TABLE_WORDS.get(name, name)
