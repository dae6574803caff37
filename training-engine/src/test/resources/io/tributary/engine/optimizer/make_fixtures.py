"""Writes optimizers.json: what each optimiser does in IEEE float32, computed by NumPy.

Run: python3 make_fixtures.py > optimizers.json     (NumPy 2.x; element-wise float32 is exact IEEE)
"""
import json

import numpy as np

f = np.float32
LENGTH, OFFSET, RANGE, STEPS = 12, 3, 7, 5
SCALE = f(2.0**-13) / f(96)


def bits(vector):
    return [int(b) for b in vector.view(np.int32)]


def sgd(d, p, slots, g, t):
    p -= f(d["learningRate"]) * g


def momentum(d, p, slots, g, t):
    slots[0][:] = f(d["momentum"]) * slots[0] + g
    p -= f(d["learningRate"]) * slots[0]


def adam(d, p, slots, g, t):
    b1, b2 = f(d["beta1"]), f(d["beta2"])
    m, v = slots
    m[:] = b1 * m + (f(1) - b1) * g
    v[:] = b2 * v + (f(1) - b2) * (g * g)
    m_hat = m / f(1 - float(b1) ** t)
    v_hat = v / f(1 - float(b2) ** t)
    p -= f(d["learningRate"]) * m_hat / (np.sqrt(v_hat) + f(d["epsilon"]))


CASES = [
    (sgd, 0, {"type": "sgd", "learningRate": 0.05}),
    (momentum, 1, {"type": "momentum", "learningRate": 0.05, "momentum": 0.9}),
    (adam, 2, {"type": "adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
]

random = np.random.default_rng(20)
cases = []
for apply, slot_count, definition in CASES:
    start = random.standard_normal(LENGTH).astype(f)
    p = start.copy()
    slots = [np.zeros(LENGTH, f) for _ in range(slot_count)]
    steps = []
    for t in range(1, STEPS + 1):
        sums = random.integers(-(2**22), 2**22, RANGE).astype(np.int32)
        sums[0] = 0
        here = slice(OFFSET, OFFSET + RANGE)
        apply(definition, p[here], [s[here] for s in slots], sums.astype(f) * SCALE, t)
        steps.append({"sums": [int(s) for s in sums], "parameters": bits(p)})
    cases.append(
        {
            "optimizer": definition,
            "scale": int(np.array([SCALE], f).view(np.int32)[0]),
            "offset": OFFSET,
            "start": bits(start),
            "steps": steps,
            "slots": [bits(s) for s in slots],
        }
    )
print(json.dumps(cases, indent=1))
