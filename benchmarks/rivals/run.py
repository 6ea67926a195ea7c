#!/usr/bin/env python3
"""Measures fallline and other libraries on the same CSV files: seconds, CPU, memory and digits.

Each run is a process from its start to the printed coefficients. See README.md.
"""

import argparse
import datetime
import json
import math
import os
import platform
import random
import re
import shlex
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from contestants import CONTESTANTS, HERE, Setting, Unavailable, interpreter, java, last_line

REPOSITORY = HERE.parent.parent

# Fewer digits than this are a wrong answer.
MIN_DIGITS = 2
# The digits of a double.
MAX_DIGITS = 16
# Above this number of products of integers (about a minute) the reference is not exact.
MAX_EXACT_PRODUCTS = 3e8


class Failure(Exception):
    """An error to report on one line, with its remedy."""


@dataclass
class Data:
    """A CSV that all contestants read. ``reference`` is the solution, ``method`` how it was computed."""

    name: str
    file: Path
    rows: int
    columns: list
    reference: dict = None
    method: str = ""

    @property
    def features(self):
        return len(self.columns) - 1


@dataclass
class Run:
    """A process that ended, or a failure with its message in ``error``."""

    seconds: float = 0
    cpu_seconds: float = 0
    peak_bytes: int = 0
    answer: dict = None
    error: str = ""


@dataclass
class Result:
    """The counted runs of a contestant on one data set."""

    data: Data
    contestant: object
    seconds: list = field(default_factory=list)
    cpu_seconds: list = field(default_factory=list)
    peak_bytes: list = field(default_factory=list)
    digits: float = None
    version: str = ""
    error: str = ""

    @property
    def wrong(self):
        return bool(self.error) or self.digits is None or self.digits < MIN_DIGITS

    def add(self, run, counted):
        """Adds a run. An uncounted one, the warm-up, adds its digits only."""
        if run.error:
            self.error = run.error
            return
        run_digits = digits(run.answer, self.data.reference)
        self.digits = run_digits if self.digits is None else min(self.digits, run_digits)
        self.version = self.contestant.version or run.answer["version"]
        if counted:
            self.seconds.append(round(run.seconds, 4))
            self.cpu_seconds.append(round(run.cpu_seconds, 4))
            self.peak_bytes.append(run.peak_bytes)

    def to_json(self):
        return {
            "data": self.data.name,
            "rival": self.contestant.name,
            "what": self.contestant.what,
            "versionText": self.version,
            "seconds": self.seconds,
            "cpuSeconds": self.cpu_seconds,
            "peakBytes": self.peak_bytes,
            "digits": None if self.digits is None else round(self.digits, 2),
            "wrong": self.wrong,
            "error": self.error,
        }


def digits(answer, reference):
    """Returns the correct digits of the worst coefficient: min of -log10(relative error), from 0 to 16.

    The error of the intercept is relative to the largest of the terms that it sums, |intercept| and
    |coefficient * mean of its feature|: far from the means of the features, the intercept alone is
    not determined by the rows to the digits of the coefficients.
    """
    found, expected = answer["coefficients"], reference["coefficients"]
    if len(found) != len(expected):
        return 0.0
    means = reference.get("means") or [0] * len(expected)
    intercept_scale = max(abs(w * m) for w, m in zip([reference["intercept"], *expected], [1, *means]))
    scales = [abs(w) for w in expected] + [intercept_scale]
    differences = [
        abs(a - b) for a, b in zip([*found, answer["intercept"]], [*expected, reference["intercept"]])
    ]
    if not all(map(math.isfinite, differences)):
        return 0.0
    worst = max((d / s if s else math.inf) if d else 0.0 for d, s in zip(differences, scales))
    if worst == 0:
        return float(MAX_DIGITS)
    if worst >= 1:
        return 0.0
    return min(-math.log10(worst), float(MAX_DIGITS))


def execute(contestant, data, timeout, work):
    """Runs a contestant once. The process and its children are killed after ``timeout`` seconds."""
    output, errors = work / "stdout.txt", work / "stderr.txt"
    expired = threading.Event()

    def kill(process):
        expired.set()
        os.killpg(process.pid, signal.SIGKILL)

    with open(output, "wb") as out, open(errors, "wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            contestant.command_line(data.file), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            env={**os.environ, **contestant.variables}, start_new_session=True, cwd=work,
        )
        timer = threading.Timer(timeout, kill, [process])
        timer.daemon = True
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if expired.is_set():
        return Run(error=f"did not finish within {timeout:g} s")
    if process.returncode != 0:
        message = failure_line(errors.read_text(errors="replace"))
        return Run(error=f"exit code {process.returncode}: {message}")
    try:
        answer = parse(output.read_text(), data)
    except (ValueError, KeyError, TypeError) as e:
        return Run(error=f"no answer on standard output: {e}")
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, answer)


def failure_line(text):
    """Returns the line of standard error that names the failure: an exception, or else the last one."""
    exceptions = re.findall(r"^(?:Exception in thread.*|Caused by: .*|\S*Error: .*)$", text, re.MULTILINE)
    return exceptions[0][:200] if exceptions else last_line(text)


def parse(text, data):
    """Returns the last line's JSON object, its coefficients as a list in the order of the columns."""
    lines = [line for line in text.splitlines() if line.startswith("{")]
    if not lines:
        raise ValueError("no JSON object")
    answer = json.loads(lines[-1])
    coefficients = answer["coefficients"]
    if isinstance(coefficients, dict):
        coefficients = [coefficients[name] for name in data.columns[:-1]]
    values = [number(value) for value in [*coefficients, answer["intercept"]]]
    return {"coefficients": values[:-1], "intercept": values[-1], "version": answer.get("version", "")}


def number(value):
    return math.nan if value is None else float(value)


def generate(values, features, setting):
    """Writes a CSV with about that number of values by ``fallline generate``, unless it exists."""
    rows = round(values / features)
    if rows < features + 2:
        raise Failure(
            f"--values {values:g}: {rows} rows of {features} features; expected at least {features + 2} rows. "
            "Raise --values or lower --features."
        )
    name = f"{rows}x{features}"
    folder = setting.work / "data"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.csv"
    if not file.exists():
        report(f"generate {name}")
        unfinished = folder / f"unfinished-{name}.csv"
        output = setting.fallline_output(
            "generate", "--rows", str(rows), "--features", str(features), "--output", str(unfinished)
        )
        if output.returncode != 0:
            raise Failure(f"fallline generate: {last_line(output.stderr)}")
        unfinished.rename(file)
    with open(file, encoding="ascii") as lines:
        columns = lines.readline().strip().split(",")
    return Data(name, file, rows, columns)


def add_reference(data, setting, timeout):
    """Computes the reference: exact, or else by QR in numpy, or else fallline's own answer."""
    products = data.rows * (data.features + 1) * (data.features + 3) / 2
    if products <= MAX_EXACT_PRODUCTS:
        data.method, python = "exact", sys.executable
    else:
        try:
            data.method, python = "qr", interpreter("numpy")
        except Unavailable:
            data.method = "fallline"
    file = data.file.with_suffix(f".{data.method}.json")
    if not file.exists() or file.stat().st_mtime < data.file.stat().st_mtime:
        report(f"reference of {data.name}: {data.method}")
        if data.method == "fallline":
            run = execute(CONTESTANTS["fallline"](setting), data, timeout, setting.work)
            if run.error:
                raise Failure(f"reference of {data.name}: {run.error}")
            text = json.dumps(run.answer)
        else:
            command = [python, HERE / "reference.py", data.file, data.method]
            output = subprocess.run(command, capture_output=True, text=True)
            if output.returncode != 0:
                raise Failure(f"reference of {data.name}: {last_line(output.stderr)}")
            text = output.stdout
        file.write_text(text)
    data.reference = json.loads(file.read_text())


def wait_for_archive(setting):
    """Waits until the launcher of fallline has made its archive of classes, which it does after a first run."""
    folder = setting.work / "cache" / "fallline"
    for _ in range(600):
        if not folder.exists() or (list(folder.glob("*.jsa")) and not list(folder.glob("*.making"))):
            return
        time.sleep(0.1)


def measure(data, contestants, arguments, setting, order):
    """Runs all contestants on a data set: a warm-up each, then the repetitions, each in an order of its own."""
    results = [Result(data, contestant) for contestant in contestants]
    for repetition in range(arguments.repetitions + 1):
        drawn = [result for result in results if not result.error]
        order.shuffle(drawn)
        for result in drawn:
            run = execute(result.contestant, data, arguments.timeout, setting.work)
            result.add(run, counted=repetition > 0)
            label = f"repetition {repetition}" if repetition else "warm-up"
            figures = run.error or (
                f"{run.seconds:.3f} s, {run.cpu_seconds:.3f} s CPU, {run.peak_bytes / 1e6:.0f} MB, "
                f"{digits(run.answer, data.reference):.1f} digits"
            )
            report(f"{data.name} {result.contestant.name} {label}: {figures}")
            if repetition == 0 and result.contestant.name.startswith("fallline"):
                wait_for_archive(setting)
    return results


def table(results):
    """Returns the results as lines of text; the ratio is to fallline's median on the same data."""
    lines = [("data", "rival", "seconds", "min - max", "ratio", "CPU s", "peak MB", "digits")]
    medians = {
        result.data.name: statistics.median(result.seconds)
        for result in results
        if result.contestant.name == "fallline" and result.seconds
    }
    for result in results:
        cells = [result.data.name, result.contestant.name]
        if result.error or not result.seconds:
            cells += [result.error or "not measured", "", "", "", "", ""]
        else:
            median = statistics.median(result.seconds)
            base = medians.get(result.data.name)
            ratio = "wrong" if result.wrong else f"{median / base:.2f}" if base else "-"
            cells += [
                f"{median:.3f}",
                f"{min(result.seconds):.3f} - {max(result.seconds):.3f}",
                ratio,
                f"{statistics.median(result.cpu_seconds):.3f}",
                f"{statistics.median(result.peak_bytes) / 1e6:.0f}",
                f"{result.digits:.1f}",
            ]
        lines.append(tuple(cells))
    # A failure is longer than the column of seconds and ends its line.
    widths = [max(len(line[i]) for line in lines if line[3] or i < 2) for i in range(len(lines[0]))]
    return ["  ".join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(line, widths))).rstrip()
            for line in lines]


def environment():
    names = [v for v in ("OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS") if v in os.environ]
    variables = [f"{name}={os.environ[name]}" for name in names]
    return {
        "host": platform.node(),
        "cpu": cpu(),
        "cores": str(os.cpu_count()),
        "jvm": jvm(),
        "commit": commit(),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": " ".join([*variables, "python3", "benchmarks/rivals/run.py", *map(shlex.quote, sys.argv[1:])]),
    }


def cpu():
    try:
        names = re.findall(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def jvm():
    try:
        text = subprocess.run([java(), "-version"], capture_output=True, text=True).stderr
    except Unavailable:
        return ""
    build = re.search(r"^(.*VM.*) \(build ([^,)]*)", text, re.MULTILINE)
    return f"{build[1]} {build[2]}" if build else last_line(text)


def commit():
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def document(about, data_sets, results, skipped):
    return {
        "format": "fallline-rivals",
        "version": 1,
        "environment": about,
        "data": [
            {"name": d.name, "rows": d.rows, "features": d.features, "bytes": d.file.stat().st_size,
             "reference": d.method}
            for d in data_sets
        ],
        "results": [result.to_json() for result in results],
        "skipped": skipped,
    }


def report(line):
    print(line, file=sys.stderr, flush=True)


def built_launcher():
    launchers = sorted(REPOSITORY.glob("target/fallline-*/bin/fallline"))
    if not launchers:
        raise Failure("target: no fallline-*/bin/fallline; run mvn package -DskipTests first, or give --fallline FILE")
    return launchers[-1]


def prepare(names, setting):
    """Returns the contestants that run here and, for the others, the reason why they are skipped."""
    contestants, skipped = [], []
    for name in names:
        report(f"prepare {name}")
        try:
            contestants.append(CONTESTANTS[name](setting))
        except Unavailable as e:
            report(f"skip {name}: {e}")
            skipped.append({"rival": name, "reason": str(e)})
    return contestants, skipped


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Measure fallline and other libraries on the same CSV files.",
        epilog="Rivals: " + ", ".join(CONTESTANTS),
    )
    parser.add_argument("--output", required=True, type=Path, metavar="FILE.json", help="new file for the results")
    parser.add_argument("--values", default="1e5,1e6", help="values (rows x features) of each file; default: %(default)s")
    parser.add_argument("--features", default=20, type=int, help="default: %(default)s")
    parser.add_argument("--repetitions", default=5, type=int, help="counted runs of each; default: %(default)s")
    parser.add_argument("--rivals", default=",".join(CONTESTANTS), help="names, comma-separated; default: all")
    parser.add_argument("--work", default=REPOSITORY / "target" / "rivals", type=Path, metavar="DIR",
                        help="data, jars and classes, reused by later runs; default: target/rivals")
    parser.add_argument("--heap", default="2g", help="largest heap of each JVM; default: %(default)s")
    parser.add_argument("--timeout", default=300, type=float, metavar="SECONDS", help="of a run; default: %(default)s")
    parser.add_argument("--seed", default=0, type=int, help="of the order of the runs; default: %(default)s")
    parser.add_argument("--fallline", type=Path, metavar="FILE", help="bin/fallline; default: that in target")
    arguments = parser.parse_args()
    try:
        arguments.values = [float(value) for value in arguments.values.split(",")]
    except ValueError:
        parser.error(f"--values: expected numbers such as 1e5,1e6, got {arguments.values}")
    arguments.rivals = arguments.rivals.split(",")
    unknown = [name for name in arguments.rivals if name not in CONTESTANTS]
    if unknown:
        parser.error(f"--rivals: no rival {unknown[0]}; expected some of {', '.join(CONTESTANTS)}")
    for name in ("features", "repetitions", "timeout"):
        if getattr(arguments, name) <= 0:
            parser.error(f"--{name}: expected a number above 0, got {getattr(arguments, name)}")
    return arguments


def run(arguments):
    output = arguments.output
    check_absent(output)
    if not output.resolve().parent.is_dir():
        raise Failure(f"{output}: no such folder; make it first")
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    launcher = (arguments.fallline or built_launcher()).resolve()
    setting = Setting(work, arguments.heap, launcher)
    about = environment()
    data_sets = [generate(values, arguments.features, setting) for values in arguments.values]
    for data in data_sets:
        add_reference(data, setting, arguments.timeout)
    contestants, skipped = prepare(arguments.rivals, setting)
    order = random.Random(arguments.seed)
    results = []
    # After each data set, so that a run of hours that is stopped leaves what it has measured.
    unfinished = output.with_name(output.name + ".unfinished")
    for data in data_sets:
        results += measure(data, contestants, arguments, setting, order)
        unfinished.write_text(json.dumps(document(about, data_sets, results, skipped), indent=1) + "\n")
    check_absent(output)
    unfinished.rename(output)
    print("\n".join(table(results)))
    for entry in skipped:
        print(f"skipped {entry['rival']}: {entry['reason']}")


def check_absent(output):
    if output.exists():
        raise Failure(f"{output}: exists; results are never overwritten. Give another --output or remove the file.")


def main():
    try:
        run(parse_arguments())
    except (Failure, Unavailable, OSError) as e:
        sys.exit(f"run.py: {e}")
    except KeyboardInterrupt:
        sys.exit("run.py: interrupted")


if __name__ == "__main__":
    main()
