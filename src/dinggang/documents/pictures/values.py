"""A picture as a value: the drawing, and the same told in words and numbers."""

from dinggang.basis import Value


class Picture(Value, frozen=True, kw_only=True):
    """A picture. `name` is its file's, `svg` the drawing, `narrow` the same for a phone; `description` tells the main thing in words, `rows` under
    `columns` all its numbers, so that nobody needs eyes for it.
    """

    name: str
    title: str
    svg: str
    narrow: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The text equivalent: title, description, and the table with tabs."""
        table = ("\t".join(row) for row in (self.columns, *self.rows))
        return "\n".join([self.title, self.description, "", *table]) + "\n"
