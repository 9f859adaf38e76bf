"""Where `.ci/install bench` puts the other tools, and the benchmarks what they compile."""

import os

INSTALLED = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3, '.build/bench'))


def missing(tool):
    """Why a tool is not there; None when it is."""
    if os.path.exists(os.path.join(INSTALLED, tool, 'complete')):
        return None
    try:
        with open(os.path.join(INSTALLED, f'{tool}.missing'), encoding='utf-8') as file:
            return file.read().strip()
    except FileNotFoundError:
        return 'not installed: run `.ci/install bench`'
