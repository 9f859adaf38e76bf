"""The small C programs of the benchmarks, compiled where the other tools are."""

import os
import subprocess

from rig.folder import INSTALLED

SOURCES = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIBRARIES = {'limit': ['-lmnl'], 'stopwatch': []}


def path(name):
    """Where the program is."""
    return os.path.join(INSTALLED, name)


def compile_all():
    """Compiles those that are not there, or older than their source."""
    os.makedirs(INSTALLED, exist_ok=True)
    for name, libraries in LIBRARIES.items():
        source = os.path.join(SOURCES, f'{name}.c')
        if not os.path.exists(path(name)) or os.path.getmtime(path(name)) < os.path.getmtime(source):
            subprocess.run(['cc', '-O2', '-Wall', '-Wextra', '-o', path(name), source, *libraries], check=True)
