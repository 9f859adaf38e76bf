"""systemd-networkd, with a message bus of its own and without systemd.

It manages links without udev where /sys is read-only, as it is in containers.
"""

import glob
import os
import shutil
import subprocess
import time

from handover.addresses import BRIDGE, FAMILIES, HOST, MAC, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender
from handover.failure import Failure
from handover.host import default_routes

PROGRAM = '/lib/systemd/systemd-networkd'
FOLDER = '/run/systemd/network'
SETTINGS = '[Network]\n' + ''.join(
    [f'Address={with_prefix(HOST, family)}\n' for family in FAMILIES]
    + [f'Gateway={NEIGHBOUR[family]}\n' for family in FAMILIES])
# Without the NIC's MAC the bridge would have one of its own, as it would by ifstate, and the neighbour would believe in
# it for up to 45 s after the release (base_reachable_time_ms): the host has no reason to tell it otherwise.
FILES = {
    'attach': {
        f'{BRIDGE}.netdev': f'[NetDev]\nName={BRIDGE}\nKind=bridge\nMACAddress={MAC}\n',
        f'{BRIDGE}.network': f'[Match]\nName={BRIDGE}\n{SETTINGS}',
        f'{NIC}.network': f'[Match]\nName={NIC}\n[Network]\nBridge={BRIDGE}\n',
    },
    'release': {f'{NIC}.network': f'[Match]\nName={NIC}\n{SETTINGS}'},
}
# It goes on with its work after the command has ended. It never removes a link by itself.
COMMANDS = {'attach': 'networkctl reload', 'release': f'networkctl reload && networkctl delete {BRIDGE}'}


class Networkd(Contender):
    """Changes the files in /run/systemd/network and has them read again."""

    name = 'systemd-networkd'

    def unavailable(self):
        for program in (PROGRAM, '/usr/bin/networkctl', '/usr/bin/dbus-daemon'):
            if not os.access(program, os.X_OK):
                return f'{program}: not there; it comes with Debian\'s packages systemd and dbus'
        return 'needs root outside of user namespaces' if os.geteuid() != 0 else None

    def prepare(self):
        subprocess.run(['mount', '-o', 'remount,ro', '/sys'], check=True)
        for folder in ('netif', 'netif/links', 'netif/leases', 'netif/lldp'):
            os.makedirs(f'/run/systemd/{folder}')
            shutil.chown(f'/run/systemd/{folder}', 'systemd-network', 'systemd-network')
        os.makedirs('/run/dbus')
        self.stage('release')
        subprocess.run(['dbus-daemon', '--system', '--fork', '--nopidfile'], check=True)
        log = os.open('/run/networkd.log', os.O_WRONLY | os.O_CREAT)
        subprocess.Popen([PROGRAM], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + 10
        while not all(default_routes(family) for family in FAMILIES):
            if time.monotonic() > end:
                with open('/run/networkd.log', encoding='utf-8') as file:
                    raise Failure(f'{PROGRAM} does not configure the link: {file.read()}')
            time.sleep(0.1)

    def stage(self, move):
        for path in glob.glob(f'{FOLDER}/*'):
            os.remove(path)
        os.makedirs(FOLDER, exist_ok=True)
        for name, text in FILES[move].items():
            with open(f'{FOLDER}/{name}', 'w', encoding='utf-8') as file:
                file.write(text)

    def command(self, move):
        return ['sh', '-c', COMMANDS[move]]
