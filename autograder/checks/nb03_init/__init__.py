"""nb03_init: a two-layer network, gradient checking, initialization.

Goals: write and check backpropagation; know what a gradient checker can and
cannot say; see over several seeds and depths what the starting weights do.
Prerequisites: nb01 (backpropagation, cross-entropy). Out of scope: soft
labels, log(0), ties, warnings.

What the checks rely on
* Later items get recorded numbers for earlier ones: `by_value` and `by_shape`
  replace the student's relu, relu_grad and softmax by the right results for
  the very inputs of the check, so a wrong activation or a wrong forward pass
  costs its own item. A step is judged on a subclass whose forward, loss and
  gradients are recorded. No solution of an exercise enters the process.
* backward meets biases that turn units on and off (the mask must know b1), but
  after a wrong forward biases that do not.
* Expected gradients are central differences of the loss in float64,
  every pre-activation at least 0.05 from the ReLU corner.
* `gradient_check` meets a bowl (a sum of c/2·(θ − m)²): entries do not
  influence each other, so a forgotten restore costs only its own item; the
  curvature shows a one-sided difference, a list of nudges another epsilon. Pre-activations stay 0.01 away from
  zero, so that a checker that skips ReLU corners skips nothing.
* `init_study` trains a recorder: it has the student's own random start,
  rescaled, and a loss that falls with the size of the weights. `at_work` asks that a network is
  trained at all, in any of three ways.

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
