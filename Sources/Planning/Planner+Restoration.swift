public import NetworkModel

/// The way back to a checkpoint, as far as there is one.
public struct RestorationPlan: Sendable, Equatable {
  /// Something that cannot be as it was.
  public struct Obstacle: Sendable, Equatable {
    /// The link.
    public let link: LinkName
    /// One sentence about why not.
    public let message: String
  }

  /// The operations.
  public var plan: Plan
  /// What stands in the way of the rest.
  public var obstacles: [Obstacle]
}

extension Planner {
  /// The way from what the kernel has back to how things were at `checkpoint`. Only what has been different then is
  /// touched, and of that only what the plan after the checkpoint may have changed: what somebody else has made since
  /// stays.
  ///
  /// The kernel does more by itself than can be foreseen, so that one plan may leave something for another one, made
  /// from a new snapshot; when that is empty, all is as it was.
  ///
  /// - Parameters:
  ///   - snapshot: What is, with the forwarding databases if the checkpoint has something of them.
  ///   - firstIndex: Where the indices begin of links that cannot have again the one which they had.
  ///   - isLast: Whether no other plan will follow this one.
  public static func restore(
    _ checkpoint: Checkpoint, snapshot: Snapshot, firstIndex: Int32, isLast: Bool = false
  ) -> RestorationPlan {
    let indices = NewIndices(from: firstIndex, former: checkpoint.links.mapValues(\.index))
    let names = NewNames(undoing: checkpoint, in: snapshot)
    var attempt = RestorationAttempt(checkpoint: checkpoint, snapshot: snapshot.renamed(names), isLast: isLast)
    while true {
      let naming = LinkNaming(
        calling: names, attempt.topology, attempt.snapshot, attempt.ownership)
      var resolver = FateResolver(naming, allowances: [.lockout], isRestoring: true)
      do throws(Refusal) {
        var resolution = try resolver.resolve()
        attempt.restoreAddresses(&resolution)
        resolution.routes.restore(attempt.routeChange(resolution))
        attempt.restoreForwarding(resolver)
        attempt.restoreMulticast(resolver)
        let plan = Plan(naming, resolution, indices)
        return RestorationPlan(plan: plan, obstacles: attempt.obstacles)
      } catch {
        guard attempt.giveUp(error.reasons) else {
          return RestorationPlan(plan: .nothing, obstacles: attempt.obstacles)
        }
      }
    }
  }
}
