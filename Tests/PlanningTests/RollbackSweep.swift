import Glibc
import Netlink
import NetworkModel
import Planning
import SimulatedKernel

@testable import Reconciliation

/// One host, and a change of it that goes wrong again and again: as the reconciler goes about it, but with the record in
/// memory, so that some ten thousand times take seconds.
struct RollbackSweep {
  let kernel: SimulatedKernel
  let topology: Topology
  let before: SimulatedState
  let image: HostImage
  private let ownership: Ownership
  private let plan: Plan
  private let checkpoint: Checkpoint
  /// How many operations the change takes.
  var count: Int { plan.operations.count }
  /// What has been found that is not as it should be.
  var problems: [String] = []

  /// Nil when the change cannot be made at all.
  init?(_ host: SimulatedHost, to topology: Topology) throws {
    var host = host
    kernel = host.kernel
    self.topology = topology
    before = kernel.state
    image = before.image
    var snapshot = try kernel.snapshot(probing: [])
    ownership = host.ownership.confirmed(by: snapshot)
    do {
      plan = try host.plan(topology, allowing: Set(Allowance.allCases))
    } catch is Refusal {
      return nil
    }
    try kernel.complete(&snapshot, for: topology, ownership)
    try kernel.complete(&snapshot, before: plan, for: topology, ownership)
    checkpoint = plan.checkpoint(of: snapshot, ownership: ownership)
    // The kernel takes no route over a link that is down: a way that waits for its link to come up is lost for good once
    // it is lost. What remains says so, and cannot be compared.
    guard image.routes.values.joined().allSatisfy(\.dead.isEmpty) else { return nil }
    guard try host.converges(to: topology) else { return nil }
    kernel.state = before
  }

  /// A change from one random topology to another one, on a host that has company.
  init?(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: seed % 4 != 0)
    guard let (host, _) = try random.busyHost(isFurnished: seed % 4 != 0) else { return nil }
    try self.init(host, to: random.topology())
  }

  /// Makes the change with the operation of each number, from the first one given, refused.
  ///
  /// - Parameter goingOn: After how many of them the change is made once more, without a fault.
  mutating func failAtEach(from first: Int = 0, step: Int = 1, goingOn: Int) throws {
    for number in stride(from: first, to: count, by: step) {
      let place = "operation \(number), \(plan.operations[number])"
      let (restoration, record) = try fail(at: number)
      problems += restoration.leftovers.map {
        "\(place): left: \($0.message): \($0.error.map { "errno \($0.code)" } ?? "")"
      }
      try check(record, place)
      guard number / step % goingOn == 0 else { continue }
      var host = SimulatedHost(kernel: kernel, ownership: record.ownership)
      if try !host.converges(to: topology) { problems.append("\(place): cannot be made afterwards") }
    }
  }

  /// Refuses operations of the way back from the operation of that number: each once, and each whenever it is asked for.
  mutating func failOnTheWayBack(from number: Int) throws {
    let way = try fail(at: number).0.operations
    for (step, operation) in way.enumerated() {
      let place = "operation \(number), back \(step), \(operation)"
      let (restoration, record) = try fail(at: number) { kernel in
        kernel.faults[kernel.performed.count + step] = .refusal(EBUSY, "not now")
      }
      problems += restoration.leftovers.map { "\(place), once: left: \($0.message)" }
      try check(record, place + ", once")
      let isRefused = { (other: Operation) in other.subject == operation.subject && other.verb == operation.verb }
      let (incomplete, _) = try fail(at: number) { kernel in
        kernel.lastingFault = { isRefused($0) ? .refusal(EBUSY, "never") : nil }
      }
      kernel.lastingFault = nil
      try checkLeftovers(of: incomplete, place)
    }
  }

  /// Checks that what is not as it was is named, and that the remedies mend it.
  private mutating func checkLeftovers(of restoration: Restoration, _ place: String) throws {
    let now = kernel.state.image.withoutOwnAddresses(unlessIn: image)
    var named: Set<Operation.Subject> = []
    for leftover in restoration.leftovers {
      if let subject = leftover.subject { named.insert(subject) }
      for case .rename(let old, let new) in leftover.remedies { named.formUnion([.link(old), .link(new)]) }
    }
    for name in Set(image.links.keys).union(now.links.keys)
    where image.links[name]?.declarable != now.links[name]?.declarable && !named.contains(.link(name)) {
      // The VLANs of ports follow those of the bridge.
      if let bridge = now.links[name]?.master, named.contains(.link(bridge)) { continue }
      // A bridge keeps settings of a VLAN as long as a port is in it, whose VLANs are told then.
      if image.links[name]?.declarable.withoutVLANSettings == now.links[name]?.declarable.withoutVLANSettings,
        now.links.contains(where: { $0.value.master == name && named.contains(.link($0.key)) })
      {
        continue
      }
      // What lies on a link that has another name is told by that.
      if let lower = now.links[name]?.lower, named.contains(.link(lower)), lower != image.links[name]?.lower {
        continue
      }
      // One end of a pair is there as long as the other one is.
      if let peer = now.links[name]?.peer, peer.namespace == nil, named.contains(.link(peer.name)) { continue }
      problems.append("\(place): \(name) is not as it was, and is not named")
    }
    for key in Set(image.routes.keys).union(now.routes.keys)
    where image.routes[key] != now.routes[key] && !named.contains(.route(key)) {
      // What leads over a link that is named stands and falls with it.
      let links = ((image.routes[key] ?? []) + (now.routes[key] ?? [])).flatMap(\.route.hops).compactMap(\.link)
      if links.contains(where: { named.contains(.link($0)) }) { continue }
      problems.append("\(place): route \(key.destination) is not as it was, and is not named")
    }
    if restoration.leftovers.isEmpty { return }
    if image == now { problems.append("\(place): all is as it was, but \(restoration.leftovers.map(\.message))") }
    _ = try kernel.snapshot(probing: [])
    _ = kernel.carryOut(restoration.leftovers.flatMap(\.remedies))
    // The kernel makes its own addresses when a link runs, which a link with TAPs under it may do late.
    let mended = kernel.state.image.withoutOwnAddresses(unlessIn: nil)
    problems += image.withoutOwnAddresses(unlessIn: nil).differences(to: mended).map {
      "\(place): after the remedies: \($0)"
    }
  }

  /// Makes the change up to the operation of that number, which is refused, and goes back.
  ///
  /// - Parameter prepare: Called before the way back.
  private func fail(
    at number: Int, beforeReturn prepare: (SimulatedKernel) -> Void = { _ in }
  ) throws -> (Restoration, HostRecord) {
    kernel.state = before
    _ = try kernel.snapshot(probing: [])
    kernel.faults = [kernel.performed.count + number: .refusal(EBUSY, "not now")]
    let transaction = Transaction(
      checkpoint: checkpoint, topology: topology.name, process: 1, started: BootClock.now())
    for phase in plan.phases {
      if kernel.carryOut(phase.operations).contains(where: { $0 != nil }) { break }
    }
    var record = HostRecord(ownership: ownership.joined(by: plan.ownership), transaction: transaction)
    guard var rollback = Rollback(kernel: kernel, record: record, firstIndex: firstIndex, save: { record = $0 }) else {
      preconditionFailure("there is a transaction")
    }
    prepare(kernel)
    let restoration = rollback.run()
    return (restoration, record)
  }

  /// Checks that all is as it was.
  private mutating func check(_ record: HostRecord, _ place: String) throws {
    let now = kernel.state.image.withoutOwnAddresses(unlessIn: image)
    problems += image.differences(to: now).map { "\(place): \($0)" }
    if record.transaction != nil { problems.append("\(place): a transaction is on record") }
    if record.ownership.withoutIndices != ownership.withoutIndices {
      problems.append("\(place): the record has changed")
    }
    let snapshot = try kernel.snapshot(probing: [])
    for (name, link) in record.ownership.links where link.index != snapshot[name]?.index {
      problems.append("\(place): \(name) is on record with a wrong index")
    }
  }
}

extension SimulatedHost {
  /// Whether applying the topology succeeds, and leaves nothing to be done.
  mutating func converges(to topology: Topology) throws -> Bool {
    do {
      return try apply(topology, allowing: Set(Allowance.allCases)).isEmpty && plan(topology).isEmpty
    } catch is Refusal {
      return false
    }
  }
}

extension Ownership {
  /// The record but for the indices of links: those that are made anew have others.
  var withoutIndices: Ownership {
    var result = self
    for name in links.keys { result.links[name]?.index = 0 }
    return result
  }
}

extension SimulatedState {
  /// The host as it looks from outside. Lifetimes run down while a test lasts, and so are rounded up.
  var image: HostImage {
    var image = comparable()
    for name in image.links.keys {
      guard var addresses = image.links[name]?.observed.addresses else { continue }
      for place in addresses.indices {
        addresses[place].preferredLifetime = addresses[place].preferredLifetime?.rounded
        addresses[place].validLifetime = addresses[place].validLifetime?.rounded
      }
      image.links[name]?.observed.addresses = addresses
    }
    return image
  }
}

extension Address.Lifetime {
  fileprivate var rounded: Address.Lifetime {
    guard case .seconds(let left) = self else { return self }
    return .seconds((left + 99) / 100 * 100)
  }
}

extension HostImage {
  /// Without the link-local addresses that the kernel has made since: it makes one whenever a link goes up, also where there
  /// was none before because the mode had been changed since the link was up, or because somebody had taken it away. It
  /// harms nobody, and one that came with the cable meanwhile looks the same.
  func withoutOwnAddresses(unlessIn before: HostImage?) -> HostImage {
    // IFAPROT_KERNEL_LL
    let kernelLinkLocal: UInt8 = 3
    var image = self
    for name in links.keys {
      let known = before?.links[name]?.observed.addresses.map(\.key) ?? []
      image.links[name]?.observed.addresses.removeAll { $0.origin == kernelLinkLocal && !known.contains($0.key) }
    }
    return image
  }
}

extension Operation {
  /// What is done, without what it is done to.
  fileprivate var verb: Substring { description.prefix { $0 != " " } }
}

extension HostImage.Link {
  /// What of it can be declared, and so is not a mere consequence of what others are.
  fileprivate var declarable: HostImage.Link {
    var link = self
    link.observed.operationalState = ""
    link.observed.hasCarrier = false
    link.observed.settings = link.observed.settings.filter { $0.option.timing != .running }
    link.observed.addresses.removeAll { $0.origin == 3 }
    return link
  }

  /// The same but for what a bridge keeps of its VLANs as wholes.
  fileprivate var withoutVLANSettings: HostImage.Link {
    var link = self
    link.observed.vlanSettings = link.observed.vlanSettings?.at(.vlanEntry)
    if link.observed.vlanSettings?.isEmpty == true { link.observed.vlanSettings = nil }
    return link
  }
}
