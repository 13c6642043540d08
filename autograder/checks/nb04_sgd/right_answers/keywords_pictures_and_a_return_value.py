"""Keywords, pictures and a return value."""

# %% answer train-epoch
def train_one_epoch(x, y, learning_rate=0.003):
    done = 0
    while done < len(y):
        picture = x[done].reshape(28, 28)
        train_one_sample(sample=picture, y=int(y[done]), learning_rate=learning_rate)
        done += 1
    return done
