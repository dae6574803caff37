"""Writes dane.json: iterations of DANE whose local problems are solved to the last digit, in float64.

Run: python3 make_dane_fixture.py > dane.json

Rows and targets are multiples of 1/64, so that float32 holds them. Parameters: weights [outputs, inputs]
column by column, then biases, as in the engine.
"""
import json

import numpy as np

INPUTS, ITERATIONS = 4, 4
COUNTS = [31, 30, 14]


class Shard:
    def __init__(self, task, outputs, l2, x, y):
        self.task, self.outputs, self.l2, self.x, self.y = task, outputs, l2, x, y
        self.wide = np.hstack([x, np.ones((len(x), 1))])
        self.penalised = np.repeat([1.0] * INPUTS + [0.0], outputs)

    def all(self, w):
        """Mean loss with the penalty, its gradient and its Hessian at w."""
        scores = self.wide @ w.reshape(INPUTS + 1, self.outputs)
        n, o = scores.shape
        if self.task == "regression":
            error = scores - self.y[:, None]
            value, slope = np.sum(error**2) / n, 2 * error
            curve = np.full((n, 1, 1), 2.0)
        else:
            top = scores.max(axis=1, keepdims=True)
            e = np.exp(scores - top)
            p = e / e.sum(axis=1, keepdims=True)
            right = self.y.astype(int)
            value = np.mean(np.log(e.sum(axis=1)) + top[:, 0] - scores[np.arange(n), right])
            slope = p - np.eye(o)[right]
            curve = p[:, :, None] * (np.eye(o)[None] - p[:, None, :])
        gradient = (self.wide.T @ slope / n).reshape(-1)
        hessian = np.einsum("ri,rj,rab->iajb", self.wide, self.wide, curve) / n
        hessian = hessian.reshape(w.size, w.size)
        value += self.l2 / 2 * np.sum(self.penalised * w * w)
        gradient = gradient + self.l2 * self.penalised * w
        return value, gradient, hessian + self.l2 * np.diag(self.penalised)


def local(shard, start, g, eta, mu):
    """argmin f(w) - (grad f(start) - eta g)^T w + mu/2 |w - start|^2, by damped Newton steps."""
    correction = shard.all(start)[1] - eta * g

    def phi(w):
        value, gradient, hessian = shard.all(w)
        away = w - start
        return (
            value - correction @ w + mu / 2 * away @ away,
            gradient - correction + mu * away,
            hessian + mu * np.eye(w.size),
        )

    w = start.copy()
    for _ in range(100):
        value, slope, curve = phi(w)
        if np.linalg.norm(slope) < 1e-12:
            break
        way = np.linalg.lstsq(curve, slope, rcond=1e-12)[0]
        length = 1.0
        while phi(w - length * way)[0] > value + 1e-13:
            length /= 2
        w = w - length * way
    assert np.linalg.norm(phi(w)[1]) < 1e-10
    return w


def dane(shards, everything, eta, mu):
    w = np.zeros(shards[0].outputs * (INPUTS + 1))
    path = []
    for _ in range(ITERATIONS):
        value, g, _ = everything.all(w)
        mean = sum(c * local(s, w, g, eta, mu) for c, s in zip(COUNTS, shards)) / sum(COUNTS)
        way, length = w - mean, 1.0
        while everything.all(w - length * way)[0] > value - 0.1 * length * (way @ g):
            length /= 2
        w = w - length * way
        path.append({"length": length, "parameters": w.tolist()})
    return path


random = np.random.default_rng(14)
cases = []
for task, outputs, l2, eta, mu in [
    ("regression", 1, 0.0625, 1.0, 0.0),
    ("regression", 1, 0.0625, 0.75, 0.25),
    ("classification", 3, 0.03125, 1.0, 0.0),
    ("classification", 3, 0.03125, 1.5, 0.125),
]:
    truth = random.standard_normal((INPUTS, outputs))
    rows, targets, shards = [], [], []
    for part, count in enumerate(COUNTS):
        x = np.round((random.standard_normal((count, INPUTS)) + 0.5 * part) * 64) / 64
        scores = x @ truth + random.standard_normal((count, outputs))
        y = np.round(scores[:, 0] * 64) / 64 if outputs == 1 else scores.argmax(axis=1).astype(float)
        rows.append(x)
        targets.append(y)
        shards.append(Shard(task, outputs, l2, x, y))
    everything = Shard(task, outputs, l2, np.vstack(rows), np.concatenate(targets))
    cases.append(
        {
            "task": task,
            "outputs": outputs,
            "l2": l2,
            "eta": eta,
            "mu": mu,
            "features": [x.reshape(-1).tolist() for x in rows],
            "targets": [y.tolist() for y in targets],
            "iterations": dane(shards, everything, eta, mu),
        }
    )
print(json.dumps(cases))
