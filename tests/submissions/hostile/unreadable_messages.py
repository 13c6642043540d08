"""Sends messages that break readers: wrong types, no keys, deep nesting."""
# %%
kernel = get_ipython().kernel
deep = []
for _ in range(900):
    deep = [deep]
for kind, content in (("stream", {}), ("status", {}), ("display_data", {"data": deep}), ("error", {"traceback": 5})):
    try:
        kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
    except Exception as error:
        print(type(error))
