"""Similar submissions: copies are found however they are dressed, honest work is not."""

import ast
import io
import tokenize

import pytest

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import similar
from autograder.registry import right_answers_of, wrong_ideas_of
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb01_backprop"
OTHERS = {one.name: one.answers for one in right_answers_of(NOTEBOOK)}
ORIGINAL = {**notebooks.answers(NOTEBOOK), **OTHERS["loops_everywhere"]}
STRANGER = {**notebooks.answers(NOTEBOOK), **OTHERS["everything_at_once"]}


class Reordered(ast.NodeTransformer):
    """The methods of a class in the opposite order."""

    def visit_ClassDef(self, node):
        node.body = node.body[::-1]
        return node


def reordered(text):
    """Written anew from its syntax tree: other layout, no comments, methods turned round."""
    return ast.unparse(Reordered().visit(ast.parse(text)))


def renamed(text, kept):
    """Every name that is the student's own gets another one, and each number too."""
    found = [
        token._replace(string=f"my_{token.string}_2") if similar.sign(token, kept) == "v" else token
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
    ]
    return tokenize.untokenize([(token.type, token.string) for token in found])


@pytest.fixture(scope="module")
def kept():
    return similar.kept_names(NOTEBOOK)


@pytest.fixture(scope="module")
def known():
    """Without the unusual right answers: here they are students' work."""
    names = pytest.MonkeyPatch()
    names.setattr(similar, "right_answers_of", lambda notebook: [])
    yield similar.known_prints(NOTEBOOK, similar.kept_names(NOTEBOOK))
    names.undo()


def changed(answers, change):
    return {name: change(text) for name, text in answers.items()}


@pytest.fixture(scope="module")
def pairs(known, kept):
    ideas = wrong_ideas_of(NOTEBOOK)[:8]
    twins = {f"twin_{i}": {**notebooks.answers(NOTEBOOK), one.answer: notebooks.edited(one)}
             for i, one in enumerate(ideas)}  # fmt: skip
    cells = {
        "original": ORIGINAL,
        "renamed": changed(ORIGINAL, lambda text: renamed(text, kept)),
        "reordered": changed(ORIGINAL, reordered),
        "stranger": STRANGER,
        "reference": notebooks.answers(NOTEBOOK),
        **twins,
    }
    return {pair.students: pair for pair in similar.compared(cells, known, kept)}


def test_a_copy_with_other_names_is_found_whole(pairs):
    assert pairs["original", "renamed"].part > 0.9


def test_a_copy_in_another_order_and_layout_is_found(pairs):
    assert pairs["original", "reordered"].part > 0.6
    assert ("renamed", "reordered") in pairs


def test_strangers_and_honest_twins_are_no_pair(pairs):
    copies = {"original", "renamed", "reordered"}
    assert [students for students in pairs if not set(students) <= copies] == []


def test_the_lines_shown_are_the_ones_that_match(pairs):
    lines = pairs["original", "renamed"].lines["layer"]
    assert len(lines[0]) == len(lines[1]) > 5
    own = ORIGINAL["layer"].splitlines()
    assert all(own[number - 1] == text for number, text in lines[0])


def test_what_many_share_is_an_idiom(known, kept):
    cells = {f"student_{i}": ORIGINAL for i in range(similar.COMMON + 1)}
    assert similar.compared(cells, known, kept) == []


def test_a_program_that_cannot_be_read_is_compared_as_far_as_it_goes(kept):
    assert similar.tokens("a = (1,\nb = '''", kept) and similar.tokens("\x00 if", kept) is not None


def test_the_verb_writes_the_page_with_the_sentence(tmp_path, capsys):
    own = "\n\n\ndef helper(rows, top):\n    found = []\n" + "".join(
        f"    found.append([row[{i}] % (top + {i}) if row else top // 3 for row in rows])\n"
        f"    while len(found) > {i} and not found[-1]: found.pop()\n"
        for i in range(6)
    )
    answer = notebooks.answers("nb00_start")["accuracy"] + own + "    return found\n"
    for student, text in {"ada": answer, "bob": answer, "eve": "def accuracy(): pass"}.items():
        path = hand_in(reference("nb00_start", accuracy=text), tmp_path / "nb00_start", student)
        copy = tmp_path / "autograded" / student / "nb00_start" / path.name
        copy.parent.mkdir(parents=True)
        path.rename(copy)
    assert verbs.main(["similar", "nb00_start", "--root", str(tmp_path)]) == 0
    assert "1 pairs of 3" in capsys.readouterr().out
    page = (tmp_path / "similar" / "nb00_start.html").read_text()
    assert "Similarity is no accusation." in page and "ada and bob" in page
    assert "eve" not in page and "<script" not in page


def test_without_two_submissions_one_sentence_helps(tmp_path, capsys):
    assert verbs.main(["similar", NOTEBOOK, "--root", str(tmp_path)]) == 2
    assert "make grade" in capsys.readouterr().err
