"""How many tests passed: one way of counting for all, by the JUnit XML that Maven's Surefire and pytest write alike."""
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Count:
    """How many tests passed, failed and were skipped; counts add up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def counted(reports: Iterable[Path], code: int) -> Count:
    """What these reports say; if their writer ended with another code than 0, something has failed."""
    count = sum((_outcome(test) for report in reports for test in ElementTree.parse(report).iter("testcase")), Count())
    return count if count.failed or not code else count + Count(failed=1)


def _outcome(test: ElementTree.Element) -> Count:
    if test.find("failure") is not None or test.find("error") is not None:
        return Count(failed=1)
    return Count(passed=1) if test.find("skipped") is None else Count(skipped=1)
