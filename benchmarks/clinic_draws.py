"""`diagnose` of nb07_clinic, measured: `python benchmarks/clinic_draws.py [DRAWS]` (10,000).

Draws networks as the grader does, the same number of every cause and variant, asks the
reference `diagnose` for the name of each, and prints how often it errs; then for every vital
sign the gap: the nearest that networks with the fault and networks without it have come.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder import notebooks  # noqa: E402
from autograder.checks.nb07_clinic import inside, patients  # noqa: E402

NOTEBOOK = "nb07_clinic"


def sizes(net):
    """How many times He's standard deviation the weights of each layer are."""
    return [np.std(w) / np.sqrt(2 / len(w)) for w in net["weights"]]


def inputs(net):
    return np.std(net["x"], axis=0)


def dead(net):
    return max(net["signs"]["dead"])


SIGNS = {  # what is measured, and the causes that it must tell from all others
    "gradient error": (lambda net: net["signs"]["gradient_error"], ("wrong-gradient",)),
    "largest std of an input": (lambda net: inputs(net).max(), ("inputs-not-scaled",)),
    "largest W.std() / He": (lambda net: max(sizes(net)), ("weights-too-large",)),
    "He / smallest W.std()": (lambda net: 1 / min(sizes(net)), ("weights-too-small",)),
    "dead units of a layer": (dead, ("dead-units",)),
}


def asked(kinds, rounds, namespace):
    """(network, its cause, what `diagnose` says) for every kind, `rounds` times."""
    rng = np.random.default_rng(2026)
    for _ in range(rounds):
        for cause, variant in kinds:
            net = patients.patient(cause, variant, rng)
            given = inside.network(namespace["Net"], patients.sent(net))
            yield net, cause, namespace["diagnose"](*given)


def main(draws):
    start, seen, errors = time.process_time(), {name: ([], []) for name in SIGNS}, []
    kinds = [(cause, variant) for cause in patients.CAUSES for variant in range(4)]
    rounds = -(-draws // len(kinds))
    for number, (net, cause, said) in enumerate(asked(kinds, rounds, notebooks.run(NOTEBOOK)), 1):
        if said != cause:
            errors.append((cause, said))
        for name, (measure, causes) in SIGNS.items():
            seen[name][cause in causes].append(float(measure(net)))
        if number % 1400 == 0:
            print(f"{number} draws, {len(errors)} named wrongly", flush=True)
    print(f"{rounds * len(kinds)} draws, {len(errors)} named wrongly: {errors}")
    for name, (without, having) in seen.items():
        print(f"{name:24} at most {max(without):.2g} without the fault, at least {min(having):.2g}")
    print(f"CPU seconds {time.process_time() - start:.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
