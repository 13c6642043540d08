"""The exceptions by which a check says no, and by which this machine says that it cannot judge."""


class Failure(Exception):
    """A check's finding against a submission.

    kind: the sort of finding, a key of `messages.WORDS`. what: the thing that
    was asked, in the student's words. got: the student's value, for comparing
    with known wrong ideas (never shown). facts: what the words need. want: what was
    expected, for disputes (never shown to students).
    """

    want = None

    def __init__(self, kind, what, got=None, tolerance=1e-5, **facts):
        super().__init__(kind, what)
        self.kind, self.what, self.got = kind, what, got
        self.tolerance, self.facts = tolerance, facts


class MachineFault(RuntimeError):
    """No submission is to blame, so no score may follow: the sandbox does not start,
    a file of the course is missing, the disk is full."""
