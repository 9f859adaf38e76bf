internal import Foundation
internal import KernelTestSupport

/// A NIC that the kernel simulates (drivers/net/netdevsim), with up to four virtual functions, in a namespace of a test's own.
/// It goes with the value.
final class SimulatedNIC: Sendable {
  let host: Host
  private let number: UInt32

  private static let bus = "/sys/bus/netdevsim"

  /// Whether the kernel can do that, and this process may have it done.
  static let isAvailable: Bool = {
    if Requirement.isLab { _ = try? Namespace().spawn("modprobe", ["netdevsim"]) }
    return FileManager.default.isWritableFile(atPath: bus + "/new_device")
  }()

  private var device: String { "\(Self.bus)/devices/netdevsim\(number)" }

  /// A NIC called `nic`.
  init() throws {
    host = try Host()
    number = UInt32.random(in: 1000..<1_000_000)
    // The kernel makes its link in the namespace of whoever asks for it.
    try host.namespace.run { try Self.write("\(number) 1", to: "\(Self.bus)/new_device") }
    let links = try host.namespace.ipJSON("link", "show").elements
    let own = JSON.text("netdevsim\(number)")
    guard let name = links.first(where: { $0["parentdev"] == own })?["ifname"].string else {
      throw Failure(description: "netdevsim has made no link in this namespace: \(links)")
    }
    // A link-local address would come some time later.
    try host.ip(lines: "link set dev \(name) name nic\nlink set dev nic addrgenmode none\nlink set dev nic up")
  }

  deinit {
    try? Self.write("\(number)", to: "\(Self.bus)/del_device")
  }

  /// How many virtual functions the driver has, by itself and not by rtnetlink.
  var count: String {
    get throws { try String(contentsOfFile: device + "/sriov_numvfs", encoding: .utf8).filter(\.isNumber) }
  }

  /// Makes virtual functions as somebody else would.
  func setCount(_ count: Int) throws { try Self.write("\(count)", to: device + "/sriov_numvfs") }

  private static func write(_ text: String, to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}
