"""Values ⇄ spreadsheets: templates, reading with every problem named, writing."""

from dinggang.sheets.book import Cell, Sheet, book
from dinggang.sheets.folder import read_folder
from dinggang.sheets.plan_reading import read_plan
from dinggang.sheets.plan_writing import plan_toml
from dinggang.sheets.templates import started_files, template_files, write_started, write_templates
from dinggang.sheets.writing import case_files, write_folder

__all__ = [
    "Cell",
    "Sheet",
    "book",
    "case_files",
    "plan_toml",
    "read_folder",
    "read_plan",
    "started_files",
    "template_files",
    "write_folder",
    "write_started",
    "write_templates",
]
