"""What the checks of `MLP` ask. Its layers and its loss are stand-ins that note what happens."""

import numpy as np

from ..inside import attempt


class Replay:
    """A layer that computes nothing: it notes what it is given, and gives arrays back."""

    inp = out = down = None

    def __init__(self, out, down, parameters):
        self.out, self.down = out, down
        self.__dict__.update({name: value.copy() for name, value in parameters.items()})
        self.forget()

    def forget(self):
        self.inputs, self.ups, self.rates = [], [], []

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        self.inp = np.array(inp)
        self.inputs.append(self.inp)
        return self.out.copy()

    def backward(self, up_grad):
        self.ups.append(np.array(up_grad))
        return self.down.copy()

    def step(self, lr):
        self.rates.append(float(lr))


class FixedLoss:
    """A loss that always gives one number and one gradient."""

    prediction = target = loss = None

    def __init__(self, loss, up):
        self.loss, self.up = np.float64(loss), up

    def __call__(self, prediction, target):
        return self.forward(prediction, target)

    def forward(self, prediction, target):
        self.prediction, self.target = np.array(prediction), np.array(target)
        return self.loss

    def backward(self):
        return self.up.copy()


def kind(student, name, stand_in):
    """The stand-in as a class of the student's own (frozen or not), so that isinstance holds."""
    own = student.get(name)
    empty = dict.fromkeys(("w", "b", "dw", "db") if name == "Linear" else ())
    empty["__setattr__"] = object.__setattr__
    return type(name, (stand_in, own) if isinstance(own, type) else (stand_in,), empty)


def stand_ins(student, known, parameters):
    """Linear, Relu, Linear and a loss, which replay the known arrays."""
    linear, relu = kind(student, "Linear", Replay), kind(student, "Relu", Replay)
    layers = [
        linear(known["out1"], known["down1"], parameters[0]),
        relu(known["out2"], known["down2"], {}),
        linear(known["out3"], known["down3"], parameters[1]),
    ]
    return layers, kind(student, "MSE", FixedLoss)(known["loss"], known["up"])


def forget(layers):
    for layer in layers:
        layer.forget()


def numbers_of(layers):
    """w and b of the first layer and of the last."""
    return [layers[0].w, layers[0].b, layers[-1].w, layers[-1].b]


def mlp_forward(MLP, student, known, parameters):
    """What forward gives and what each layer was given; then the same for net(x)."""
    layers, cost = stand_ins(student, known, parameters)
    net, found = MLP(layers, cost, 0.1), []
    for function in (net.forward, net):
        forget(layers)
        found.append([function(known["x"]), [layer.inputs for layer in layers]])
    return found


def mlp_backward(MLP, student, known, parameters):
    """What loss gives and was given; then what each layer was given, the rates it stepped
    with, and the parameters afterwards."""
    layers, cost = stand_ins(student, known, parameters)
    net = MLP(layers, cost, 0.1)
    loss = [net.loss(known["out3"], known["y"]), cost.prediction, cost.target]
    attempt(lambda: net.loss(net.forward(known["x"]), known["y"]))
    forget(layers)
    net.backward()
    ups, rates = [layer.ups for layer in layers], [layer.rates for layer in layers]
    return [loss, ups, rates, numbers_of(layers)]


def mlp_update(MLP, student, known, parameters, lr):
    """The rates that the first and the last layer stepped with, and the parameters afterwards."""
    layers, cost = stand_ins(student, known, parameters)
    net = MLP(layers, cost, lr)
    attempt(lambda: net.loss(net.forward(known["x"]), known["y"]))
    attempt(net.backward)
    for layer, numbers in zip((layers[0], layers[-1]), parameters, strict=True):
        layer.__dict__.update({name: value.copy() for name, value in numbers.items()})
    forget(layers)
    net.update()
    return [[layers[0].rates, layers[-1].rates], numbers_of(layers)]


# ------------------------------------------------------------------ MLP.train
class Diary:
    """What happened in a training: one entry for each batch. It knows the tables.

    known: arrays in which each row of the data has its row. What the stand-ins give back
    depends on the rows of the batch and on the moment: how many batches there were before.
    """

    def __init__(self, known):
        self.known, self.entries = known, []

    def predictions(self):
        tables = self.known["predictions"]
        return tables[min(len(self.entries), len(tables) - 1)]

    def note(self, first, last, cost):
        moved = [first.rate, first.w.copy(), last.rate, last.w.copy()]
        self.entries.append([first.inp, cost.prediction, cost.target, first.up, last.up, moved])


def places(values, table):
    """The numbers of the table's rows that are nearest to the rows of `values`."""
    values = np.asarray(values, float)
    if values.ndim != 2 or values.shape[1] != table.shape[1]:
        raise ValueError(f"got shape {values.shape}, expected (rows, {table.shape[1]})")
    return np.abs(values[:, None] - table).max(axis=2).argmin(axis=1)


class TableLayer:
    """A layer that looks up the rows it is given, and gives their rows of other tables back."""

    inp = out = up = None
    rows = ()

    def __init__(self, diary, came, out, down, parameters):
        self.diary, self.tables, self.rate = diary, (came, out, down), 0.0
        self.__dict__.update({name: value.copy() for name, value in parameters.items()})

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        self.inp, self.rows = np.array(inp), places(inp, self.tables[0])
        out = self.tables[1]
        self.out = (self.diary.predictions() if out is None else out)[self.rows]
        return self.out.copy()

    def backward(self, up_grad):
        self.up = np.array(up_grad)
        self.when_done()
        return self.tables[2][self.rows]

    def when_done(self):
        pass

    def step(self, lr):
        self.rate += float(lr)


class TableLoss:
    """A loss that looks up the cost of each prediction, and the gradient of each target."""

    prediction = target = loss = None

    def __init__(self, known):
        self.known = known

    def __call__(self, prediction, target):
        return self.forward(prediction, target)

    def forward(self, prediction, target):
        self.prediction, self.target = np.array(prediction), np.array(target)
        table = self.known["predictions"]
        found = places(prediction, table.reshape(-1, table.shape[2]))
        self.loss = self.known["costs"].ravel()[found].mean()
        return self.loss

    def backward(self):
        return self.known["ups"][places(self.target, self.known["targets"])]


def train_stand_ins(student, known, parameters):
    diary, cost = Diary(known), kind(student, "MSE", TableLoss)(known)
    linear, relu = kind(student, "Linear", TableLayer), kind(student, "Relu", TableLayer)
    first = linear(diary, known["rows"], known["out1"], known["down1"], parameters[0])
    middle = relu(diary, known["out1"], known["out2"], known["down2"], {})
    last = linear(diary, known["out2"], None, known["down3"], parameters[1])
    first.when_done = lambda: diary.note(first, last, cost)
    return diary, [first, middle, last], cost


def watched(MLP, diary, layers, cost, lr):
    """The student's network with its four small methods replaced: only `train` is judged."""
    first, last = layers[0], layers[-1]

    class Net(MLP):
        def __call__(self, inp):
            return self.forward(inp)

        def forward(self, inp):
            attempt(super().forward, inp)
            first.forward(inp)
            return diary.predictions()[first.rows]

        def loss(self, prediction, target):
            return cost(prediction, target)

        def backward(self, *_):
            first.up = last.up = None
            diary.note(first, last, cost)

        def update(self, *_):
            first.rate, last.rate = first.rate + lr, last.rate + lr

    return Net(layers, cost, lr)


def mlp_train(MLP, student, known, parameters, data, epochs, batch_size, lr):
    """What train gives, the diary, and where the weights stand at the end."""
    diary, layers, cost = train_stand_ins(student, known, parameters)
    net = watched(MLP, diary, layers, cost, lr)
    result = net.train(*data, epochs, batch_size)
    first, last = layers[0], layers[-1]
    return [result, diary.entries, [first.rate, first.w, last.rate, last.w]]
