import Glibc
import Testing

@testable import Reconciliation

/// Signals belong to the whole process, so these run one after another.
@Suite(.serialized) struct InterruptionTests {
  @Test(arguments: [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP")])
  func `a signal is only noted while that is armed`(signal: Int32, name: String) {
    Interruption.arm()
    #expect(Interruption.signal == nil)
    // To this thread, which goes on only once it is delivered.
    raise(signal)
    #expect(Interruption.signal == signal)
    #expect(Interruption.name(of: signal) == name)
    Interruption.disarm()
  }

  @Test func `the first signal counts, and arming forgets it`() {
    Interruption.arm()
    raise(SIGTERM)
    raise(SIGINT)
    #expect(Interruption.signal == SIGTERM)
    Interruption.arm()
    #expect(Interruption.signal == nil)
    Interruption.disarm()
  }

  @Test func `signals that are blocked are unblocked`() {
    var set = sigset_t()
    var old = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGHUP)
    unsafe pthread_sigmask(SIG_BLOCK, &set, &old)
    Interruption.arm()
    raise(SIGHUP)
    #expect(Interruption.signal == SIGHUP)
    Interruption.disarm()
    unsafe pthread_sigmask(SIG_SETMASK, &old, nil)
  }

  @Test func `the boot's clock goes on`() {
    let first = BootClock.now()
    #expect(first > 0)
    #expect(BootClock.now() >= first)
  }
}
