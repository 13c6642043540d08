"""The lab run of nb05_lab, measured: `python benchmarks/lab_run.py [SEEDS]` (20 unless told).

Trains the reference `lab_run` with each seed, on all 60,000 digits, in this process; then
scikit-learn's MLPClassifier of the same architecture, batch size and epochs, once. Prints
accuracy on the test digits without and with the grader's noise, how often each band is missed,
CPU seconds and peak memory. OMP_NUM_THREADS=1 gives the seconds of one core.
"""

import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder import notebooks  # noqa: E402
from autograder.data import mnist  # noqa: E402

BANDS, EPOCHS, SIGMA = (0.85, 0.90, 0.95, 0.97), 6, 0.02


def digits():
    (x, y), (x_test, y_test) = mnist("train"), mnist("t10k")
    scale = np.float32(255)
    return x / scale, y.astype(int), x_test / scale, y_test.astype(int)


def noisy(x, seed):
    """The digits as the grader sends them: with faint noise, as bytes again."""
    noise = np.random.default_rng(1000 + seed).normal(scale=255 * SIGMA, size=x.shape)
    return np.clip(np.rint(255 * x + noise), 0, 255).astype(np.float32) / np.float32(255)


def measured(train):
    """What `train` returns, and its CPU seconds."""
    start = time.process_time()
    return train(), time.process_time() - start


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def report(name, scores):
    missed = ", ".join(f"{band:.0%}: {np.sum(scores < band)}" for band in BANDS)
    print(f"{name:13} mean {scores.mean():.4f}  min {scores.min():.4f}  missed {missed}")


def main(seeds):
    x, y, x_test, y_test = digits()
    lab_run = notebooks.run("nb05_lab")["lab_run"]
    rows = []
    for seed in range(seeds):
        network, seconds = measured(lambda seed=seed: lab_run(x, y, seed))
        clean, faint = (network.predict(part) == y_test for part in (x_test, noisy(x_test, seed)))
        rows.append((clean.mean(), faint.mean(), seconds))
        print(f"seed {seed}: {clean.mean():.4f}  {faint.mean():.4f}  {seconds:.2f} s", flush=True)
    clean, faint, seconds = np.array(rows).T
    print(f"lab_run, {seeds} seeds")
    report("without noise", clean)
    report("with noise", faint)
    print(f"loss by noise mean {np.mean(clean - faint):+.5f}  max {np.max(clean - faint):+.5f}")
    print(f"CPU seconds   mean {seconds.mean():.2f}  max {seconds.max():.2f}  peak {peak():.2f} GB")
    compare(x, y, x_test, y_test, seconds.mean())


def compare(x, y, x_test, y_test, reference):
    """scikit-learn with the same architecture, batch size, epochs and first learning rate."""
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore")
    model = MLPClassifier(
        (128,), solver="sgd", momentum=0.0, alpha=0.0, batch_size=64,
        learning_rate_init=0.1, max_iter=EPOCHS, tol=0, random_state=0,
    )  # fmt: skip
    _, seconds = measured(lambda: model.fit(x, y))
    accuracy = np.mean(model.predict(x_test) == y_test)
    print(f"MLPClassifier accuracy {accuracy:.4f}  CPU seconds {seconds:.2f}  peak {peak():.2f} GB")
    print(f"MLPClassifier / lab_run: {seconds / reference:.1f} times the CPU seconds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20)
