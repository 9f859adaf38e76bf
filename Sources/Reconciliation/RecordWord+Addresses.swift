internal import NetworkModel

extension IPAddress: RecordWord {
  init?(recordWord: String) { self.init(recordWord) }

  var recordWord: String { description }
}

/// The address and the length, also where that is all bits or none.
extension IPPrefix: RecordWord {
  init?(recordWord: String) {
    let parts = recordWord.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(recordWord: String(parts[0])), let length = UInt8(parts[1]) else {
      return nil
    }
    self.init(address, length: length)
    guard self.address == address, self.length == length else { return nil }
  }

  var recordWord: String { "\(address)/\(length)" }
}

extension Scope: RecordWord {
  init?(recordWord: String) {
    guard let scope = Self.words.first(where: { $0.key == recordWord })?.value ?? UInt8(recordWord).map(Scope.init)
    else { return nil }
    self = scope
  }

  var recordWord: String { description }
}

extension Address.Lifetime: RecordWord {
  init?(recordWord: String) {
    if recordWord == "forever" {
      self = .forever
    } else {
      guard let seconds = UInt32(recordWord) else { return nil }
      self = .seconds(seconds)
    }
  }

  var recordWord: String {
    switch self {
    case .forever: "forever"
    case .seconds(let seconds): String(seconds)
    }
  }
}

extension Route.Action: RecordWord {
  init?(recordWord: String) {
    guard let action = Self.allCases.first(where: { $0.word == recordWord }) else { return nil }
    self = action
  }

  var recordWord: String { word }
}
