"""Which versions of the tools are compared."""

import glob
import gzip
import os
import re
import subprocess

from rig.folder import INSTALLED
from rig.vnetctl import program


def printed(*command):
    """The first line that a command prints; None when it cannot be had."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().split('\n')[0]


def of_pypi(venv, package):
    """The version of a package of PyPI, by the folder that pip leaves."""
    found = glob.glob(os.path.join(INSTALLED, venv, f'lib/python*/site-packages/{package}-*.dist-info'))
    return re.search(r'-([^-]*)\.dist-info$', found[0])[1] if found else None


def of_changelog(tool):
    """The version of a package of Debian that is only unpacked."""
    path = os.path.join(INSTALLED, tool, 'usr/share/doc', tool, 'changelog.Debian.gz')
    try:
        with gzip.open(path, 'rt', encoding='utf-8') as file:
            return re.search(r'\((.*?)\)', file.readline())[1]
    except OSError:
        return None


def versions():
    """By the name of the tool; None for what is not there."""
    networkd = printed('networkctl', '--version')
    ip = re.search(r'iproute2-([\d.]*\d)', printed('ip', '-V') or '')
    return {
        'vnetctl': printed(program(), '--version'), 'iproute2': ip and ip[1],
        'pyroute2': of_pypi('pyroute2', 'pyroute2'), 'ifupdown2': of_changelog('ifupdown2'),
        'ifstate': of_pypi('ifstate', 'ifstate'), 'systemd-networkd': networkd and networkd.split()[1],
    }
