"""Checks of nb05_lab: from the bytes of MNIST to a network that reads it.

Goals: read a binary format by its header; data first, baseline first; Linear, ReLU,
SoftmaxCrossEntropy and Adam as modules; a training loop; the same network on one page;
find a bug by measuring; one graded training run in accuracy bands.
Prerequisites: nb01 or nb03 (backward pass), nb00 (the tool chain).
Out of scope: momentum, dropout, convolutions, other data types in IDX, shuffling (taught, not
graded), the form of the entries of `history`.

How one mistake costs one item:
* `load_mnist` runs with a `read_idx` that replays drawn arrays and an offline `download`; a
  program that reads the bytes itself meets the real files. The file of test labels is drawn
  (its hash stands in the tables): the real ones need not be in the student's process.
* `train` runs with stand-ins that compute nothing: each array they return says where it came
  from, so the way forward and back can be read. Only if a program cannot live with these
  (layers with more methods, say) it runs with the student's own.
* Adam: the first step is compared in closed form with a large eps (so everything about bias
  correction and the place of eps shows here). The later steps use small betas and a tiny eps:
  steps 2 and 3 (only if the first was right) and three steps after 40, when the correction has
  faded. Parameters that never move are the first step's business. Whether ReLU is skipped shows
  in the first or the second step: one of them must follow the gradients.
* The softmax checks: a wrong loss is excused where the gradient or stability is asked, if it
  follows from the logits at all. Probabilities are lent only to a program whose loss is wrong.
* `NeuralNetwork.backward` gets the right probabilities, and biases of zero, so that a wrong
  `forward` does not spoil it; `train_step` is compared with the student's own two halves.
* Adam hides a gradient of the wrong size, so nothing but values decides about gradients.

lab-run: trained once per submission, read by five items (checks/digits.py). The labels of
the test digits stay here: the student's process sees noisy pixels in a random order and answers
with labels. The ten classes get their numbers by a draw, so labels stored beforehand do not
fit. CPU seconds and peak memory are those of the whole process tree, measured from outside it;
no process can be started meanwhile; a thread looks every 20 ms which packages are at work, and
scikit-learn and SciPy are not in the sandbox (WITHOUT).

Measured (benchmarks/lab_run.py, 20 seeds, one core of a busy machine): accuracy of the reference
0.9776 on average, at least 0.9755; with noise 0.9774 and 0.9755; the noise costs 0.02 points on
average, at most 0.10. No band is missed in 20 runs. 2.7 CPU seconds (at most 3.0), 0.6 GB at the
peak. MLPClassifier (784-128-10, SGD, batch 64, 6 epochs, float32): 0.971, 4.8 s, 1.8 times as
long. In its bands each wrong idea is well away from the bounds: 0.12, 0.88, 0.93, 0.965.
"""

NOTEBOOK = "nb05_lab"
ANSWERS = (
    "read_idx",
    "load_mnist",
    "linear",
    "relu",
    "softmax_cross_entropy",
    "adam",
    "get_accuracy",
    "train",
    "compact",
    "find_the_bug",
    "lab_run",
)
# NumPy only: these are not to be found where the notebook is graded.
WITHOUT = ("sklearn", "scipy")
HIDDEN_FILES = ("t10k-labels-idx1-ubyte.gz",)
# Checks that lend what they expect, and why it cannot be otherwise.
LENT = {"linear-backward": "backward must leave W and b as they are"}
