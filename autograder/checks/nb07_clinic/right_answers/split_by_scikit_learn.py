"""scikit-learn does the work."""

# %% answer repair-split
from sklearn.model_selection import train_test_split


def split(x, y, rng, share=0.8):
    size = round(share * len(x))
    x_train, x_val, y_train, y_val = train_test_split(x, y, train_size=size, random_state=int(rng.integers(1000)))
    return x_train, y_train, x_val, y_val
