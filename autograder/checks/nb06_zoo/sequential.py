"""sequential: both ways, the parameters, and the modes."""

import numpy as np

from autograder.checks.recognised import remembering
from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect, require
from autograder.registry import check

from .building import inside

SHAPES = ((3, 3), (3, 3), (3, 3))  # no order of the modules stops with an error


def forward(matrices, x):
    """The stand-ins' numbers: sin, then a matrix, again and again. Keeps each input."""
    inputs = []
    for matrix in matrices:
        inputs.append(x)
        x = np.sin(x) @ matrix
    return x, inputs


def backward(matrices, inputs, g):
    for matrix, x in zip(reversed(matrices), reversed(inputs), strict=True):
        g = (g @ matrix.T) * np.cos(x)
    return g


@check("nb06_zoo/sequential-forward-backward")
def sequential_forward_backward(student, rng):
    """forward goes left to right, backward right to left to dL/dx; nested containers too."""
    matrices = [rng.normal(size=shape) for shape in SHAPES]
    older, x, g = (rng.normal(size=shape) for shape in ((4, 3), (6, 3), (6, 3)))
    inputs = dict(matrices=matrices, older=older, x=x, g=g)
    got = student.run(inside.through_containers, what="Sequential(…)", **inputs)
    out, kept = forward(matrices, x)
    wants, names = [out, out, backward(matrices, kept, g)], ("calling", "forward of", "backward of")
    nests = ("a plain Sequential", "a Sequential in a Sequential", "three nested Sequentials")
    with remembering(got):
        for number, nest in enumerate(nests):
            parts = got[5 * number : 5 * number + 5]
            for part, want, name in zip(parts, wants, names, strict=False):
                expect(part, want, f"{name} {nest}")
            after = {"x": parts[3], "grad_output": parts[4]}
            unchanged(after, {"x": x, "grad_output": g}, nest)


@check("nb06_zoo/sequential-parameters")
def sequential_parameters(student, rng):
    """All Parameters in order, those of nested containers too, each of them once."""
    counts = [*(int(count) for count in rng.permutation([1, 2, 3])), 0]
    got = student.run(inside.numbered_parameters, counts=counts, what="Sequential(…).parameters()")
    ends = np.cumsum([0, *counts])
    a, b, c, d = (list(range(*ends[i : i + 2])) for i in range(4))
    wants = [a + b + c + d, a + b + c + d, d + c + a, b + a + c + d, c + b]
    cases = (
        "in a row",
        "in nested Sequentials",
        "nested at the front",
        "with modules standing twice",
        "with Parameters that two modules share",
    )
    for found, want, case in zip(got["numbers"], wants, cases, strict=True):
        what, problem = f"parameters() of modules {case}", "is not each Parameter once, in order."
        require(found == want, what, problem, got=got["numbers"])
    problem = "is empty the second time: give a list or a tuple."
    require(
        got["counts"] == [len(want) for want in wants], "parameters()", problem, got=got["counts"]
    )


SWITCHES = [(0, False), (0, True), (1, False), (0, True), (2, False), (0, False), (1, True)]
REACHES = {0: range(8), 1: (1, 2, 4, 5, 6), 2: (2, 5, 6)}


@check("nb06_zoo/sequential-modes")
def sequential_modes(student, rng):
    """train() and eval() set training of the container and of every module in it, nested too."""
    drawn = [(int(rng.integers(3)), bool(rng.integers(2))) for _ in range(3)]
    switches = SWITCHES + drawn
    got = student.run(inside.modes, switches=switches, what="Sequential(…).eval()")
    state, wants = np.ones(8), [np.ones(8)]
    for number, training in switches:
        state = state.copy()
        state[list(REACHES[number])] = training
        wants.append(state)
    with remembering(got):
        for found, want, switch in zip(got, wants, [(0, True), *switches], strict=True):
            what = f"training of all modules after {'train' if switch[1] else 'eval'}()"
            expect(found, want, what)
