"""What the coordinator, the workers and the journal tell each other: plain records."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Job:
    """What a worker needs. gradebook: a database file that knows the assignment.

    limits: settings of the referee that differ from the configuration.
    """

    student: str
    notebook: str
    text: str
    problem: str
    gradebook: bytes
    limits: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """One graded cell: automatic points (None: not decided), most points, whether it is a
    written answer, whether a person still has to look at it."""

    auto: float | None
    most: float
    written: bool
    by_hand: bool


@dataclass(frozen=True)
class Result:
    """A graded submission: marks by grade id, what failed and why, and the files.

    problem: why the file could not be graded as it is. graded: False if the
    grader itself failed and the submission has no score yet. notes: what else
    was handed in or mended. Without a student: a file that is nobody's.
    """

    student: str
    notebook: str
    marks: dict
    failed: dict = field(default_factory=dict)
    problem: str = ""
    sandbox: str = "bubblewrap"
    graded: bool = True
    autograded: str = ""
    feedback: str = ""
    notes: tuple = ()

    @property
    def score(self):
        return sum(mark.auto or 0 for mark in self.marks.values())
