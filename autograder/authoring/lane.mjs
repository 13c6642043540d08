// The lane of the browser: node lane.mjs PYODIDE ROOT NOTEBOOK. Integers have 32 bits there.
const [place, root, notebook] = process.argv.slice(2);
const { loadPyodide } = await import(`${place}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: `${place}/` });
await python.loadPackage(["numpy", "pandas", "matplotlib", "scikit-learn"], { messageCallback() {} });
python.FS.mkdir("/course");
python.FS.mount(python.FS.filesystems.NODEFS, { root }, "/course");
await python.runPythonAsync(`
import json, os, sys, types

class Cell(dict):
    """What nbformat would read: a dict whose keys are attributes too."""
    __getattr__ = dict.__getitem__

def read(path, as_version):
    nb = json.load(open(path, encoding="utf-8"), object_hook=Cell)
    for cell in nb.cells:
        cell["source"] = "".join(cell.source)
    return nb

sys.modules["nbformat"] = types.SimpleNamespace(read=read)
sys.path.insert(0, "/course")
os.environ.update(COURSE_DATA="/course/data", MPLBACKEND="agg")
from autograder.authoring import lane
print(json.dumps(lane.examined("${notebook}"), ensure_ascii=False))
`);
