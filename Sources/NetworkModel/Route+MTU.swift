internal import CLinuxShim

extension Route {
  /// The MTUs that a route can have. The kernel makes 65520 of a larger one (`ip_metrics_convert`).
  public static let mtuRange: ClosedRange<Int64> = 68...65520

  /// The number of `RTAX_MTU` among the metrics.
  public static let mtuMetric = UInt16(RTAX_MTU)

  /// The largest packet that goes this way, in bytes; nil for that of the link.
  public var mtu: UInt32? {
    get {
      guard let bytes = metrics[Self.mtuMetric], bytes.count == 4 else { return nil }
      return Self.hostOrder(bytes).reduce(0) { $0 << 8 | UInt32($1) }
    }
    set {
      metrics[Self.mtuMetric] = newValue.map { value in
        Self.hostOrder((0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) })
      }
    }
  }

  /// Bytes from network order to that of the host, in which attributes are, or back.
  private static func hostOrder(_ bytes: [UInt8]) -> [UInt8] {
    UInt32(1).littleEndian == 1 ? bytes.reversed() : bytes
  }
}
