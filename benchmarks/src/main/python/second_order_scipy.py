"""SciPy's L-BFGS-B on softmax regression with an L2 penalty.

Arguments: FEATURES TARGETS ROWS INPUTS L2 OPTIMUM GAP...; the files hold little-endian float32.
Answers with one line per gap: evaluations, iterations and seconds until the objective was so near, or "nan".
"""
import sys
import time

import numpy
import scipy
from scipy.optimize import minimize

rows, inputs = int(sys.argv[3]), int(sys.argv[4])
strength, optimum = float(sys.argv[5]), float(sys.argv[6])
gaps = [float(gap) for gap in sys.argv[7:]]
features = numpy.fromfile(sys.argv[1], "<f4").reshape(rows, inputs).astype(numpy.float64)
targets = numpy.fromfile(sys.argv[2], "<f4").astype(numpy.int64)
at = numpy.arange(rows)
evaluations = 0
iterations = 0
reached = {}


def objective(parameters):
    global evaluations
    evaluations += 1
    weights = parameters[: 2 * inputs].reshape(inputs, 2)
    scores = features @ weights + parameters[2 * inputs :]
    top = scores.max(1, keepdims=True)
    exponentials = numpy.exp(scores - top)
    totals = exponentials.sum(1)
    value = (numpy.log(totals) + top[:, 0] - scores[at, targets]).mean()
    value += strength / 2 * (weights**2).sum()
    for gap in gaps:
        if gap not in reached and value - optimum <= gap * optimum:
            reached[gap] = (evaluations, iterations, time.perf_counter() - start)
    slopes = exponentials / totals[:, None]
    slopes[at, targets] -= 1
    gradient = numpy.concatenate(
        [(features.T @ slopes / rows + strength * weights).ravel(), slopes.mean(0)]
    )
    return value, gradient


def count(_):
    global iterations
    iterations += 1


zeros = numpy.zeros(2 * inputs + 2)
start = time.perf_counter()
objective(zeros)
evaluations = 0
reached.clear()
start = time.perf_counter()
minimize(
    objective,
    zeros,
    jac=True,
    method="L-BFGS-B",
    callback=count,
    options={"maxiter": 10000, "maxfun": 20000, "ftol": 0, "gtol": 1e-12, "maxcor": 10},
)
print("SciPy " + scipy.__version__)
for gap in gaps:
    print(*reached.get(gap, ("nan", "nan", "nan")))
