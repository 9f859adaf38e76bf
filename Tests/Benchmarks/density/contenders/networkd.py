"""systemd-networkd. It works on after the command has ended, so the measurement goes on until the host is as it should
be: that is looked at 50 times a second."""

import os
import shlex
import stat
import subprocess
import time

from density.contenders.contender import Contender
from density.contenders.limit import command as limit
from density.phases import ADD, CHANGE, CREATE, DESTROY, REAPPLY
from density.workload import EXTRA, MTU, address
from rig import networkd
from rig.failure import Failure

AWAITED = {CREATE: 'await', REAPPLY: 'await', CHANGE: 'await-changed', ADD: 'await-added', DESTROY: 'await-nothing'}


def tap(workload, name, changed):
    """The .network file of a TAP."""
    promiscuous = 'Promiscuous=yes\n' if workload.promiscuous(name, changed) else ''
    vlan = workload.vlan(name)
    vlans = f'[BridgeVLAN]\nVLAN={vlan}\nPVID={vlan}\nEgressUntagged={vlan}\n' if vlan else ''
    return (f'[Match]\nName={name}\n[Link]\nMTUBytes={MTU}\n{promiscuous}'
            f'[Network]\nBridge={workload.bridge(name)}\nLinkLocalAddressing=no\n{vlans}')


def files(phase, workload):
    """Its files, by name."""
    filtering = '[Bridge]\nVLANFiltering=yes\nDefaultPVID=none\n' if workload.vlans else ''
    result = {}
    for name in workload.bridges:
        result[f'{name}.netdev'] = (
            f'[NetDev]\nName={name}\nKind=bridge\nMACAddress={address(name)}\nMTUBytes={MTU}\n{filtering}')
        result[f'{name}.network'] = (
            f'[Match]\nName={name}\n[Link]\nMTUBytes={MTU}\n'
            '[Network]\nLinkLocalAddressing=no\nConfigureWithoutCarrier=yes\n')
    for name in workload.taps + ([EXTRA] if phase == ADD else []):
        result[f'{name}.netdev'] = f'[NetDev]\nName={name}\nKind=tap\n'
        result[f'{name}.network'] = tap(workload, name, phase in (CHANGE, ADD))
    return result


class Networkd(Contender):
    """Changes the files in /run/systemd/network and has them read again."""

    name = 'systemd-networkd'
    works_elsewhere = True

    def unavailable(self):
        return networkd.unavailable()

    def version(self):
        return ['networkctl', '--version']

    def phases(self, workload):
        return tuple(AWAITED)

    def prepare(self):
        # It is not root, and opens TAPs as everybody may: by a device node with the mode that udev gives it, which
        # containers do not have.
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/dev/net'], check=True)
        os.mknod('/dev/net/tun', stat.S_IFCHR, os.makedev(10, 200))
        os.chmod('/dev/net/tun', 0o666)
        networkd.write({})
        networkd.start()
        end = time.monotonic() + 10
        while subprocess.run(['networkctl', 'reload'], capture_output=True, check=False).returncode != 0:
            if time.monotonic() > end:
                with open(networkd.LOG, encoding='utf-8') as file:
                    raise Failure(f'{networkd.PROGRAM} does not answer: {file.read()}')
            time.sleep(0.1)

    def stage(self, phase, workload):
        if phase != DESTROY:
            networkd.write(files(phase, workload))

    def command(self, phase, workload):
        # It never removes a link by itself.
        delete = ['networkctl', 'delete', *workload.taps, *workload.bridges]
        words = delete if phase == DESTROY else ['networkctl', 'reload']
        return ['sh', '-c', f'{shlex.join(words)} && {shlex.join(limit(AWAITED[phase], workload))}']

    def restore(self, workload):
        return ['networkctl', 'delete', EXTRA]
