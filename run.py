#!/usr/bin/env python3
"""Set everything up and run it: ``python3 run.py`` and ``python3 run.py test``.

Standard library only, because nothing else is there yet. For the same reason the sentences that a
user sees stand here, in ``TEXTS``, and not in ``content/``: reading that needs YAML. The syntax is
that of Python 3.7, so that an older Python still gets to the sentence saying that it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

TEXTS = {
    "help": """\
python3 run.py                zet alles klaar en start een sessie
python3 run.py --no-browser   hetzelfde, met de keuzes van 'weerbaar start'
python3 run.py test           zet alles klaar en draait alle tests
python3 run.py bench NAAM     draait een meting
python3 run.py setup          zet alleen klaar, ook wat de tests nodig hebben
python3 run.py COMMANDO       een commando van weerbaar: {commands}""",
    "unknown": "Onbekend: '{name}'. Kies uit: {known}.",
    "python": "Dit is Python {found}. Weerbaar werkt met Python 3.11, 3.12 en 3.13. "
    "Installeer er een van en start daarmee opnieuw, bijvoorbeeld met: python3.12 run.py",
    "no_venv": "Deze Python mist het onderdeel '{module}'. Installeer het en start opnieuw. "
    "Op Debian en Ubuntu kan dat met: sudo apt install python3-venv",
    "venv_failed": "De map .venv maken is niet gelukt: {reason}",
    "set_up": "Weerbaar wordt klaargezet in de map .venv. Dat hoeft maar een keer.",
    "fetching": "  {seen} van ongeveer {total} opgehaald, {seconds} s  ({package})",
    "unpacking": "  alles opgehaald in {seconds} s, nu uitpakken; dat duurt nog even",
    "installed": "Klaar in {seconds} seconden.",
    "network": "Ophalen lukt niet: er is geen verbinding met internet. Maak verbinding en start "
    "opnieuw. Is alles klaargezet, dan is internet niet meer nodig.",
    "hash": "Een opgehaald pakket is anders dan verwacht en is daarom niet gebruikt. "
    "Probeer een ander netwerk. Helpt dat niet, meld het dan aan de makers.",
    "disk": "De schijf is vol. Maak ruimte en start opnieuw.",
    "pip": "Installeren is niet gelukt. De laatste regels van pip:\n{tail}",
    "interrupted": "\nGestopt. Een volgende start herstelt wat half klaar is.",
    "program": "Voor de tests wordt nu geïnstalleerd: {name} ({how}).",
    "no_chromium": "Chromium is niet gevonden en installeren lukt niet; zonder browser falen de "
    "browsertests. Installeer Chromium of Chrome, of wijs het aan met CHROMIUM=/pad/naar/chromium",
    "no_program": "Tests met {name} worden overgeslagen (met CI=true falen ze): dat programma is "
    "er niet. Op Debian: apt install {packages}. Of wijs het aan met {variable}=/pad",
    "no_puppeteer": "Tests met firefox worden overgeslagen (met CI=true falen ze): wat hem "
    "bestuurt is niet opgehaald. De laatste regels van npm:\n{tail}",
    "checking": "\n== {name}",
    "failed": "\nNiet in orde: {names}",
    "passed": "\nAlles in orde.",
}
# What pip says when it fails, and the sentence that tells a user what to do about it.
PIP_TROUBLE = {
    "connection broken|name resolution|establish a new connection": "network",
    "DO NOT MATCH THE HASHES": "hash",
    "No space left": "disk",
}
PIP = "-m pip --disable-pip-version-check --no-input install --progress-bar off --retries 2 "
PIP += "--no-deps --require-hashes --only-binary :all: -r"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "weerbaar-stamp.json"
# Each holds all of the ones before it.
LOCKS = ("requirements.lock", "requirements-research.lock", "requirements-test.lock")
RUN_LOCK, RESEARCH_LOCK, TEST_LOCK = LOCKS
OWN = ("test", "bench", "setup", "weerbaar")
RESEARCH = ("research", "export", "audit")
WEERBAAR = (
    *("start", "check", "doctor", "rehearse", "report", "contribute", "keygen", "study"),
    *RESEARCH,
)
_CHECKS = (
    *("ruff check .", "ruff format --check .", "mypy", "lint-imports", "deptry ."),
    *("deptry tests bench --extend-exclude docs --ignore DEP002,DEP004", "pytest"),
)
CHECKS = [line.split() for line in _CHECKS]
# What the tests use beside Python, by the names that programs have: three browsers, and what
# reads an SPSS file as SPSS does.
PROGRAMS = {
    "chromium": (
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ),
    "firefox": (
        *("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
        "C:/Program Files/Mozilla Firefox/firefox.exe",
    ),
    "webkit": ("WebKitWebDriver",),
    "pspp": ("pspp", "C:/Program Files/PSPP/bin/pspp.exe"),
}
PACKAGES = {
    "chromium": ("chromium",),
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb"),
    "pspp": ("pspp",),
}
# The browser that WebKit's driver drives: Debian and Fedora keep it out of the PATH.
MINI_BROWSERS = ("lib/*/webkit*gtk-*/MiniBrowser", "libexec/webkit*gtk-*/MiniBrowser")
# What drives Firefox comes from npm: exact versions with hashes, like the locks.
NODE_FILES = ("package.json", "package-lock.json")
NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


class Stop(Exception):  # noqa: N818 -- it ends the run, it is not always an error
    """A reason to stop, worded for the user."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(TEXTS[key].format(**values))


def say(key: str, **values: object) -> None:
    """Print one text, at once: a pipe or a log must not lag behind."""
    print(TEXTS[key].format(**values), flush=True)


def main(argv: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    try:
        command, rest = route(argv)
        if command == "help":
            say("help", commands=", ".join(WEERBAAR))
            return 0
        check_python(sys.version_info[:2])
        set_up(lock_for(command, rest))
        if command == "weerbaar":
            return become("weerbaar.cli", rest)
        if command == "bench":
            return become(f"bench.{bench_name(rest)}", rest[1:])
        return run_checks(rest) if command == "test" else 0
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(TEXTS["interrupted"], file=sys.stderr)
        return 130


def route(argv: list[str]) -> tuple[str, list[str]]:
    """Tell which of our commands the arguments mean, and what to pass on to it."""
    first = argv[0] if argv else "--"
    if first in ("-h", "--help", "help"):
        return "help", []
    if first.startswith("-"):
        return "weerbaar", ["start", *argv]
    if first not in OWN + WEERBAAR:
        raise Stop("unknown", name=first, known=", ".join(OWN + WEERBAAR))
    return ("weerbaar", argv) if first in WEERBAAR else (first, argv[1:])


def lock_for(command: str, arguments: list[str]) -> str:
    """Tell which packages a command needs."""
    if command != "weerbaar":
        return TEST_LOCK
    return RESEARCH_LOCK if {*arguments[:1]} & {*RESEARCH} else RUN_LOCK


def check_python(version: tuple[int, ...]) -> None:
    """Stop unless this Python is one that the locks were made for."""
    if not (3, 11) <= version < (3, 14):
        raise Stop("python", found=".".join(map(str, version)))


def set_up(lock: str) -> None:
    """Make ``.venv`` hold what the lock asks for; redo only what is needed."""
    done = read_stamp()
    usable = python().exists() and state(RUN_LOCK).items() <= done.items()
    wanted = state(*LOCKS[: LOCKS.index(lock) + 1])
    if usable and wanted.items() <= done.items():
        return
    # Without a stamp the last set-up was never finished, so nothing in it is trusted.
    STAMP.unlink(missing_ok=True)
    say("set_up")
    if not usable:
        make_venv()
    install(lock)
    write_project_path()
    STAMP.write_text(json.dumps(wanted))


def read_stamp() -> dict[str, str]:
    """Read what was set up; empty when there is nothing to build upon."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def state(*locks: str) -> dict[str, str]:
    """Say where, for which Python and with which locks a set-up is good."""
    hashes = {lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks}
    return {"python": "{}.{}".format(*sys.version_info), "path": str(ROOT), **hashes}


def script(name: str) -> str:
    """Give the path of a program in ``.venv``."""
    place, end = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return str(VENV / place / (name + end))


def python() -> Path:
    """Give the path of the Python in ``.venv``."""
    return Path(script("python"))


def make_venv() -> None:
    """Make an empty ``.venv``."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise Stop("no_venv", module=module)
    # Started from inside an old .venv, the Python that made it has to make the new one.
    base = getattr(sys, "_base_executable", sys.executable)
    command = [base, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise Stop("venv_failed", reason=(made.stdout + made.stderr).strip()[-500:])


def install(lock: str) -> None:
    """Install the packages of a lock, their hashes checked, and show how far it is."""
    total = (ROOT / lock).read_text(encoding="utf-8").count("==")
    begin, output, shown, terminal = time.monotonic(), "", -10, sys.stdout.isatty()
    command = [str(python()), *PIP.split(), str(ROOT / lock)]
    pip = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    try:
        for line in pip.stdout or ():
            output += line
            seconds, first = round(time.monotonic() - begin), line.split(" ")[0]
            # One line that moves; in a log a new one now and then.
            due = first == "Collecting" and seconds - shown >= (1 if terminal else 10)
            if due or first == "Installing":
                shown, text = seconds, progress(output, total, seconds)
                print(f"\r{text:<78}" if terminal else f"{text}\n", end="", flush=True)
    finally:
        pip.terminate()  # no-op unless we were stopped half-way
        print(end="\n" if terminal else "")
    if pip.wait():
        raise pip_trouble(output)
    say("installed", seconds=round(time.monotonic() - begin))


def progress(output: str, total: int, seconds: int) -> str:
    """Word how far pip is."""
    if "Installing collected" in output:
        return TEXTS["unpacking"].format(seconds=seconds)
    names = [line.split()[1] for line in output.splitlines() if line.startswith("Collecting ")]
    package = names[-1].split("==")[0] if names else "pip"
    return TEXTS["fetching"].format(seen=len(names), total=total, seconds=seconds, package=package)


def pip_trouble(output: str) -> Stop:
    """Word why pip failed, as far as it can be told from what it said."""
    key = next((key for sign, key in PIP_TROUBLE.items() if re.search(sign, output)), "pip")
    return Stop(key, tail="\n".join(output.strip().splitlines()[-8:]))


def write_project_path() -> None:
    """Make ``import weerbaar`` find this checkout: a path file needs no build step."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)})
    Path(packages, "weerbaar.pth").write_text(f"{ROOT}\n", encoding="locale")


def become(module: str, arguments: list[str]) -> int:
    """Become another program, so that signals and the exit code are simply its own."""
    command = [str(python()), "-m", module, *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    # Windows cannot replace a process; Ctrl-C reaches the child by itself.
    child = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()


def bench_name(args: list[str]) -> str:
    """Take the name of a benchmark from the arguments."""
    known = sorted(file.stem for file in (ROOT / "bench").glob("*.py"))
    name = args[0] if args else ""
    if name not in known:
        raise Stop("unknown", name=name, known=", ".join(known) or "-")
    return name


def run_checks(pytest_args: list[str]) -> int:
    """Run every check, also after one has failed, and tell which did."""
    failed = [name for name in lacking() if name == "chromium" or os.environ.get("CI")]
    for name, *options in CHECKS:
        arguments = [*options, *pytest_args] if name == "pytest" else options
        say("checking", name=" ".join((name, *arguments)))
        if run_check([script(name), *arguments], in_halves=name == "pytest" and not arguments):
            failed.append(" ".join((name, *options)))
    say("failed", names=", ".join(failed)) if failed else say("passed")
    return 1 if failed else 0


def run_check(command: list[str], *, in_halves: bool) -> int:
    """Run one check; all tests together run in two halves, since those with a browser mostly wait.

    The half without a browser is seen while it runs, the other one when both have ended.
    """
    if not in_halves:
        return subprocess.call(command, cwd=ROOT)
    with tempfile.TemporaryFile() as said:
        half = [*command, "-m", "browser"]
        other = subprocess.Popen(half, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        code = subprocess.call([*command, "-m", "not browser"], cwd=ROOT)
        code = other.wait() or code
        said.seek(0)
        print(said.read().decode(errors="replace"), flush=True)
    return code


def lacking() -> list[str]:
    """Find or install what tests need, and name the programs that there are no tests with."""
    failed = []
    for name in PROGRAMS:
        # WebKit has no build for other systems that a driver can drive.
        if name == "webkit" and sys.platform != "linux":
            continue
        found = find_program(name) or install_program(name)
        if found:
            os.environ[name.upper()] = found
            continue
        failed.append(name)
        packages = " ".join(PACKAGES[name])
        key = "no_chromium" if name == "chromium" else "no_program"
        say(key, name=name, variable=name.upper(), packages=packages)
    trouble = install_puppeteer()
    if trouble:
        say("no_puppeteer", tail=trouble)
        failed.append("puppeteer")
    return failed


def find_program(name: str) -> str | None:
    """Find a program: the one pointed at, the system's own, or Playwright's browser."""
    names = [os.environ.get(name.upper()) or "", *PROGRAMS[name]]
    found = next(filter(None, map(shutil.which, names)), None)
    if name == "chromium":
        return found or playwrights_chromium()
    # WebKit is its driver, what that drives, and a screen: all of it or nothing.
    whole = name != "webkit" or (mini_browser() and shutil.which("Xvfb"))
    return found if whole else None


def playwrights_chromium() -> str | None:
    """Find the Chromium that Playwright installed."""
    if not python().exists():
        return None
    code = "from playwright.sync_api import sync_playwright as play\n"
    code += "with play() as it: print(it.chromium.executable_path)"
    command = [str(python()), "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return shutil.which(said.strip())


def mini_browser() -> str | None:
    """Find the browser that WebKit's driver drives."""
    found = [file for place in MINI_BROWSERS for file in sorted(Path("/usr").glob(place))]
    return str(found[-1]) if found else None


def install_program(name: str) -> str | None:
    """Install a program; root gets the system's, which brings the libraries it needs."""
    commands = [[script("playwright"), "install", "chromium"]] if name == "chromium" else []
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands[:0] = [["apt-get", "update", "-q"], ["apt-get", "install", "-qy", *PACKAGES[name]]]
    for command in commands:
        if not find_program(name):
            say("program", name=name, how=" ".join(command[:2]))
            subprocess.run(command, capture_output=True, check=False)
    return find_program(name)


def install_puppeteer() -> str:
    """Keep in ``.venv`` what drives Firefox; says what went wrong, if anything."""
    source, place = ROOT / "tests" / "engines", VENV / "node"
    done = place / "node_modules" / "done.json"
    wanted = (source / NODE_FILES[1]).read_bytes()
    if done.exists() and done.read_bytes() == wanted:
        return ""
    place.mkdir(exist_ok=True)
    for name in NODE_FILES:
        shutil.copy(str(source / name), str(place))
    # npm starts the first node that it finds, which may be an old one of the system.
    path = os.pathsep.join((str(python().parent), os.environ.get("PATH", "")))
    command = [shutil.which("npm", path=path) or script("npm"), *NPM]
    npm = subprocess.run(
        command,
        cwd=str(place),
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if npm.returncode:
        return "\n".join(npm.stderr.strip().splitlines()[-8:])
    done.write_bytes(wanted)
    return ""


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
