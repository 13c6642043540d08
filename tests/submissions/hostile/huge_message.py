"""One message of 300 MB, and a thousand of 3 MB: the reader's memory is the aim."""
# %%
kernel = get_ipython().kernel
big = "x" * (3 * 2**20)
for text in [big * 30, *([big] * 300)]:
    kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": text}, parent=kernel.get_parent())
