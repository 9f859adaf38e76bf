internal import Glibc
internal import Netlink
internal import NetworkModel

/// The device of a NIC whose virtual functions can be chosen, as sysfs shows it (drivers/pci/iov.c). The folders of devices
/// are the same for all network namespaces, other than those of links.
struct PhysicalFunction {
  private let folder: String

  /// Nil where there is no such device, or it has no virtual functions.
  init?(_ device: ParentDevice) {
    let isName = { (text: String) in !text.isEmpty && text != "." && text != ".." && !text.utf8.contains(0x2F) }
    guard isName(device.bus), isName(device.name) else { return nil }
    folder = "/sys/bus/\(device.bus)/devices/\(device.name)"
    guard number("sriov_numvfs") != nil else { return nil }
  }

  /// How many virtual functions there can be; nil where nothing tells.
  var maximum: Int64? { number("sriov_totalvfs") }

  /// Makes as many virtual functions. Another number than 0 the kernel takes only where there are none.
  func setCount(_ count: Int64) throws(FileError) {
    let path = "\(folder)/sriov_numvfs"
    do throws(FileError) {
      try File.open(path, O_WRONLY).append("\(count)\n")
    } catch {
      throw FileError(error.action, path, code: error.number.code, reason: Self.reason(error.number.code))
    }
  }

  private static func reason(_ code: Int32) -> String? {
    switch code {
    case EROFS: "/sys is mounted read-only, as containers have it"
    case ENOENT: "its driver makes no virtual functions"
    case EBUSY: "it has others already"
    case ERANGE: "the hardware has not so many"
    default: nil
    }
  }

  private func number(_ file: String) -> Int64? {
    guard let bytes = try? File.reading("\(folder)/\(file)").readAll(limit: 4096) else { return nil }
    return Int64(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
