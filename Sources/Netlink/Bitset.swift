internal import CLinuxShim

/// A set of named bits, as ethtool's messages hold it in its long form: `ETHTOOL_A_BITSET_BITS`.
struct Bitset: Equatable {
  /// The bits that are spoken of, with whether they are set. Where the kernel lists a set without a mask, those that are set.
  private(set) var bits: [String: Bool]

  init(_ bits: [String: Bool]) { self.bits = bits }

  /// Reads an attribute's payload.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    bits = [:]
    var isList = false
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case ETHTOOL_A_BITSET_NOMASK: isList = true
      case ETHTOOL_A_BITSET_BITS:
        try value.forEachAttribute { (type, bit) throws(MalformedMessage) in
          if type == ETHTOOL_A_BITSET_BITS_BIT { try readBit(bit, isList: isList) }
        }
      default: break
      }
    }
  }

  private mutating func readBit(_ payload: RawSpan, isList: Bool) throws(MalformedMessage) {
    var name = ""
    var isSet = isList
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case ETHTOOL_A_BITSET_BIT_NAME: name = value.text
      case ETHTOOL_A_BITSET_BIT_VALUE: isSet = true
      default: break
      }
    }
    // Numbers that the kernel does not use any more have no name.
    if !name.isEmpty { bits[name] = isSet }
  }

  /// Puts an attribute that speaks of these bits and leaves the others.
  func put(_ attribute: Int, into buffer: inout RequestBuffer) throws(KernelError) {
    try buffer.nest(attribute) { (buffer) throws(KernelError) in
      try buffer.nest(ETHTOOL_A_BITSET_BITS) { (buffer) throws(KernelError) in
        for (name, isSet) in bits.sorted(by: { $0.key < $1.key }) {
          try buffer.nest(ETHTOOL_A_BITSET_BITS_BIT) { (buffer) throws(KernelError) in
            try buffer.put(ETHTOOL_A_BITSET_BIT_NAME, name)
            if isSet { try buffer.put(ETHTOOL_A_BITSET_BIT_VALUE, [UInt8]()) }
          }
        }
      }
    }
  }
}
