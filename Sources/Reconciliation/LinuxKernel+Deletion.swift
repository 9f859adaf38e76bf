internal import Glibc
internal import NetworkModel
internal import Netlink
internal import Planning

extension LinuxKernel {
  /// Removes links. The kernel waits some 17 ms for each request to remove something, so several go at once: into a
  /// device group of their own, and then the group is removed.
  func delete(_ places: Range<Int>, _ operations: [Operation], _ results: inout [KernelError?]) {
    flush(operations, &results)
    var victims: [(place: Int, link: Known)] = []
    for place in places {
      if let link = operations[place].link.flatMap({ known($0) }) {
        victims.append((place, link))
      } else {
        results[place] = KernelError(request: "", code: ENODEV, words: "there is no such link")
          .named(operations[place])
      }
    }
    if victims.count > 1 {
      let group = unusedGroup()
      send(victims, operations, &results) { (link) throws(KernelError) in
        try batch.setGroup(group, of: link.index)
      }
      victims.removeAll { results[$0.place] != nil }
      if !deleteGroup(group) {
        // One of them cannot be removed, and so the kernel removed none. Each of them has to be asked about.
        send(victims, operations, &results) { (link) throws(KernelError) in
          try batch.setGroup(link.group, of: link.index)
        }
        send(victims, operations, &results) { (link) throws(KernelError) in try batch.deleteLink(link.index) }
      }
    } else {
      send(victims, operations, &results) { (link) throws(KernelError) in try batch.deleteLink(link.index) }
    }
    for place in places where results[place] == nil {
      if let name = operations[place].link { remember(name, nil) }
    }
  }

  private func send(
    _ victims: [(place: Int, link: Known)], _ operations: [Operation], _ results: inout [KernelError?],
    _ append: (Known) throws(KernelError) -> Void
  ) {
    for (place, link) in victims where results[place] == nil {
      do throws(KernelError) {
        try append(link)
        owners.append(place)
      } catch {
        results[place] = error.named(operations[place])
      }
    }
    flush(operations, &results)
  }

  private func deleteGroup(_ group: UInt32) -> Bool {
    var request = RequestBatch()
    guard (try? request.deleteGroup(group)) != nil else { return false }
    return client.perform(&request)[0].error == nil
  }

  /// A group in which no link was at the last snapshot. It is drawn from a thousand million, so that nobody else puts a
  /// link there meanwhile.
  private func unusedGroup() -> UInt32 {
    let used = groups
    while true {
      let group = UInt32.random(in: 0x4000_0000...0x7FFF_FFFF)
      if !used.contains(group) { return group }
    }
  }
}
