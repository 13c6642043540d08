"""What the checks of nb01 ask: these functions run in the student's process."""

import numpy as np

from autograder.checks.inside import put

# ---------------------------------------------------------------- losses


def mse_loss(MSE, x, y):
    return {"loss": MSE().loss(x, y), "x": x, "y": y}


def mse_slope(MSE, x, y):
    return {"slope": MSE().gradient(x, y), "x": x, "y": y}


def cross_entropy_loss(CrossEntropy, x, y):
    return {"loss": CrossEntropy().loss(x, y), "x": x, "y": y}


def cross_entropy_slope(CrossEntropy, x, y):
    return {"slope": CrossEntropy().gradient(x, y), "x": x, "y": y}


def sure(CrossEntropy, p, wrong, right):
    """Losses and slopes of answers that are sure and wrong, and sure and right."""
    ce = CrossEntropy()
    losses = [ce.loss(p, wrong), ce.loss(p, right)]
    slopes = [ce.gradient(p, wrong), ce.gradient(p, right)]
    return {"losses": losses, "slopes": slopes, "p": p}


# ---------------------------------------------------------------- one layer


def first_numbers(Layer, d, k):
    layer = Layer(d, k)
    return {"weights": layer.weights, "bias": layer.bias}


def made(Layer, kind, weights, bias):
    """A layer of this kind that holds these numbers."""
    kinds = () if kind == "None" else (kind,)
    return put(Layer(*weights.shape, *kinds), weights, bias)


def forward(layer, x):
    return np.array(layer.forward(x.copy()))


def bent(Layer, kinds, inputs, weights, bias):
    """For each kind, the outputs for each of several inputs."""
    return {kind: [forward(made(Layer, kind, weights, bias), x) for x in inputs] for kind in kinds}


def probabilities(Layer, usual, large):
    """Outputs of soft_max for two cases (x, weights, bias), and the student's own z."""
    found = {}
    for name, (x, weights, bias) in {"usual": usual, "large": large}.items():
        found[name] = forward(made(Layer, "soft_max", weights, bias), x)
        found[f"{name} z"] = own_z(Layer, x, weights, bias)
        found[f"{name} z between"] = own_z(Layer, (x + x[::-1]) / 2, weights, bias)
    return found


def own_z(Layer, x, weights, bias):
    try:
        return forward(made(Layer, "None", weights, bias), x)
    except Exception:
        return None


def both_ways(Layer, kind, x, weights, bias, g):
    """Output and gradients; asked twice, because gradients are stored and not added up."""
    layer = made(Layer, kind, weights, bias)
    for _ in range(2):
        out = forward(put(layer, weights, bias), x)
        dx = layer.backward(g.copy())
    return {"out": out, "weight": layer.grad_weight, "bias": layer.grad_bias, "dx": dx}


def gradients(Layer, kinds, x, weights, bias, g):
    return {kind: both_ways(Layer, kind, x, weights, bias, g) for kind in kinds}


def softmax_gradients(Layer, x, weights, bias, g):
    return both_ways(Layer, "soft_max", x, weights, bias, g)


def linear_gradients(Layer, slopes, x, weights, bias):
    """What a layer without a bend makes of each dz; None where it stops."""
    return [linear_gradient(Layer, dz, x, weights, bias) for dz in slopes]


def linear_gradient(Layer, dz, x, weights, bias):
    try:
        return both_ways(Layer, "None", x, weights, bias, dz)
    except Exception:
        return None


def manners(Layer, kinds, names, x, other, weights, bias, g):
    """The story of each kind that works, and what unknown and known names raise."""
    stories, stopped = {}, None
    for kind in kinds:
        try:
            stories[kind] = story(Layer, kind, x, other, weights, bias, g)
        except Exception as error:
            stopped = error
    if not stories:
        raise stopped
    raised = [refused(Layer, name, x, weights, bias) for name in names]
    return {"stories": stories, "raised": raised}


def story(Layer, kind, x, other, weights, bias, g):
    """Gradients after two forwards and after one, and all arguments and parameters."""
    first, second = other.copy(), x.copy()
    used, after = used_layer(made(Layer, kind, weights, bias), g, first, second)
    fresh, _ = used_layer(made(Layer, kind, weights, bias), g, x.copy())
    alone, _ = used_layer(made(Layer, kind, weights, bias), g, other.copy())
    after["x"] = np.concatenate([first, second])
    return {
        "used": np.concatenate(used),
        "fresh": np.concatenate(fresh),
        "slopes": [fresh[0], alone[0]],
        "after": after,
    }


def used_layer(layer, g, *inputs):
    for data in inputs:
        layer.forward(data)
    up = g.copy()
    dx = layer.backward(up)
    results = [np.ravel(a) for a in (layer.grad_weight, layer.grad_bias, dx) if a is not None]
    after = {"gradients": up, "weights": np.array(layer.weights), "bias": np.ravel(layer.bias)}
    return results, after


def refused(Layer, name, x, weights, bias):
    """What a layer of this kind raises, if not when it is made then at its first forward."""
    try:
        put(Layer(*weights.shape, name), weights, bias).forward(x.copy())
        return "nothing"
    except Exception as error:
        return "ValueError" if isinstance(error, ValueError) else type(error).__name__


# ---------------------------------------------------------------- the network's gradients, steps


def network_gradients(NeuralNetwork, loss, numbers, x, g):
    net = NeuralNetwork(4, [6, 5], 3, loss)
    for layer, (w, b) in zip(net.layers, numbers, strict=False):
        put(layer, w, b)
    net.forward(x.copy())
    net.backward(g.copy())
    return [[layer.grad_weight, np.ravel(layer.grad_bias)] for layer in net.layers]


def lone_layer(Layer, x, weights, bias, g):
    layer = put(Layer(*weights.shape), weights, bias)
    layer.forward(x.copy())
    dx = layer.backward(g.copy())
    return {"weight": layer.grad_weight, "bias": layer.grad_bias, "dx": dx}


def wiring(student, NeuralNetwork, loss, x, g, outputs, returned, slopes):
    """What layers are given that only replay drawn arrays, and what is left in them."""
    student["Layer"] = Replayer
    net = NeuralNetwork(4, [6, 5], 3, loss)
    for layer, *arrays in zip(net.layers, outputs, returned, slopes, strict=False):
        layer.output, layer.returned, layer.slopes = arrays
    net.forward(x.copy())
    net.backward(g.copy())
    return [
        {**layer.note, "weight": layer.grad_weight, "bias": layer.grad_bias} for layer in net.layers
    ]


class Replayer:
    """A layer that notes what it is given, and gives what was drawn for it."""

    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.weights, self.bias = np.zeros((input_dim, output_dim)), np.zeros(output_dim)
        self.grad_weight = self.grad_bias = None
        self.note = {"kind": str(non_linearity), "forward": [], "backward": []}

    def forward(self, x):
        self.note["forward"].append(np.array(x))
        return self.output.copy()

    def backward(self, gradients):
        self.note["backward"].append(np.array(gradients))
        self.grad_weight, self.grad_bias = (a.copy() for a in self.slopes)
        return self.returned.copy()


class Holder:
    """The least that a layer is: a place for numbers."""

    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.weights, self.bias = np.zeros((input_dim, output_dim)), np.zeros(output_dim)
        self.grad_weight, self.grad_bias = None, None


def base_layer(student):
    """The student's own class of layers if it can be made, else one that only holds numbers."""
    try:
        Layer = student["Layer"]
        Layer(2, 3, "relu").weights, Layer(2, 3).bias  # noqa: B018
    except Exception:
        Layer = student["Layer"] = Holder
    return Layer


def bias_slope(Base, layer, values):
    """A bias gradient in the shape that the student's own layer gives it."""
    d, k = np.shape(layer.weights)
    try:
        probe = Base(d, k)
        probe.forward(np.ones((2, d)))
        probe.backward(np.ones((2, k)))
        return values.reshape(np.shape(probe.grad_bias)).copy()
    except Exception:
        return values.reshape(np.shape(layer.bias)).copy()


def steps(student, NeuralNetwork, numbers, slopes, lr, l2):
    """The parameters after step(lr) and after step(lr, l2)."""
    Base = base_layer(student)
    ways = {"plain": (lr,), "l2": (lr, l2)}
    return {
        way: stepped(NeuralNetwork, Base, numbers, slopes, rates) for way, rates in ways.items()
    }


def stepped(NeuralNetwork, Base, numbers, slopes, rates):
    net = NeuralNetwork(4, [6], 3, "mse")
    for layer, (w, b), (dw, db) in zip(net.layers, numbers, slopes, strict=False):
        put(layer, w, b)
        layer.grad_weight, layer.grad_bias = dw.copy(), bias_slope(Base, layer, db)
    net.step(*rates)
    return [[layer.weights, np.ravel(layer.bias)] for layer in net.layers]


def become(thing, **methods):
    """Give an object other methods, whatever its class forbids."""
    try:
        for name, method in methods.items():
            object.__setattr__(thing, name, method.__get__(thing))
    except AttributeError:
        changed = type(type(thing).__name__, (type(thing),), {"__slots__": (), **methods})
        object.__setattr__(thing, "__class__", changed)


def floats(result, key):
    """The list under this key as floats; None if there is none."""
    try:
        return [float(np.reshape(value, ())) for value in result[key]]
    except Exception:
        return None
