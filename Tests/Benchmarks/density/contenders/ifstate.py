"""ifstate. It has no documents that are parts of others: to add a TAP is to apply the whole again."""

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY, DIFF, EXPORT, REAPPLY
from density.workload import EXTRA, MTU, address
from rig import ifstate

COMMANDS = {
    CREATE: 'apply', REAPPLY: 'apply', DIFF: 'check', EXPORT: 'show', CHANGE: 'apply', ADD: 'apply', DESTROY: 'apply'}


def tap(workload, name, changed):
    """A TAP of the document."""
    interface = {
        'link': {
            'kind': 'tun', 'tun_type': 'tap', 'tun_persist': True, 'mtu': MTU, 'master': workload.bridge(name),
            'state': 'up'},
        'flags': {'promisc': workload.promiscuous(name, changed)}}
    if workload.vlans:
        interface['brvlan'] = [{'vid': workload.vlan(name), 'pvid': True, 'untagged': True}]
    return interface


def document(phase, workload):
    """The document of a phase."""
    if phase == DESTROY:
        return {'interfaces': {}}
    filtering = {'br_vlan_filtering': True, 'br_vlan_default_pvid': 0} if workload.vlans else {}
    interfaces = {
        name: {'link': {'kind': 'bridge', 'mtu': MTU, 'address': address(name), 'state': 'up'} | filtering}
        for name in workload.bridges}
    for name in workload.taps + ([EXTRA] if phase == ADD else []):
        interfaces[name] = tap(workload, name, phase in (CHANGE, ADD))
    return {'interfaces': interfaces}


class IfState(Contender):
    """Applies documents; one without interfaces at the end."""

    name = 'ifstate'

    def unavailable(self):
        return ifstate.unavailable()

    def version(self):
        return ifstate.command('--version')

    def phases(self, workload):
        return tuple(COMMANDS)

    def stage(self, phase, workload):
        ifstate.write(document(phase, workload))

    def command(self, phase, workload):
        return ifstate.command(COMMANDS[phase])
