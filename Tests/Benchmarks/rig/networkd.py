"""systemd-networkd, with a message bus of its own and without systemd.

It manages links without udev where /sys is read-only, as it is in containers.
"""

import glob
import os
import shutil
import subprocess

PROGRAM = '/lib/systemd/systemd-networkd'
FOLDER = '/run/systemd/network'
LOG = '/run/networkd.log'


def unavailable():
    """Why it cannot run; None when it can."""
    for program in (PROGRAM, '/usr/bin/networkctl', '/usr/bin/dbus-daemon'):
        if not os.access(program, os.X_OK):
            return f'{program}: not there; it comes with Debian\'s packages systemd and dbus'
    return 'needs root outside of user namespaces' if os.geteuid() != 0 else None


def start():
    """Starts it; it reads its files."""
    subprocess.run(['mount', '-o', 'remount,ro', '/sys'], check=True)
    for folder in ('netif', 'netif/links', 'netif/leases', 'netif/lldp'):
        os.makedirs(f'/run/systemd/{folder}')
        shutil.chown(f'/run/systemd/{folder}', 'systemd-network', 'systemd-network')
    os.makedirs('/run/dbus')
    subprocess.run(['dbus-daemon', '--system', '--fork', '--nopidfile'], check=True)
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT)
    subprocess.Popen([PROGRAM], stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def write(files):
    """Writes its files, and removes those that were there."""
    for path in glob.glob(f'{FOLDER}/*'):
        os.remove(path)
    os.makedirs(FOLDER, exist_ok=True)
    for name, text in files.items():
        with open(f'{FOLDER}/{name}', 'w', encoding='utf-8') as file:
            file.write(text)
