"""nb06: losses that are right far away only earn nothing there."""

from autograder import notebooks
from autograder.authoring import prove

STRAIGHT_LINES = {
    "bce-with-logits": """
class BCEWithLogits:
    def forward(self, prediction, target):
        self.slope = (prediction > 0) - target
        return np.mean(np.abs(prediction) * np.abs(self.slope))

    def backward(self):
        return self.slope / self.slope.size
""",
    "sparse-cross-entropy": """
class SparseCrossEntropy:
    def forward(self, prediction, target):
        k = prediction.shape[1]
        self.slope = one_hot(prediction.argmax(axis=1), k) - one_hot(target, k)
        return np.mean(np.sum(prediction * self.slope, axis=1))

    def backward(self):
        return self.slope / len(self.slope)
""",
}


def test_a_loss_of_straight_lines_loses_its_stable_item_too():
    namespace = notebooks.run("nb06_zoo", STRAIGHT_LINES)
    items = {key for key in prove.quick_ids("nb06_zoo") if key.startswith(tuple(STRAIGHT_LINES))}
    assert set(prove.failing("nb06_zoo", namespace, only=items)) == items
