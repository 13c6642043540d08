"""What nb06's checks ask about activations and losses, in the student's process.

lent: what `lent.inside.lend` puts in the place of earlier answers.
"""

import numpy as np

from autograder.checks.nb06_zoo.lent.inside import lend


def plain(value):
    """A copy of what came back, so that later calls cannot change it."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if hasattr(value, "__float__") and not isinstance(value, (bool, int, float, np.generic)):
        return float(value)
    return value


# ---- activations ------------------------------------------------------------------------------


def outputs(make, xs):
    """forward for each x, and each x afterwards."""
    module, used = make(), [x.copy() for x in xs]
    return {"outputs": [plain(module.forward(x)) for x in used], "inputs": used}


def slopes(make, xs, gs, right=()):
    """backward of modules at work together, each for its most recent forward.

    right: right outputs for modules that kept a wrong one (their forward is another item).
    """
    modules = [make() for _ in xs]
    modules[0].forward(xs[-1] + 0.7)
    outs = [module.forward(x.copy()) for module, x in zip(modules, xs, strict=True)]
    own = [plain(out) for out in outs]
    for module, out, wanted in zip(modules, outs, right, strict=False):
        mend(module, out, wanted)
    used = [g.copy() for g in gs]
    found = [plain(m.backward(g)) for m, g in zip(modules, used, strict=True)]
    return {"slopes": found, "gradients": used, "own": own}


def mend(module, out, right):
    """Where a module kept a wrong output, put the right one."""
    if np.shape(out) != np.shape(right) or np.allclose(out, right, rtol=1e-4):
        return
    for name, value in list(getattr(module, "__dict__", {}).items()):
        if np.shape(value) == np.shape(out) and np.array_equal(value, out):
            setattr(module, name, right.copy())


def attempt(call):
    """What came back; None where it stops with an error, which other items tell."""
    try:
        return plain(call())
    except NotImplementedError:
        raise
    except Exception:
        return None


def both_ways(make, cases):
    """(value, gradient for x) for each pair (x, g), every one with a module of its own."""
    found = []
    for x, g in cases:
        module = make()
        value = plain(module.forward(x.copy()))
        found.append([value, attempt(lambda module=module, g=g: module.backward(g.copy()))])
    return found


def smooth_outputs(Sigmoid, Tanh, xs):
    return [outputs(make, xs) for make in (Sigmoid, Tanh)]


def smooth_slopes(Sigmoid, Tanh, xs, gs, right):
    pairs = zip((Sigmoid, Tanh), right, strict=True)
    return [slopes(make, xs, gs, outs) for make, outs in pairs]


def smooth_far(Sigmoid, Tanh, cases):
    return [both_ways(make, cases) for make in (Sigmoid, Tanh)]


def leaky_relu_both(LeakyReLU, angle, xs, gs):
    """Outputs and slopes of LeakyReLU(), LeakyReLU(angle) and LeakyReLU(slope=angle / 2)."""
    makers = (LeakyReLU, lambda: LeakyReLU(angle), lambda: LeakyReLU(slope=angle / 2))
    return [{**outputs(make, xs), **slopes(make, xs, gs)} for make in makers]


def silu_gelu_outputs(SiLU, GELU, student, lent, xs):
    lend(student, lent)
    return [outputs(make, xs) for make in (SiLU, GELU)]


def silu_gelu_slopes(SiLU, GELU, student, lent, xs, gs):
    lend(student, lent)
    return [slopes(make, xs, gs) for make in (SiLU, GELU)]


def silu_gelu_far(SiLU, GELU, student, lent, cases):
    lend(student, lent)
    return [both_ways(make, cases) for make in (SiLU, GELU)]


def selu_both(SELU, xs, gs, far):
    return {**outputs(SELU, xs), **slopes(SELU, xs, gs), "far": both_ways(SELU, far)}


def standard_deviations(init_std_for, cases):
    """For each (name, fan in, fan out): the number, or the name of the error."""
    return [number_or_error(init_std_for, case) for case in cases]


def number_or_error(function, arguments):
    try:
        value = function(*arguments)
    except ValueError:
        return "ValueError"
    except (NotImplementedError, NameError):
        raise
    except Exception as error:
        return type(error).__name__
    return "None" if value is None else plain(value)


# ---- losses -----------------------------------------------------------------------------------


def sums_along(logsumexp, cases):
    """logsumexp of each (x, options), and each x afterwards."""
    used = [x.copy() for x, _ in cases]
    sums = [plain(logsumexp(x, **options)) for x, (_, options) in zip(used, cases, strict=True)]
    return {"sums": sums, "inputs": used}


def sums_of_rows(logsumexp, tables):
    """logsumexp of the rows of each table."""
    return [plain(logsumexp(table, axis=1)) for table in tables]


def losses(make, cases):
    """For each (constructor arguments, prediction, target): the loss and what became of both."""
    found = {"losses": [], "predictions": [], "targets": []}
    for arguments, prediction, target in cases:
        prediction, target = prediction.copy(), target.copy()
        found["losses"].append(plain(make(*arguments).forward(prediction, target)))
        found["predictions"].append(prediction)
        found["targets"].append(target)
    return found


def gradients(make, cases):
    """backward of each case's loss; all are alive at once, and each had an older forward."""
    alive = [make(*arguments) for arguments, _, _ in cases]
    used = [(prediction.copy(), target.copy()) for _, prediction, target in cases]
    for number, loss in enumerate(alive):
        prediction, target = used[number - 1]
        rows = [*range(len(target)), 0]
        loss.forward(0.5 * prediction[rows], target[rows])
        if number % 2 == 0:
            loss.backward()
    losses = [plain(loss.forward(*pair)) for loss, pair in zip(alive, used, strict=True)]
    before = [(prediction.copy(), target.copy()) for prediction, target in used]
    found = [plain(loss.backward()) for loss in alive]
    pairs = zip(sum(before, ()), sum(used, ()), strict=True)
    moved = [float(np.any(old != new)) for old, new in pairs]
    return {"gradients": found, "losses": losses, "moved": moved}


def extremes(make, cases):
    """(loss, gradient) of each (prediction, target), every one with a loss of its own."""
    found = []
    for prediction, target in cases:
        loss = make()
        value = plain(loss.forward(prediction.copy(), target.copy()))
        found.append([value, attempt(loss.backward)])
    return found


def bce_losses(BCEWithLogits, student, lent, cases):
    lend(student, lent)
    return losses(BCEWithLogits, cases)


def bce_gradients(BCEWithLogits, student, lent, cases):
    lend(student, lent)
    return gradients(BCEWithLogits, cases)


def bce_extremes(BCEWithLogits, student, lent, cases):
    lend(student, lent)
    return extremes(BCEWithLogits, cases)


def sparse_losses(SparseCrossEntropy, student, lent, cases):
    lend(student, lent)
    return losses(SparseCrossEntropy, cases)


def sparse_gradients(SparseCrossEntropy, student, lent, cases):
    lend(student, lent)
    return gradients(SparseCrossEntropy, cases)


def sparse_extremes(SparseCrossEntropy, student, lent, cases):
    lend(student, lent)
    return extremes(SparseCrossEntropy, cases)


def hinge_losses(Hinge, cases):
    return losses(Hinge, cases)


def hinge_gradients(Hinge, cases):
    return gradients(Hinge, cases)


def huber_losses(Huber, cases):
    return losses(Huber, cases)


def huber_gradients(Huber, cases):
    return gradients(Huber, cases)


def focal_losses(Focal, student, lent, cases):
    lend(student, lent)
    return losses(Focal, cases)


def focal_gradients(Focal, student, lent, cases):
    lend(student, lent)
    return gradients(Focal, cases)
