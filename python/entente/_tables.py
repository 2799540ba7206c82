"""Tables of an answer: columns read from the Arrow C data interface."""

import array
import csv
import ctypes

from ._library import ArrowArray, ArrowSchema, call

try:
    import numpy
except ImportError:
    numpy = None

# How a column of numbers lies in memory: its format in Arrow, in ctypes, in `array`.
_NUMBERS = {b"g": ("float64", "d", 8), b"l": ("int64", "q", 8), b"i": ("int32", "i", 4)}


class Table:
    """Columns by name, in the order of the file that the command line writes.

    Numbers are NaN and texts None where there is none.

        >>> import entente
        >>> table = entente.world("world-2023").answer("serbia-2023", cases=["joins"])["sectors"]
        >>> table.columns[:4]
        ['case', 'country', 'sector', 'output_pct']
        >>> len(table.where(country="SRB"))
        33
    """

    def __init__(self, columns):
        self._columns = dict(columns)

    @property
    def columns(self):
        """The names of the columns."""
        return list(self._columns)

    def __getitem__(self, name):
        return self._columns[name]

    def __contains__(self, name):
        return name in self._columns

    def __len__(self):
        return len(next(iter(self._columns.values())))

    def __repr__(self):
        return f"<entente.Table of {len(self)} rows: {', '.join(self._columns)}>"

    def rows(self):
        """The rows, each a dict of the columns."""
        names = self.columns
        return (dict(zip(names, row)) for row in zip(*self._columns.values()))

    def where(self, **texts):
        """The rows whose texts are these, such as ``where(case="joins", country="SRB")``."""
        keep = range(len(self))
        for name, wanted in texts.items():
            column = self._columns[name]
            keep = [at for at in keep if column[at] == wanted]
        keep = list(keep)
        return Table((name, _picked(column, keep)) for name, column in self._columns.items())

    def to_pandas(self):
        """A pandas.DataFrame; pandas must be installed."""
        import pandas

        return pandas.DataFrame(self._columns)

    def write_csv(self, path):
        """Writes a CSV file whose numbers read back to the same bits; an empty cell where there is none."""
        with open(path, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(self.columns)
            for row in zip(*self._columns.values()):
                rows.writerow("" if cell is None or cell != cell else cell for cell in row)


def _picked(column, keep):
    if numpy is not None and isinstance(column, numpy.ndarray):
        return column[keep]
    return type(column)(column.typecode, (column[at] for at in keep)) if isinstance(column, array.array) else [column[at] for at in keep]


def read(answer, name, all_rows):
    """A table of an answer; what the library made of it is given back."""
    schema, values = ArrowSchema(), ArrowArray()
    call("entente_answer_table", answer, name.encode("utf-8"), int(all_rows), ctypes.byref(schema), ctypes.byref(values))
    try:
        return Table(
            (schema.children[c].contents.name.decode("utf-8"), _column(schema.children[c].contents, values.children[c].contents))
            for c in range(schema.n_children)
        )
    finally:
        schema.release(ctypes.byref(schema))
        values.release(ctypes.byref(values))


def _column(schema, values):
    numbers = _numbers(schema.format, values)
    if not schema.dictionary:
        return numbers
    texts = _texts(values.dictionary.contents)
    if numpy is not None:
        # The last one is what a position below zero means.
        return numpy.array([*texts, None], dtype=object)[numbers]
    return [None if at < 0 else texts[at] for at in numbers]


def _numbers(form, values):
    dtype, code, size = _NUMBERS[form]
    raw = ctypes.string_at(values.buffers[1], values.length * size) if values.length else b""
    if numpy is not None:
        return numpy.frombuffer(raw, dtype=dtype).copy()
    numbers = array.array(code)
    numbers.frombytes(raw)
    return numbers


def _texts(values):
    count = values.length
    offsets = ctypes.cast(values.buffers[1], ctypes.POINTER(ctypes.c_int32))[: count + 1]
    raw = ctypes.string_at(values.buffers[2], offsets[-1])
    return [raw[start:end].decode("utf-8") for start, end in zip(offsets, offsets[1:])]
