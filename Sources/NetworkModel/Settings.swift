/// Some options with their values: what a document declares of a link, or what the kernel reports.
public struct Settings: Hashable, Sendable {
  /// An option and its value.
  public struct Entry: Hashable, Sendable {
    /// The option.
    public let id: Option.ID
    /// Its value.
    public var value: OptionValue

    /// The option's row.
    public var option: Option { Option[id] }
  }

  /// The entries in the order of the tables. A link has a dozen or some forty: searching a sorted array is cheaper
  /// than hashing, and ten thousand links fit in little memory.
  public private(set) var entries: [Entry] = []

  /// No settings.
  public init() {}

  /// No settings yet, and room for some.
  public init(capacity: Int) { entries.reserveCapacity(capacity) }

  /// One option with its value; none when that is nil.
  public init(_ option: Option, _ value: OptionValue?) {
    if let value { entries = [Entry(id: option.id, value: value)] }
  }

  /// The value of an option; nil when it is not set.
  public subscript(id: Option.ID) -> OptionValue? {
    get {
      let index = insertionIndex(of: id)
      return index < entries.count && entries[index].id == id ? entries[index].value : nil
    }
    set {
      let index = insertionIndex(of: id)
      let exists = index < entries.count && entries[index].id == id
      switch (newValue, exists) {
      case (let value?, true): entries[index].value = value
      case (let value?, false) where index == entries.count: entries.append(Entry(id: id, value: value))
      case (let value?, false): entries.insert(Entry(id: id, value: value), at: index)
      case (nil, true): entries.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The value of an option; nil when it is not set.
  public subscript(option: Option) -> OptionValue? {
    get { self[option.id] }
    set { self[option.id] = newValue }
  }

  /// The value of a boolean option; nil when it is not set.
  public func flag(_ option: Option) -> Bool? {
    if case .boolean(let value) = self[option] { value } else { nil }
  }

  /// The value of a numerical option; nil when it is not set.
  public func number(_ option: Option) -> Int64? {
    if case .integer(let value) = self[option] { value } else { nil }
  }

  /// The entries whose options stand at `place`.
  public func at(_ place: OptionTable.Place) -> Settings {
    filter { OptionTable.all[Int($0.id.ordinal >> 8)].place == place }
  }

  /// The entries that `isIncluded` accepts.
  public func filter(_ isIncluded: (Entry) -> Bool) -> Settings {
    var result = Settings()
    result.entries = entries.filter(isIncluded)
    return result
  }

  /// Takes all entries of `other`, over those here.
  public mutating func merge(_ other: Settings) {
    guard let first = other.entries.first else { return }
    if entries.last.map({ $0.id < first.id }) ?? true { return entries += other.entries }
    var merged: [Entry] = []
    merged.reserveCapacity(max(entries.capacity, entries.count + other.entries.count))
    var rest = entries[...]
    for entry in other.entries {
      while let next = rest.first, next.id <= entry.id {
        if next.id != entry.id { merged.append(next) }
        rest = rest.dropFirst()
      }
      merged.append(entry)
    }
    merged += rest
    entries = merged
  }

  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }

  private func insertionIndex(of id: Option.ID) -> Int {
    // What the kernel reports comes nearly in order, so the end is the likeliest place.
    guard let last = entries.last, last.id >= id else { return entries.count }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
