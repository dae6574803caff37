"""Writes metrics.json: predictions with what scikit-learn says about them.

Run: python3 make_metrics_fixture.py > metrics.json   (needs numpy and scikit-learn)

Scores are multiples of 1/8, so that no two different ones share a bucket of the engine's grid.
"""
import json

import numpy as np
from sklearn import metrics

BINS = 10


def calibration_error(probabilities, hits):
    """Expected calibration error with ten bins of equal width, by its definition."""
    error = 0.0
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    for b in range(BINS):
        inside = bins == b
        if inside.any():
            error += inside.mean() * abs(probabilities[inside].mean() - hits[inside].mean())
    return error


def classes(truth, predicted, count):
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        truth, predicted, labels=range(count), zero_division=0)
    present = sorted(set(truth) | set(predicted))
    return {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "f1Macro": metrics.f1_score(truth, predicted, labels=present, average="macro", zero_division=0),
        "f1Micro": metrics.f1_score(truth, predicted, average="micro"),
        "f1Weighted": metrics.f1_score(truth, predicted, average="weighted", zero_division=0),
    }, {
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "rows": support.tolist(),
        "confusion": metrics.confusion_matrix(truth, predicted, labels=range(count)).tolist(),
    }


def binary(rng, rows, share, shift):
    truth = (rng.random(rows) < share).astype(int)
    scores = np.round(8 * (rng.normal(size=rows) + np.where(truth == 1, shift, -1))) / 8
    p = 1 / (1 + np.exp(-scores))
    predicted = (scores > 0).astype(int)
    expected, detail = classes(truth, predicted, 2)
    expected |= {
        "logLoss": metrics.log_loss(truth, p),
        "brier": metrics.brier_score_loss(truth, p),
        "ece": calibration_error(p, truth),
        "rocAuc": metrics.roc_auc_score(truth, scores),
        "prAuc": metrics.average_precision_score(truth, scores),
    }
    return {"classes": 2, "truth": truth.tolist(), "scores": scores.tolist(),
            "metrics": expected, **detail}


def multiclass(rng, rows, count, never):
    truth = rng.integers(0, count, rows)
    truth[truth == never] = 0
    scores = np.round(8 * (rng.normal(size=(rows, count)) + 1.5 * np.eye(count)[truth])) / 8
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    predicted = scores.argmax(axis=1)
    expected, detail = classes(truth, predicted, count)
    expected |= {
        "logLoss": metrics.log_loss(truth, p, labels=range(count)),
        "brier": float(np.mean(((p - np.eye(count)[truth]) ** 2).sum(axis=1))),
        "ece": calibration_error(p.max(axis=1), (predicted == truth).astype(float)),
    }
    return {"classes": count, "truth": truth.tolist(), "scores": scores.ravel().tolist(),
            "metrics": expected, **detail}


def regression(rng, rows):
    truth = rng.poisson(3, rows).astype(float)
    scores = np.round(64 * (np.log(truth + 1) + 0.3 * rng.normal(size=rows))) / 64
    mean = np.exp(scores)
    return {"truth": truth.tolist(), "scores": scores.tolist(), "metrics": {
        "rmse": float(np.sqrt(metrics.mean_squared_error(truth, mean))),
        "mae": metrics.mean_absolute_error(truth, mean),
        "r2": metrics.r2_score(truth, mean),
        "poissonDeviance": metrics.mean_poisson_deviance(truth, mean),
    }}


def main():
    rng = np.random.default_rng(7)
    print(json.dumps({
        "classification": [
            binary(rng, 300, 0.5, 1.0), binary(rng, 400, 0.05, 0.3),
            multiclass(rng, 300, 4, 2), multiclass(rng, 150, 3, -1)],
        "poisson": [regression(rng, 200)],
    }))


main()
