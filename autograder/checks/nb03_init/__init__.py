"""nb03_init: a two-layer network, gradient checking, initialization.

Goals: write and check backpropagation; know what a gradient checker can and
cannot say; see over several seeds and depths what the starting weights do.
Prerequisites: nb01 (backpropagation, cross-entropy). Out of scope: soft
labels, log(0), ties, warnings.

What the checks rely on
* An answer is asked alone. relu, relu_grad, softmax, sigmoid and init_std are lent as
  recorded results for the very inputs of a check (`by_value`, `by_shape`, `by_entry`,
  `lend_std`); forward is lent relu and softmax only where this student's own lose their
  item. A step, a study and a training run are judged on a subclass whose forward, loss
  and gradients are recorded. No solution of an exercise enters the process.
* backward meets biases that turn units on and off (the mask must know b1); only a student
  whose forward loses its own item meets biases that do not.
* Expected gradients are central differences of the loss in float64,
  every pre-activation at least 0.05 from the ReLU corner (deep net: 0.02).
* `gradient_check` meets a bowl (a sum of c/2·(θ − m)²): entries do not
  influence each other, so a forgotten restore costs only its own item; the
  curvature shows a one-sided difference, a list of nudges another epsilon or an entry
  that is never nudged. Pre-activations stay 0.01 away from
  zero, so that a checker that skips ReLU corners skips nothing.
* `init_study` trains a recorder: it has the student's own random start,
  rescaled, and a loss that falls with the size of the weights. `at_work` asks that the
  table holds the losses of a network in training, seen in any of three ways.
* `deep-net-train` asks train with recorded gradients (each batch is written down), or, for
  a train that calls neither forward nor backward, by three exact facts about its result.
  The moons are asked only of a student whose gradients are right (200 epochs, lr 0.1,
  bound 0.80: minimum 0.90 in 90 runs with three sizes of start).

Measured (20 seeds, hidden 10, lr 0.5, 1000 epochs, 90 held-out points):
He std 1.0: mean 0.991, minimum 0.978; He per layer: mean 0.989, minimum 0.978;
std 0.1 (the notebook's figure): lowest 0.86, 8 of 20 reach 0.90. Bound 0.90: no false
fail in 20 seeds, nor in 100 (He std 1.0: mean 0.989, minimum 0.967). Logistic regression
gets 0.90 too, so this gate is a floor only.
After 20 epochs over 20 seeds: small 0.63 to 0.68, He (either reading) below 0.38.
"""

NOTEBOOK = "nb03_init"
ANSWERS = (
    "activations",
    "two_layer_net",
    "moons",
    "gradient_check",
    "init_std",
    "init_study",
    "deep_net",
    "deep_net_train",
)
REHEARSALS = {
    "deep-starts-small": "the small example learns from any start that is not zero; "
    "the graded run measures the spread of wide layers",
}
