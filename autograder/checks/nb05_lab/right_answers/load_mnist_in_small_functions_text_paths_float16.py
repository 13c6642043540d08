"""Load mnist in small functions, text paths, float16."""

# %% answer load-mnist
def one(folder, stem):
    path = folder + "/" + stem + ".gz"
    if stem + ".gz" not in os.listdir(folder):
        download(MNIST_FILES[stem + ".gz"][0], path, sha256=MNIST_FILES[stem + ".gz"][1])
    return read_idx(path)

def load_mnist(data_dir):
    x, y = one(data_dir, "train-images-idx3-ubyte"), one(data_dir, "train-labels-idx1-ubyte")
    u, v = one(data_dir, "t10k-images-idx3-ubyte"), one(data_dir, "t10k-labels-idx1-ubyte")
    flat = lambda a: np.multiply(a.reshape(len(a), 784), 1 / 255, dtype=np.float32)
    return flat(x), y.astype(np.int8), flat(u), v.astype("int32")
