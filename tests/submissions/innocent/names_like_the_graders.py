"""Variables called student, np, seed, code, inputs, check, value: names the grader uses too."""
# %%
student, seed, code, inputs, check, value, nonce, wire, probe = range(9)
expected = want = got = "mine"


def shadow(np):
    json = sys = np
    return json, sys
