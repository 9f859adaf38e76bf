"""vnetctl."""

import json

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY, DIFF, EXPORT, PHASES, REAPPLY, ROLLBACK
from density.workload import EXTRA, MTU, address
from rig import vnetctl

DOCUMENTS = {phase: '/run/host.json' for phase in PHASES} | {
    CHANGE: '/run/changed.json', ADD: '/run/added.json', ROLLBACK: '/run/refused.json'}
COMMANDS = {
    CREATE: ['apply', '--yes'], REAPPLY: ['apply', '--yes'], DIFF: ['diff'], CHANGE: ['apply', '--yes'],
    ADD: ['apply', '--yes'], ROLLBACK: ['apply', '--yes'],
}
# The route is the last of all operations, and the kernel refuses it: its gateway is nowhere.
REFUSED = [{'to': '198.51.100.0/24', 'via': '203.0.113.1'}]


def tap(workload, name, changed):
    """A TAP of the document."""
    bridge, vlan = workload.bridge(name), workload.vlan(name)
    link = {'kind': 'tap', 'mtu': MTU, 'bridge': {'name': bridge, 'vlan': {'access': vlan}} if vlan else bridge}
    return link | {'promiscuous': True} if workload.promiscuous(name, changed) else link


def document(phase, workload):
    """The document of a phase."""
    if phase == ADD:
        return {'version': 1, 'name': 'added', 'links': {EXTRA: tap(workload, EXTRA, False)}}
    filtering = {'vlan_filtering': True, 'vlan_default_pvid': 0} if workload.vlans else {}
    links = {name: {'kind': 'bridge', 'mtu': MTU, 'mac': address(name)} | filtering for name in workload.bridges}
    links |= {name: tap(workload, name, phase == CHANGE) for name in workload.taps}
    routes = {'routes': REFUSED} if phase == ROLLBACK else {}
    return {'version': 1, 'name': 'host', 'links': links} | routes


def write(path, content):
    """A link a line, as a program would write it that is asked for readable text."""
    links = ',\n'.join(f'    {json.dumps(name)}: {json.dumps(link)}' for name, link in content['links'].items())
    others = ',\n'.join(f'  {json.dumps(key)}: {json.dumps(value)}' for key, value in content.items() if key != 'links')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{{\n{others},\n  "links": {{\n{links}\n  }}\n}}\n')


class Vnetctl(Contender):
    """Applies a document, and destroys what came of it."""

    name = 'vnetctl'
    # Failed and rolled back.
    statuses = {ROLLBACK: 2}

    def unavailable(self):
        return vnetctl.unavailable()

    def version(self):
        return [vnetctl.program(), '--version']

    def phases(self, workload):
        return PHASES

    def stage(self, phase, workload):
        if phase in COMMANDS:
            write(DOCUMENTS[phase], document(phase, workload))

    def command(self, phase, workload):
        if phase == EXPORT:
            return [vnetctl.program(), 'export']
        if phase == DESTROY:
            return [vnetctl.program(), 'destroy', '--yes', 'host']
        return [vnetctl.program(), *COMMANDS[phase], DOCUMENTS[phase]]

    def restore(self, workload):
        return [vnetctl.program(), 'destroy', '--yes', 'added']
