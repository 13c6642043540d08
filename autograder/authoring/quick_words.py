import re

from autograder.authoring.quick_classics import QUICK_CLASSICS

QUICK_NEXT = {
    "unwritten": "Next: write the answer, run its cell, then run this cell again.",
    "missing": "Next: run the answer cell and the cells above it, then this cell. If the name "
    "is still missing, look for an error message or a typing error there.",
    "misspelt": "Next: look in this line for a typing error or a missing self., or run the cell "
    "that defines the name (the setup cells at the top, for example).",
    "line": "Next: change this line, run its cell, then run this cell again.",
    "call": "Next: compare the names and arguments of your function with the text.",
    "none": "a function without return gives None. So does a name of self that was never set.",
    "numbers": "return a number or an array, as the docstring says.",
    "parts": "look at what the docstring says the function returns.",
    "shape": "print the shapes of the arrays in your function, one by one.",
    "finite": "look for a division by zero, log(0), or exp of a large number.",
    "values": "compare your code with this rule, one step at a time.",
}


def quick_classic(kind, text):
    """A sentence about an error that beginners often meet, or ""."""
    known = (words for sign, words in QUICK_CLASSICS.items() if re.search(sign, f"{kind}: {text}"))
    return next(known, "")
