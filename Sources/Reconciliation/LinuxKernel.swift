internal import Glibc
public import NetworkModel
public import Netlink
public import Planning

/// The kernel of this machine, as seen from the network namespace of the thread that makes the value.
public final class LinuxKernel: Kernel {
  /// What has to be remembered of a link to act on it.
  struct Known {
    /// Its index, by which alone it is addressed.
    var index: Int32
    /// What the kernel reported of a TAP's settings at ``OptionTable/Place/tapDevice``.
    var device: Settings
    /// Whether it is a bridge.
    var isBridge: Bool
    /// Its device group.
    var group: UInt32
    /// Whether it has a carrier.
    var hasCarrier: Bool
    /// The index of the link under it.
    var lower: Int32?
    /// The hardware that it belongs to.
    var parent: ParentDevice?

    init(_ link: ObservedLink) {
      index = link.index
      device = link.settings.at(.tapDevice)
      isBridge = link.kind == .bridge
      group = link.group
      hasCarrier = link.hasCarrier
      lower = link.lower
      parent = link.device
    }
  }

  var client: NetlinkClient<NetlinkSocket>
  private var monitor: NetlinkMonitor<NetlinkSocket>?
  /// The list of all links that was begun ahead.
  private var listing: LinkListing?
  /// The last snapshot.
  private var last = Snapshot()
  /// Whether the last snapshot was of all links, and nothing was done since.
  private var lastIsWhole = false
  /// All links, where they were listed for the databases and nothing was done since.
  private var listed: [ObservedLink]?
  /// What has become of links since; nil of those that are gone.
  private var since: [LinkName: Known?] = [:]
  /// Messages that have not been sent yet.
  var batch = RequestBatch()
  /// For each message of the batch, the operation that it belongs to.
  var owners: [Int] = []
  /// Links whose creation, or the question whether they are there, is in the batch.
  var pending: Set<LinkName> = []

  /// Whether there are device files of this namespace's links.
  lazy var hasDeviceFiles = findDeviceFiles()
  /// What udev says, from before the first macvtap is made.
  var deviceEvents: DeviceEvents?
  /// The macvtaps that were made here, by index.
  var madeHere: Set<Int32> = []

  /// Speaks to ethtool's part of the kernel, from the first question on.
  var ethtoolClient: EthtoolClient<NetlinkSocket>?

  /// Addresses of IPv6 that were added to be used at once.
  var settling: [(link: Int32, address: IPAddress)] = []

  /// Opens a socket in the network namespace of the calling thread; TAPs are made in the namespace of the thread that
  /// performs the operation, so this should stay the same one.
  public init() throws(KernelError) {
    client = NetlinkClient(try NetlinkSocket())
  }

  /// A number that names the network namespace for as long as the machine runs, and no other one.
  public func namespaceCookie() throws(KernelError) -> UInt64 {
    try client.transport.namespaceCookie()
  }

  /// Takes stock of links with their addresses and of routes, and finds out about `features` where that can be done without
  /// leaving a trace.
  ///
  /// - Parameter closeup: The links to look at, and no route then; nil for all there is.
  public func snapshot(
    of closeup: Closeup? = nil, probing features: Set<KernelFeature>
  ) throws(KernelError) -> Snapshot {
    // Probing may load modules, so it comes first.
    var supported: [KernelFeature: Bool] = [:]
    for feature in features {
      supported[feature] =
        switch feature {
        case .deviceFiles: hasDeviceFiles
        case .ethtool: try openEthtool()
        default: client.supports(feature)
        }
    }
    var links =
      if let closeup {
        try client.links(named: closeup.links, indices: closeup.indices)
      } else {
        try client.links(listingIfValid())
      }
    var addresses: [Int32: [Address]] = [:]
    if closeup == nil {
      addresses = try client.addresses()
    } else {
      // The kernel looks at each link when it is asked for all addresses.
      for link in links { addresses.merge(try client.addresses(of: link.index)) { $1 } }
    }
    for place in links.indices {
      if let own = addresses[links[place].index] { links[place].addresses = own }
    }
    lookAtDeviceFiles(of: &links)
    if features.contains(.driverNames) {
      for place in links.indices { links[place].driver = client.transport.driver(of: links[place].name) }
    }
    try lookAtVirtualFunctions(of: &links, &supported, asked: features)
    let namespaces = try locatePeers(of: &links, features)
    last = Snapshot(links: links, features: supported)
    lastIsWhole = closeup == nil
    listed = nil
    last.namespaces = namespaces
    since.removeAll()
    if closeup == nil {
      let links = last
      last.routes = try client.routes { links[$0]?.name }.filter(\.isOfInterest)
    }
    return last
  }

  /// Begins to list all links while something else is done, and listens: the next snapshot of all is made of what was listed
  /// unless something was heard of meanwhile. What goes wrong shows when the snapshot is taken.
  public func lookAhead() {
    monitor = try? NetlinkMonitor()
    if monitor != nil { listing = try? LinkListing() }
  }

  /// What was listed ahead, if nobody has touched anything since; nil otherwise.
  private func listingIfValid() -> LinkListing? {
    guard let listing = listing.take(), heard()?.isEmpty == true else { return nil }
    return listing
  }

  /// Listens from now on, or since ``lookAhead()``, to what becomes of links, their addresses and routes, whoever changes
  /// them.
  public func listen() throws(KernelError) {
    if listing == nil { monitor = try NetlinkMonitor() }
  }

  /// What was heard since ``listen()``, or since this was asked last; nil when nobody listens, or when it was more than can
  /// be told by naming links.
  public func heard() -> TouchedLinks? { monitor?.changes() }

  /// Listens no more, and forgets what was listed ahead: whatever the kernel has to tell costs it something.
  public func stopListening() {
    monitor = nil
    listing = nil
  }

  /// Finds out where the other ends of pairs are that are in other namespaces, and what numbers namespaces have: those that
  /// are asked for and, where there is such an end, all that `ip netns` has a name for. A link that leads to another one is
  /// none that vnetctl could make.
  private func locatePeers(
    of links: inout [ObservedLink], _ features: Set<KernelFeature>
  ) throws(KernelError) -> [String: Int32] {
    let distant = links.indices.filter { links[$0].distantPeer != nil }
    var names: Set<String> = []
    for case .namespace(let name) in features { names.insert(name) }
    if !distant.isEmpty { names.formUnion((try? Folder.names(at: NetworkNamespace.folder)) ?? []) }
    let namespaces = try client.namespaceIDs(names)
    let known = Set(namespaces.values)
    for place in distant {
      guard let peer = links[place].distantPeer, !known.contains(peer.namespaceID) else { continue }
      links[place].kind = .nic
      links[place].distantPeer = nil
    }
    try client.namePeers(of: &links, at: distant)
    return namespaces
  }

  /// What has to be remembered of a link; nil when there is none, as far as is known.
  func known(_ name: LinkName) -> Known? {
    if let link = since[name] { return link }
    return last[name].map(Known.init)
  }

  /// Remembers what has become of a link: nil when it is gone.
  func remember(_ name: LinkName, _ link: Known?) { since.updateValue(link, forKey: name) }

  /// The device groups in which there are links, as far as is known.
  var groups: Set<UInt32> { Set(last.links.map(\.group) + since.values.compactMap { $0?.group }) }

  /// What somebody put into the forwarding databases of bridges and of VXLANs, by port, bridge or VXLAN, as of now.
  public func forwarding() throws(KernelError) -> [LinkName: [ForwardingEntry]] {
    let links = try currentLinks()
    let entries = try client.forwarding(links)
    var result: [LinkName: [ForwardingEntry]] = [:]
    for link in links { result[link.name] = entries[link.index] }
    return result
  }

  /// What the links at which was looked last have of traffic control, as of now.
  public func trafficControl() throws(KernelError) -> [LinkName: TrafficControl] {
    let control = try client.trafficControl(of: last.links.map(\.index))
    return Dictionary(last.links.map { ($0.name, control[$0.index] ?? TrafficControl()) }) { $1 }
  }

  /// The groups in the multicast databases of bridges, by port or bridge, as of now.
  public func multicast() throws(KernelError) -> [LinkName: [MulticastEntry]] {
    let entries = try client.multicast()
    var result: [LinkName: [MulticastEntry]] = [:]
    guard !entries.isEmpty else { return result }
    for link in try currentLinks() { result[link.name] = entries[link.index] }
    return result
  }

  private func currentLinks() throws(KernelError) -> [ObservedLink] {
    if lastIsWhole { return last.links }
    if let listed { return listed }
    let links = try client.links()
    listed = links
    return links
  }

  /// Does the operations in order and says of each how it went, nil for well. Messages to the kernel travel together
  /// as far as none needs the answer to another.
  public func perform(_ operations: [Operation]) -> [KernelError?] {
    lastIsWhole = false
    listed = nil
    listing = nil
    var results = [KernelError?](repeating: nil, count: operations.count)
    var place = 0
    while place < operations.count {
      if case .delete = operations[place] {
        let end = operations[place...].firstIndex { if case .delete = $0 { false } else { true } }
        let deletions = place..<(end ?? operations.count)
        delete(deletions, operations, &results)
        place = deletions.upperBound
        continue
      }
      do throws(KernelError) {
        try enqueue(place, operations, &results)
      } catch {
        results[place] = error.named(operations[place])
      }
      place += 1
    }
    flush(operations, &results)
    awaitAddresses()
    return results
  }

  /// Sends what is in the batch and notes how it went with each operation, and what links were made.
  func flush(_ operations: [Operation], _ results: inout [KernelError?]) {
    guard batch.count > 0 else { return }
    for (owner, answer) in zip(owners, client.perform(&batch)) where results[owner] == nil {
      // After a failure to make a link, the answer to the question for it is about somebody else's link.
      results[owner] = answer.error?.named(operations[owner])
      if let link = answer.link, !operations[owner].creations.isEmpty {
        if operations[owner].creations.contains(where: { $0.link == link.name }) {
          remember(link.name, Known(link))
        } else {
          results[owner] = KernelError(request: "", code: ENODEV, words: "somebody has renamed it \(link.name)")
            .named(operations[owner])
        }
      }
    }
    batch.removeAll()
    owners.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
  }
}

extension KernelError {
  /// The error of an operation, which it names before the step that failed.
  func named(_ operation: Operation) -> KernelError {
    var error = self
    error.request = request.isEmpty ? operation.description : "\(operation): \(request)"
    // Of this the kernel has no words of its own (find_portno in net/bridge/br_if.c).
    if code == EXFULL, words == nil {
      error.words = "the bridge has \(LinkKind.maximumBridgePorts) ports, and takes no more"
    }
    // Of a filter it is not known beforehand.
    if code == ENOENT, case .controlTraffic(_, let step) = operation {
      error.words = [words, step.feature.remedy].compactMap(\.self).joined(separator: "; ")
    }
    return error
  }
}
