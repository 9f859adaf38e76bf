"""Goes through a phase by NDB of pyroute2, which holds all links in a database.

NDB of pyroute2 0.9 cannot make TAPs ("'NDB' object has no attribute '_event_queue'"), nor make links promiscuous, nor
set VLANs of ports: for these IPRoute is used beside it.
"""

import sys

from density.phases import ADD, CHANGE, CREATE
from density.programs.iproute import IFF_PROMISC, PVID_UNTAGGED
from density.workload import EXTRA, MTU, Workload, address
from pyroute2 import NDB, IPRoute


def create_tap(ndb, ipr, workload, name):
    """Makes a TAP on its bridge."""
    ipr.link('add', ifname=name, kind='tuntap', mode='tap')
    with ndb.interfaces.wait(ifname=name, timeout=10) as tap:
        tap['mtu'] = MTU
        tap['master'] = ndb.interfaces[workload.bridge(name)]['index']
        tap['state'] = 'up'
    number = tap['index']
    if workload.promiscuous(name):
        ipr.link('set', index=number, flags=IFF_PROMISC, change=IFF_PROMISC)
    if workload.vlans:
        ipr.vlan_filter('add', index=number, vlan_info={'vid': workload.vlan(name), 'flags': PVID_UNTAGGED})


def create_bridge(ndb, workload, name):
    """Makes a bridge."""
    filtering = {'br_vlan_filtering': 1, 'br_vlan_default_pvid': 0} if workload.vlans else {}
    ndb.interfaces.create(
        ifname=name, kind='bridge', address=address(name), mtu=MTU, state='up', **filtering).commit()


def run(ndb, ipr, phase, workload):
    """Goes through a phase."""
    if phase == CREATE:
        for bridge in workload.bridges:
            create_bridge(ndb, workload, bridge)
        for name in workload.taps:
            create_tap(ndb, ipr, workload, name)
    elif phase == ADD:
        create_tap(ndb, ipr, workload, EXTRA)
    elif phase == CHANGE:
        ipr.link('set', index=ndb.interfaces[workload.changed]['index'], flags=IFF_PROMISC, change=IFF_PROMISC)
    else:
        for name in workload.taps + workload.bridges:
            with ndb.interfaces[name] as link:
                link.remove()


def main():
    phase, count, vlans = sys.argv[1:]
    with NDB() as ndb, IPRoute() as ipr:
        run(ndb, ipr, phase, Workload(int(count), bool(vlans)))


if __name__ == '__main__':
    main()
