"""A corner in the wrong place is seen in every draw, not only where a number falls beside it."""

import pytest

from autograder import notebooks
from autograder.authoring import prove
from autograder.grading import judge
from autograder.grading.student import NamespaceStudent
from autograder.registry import checks_of

DRAWS = range(3)
# notebook, answer, item, right, wrong
MOVED = [
    ("nb01_backprop", "layer", "layer-forward", "np.maximum(z, 0)", "np.where(z > 0.1, z, 0)"),
    ("nb01_backprop", "layer", "layer-backward", "self.output > 0", "self.output > 0.1"),
    ("nb03_init", "activations", "activations-values", "np.maximum(x, 0)",
     "np.where(x > 0.1, x, 0)"),
    ("nb03_init", "activations", "activations-gradients", "x > 0) * 1.0", "x > 0.1) * 1.0"),
    ("nb03_init", "activations", "activations-gradients", "x > 0) * 1.0", "x > -0.1) * 1.0"),
    ("nb05_lab", "relu", "relu-forward-backward", "x > 0", "x > 0.1"),
    ("nb05_lab", "relu", "relu-forward-backward", "x > 0", "x > -0.1"),
    ("nb05_lab", "compact", "compact-forward", "np.maximum(self.Z1, 0)",
     "np.where(self.Z1 > 0.1, self.Z1, 0)"),
    ("nb05_lab", "compact", "compact-backward", "self.Z1 > 0", "self.Z1 > 0.1"),
    ("nb06_zoo", "leaky-relu", "leaky-relu-forward-backward", "x > 0, 1.0", "x > 0.1, 1.0"),
    ("nb06_zoo", "selu", "selu-forward-backward", "x > 0, x, left", "x > 0.1, x, left"),
]  # fmt: skip


@pytest.mark.parametrize(("notebook", "answer", "item", "right", "wrong"), MOVED)
def test_a_moved_corner_is_refused_whatever_is_drawn(notebook, answer, item, right, wrong):
    text = notebooks.answers(notebook)[answer]
    assert right in text
    student = NamespaceStudent(notebooks.run(notebook, {answer: text.replace(right, wrong)}))
    check = checks_of(notebook)[f"{notebook}/{item}"]
    assert [seed for seed in DRAWS if judge.outcome(check, student, seed) is None] == []


@pytest.mark.parametrize("notebook", sorted({name for name, *_ in MOVED}))
def test_the_reference_passes_all_of_them(notebook):
    asked = {item for name, _, item, *_ in MOVED if name == notebook}
    lost = [prove.failing(notebook, prove.reference(notebook), draw, asked) for draw in DRAWS]
    assert lost == [{}] * len(DRAWS)
