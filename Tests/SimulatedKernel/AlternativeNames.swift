import Glibc
import NetworkModel

extension SimulatedState {
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
