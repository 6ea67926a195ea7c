"""Fallline as a solver of benchopt, for objectives of ordinary least squares and ridge regression."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from benchopt import BaseSolver

JAR_VARIABLE = "FALLLINE_JAR"
# The largest number of epochs that the command line takes; benchopt asks for up to 1e12.
MAX_EPOCHS = 2**31 - 1


class Solver(BaseSolver):
    """Minimizes 1/2 ||y - X beta - intercept||^2 + lmbd/2 ||beta||^2 by ``fallline train``.

    X has the shape [rows, features], y [rows]. The result is beta [features], with the intercept as
    one more element if it is fitted. Each run is a process of its own: its seconds include the start
    of the JVM and the reading of the file, which is written before the timed part.
    """

    name = "fallline"
    sampling_strategy = "iteration"
    parameters = {"method": ["full-batch", "mini-batch"]}
    requirements = []

    def skip(self, X, y, fit_intercept=False, lmbd=0.0):
        if not hasattr(X, "__array__"):
            return True, "expected a dense X; Fallline reads no sparse matrices"
        jar = os.environ.get(JAR_VARIABLE)
        if not jar or not Path(jar).is_file():
            return True, f"no jar; set {JAR_VARIABLE} to the path of fallline.jar"
        return False, None

    def set_objective(self, X, y, fit_intercept=False, lmbd=0.0):
        self.features = X.shape[1]
        self.fit_intercept = fit_intercept
        self.folder = tempfile.TemporaryDirectory(prefix="fallline-")
        file = Path(self.folder.name, "data.csv")
        names = [f"x{j}" for j in range(self.features)] + ["y"]
        # 17 digits: the doubles that are read are those of X and y.
        np.savetxt(file, np.column_stack([X, y]), fmt="%.17g", delimiter=",", header=",".join(names), comments="")
        self.command = [
            "java", "-jar", os.environ[JAR_VARIABLE], "train", str(file), "--target", "y", "--json",
            "--standard-errors", "none", "--method", self.method,
        ]
        if not fit_intercept:
            self.command.append("--no-intercept")
        if lmbd > 0:
            # Fallline's objective is the mean of squared residuals + l2 * ||beta||^2: 2/rows of this one.
            self.command += ["--no-standardize", "--l2", repr(float(lmbd) / len(y))]

    def warm_up(self):
        # Reads the jar and the file into the page cache.
        self.run_once()

    def run(self, n_iter):
        if n_iter == 0:
            self.beta = np.zeros(self.features + bool(self.fit_intercept))
            return
        command = [*self.command, "--epochs", str(min(n_iter, MAX_EPOCHS))]
        output = subprocess.run(command, capture_output=True, text=True)
        if output.returncode != 0:
            raise RuntimeError(f"fallline train: exit code {output.returncode}: {output.stderr.strip()}")
        model = json.loads(output.stdout)
        weights = list(model["coefficients"].values())
        if self.fit_intercept:
            weights.append(model["intercept"])
        self.beta = np.array(weights)

    def get_result(self):
        return {"beta": self.beta}
