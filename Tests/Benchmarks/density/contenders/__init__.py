"""Those who create and destroy, in the order of the tables."""

from density.contenders.ifstate import IfState
from density.contenders.ifupdown2 import IfUpDown2
from density.contenders.ip_script import CAREFUL, USUAL, IPBatch, IPScript
from density.contenders.limit import Limit
from density.contenders.networkd import Networkd
from density.contenders.pyroute2 import Pyroute2
from density.contenders.vnetctl import Vnetctl

contenders = [
    Limit(), Vnetctl(), IPBatch('ip -batch', USUAL), IPBatch('ip -batch, careful', CAREFUL),
    IPScript('ip script', USUAL), Pyroute2('pyroute2 IPRoute', 'iproute'), Pyroute2('pyroute2 NDB', 'ndb'), IfUpDown2(),
    IfState(), Networkd(),
]
