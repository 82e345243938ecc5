"""The guard must bark: each rule is broken once in a planted tree, and a clean tree is quiet."""

import pathlib
import tempfile
import unittest

import check

LAYERS = """
engine/base   # lowest
engine/numeric
engine/ingest
program/cli
door readstat.h engine/ingest
door CLI/ program/cli
"""


class Guard(unittest.TestCase):
    def breaches(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {"layers.txt": LAYERS, **files}.items():
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return list(check.faults(root))

    def assert_breach(self, path, text, line, word):
        found = self.breaches({path: text})
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found)
        self.assertIn(word, found[0])

    def test_a_clean_tree_is_quiet(self):
        self.assertEqual(
            self.breaches(
                {
                    "engine/ingest/a.cpp": '#include <vector>\n#include <readstat.h>\n#include "engine/base/b.hpp"\n',
                    "engine/numeric/a.cpp": "double x = v.sum() + std::accumulate(a, b, 0.0);\n",
                    "program/cli/main.cpp": '#include <CLI/CLI.hpp>\n#include "engine/ingest/a.hpp"\n',
                    "tests/bench/floor.cpp": "#include <readstat.h>\n",
                    "build/x.cpp": '#include "nowhere.hpp"\n',
                    "engine/base/c.cpp": 'auto s = "x.sum()";  // .sum() and .dot( in words\nint n = 1\'000;\n',
                }
            ),
            [],
        )

    def test_an_include_that_points_up_is_found(self):
        self.assert_breach("engine/base/a.cpp", '\n#include "engine/numeric/b.hpp"\n', 2, "lies below")

    def test_an_include_from_engine_to_program_is_found(self):
        self.assert_breach("engine/ingest/a.hpp", '#include "program/cli/x.hpp"\n', 1, "lies below")

    def test_an_include_by_a_short_path_is_found(self):
        self.assert_breach("engine/base/a.cpp", '#include "a.hpp"\n', 1, "not a path")

    def test_an_include_by_the_installed_path_is_found(self):
        self.assert_breach("program/cli/a.cpp", "#include <sondeo/engine/base/a.hpp>\n", 1, "path from the root")

    def test_a_door_used_by_another_room_is_found(self):
        self.assert_breach("engine/base/a.cpp", "#include <readstat.h>\n", 1, "only engine/ingest")
        self.assert_breach("engine/ingest/a.cpp", "#  include <CLI/App.hpp>\n", 1, "only program/cli")

    def test_a_folder_that_is_no_room_is_found(self):
        self.assert_breach("engine/misc/a.cpp", "int x;\n", 1, "no room")

    def test_a_letter_outside_ascii_is_found(self):
        self.assert_breach("engine/base/a.cpp", "// ok\n// a\u00f1o\n", 2, "not ASCII")
        self.assert_breach("samples/CMakeLists.txt", "# a\u00f1o\n", 1, "not ASCII")

    def test_each_forbidden_reduction_is_found(self):
        for line in [
            "double s = std::accumulate(a, b, 0.0);",
            "double s = std::reduce(a, b);",
            "double s = std::transform_reduce(a, b, 0.0);",
            "double s = std::inner_product(a, b, c, 0.0);",
            "std::atomic<double> s;",
            "double s = values.sum();",
            "double s = map->mean();",
            "double s = x.dot(y);",
        ]:
            with self.subTest(line):
                self.assert_breach("engine/ingest/a.cpp", f"/* one\n */ {line}\n", 2, "engine/numeric")


if __name__ == "__main__":
    unittest.main()
