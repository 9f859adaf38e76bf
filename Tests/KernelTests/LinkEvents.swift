internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport

/// A listener to what the kernel tells of links, bridge ports and VLANs: the groups `RTNLGRP_LINK` and
/// `RTNLGRP_BRVLAN`.
final class LinkEvents: Sendable {
  /// One message.
  struct Event: Equatable, CustomStringConvertible {
    /// What it says has happened.
    enum Subject: String { case link, linkGone, port, portGone, vlan, vlanGone, other }
    let subject: Subject
    let link: String
    /// Whether it says that the link runs: the operational state of RFC 2863 is "up".
    let isRunning: Bool

    init(_ subject: Subject, _ link: String, isRunning: Bool = false) {
      self.subject = subject
      self.link = link
      self.isRunning = isRunning
    }

    static func == (left: Event, right: Event) -> Bool { left.subject == right.subject && left.link == right.link }

    var description: String { "\(subject.rawValue) \(link)" }
  }

  private let descriptor: Int32
  private let host: Host

  init(on host: Host) throws {
    self.host = host
    descriptor = try host.namespace.run {
      let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), NETLINK_ROUTE)
      guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
      var address = sockaddr_nl()
      address.nl_family = sa_family_t(AF_NETLINK)
      let size = socklen_t(MemoryLayout<sockaddr_nl>.size)
      // SAFETY: the address is a sockaddr_nl of that size.
      let code = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
      }
      // Room for the events of a thousand links. The first way takes privileges, the second is bounded without them.
      var room: Int32 = 1 << 24
      let length = socklen_t(MemoryLayout<Int32>.size)
      if unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, length) != 0 {
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, length)
      }
      var isMember = code == 0
      for group in [RTNLGRP_LINK, RTNLGRP_BRVLAN] {
        var number = Int32(group.rawValue)
        if unsafe setsockopt(descriptor, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &number, length) != 0 { isMember = false }
      }
      guard isMember else {
        close(descriptor)
        throw Failure(description: "netlink socket: errno \(errno)")
      }
      return descriptor
    }
  }

  deinit {
    close(descriptor)
  }

  /// What was told since the listener was made or asked last. The end is marked by a change of the loopback, which
  /// vnetctl never touches: events come in the order in which things happen.
  func drain() throws -> [Event] {
    // By lot, so that it is a change every time.
    try host.namespace.ip("link", "set", "dev", "lo", "mtu", String(Int.random(in: 1_000...1_000_000_000)))
    let names = try Links(host.namespace)
    var events: [Event] = []
    while true {
      for event in try receive(names) {
        if event == Event(.link, "lo") { return events }
        events.append(event)
      }
    }
  }

  /// Waits until the kernel says that the link runs. It settles the state of links within a second, later than it
  /// tells of their carrier; until then a bridge does not forward to them.
  func waitUntilRunning(_ names: String...) throws {
    var waiting = Set(names)
    while !waiting.isEmpty {
      for event in try receive(nil) where event.subject == .link && event.isRunning { waiting.remove(event.link) }
    }
  }

  /// Waits until the kernel says that there is a link of that name.
  func waitUntilMade(_ name: String) throws {
    while try !receive(nil).contains(Event(.link, name)) {}
  }

  /// Waits until the kernel says that the link is gone.
  func waitUntilGone(_ name: String) throws {
    while !(try receive(nil).contains { $0 == Event(.linkGone, name) }) {}
  }

  private func receive(_ names: Links?) throws -> [Event] {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 20_000) == 1 else { throw Failure(description: "the event did not come") }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { throw Failure(description: "events were lost: errno \(errno)") }
    var events: [Event] = []
    var rest = buffer[..<count]
    while rest.count >= 16 {
      let length = Int(Bytes.number(rest, at: 0, count: 4))
      events.append(Self.event(rest.prefix(length), names))
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return events
  }

  private static func event(_ message: ArraySlice<UInt8>, _ names: Links?) -> Event {
    let type = Int(Bytes.number(message, at: 4, count: 2))
    let family = message[message.startIndex + 16]
    // ifi_index of struct ifinfomsg and ifindex of struct br_vlan_msg lie at the same place but for the type's width.
    let isVLAN = type == RTM_NEWVLAN || type == RTM_DELVLAN
    let index = Int(Bytes.number(message, at: 20, count: 4))
    let subject: Event.Subject =
      switch type {
      case RTM_NEWLINK: family == UInt8(AF_BRIDGE) ? .port : .link
      case RTM_DELLINK: family == UInt8(AF_BRIDGE) ? .portGone : .linkGone
      case RTM_NEWVLAN: .vlan
      case RTM_DELVLAN: .vlanGone
      default: .other
      }
    let name = isVLAN ? nil : Attribute.find(IFLA_IFNAME, in: message.dropFirst(32)).map(Bytes.text)
    let state = isVLAN ? nil : Attribute.find(IFLA_OPERSTATE, in: message.dropFirst(32))?.first
    return Event(subject, name ?? names?.name(index: index) ?? "#\(index)", isRunning: state == UInt8(IF_OPER_UP))
  }
}

extension Links {
  /// The name of the link with that index.
  func name(index: Int) -> String? { names.first { self[$0]["ifindex"].integer == index } }
}
