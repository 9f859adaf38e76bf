internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import Synchronization

/// Numbered datagrams from a neighbour to a host, a thousand a second, as long as the value lives. The host answers each.
///
/// What is measured are numbers that never arrive, or come back, not times. A sender that waits for a processor makes up for nothing:
/// on a slow machine there are fewer datagrams a second, and none of them comes in a burst.
final class DatagramFlood: Sendable {
  /// What the threads and the test share.
  private final class Course: Sendable {
    struct State {
      /// The number of the next datagram.
      var next: UInt32 = 0
      var answered: Set<UInt32> = []
      /// The last that was answered, and how many before it were, one after the other.
      var last: UInt32 = 0
      var run: UInt32 = 0
      /// From which number on all have to be answered for the semaphore to be signalled.
      var awaited: UInt32?
      var isOver = false
    }

    let state = Mutex(State())
    let isWhole = DispatchSemaphore(value: 0)

    /// The number to be sent next; nil when no more is to be sent.
    func nextNumber() -> UInt32? {
      state.withLock { state in
        defer { state.next += 1 }
        return state.isOver ? nil : state.next
      }
    }

    func noteAnswer(_ number: UInt32) {
      state.withLock { state in
        state.answered.insert(number)
        state.run = number == state.last &+ 1 ? state.run + 1 : 1
        state.last = number
        if let awaited = state.awaited, state.run >= DatagramFlood.whole, number >= awaited + DatagramFlood.whole {
          state.awaited = nil
          isWhole.signal()
        }
      }
    }
  }

  /// So many have to be answered one after the other for the way to count as whole: more than a move takes.
  private static let whole: UInt32 = 500

  private let course = Course()
  private let address: String

  /// Begins, and waits until all datagrams are answered.
  init(from neighbour: Neighbour, to host: Host, at address: String) throws {
    self.address = address
    let destination = try SocketAddress(address, port: 7007)
    let origin = try SocketAddress(Neighbour.address(facing: address), port: 7007)
    let receiver = try InternetSocket(.udp, at: destination, in: host.namespace).connected(to: origin)
    let sender = try InternetSocket(.udp, at: origin, in: neighbour.namespace).connected(to: destination)
    let course = course
    Thread.detachNewThread {
      var due = ContinuousClock.now
      while let number = course.nextNumber() {
        sender.send((0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
        due = max(due + .milliseconds(1), .now)
        usleep(UInt32(max((due - .now) / .microseconds(1), 0)))
      }
    }
    Thread.detachNewThread {
      while !course.state.withLock({ $0.isOver }) {
        if let bytes = receiver.receive(within: 100) { receiver.send(bytes) }
      }
    }
    Thread.detachNewThread {
      while !course.state.withLock({ $0.isOver }) {
        if let number = sender.receive(within: 100).flatMap(Self.number) { course.noteAnswer(number) }
      }
    }
    try waitUntilWhole()
  }

  deinit {
    course.state.withLock { $0.isOver = true }
  }

  /// The number of the next datagram.
  var next: UInt32 { course.state.withLock { $0.next } }

  /// How many were lost from that number on, on their way there or back, once all are answered again.
  func loss(since first: UInt32) throws -> Int {
    try waitUntilWhole()
    return course.state.withLock { state in (first...state.last).count { !state.answered.contains($0) } }
  }

  private static func number(_ bytes: [UInt8]) -> UInt32? {
    bytes.count == 4 ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : nil
  }

  /// Waits until what is sent from now on is answered without loss.
  private func waitUntilWhole() throws {
    course.state.withLock { $0.awaited = $0.next }
    // The time is a bound for failures alone.
    guard course.isWhole.wait(timeout: .now() + 120) == .success else {
      throw Failure(description: "\(address) cannot be reached any more")
    }
  }
}
