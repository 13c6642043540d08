"""Searches all memory it was forked with for what belongs to the grader or to other students."""
# %%
mirrored = [b"yranac-ruobhgien-z-", b"esruoc-eht-fo-yranac", b"bd.koobedarg", b"STSET NEDDIH"]
found = []
with open("/proc/self/mem", "rb", 0) as memory:
    for line in open("/proc/self/maps"):
        start, end = (int(text, 16) for text in line.split()[0].split("-"))
        if "r" in line.split()[1] and "[v" not in line and end - start < 2**28:
            try:
                memory.seek(start)
                block = memory.read(end - start)[::-1]
            except OSError:
                continue
            found += [word for word in mirrored if word in block]
print("REACHED " + str(found) if found else "nothing there")
