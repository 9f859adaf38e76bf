/// How much traffic a link takes in one direction: a bucket of tokens that fills at a rate, and holds a burst.
///
/// That there is no limit is a value, too, with a rate of 0.
public struct TrafficLimit: Hashable, Sendable {
  /// The qdisc that holds the filters of what comes in, apart from the limit itself.
  public enum Hook: String, Sendable {
    /// There is none.
    case absent
    /// There is one, and nobody else has a filter in it.
    case spare
    /// Others have filters in it.
    case occupied
  }

  /// Bytes a second; 0 for no limit.
  public var rate: UInt64
  /// How many bytes may come at once.
  public var burst: UInt32
  /// The hook of what comes in; nil where a document speaks, which leaves it as it is.
  public var hook: Hook?
  /// Whether the hook was made for the limit, and goes with it.
  public var isInOwnHook = false

  /// No limit.
  public static let none = TrafficLimit(rate: 0, burst: 0)

  /// The rates that a document can say: with less the kernel cannot tell how long the usual burst takes, more no link has.
  public static let rates: ClosedRange<UInt64> = 1000...500_000_000_000

  /// A limit.
  public init(rate: UInt64, burst: UInt32, hook: Hook? = nil) {
    self.rate = rate
    self.burst = burst
    self.hook = hook
  }

  /// A limit with the burst that is usual for its rate: what comes in 10 ms, which is a tick of the slowest kernel, and at
  /// least one packet of the largest that a guest hands over in one piece, 64 KiB with its headers and some more.
  public init(rate: UInt64) {
    let whole = max(rate / 100, 72 * 1024)
    self.init(rate: rate, burst: UInt32(clamping: (whole + 1023) / 1024 * 1024))
  }

  /// Whether there is no limit.
  public var isNone: Bool { rate == 0 }

  /// Whether what is found does for what is declared.
  func isSatisfied(by found: TrafficLimit) -> Bool {
    guard rate == found.rate else { return false }
    // What is left of a limit goes from where there was nothing.
    if isNone { return !(hook == .absent && found.hook == .spare) }
    return abs(Int64(ticks) - Int64(found.ticks)) <= 1
  }
}

/// The kernel measures bursts by the time that they take, in ticks of 64 ns (`PSCHED_SHIFT` in include/net/pkt_sched.h).
extension TrafficLimit {
  private static let ticksPerSecond: UInt64 = 1_000_000_000 / 64

  /// The burst as the kernel has it, so that it holds no less than what is declared.
  public var ticks: UInt32 {
    guard rate > 0 else { return 0 }
    let (bytes, rate) = (UInt128(burst), UInt128(rate))
    return UInt32(clamping: (bytes * UInt128(Self.ticksPerSecond) + rate - 1) / rate)
  }

  /// The most bytes that a burst at that rate can have: its ticks have 32 bits.
  public static func largestBurst(at rate: UInt64) -> UInt32 {
    UInt32(clamping: UInt128(UInt32.max) * UInt128(rate) / UInt128(ticksPerSecond))
  }

  /// A limit as the kernel has it. Of all bursts that take these ticks it has the roundest.
  public init(rate: UInt64, ticks: UInt32) {
    let bytes = { (ticks: UInt32) in
      UInt32(clamping: UInt128(ticks) * UInt128(rate) / UInt128(Self.ticksPerSecond))
    }
    let most = bytes(ticks)
    let fewer = ticks == 0 ? 0 : bytes(ticks - 1)
    var burst = most
    for bit in (0..<32).reversed() {
      let rounded = most & ~((1 << UInt32(bit)) - 1)
      if rounded > fewer {
        burst = rounded
        break
      }
    }
    self.init(rate: rate, burst: burst)
  }
}

extension TrafficLimit: CustomStringConvertible {
  /// In the words of `tc`, the burst where it is not the usual one: `100Mbit`, `1Gbit burst 4Mb`, `none`.
  public var description: String {
    if isNone { return "none" }
    return rateText + (burst == TrafficLimit(rate: rate).burst ? "" : " burst \(burstText)")
  }

  /// The rate as `tc` prints it, but exact: `100Mbit`, `1500Kbit`.
  public var rateText: String {
    // What the kernel says may be any number.
    var number = UInt128(rate) * 8
    var unit = 0
    let units = ["", "K", "M", "G", "T"]
    while number % 1000 == 0, number > 0, unit < units.count - 1 {
      number /= 1000
      unit += 1
    }
    return "\(number)\(units[unit])bit"
  }

  /// The burst as `tc` prints it, but exact: `72Kb`, `1600b`.
  public var burstText: String {
    var number = burst
    var unit = 0
    let units = ["", "K", "M"]
    while number % 1024 == 0, number > 0, unit < units.count - 1 {
      number /= 1024
      unit += 1
    }
    return "\(number)\(units[unit])b"
  }
}
