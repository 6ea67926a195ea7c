"""Linear regression in scikit-learn, on a table read by pandas.

Usage: scikit_learn.py FILE.csv ols|sgd
"""

import json
import sys

import pandas as pd
import sklearn


def fit_ols(features, target):
    """Least squares by a singular value decomposition."""
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(features, target)
    return model.coef_, model.intercept_


def fit_sgd(features, target):
    """Averaged stochastic gradient descent on standardized features, back on the original scale."""
    from sklearn.linear_model import SGDRegressor
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler()
    # Without the penalty (the default is alpha=1e-4), which would bias the answer; averaged, with a
    # tolerance below the default, because the last iterate of the default has less than two digits.
    model = SGDRegressor(alpha=0.0, average=True, tol=1e-6, random_state=0)
    model.fit(scaler.fit_transform(features), target)
    coefficients = model.coef_ / scaler.scale_
    return coefficients, model.intercept_[0] - scaler.mean_ @ coefficients


def main():
    table = pd.read_csv(sys.argv[1])
    features = table.drop(columns="y").to_numpy()
    target = table["y"].to_numpy()
    coefficients, intercept = {"ols": fit_ols, "sgd": fit_sgd}[sys.argv[2]](features, target)
    print(json.dumps({
        "coefficients": coefficients.tolist(),
        "intercept": float(intercept),
        "version": f"scikit-learn {sklearn.__version__}, pandas {pd.__version__}",
    }))


if __name__ == "__main__":
    main()
