internal import NetworkModel

/// The virtual functions of a NIC: `{"0": {"mac": "52:54:00:00:00:01"}, "1-3": {"trust": true}}`.
extension DocumentDecoder {
  /// The numbers that a key can have: as many functions as a device on PCI Express can.
  private static let numbers = 0...65534

  mutating func decodeVirtualFunctions(_ node: DocumentNode) -> [Int: Settings] {
    guard case .object(let members) = node.content else {
      report(
        node.position,
        "virtual functions are an object such as {\"0\": {\"vlan\": 10}, \"1-3\": {\"trust\": true}}, not \(node.title)"
      )
      return [:]
    }
    var functions: [Int: Settings] = [:]
    var places: [Int: TextPosition] = [:]
    for member in members {
      within(.key(member.key)) { decoder in
        guard let numbers = decoder.decodeNumbers(member) else { return }
        let settings = decoder.decodeVirtualFunction(member.value, sharedBy: numbers.count)
        let twice = numbers.first { places[$0] != nil }
        if let twice, let place = places[twice] {
          decoder.report(
            member.keyPosition, "the virtual function \(twice) is declared already, at \(place); declare each once")
        }
        for number in numbers where places[number] == nil {
          places[number] = member.keyPosition
          functions[number] = settings
        }
      }
    }
    return functions
  }

  private mutating func decodeNumbers(_ member: DocumentNode.Member) -> ClosedRange<Int>? {
    guard let numbers = Self.numbers(member.key) else {
      report(
        member.keyPosition,
        "the key must be the number of a virtual function, from \(Self.numbers.lowerBound) to "
          + "\(Self.numbers.upperBound), or a range such as \"1-3\"")
      return nil
    }
    return numbers
  }

  /// The numbers that a key stands for; nil for one that stands for none.
  private static func numbers(_ key: String) -> ClosedRange<Int>? {
    guard let bounds = bounds(key), bounds.upperBound <= numbers.upperBound else { return nil }
    return Int(bounds.lowerBound)...Int(bounds.upperBound)
  }

  private mutating func decodeVirtualFunction(_ node: DocumentNode, sharedBy count: Int) -> Settings {
    var settings = Settings()
    guard case .object(let members) = node.content else {
      report(node.position, "a virtual function is an object such as {\"vlan\": 10}, not \(node.title)")
      return settings
    }
    for member in members {
      within(.key(member.key)) { decoder in
        guard let option = OptionTable.virtualFunction[member.key] else {
          return decoder.report(member.keyPosition, KeyAdvice.inVirtualFunction(member.key))
        }
        settings[option] = decoder.decode(member.value, as: option.type)
        if option.id == Option.virtualFunctionMAC.id, count > 1 {
          decoder.report(
            member.keyPosition,
            "\(count) virtual functions cannot share an address; declare each of them by itself")
        }
      }
    }
    // rtnl_set_vf_rate() refuses it, where the kernel is young enough.
    if let low = settings.number(.minimumRate), let high = settings.number(.maximumRate), high != 0, low > high,
      let member = members.first(where: { $0.key == Option.minimumRate.name })
    {
      within(.key(member.key)) {
        $0.report(member.value.position, "\(low) is more than the \(high) of \"\(Option.maximumRate.name)\"")
      }
    }
    return settings
  }

  /// Functions that a link says not to have.
  mutating func checkVirtualFunctions(of link: DeclaredLink, _ members: [DocumentNode.Member]) {
    guard let count = link.settings.number(.virtualFunctions),
      let list = members.first(where: { $0.key == LinkKey.virtualFunctions.rawValue }),
      case .object(let functions) = list.value.content
    else { return }
    within(.key(list.key)) { decoder in
      for member in functions {
        guard let last = Self.numbers(member.key)?.upperBound, Int64(last) >= count else { continue }
        decoder.within(.key(member.key)) {
          $0.report(
            member.keyPosition,
            "there is no virtual function \(last) where \"\(Option.virtualFunctions.name)\" is \(count): "
              + (count == 0 ? "there are none" : "they are 0 to \(count - 1)"))
        }
      }
    }
  }
}
