"""The course's autograder: the student's process computes, ours judges."""

import sys

# jsonschema would compile a grammar of addresses when it is imported: 2.5 CPU seconds for each
# process, and no notebook holds an address that it must check. It goes on without.
sys.modules.setdefault("rfc3987_syntax", None)


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
