internal import Glibc

/// An apply that has to be confirmed, and the guardian that undoes it otherwise.
extension Reconciler {
  /// Confirms the apply that waits for it, and says of which topology it was.
  /// - Parameter whenDone: Called with that topology's name while nobody else can be at work.
  public func confirm(whenDone: (String) -> Void = { _ in }) throws(ReconciliationError) -> String {
    let lock = try lock()
    defer { lock.tidy() }
    var record = try load()
    guard let transaction = record.transaction, case .unconfirmed = transaction.stage else { throw .nothingToConfirm }
    record.transaction = nil
    try save(record)
    whenDone(transaction.topology)
    return transaction.topology
  }

  /// Undoes the apply that waits to be confirmed, or that was killed. Nil when there is none.
  public func revertUnconfirmed() throws(ReconciliationError) -> Restoration? {
    let lock = try lock()
    defer { lock.tidy() }
    let record = try load()
    guard record.transaction != nil else { return nil }
    return rollBack(record)
  }

  /// The life of the guardian of one transaction: it waits until the apply is done, or dead, and then for the
  /// confirmation.
  ///
  /// - Parameters:
  ///   - token: Which transaction. When another one or none is on record, there is nothing to guard any more.
  ///   - ready: Called once the guardian stands.
  /// - Returns: How the host was taken back; nil when that was not needed.
  public func guardTransaction(token: String, ready: () -> Void) throws(ReconciliationError) -> Restoration? {
    let post: GuardPost
    do throws(StateError) { post = try GuardPost.occupy(in: file.directory) } catch { throw .state(error) }
    ready()
    do throws(ReconciliationError) {
      let restoration = try watch(token)
      post.leave()
      return restoration
    } catch {
      post.leave()
      throw error
    }
  }

  private func watch(_ token: String) throws(ReconciliationError) -> Restoration? {
    var hasBegun = false
    while true {
      let record = try load()
      if record.transaction?.token == token {
        hasBegun = true
      } else if hasBegun {
        // Confirmed, or undone by somebody else. To see that takes no lock: who holds it may wait for this post.
        return nil
      }
      if !mayWait(record, token) {
        // While the apply is at work it has the lock; once it is dead, or done, nobody has.
        let lock: NamespaceLock?
        do throws(StateError) {
          lock = try NamespaceLock.acquire(in: file.directory)
        } catch {
          guard case .busy = error else { throw .state(error) }
          lock = nil
        }
        if let lock {
          let record = try load()
          if !mayWait(record, token) {
            let restoration = record.transaction?.token == token ? rollBack(record) : nil
            lock.tidy()
            return restoration
          }
        }
      }
      // There is no need to be quicker than people are, once it is on record.
      usleep(hasBegun ? 100_000 : 10_000)
    }
  }

  /// Whether there is time left to confirm the transaction.
  private func mayWait(_ record: HostRecord, _ token: String) -> Bool {
    guard let transaction = record.transaction, transaction.token == token,
      case .unconfirmed(let until) = transaction.stage
    else { return false }
    return BootClock.now() < until
  }

  /// Whether a guardian watches over the transaction on record.
  func isGuarded() throws(ReconciliationError) -> Bool {
    do throws(StateError) { return try GuardPost.isOccupied(in: file.directory) } catch { throw .state(error) }
  }
}
