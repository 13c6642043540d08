"""nb02_mlp: a modular MLP (Layer, Linear, Sigmoid, MSE, MLP) on California housing. 60 points.

Goals: layers with one interface; the backward formulas with shapes; Xavier; a loss per
sample; split before scaling; a baseline beside the network.
Prerequisites: nb01 (gradient descent, standardising). Out of scope: other losses and
optimizers, gradient checking (nb03), regularisation.

A mistake in `MLP.loss` costs mlp-backward, which hands it known arrays. An excuse (a wrong
`forward` of the sigmoid) holds only where the forward of the same check is wrong too.

What the checks need is only what the contract names. No right code is sent to the student:
the layers and the loss in the checks of `MLP` replay random arrays and note what they were
given. They are made from the student's own classes, so isinstance(layer, Linear) holds, and a
mistake in `Linear` costs nothing there. For `mlp-train` they look the rows of a batch up in
tables, one table of predictions and losses for each moment of the training; the four small
methods of `MLP` are replaced as well, so only what `train` itself does is judged. An update by
hand, a loop of one's own over the layers and any order of the rows are all fine.

`linear-init` is judged by the spread of 30,000 weights (error of the estimate 0.4 %,
allowed 5 %; He is 15 % or more away). `sigmoid-stable` asks for the exact limits only
where `forward` is right, else for the student's own limits.

`housing-model-r2`: the judge scales and splits the 8 raw columns itself (a new split for each
submission), puts X_train … y_test into the globals (a model may take its sizes from them),
and keeps the test targets. Reference model (8-64-32-1, Relu, lr 0.05, 20 epochs, batch 64)
over 2 × 20 seeds of split and start: R² mean 0.773, min 0.749, standard deviation 0.010; the
bound 0.70 fails 0 of 40, and a failed start gets one more try. On the notebook's own split:
mean 0.767, min 0.745. Linear regression on the same rows: mean 0.636, from 0.615 to 0.668
(0.625 on the notebook's split), so a straight line fails. One training: 1 to 2 s.

Measured: 151 wrong ideas, each refused by the hidden check in each of 50 draws, by the
visible check too, and named by the judge; the 30 right answers pass in each.
"""

NOTEBOOK = "nb02_mlp"
ANSWERS = ("linear", "sigmoid", "mse", "mlp", "train", "prepare", "housing_model")
# Checks that lend what they expect, and why it cannot be otherwise.
LENT = {
    "linear-backward": "backward must leave w and b as they are",
    "mlp-forward": "the last stand-in's output is handed on; the recorders say that each layer was asked",
}
