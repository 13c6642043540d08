"""Objects that answer to every name, as mocks and configurations do."""
# %%
class Config(dict):
    def __getattr__(self, name):
        return self.setdefault(name, Config())

    def __call__(self, *args, **kwargs):
        return self


student = config = Config()
config.model.layers = 3
