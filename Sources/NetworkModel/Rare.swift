/// A value that few have: where there is none it takes the room of a pointer. A record of thousands of links is copied more
/// than once.
@propertyWrapper
public struct Rare<Value: Sendable & Equatable>: Sendable, Equatable {
  private indirect enum Storage: Sendable, Equatable {
    case none
    case some(Value)
  }

  private var storage = Storage.none

  /// The value, or nil.
  public var wrappedValue: Value? {
    get { if case .some(let value) = storage { value } else { nil } }
    set { storage = newValue.map(Storage.some) ?? .none }
  }

  /// The value, or nil.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
}
