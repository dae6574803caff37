"""Writes words.json: TF-IDF of hashed words by scikit-learn 1.2.1.

The hash and the weighing are scikit-learn's; words are cut here, by a regular expression.
Run beside the file it writes: python3 make_words_fixture.py
"""

import json
import re

import numpy
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.utils import murmurhash3_32

PLACES = 16
WORDS = 2
TEXTS = ["The cat sat", "the cat ate the rat", "A dog, a CAT!", "", "rat"]


def counts(text):
    words = re.findall(r"\w+", text.lower())
    found = numpy.zeros(PLACES)
    for length in range(1, WORDS + 1):
        for at in range(len(words) - length + 1):
            sequence = " ".join(words[at : at + length])
            found[murmurhash3_32(sequence, seed=0) % PLACES] += 1
    return found


matrix = numpy.array([counts(text) for text in TEXTS])
weighed = TfidfTransformer().fit_transform(matrix).toarray()
with open("words.json", "w") as file:
    json.dump({"texts": TEXTS, "inputs": weighed.tolist()}, file, indent=1)
    file.write("\n")
