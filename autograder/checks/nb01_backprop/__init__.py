"""nb01_backprop: losses, one layer, one network, on houses and digits.

Goals: the student writes and understands mini-batch backprop, L2 on weights
only, honest training and validation, and scaling by training statistics.
Prerequisites: nb00_start, matrix products, the chain rule.
Out of scope: other optimizers, weight decay schedules, convolutions, speed.

One mistake costs one item:
* layer-backward and layer-softmax-backward also take the slope at the student's own
  output, and layer-softmax what the student's own `None` layer makes of x: only if this
  submission loses the item of that forward, and only if something right remains (slopes
  that bend, a z that is affine in x, results that follow dz).
* layer-contract compares the student's layer with itself.
* network-gradient, when the student's own layers give something else, asks the network
  with layers that only replay drawn arrays and note what they are given. This counts if
  one layer alone gives a right grad_weight or dL/dx, or if the layer is not written (or
  its cell cannot run) and the network's own step moves weights.
* network-step and -l2 use hand-set gradients; -batches and -history recorder
  layers, a recorder `step` and hand-made losses (`training/inside.py`).
* standardize-values gives copies of the training table as the other tables,
  so leaks do not show there; standardize-no-leak compares the student's
  function with itself, so wrong formulas do not show there.

No question holds a right answer, and no reply is the same for every right program:
functions that return constants, zeros, their arguments or random numbers, or always
raise, earn nothing (with the given network too). forward is asked twice, so that the first
z is negative and positive: np.vectorize takes its type from the first result.
mnist-run sends the six settings back as plain numbers, and the sandbox holds no labels of
the digits that are asked.

Gates, measured with the reference on one core (NumPy 2.4):
* housing-nan-free: [32, 16], 10 epochs, lr 0.02, batches of 32; 200 splits and
  starts: R² mean 0.740, min 0.699, sd 0.012; below 0.65: 0 of 200; 0.33 s.
  Linear regression on the same rows: 0.61 to 0.64. With lr 0.05 one of 60 runs
  became NaN, so the stated rate is 0.02. A per-sample loop takes 5 to 15 s.
* mnist-run-accuracy: the reference config, 40 draws of 10,000 digits and starts:
  mean 0.943, min 0.924, sd 0.005; below 0.90: 0 of 40; 1.2 s.
"""

NOTEBOOK = "nb01_backprop"
ANSWERS = (
    "mse", "cross_entropy", "layer", "network", "network_training", "standardize", "mnist_run",
)  # fmt: skip
HIDDEN_FILES = ("t10k-labels-idx1-ubyte.gz",)
