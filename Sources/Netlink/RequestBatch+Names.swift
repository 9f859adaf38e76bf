internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about the names of links.
extension RequestBatch {
  /// Gives a link another name (`IFLA_IFNAME`): `EEXIST` when any link of the namespace has it, also as an alternative one;
  /// `EBUSY` before Linux 6.2 when it is up.
  public mutating func renameLink(_ link: Int32, _ name: LinkName) throws(KernelError) {
    var header = ifinfomsg()
    header.ifi_index = link
    try append(RTM_NEWLINK, NLM_F_ACK, header) { (buffer) throws(KernelError) in try buffer.put(IFLA_IFNAME, name.text)
    }
  }

  /// Gives a link one more name (`RTM_NEWLINKPROP`); `EEXIST` when any link of the namespace has it.
  public mutating func addAlternativeName(_ name: String, to link: Int32) throws(KernelError) {
    try property(RTM_NEWLINKPROP, name, link)
  }

  /// Takes a name from a link (`RTM_DELLINKPROP`).
  public mutating func removeAlternativeName(_ name: String, from link: Int32) throws(KernelError) {
    try property(RTM_DELLINKPROP, name, link)
  }

  private mutating func property(_ type: Int, _ name: String, _ link: Int32) throws(KernelError) {
    var header = ifinfomsg()
    header.ifi_index = link
    try append(type, NLM_F_ACK, header) { (buffer) throws(KernelError) in
      try buffer.nest(IFLA_PROP_LIST) { (buffer) throws(KernelError) in try buffer.put(IFLA_ALT_IFNAME, name) }
    }
  }
}
