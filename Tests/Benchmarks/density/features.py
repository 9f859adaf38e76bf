"""Whether the kernel can do what a workload needs: tried in namespaces that are thrown away."""

import json
import subprocess

from rig import namespaces

LIMIT = 60


def missing_for_vlans():
    """Why the workload with VLANs cannot be measured here; None when it can."""
    result = namespaces.run(__name__, limit=LIMIT)
    return result.get('failure') or result['missing']


def try_filtering():
    """Makes a bridge that filters VLANs."""
    done = subprocess.run(
        ['ip', 'link', 'add', 'br0', 'type', 'bridge', 'vlan_filtering', '1'], capture_output=True, check=False)
    if done.returncode == 0:
        show = ['ip', '-j', '-d', 'link', 'show', 'br0']
        shown = subprocess.run(show, capture_output=True, text=True, check=True)
        if json.loads(shown.stdout)[0]['linkinfo']['info_data'].get('vlan_filtering') == 1:
            return {'missing': None}
    return {'missing': 'this kernel\'s bridges do not filter VLANs (CONFIG_BRIDGE_VLAN_FILTERING)'}


if __name__ == '__main__':
    namespaces.report(try_filtering)
