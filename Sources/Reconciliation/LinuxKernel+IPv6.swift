internal import Glibc
internal import NetworkModel
internal import Netlink

extension LinuxKernel {
  /// Writes the settings of ``WireFormat/ipv6Configuration(_:)`` to their files, which stand for the namespace of the
  /// thread that opens them.
  ///
  /// Files go by the link's name, so the kernel is asked whether it is still that link which has it, once the file is open:
  /// an open file stays that of its link, and ends with it.
  func configureIPv6(_ name: LinkName, _ link: Int32, _ settings: Settings) throws(KernelError) {
    for entry in settings.entries {
      guard case .ipv6Configuration(let file) = entry.option.wire else { continue }
      let path = "/proc/sys/net/ipv6/conf/\(name)/\(file)"
      func failure(_ error: FileError) -> KernelError {
        KernelError(request: "\(error.action) \(path)", code: error.number.code, words: Self.words(error.number.code))
      }
      let opened: File
      do throws(FileError) { opened = try File.open(path, O_WRONLY) } catch { throw failure(error) }
      try checkName(name, link)
      do throws(FileError) { try opened.append("\(entry.value.number)\n") } catch { throw failure(error) }
    }
  }

  /// Waits until the host takes packets for the addresses that were added to be used at once. What comes next may be that
  /// the same address goes from another link, and in between nobody would answer.
  func awaitAddresses() {
    defer { settling.removeAll() }
    // The kernel needs some milliseconds at most; that one is missing shows in the verification.
    for _ in 0..<200 where !settling.isEmpty {
      guard let local = try? client.localIPv6Addresses() else { return }
      settling.removeAll { local[$0.link]?.contains($0.address) == true }
      if !settling.isEmpty { usleep(1000) }
    }
  }

  /// Makes sure that it is still that link which has the name.
  func checkName(_ name: LinkName, _ link: Int32) throws(KernelError) {
    var question = RequestBatch()
    try question.query(link)
    let answer = client.perform(&question)[0]
    if let error = answer.error { throw error }
    guard answer.link?.name == name else {
      throw KernelError(request: "", code: ENODEV, words: "the link does not have the name \(name) any more")
    }
  }

  private static func words(_ code: Int32) -> String? {
    switch code {
    case EROFS: "/proc/sys is mounted read-only, as containers have it"
    case ENOENT: "the link has no IPv6: the kernel has none, or the MTU is below 1280"
    default: nil
    }
  }
}

extension OptionValue {
  /// As the files of `/proc/sys` have it.
  fileprivate var number: Int64 {
    switch self {
    case .boolean(let isOn): isOn ? 1 : 0
    case .integer(let number): number
    default: preconditionFailure("no setting of IPv6 is \(self)")
    }
  }
}
