internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import RandomNumbers
internal import Reconciliation
internal import Synchronization

/// Somebody who changes the same links, without a pause and without a plan, on a thread of their own.
final class Storm: Sendable {
  /// Held by the storm during each change. Who holds it has calm.
  let gate = NSLock()
  /// The links that the storm made and did not remove, by index.
  var links: [Int32: LinkName] { made.withLock { $0 } }
  private let made = Mutex<[Int32: LinkName]>([:])
  private let isOver = Atomic<Bool>(false)
  private let end = DispatchSemaphore(value: 0)

  /// Begins it.
  /// - Parameter names: The links that it makes, changes and removes. It only changes `nic`.
  init(on host: Host, _ names: [String], seed: UInt64) {
    let links = names.map { LinkName(kernelName: $0) }
    Foundation.Thread.detachNewThread { [self] in
      try? host.namespace.run {
        let kernel = try LinuxKernel()
        var dice = SplitMix64(seed: seed)
        while !isOver.load(ordering: .sequentiallyConsistent) {
          gate.withLock { change(kernel, links, &dice) }
          // Locks are not fair: whoever waits for it needs a moment to get it.
          usleep(useconds_t(dice.next() % 2_000))
        }
      }
      end.signal()
    }
  }

  /// Ends it, and waits for that.
  func calm() {
    if !isOver.exchange(true, ordering: .sequentiallyConsistent) { end.wait() }
  }

  private func change(_ kernel: LinuxKernel, _ links: [LinkName], _ dice: inout SplitMix64) {
    guard let snapshot = try? kernel.snapshot(probing: []) else { return }
    let name = Bool.random(using: &dice) ? LinkName(kernelName: "nic") : links[Int(dice.next() % UInt64(links.count))]
    let isNIC = name.text == "nic"
    guard let link = snapshot[name] else {
      let isBridge = dice.next() % 4 == 0
      // One that is taken is refused.
      let index = Int32(1_000 + dice.next() % 90_000)
      let create: Planning.Operation =
        isBridge
        ? .create(name, index: index, .bridge, Settings(), lower: nil) : .createTAP(name, index: index, Settings())
      if dice.next() % 3 == 0, kernel.perform([create])[0] == nil { made.withLock { $0[index] = name } }
      return
    }
    let theirs = LinkName(kernelName: "theirs")
    let operation: Planning.Operation =
      switch dice.next() % (isNIC ? 4 : 7) {
      case 0: .set(name, link.kind, Settings(.mtu, .integer(Int64(1280 + dice.next() % 221))), master: nil)
      case 1: .set(name, link.kind, Settings(.up, .boolean(Bool.random(using: &dice))), master: nil)
      case 2: .set(name, link.kind, Settings(), master: DeclaredLink.Master.none)
      case 3: .set(name, link.kind, Settings(), master: .on(theirs))
      case 4:
        .set(
          name, link.kind, Settings(.mac, .mac(MACAddress(bits: 0x5254_0000_0000 | dice.next() % 9999))), master: nil)
      default: .delete(name)
      }
    if kernel.perform([operation])[0] == nil, case .delete = operation { made.withLock { $0[link.index] = nil } }
  }
}

/// The kernel in a storm. By lot, there is calm from a snapshot until the next operation, so that what the snapshot showed
/// is still so.
final class StormyKernel: KernelInFront {
  let kernel: LinuxKernel
  private let storm: Storm
  private var dice: SplitMix64
  /// Whether nothing can have changed since the last snapshot.
  private(set) var isCalm = false

  init(_ storm: Storm, seed: UInt64) throws(KernelError) {
    kernel = try LinuxKernel()
    self.storm = storm
    dice = SplitMix64(seed: seed)
  }

  func snapshot(of closeup: Closeup?, probing features: Set<KernelFeature>) throws(KernelError) -> Snapshot {
    let isCalm = Bool.random(using: &dice)
    if isCalm { hold() }
    return try kernel.snapshot(of: closeup, probing: features)
  }

  func perform(_ operations: [Planning.Operation]) -> [KernelError?] {
    letGo()
    return kernel.perform(operations)
  }

  /// Lets the storm go on.
  func letGo() {
    if isCalm { storm.gate.unlock() }
    isCalm = false
  }

  private func hold() {
    if !isCalm { storm.gate.lock() }
    isCalm = true
  }
}
