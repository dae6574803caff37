"""Writes unsupervised.json: what scikit-learn reaches on the first 2000 digits, as bytes / 255.

Run: python3 make_unsupervised_fixture.py train-images-idx3-ubyte.gz > unsupervised.json
"""
import gzip
import json
import sys

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

ROWS = 2000

with gzip.open(sys.argv[1]) as file:
    pixels = np.frombuffer(file.read(16 + ROWS * 784), dtype=np.uint8)[16:]
x = pixels.reshape(ROWS, 784).astype(np.float64) / 255

k_means = KMeans(n_clusters=10, n_init=10, max_iter=300, random_state=0).fit(x)
pca = PCA(n_components=20, svd_solver="full").fit(x)
mixture = GaussianMixture(
    n_components=10, covariance_type="diag", reg_covar=1e-3, n_init=3, max_iter=200, random_state=0
).fit(x)
reduced = pca.transform(x)[:, :8]
full = GaussianMixture(
    n_components=5, covariance_type="full", reg_covar=1e-6, n_init=3, max_iter=200, random_state=0
).fit(reduced)

json.dump(
    {
        "scikitLearn": sklearn.__version__,
        "rows": ROWS,
        "inertia": k_means.inertia_ / ROWS,
        "explainedVariance": float(pca.explained_variance_ratio_.sum()),
        "logLikelihood": float(mixture.score(x)),
        "fullLogLikelihood": float(full.score(reduced)),
    },
    sys.stdout,
    indent=1,
)
print()
