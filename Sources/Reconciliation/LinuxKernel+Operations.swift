internal import Glibc
internal import NetworkModel
internal import Netlink
internal import Planning

extension LinuxKernel {
  /// Puts the messages of an operation into the batch, or does at once what no message can.
  func enqueue(
    _ place: Int, _ operations: [Operation], _ results: inout [KernelError?]
  ) throws(KernelError) {
    func index(of name: LinkName) throws(KernelError) -> Int32 {
      if pending.contains(name) { flush(operations, &results) }
      guard let index = known(name)?.index else {
        throw KernelError(request: "", code: ENODEV, words: "there is no link \(name)")
      }
      return index
    }
    let find = { [unowned self] name in known(name)?.index }

    switch operations[place] {
    case .createTAP(let name, let newIndex, let settings):
      if !batch.hasOnlyQueries { flush(operations, &results) }
      try TAPDevice.create(name, index: newIndex, settings.at(.tapDevice))
      // The question makes the kernel settle the new link's operational state, without which its bridge would first let
      // it forward and then, a second later, disable it again, at great cost.
      try batch.query(newIndex)
      owners.append(place)
      pending.insert(name)
    case .create(let name, let newIndex, let kind, let settings, let lower):
      var lowerIndex: Int32?
      if let lower { lowerIndex = try index(of: lower) }
      if kind.traits.deviceFile != nil {
        expectDeviceFile()
        madeHere.insert(newIndex)
      }
      // What IPv6 does must be said before the link is up, and cannot be said before it is there.
      let ipv6 = settings.inMessagesOfIPv6
      let later = ipv6.isEmpty ? Settings() : Settings(.up, settings[.up])
      try batch.createLink(
        name, index: newIndex, kind, settings.filter { later[$0.id] == nil }, lower: lowerIndex, index: find)
      try batch.query(newIndex)
      owners += [place, place]
      pending.insert(name)
      guard !ipv6.isEmpty else { break }
      flush(operations, &results)
      guard results[place] == nil else { break }
      try change(try index(of: name), kind, ipv6, master: nil, place)
      if !later.isEmpty { try change(try index(of: name), kind, later, master: nil, place) }
    case .createPair(let name, let newIndex, let kind, let settings, let new):
      if let namespace = new.peer.namespace {
        flush(operations, &results)
        let namespace = try NetworkNamespace(namespace)
        try enqueuePair(name, newIndex, kind, settings, new, in: namespace, place, operations, &results)
      } else {
        try batch.createPair(
          name, index: newIndex, kind, settings, peer: new.peer.name, peerIndex: new.index, new.settings, namespace: nil
        )
        try batch.query(newIndex)
        try batch.query(new.index)
        owners += [place, place, place]
        pending.formUnion([name, new.peer.name])
      }
    case .retuneTAP(let name, let settings):
      flush(operations, &results)
      let current = known(name)?.device ?? Settings()
      let link = try index(of: name)
      try checkName(name, link)
      try TAPDevice.retune(name, settings.at(.tapDevice), current: current) { () throws(KernelError) in
        try checkName(name, link)
      }
      guard var changed = known(name) else { break }
      changed.device.merge(settings.at(.tapDevice))
      remember(name, changed)
    case .set(let name, let kind, let settings, let master):
      let link = try index(of: name)
      var masterIndex: Int32?
      switch master {
      case nil: break
      case .some(.none): masterIndex = 0
      case .on(let bridge): masterIndex = try index(of: bridge)
      }
      // The kernel would set the link up first, and give it an address of the old mode; not without a carrier, though.
      let isUpAtOnce = settings.flag(.up) == true && (kind != .tap || known(name)?.hasCarrier != false)
      let ipv6 = isUpAtOnce ? settings.inMessagesOfIPv6 : Settings()
      if !ipv6.isEmpty { try change(link, kind, ipv6, master: nil, place) }
      let others = settings.filter { ipv6[$0.id] == nil }
      if ipv6.isEmpty || !others.isEmpty || masterIndex != nil {
        let isWhole = kind.traits.changes == .whole && !others.at(.kindData).isEmpty
        try change(link, kind, others, master: masterIndex, lower: isWhole ? known(name)?.lower : nil, place)
      }
    case .rename(let name, let new):
      let link = try index(of: name)
      try batch.renameLink(link, new)
      owners.append(place)
      // It is found by its index, whether the kernel does it or not.
      let renamed = known(name)
      remember(name, nil)
      remember(new, renamed)
    case .addAlternativeName(let name, let other):
      try batch.addAlternativeName(other, to: try index(of: name))
      owners.append(place)
    case .removeAlternativeName(let name, let other):
      try batch.removeAlternativeName(other, from: try index(of: name))
      owners.append(place)
    case .pinMAC(let bridge, let source):
      let link = try index(of: bridge)
      let sourceIndex = try index(of: source)
      flush(operations, &results)
      let settings = Settings(.mac, .mac(try currentMAC(of: sourceIndex)))
      try batch.changeLink(link, .bridge, settings, master: nil, index: find)
      owners.append(place)
    case .setPort(let name, let settings):
      let port = try index(of: name)
      if !pending.isEmpty { flush(operations, &results) }
      try batch.changePort(port, settings, index: find)
      owners.append(place)
    case .forgetStations(let name):
      try batch.forgetStations(of: try index(of: name))
      owners.append(place)
    case .addVLANs(let name, let vlans, let ofBridgeItself):
      try batch.addVLANs(vlans, to: try index(of: name), ofBridgeItself: ofBridgeItself)
      owners.append(place)
    case .removeVLANs(let name, let vlans, let ofBridgeItself):
      try batch.removeVLANs(vlans, from: try index(of: name), ofBridgeItself: ofBridgeItself)
      owners.append(place)
    case .addTunnels(let name, let tunnels):
      let count = try batch.addTunnels(tunnels, to: try index(of: name))
      owners += [Int](repeating: place, count: count)
    case .removeTunnels(let name, let tunnels):
      let count = try batch.removeTunnels(tunnels, from: try index(of: name))
      owners += [Int](repeating: place, count: count)
    case .setVLANs(let name, let settings):
      let count = try batch.changeVLANs(settings, of: try index(of: name))
      owners += [Int](repeating: place, count: count)
    case .configureIPv6(let name, let settings):
      let link = try index(of: name)
      flush(operations, &results)
      try configureIPv6(name, link, settings)
    case .setDeviceFile(let name, let settings):
      let link = try index(of: name)
      flush(operations, &results)
      try setDeviceFile(name, link, settings)
    case .controlTraffic(let name, let step):
      let link = try index(of: name)
      try enqueue(step, link, place, operations, &results)
    case .setEthtool(let name, let settings):
      let link = try index(of: name)
      flush(operations, &results)
      try setEthtool(link, settings)
    case .setVirtualFunctionCount(let name, let count):
      flush(operations, &results)
      try setVirtualFunctionCount(name, count)
    case .setVirtualFunction(let name, let number, let settings):
      try batch.setVirtualFunction(number, of: try index(of: name), settings)
      owners.append(place)
    case .addAddress(let name, let address):
      let link = try index(of: name)
      try batch.addAddress(address, to: link)
      if address.local.isIPv6, address.flags & Address.noDuplicateDetection != 0 {
        settling.append((link, address.local))
      }
      owners.append(place)
    case .changeAddress(let name, let address):
      try batch.changeAddress(address, of: try index(of: name))
      owners.append(place)
    case .removeAddress(let name, let address):
      try batch.removeAddress(address.key, from: try index(of: name))
      owners.append(place)
    case .addRoute(let route):
      for link in route.hops.compactMap(\.link) { _ = try index(of: link) }
      try batch.addRoute(route, index: find)
      owners.append(place)
    case .replaceRoute(let route):
      for link in route.hops.compactMap(\.link) { _ = try index(of: link) }
      try batch.replaceRoute(route, index: find)
      owners.append(place)
    case .removeRoute(let route):
      for link in route.hops.compactMap(\.link) { _ = try index(of: link) }
      try batch.removeRoute(route, index: find)
      owners.append(place)
    case .addForwarding(let name, let entry):
      let link = try index(of: name)
      try batch.addForwarding(entry, to: link, ofBridgeItself: known(name)?.isBridge == true, index: find)
      owners.append(place)
    case .removeForwarding(let name, let entry):
      let link = try index(of: name)
      try batch.removeForwarding(entry, from: link, ofBridgeItself: known(name)?.isBridge == true, index: find)
      owners.append(place)
    case .addMulticast(let name, let entry, let bridge):
      try batch.addMulticast(entry, to: try index(of: name), on: try index(of: bridge))
      owners.append(place)
    case .removeMulticast(let name, let entry, let bridge):
      try batch.removeMulticast(entry, from: try index(of: name), on: try index(of: bridge))
      owners.append(place)
    case .delete:
      delete(place..<place + 1, operations, &results)
    }
  }

  /// The namespace has to be open until the kernel has done it.
  private func enqueuePair(
    _ name: LinkName, _ newIndex: Int32, _ kind: LinkKind, _ settings: Settings, _ new: NewPeer,
    in namespace: borrowing NetworkNamespace, _ place: Int, _ operations: [Operation], _ results: inout [KernelError?]
  ) throws(KernelError) {
    try batch.createPair(
      name, index: newIndex, kind, settings, peer: new.peer.name, peerIndex: new.index, new.settings,
      namespace: namespace.descriptor)
    try batch.query(newIndex)
    owners += [place, place]
    flush(operations, &results)
  }

  private func change(
    _ link: Int32, _ kind: LinkKind, _ settings: Settings, master: Int32?, lower: Int32? = nil, _ place: Int
  ) throws(KernelError) {
    try batch.changeLink(link, kind, settings, master: master, lower: lower) { [unowned self] name in
      known(name)?.index
    }
    owners.append(place)
  }

  private func currentMAC(of link: Int32) throws(KernelError) -> MACAddress {
    var question = RequestBatch()
    try question.query(link)
    let answer = client.perform(&question)[0]
    if let error = answer.error { throw error }
    guard let mac = answer.link?.mac else {
      throw KernelError(request: "", code: EADDRNOTAVAIL, words: "the link has no MAC address")
    }
    return mac
  }
}
