"""NumPy: the same gradient by hand. Arguments: IMAGES LABELS HIDDEN."""
import sys

import numpy

import digits

features, labels = digits.read(sys.argv[1], sys.argv[2])
hidden = int(sys.argv[3])
random = numpy.random.default_rng(42)


def layer(inputs, outputs):
    limit = (6 / (inputs + outputs)) ** 0.5
    return random.uniform(-limit, limit, (inputs, outputs)).astype(numpy.float32)


first, last = layer(features.shape[1], hidden), layer(hidden, 10)
first_bias, last_bias = numpy.zeros(hidden, numpy.float32), numpy.zeros(10, numpy.float32)


def step(rows):
    inputs, targets = features[rows], labels[rows]
    at = numpy.arange(len(rows))
    activated = numpy.maximum(inputs @ first + first_bias, 0)
    scores = activated @ last + last_bias
    right = (scores.argmax(1) == targets).sum()
    scores -= scores.max(1, keepdims=True)
    exponentials = numpy.exp(scores)
    totals = exponentials.sum(1)
    loss = (numpy.log(totals) - scores[at, targets]).sum()
    slopes = exponentials / totals[:, None]
    slopes[at, targets] -= 1
    below = (slopes @ last.T) * (activated > 0)
    gradients = (inputs.T @ below, below.sum(0), activated.T @ slopes, slopes.sum(0))
    return gradients, loss, right


digits.answer("NumPy " + numpy.__version__, len(labels), random.permutation, step)
