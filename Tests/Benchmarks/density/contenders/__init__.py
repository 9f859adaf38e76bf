"""Those who create and destroy, in the order of the tables."""

from density.contenders.ip_script import CAREFUL, USUAL, IPBatch, IPScript
from density.contenders.limit import Limit
from density.contenders.vnetctl import Vnetctl

contenders = [
    Limit(), Vnetctl(), IPBatch('ip -batch', USUAL), IPBatch('ip -batch, careful', CAREFUL), IPScript('ip script', USUAL),
]
