internal import NetworkModel

/// Looks each account up once: the name service reads files for every question, or asks a server.
struct AccountCache {
  private let lookup: any AccountLookup
  private var users: [String: UInt32?] = [:]
  private var groups: [String: UInt32?] = [:]

  init(lookup: any AccountLookup) {
    self.lookup = lookup
  }

  mutating func user(named name: String) -> UInt32? {
    if let known = users[name] { return known }
    let number = lookup.user(named: name)
    users.updateValue(number, forKey: name)
    return number
  }

  mutating func group(named name: String) -> UInt32? {
    if let known = groups[name] { return known }
    let number = lookup.group(named: name)
    groups.updateValue(number, forKey: name)
    return number
  }
}
