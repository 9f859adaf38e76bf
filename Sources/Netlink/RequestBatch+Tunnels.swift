internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about the tunnels to which bridge ports map VLANs.
extension RequestBatch {
  /// The most runs in a message: each takes two attributes of 28 bytes, and the attribute that holds them all ends at 64 KiB.
  private static var longestList: Int { 1000 }

  /// Maps VLANs of a port, in as few messages as hold them, and says how many these are. The kernel refuses a VLAN that is
  /// mapped already, and an identifier to which another one is (`__vlan_tunnel_info_add`).
  public mutating func addTunnels(_ tunnels: VLANTunnels, to port: Int32) throws(KernelError) -> Int {
    try appendTunnels(RTM_SETLINK, tunnels, port)
  }

  /// Takes mappings away.
  public mutating func removeTunnels(_ tunnels: VLANTunnels, from port: Int32) throws(KernelError) -> Int {
    try appendTunnels(RTM_DELLINK, tunnels, port)
  }

  private mutating func appendTunnels(
    _ type: Int, _ tunnels: VLANTunnels, _ port: Int32
  ) throws(KernelError) -> Int {
    var rest = tunnels.runs[...]
    var count = 0
    var header = ifinfomsg()
    header.ifi_family = UInt8(AF_BRIDGE)
    header.ifi_index = port
    while !rest.isEmpty {
      let runs = rest.prefix(Self.longestList)
      rest = rest.dropFirst(Self.longestList)
      count += 1
      try append(type, NLM_F_ACK, header) { (buffer) throws(KernelError) in
        try buffer.nest(IFLA_AF_SPEC) { (buffer) throws(KernelError) in
          for run in runs { try VLANTunnelMessage.put(run, into: &buffer) }
        }
      }
    }
    return count
  }
}
