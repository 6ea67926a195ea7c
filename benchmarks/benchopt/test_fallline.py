"""Tests the solver against closed forms, through benchopt's own classes where benchopt is installed.

    FALLLINE_JAR=target/fallline.jar python3 -m unittest discover benchmarks/benchopt
"""

import importlib.util
import inspect
import itertools
import os
import sys
import types
import unittest
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
HAS_BENCHOPT = importlib.util.find_spec("benchopt") is not None


class StandInSolver:
    """The part of benchopt's BaseSolver that the solver relies on."""

    sampling_strategy = "iteration"
    parameters = {}

    @classmethod
    def get_instance(cls, **parameters):
        solver = cls()
        for name, values in cls.parameters.items():
            setattr(solver, name, parameters.get(name, values[0]))
        return solver

    def run_once(self, stop_val=1):
        self.run(stop_val)


def load_solver():
    if not HAS_BENCHOPT:
        sys.modules["benchopt"] = types.SimpleNamespace(BaseSolver=StandInSolver)
    spec = importlib.util.spec_from_file_location("fallline_solver", HERE / "fallline.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Solver


Solver = load_solver()


def data():
    random = np.random.default_rng(7)
    X = random.normal(size=(200, 4)) * [1, 2, 5, 0.5] + [0, 1, -2, 3]
    y = X @ [1.5, -2, 0.25, 4] + 7 + random.normal(size=200)
    return X, y


def closed_form(X, y, fit_intercept, lmbd):
    """Minimizes 1/2 ||y - X beta - b||^2 + lmbd/2 ||beta||^2 by its normal equations."""
    if fit_intercept:
        X_mean, y_mean = X.mean(axis=0), y.mean()
        beta = closed_form(X - X_mean, y - y_mean, False, lmbd)
        return np.append(beta, y_mean - X_mean @ beta)
    return np.linalg.solve(X.T @ X + lmbd * np.eye(X.shape[1]), X.T @ y)


@unittest.skipUnless(os.environ.get("FALLLINE_JAR"), "set FALLLINE_JAR to the path of fallline.jar")
class FitTest(unittest.TestCase):
    def test_reaches_the_closed_form(self):
        X, y = data()
        for fit_intercept, lmbd in itertools.product([False, True], [0.0, 30.0]):
            with self.subTest(fit_intercept=fit_intercept, lmbd=lmbd):
                solver = Solver.get_instance(method="full-batch")
                self.assertEqual((False, None), solver.skip(X, y, fit_intercept=fit_intercept, lmbd=lmbd))
                solver.set_objective(X, y, fit_intercept=fit_intercept, lmbd=lmbd)
                solver.run(100_000)
                expected = closed_form(X, y, fit_intercept, lmbd)
                np.testing.assert_allclose(solver.get_result()["beta"], expected, rtol=1e-8)

    def test_mini_batch_lowers_the_loss(self):
        X, y = data()
        solver = Solver.get_instance(method="mini-batch")
        solver.set_objective(X, y, fit_intercept=False)
        solver.run(5)
        beta = solver.get_result()["beta"]
        self.assertLess(np.sum((y - X @ beta) ** 2), 0.5 * np.sum(y**2))

    def test_more_iterations_than_an_int_holds(self):
        X, y = data()
        solver = Solver.get_instance(method="full-batch")
        solver.set_objective(X, y, fit_intercept=False)
        solver.run(10**12)
        np.testing.assert_allclose(solver.get_result()["beta"], closed_form(X, y, False, 0), rtol=1e-8)


class ContractTest(unittest.TestCase):
    def test_no_iterations_give_zeros(self):
        solver = Solver.get_instance(method="full-batch")
        solver.features, solver.fit_intercept = 4, True
        solver.run(0)
        np.testing.assert_array_equal(solver.get_result()["beta"], np.zeros(5))

    def test_skips_what_is_not_dense(self):
        skipped, reason = Solver.get_instance(method="full-batch").skip(object(), np.zeros(2))
        self.assertTrue(skipped)
        self.assertIn("dense", reason)

    def test_takes_the_arguments_of_both_objectives(self):
        parameters = inspect.signature(Solver.set_objective).parameters
        self.assertEqual(["self", "X", "y", "fit_intercept", "lmbd"], list(parameters))
        self.assertEqual(list(parameters), list(inspect.signature(Solver.skip).parameters))

    @unittest.skipUnless(HAS_BENCHOPT, "benchopt is not installed: a stand-in for BaseSolver was used")
    def test_fits_the_interface_of_benchopt(self):
        from benchopt import BaseSolver

        self.assertTrue(issubclass(Solver, BaseSolver))
        self.assertFalse(inspect.isabstract(Solver))
        self.assertEqual("iteration", Solver.sampling_strategy)


if __name__ == "__main__":
    unittest.main()
