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
      guard let index = known[name]?.index else {
        throw KernelError(request: "", code: ENODEV, words: "there is no link \(name)")
      }
      return index
    }
    let find = { [unowned self] name in known[name]?.index }

    switch operations[place] {
    case .createTAP(let name, let settings):
      if !batch.hasOnlyQueries { flush(operations, &results) }
      try TAPDevice.create(name, settings.at(.tapDevice))
      // The question is for more than the index: it makes the kernel settle the new link's operational state, without
      // which its bridge would first let it forward and then, a second later, disable it again, at great cost.
      try batch.query(name)
      owners.append(place)
      pending.insert(name)
    case .create(let name, let kind, let settings, let lower):
      var lowerIndex: Int32?
      if let lower { lowerIndex = try index(of: lower) }
      try batch.createLink(name, kind, settings, lower: lowerIndex, index: find)
      try batch.query(name)
      owners += [place, place]
      pending.insert(name)
    case .retuneTAP(let name, let settings):
      flush(operations, &results)
      let current = known[name]?.device ?? Settings()
      _ = try index(of: name)
      try TAPDevice.retune(name, settings.at(.tapDevice), current: current)
      known[name]?.device.merge(settings.at(.tapDevice))
    case .set(let name, let kind, let settings, let master):
      let link = try index(of: name)
      var masterIndex: Int32?
      switch master {
      case nil: break
      case .some(.none): masterIndex = 0
      case .on(let bridge): masterIndex = try index(of: bridge)
      }
      try batch.changeLink(link, kind, settings, master: masterIndex, index: find)
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
    case .addVLANs(let name, let vlans, let ofBridgeItself):
      try batch.addVLANs(vlans, to: try index(of: name), ofBridgeItself: ofBridgeItself)
      owners.append(place)
    case .removeVLANs(let name, let vlans, let ofBridgeItself):
      try batch.removeVLANs(vlans, from: try index(of: name), ofBridgeItself: ofBridgeItself)
      owners.append(place)
    case .configureIPv6, .addAddress, .changeAddress, .removeAddress, .addRoute, .replaceRoute, .removeRoute,
      .addForwarding:
      preconditionFailure("no plan has these")
    case .delete:
      delete(place..<place + 1, operations, &results)
    }
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
