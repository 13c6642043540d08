"""ANSI colours, progress bars with carriage returns, emoji, other scripts."""
# %%
print("\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m\rover 100%|██████| ✓ 学习 🙂")
# %%
"\x1b[32mgreen"
