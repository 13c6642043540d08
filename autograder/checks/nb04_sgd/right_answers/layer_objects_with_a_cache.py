"""Layer objects with a cache."""

# %% answer forward-sample
CACHE = {}

class Dense:
    def __init__(self, index, activation):
        self.index, self.activation = index, activation

    def __call__(self, inputs):
        CACHE[self.index] = inputs
        return self.activation(inputs @ weights[self.index] + biases[self.index])

LAYERS = [Dense(0, sigmoid), Dense(1, sigmoid), Dense(2, softmax)]

def predict(sample):
    values = np.reshape(sample, (1, 784))
    for layer in LAYERS:
        values = layer(values)
    return values

def feed_forward_sample(sample, y):
    p = predict(sample)[0]
    return cross_entropy_loss(integer_to_one_hot(y, 10), p), (p >= p.max()) * 1

# %% answer train-sample
CACHE = {}

class Dense:
    def __init__(self, index, activation):
        self.index, self.activation = index, activation

    def __call__(self, inputs):
        CACHE[self.index] = inputs
        return self.activation(inputs @ weights[self.index] + biases[self.index])

LAYERS = [Dense(0, sigmoid), Dense(1, sigmoid), Dense(2, softmax)]

def predict(sample):
    values = np.reshape(sample, (1, 784))
    for layer in LAYERS:
        values = layer(values)
    return values

def train_one_sample(sample, y, learning_rate=0.003):
    gradient = predict(sample) - integer_to_one_hot(y, 10)
    for i in (2, 1, 0):
        inputs = CACHE[i]
        back = gradient @ weights[i].T * inputs * (1 - inputs)
        weights[i] -= learning_rate * inputs.T @ gradient
        biases[i] -= learning_rate * gradient
        gradient = back
