"""nb07_clinic: networks with really published faults, measured, diagnosed, repaired.

Goals: five vital signs of a network; the overfit test; telling a cause from its
consequences; the repair of seven published faults and a test that would have caught
each. Prerequisites: nb01 to nb03 (backpropagation, gradient checking, He weights).
Out of scope: optimizers, nan inside a network, patients with two faults.

One mistake costs one item:
* Every key of `measure` has its own check, which reads no other key. An entry that was
  not put back moves the other signs by about 1e-5, so they are compared to 1e-3; only
  measure-gradient-error asks whether network and data are as before.
* `overfits` meets networks whose loss follows a script, whatever way it is computed.
* `diagnose` is lent a `measure`: the student's own, each wrong sign replaced by a
  recorded number in the form that it had. A right measure, its more keys included, is
  left alone; where `gradient_error` gives one number, the recorded one comes at once
  (this is half of the CPU seconds of these checks). Four networks must be named and two of three others must not be called
  so: one confusion of two causes costs the item of the cause that was missed, a false
  alarm on healthy networks costs diagnose-healthy, one answer for all costs all six.
* The repairs do not need each other.

Patients (`patients`): drawn within the bounds of the text and drawn again until every
bound holds, each measured on the draw itself; depth, place and size of the fault are
spread over the four networks of a cause. In the student's process they are of one
subclass of `Net` with the attributes of `Net`; factors and frozen biases stand in no
attribute. Kinder than the text: dead layers keep one living unit, and biases of other
causes move in every layer; where units are dead all spreads are 0.3 to 4 too.

Measured (benchmarks/clinic_draws.py): `diagnose` of the reference named the cause of 5,600
of 5,600 draws (800 for each cause). The gap, in 420 of an earlier 3,220 without an error:
gradient error at most 0.001 against 0.064 or more; largest std of an input 1.15 against 27;
W.std() over √(2/d) 0.73 to 1.35 against 8 or more and 0.057 or less; dead units of a layer
0.33 against 0.9; spread 0.3 to 3.1 against 12 or more and 0.1 or less. The notebook's Run
All takes about 20 CPU seconds, a submission 4. 288 wrong ideas, 48 unusual right answers.
"""

NOTEBOOK = "nb07_clinic"
ANSWERS = (
    "measure",
    "overfit",
    "diagnose",
    "repair_split",
    "repair_call",
    "repair_checker",
    "repair_affine",
    "repair_loss",
    "repair_batches",
    "repair_init",
)
