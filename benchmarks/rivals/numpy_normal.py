"""Linear regression in numpy: the normal equations of centered columns, in float64.

Usage: numpy_normal.py FILE.csv loadtxt|pandas
"""

import json
import sys

import numpy as np


def read(path, reader):
    """Returns the table as an array [rows, features + 1] and the version of the reader; the target is last."""
    if reader == "pandas":
        import pandas as pd

        return pd.read_csv(path).to_numpy(), f", pandas {pd.__version__}"
    return np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2), ""


def main():
    table, reader_version = read(sys.argv[1], sys.argv[2])
    means = table.mean(axis=0)
    table -= means
    moments = table.T @ table
    coefficients = np.linalg.solve(moments[:-1, :-1], moments[:-1, -1])
    print(json.dumps({
        "coefficients": coefficients.tolist(),
        "intercept": float(means[-1] - means[:-1] @ coefficients),
        "version": f"numpy {np.__version__}{reader_version}",
    }))


if __name__ == "__main__":
    main()
