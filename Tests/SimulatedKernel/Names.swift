import Glibc
import NetworkModel

extension SimulatedState {
  /// dev_change_name() in net/core/dev.c, and inetdev_changename() for the labels of addresses.
  mutating func rename(_ index: Int32, to name: LinkName) throws(Objection) {
    let present = try link(index)
    guard name != present.name else { return }
    guard !present.isUp || !missing.contains(.renamingWhileUp) else { throw Objection(EBUSY) }
    guard !hasName(name.text) else { throw Objection(EEXIST) }
    update(index) { link in
      link.name = name
      var count = 0
      for place in link.ipv4.indices {
        guard let label = link.ipv4[place].label else { continue }
        count += 1
        let ending = label.firstIndex(of: ":").map { label[$0...] } ?? ":\(count)"
        link.ipv4[place].label = count == 1 ? name.text : String(name.text.prefix(15 - ending.utf8.count) + ending)
      }
    }
    moveName(present.name, to: name)
  }

  /// rtnl_alt_ifname() in net/core/rtnetlink.c.
  mutating func addAlternativeName(_ name: String, to index: Int32) throws(Objection) {
    guard try link(index).settings.alternativeNames != nil else { throw Objection(EOPNOTSUPP) }
    guard !hasName(name) else { throw Objection(EEXIST) }
    update(index) { link in
      link.settings[.alternativeNames] = .names(((link.settings.alternativeNames ?? []) + [name]).sorted())
    }
  }

  mutating func removeAlternativeName(_ name: String, from index: Int32) throws(Objection) {
    guard let names = try link(index).settings.alternativeNames, names.contains(name) else { throw Objection(ENOENT) }
    update(index) { $0.settings[.alternativeNames] = .names(names.filter { $0 != name }) }
  }

  /// netdev_name_in_use()
  func hasName(_ name: String) -> Bool {
    links.values.contains { $0.name.text == name || $0.settings.alternativeNames?.contains(name) == true }
  }
}
