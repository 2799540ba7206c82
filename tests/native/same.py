"""Whether tables in two folders have the same texts and the same bits of numbers: same.py FOLDER OF A RUN, OTHER FOLDER."""

import csv
import pathlib
import struct
import sys


def cells(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def same(one, other):
    if one == other:
        return True
    try:
        return struct.pack("d", float(one)) == struct.pack("d", float(other))
    except ValueError:
        return False


def main(run, other):
    tables = sorted(path.name for path in pathlib.Path(other).glob("*.csv"))
    if not {"countries.csv", "sectors.csv", "flows.csv"} <= set(tables):
        sys.exit(f"{other}: {tables}; expected the tables of a run")
    count = 0
    for name in tables:
        wanted, found = cells(pathlib.Path(run) / name), cells(pathlib.Path(other) / name)
        if [len(row) for row in wanted] != [len(row) for row in found]:
            sys.exit(f"{name}: another shape")
        for line, (left, right) in enumerate(zip(wanted, found), 1):
            count += len(left)
            if not all(map(same, left, right)):
                sys.exit(f"{name}:{line}: {right}; expected {left}")
    print(f"{count} cells of {len(tables)} tables are the same")


main(*sys.argv[1:])
