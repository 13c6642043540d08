"""HTML, scripts and pictures that are programs, in every kind of output."""
# %%
from IPython.display import HTML, SVG, Javascript, Markdown, display

evil = "<script>pwned_live()</script><img src=x onerror=pwned_live()>"
display(HTML(evil), Javascript("pwned_live()"), Markdown(evil))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="pwned_live()"/>'))
display({"image/png": 'iVBORw0KGgo="><script>pwned_live()</script>', "text/latex": evil}, raw=True)
display({"image/svg+xml": evil, "text/html": evil, "application/vnd.jupyter.widget-view+json": {"model_id": evil}}, raw=True)
print(evil)
raise type("<script>pwned_live()</script>", (Exception,), {})(evil)
# %% markdown
"""<script>pwned_live()</script> <img src=x onerror="pwned_live()"> <svg onload=pwned_live()>
<a href="javascript:pwned_live()">x</a> <iframe srcdoc="<script>pwned_live()</script>"></iframe>

[x](javascript:pwned_live()) ![](x"onerror="pwned_live()) <style>body{display:none}</style>"""
