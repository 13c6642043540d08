"""nbgrader's Execute, replaced: the student's process computes, the checks judge here."""

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from .. import notebooks, secret
from ..registry import checks_of, hidden_files, without_packages
from ..sandbox.machine import require_sandbox
from .failures import MachineFault
from .judge import Verdict, judge, seed_of
from .outputs import bounded, cleaned
from .session import Session, note

SKIPPED = "This cell is not run when a submission is graded: nothing graded needs it."


class Referee(NbGraderPreprocessor):
    """Runs a submission's cells in the sandbox and writes the verdicts into its grade cells."""

    cell_seconds = Integer(30, help="Seconds one cell may run.").tag(config=True)
    submission_seconds = Integer(900, help="Seconds one submission may take.").tag(config=True)
    allow_unsandboxed = Bool(
        False, help="Run submissions without bubblewrap where it is missing: unsafe."
    ).tag(config=True)

    fault = None  # of the last run: nbgrader tells its caller no exception

    def preprocess(self, nb, resources):
        Referee.fault = None
        try:
            return self._graded(nb, resources)
        except MachineFault as fault:
            Referee.fault = fault
            raise

    def _graded(self, nb, resources):
        about = resources["nbgrader"]
        sandbox = sandbox_of(about["notebook"], self.allow_unsandboxed)
        with Session(self.cell_seconds, self.submission_seconds, **sandbox) as session:
            verdicts = [self._cell(cell, session, about) for cell in nb.cells]
        bounded(nb.cells)
        for cell, verdict in zip(nb.cells, verdicts, strict=True):
            if verdict:
                cell.outputs = shown(verdict)
        nb.metadata["autograder"] = report(verdicts, sandbox["tier"])
        nb.metadata.pop("widgets", None)
        return nb, resources

    def _cell(self, cell, session, about):
        """Run or judge one cell; returns the verdict of a grade cell, else None."""
        if cell.cell_type != "code":
            return None
        if notebooks.is_graded(cell):
            return self._verdict(cell, session, about)
        if notebooks.is_experiment(cell):
            cell.outputs = [note(SKIPPED)]
        elif notebooks.is_answer(cell):
            cell.outputs = cleaned(self._answer(cell, session, about["notebook"]))
        elif cell.source.strip():
            cell.outputs = cleaned(session.run_cell(cell.source))
        return None

    def _answer(self, cell, session, notebook):
        name = notebooks.grade_id(cell)
        return session.run_answer(name, cell.source, notebooks.stubs(notebook).get(name, ""))

    def _verdict(self, cell, session, about):
        key = f"{about['notebook']}/{notebooks.grade_id(cell)}"
        if key not in checks_of(about["notebook"]):
            return Verdict(key, False, f"{key} has no check: please tell your instructor.")
        verdict = judge(key, session, seed_of(secret.read(), about["student"], key))
        self.log.info("%s: %s", key, "passed" if verdict.passed else verdict.message)
        return verdict


def sandbox_of(notebook, allow_unsandboxed=False):
    """How kernels for submissions of a notebook are started: the arguments of `Kernel`."""
    return {
        "tier": require_sandbox(allow_unsandboxed),
        "imports": notebooks.imports(notebook),
        "hidden": hidden_files(notebook),
        "without": without_packages(notebook),
    }


def shown(verdict):
    """A grade cell's outputs: nothing on a pass, one readable failure otherwise."""
    if verdict.passed:
        return []
    title = verdict.message.splitlines()[0]
    return [
        nbformat.v4.new_output("error", ename="NotYet", evalue=title, traceback=[verdict.message])
    ]


def report(verdicts, tier):
    """What the instructor's tools read from the autograded notebook."""
    found = [verdict for verdict in verdicts if verdict]
    return {
        "sandbox": tier,
        "failed": {v.key: {"message": v.message, "idea": v.idea} for v in found if not v.passed},
        "reached": {v.key: v.reached for v in found if v.reached},
    }
