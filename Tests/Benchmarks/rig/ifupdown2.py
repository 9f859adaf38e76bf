"""ifupdown2 of Debian, unpacked: installed, it would take the place of the machine's own ifupdown."""

import os
import shutil
import subprocess

from rig.folder import INSTALLED, missing

FOLDER = os.path.join(INSTALLED, 'ifupdown2')


def unavailable():
    """Why it cannot run; None when it can."""
    return missing('ifupdown2')


def prepare():
    """Puts its parts where it looks for them, in this mount namespace alone."""
    subprocess.run(
        ['mount', '-t', 'overlay', '-o', f'lowerdir={FOLDER}/usr/share:/usr/share', 'overlay', '/usr/share'],
        check=True)
    os.makedirs('/run/network')
    os.makedirs('/etc/network', exist_ok=True)
    shutil.copytree(f'{FOLDER}/etc/network/ifupdown2', '/etc/network/ifupdown2')


def write(interfaces):
    """Writes /etc/network/interfaces."""
    with open('/etc/network/interfaces', 'w', encoding='utf-8') as file:
        file.write(interfaces)


def command(program, *arguments):
    """The command that runs one of its programs, such as `ifup`."""
    return ['/usr/bin/python3', f'{FOLDER}/sbin/{program}', *arguments]
