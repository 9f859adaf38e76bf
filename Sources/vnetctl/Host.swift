import Glibc
import NetworkModel
import Netlink
import Reconciliation

/// The network namespace that a command is about.
struct Host {
  /// Its kernel.
  let kernel: LinuxKernel
  /// The record of what vnetctl made in it.
  let record: RecordFile
  /// The documents that were applied to it, or why they cannot be kept or read.
  let history: Result<History, FileError>

  /// What makes it as a topology declares it, once it has the lock.
  func reconciler(lockTimeout: Duration) -> Reconciler {
    Reconciler(kernel: kernel, record: record, lockTimeout: lockTimeout) { Interruption.signal }
  }

  /// The namespace that `ip netns` knows by that name, or the one at that path; the caller's own when it is nil.
  ///
  /// - Parameter capabilities: What is left to do needs.
  init(namespace: String?, keeping capabilities: Capabilities = .netAdmin) throws(CommandError) {
    try self.init(opening: namespace)
    try keepOnly(capabilities)
  }

  /// The same, for who does not know yet what is left to do, and says it by ``keepOnly(_:)``.
  ///
  /// Files and the session have to be read before: what is left to do needs CAP_NET_ADMIN, and seldom more, and a fault in it
  /// can do no more.
  init(opening namespace: String?) throws(CommandError) {
    let cookie: UInt64
    do throws(KernelError) {
      if let namespace { try NetworkNamespace(namespace).enter() }
      // What the namespace is called is seen by comparing it with that of the first process.
      try Capabilities([.netAdmin, .sysPtrace, .chown]).keepOnly()
      kernel = try LinuxKernel()
      cookie = try kernel.namespaceCookie()
    } catch {
      throw .kernel(error)
    }
    do throws(FileError) {
      let boot = try RecordFile.currentBoot()
      history = Self.history(cookie: cookie, boot: boot)
      record = RecordFile(
        in: try StateDirectory.locate(
          cookie: cookie, environment: Self.environment(["VNETCTL_STATE_DIR", "XDG_RUNTIME_DIR"])),
        boot: boot)
    } catch {
      throw .state(.file(error))
    }
  }

  /// Gives up what the process may do besides `capabilities` and what the record needs.
  func keepOnly(_ capabilities: Capabilities) throws(CommandError) {
    // What is wrong with the record shows when it is needed.
    let recorded = (try? record.load(.capabilities))?.capabilities ?? []
    do throws(KernelError) { try capabilities.union(recorded).keepOnly() } catch { throw .kernel(error) }
  }

  private static func history(cookie: UInt64, boot: String) -> Result<History, FileError> {
    Result { () throws(FileError) in
      let key = try NamespaceKey(cookie: cookie, boot: boot)
      guard let base = try History.locate(environment: environment(History.variables)) else {
        throw FileError("keep", "documents", code: ENOENT, reason: "there is no folder for them, since HOME is not set")
      }
      return History(base: base, namespace: key)
    }
  }

  private static func environment(_ names: [String]) -> [String: String] {
    var environment: [String: String] = [:]
    for name in names { environment[name] = Environment[name] }
    return environment
  }
}
