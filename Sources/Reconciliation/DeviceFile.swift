internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// The character device of a macvtap, `/dev/tapN` for the link with the index N: what a guest's program opens.
///
/// The kernel makes the file in devtmpfs before it answers the request for the link (macvtap_device_event), for all network
/// namespaces in the one folder, whatever indices they give. So it is known to be that of the link by the number of its
/// device alone, which sysfs tells of the links of one namespace.
struct DeviceFile: ~Copyable {
  private let file: File
  private let status: File.Status

  /// Read and write for the group.
  private static let groupAccess: UInt32 = 0o060

  /// Whether device files are those of this machine: a container may have others, or none.
  static var areThere: Bool {
    guard let bytes = try? File.reading("/proc/self/mountinfo").readAll() else { return false }
    let mounts = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
    let kind = { (folder: String) -> Substring? in
      // 24 1 0:6 / /dev rw,relatime shared:2 - devtmpfs udev rw,… (proc_pid_mountinfo(5))
      let mount = mounts.last { $0.count > 4 && $0[4] == folder }
      return mount.flatMap { fields in fields.firstIndex(of: "-").map { fields[fields.index(after: $0)] } }
    }
    return kind("/dev") == "devtmpfs" && kind("/sys") == "sysfs"
  }

  /// Its name in `/dev`.
  static func name(_ index: Int32) -> String { "tap\(index)" }

  /// Opens the file without a word to the driver, which would take it for a guest, and makes sure whose it is.
  static func open(of link: LinkName, _ index: Int32) throws(FileError) -> DeviceFile {
    let folder = "/sys/class/net/\(link)"
    let path = "/dev/\(name(index))"
    guard try text("\(folder)/ifindex") == "\(index)" else {
      throw FileError("find", path, code: ENODEV, reason: "/sys shows another link of the name \(link)")
    }
    let numbers = try text("\(folder)/\(name(index))/dev").split(separator: ":").compactMap { UInt($0) }
    let file = try File.open(path, SHIM_O_PATH | O_NOFOLLOW)
    let status = try file.status()
    guard numbers.count == 2, status.isCharacterDevice, status.device == device(numbers[0], numbers[1]) else {
      throw FileError("use", path, code: ENXIO, reason: "it is not the device of \(link)")
    }
    return DeviceFile(file: file, status: status)
  }

  private static func text(_ path: String) throws(FileError) -> String {
    let bytes = try File.reading(path).readAll()
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// makedev(3)
  private static func device(_ major: UInt, _ minor: UInt) -> UInt {
    (major & 0xFFFF_F000) << 32 | (major & 0xFFF) << 8 | (minor & 0xFFFF_FF00) << 12 | minor & 0xFF
  }

  /// Whose it is. A group that may not open it counts as none.
  var settings: Settings {
    var settings = Settings(.deviceOwner, .account(Account(number: status.owner)))
    let isOpen = status.mode & Self.groupAccess == Self.groupAccess
    settings[.deviceGroup] = .account(Account(number: isOpen ? status.group : 0))
    return settings
  }

  /// Gives it to others, and lets the members of the group open it if there is one besides root's.
  func set(_ settings: Settings) throws(FileError) {
    var (owner, group) = (status.owner, status.group)
    if case .account(let account)? = settings[.deviceOwner] { owner = account.number }
    if case .account(let account)? = settings[.deviceGroup] {
      group = account.number
      let access = group == 0 ? 0 : Self.groupAccess
      let mode = status.mode & 0o7777 & ~Self.groupAccess | access
      if mode != status.mode & 0o7777 {
        // Without CAP_FOWNER only the owner of a file sets its permissions.
        if status.owner != geteuid() { try file.give(to: geteuid(), group: group) }
        try file.setPermissionsByPath(mode)
      }
    }
    try file.give(to: owner, group: group)
  }
}
