"""nb04_sgd: MNIST one sample at a time (60 points).

Goals: a forward and a backward pass derived and written by hand for
784-h1-h2-10 with sigmoids and softmax; one step per sample; what the size of
the inputs does; the trap `np.dot(a, W, b)`, whose third argument is `out`.
Prerequisites: nb01 (chain rule, softmax, cross-entropy). Out of scope:
mini-batches, other activations, tuning, overflow of `dsigmoid` beyond ±20.

What the checks need from a submission: the functions of the contract and the
globals `weights`, `biases`, which `inside.install` sets (biases in the student's own
shape). Earlier items are played by stand-ins that replay recorded numbers:
`dsigmoid` is a table, `feed_forward_sample` and `train_one_sample` are
recorders, and in `experiment-table` all five functions are actors that answer
with drawn numbers and note what they were given. One mistake costs one item:

* The trap in the forward pass also drops a bias from the loss. A bias that a
  call overwrote counts as not added in `forward-sample-values` and
  `train-sample-weights`, but only for a student who loses `forward-sample-pure` or
  `train-sample-biases` for the overwriting.
* A wrong delta spoils weights and biases alike. Where a layer's weight step is
  wrong already, its bias step need only point along the same delta. That delta must be one:
  the step is an outer product with inputs that are not all alike, other for each sample.
  Its visible check cannot excuse that: it says ✗ there too, and the text says why.
* An answer that cannot run loses its own items and one gate, nothing else.

The two gates:
untrained-chance  mean of five fresh networks on 400 digits: mean 0.100, deviation 0.008,
                  from 0.065 to 0.140 in 20,000 draws (allowed 0.05 to 0.20)
trained-accuracy  after 10,000 digits mean 0.894, standard deviation 0.005, min 0.883 in
                  20 starts (bound 0.85, 9 deviations away). After the first 5,000 it is
                  0.863, and 19 of 20 are there already: then the second half is not asked for.
On a random choice of 10,000 digits the order adds luck (min 0.854), so the first 10,000 are used.
16 of the 37 wrong ideas about train-sample pass that bound: it is no test of the parts.
All checks of the reference take 1.4 CPU seconds, 1.1 of them trained-accuracy.
"""

NOTEBOOK = "nb04_sgd"
ANSWERS = (
    "dsigmoid", "init_params", "forward_sample", "forward_dataset", "train_sample", "train_epoch",
    "experiment",
)  # fmt: skip
