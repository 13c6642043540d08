"""Tests that share preparations run on one worker, whatever pytest and pytest-xdist do."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process: no groups")
def test_a_group_is_part_of_what_pytest_xdist_deals_out(request):
    assert request.node.nodeid.endswith("@test_groups")
