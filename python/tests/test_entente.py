"""Run by tests/native/run: `python3 -m unittest discover python/tests`, ENTENTE_LIBRARY naming the library."""

import doctest
import gc
import io
import os
import pathlib
import threading
import unittest
import zipfile

import entente
from entente import _answers, _library, _tables

QUESTION = {
    "title": "t",
    "cases": [{"name": "c", "measures": [{"kind": "tariff", "by": "USA", "on": "CHN", "rate": 0.25}]}],
}


def held():
    handles, blocks = _library._handle(), _library._handle()
    _library.library().entente_open_count(handles, blocks)
    return handles.value, blocks.value


def load_tests(_, tests, __):
    for module in (entente, _answers, _tables):
        tests.addTests(doctest.DocTestSuite(module, optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL))
    return tests


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = entente.world("world-2014")

    def test_columns_have_the_numbers_of_rows(self):
        table = self.world.answer(QUESTION)["countries"]
        rows = list(table.rows())
        self.assertEqual(len(table), len(self.world.countries))
        self.assertEqual(set(rows[0]), set(table.columns))
        usa = table.where(country="USA", case="c")
        self.assertEqual(len(usa), 1)
        self.assertLess(usa["real_income_pct"][0], 0)

    def test_all_rows_and_changed_rows(self):
        answer = self.world.answer(QUESTION, horizon="short", set={"energy": 0.05}, threads=1)
        self.assertGreater(len(answer.table("flows", all_rows=True)), len(answer["flows"]))
        self.assertEqual(answer.cases["horizon"][0], "short")

    def test_faults_come_all_at_once(self):
        with self.assertRaises(entente.Faults) as raised:
            self.world.answer({"titel": "t", "cases": [{"measures": []}]})
        self.assertGreater(len(raised.exception.faults), 1)
        with self.assertRaises(entente.Faults):
            self.world.answer(QUESTION)["contries"]

    def test_a_world_from_bytes(self):
        folder = pathlib.Path(_library.path()).parent / "worlds" / "world-2014"
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            for path in folder.iterdir():
                if path.is_file():
                    file.write(path, path.name)
        world = entente.world_from_zip(archive.getvalue())
        self.assertEqual(world.countries, self.world.countries)
        one, other = world.answer(QUESTION)["sectors"], self.world.answer(QUESTION)["sectors"]
        self.assertEqual(list(map(repr, one["output_pct"])), list(map(repr, other["output_pct"])))

    def test_nothing_is_left_and_threads_agree(self):
        gc.collect()
        before = held()
        world = entente.world("world-2014")
        expected = list(world.answer(QUESTION)["countries"]["real_income_pct"])
        found = []

        def work():
            for _ in range(3):
                found.append(list(world.answer(QUESTION, threads=1)["countries"]["real_income_pct"]) == expected)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, 12 * [True])
        del world, threads, work
        gc.collect()
        self.assertEqual(held(), before)

    def test_tables_of_a_run(self):
        out = os.environ.get("ENTENTE_OUT")
        if not out:
            self.skipTest("ENTENTE_OUT names no folder")
        answer = entente.world("world-2023").answer("serbia-2023", cases=["joins"])
        for name in answer.tables:
            if name != "cases":
                answer[name].write_csv(os.path.join(out, f"{name}.csv"))


if __name__ == "__main__":
    unittest.main()
