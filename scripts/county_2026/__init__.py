"""How the county of Lanze (岚泽县, invented) was made up: one file for each table of its case folder.

`size` says how many people and townships a scale has; `places` names the townships and their bodies before and after;
`people` throws the roster township by township; the other files take what they need from it. All chance comes out of
`dice`, seeded by what is thrown for. Nobody in it is real, and no place: names of townships are put together from
characters that few places bear.
"""
