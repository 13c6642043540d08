"""nb00_start: the dry run. Read a failing check, repair the code, see it pass, submit.

Goals: run cells, read a message, know what is graded; one-hot rows, argmax along
an axis, the central difference. Prerequisites: Python, a little NumPy. Out of
scope: networks, training, written questions.

One mistake costs one item:
* one-hot-values holds no label outside the range; one-hot-errors asks only for the
  error, with plain integer arrays, and calls a table with labels in the middle of
  the range right whatever it holds. Only a range check that raises for every array
  (`labels < 0 or …`) loses both.
* numerical-gradient-values uses f(x) = sum(a·x³ + b·x), whose entries do not meet
  each other, so an x that is not restored still gives the right numbers; with h = 0.1
  one-sided differences and an ignored h are seen (the central difference of x³ is
  3x² + h²). Where no h is given, x is as small as 1e-5, so that the default shows.
* numerical-gradient-restores looks at x alone (1-D): during the calls, after them,
  and at an integer x. It does not read the returned values. Two names for one array
  (up = x) give wrong numbers and an x that has drifted: both items are lost.

Measured: 64 wrong ideas, each refused by the hidden and by the visible check in each of
50 draws and named by the judge; the 17 right answers pass in each. One submission is
judged in 10 ms. The norm-relative error of a right float64 answer is below 1e-10 at
h = 1e-5.
"""

NOTEBOOK = "nb00_start"
ANSWERS = ("one_hot", "accuracy", "numerical_gradient")
