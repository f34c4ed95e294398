"""What a newcomer's machine may lack: each case simulated, and the command that mends it read from what is printed."""
import contextlib
import io
import subprocess
import unittest
from argparse import Namespace
from pathlib import Path
from unittest import mock

from tools import build, doctor, environment, kernel, machine
from tools.console import Problem
from tools.tests.machines import ScratchTest, fake_java, program

JDK = machine.install("jdk")


class NoJdk(ScratchTest):
    def test_nothing_on_the_path(self):
        self.assert_all_commands_say(self.clone(), "There is no Java", JDK, path=self.scratch)

    def test_java_home_without_java(self):
        self.assert_all_commands_say(self.clone(), f"JAVA_HOME is {self.scratch}, but there is no", "unset JAVA_HOME",
                                     JAVA_HOME=str(self.scratch))

    def test_run_time_environment_only(self):
        fake_java(self.scratch / "bin", modules=("java.base", "java.desktop"))
        self.assert_all_commands_say(self.clone(), "without jdk.compiler and jdk.jshell", JDK,
                                     path=self.scratch / "bin")

    def test_too_old(self):
        clone = self.clone()
        for version in ("1.8.0_402", "11.0.22"):
            fake_java(self.scratch / "bin", version=version)
            self.assert_all_commands_say(clone, f"is Java {version}. Backstep needs a JDK 17 or newer", JDK,
                                         path=self.scratch / "bin")

    def test_a_java_that_says_something_else(self):
        program(self.scratch / "bin/java", "#!/bin/sh\necho 'No Java runtime present, requesting install.'\n")
        self.assert_all_commands_say(self.clone(), "does not answer like a Java: No Java runtime present", JDK,
                                     path=self.scratch / "bin")

    def test_java_home_goes_before_the_path(self):
        fake_java(self.scratch / "old", version="11.0.22")
        java = fake_java(self.scratch / "jdk/bin", version="21.0.1")
        with mock.patch.dict("os.environ", PATH=str(self.scratch / "old"), JAVA_HOME=str(self.scratch / "jdk")):
            self.assertEqual(machine.find_jdk(), machine.Jdk(java, Path("/somewhere"), "21.0.1"))


class NoPython(ScratchTest):
    def test_python_without_venv(self):
        """As on Debian without its package for virtual environments."""
        program(self.scratch / "modules/ensurepip.py", "raise ImportError(\"No module named 'ensurepip'\")\n")
        fake_java(self.scratch / "bin")
        self.assert_all_commands_say(self.clone(), "cannot make virtual environments (No module named 'ensurepip')",
                                     machine.install("venv"),
                                     path=self.scratch / "bin", PYTHONPATH=str(self.scratch / "modules"))

    def test_too_old(self):
        script = "import sys, runpy; sys.version_info = (3, 9, 1); runpy.run_path('lab.py', run_name='__main__')"
        done = subprocess.run([environment.PYTHON, "-c", script], cwd=self.clone(), capture_output=True, text=True)
        self.assertEqual(done.stderr.strip(),
                         "Backstep needs Python 3.10 or newer; this is Python 3.9. Start lab.py with a newer one.")


class NoNetwork(ScratchTest):
    DEAD = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9") | {
        "PIP_NO_CACHE_DIR": "1"}

    def test_first_start(self):
        """Tried with the real pip, in a clone that is then left half-made."""
        clone = self.clone()
        fake_java(self.scratch / "bin")
        words = "pip could not download the Python packages: no network"
        for command in ("doctor", "run"):
            _, told = self.lab(clone, command, path=self.scratch / "bin", **self.DEAD)
            self.assertIn(words, told)
            self.assertIn("connect to the network, then: python3 lab.py", told)
        _, told = self.lab(clone, "doctor", path=self.scratch / "bin", **self.DEAD)
        self.assertIn("is half-made", told)
        _, told = self.lab(clone, path=self.scratch / "bin", **self.DEAD)
        self.assertIn("making it anew", told)

    def test_first_build(self):
        log = "[ERROR] Could not transfer artifact org.junit:junit-bom:pom:6.1.3 from/to central: Unknown host"
        with self.assertRaisesRegex(Problem,
                                    "(?s)Maven could not download.*no network.*connect to the network, then: python3 "):
            build.explain(subprocess.CompletedProcess(["mvn"], 1, log))

    def test_another_failure_is_not_taken_for_it(self):
        log = "[INFO] Building\n[ERROR] /lib/core/Matrix.java:[3,1] ';' expected\n"
        with self.assertRaisesRegex(Problem, r"(?s)could not build the library:\n\[ERROR\] /lib/core.*mend the lines "
                                             r"above, then: mvn -q package"):
            build.explain(subprocess.CompletedProcess(["mvn", "-q", "package"], 1, log))


class Folders(ScratchTest):
    def test_half_made_environment(self):
        clone = self.clone()
        (clone / ".venv/bin").mkdir(parents=True)
        code, told = self.lab(clone, "doctor")
        self.assertEqual(code, 1)
        self.assertIn(".venv is half-made: its installation was interrupted.", told)
        self.assertIn("python3 lab.py", told.split("half-made")[1].splitlines()[2])

    @unittest.skipUnless(Path("/proc/self").is_dir(), "a folder that nobody can write to, root included")
    def test_a_folder_that_cannot_be_written_to(self):
        with self.assertRaisesRegex(
            Problem, r"(?s)/proc cannot be written to.*cp -r /proc .*/backstep && cd .* && python3 lab\.py"):
            machine.check_writable(Path("/proc"))

    def test_read_only_disk(self):
        refusal = mock.patch("tempfile.TemporaryFile", side_effect=OSError(30, "Read-only file system"))
        with refusal, contextlib.redirect_stdout(io.StringIO()) as told:
            self.assertEqual(doctor.main(Namespace()), 1)
        self.assertIn("cannot be written to (Read-only file system). Work in a copy of it.", told.getvalue())
        with refusal, mock.patch.object(environment, "installed", return_value=False), self.assertRaisesRegex(
            Problem, "cp -r "):
            environment.ensure()


class Shadowed(ScratchTest):
    """Another kernel named java comes first. Asked of the real Jupyter in .venv."""

    def setUp(self) -> None:
        super().setUp()
        spec = program(self.scratch / "share/kernels/java/kernel.json",
                       '{"argv": ["java"], "display_name": "Other", "language": "java"}')
        self.other = spec.parent

    def test_ours_comes_first(self):
        with mock.patch.dict("os.environ"):
            for name in ("JUPYTER_PATH", "JUPYTER_PREFER_ENV_PATH"):
                build.os.environ.pop(name, None)
            kernel.check_not_shadowed()

    def test_by_jupyter_path(self):
        with mock.patch.dict("os.environ", JUPYTER_PATH=str(self.scratch / "share")):
            with self.assertRaises(Problem) as raised:
                kernel.check_not_shadowed()
        self.assertIn(f"Another kernel named java comes first: {self.other} shadows ours", raised.exception.what)
        self.assertEqual(raised.exception.remedy, "env -u JUPYTER_PATH python3 lab.py")

    def test_where_venv_belongs_to_somebody_else(self):
        with mock.patch.object(kernel.environment, "python") as jupyter:
            jupyter.return_value.stdout = f"{self.other}\n"
            with self.assertRaises(Problem) as raised:
                kernel.check_not_shadowed()
        self.assertEqual(raised.exception.remedy, "env JUPYTER_PREFER_ENV_PATH=1 python3 lab.py")

    def test_by_the_users_own(self):
        with mock.patch.dict("os.environ", JUPYTER_DATA_DIR=str(self.scratch / "share"), JUPYTER_PREFER_ENV_PATH="0"):
            with self.assertRaises(Problem) as raised:
                kernel.check_not_shadowed()
        self.assertEqual(raised.exception.remedy, "env -u JUPYTER_PREFER_ENV_PATH python3 lab.py")


class PackageManagers(unittest.TestCase):
    def commands(self, tool: str, root: bool = False) -> list[str]:
        with mock.patch("shutil.which", lambda name, path=None: name if name == tool else None), \
                mock.patch("os.geteuid", lambda: 0 if root else 1000), \
                mock.patch.object(machine, "output_of", lambda *_: "openjdk-17-jdk-headless openjdk-21-jdk-headless"):
            return [machine.install(what) for what in ("jdk", "venv", "browser")]

    def test_debian(self):
        venv = "python{}.{}-venv".format(*machine.sys.version_info)
        packages = ("openjdk-21-jdk-headless", venv, "chromium")
        self.assertEqual(self.commands("apt-get"),
                         [f"sudo apt-get update && sudo apt-get install -y {name}" for name in packages])
        self.assertEqual(self.commands("apt-get", root=True)[2], "apt-get update && apt-get install -y chromium")

    def test_others(self):
        self.assertEqual(self.commands("dnf")[0], "sudo dnf install -y java-21-openjdk-devel")
        self.assertEqual(self.commands("brew")[0], "brew install openjdk@21")
        self.assertEqual(self.commands("winget")[0], "winget install EclipseAdoptium.Temurin.21.JDK")
        self.assertIn("set JAVA_HOME", self.commands("none of these")[0])
