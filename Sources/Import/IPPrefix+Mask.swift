internal import NetworkModel

extension IPPrefix {
  /// 24 for `255.255.255.0` and for `24`; nil for what is no mask.
  static func length(ofMask text: String) -> Int? {
    if let length = Int(text) { return length }
    guard let mask = IPAddress(text), !mask.isIPv6 else { return nil }
    let bits = mask.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let length = (~bits).leadingZeroBitCount
    return bits == (length == 0 ? 0 : UInt32.max << UInt32(32 - length)) ? length : nil
  }
}
