"""What nb06's checks ask about containers, Dropout, optimizers and the run.

These functions run in the student's process.
"""

import numpy as np

from autograder.checks.inside import measured_run
from autograder.checks.nb06_zoo.inside import plain


def stand_in(Module):
    """A module for containers: it bends its numbers, and keeps a list of Parameters."""

    class StandIn(Module):
        def __init__(self, matrix=None, parameters=()):
            self.matrix, self.own = matrix, list(parameters)

        def forward(self, x):
            self.x = x
            return np.sin(x) @ self.matrix

        def __call__(self, x):
            return self.forward(x)

        def backward(self, grad_output):
            return (grad_output @ self.matrix.T) * np.cos(self.x)

        def parameters(self):
            return list(self.own)

        def train(self):
            self.training = True

        def eval(self):
            self.training = False

    return StandIn


def through_containers(Sequential, Module, matrices, older, x, g):
    """Called, forward, gradient, x and g afterwards: of a flat and of two nested containers."""
    StandIn, found = stand_in(Module), []
    for nest in (flat, tail, deep):
        network = nest(Sequential, [StandIn(matrix) for matrix in matrices])
        network.backward(np.ones_like(network.forward(older)))
        called, used, given = plain(network(x.copy())), x.copy(), g.copy()
        out = plain(network.forward(used))
        found += [called, out, plain(network.backward(given)), used, given]
    return found


def flat(Sequential, parts):
    return Sequential(*parts)


def tail(Sequential, parts):
    return Sequential(parts[0], Sequential(*parts[1:]))


def deep(Sequential, parts):
    return Sequential(Sequential(Sequential(parts[0]), parts[1]), *parts[2:])


def numbered_parameters(Sequential, Module, Parameter, counts):
    """The Parameters of five containers by their numbers, -1 for anything else; counted again."""
    StandIn = stand_in(Module)
    every = [[Parameter(np.ones((2, 3))) for _ in range(count)] for count in counts]
    known = {id(p): number for number, p in enumerate(p for group in every for p in group)}
    a, b, c, d = (StandIn(parameters=group) for group in every)
    containers = [
        Sequential(a, b, c, d),
        Sequential(a, Sequential(b, Sequential(c)), d),
        Sequential(Sequential(Sequential(d), c), a),
        Sequential(b, a, c, a, d, b),
        Sequential(c, Sequential(b, c), StandIn(parameters=every[2][::-1])),
    ]
    found = [network.parameters() for network in containers]
    numbers = [[known.get(id(p), -1) for p in parameters] for parameters in found]
    counts = [sum(1 for _ in parameters) for parameters in found]
    return {"numbers": numbers, "counts": counts}


def modes(Sequential, Module, switches):
    """training of all modules at first, and after each switch (container number, train?)."""
    StandIn = stand_in(Module)
    parts = [StandIn() for _ in range(5)]
    inner = Sequential(parts[2], parts[3])
    middle = Sequential(parts[1], inner)
    outer = Sequential(parts[0], middle, parts[4])
    everything = [outer, middle, inner, *parts]
    found = [[float(bool(module.training)) for module in everything]]
    for number, training in switches:
        (everything[number].train if training else everything[number].eval)()
        found.append([float(bool(module.training)) for module in everything])
    return found


def drawn(Dropout, arguments, x, small, g):
    """What training mode does: outputs, gradients, and how many entries each draw keeps."""
    module, used, given = Dropout(*arguments), x.copy(), g.copy()
    module.forward(small.copy())
    out = plain(module.forward(used))
    slope = plain(module.backward(given))
    counts = [int(np.sum(np.asarray(module.forward(small.copy())) != 0)) for _ in range(24)]
    module.eval()
    module.forward(x.copy())
    module.train()
    again = plain(module.forward(x.copy()))
    other = plain(Dropout(*arguments).forward(x.copy()))
    return {
        "out": out, "slope": slope, "counts": counts, "again": again, "other": other,
        "x": used, "grad_output": given,
    }  # fmt: skip


def evaluated(Dropout, arguments, x, g):
    """Evaluation mode both ways, between two forwards in training mode."""
    module = Dropout(*arguments)
    before = plain(module.forward(x.copy()))
    module.eval()
    first, slope = plain(module.forward(x.copy())), plain(module.backward(g.copy()))
    second = plain(module.forward(g.copy()))
    module.train()
    after = plain(module.forward(x.copy()))
    return {"before": before, "first": first, "slope": slope, "second": second, "after": after}


def walk(make, Parameter, options, starts, history):
    """The values after each step, and the gradients after it; `options` go by name."""
    parameters = [Parameter(start.copy()) for start in starts]
    for parameter in parameters:
        parameter.grad = parameter.grad + 0.5  # from before; the optimizer starts from 0
    optimizer, found = make(parameters, **options), {"values": [], "gradients": []}
    for arrays in history:
        for parameter, grad in zip(parameters, arrays, strict=True):
            parameter.grad = grad.copy()
        optimizer.step()
        found["values"].append([plain(parameter.value) for parameter in parameters])
        found["gradients"].append([plain(parameter.grad) for parameter in parameters])
    return found


def sgd_walk(SGD, Parameter, options, starts, history):
    return walk(SGD, Parameter, options, starts, history)


def adamw_walk(AdamW, Parameter, options, starts, history):
    return walk(AdamW, Parameter, options, starts, history)


def lion_walk(Lion, Parameter, options, starts, history):
    return walk(Lion, Parameter, options, starts, history)


def graded_run(zoo_run, x_train, y_train, x_test, seed):
    return measured_run(zoo_run, guesses, x_train, y_train, x_test, seed)


def guesses(network, x):
    """The column of the largest output in each row, in evaluation mode."""
    network.eval()
    return np.argmax(np.asarray(network.forward(x)), axis=1)
