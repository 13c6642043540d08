"""Sentences about errors that beginners often meet: the first whose sign fits is said."""

QUICK_CLASSICS = {
    "UnboundLocalError": "This name gets its value only further down, or only in another branch: "
    "here it has none. Give it one first. If it is a name of the notebook, write global and the "
    "name at the top of the function.",
    "module .* has no attribute": "The library has no such name. Look for a typing error.",
    "'(list|tuple)' object has no attribute": "A list or a tuple has no methods of an array. "
    "np.array(...) makes an array of it.",
    "'(function|method)' object has no attribute": "This is a function, not an object. Which "
    "object is meant?",
    "NoneType": "Something is None here. Does a function end without return, or was the step "
    "that stores the value not run yet?",
    "as a data type|data type .* not understood": "np.zeros and np.ones take one shape: "
    "np.zeros((n, k)) has two pairs of brackets.",
    "truth value of an array": "An array has many entries: if, and, or cannot take it as one "
    "yes or no. Look at np.where, .any() and .all(); np.maximum in place of max.",
    "output array|return arrays": "The third argument of np.dot is the place for the result. It "
    "is not added. Add b outside: np.dot(a, W) + b.",
    "cannot reshape": "A reshape keeps the number of entries. Print shape and size of the array.",
    "broadcast|matmul|not aligned": "These two shapes do not fit together. Print both shapes. In "
    "a @ b, the last side of a and the first side of b must be equal.",
    "'(tuple|list)' object cannot be interpreted": "Single numbers are wanted here, not several "
    "in brackets: np.random.randn(n, k).",
    "sequence of integers": "A shape is wanted here, such as (n, k). Compare the order of the "
    "arguments with the text.",
    "(list|tuple) indices": "The entries of a list or a tuple have numbers. For names in the "
    "brackets, as in d['W1'], return a dict.",
    "scalar index|AxisError": "The second argument of np.max, np.sum or np.argmax is an axis: 0 or "
    "1. np.maximum compares two arrays.",
    "only integers|as an integer|indices must be|must be integers": "An index or a count must be "
    "a whole number of type int; here it is a float.",
    "bitwise": "In Python, ^ is not a power. Write ** for it.",
    "out of bounds": "The index is too large for this array. Print the shape: are rows and columns "
    "swapped, or does a loop run too far?",
    "too many indices": "There are more numbers in the brackets than the array has axes. Print "
    "its shape.",
    r"__init__\(\) takes": "An object is made with too many values. Or a class stands without "
    "brackets somewhere: Relu() makes the object, Relu does not.",
    "type object|required positional argument: 'self'": "A class stands where an object is needed. "
    "Brackets make the object: Relu() in place of Relu.",
    "positional arguments? but": "Count the arguments in the def line. The first one of a method "
    "is self; is it missing?",
    "required( positional)? argument": "An argument is missing in a call, or a class is used "
    "without brackets: Relu() makes the object.",
    "not callable": "Brackets () call a function, and this is none. It may be a number or an array "
    "(x.size, x.shape), or an object with a method that is meant.",
    "item assignment|subscriptable|index to scalar": "Only an array, a list or a dict has entries "
    "in square brackets. Print the type of what stands before them.",
    "not iterable": "A loop goes through a list or an array, not through a number: range(n).",
    "values to unpack": "More or fewer values come than there are names on the left of =. Compare "
    "with what the function returns.",
    "takes at most|no keyword": "Count the arguments of this call and compare them with the text.",
    "string to float": "A text came where a number is wanted.",
    "read-only": "This array cannot be changed in place. Write a = a / b in place of a /= b.",
    "must be an iterable": "A list is wanted here: [64], also if it holds one number.",
    "exceptions must derive": "raise takes an exception, not a text: raise ValueError(...).",
    "object has no attribute": "The object does not have this name. Was self. forgotten where the "
    "value is stored, was that step not run yet, or is the name spelt in another way?",
    "Cannot cast ufunc": "An array of whole numbers cannot take decimals in place. Write "
    "a = a - b in place of a -= b.",
    "unsupported operand": "These two cannot be computed together. Print the type of each: is "
    "one a function, a list or a text?",
    "features|Expected 2D|not fitted": "A scaler is fitted first, on a table (n, k). Then it "
    "transforms tables with the same columns. Print the shapes of what goes in.",
    "KeyError": "The dict has no such key. Print its keys.",
    "recursion": "A function calls itself again and again. Which function is meant in this line?",
}
