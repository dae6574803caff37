"""Writes optimizers.json: what each update rule does in IEEE float32, computed by NumPy.

Run: python3 make_fixtures.py > optimizers.json     (element-wise float32 is exact IEEE)
"""
import json
import math

import numpy as np

f = np.float32
LENGTH, STEPS = 12, 6
BLOCKS = [(0, 5, True), (5, 7, False), (7, 11, True), (11, 12, False)]
WEIGHTS = np.array([weights for a, b, weights in BLOCKS for _ in range(a, b)])
SCALE = f(2.0**-13) / f(96)


def bits(vector):
    return [int(b) for b in vector.view(np.int32)]


def norm(vector):
    squares = 0.0
    for value in vector:
        squares += float(value) * float(value)
    return math.sqrt(squares)


def sgd(d, rate, p, slots, g, t):
    p -= rate * g


def momentum(d, rate, p, slots, g, t):
    slots[0][:] = f(d["momentum"]) * slots[0] + g
    p -= rate * slots[0]


def nesterov(d, rate, p, slots, g, t):
    slots[0][:] = f(d["momentum"]) * slots[0] + g
    p -= rate * (g + f(d["momentum"]) * slots[0])


def adagrad(d, rate, p, slots, g, t):
    slots[0][:] = slots[0] + g * g
    p -= rate * g / (np.sqrt(slots[0]) + f(d["epsilon"]))


def rmsprop(d, rate, p, slots, g, t):
    keep = f(d["decay"])
    slots[0][:] = keep * slots[0] + (f(1) - keep) * (g * g)
    p -= rate * g / (np.sqrt(slots[0]) + f(d["epsilon"]))


def direction(d, slots, g, t):
    b1, b2 = f(d["beta1"]), f(d["beta2"])
    m, v = slots
    m[:] = b1 * m + (f(1) - b1) * g
    v[:] = b2 * v + (f(1) - b2) * (g * g)
    m_hat = m / f(1 - float(b1) ** t)
    v_hat = v / f(1 - float(b2) ** t)
    return m_hat / (np.sqrt(v_hat) + f(d["epsilon"]))


def adam(d, rate, p, slots, g, t):
    p -= rate * direction(d, slots, g, t)


def adamw(d, rate, p, slots, g, t):
    way = direction(d, slots, g, t)
    keep = f(1) - rate * f(d["weightDecay"])
    p[:] = np.where(WEIGHTS, p * keep, p) - rate * way


def lars(d, rate, p, slots, g, t):
    for a, b, weights in BLOCKS:
        w, slope = (norm(p[a:b]), norm(g[a:b])) if weights else (0.0, 0.0)
        decay = f(d["weightDecay"]) if weights else f(0)
        local = rate
        if w > 0 and slope > 0:
            trust = float(f(d["trust"])) * w / (slope + float(f(d["weightDecay"])) * w)
            local = rate * f(trust)
        slots[0][a:b] = f(d["momentum"]) * slots[0][a:b] + local * (g[a:b] + decay * p[a:b])
        p[a:b] -= slots[0][a:b]


def lamb(d, rate, p, slots, g, t):
    way = direction(d, slots, g, t)
    for a, b, weights in BLOCKS:
        part = way[a:b] + f(d["weightDecay"]) * p[a:b] if weights else way[a:b]
        w, length = (norm(p[a:b]), norm(part)) if weights else (0.0, 0.0)
        local = rate * f(w / length) if w > 0 and length > 0 else rate
        p[a:b] -= local * part


def factor(s, step):
    """Factor of the learning rate after `step` of STEPS committed steps."""
    kind, warmup = s["type"], s.get("warmupSteps", 0)
    if step < warmup:
        return (step + 1) / (warmup + 1)
    after = step - warmup
    done = after / (STEPS - warmup)
    if kind == "constant":
        return 1.0
    if kind == "step":
        return s["decay"] ** (after // s["everySteps"])
    if kind == "cosine":
        return s["last"] + (1 - s["last"]) * 0.5 * (1 + math.cos(math.pi * done))
    if kind == "polynomial":
        return s["last"] + (1 - s["last"]) * (1 - done) ** s["power"]
    if done < s["rise"]:
        a, b, x = s["first"], 1.0, done / s["rise"]
    else:
        a, b, x = 1.0, s["last"], (done - s["rise"]) / (1 - s["rise"])
    return b + (a - b) * 0.5 * (1 + math.cos(math.pi * x))


ADAM = {"learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
CONSTANT = {"type": "constant", "warmupSteps": 0}
PLAIN = {"l1": 0, "l2": 0, "clipNorm": 0}
SGD = {"type": "sgd", "learningRate": 0.05}
CASES = [
    (sgd, 0, SGD, CONSTANT, PLAIN),
    (momentum, 1, {"type": "momentum", "learningRate": 0.05, "momentum": 0.9}, CONSTANT, PLAIN),
    (nesterov, 1, {"type": "nesterov", "learningRate": 0.05, "momentum": 0.9}, CONSTANT, PLAIN),
    (adagrad, 1, {"type": "adagrad", "learningRate": 0.05, "epsilon": 1e-10}, CONSTANT, PLAIN),
    (rmsprop, 1, {"type": "rmsprop", "learningRate": 0.01, "decay": 0.99, "epsilon": 1e-8}, CONSTANT, PLAIN),
    (adam, 2, {"type": "adam", **ADAM}, CONSTANT, PLAIN),
    (adamw, 2, {"type": "adamw", **ADAM, "weightDecay": 0.1}, CONSTANT, PLAIN),
    (lars, 1, {"type": "lars", "learningRate": 0.5, "momentum": 0.9, "trust": 0.01, "weightDecay": 0.001}, CONSTANT, PLAIN),
    (lamb, 2, {"type": "lamb", **ADAM, "weightDecay": 0.1}, CONSTANT, PLAIN),
    (sgd, 0, SGD, CONSTANT, {"l1": 0.5, "l2": 0, "clipNorm": 0}),
    (sgd, 0, SGD, CONSTANT, {"l1": 0, "l2": 0.1, "clipNorm": 0}),
    (sgd, 0, SGD, CONSTANT, {"l1": 0, "l2": 0, "clipNorm": 5}),
    (momentum, 1, {"type": "momentum", "learningRate": 0.05, "momentum": 0.9},
     {"type": "cosine", "last": 0.01, "warmupSteps": 2}, {"l1": 0.02, "l2": 0.3, "clipNorm": 7}),
    (sgd, 0, SGD, {"type": "constant", "warmupSteps": 3}, PLAIN),
    (sgd, 0, SGD, {"type": "step", "everySteps": 2, "decay": 0.1, "warmupSteps": 1}, PLAIN),
    (sgd, 0, SGD, {"type": "polynomial", "power": 2, "last": 0.1, "warmupSteps": 0}, PLAIN),
    (sgd, 0, SGD, {"type": "one-cycle", "first": 0.04, "rise": 0.3, "last": 0.001}, PLAIN),
]

random = np.random.default_rng(20)
cases = []
for apply, slot_count, definition, schedule, regularization in CASES:
    start = random.standard_normal(LENGTH).astype(f)
    p = start.copy()
    slots = [np.zeros(LENGTH, f) for _ in range(slot_count)]
    steps = []
    for t in range(1, STEPS + 1):
        sums = random.integers(-(2**22), 2**22, LENGTH).astype(np.int32)
        sums[0] = 0
        g = sums.astype(f) * SCALE
        if regularization["clipNorm"] and norm(g) > regularization["clipNorm"]:
            g = g * f(regularization["clipNorm"] / norm(g))
        if regularization["l2"]:
            g = np.where(WEIGHTS, g + f(regularization["l2"]) * p, g)
        rate = f(float(f(definition["learningRate"])) * factor(schedule, t - 1))
        apply(definition, rate, p, slots, g, t)
        if regularization["l1"]:
            threshold = rate * f(regularization["l1"])
            shrunk = np.copysign(np.maximum(np.abs(p) - threshold, f(0)), p)
            p[:] = np.where(WEIGHTS, shrunk, p)
        steps.append({"sums": [int(s) for s in sums], "parameters": bits(p)})
    cases.append(
        {
            "optimizer": definition,
            "schedule": schedule,
            "regularization": regularization,
            "scale": int(np.array([SCALE], f).view(np.int32)[0]),
            "start": bits(start),
            "steps": steps,
            "slots": [bits(s) for s in slots],
        }
    )
print(json.dumps(cases, indent=1))
