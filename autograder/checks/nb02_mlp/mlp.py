"""mlp: forward, backward, update. What `train` does is in `train`."""

import numpy as np

from autograder.checks.vocabulary import returned
from autograder.grading.expect import agree, expect, numbers, require, tolerance_of
from autograder.registry import check

from .networks import inside

NAMES = (
    "w of the first layer",
    "b of the first layer",
    "w of the last layer",
    "b of the last layer",
)


def recordings(rng, n=6, d=3, h=5, k=2):
    """Random arrays for the stand-ins: outputs, gradients, parameters."""
    sizes = {
        "x": (n, d), "y": (n, k), "out1": (n, h), "out2": (n, h), "out3": (n, k), "up": (n, k),
        "down3": (n, h), "down2": (n, h), "down1": (n, d), "w1": (d, h), "b1": (1, h),
        "w2": (h, k), "b2": (1, k), "dw1": (d, h), "db1": (1, h), "dw2": (h, k), "db2": (1, k),
    }  # fmt: skip
    return {**{name: rng.normal(size=size) for name, size in sizes.items()}, "loss": rng.uniform()}


def parameters_of(known):
    """w, b, dw, db of the first layer and of the last."""
    return [{name: known[name + which] for name in ("w", "b", "dw", "db")} for which in "12"]


def _expect_given(given, wanted, what, problem):
    """Each layer was given this array, as often as it was called, and at least once."""
    right = all(
        arrays and all(agree(as_floats(array), want) for array in arrays)
        for arrays, want in zip(given, wanted, strict=True)
    )
    require(right, what, problem, [[as_floats(array) for array in arrays] for arrays in given])


def as_floats(value):
    """A noted argument as floats; anything else than numbers as NaN."""
    value = np.asarray(value)
    return value.astype(float) if value.dtype.kind in "biuf" else np.full(1, np.nan)


def _expect_parameters(got, wanted, what, problem):
    """The parameters are these; `problem` is said of those that are not."""
    wrong = []
    for value, want, name in zip(got, wanted, NAMES, strict=True):
        value = numbers(value, f"{name} after {what}")
        fits = value.shape in (want.shape, want.shape[1:])
        told = f"has shape {value.shape}; expected {want.shape}."
        require(fits, f"{name} after {what}", told, list(value.shape))
        if not agree(value.reshape(want.shape), want, tolerance_of(value)):
            wrong.append(name)
    observed = np.concatenate([np.ravel(value) for value in got])
    require(not wrong, what, f"{problem} {', '.join(wrong)}.", observed)


@check("nb02_mlp/mlp-forward")
def mlp_forward(student, rng):
    """forward(inp) and net(inp) both return the output of the last layer."""
    known = recordings(rng)
    results = student.run(inside.mlp_forward, known=known, parameters=parameters_of(known))
    problem = "Each layer should get the output of the layer before it, the first one the input."
    for (got, inputs), what in zip(results, ("MLP.forward(inp)", "net(inp)"), strict=True):
        _expect_given(inputs, [known["x"], known["out1"], known["out2"]], what, problem)
        expect(returned(got, what), known["out3"], what)


@check("nb02_mlp/mlp-backward")
def mlp_backward(student, rng):
    """loss(prediction, target) gives the loss; backward() hands its gradient down, last to first."""
    known, what = recordings(rng), "MLP.backward()"
    loss, ups, rates, parameters = student.run(
        inside.mlp_backward, known=known, parameters=parameters_of(known)
    )
    _expect_loss(loss, known)
    problem = "Each layer should get what the layer above it returned, the last layer what the loss returned."
    wanted = [known["down2"], known["down3"], known["up"]]
    _expect_given(ups, wanted, what, problem)
    problem = "runs the backward of a layer more than once."
    require([len(part) for part in ups] == [1, 1, 1], what, problem, [len(part) for part in ups])
    stepped = [len(part) for part in rates]
    require(stepped == [0, 0, 0], what, "has called step. That is the work of update.", stepped)
    _expect_parameters(parameters, [known[n] for n in ("w1", "b1", "w2", "b2")], what, "changes")


def _expect_loss(loss, known):
    what = "MLP.loss(prediction, target)"
    got, prediction, target = loss
    problem = "should hand the prediction to the loss first, then the target."
    given = [as_floats(prediction), as_floats(target)]
    right = agree(given[0], known["out3"]) and agree(given[1], known["y"])
    require(right, what, problem, given)
    expect(returned(got, what), known["loss"], what)


@check("nb02_mlp/mlp-update")
def mlp_update(student, rng):
    """update() takes one step of every layer with the network's learning rate."""
    known, what, lr = recordings(rng), "MLP.update()", float(rng.uniform(0.02, 0.05))
    rates, got = student.run(inside.mlp_update, known=known, parameters=parameters_of(known), lr=lr)
    names = ("w1", "b1", "w2", "b2")
    if not any(rates):
        wanted = [known[name] - lr * known["d" + name] for name in names]
        return _expect_parameters(got, wanted, what, "leaves wrong values in:")
    told = [
        f"{name} layer {len(part)}" for name, part in zip(("first", "last"), rates, strict=True)
    ]
    problem = f"should call step once on every layer. Calls: {', '.join(told)}."
    require([len(part) for part in rates] == [1, 1], what, problem, np.ravel(sum(rates, [])))
    problem = "calls step with another number than the network's learning rate."
    require(agree(rates, [[lr], [lr]]), what, problem, np.ravel(rates))
    problem = "calls step, and changes by itself:"
    _expect_parameters(got, [known[name] for name in names], what, problem)
