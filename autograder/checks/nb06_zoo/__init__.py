"""Checks of nb06_zoo: other activations, losses, optimizers, a container, one honest comparison.

Goals: the slope of an activation from what forward kept; a start that fits it; losses on logits
that never overflow; modules in a container with modes; three optimizers by their formulas; a
comparison with a budget, rates of its own for each side, new seeds, medians and ranges.
Prerequisites: nb05 (linear layer, softmax with cross-entropy, Adam). Out of scope: slopes at a
corner, ties, a mode that changes between forward and backward, the speed of the optimizers.

How one mistake costs one item:
* Two objects work at the same time wherever backward is asked, each after an older forward, so a
  memory outside of self and an old forward show there, and nowhere else.
* Sigmoid and Tanh keep their output: where forward is wrong, backward gets the right one.
* SiLU, GELU and the losses may use Sigmoid, Tanh and logsumexp of earlier exercises. The checks
  put replayed numbers in their place (lent/inside.py); what these do not know, the student's
  own code answers.
* `…-stable`: a wrong ordinary value or gradient is excused; then only the limit that the
  student's own values have at ±40, or finiteness, is asked. Where both are wrong, the slopes must
  follow the logits: a loss of straight lines, right far away only, is not excused.
* Containers hold stand-ins. Optimizers move given Parameters by hand-set gradients: momentum is
  compared with plain steps along the right velocity, decay with the same optimizer without decay
  (a wrong simple run is excused if it moves at all).
* adamw-first-step has a large eps, so everything about bias correction shows there; the later
  steps are those after 40, when it has faded, and steps 2 to 4 where the first was right.
* zoo-run is trained once for three items (checks/digits.py).

Measured (20 seeds of the reference zoo_run, one core): accuracy 0.9798 on average, at least
0.9786; with noise 0.9794 and 0.9780. No band is missed in 20 runs. 7.2 CPU seconds (at most 8.1),
0.65 GB at the peak.
"""

NOTEBOOK = "nb06_zoo"
ANSWERS = (
    "smooth", "leaky_relu", "silu_gelu", "selu", "init_std", "logsumexp", "bce_with_logits",
    "sparse_cross_entropy", "hinge", "huber", "focal", "sequential", "dropout", "sgd", "adamw",
    "lion", "zoo_run",
)  # fmt: skip
HIDDEN_FILES = ("t10k-labels-idx1-ubyte.gz",)
# Checks that lend what they expect, and why it cannot be otherwise.
LENT = {
    "dropout-train": "with p = 0 dropout is the identity; the drawn masks are asked beside it",
    "dropout-eval": "in eval dropout is the identity; that it drops in training is asked beside it",
}
