"""np.seterr(all='raise') and warnings as errors: strict people do that."""
# %%
import warnings

np.seterr(all="raise")
warnings.simplefilter("error")
np.set_printoptions(precision=2, suppress=True)
