"""Class names and messages with HTML, control characters, terminal markup and half characters."""
# %% answer one-hot
def one_hot(labels, num_classes):
    raise type("<script>pwned_live()</script>", (Exception,), {})("\x1b[2J\x1b]0;x\x07[/red] \ud800 {x} %s")
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    raise ValueError("[/foo] [link=file:///]x \u202e <script>pwned_live()</script>" + "x" * 10**6)
