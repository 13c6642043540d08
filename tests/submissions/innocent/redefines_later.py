"""Reuses the name of an answer for something else at the end."""
# %% end
accuracy = 0.93
one_hot = "a drawing"
print(accuracy, one_hot)
