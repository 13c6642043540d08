"""init-std: three standard deviations, and an error for any other kind."""

import numpy as np

from autograder.grading.expect import number, require
from autograder.registry import check

from . import inside


@check("nb03_init/init-std-values")
def init_std_values(student, rng):
    """small is 0.01, xavier sqrt(2/(fan_in + fan_out)), he sqrt(2/fan_in), else ValueError."""
    i, o = (int(x) for x in rng.choice(np.arange(12, 60), 2, replace=False))
    want = {"small": 0.01, "xavier": (2 / (i + o)) ** 0.5, "he": (2 / i) ** 0.5}
    got = student.run("[init_std(kind, i, o) for kind in kinds]", kinds=list(want), i=i, o=o)
    got = [number(value, "init_std(kind, fan_in, fan_out)") for value in got]
    for kind, value, right in zip(want, got, want.values(), strict=True):
        what = f'init_std("{kind}", fan_in, fan_out)'
        require(abs(value / right - 1) < 1e-4, what, "has another value.", got=np.array(got))
    kinds = [str(kind) for kind in rng.permutation([*want, "zebra", "no such kind"])]
    got = student.run(inside.answers_to, kinds=kinds, i=i, o=o)
    right = ["a value" if kind in want else "ValueError" for kind in kinds]
    problem = "should raise a ValueError, and no other kind should."
    require(list(got) == right, "an unknown kind", problem, got=" ".join(map(str, got)))
