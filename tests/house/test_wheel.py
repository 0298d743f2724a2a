"""The wheel works without the checkout: installed, checked, started, stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
import uuid
import zipfile
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
MARK = "WEERBAAR_WHEEL_TEST"
START_SECONDS, STOP_SECONDS = 120, 30

pytestmark = pytest.mark.skipif(os.name != "posix", reason="uses SIGINT and links")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel with the hatchling that is here: no network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install it in a new environment that sees our libraries, but not the checkout."""
    home = tmp_path_factory.mktemp("away")
    venv = home / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    # A path in a .pth is searched for modules only: the .pth of the checkout is not read.
    libraries = sysconfig.get_path("purelib")
    packages = sysconfig.get_path("purelib", "venv", {"base": str(venv), "platbase": str(venv)})
    Path(packages, "libraries.pth").write_text(f"{libraries}\n")
    # Jupyter looks for its own files beside the Python that runs it.
    for shared in ("share", "etc"):
        if Path(sys.prefix, shared).exists():
            (venv / shared).symlink_to(Path(sys.prefix, shared))
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "install"]
    pip += ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(pip, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return venv


@pytest.fixture
def away(installed, tmp_path):
    """An environment and a working directory that know nothing of the checkout."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    path = os.pathsep.join([str(installed / "bin"), "/usr/bin", "/bin"])
    env = {**clean, "PATH": path, MARK: uuid.uuid4().hex}
    env.pop("WEERBAAR_DATA_DIR", None)
    return {"env": env, "cwd": tmp_path}


def started(mark):
    """Find what a test started, whoever its parent is by now."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


def wait_for(found, seconds):
    """Wait until something is there, and give it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := found():
            return value
        time.sleep(0.2)
    return found()


def test_it_holds_content_notebooks_and_template(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    def has(start, end):
        return any(name.startswith(start) and name.endswith(end) for name in names)

    assert has("weerbaar/_content/zelftest/", ".yaml")
    assert has("weerbaar/_notebooks/", ".ipynb")
    assert has("weerbaar/", ".j2"), "the Voilà template"
    assert has("weerbaar/pages/", ".js")
    assert has("weerbaar/pages/", ".css")
    assert has("weerbaar/report/templates/", ".typ")
    assert has("weerbaar-", "licenses/LICENSE")
    assert not [name for name in names if name.startswith(("tests/", "content/", "docs/"))]


def test_it_is_imported_from_where_it_was_installed(installed, away):
    code = "import weerbaar; print(weerbaar.__file__)"
    said = subprocess.check_output([installed / "bin" / "python", "-c", code], text=True, **away)
    assert Path(said.strip()).is_relative_to(installed)


def test_its_content_is_in_order(installed, away):
    done = subprocess.run(
        [installed / "bin" / "weerbaar", "check"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **away,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_starts_and_stops_and_leaves_nothing_behind(installed, away):
    ready, log = away["cwd"] / "ready.json", away["cwd"] / "log"
    command = [installed / "bin" / "weerbaar", "start", "--no-browser", "--port", "0"]
    command += ["--ready-file", ready, "--data-dir", away["cwd"] / "data"]
    with log.open("w") as words:
        process = subprocess.Popen(command, stdout=words, stderr=subprocess.STDOUT, **away)
    try:
        wait_for(lambda: ready.exists() or process.poll() is not None, START_SECONDS)
        assert ready.exists(), log.read_text()[-5000:]
        url = json.loads(ready.read_text(encoding="utf-8"))["participant_url"]
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 -- our own server
            assert answer.status == 200
        assert started(away["env"][MARK])
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)
        left = wait_for(lambda: not started(away["env"][MARK]), STOP_SECONDS)
        assert left, [found.cmdline() for found in started(away["env"][MARK])]
    finally:
        for leftover in started(away["env"][MARK]):
            leftover.kill()
        process.wait()
    shutil.rmtree(away["cwd"] / "data", ignore_errors=True)
