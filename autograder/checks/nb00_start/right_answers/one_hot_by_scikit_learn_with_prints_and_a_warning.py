"""One hot by scikit learn with prints and a warning."""

# %% answer one-hot
import warnings
from sklearn.preprocessing import OneHotEncoder
def one_hot(labels, num_classes):

    print("labels:", labels)
    warnings.warn("slow")
    encoder = OneHotEncoder(categories=[np.arange(num_classes)], sparse_output=False)
    return encoder.fit_transform(np.reshape(labels, (-1, 1)).astype(int))
