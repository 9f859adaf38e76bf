import NetworkModel

/// An option in a test: by its constant, or by its name where there is none. Names are looked for in the tables in the
/// order of the manual; `port.priority` names a table.
struct OptionKey: ExpressibleByStringLiteral {
  let option: NetworkModel.Option

  init(_ option: NetworkModel.Option) { self.option = option }

  init(stringLiteral name: String) {
    let parts = name.split(separator: ".").map(String.init)
    let tables = parts.count == 2 ? OptionTable.all.filter { $0.title.hasSuffix(parts[0]) } : OptionTable.all
    guard let option = tables.lazy.compactMap({ $0[parts[parts.count - 1]] }).first else {
      preconditionFailure("no option \(name)")
    }
    self.option = option
  }

  static let mtu = OptionKey(.mtu)
  static let mac = OptionKey(.mac)
  static let up = OptionKey(.up)
  static let promiscuous = OptionKey(.promiscuous)
  static let owner = OptionKey(.owner)
  static let group = OptionKey(.group)
  static let queues = OptionKey(.queues)
  static let vnetHeader = OptionKey(.vnetHeader)
  static let packetInfo = OptionKey(.packetInfo)
}
