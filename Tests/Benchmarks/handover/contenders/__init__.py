"""Those who attach and release, in the order of the table."""

from handover.contenders.ifstate import IfState
from handover.contenders.ifupdown2 import IfUpDown2
from handover.contenders.ip_script import CAREFUL, USUAL, IPBatch, IPScript
from handover.contenders.networkd import Networkd
from handover.contenders.vnetctl import Vnetctl

contenders = [
    Vnetctl(), IPScript('ip script', USUAL), IPBatch('ip -batch', USUAL), IPBatch('ip -batch, careful', CAREFUL),
    IfUpDown2(), IfState(), Networkd(),
]
