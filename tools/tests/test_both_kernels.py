"""Cells keep to what both kernels have. What IJava 1.3.0 lacks was tried on it: each planted cell below fails there and
runs on JJava.
"""
import json
import re
import unittest

from tools import publish

NOT_CODE = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])+'" r"|//[^\n]*|/\*[\s\S]*?\*/")
MAGIC = re.compile(r"(?:^|=)\s*%{1,2}(\w+)", re.MULTILINE)
MAGICS = {"addMavenDependencies", "addMavenDependency", "addMavenRepo", "classpath", "jars", "load", "loadFromPOM",
          "maven", "mavenRepo"}
TYPE = re.compile(r"\b(?:class|interface|enum|record)\s+([A-Z]\w*)")
JAVA_TIME = ("Clock DayOfWeek Duration Instant LocalDate LocalDateTime LocalTime Month MonthDay OffsetDateTime "
             "OffsetTime Period "
             "Year YearMonth ZonedDateTime ZoneId ZoneOffset").split()
OF_ONE_KERNEL = re.compile(r"\b(?:org\.dflib\.jjava|io\.github\.spencerpark)\b")


def faults(cells: list[str]) -> list[str]:
    """What IJava would refuse in these cells of one notebook, each fault with its cell's number."""
    found, before = [], ""
    for number, source in enumerate(cells, 1):
        code = NOT_CODE.sub(" ", source)
        lacks = [f"%{name}" for name in MAGIC.findall(code) if name not in MAGICS]
        lacks += sorted(set(re.findall(r"\b(?:sealed|permits)\b", code)))
        lacks += [f"{name}, which is declared later" for name in _forward(code)]
        lacks += [f"{name} without an import" for name in _times(code, before + code)]
        lacks += OF_ONE_KERNEL.findall(code)
        found += [f"cell {number}: {what}" for what in lacks]
        before += code + "\n"
    return found


def _forward(code: str) -> list[str]:
    """Types of this cell that its earlier lines name; what a type's own body declares may stand in any order."""
    declared = [match for match in TYPE.finditer(code)
                if code[:match.start()].count("{") == code[:match.start()].count("}")]
    return [match[1] for match in declared if re.search(rf"\b{match[1]}\b", code[:match.start()])]


def _times(code: str, so_far: str) -> list[str]:
    if re.search(r"import\s+java\.time\.\*", so_far):
        return []
    named = [name for name in JAVA_TIME if re.search(rf"(?<![\w.]){name}\b", code)]
    return [name for name in named
            if not re.search(rf"import\s+java\.time\.{name}\b", so_far) and name not in TYPE.findall(so_far)]


class BothKernels(unittest.TestCase):
    def test_notebooks(self):
        for path in publish.notebooks():
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            with self.subTest(path.name):
                self.assertEqual(faults(["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]), [])

    def test_planted(self):
        for bad, fault in (
            ("sealed interface S permits A {}\nrecord A() implements S {}",
             ["permits", "sealed", "A, which is declared later"]),
            ("record B(C c) {}\nrecord C() {}", ["C, which is declared later"]),
            ("C f() { return null; }\nrecord C() {}", ["C, which is declared later"]),
            ("record P(int a) { Q q() { return null; } }\nrecord Q() {}", ["Q, which is declared later"]),
            ("abstract class D { abstract E make(); }\nclass E extends D { E make() { return this; } }",
             ["E, which is declared later"]),
            ("var d = Duration.ofSeconds(1);", ["Duration without an import"]),
            ("import java.time.Instant;\nDuration d = Duration.between(Instant.EPOCH, Instant.now());",
             ["Duration without an import"]),
            ("%time 1 + 1", ["%time"]),
            ("%%time\n1 + 1", ["%time"]),
            ("import org.dflib.jjava.jupyter.Extension;", ["org.dflib.jjava"]),
        ):
            with self.subTest(bad):
                self.assertEqual(faults(["int before = 1;", bad]), [f"cell 2: {what}" for what in fault])

    def test_sound(self):
        """Each of these runs on both."""
        for good in (
            ["double u() { return v(); }\ndouble v() { return 1; }\nu()"],
            ["interface F {}\nrecord G() implements F {}\nnew G()"],
            ["class N { M m; static class M {} }\nnew N()"],
            ["// sealed, permits, Duration\nvar s = \"\"\"\n  sealed Duration \"record S()\"\n  \"\"\";\nvar t = "
             "\"%time\" + '\"';"],
            ["import java.time.*;", "Duration.ofSeconds(1)"],
            ["import java.time.Duration;\nDuration.ofSeconds(1)"],
            ["java.time.Duration.ofSeconds(1)"],
            ["int sealedOff = 5 % 3;\nint rest = 7\n    % sealedOff;"],
            ["record Year(int number) {}", "new Year(2026).number()"],
        ):
            with self.subTest(good):
                self.assertEqual(faults(good), [])
