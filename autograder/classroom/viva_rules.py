"""What can be asked about a line of a student's program: patterns in its syntax tree.

Each rule looks at one node. Where it fits, it gives the words that its question needs;
`code` is the node as text; the questions stand in viva.toml. Nothing of a student's is run.
"""

import ast

COUNTS = ("n", "m", "N", "size", "count", "batch_size", "n_samples", "num_samples")
REDUCTIONS = ("sum", "mean", "max", "min", "argmax", "std", "prod", "any", "all")
NAMES = {
    "lr": "lr", "learning_rate": "lr", "epochs": "epochs", "n_epochs": "epochs",
    "batch_size": "batch", "layers": "layers", "hidden": "layers", "hidden_size": "layers",
    "l2": "l2", "weight_decay": "l2", "momentum": "momentum",
}  # fmt: skip
RULES = []


def rule(kind):
    """Register a matcher: node → the words that its question needs besides `code`, or None."""

    def register(matches):
        RULES.append((kind, matches))
        return matches

    return register


def name_of(node):
    """The last name of what is called or looked up: `sum` of `np.sum(…)` and `dz.sum(…)`."""
    node = node.func if isinstance(node, ast.Call) else node
    return getattr(node, "attr", getattr(node, "id", ""))


def is_call(node, *names):
    return isinstance(node, ast.Call) and name_of(node) in names


def constant(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def operation(node, kind):
    return isinstance(node, ast.BinOp) and isinstance(node.op, kind)


def keyword(node, name):
    return next((constant(k.value) for k in node.keywords if k.arg == name), None)


@rule("axis")
def axis(node):
    found = keyword(node, "axis") if is_call(node, *REDUCTIONS) else None
    return {"axis": found, "other": 1 if found == 0 else 0} if type(found) is int else None


@rule("keepdims")
def keepdims(node):
    return {} if is_call(node, *REDUCTIONS) and keyword(node, "keepdims") is True else None


@rule("transpose")
def transpose(node):
    pair = (node.left, node.right) if operation(node, ast.MatMult) else ()
    pair = tuple(node.args[:2]) if is_call(node, "dot", "matmul") and len(node.args) == 2 else pair
    sides = [side for side, part in zip(("left", "right"), pair, strict=False)
             if isinstance(part, ast.Attribute) and part.attr == "T"]  # fmt: skip
    return {"side": sides[0]} if sides else None


@rule("divide")
def divide(node):
    by = node.right if operation(node, ast.Div) else None
    shape = isinstance(by, ast.Subscript) and name_of(by.value) == "shape"
    fits = by is not None and (is_call(by, "len") or shape or name_of(by) in COUNTS)
    return {"by": ast.unparse(by)} if fits else None


@rule("mean")
def mean(node):
    return {} if is_call(node, "mean") and keyword(node, "axis") is None else None


@rule("shift")
def shift(node):
    return {} if operation(node, ast.Sub) and is_call(node.right, "max", "amax") else None


@rule("clip")
def clip(node):
    return {} if is_call(node, "clip", "maximum", "minimum") else None


@rule("epsilon")
def epsilon(node):
    inner = node.right if operation(node, ast.Div) else None
    inner = node.args[0] if is_call(node, "log") and node.args else inner
    value = constant(inner.right) if operation(inner, ast.Add) else None
    named = operation(inner, ast.Add) and name_of(inner.right).lower() in ("eps", "epsilon")
    return {} if named or (isinstance(value, float) and 0 < value < 1e-5) else None


@rule("copy")
def copy(node):
    return {} if is_call(node, "copy", "deepcopy") else None


@rule("mask")
def mask(node):
    fits = isinstance(node, ast.Compare) and len(node.ops) == 1
    fits = fits and isinstance(node.left, (ast.Name, ast.Attribute))
    inequality = fits and isinstance(node.ops[0], (ast.Gt, ast.GtE, ast.Lt, ast.LtE))
    return {} if inequality and constant(node.comparators[0]) == 0 else None


@rule("spread")
def spread(node):
    args = node.args if is_call(node, "sqrt") else []
    return {} if args and operation(args[0], ast.Div) else None


@rule("batches")
def batches(node):
    return {} if is_call(node, "range", "arange") and len(node.args) == 3 else None


@rule("shuffle")
def shuffle(node):
    return {} if is_call(node, "permutation", "shuffle", "permuted") else None


@rule("raise")
def raising(node):
    return {} if isinstance(node, ast.Raise) and node.exc else None


@rule("cache")
def cache(node):
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    own = isinstance(target, ast.Attribute) and name_of(target.value) == "self"
    return {} if own and isinstance(node.value, (ast.Name, ast.Tuple)) else None


@rule("in-place")
def in_place(node):
    fits = isinstance(node, ast.AugAssign) and not isinstance(node.target, ast.Name)
    return {} if fits and constant(node.value) is None else None


@rule("correction")
def correction(node):
    fits = operation(node, ast.Sub) and constant(node.left) == 1 and operation(node.right, ast.Pow)
    return {} if fits and constant(node.right.right) is None else None


@rule("slope")
def slope(node):
    tanh = operation(node, ast.Sub) and constant(node.left) == 1 and operation(node.right, ast.Pow)
    tanh = tanh and constant(node.right.right) == 2
    right = node.right if operation(node, ast.Mult) else None
    one_minus = operation(right, ast.Sub) and constant(right.left) == 1
    factor = node.left.right if one_minus and operation(node.left, ast.Mult) else None
    factors = [ast.dump(part) for part in (getattr(node, "left", None), factor) if part]
    return {} if tanh or (one_minus and ast.dump(right.right) in factors) else None


@rule("difference")
def difference(node):
    by = node.right if operation(node, ast.Div) else None
    return {} if operation(by, ast.Mult) and constant(by.left) == 2 else None


@rule("exp")
def exponential(node):
    return {} if is_call(node, "exp") else None


@rule("reversed")
def backwards(node):
    return {} if is_call(node, "reversed") else None


@rule("zeros")
def zeros(node):
    return {} if is_call(node, "zeros", "zeros_like") else None


@rule("picked")
def picked(node):
    fits = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple)
    return {} if fits and any(is_call(part, "arange") for part in node.slice.elts) else None


@rule("random")
def drawn(node):
    return {} if is_call(node, "seed", "default_rng", "randn", "normal", "random") else None


@rule("loop")
def loop(node):
    return {} if isinstance(node, ast.For) else None


@rule("choice")
def choice(node):
    return {} if isinstance(node, ast.If) or is_call(node, "where") else None


@rule("gives")
def gives(node):
    return (
        {} if isinstance(node, ast.Return) and node.value and constant(node.value) is None else None
    )


def settings(node):
    """(name, value, kind of setting) of each number that the student chose here."""
    pairs = []
    if isinstance(node, ast.Assign):
        pairs = [(name_of(target), node.value) for target in node.targets]
    elif isinstance(node, ast.Dict):
        pairs = [(constant(key), part) for key, part in zip(node.keys, node.values, strict=True)]
    elif isinstance(node, ast.keyword):
        pairs = [(node.arg, node.value)]
    for name, part in pairs:
        kind, value = NAMES.get(f"{name}".lower()), constant(part)
        if kind and value is not None:
            yield name, value, kind
