"""How the town of Wanghe (望禾镇, invented) was made up: one file for each table of its case folder.

`dice` is the only source of chance, seeded by the name of what is thrown for, so that a change in one table does not
throw the others anew. `people` is thrown from a table of the sixteen bodies before the reform; `cast` says which of
them have a part of their own (the tie, the draw, the absent, the recused judge). Nobody in it is real.
"""
