internal import Glibc
public import Netlink
public import Planning

extension Kernel {
  /// Does the operations in order and says of each how it went, nil for well: like ``perform(_:)``, but that what should go
  /// and is gone already is as it should be. The kernel itself removes routes along with addresses, and somebody else may
  /// have been quicker.
  public func carryOut(_ operations: [Operation]) -> [KernelError?] {
    zip(operations, perform(operations)).map { operation, error in
      error.flatMap { operation.isFulfilled(despite: $0.code) ? nil : $0 }
    }
  }
}

extension Operation {
  fileprivate func isFulfilled(despite code: Int32) -> Bool {
    switch self {
    case .removeRoute: code == ESRCH
    case .removeAddress: code == EADDRNOTAVAIL
    case .removeForwarding: code == ENOENT
    // These name what they remove by its handle: that of something else, or of nothing, is not valid (tc_get_qdisc).
    case .controlTraffic(_, .removeShaper), .controlTraffic(_, .removeHook), .controlTraffic(_, .removePolicer):
      code == ENOENT || code == EINVAL
    // What is there and was not seen is not reported while the bridge does not snoop.
    case .addMulticast: code == EEXIST
    // __br_mdb_del() has no other word for what is not there.
    case .removeMulticast: code == EINVAL
    case .delete: code == ENODEV
    default: false
    }
  }
}
