import NetworkModel

extension RandomTopology {
  /// Adds virtual functions to NICs that say how many they have, of eight at most.
  mutating func addFunctions(to links: inout [DeclaredLink]) {
    for place in links.indices where links[place].kind == .nic && !links[place].isAbsent && chance(40) {
      let count = below(4)
      links[place].settings[.virtualFunctions] = .integer(Int64(count))
      for number in 0..<count where chance(60) { links[place].virtualFunctions[number] = function(number) }
    }
  }

  private mutating func function(_ number: Int) -> Settings {
    var settings = Settings()
    for option in OptionTable.virtualFunction.rows where chance(30) {
      switch option.type {
      case .boolean: settings[option] = .boolean(chance(50))
      case .mac: settings[option] = .mac(MACAddress(bits: 0x5254_00AA_0000 + UInt64(number * 4 + below(2))))
      case .enumeration(let words): settings[option] = pick(words).map { .integer($0.number) }
      default: settings[option] = .integer(Int64(below(3)))
      }
    }
    return settings
  }
}
