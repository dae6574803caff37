"""Writes losses.json: linear problems with an L2 penalty and the least that each objective can be.

Run: python3 make_losses_fixture.py > losses.json   (needs numpy, scipy and scikit-learn)

The objective is the mean loss plus l2 / 2 times the squared weights; there are no biases. Features are
multiples of 1/64, so that float32 holds them. Where scikit-learn has the model, its solution must agree.
"""
import json

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, PoissonRegressor
from sklearn.svm import LinearSVC

INPUTS, L2 = 6, 0.05
COUNTS = [61, 60, 24]


def value(loss, w, x, y, delta):
    s = x @ w
    if loss == "logistic":
        return np.mean(np.logaddexp(0, -y * s))
    if loss == "hinge":
        return np.mean(np.maximum(0, 1 - y * s))
    if loss == "squared-hinge":
        return np.mean(np.maximum(0, 1 - y * s) ** 2)
    if loss == "huber":
        r = np.abs(s - y)
        return np.mean(np.where(r > delta, 2 * delta * r - delta**2, r**2))
    least = np.where(y > 0, y * np.log(np.maximum(y, 1)) - y, 0)
    return np.mean(np.exp(s) - y * s + least)


def slope(loss, w, x, y, delta):
    s = x @ w
    if loss == "logistic":
        d = -y / (1 + np.exp(y * s))
    elif loss == "squared-hinge":
        d = -2 * y * np.maximum(0, 1 - y * s)
    elif loss == "huber":
        d = 2 * np.clip(s - y, -delta, delta)
    else:
        d = np.exp(s) - y
    return x.T @ d / len(y)


def smooth(loss, x, y, delta):
    def objective(w):
        return (value(loss, w, x, y, delta) + L2 / 2 * w @ w,
                slope(loss, w, x, y, delta) + L2 * w)
    found = minimize(objective, np.zeros(INPUTS), jac=True, method="L-BFGS-B",
                     options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 10000})
    return found.x


def solve(loss, x, y, delta):
    n = len(y)
    if loss == "hinge":
        svm = LinearSVC(loss="hinge", C=1 / (L2 * n), fit_intercept=False, dual=True, tol=1e-10,
                        max_iter=10_000_000, random_state=0)
        return svm.fit(x, y).coef_[0]
    w = smooth(loss, x, y, delta)
    if loss == "logistic":
        other = LogisticRegression(C=1 / (L2 * n), fit_intercept=False, tol=1e-10, max_iter=10000)
        other = other.fit(x, y).coef_[0]
    elif loss == "squared-hinge":
        svm = LinearSVC(C=1 / (L2 * n), fit_intercept=False, dual=False, tol=1e-12, max_iter=100000)
        # Its squared hinge has no factor, its penalty one half, as here.
        other = svm.fit(x, y).coef_[0]
    elif loss == "poisson":
        other = PoissonRegressor(alpha=L2, fit_intercept=False, tol=1e-10, max_iter=10000)
        other = other.fit(x, y).coef_
    else:
        other = w
    assert np.allclose(w, other, atol=1e-4), (loss, w, other)
    return w


def case(rng, loss, delta):
    n = sum(COUNTS)
    x = np.round(64 * (rng.normal(size=(n, INPUTS)) + 0.5 * rng.normal(size=(n, 1)))) / 64
    truth = rng.uniform(-1, 1, INPUTS)
    s = x @ truth
    if loss == "poisson":
        y = rng.poisson(np.exp(0.5 * s)).astype(float)
    elif loss == "huber":
        y = np.round(64 * (s + rng.standard_t(2, n))) / 64
    else:
        y = np.sign(s + rng.normal(size=n))
    w = solve(loss, x, y, delta)
    ends = np.cumsum(COUNTS)[:-1]
    targets = (y + 1) / 2 if loss in ("logistic", "hinge", "squared-hinge") else y
    return {"loss": loss, "delta": delta, "l2": L2, "inputs": INPUTS,
            "features": [part.ravel().tolist() for part in np.split(x, ends)],
            "targets": [part.tolist() for part in np.split(targets, ends)],
            "least": value(loss, w, x, y, delta) + L2 / 2 * w @ w}


def main():
    rng = np.random.default_rng(11)
    print(json.dumps([case(rng, loss, 0.7)
                      for loss in ("logistic", "hinge", "squared-hinge", "huber", "poisson")]))


main()
