internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// An open descriptor on `/dev/net/tun`, attached to a TAP of the network namespace of the thread that opened it.
///
/// Closing it leaves a persistent TAP where it is. One descriptor serves one TAP: a second `TUNSETIFF` fails.
public struct TAPDevice: ~Copyable {
  private let descriptor: Int32
  private let name: LinkName

  /// Whether the device file is there. The kernel may still have to load the driver when it is opened.
  static var isAvailable: Bool {
    // SAFETY: the path is a NUL-terminated text.
    unsafe access(path, F_OK) == 0
  }

  private static let path = "/dev/net/tun"

  /// Makes a TAP that stays until it is deleted.
  /// - Parameters:
  ///   - index: The interface index that it gets. The kernel refuses one that another link has.
  ///   - settings: Those at ``OptionTable/Place/tapDevice``; what is missing is as the kernel makes it.
  public static func create(_ name: LinkName, index: Int32, _ settings: Settings) throws(KernelError) {
    let device = try TAPDevice(name)
    try device.chooseIndex(index)
    try device.attach(settings, exclusively: true)
    try device.setAccounts(settings)
    try device.control(UInt(SHIM_TUNSETPERSIST), 1, "TUNSETPERSIST")
  }

  /// Changes an idle TAP by attaching to it for a moment.
  /// - Parameters:
  ///   - settings: What changes.
  ///   - current: What the kernel reports now, and what is kept of it: attaching sets the flags anew.
  ///   - confirm: Called once it is attached, since the kernel finds a TAP by its name alone: throws when another one has
  ///     the name by now. Of that one nothing has changed then but the flags that each process sets that attaches.
  public static func retune(
    _ name: LinkName, _ settings: Settings, current: Settings, confirm: () throws(KernelError) -> Void
  ) throws(KernelError) {
    var flags = current
    flags.merge(settings)
    let device = try TAPDevice(name)
    try device.attach(flags, exclusively: false)
    try confirm()
    try device.setAccounts(settings)
  }

  private init(_ name: LinkName) throws(KernelError) {
    // SAFETY: the path is a NUL-terminated text.
    let opened = unsafe open(Self.path, O_RDWR | O_CLOEXEC)
    guard opened >= 0 else { throw KernelError(request: "open \(Self.path)", code: errno) }
    descriptor = opened
    self.name = name
  }

  deinit {
    close(descriptor)
  }

  private func attach(_ settings: Settings, exclusively: Bool) throws(KernelError) {
    var flags = Int32(IFF_TAP)
    if exclusively { flags |= Int32(IFF_TUN_EXCL) }
    if settings.flag(.packetInfo) != true { flags |= Int32(IFF_NO_PI) }
    if settings.flag(.vnetHeader) == true { flags |= Int32(IFF_VNET_HDR) }
    if settings.number(.queues) ?? 1 > 1 { flags |= Int32(IFF_MULTI_QUEUE) }
    guard name.text.utf8.count <= LinkName.maximumLength else { throw error("TUNSETIFF", ENAMETOOLONG) }
    // SAFETY: the name is a NUL-terminated text while the call lasts.
    let code = unsafe shim_attach_tap(descriptor, name.text, flags)
    guard code == 0 else {
      // The driver says EBUSY for a name that is taken when it is asked for a new device, and the kernel for an index.
      throw error("TUNSETIFF", code, exclusively && code == EBUSY ? "there is a link of that name or index" : nil)
    }
  }

  /// Says what index the device gets that is made next. The kernel takes it before `TUNSETIFF` alone.
  private func chooseIndex(_ index: Int32) throws(KernelError) {
    let code = shim_choose_tap_index(descriptor, index)
    guard code == 0 else { throw error("TUNSETIFINDEX", code) }
  }

  private func setAccounts(_ settings: Settings) throws(KernelError) {
    if case .account(let owner) = settings[.owner] {
      try control(UInt(SHIM_TUNSETOWNER), owner.number, "TUNSETOWNER")
    }
    if case .account(let group) = settings[.group] {
      try control(UInt(SHIM_TUNSETGROUP), group.number, "TUNSETGROUP")
    }
  }

  private func control(_ number: UInt, _ value: UInt32, _ word: String) throws(KernelError) {
    // SAFETY: these requests take a number, not an address.
    guard ioctl(descriptor, number, CInt(bitPattern: value)) == 0 else {
      let code = errno
      throw error(word, code, code == EINVAL ? "\(value) does not exist in this user namespace" : nil)
    }
  }

  private func error(_ word: String, _ code: Int32, _ words: String? = nil) -> KernelError {
    KernelError(request: "\(word) \(name)", code: code, words: words)
  }
}
