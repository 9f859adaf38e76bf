internal import CLinuxShim
internal import Glibc

/// What udev tells of devices once it has dealt with them: the socket of libudev's monitor.
public struct DeviceEvents: ~Copyable {
  private let descriptor: Int32
  /// The files of the devices that udev has dealt with so far.
  private var seen: Set<String> = []

  /// `UDEV_MONITOR_UDEV` in systemd's libsystemd/sd-device/device-monitor.c
  private static let group: UInt32 = 2
  /// What each message of udev begins with.
  private static let prefix = Array("libudev\0".utf8)

  /// Whether udev is running.
  public static var areSent: Bool {
    // SAFETY: the path is a NUL-terminated text.
    unsafe access("/run/udev/control", F_OK) == 0
  }

  /// Listens from now on.
  public init() throws(KernelError) {
    let request = "listen to udev"
    let opened = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_KOBJECT_UEVENT)
    guard opened >= 0 else { throw KernelError(request: request, code: errno) }
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    address.nl_groups = Self.group
    // SAFETY: the address is the local variable, of the length that is given.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(opened, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      close(opened)
      throw KernelError(request: request, code: code)
    }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Waits until udev is done with a new device; false when that takes longer than `milliseconds`.
  ///
  /// - Parameter name: What its file in `/dev` is called.
  public mutating func wait(for name: String, milliseconds: Int32) -> Bool {
    var time = timespec()
    // SAFETY: the clock is read into the local variable; so below.
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    let end = time.milliseconds + Int(milliseconds)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !seen.contains(name) {
      unsafe clock_gettime(CLOCK_MONOTONIC, &time)
      let left = end - time.milliseconds
      var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // SAFETY: there is the one question.
      guard left > 0, unsafe poll(&question, 1, Int32(left)) > 0 else { return false }
      // SAFETY: the kernel writes no more than the buffer's length, and only while the call lasts.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
      if count > 0, let added = Self.addition(buffer[..<count]) { seen.insert(added) }
    }
    return true
  }

  /// The file, in `/dev`, of a device the addition of which udev has dealt with; nil for a message about something else. A
  /// header comes first, then `ACTION=add` and the like, each with a NUL behind it.
  static func addition(_ message: ArraySlice<UInt8>) -> String? {
    guard message.starts(with: prefix) else { return nil }
    let properties = message.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard properties.contains("ACTION=add") else { return nil }
    let name = "DEVNAME=/dev/"
    return properties.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
  }
}

extension timespec {
  fileprivate var milliseconds: Int { tv_sec * 1000 + tv_nsec / 1_000_000 }
}
