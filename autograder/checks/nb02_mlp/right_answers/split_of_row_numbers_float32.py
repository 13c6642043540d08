"""Split of row numbers, float32."""

# %% answer prepare
def prepare(X, y, test_size=0.2, random_state=42):
    rows = np.arange(len(X))
    a, b = train_test_split(rows, test_size=test_size, random_state=random_state)
    scaler_X, scaler_y = StandardScaler(), StandardScaler()
    X_train, y_train = scaler_X.fit_transform(X[a]), scaler_y.fit_transform(y[a])
    return (X_train.astype(np.float32), scaler_X.transform(X[b]).astype(np.float32),
            y_train.astype(np.float32), scaler_y.transform(y[b]).astype(np.float32), scaler_y)
