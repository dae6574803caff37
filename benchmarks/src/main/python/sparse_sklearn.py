"""scikit-learn's SGDClassifier on sparse rows.

Arguments: ROWS-FILE ROWS WIDTH ENTRIES EPOCHS HOLDOUT; the file holds little-endian int32, row by row the label and
the positions of ones. The last HOLDOUT of the rows are held out.
Answers: training rows per second, accuracy on those held out, peak memory in MiB.
"""
import resource
import sys
import time

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

rows, width, entries, epochs = (int(argument) for argument in sys.argv[2:6])
held = round(rows * float(sys.argv[6]))
table = numpy.fromfile(sys.argv[1], "<i4").reshape(rows, 1 + entries)
labels = table[:, 0].copy()
positions = numpy.ascontiguousarray(table[:, 1:]).ravel()
del table
offsets = numpy.arange(0, rows * entries + 1, entries, dtype=numpy.int32)
features = csr_matrix((numpy.ones(rows * entries), positions, offsets), shape=(rows, width))
train = rows - held
model = SGDClassifier(loss="log_loss", max_iter=epochs, tol=None, random_state=1)
start = time.perf_counter()
model.fit(features[:train], labels[:train])
seconds = time.perf_counter() - start
accuracy = (model.predict(features[train:]) == labels[train:]).mean()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(train * epochs / seconds, accuracy, peak)
