internal import NetworkModel

extension LinkName: RecordWord {
  init?(recordWord: String) {
    // Names that the kernel gave are recorded too, so its rules hold here and not those of documents.
    guard let text = RecordToken.decode(recordWord), 1...Self.maximumLength ~= text.utf8.count else { return nil }
    self.init(kernelName: text)
  }

  var recordWord: String { RecordToken.encode(text) }
}

extension LinkKind: RecordWord {
  init?(recordWord: String) { self.init(rawValue: recordWord) }
  var recordWord: String { rawValue }
}

extension MACAddress: RecordWord {
  init?(recordWord: String) { self.init(recordWord) }
  var recordWord: String { description }
}

/// `none`, or `on:` and the master.
extension DeclaredLink.Master: RecordWord {
  init?(recordWord: String) {
    if recordWord == "none" {
      self = .none
    } else {
      guard recordWord.hasPrefix("on:"), let name = LinkName(recordWord: String(recordWord.dropFirst(3))) else {
        return nil
      }
      self = .on(name)
    }
  }

  var recordWord: String {
    switch self {
    case .none: "none"
    case .on(let master): "on:" + master.recordWord
    }
  }
}

/// `20-29t`: the first VLAN, the last, and whether they are tagged or untagged.
extension BridgeVLANs.Run: RecordWord {
  init?(recordWord: String) {
    let numbers = recordWord.dropLast().split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard numbers.count == 2, let first = numbers[0].flatMap({ VLANID($0) }),
      recordWord.hasSuffix("u") || recordWord.hasSuffix("t"),
      let last = numbers[1].flatMap({ VLANID($0) }), first <= last
    else { return nil }
    self.init(first: first.number, last: last.number, untagged: recordWord.hasSuffix("u"))
  }

  var recordWord: String { "\(first)-\(last)\(untagged ? "u" : "t")" }
}

/// The address, of whichever sort.
extension MulticastEntry.Group: RecordWord {
  init?(recordWord: String) {
    if let mac = MACAddress(recordWord) {
      self = .mac(mac)
    } else {
      guard let address = IPAddress(recordWord) else { return nil }
      self = .address(address)
    }
  }

  var recordWord: String { description }
}

/// `20-29:10020`: the first VLAN, the last, and the identifier of the first.
extension VLANTunnels.Run: RecordWord {
  init?(recordWord: String) {
    let parts = recordWord.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = UInt32(parts[1]), id <= 0xFFFF_FFFF - 4096 else { return nil }
    let vlans = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard vlans.count == 2, let first = vlans[0].flatMap({ VLANID($0) }), let last = vlans[1].flatMap({ VLANID($0) }),
      first <= last
    else { return nil }
    self.init(first: first.number, last: last.number, id: id)
  }

  var recordWord: String { "\(first)-\(last):\(id)" }
}
