"""The contestants: their programs, what they need, and how to start them."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent

# All Maven coordinates, by contestant. The first gives the version that the answer names.
MAVEN = {
    "duckdb": ["org.duckdb:duckdb_jdbc:1.4.1.0"],
    "commons-math": ["org.apache.commons:commons-math3:3.6.1"],
    "smile": ["com.github.haifengl:smile-core:3.1.1"],
    "tribuo": ["org.tribuo:tribuo-regression-sgd:4.3.2", "org.tribuo:tribuo-data:4.3.2"],
    "vowpal-wabbit": ["com.github.vowpalwabbit:vw-jni:9.3.0"],
    # Spark's artifacts disagree about the version of Scala's library; the nearest one in the graph is too old.
    "spark": ["org.apache.spark:spark-mllib_2.13:4.1.0", "org.scala-lang:scala-library:2.13.17"],
}
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0"

# Packages of the JDK that Spark reads by reflection.
SPARK_OPENS = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
        "java.io", "java.lang", "java.lang.invoke", "java.lang.reflect", "java.net", "java.nio", "java.util",
        "java.util.concurrent", "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs",
        "sun.security.action", "sun.util.calendar",
    )
]


class Unavailable(Exception):
    """A contestant that cannot run here; the message is the reason, on one line."""


@dataclass
class Setting:
    """What the start of all contestants depends on."""

    work: Path
    heap: str
    fallline: Path

    def fallline_output(self, *arguments):
        """Runs the command line, not measured, and returns the ended process with its output.

        Without the archive of classes: the launcher makes it after its first run, in a process that
        holds the pipes of that run.
        """
        return subprocess.run(
            [self.fallline, *arguments], capture_output=True, text=True,
            env={**os.environ, "FALLLINE_ARCHIVE": "off"},
        )


@dataclass
class Contestant:
    """A contestant, ready to start: ``command`` followed by the file, then by ``arguments``."""

    name: str
    what: str
    command: list
    arguments: list = field(default_factory=list)
    variables: dict = field(default_factory=dict)
    version: str = ""

    def command_line(self, file):
        return [*map(str, self.command), str(file), *self.arguments]


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no message"


def java():
    """Returns the java that bin/fallline takes, too."""
    home = os.environ.get("JAVA_HOME")
    path = Path(home, "bin", "java") if home else shutil.which("java")
    if not path or not Path(path).exists():
        raise Unavailable("no java on the PATH; install a JDK 17 or later, or set JAVA_HOME")
    return str(path)


def fallline(name, what, *options):
    def prepare(setting):
        # A cache of its own: the first run makes an archive of classes there, as it does for each user.
        variables = {
            "FALLLINE_OPTS": f"-Xmx{setting.heap}",
            "XDG_CACHE_HOME": str(setting.work / "cache"),
        }
        output = setting.fallline_output("--version")
        if output.returncode != 0:
            raise Unavailable(f"{setting.fallline}: {last_line(output.stderr)}")
        version = output.stdout.splitlines()[0]
        arguments = ["--target", "y", "--json", *options]
        return Contestant(name, what, [setting.fallline, "train"], arguments, variables, version)

    return prepare


def interpreter(modules):
    """Returns the first Python that imports the modules: this one, that on the PATH, the system's."""
    candidates = [sys.executable, shutil.which("python3"), "/usr/bin/python3"]
    for candidate in dict.fromkeys(filter(None, candidates)):
        # The interpreter itself, since a wrapper script would add its time.
        probe = f"import sys, {modules}; print(sys.executable)"
        output = subprocess.run([candidate, "-c", probe], capture_output=True, text=True)
        if output.returncode == 0:
            return output.stdout.strip()
    raise Unavailable(f"no python3 with {modules}")


def python(name, what, modules, program, *arguments):
    def prepare(setting):
        return Contestant(name, what, [interpreter(modules), HERE / program], list(arguments))

    return prepare


def r(name, what, package, program):
    def prepare(setting):
        script = shutil.which("Rscript")
        if not script:
            raise Unavailable("no Rscript on the PATH")
        probe = [script, "-e", f'quit(status = !requireNamespace("{package}", quietly = TRUE))']
        if subprocess.run(probe, capture_output=True).returncode != 0:
            raise Unavailable(f"R has no package {package}")
        return Contestant(name, what, [script, HERE / program])

    return prepare


def jvm(name, what, program, *options):
    def prepare(setting):
        class_path = compiled(setting.work / "jvm" / name, name, program)
        command = [java(), f"-Xmx{setting.heap}", *options, "-cp", class_path, program]
        return Contestant(name, what, command, [MAVEN[name][0].split(":")[-1]])

    return prepare


def compiled(folder, name, program):
    """Resolves the jars of a contestant, compiles its program and returns the class path."""
    folder.mkdir(parents=True, exist_ok=True)
    jars = resolved(folder, MAVEN[name])
    classes = folder / "classes"
    compiler = Path(java()).resolve().with_name("javac")
    if not compiler.exists():
        raise Unavailable(f"no javac beside {java()}; install a JDK")
    output = subprocess.run(
        [compiler, "-proc:none", "-encoding", "UTF-8", "-cp", jars, "-sourcepath", HERE, "-d", classes,
         HERE / f"{program}.java"],
        capture_output=True, text=True,
    )
    if output.returncode != 0:
        raise Unavailable(f"{program}.java does not compile: {last_line(output.stderr)}")
    return f"{classes}{os.pathsep}{jars}"


def resolved(folder, coordinates):
    """Returns the class path of Maven coordinates, from the last run if the coordinates are the same."""
    pom, class_path = folder / "pom.xml", folder / "classpath.txt"
    text = pom_of(folder.name, coordinates)
    if class_path.exists() and pom.exists() and pom.read_text() == text:
        jars = class_path.read_text().strip()
        if all(Path(jar).exists() for jar in jars.split(os.pathsep)):
            return jars
    maven = shutil.which("mvn")
    if not maven:
        raise Unavailable("no mvn on the PATH")
    class_path.unlink(missing_ok=True)
    pom.write_text(text)
    output = subprocess.run(
        [maven, "-B", "-ntp", "-q", f"{DEPENDENCY_PLUGIN}:build-classpath", f"-Dmdep.outputFile={class_path}"],
        cwd=folder, capture_output=True, text=True,
    )
    if output.returncode != 0 or not class_path.exists():
        raise Unavailable(f"Maven did not resolve {', '.join(coordinates)}")
    return class_path.read_text().strip()


def pom_of(name, coordinates):
    dependencies = "".join(
        "    <dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>\n".format(
            *coordinate.split(":")
        )
        for coordinate in coordinates
    )
    return (
        "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>rivals</groupId>\n"
        f"  <artifactId>{name}</artifactId>\n  <version>1</version>\n"
        f"  <dependencies>\n{dependencies}  </dependencies>\n</project>\n"
    )


# By name: functions that return the Contestant for a Setting or raise Unavailable.
CONTESTANTS = {
    "fallline": fallline("fallline", "full batch, default options"),
    "fallline-mini-batch": fallline(
        "fallline-mini-batch", "mini-batches of 256 to a gap of 1e-6",
        # The default tolerance, 1e-4, leaves some coefficients with less than two digits.
        "--method", "mini-batch", "--tolerance", "1e-6",
    ),
    "r": r("r", "data.table, normal equations by crossprod", "data.table", "r_normal.R"),
    "r-biglm": r("r-biglm", "biglm, updated QR by chunks of rows", "biglm", "r_biglm.R"),
    "duckdb": jvm("duckdb", "sums of products in one SQL statement by JDBC, Cholesky", "DuckDbRival"),
    "numpy": python("numpy", "loadtxt, normal equations, float64", "numpy", "numpy_normal.py", "loadtxt"),
    "numpy-pandas": python(
        "numpy-pandas", "pandas.read_csv, normal equations, float64", "numpy, pandas", "numpy_normal.py", "pandas"
    ),
    "scikit-learn": python(
        "scikit-learn", "pandas.read_csv, LinearRegression", "sklearn, pandas", "scikit_learn.py", "ols"
    ),
    "scikit-learn-sgd": python(
        "scikit-learn-sgd", "pandas.read_csv, StandardScaler, averaged SGDRegressor", "sklearn, pandas",
        "scikit_learn.py", "sgd",
    ),
    "commons-math": jvm("commons-math", "MillerUpdatingRegression", "CommonsMathRival"),
    "smile": jvm("smile", "OLS by QR", "SmileRival"),
    "tribuo": jvm("tribuo", "SGD on standardized features, batches of 32", "TribuoRival"),
    "vowpal-wabbit": jvm("vowpal-wabbit", "default updates on standardized features, 30 passes", "VowpalWabbitRival"),
    "spark": jvm("spark", "MLlib LinearRegression, solver normal, all local cores", "SparkRival", *SPARK_OPENS),
}
