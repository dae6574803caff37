"""Digits from two gzipped IDX files, as our side prepares them, and the protocol of RateProcess."""
import gzip
import sys
import time

import numpy


def read(images, labels):
    with gzip.open(images) as file:
        data = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=16)
    with gzip.open(labels) as file:
        classes = numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=8)
    features = data.reshape(len(classes), -1).astype(numpy.float32) / numpy.float32(255)
    return features, classes.astype(numpy.int64)


def answer(greeting, rows, shuffled, step):
    """Greets, then answers questions with steps done and nanoseconds taken."""
    print(greeting, flush=True)
    for line in sys.stdin:
        batch, millis = map(int, line.split())
        start = time.perf_counter_ns()
        end = start + millis * 1_000_000
        steps = 0
        while time.perf_counter_ns() < end:
            order = shuffled(rows)
            at = 0
            while at + batch <= rows and time.perf_counter_ns() < end:
                step(order[at:at + batch])
                at += batch
                steps += 1
        print(steps, time.perf_counter_ns() - start, flush=True)
