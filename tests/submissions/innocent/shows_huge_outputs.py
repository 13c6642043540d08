"""Tables and figures in plenty."""
# %%
np.set_printoptions(threshold=10**6)
np.random.rand(2000, 20)
# %%
for _ in range(30):
    plt.figure()
    plt.plot(np.random.rand(100))
    plt.show()
