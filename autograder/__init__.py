"""The course's autograder: the student's process computes, ours judges."""


def check(key):
    """Run one hidden check on the notebook it stands in, for an instructor.

    key: "<notebook>/<grade id>". Raises `AssertionError` with the message a
    student would get. Only source notebooks call this.
    """
    from IPython import get_ipython

    from .grading.judge import judge
    from .grading.student import NamespaceStudent

    verdict = judge(key, NamespaceStudent(get_ipython().user_ns), seed=1)
    if not verdict.passed:
        raise AssertionError(verdict.message)
