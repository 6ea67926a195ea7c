"""The least-squares solution of a CSV of numbers, as the reference for the digits of all contestants.

Usage: reference.py FILE.csv exact|qr

exact: solves the normal equations of the doubles in the file without rounding, in Python's integers; the
       answer is rounded to doubles once, at the end
qr:    orthogonal triangularization of chunks of rows in numpy, with columns centered by their first chunk

The answer is a JSON line with "coefficients", "intercept" and "means", the means of the features.
"""

import json
import sys
from fractions import Fraction

CHUNK_ROWS = 100_000


def rows(path):
    """Yields the rows of the file as lists of doubles, the target last."""
    with open(path, encoding="ascii") as file:
        next(file)
        for line in file:
            yield [float(cell) for cell in line.split(",")]


def column_exponents(path):
    """Returns for each column the smallest e such that all its values times 2**e are integers."""
    exponents = None
    for row in rows(path):
        bits = [value.as_integer_ratio()[1].bit_length() - 1 for value in row]
        exponents = bits if exponents is None else list(map(max, exponents, bits))
    return exponents


def exact_moments(path, exponents):
    """Returns the moments of the columns [1, x1, ..., xd, y] in integers: the lower triangle, as lists."""
    scales = [2.0**e for e in exponents]
    moments = [[0] * (i + 1) for i in range(len(exponents) + 1)]
    for row in rows(path):
        values = [1] + [int(value * scale) for value, scale in zip(row, scales)]
        for i, value in enumerate(values):
            line = moments[i]
            for j in range(i + 1):
                line[j] += value * values[j]
    return moments


def solve_integers(matrix):
    """Solves A x = b for the rows [A | b] of integers by Bareiss' elimination; returns fractions."""
    size = len(matrix)
    previous = 1
    for k in range(size):
        pivot_row = next((i for i in range(k, size) if matrix[i][k]), None)
        if pivot_row is None:
            raise SystemExit("reference: the columns are linearly dependent; the solution is not unique")
        matrix[k], matrix[pivot_row] = matrix[pivot_row], matrix[k]
        pivot = matrix[k][k]
        for i in range(k + 1, size):
            factor = matrix[i][k]
            matrix[i] = [0] * (k + 1) + [
                (matrix[i][j] * pivot - factor * matrix[k][j]) // previous for j in range(k + 1, size + 1)
            ]
        previous = pivot
    solution = [Fraction(0)] * size
    for i in reversed(range(size)):
        known = sum(matrix[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (matrix[i][size] - known) / Fraction(matrix[i][i])
    return solution


def exact(path):
    exponents = column_exponents(path)
    # A double times a power of two stays exact unless it overflows.
    if max(exponents) > 900:
        raise SystemExit(f"{path}: values below 2**-900; use the reference qr")
    moments = exact_moments(path, exponents)
    size = len(moments) - 1
    full = [[moments[max(i, j)][min(i, j)] for j in range(size)] + [moments[size][i]] for i in range(size)]
    solution = solve_integers(full)
    target_scale = Fraction(1, 2 ** exponents[-1])
    return {
        "intercept": float(solution[0] * target_scale),
        "coefficients": [float(w * target_scale * 2**e) for w, e in zip(solution[1:], exponents)],
        "means": [
            float(Fraction(moments[i][0], moments[0][0] * 2 ** exponents[i - 1])) for i in range(1, size)
        ],
    }


def qr(path):
    import numpy as np

    triangle, origin, count = None, None, 0
    with open(path, encoding="ascii") as file:
        next(file)
        while True:
            lines = [line for _, line in zip(range(CHUNK_ROWS), file)]
            if not lines:
                break
            chunk = np.loadtxt(lines, delimiter=",", ndmin=2)
            if origin is None:
                origin = chunk.mean(axis=0)
                totals = np.zeros(len(origin))
            chunk -= origin
            totals += chunk.sum(axis=0)
            count += len(chunk)
            chunk = np.hstack([np.ones((len(chunk), 1)), chunk])
            triangle = np.linalg.qr(chunk if triangle is None else np.vstack([triangle, chunk]), mode="r")
    solution = np.linalg.solve(triangle[:-1, :-1], triangle[:-1, -1])
    coefficients = solution[1:]
    return {
        "intercept": float(origin[-1] + solution[0] - origin[:-1] @ coefficients),
        "coefficients": coefficients.tolist(),
        "means": (origin + totals / count)[:-1].tolist(),
    }


def main():
    path, method = sys.argv[1:]
    print(json.dumps({"exact": exact, "qr": qr}[method](path)))


if __name__ == "__main__":
    main()
