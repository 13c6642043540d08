"""What a student sees holds nothing of ours that is secret, and nothing of theirs that is live."""

import re

import bs4
import nbformat
import pytest

from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from autograder.grading import marks
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb00_start"
HOSTILE = """<script>alert("live-1")</script><img src=x onerror=alert("live-2")>
<iframe src="https://live-3.example"></iframe><a href="javascript:alert('live-4')">a</a>
<style>body {display: none}</style><form action="https://live-5.example"><input></form>
<svg onload=alert("live-6")></svg><a href="data:text/html,live-7">b</a>
![a](https://live-8.example/track.png) <a href="#x" onclick="alert('live-9')">c</a>"""
PRINTS = f"""from IPython.display import HTML, Javascript, Markdown, display
text = {HOSTILE!r}
display(HTML(text), Javascript('alert("live-0")'), Markdown(text))
print(text)
display({{"text/html": text, "image/svg+xml": text, "text/latex": text}}, raw=True)"""
GOOD = """# A heading
**bold**, `a < b`, $a<b$, [link](https://example.org)

| x | y |
|---|---|
| 1 | 2 |

![pic](attachment:dot.png)"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk"
WRONG = "# nb00_start: accuracy (keep this line)\ndef accuracy(scores, y_onehot):\n    return 100.0"


def messy():
    """One wrong answer, and live HTML wherever a student can put it."""
    nb = reference(NOTEBOOK, accuracy=WRONG)
    raw, text = nbformat.v4.new_raw_cell(HOSTILE), nbformat.v4.new_markdown_cell(HOSTILE)
    good = nbformat.v4.new_markdown_cell(GOOD, attachments={"dot.png": {"image/png": DOT}})
    error = f"raise ValueError({HOSTILE!r})"
    nb.cells[1:1] = [good, text, raw, *map(nbformat.v4.new_code_cell, (PRINTS, error, HOSTILE))]
    return nb


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("feedback")


@pytest.fixture(scope="module")
def result(root):
    hand_in(messy(), root / "in" / NOTEBOOK, "ada")
    return grade_class(NOTEBOOK, root / "in" / NOTEBOOK, root=root, workers=1)[0]


@pytest.fixture(scope="module")
def feedback(result, root):
    return (root / "feedback" / "ada" / NOTEBOOK / f"{NOTEBOOK}.html").read_text()


@pytest.fixture(scope="module")
def page(feedback):
    return bs4.BeautifulSoup(feedback, "html.parser")


def test_the_message_of_a_failed_check_stands_in_the_feedback(result, page):
    message = result.failed["nb00_start/accuracy-values"]["message"]
    shown = [" ".join(block.get_text().split()) for block in page.find_all("pre")]
    assert any(" ".join(message.split()) in block for block in shown)


def test_the_page_begins_with_the_score_and_what_to_do_next(result, page):
    assert page.find(class_="score").get_text() == "8 of 10 points"
    first = page.find("main").find("article")
    assert first.h3.get_text() == "accuracy-values: 0 of 2 points"
    labels = [bold.get_text() for bold in first.find_all("b")]
    assert labels[:2] == ["Checked:", "Found:"] and "Next:" in labels
    links = {link.get_text(): link["href"] for link in first.find_all("a")}
    assert links["your code"] == "#accuracy" and links["the check"] == "#accuracy-values"
    assert all(page.find(id=link[1:]) for link in links.values())


def test_the_message_is_told_whole(result, page):
    message = result.failed["nb00_start/accuracy-values"]["message"]
    first = page.find("main").find("article")
    told = " ".join(part.get_text() for part in first.find_all("p"))
    for label, text in marks.said(message):
        assert label in told and text in told


def written(**about):
    cell = nbformat.v4.new_markdown_cell("Because.")
    cell.metadata.nbgrader = {"grade": True, "solution": True, "grade_id": "why", **about}
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.mark.parametrize(
    ("about", "state", "score"),
    [
        ({"score": 0, "points": 2, "waits": True}, "waits", "7 of 10 points so far"),
        ({"score": 1, "points": 2, "read": True}, "read", "7 of 10 points"),
        ({"score": 2, "points": 2, "read": True}, "read", "7 of 10 points"),
        ({"score": 0, "points": 2}, "lost", "7 of 10 points"),
    ],
)
def test_waiting_for_a_person_is_told_apart_from_read(about, state, score):
    nb = written(**about)
    found = marks.marks_of(nb)
    assert [one["state"] for one in found] == [state]
    words, note = marks.heading({"score": 7, "max_score": 10}, found)
    assert words == score and ("waits for your teacher" in note) == (state == "waits")
    assert len(list(marks.lost_items(nb, found))) == (about["score"] == 1)
    assert len(marks.unwritten(nb, found)) == (state == "lost")


def test_no_hidden_region_check_call_or_traceback_of_ours(feedback, root):
    autograded = root / "autograded" / "ada" / NOTEBOOK / f"{NOTEBOOK}.ipynb"
    for text in (feedback, autograded.read_text()):
        for canary in ("HIDDEN TESTS", "__import__", 'check("nb00', "MARK SCHEME", "judge.py",
                       "student.run(", "Traceback (most recent call last)\n  File"):  # fmt: skip
            assert canary not in text
    assert str(notebooks.ROOT) not in feedback


def test_no_line_of_a_hidden_check(page):
    path = notebooks.ROOT / "autograder" / "checks" / NOTEBOOK / "numerical_gradient.py"
    secret = {line.strip() for line in path.read_text().splitlines()}
    visible = "\n".join(cell.source for cell in reference(NOTEBOOK, accuracy=WRONG).cells)
    secret = [line for line in secret if len(line) > 25 and line not in visible]
    feedback = page.get_text()
    assert [line for line in secret if line in feedback and "hint=" not in line] == []


def test_nothing_of_the_student_is_live(page):
    own = page.find(id="notebook")
    assert own.find_all(["script", "iframe", "form", "input", "object", "embed", "style"]) == []
    for tag in own.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
        for link in (tag.get("href", ""), tag.get("src", "")):
            assert not re.match(r"\s*(javascript|data:text|vbscript)", link, re.I)
    assert not [tag for tag in own.find_all("img") if tag.get("src", "").startswith("http")]
    assert all("live-" not in str(script) for script in page.find_all("script"))


def test_ordinary_text_keeps_its_form(page):
    own = page.find(id="notebook")
    assert any(b.get_text() == "bold" for b in own.find_all("strong"))
    assert any(row.get_text().split() == ["1", "2"] for row in own.find_all("tr"))
    assert own.find("a", href="https://example.org")
    assert own.find("img", src=f"data:image/png;base64,{DOT}")
    assert [one.get_text() for one in own.find("math").find_all(["mi", "mo"])] == ["a", "<", "b"]
