import Glibc
public import NetworkModel
public import Netlink
public import Planning
public import Reconciliation

/// A kernel in memory that behaves as Linux does where it matters for planning, quirks included, and that fails where a
/// test wants it to.
public final class SimulatedKernel: Kernel {
  /// How an operation goes wrong.
  public enum Fault: Sendable {
    /// It is refused with an errno and, perhaps, words.
    case refusal(Int32, String? = nil)
    /// The kernel says yes and does nothing.
    case silence
  }

  /// What the kernel knows. Assign it to go back to an earlier moment.
  public var state = SimulatedState()
  /// The operations that were asked for, those that failed among them.
  public private(set) var performed: [Operation] = []
  /// What goes wrong, by the number of the operation, the first that is ever asked for being 0.
  public var faults: [Int: Fault] = [:]
  /// What goes wrong with an operation whenever it is asked for.
  public var lastingFault: ((Operation) -> Fault?)?
  /// What goes wrong with snapshots, by number, from 0.
  public var snapshotFaults: [Int: KernelError] = [:]
  /// Called before each operation with its number: the place to change things behind the caller's back.
  public var interruption: ((SimulatedKernel, Int) -> Void)?
  /// How many snapshots were taken.
  public private(set) var snapshotCount = 0
  /// At what was looked, snapshot by snapshot; nil for everything.
  public private(set) var closeups: [Closeup?] = []
  /// How often it was asked for a group of ethtool's of a link.
  public private(set) var questions = 0
  private var known: [LinkName: Int32] = [:]
  private var listeningSince: Snapshot?

  /// A kernel with a loopback link that lacks `missing`.
  public init(missing: Set<KernelFeature> = []) {
    state.missing = missing
    addNIC("lo", mac: MACAddress(bits: 0), mtu: 65536, isUp: true)
    state.update(existing("lo")) {
      var loopback = Address(IPAddress(127, 0, 0, 1), prefixLength: 8, scope: .host)
      loopback.complete(for: $0.name)
      $0.ipv4 = [loopback]
    }
  }

  /// Plugs in a network card.
  @discardableResult
  public func addNIC(
    _ name: String, mac: MACAddress? = nil, mtu: Int64 = 1500, isUp: Bool = false, hasCable: Bool = true,
    maximumMTU: Int64 = 65535, maximumVirtualFunctions: Int64? = nil, path: String? = nil, driver: String? = nil
  ) -> Int32 {
    let address = mac ?? state.inventMAC()
    var settings = SimulatedState.initialSettings(mtu: mtu, mac: address)
    settings[.up] = .boolean(isUp)
    if maximumVirtualFunctions != nil { settings[.virtualFunctions] = .integer(0) }
    var nic = SimulatedLink(
      index: 0, name: LinkName(kernelName: name), kind: .nic, kernelKind: "", settings: settings,
      permanentMAC: mac, isConnected: hasCable, maximumMTU: maximumMTU)
    nic.maximumVirtualFunctions = maximumVirtualFunctions
    nic.parentDevice = path
    nic.driver = driver
    do {
      let index = try state.add(nic)
      state.settle(index)
      return index
    } catch {
      preconditionFailure("there is a link \(name) already")
    }
  }

  /// Says what the kernel lacks besides.
  public func lack(_ feature: KernelFeature) { state.missing.insert(feature) }

  /// Makes another network namespace.
  public func addNamespace(_ name: String) {
    if state.namespaces[name] == nil { state.namespaces[name] = Int32(state.namespaces.count) }
  }

  /// Opens or closes a TAP as a guest does, or plugs a NIC's cable in or out.
  public func connect(_ name: String, _ isConnected: Bool = true) {
    let index = existing(name)
    state.update(index) { $0.isConnected = isConnected }
    state.settle(index)
  }

  /// Takes a link away, a NIC too.
  public func unplug(_ name: String) {
    state.remove(existing(name))
  }

  /// Does something as another program would: without a fault, without a trace in ``performed``.
  public func arrange(_ operation: Operation) {
    do {
      try state.perform(operation, known: state.indices)
    } catch {
      preconditionFailure("cannot \(operation): errno \(error.code) \(error.words ?? "")")
    }
  }

  private func existing(_ name: String) -> Int32 {
    guard let index = state.index(of: LinkName(kernelName: name)) else {
      preconditionFailure("there is no link \(name)")
    }
    return index
  }

  /// The links as they are.
  public func snapshot(
    of closeup: Closeup? = nil, probing features: Set<KernelFeature>
  ) throws(KernelError) -> Snapshot {
    closeups.append(closeup)
    let number = snapshotCount
    snapshotCount += 1
    if let fault = snapshotFaults[number] { throw fault }
    var snapshot = state.snapshot(probing: features)
    if let closeup { snapshot = snapshot.seen(through: closeup) }
    known = Dictionary(uniqueKeysWithValues: snapshot.links.map { ($0.name, $0.index) })
    return snapshot
  }

  /// Remembers how everything is.
  public func listen() { listeningSince = state.snapshot(probing: []) }

  /// Forgets that.
  public func stopListening() { listeningSince = nil }

  /// Which links are not as they were; nil when routes are not.
  public func heard() -> TouchedLinks? {
    guard let before = listeningSince else { return nil }
    let now = state.snapshot(probing: [])
    listeningSince = now
    guard before.routes == now.routes else { return nil }
    var touched = TouchedLinks()
    for (one, other) in [(before, now), (now, before)] {
      for link in one.links where other[link.index] != link {
        touched.names.insert(link.name)
        touched.indices.insert(link.index)
      }
    }
    return touched
  }

  /// What somebody put into the forwarding databases.
  public func forwarding() throws(KernelError) -> [LinkName: [ForwardingEntry]] { state.forwarding }

  /// What the links that were looked at have of traffic control.
  public func trafficControl() throws(KernelError) -> [LinkName: TrafficControl] {
    Dictionary(uniqueKeysWithValues: state.links.values.map { ($0.name, $0.trafficControl.observed) })
      .filter { known[$0.key] != nil }
  }

  /// Gives a link a qdisc of somebody else's at its root, as `tc` does.
  public func arrangeQdisc(_ title: String?, of name: String) {
    state.update(existing(name)) { $0.trafficControl.foreignQdisc = title }
  }

  /// Gives a link a qdisc for filters, and some filters of somebody else's in it, as `tc` does.
  public func arrangeFilters(_ count: Int, of name: String) {
    state.update(existing(name)) {
      $0.trafficControl.hasHook = true
      $0.trafficControl.foreignFilters = count
    }
  }

  /// The groups in multicast databases.
  public func multicast() throws(KernelError) -> [LinkName: [MulticastEntry]] { state.multicast }

  /// What links have of those groups.
  public func ethtool(
    of links: [LinkName: Set<EthtoolGroup>]
  ) throws(KernelError) -> [LinkName: ObservedEthtool] {
    questions += links.values.map(\.count).reduce(0, +)
    return state.ethtool(of: links)
  }

  /// Does the operations as the kernel would.
  public func perform(_ operations: [Operation]) -> [KernelError?] {
    operations.map { operation in
      let number = performed.count
      interruption?(self, number)
      performed.append(operation)
      // It is called by its index, so that what comes after concerns the same link, renamed or not.
      defer {
        if case .rename(let old, let new) = operation { known[new] = known.removeValue(forKey: old) }
      }
      switch faults[number] ?? lastingFault?(operation) {
      case .refusal(let code, let words):
        return KernelError(request: operation.description, code: code, words: words)
      case .silence:
        return nil
      case nil:
        return attempt(operation)
      }
    }
  }

  private func attempt(_ operation: Operation) -> KernelError? {
    do {
      try state.perform(operation, known: known)
    } catch {
      return KernelError(request: operation.description, code: error.code, words: error.words)
    }
    for (name, _) in operation.creations { known[name] = state.index(of: name) }
    if case .delete(let name) = operation { known[name] = nil }
    return nil
  }
}
