/// The units of rates and sizes in the words of tc(8), where large and small letters are the same.
struct TrafficUnit {
  /// The word.
  let name: String
  /// How many bits, or bytes, it stands for.
  let factor: Int64

  /// Multiples of bits a second, and of bytes a second where the word ends in `bps`.
  static let rates: [TrafficUnit] = multiples(of: "bit", 1) + multiples(of: "bps", 8)

  /// Multiples of bytes, always by 1024.
  static let sizes: [TrafficUnit] =
    [TrafficUnit(name: "", factor: 1), TrafficUnit(name: "b", factor: 1)]
    + zip(["k", "m", "g"], 1...).flatMap { letter, power in
      ["", "b"].map { TrafficUnit(name: letter + $0, factor: 1 << Int64(10 * power)) }
    }

  private static func multiples(of word: String, _ factor: Int64) -> [TrafficUnit] {
    var units = [TrafficUnit(name: word, factor: factor)]
    var (thousands, binary) = (factor, factor)
    for letter in ["k", "m", "g", "t"] {
      thousands *= 1000
      binary *= 1024
      units.append(TrafficUnit(name: letter + word, factor: thousands))
      units.append(TrafficUnit(name: letter + "i" + word, factor: binary))
    }
    return units
  }

  /// What a text such as `1.5gbit` stands for: its number times the factor of its unit; nil when it is no such text.
  ///
  /// - Returns: A number, which is nil when it is not whole, or too large.
  static func parse(_ text: String, _ units: [TrafficUnit]) -> (number: Int64?, isNumber: Bool) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let word = text.dropFirst(digits.count).lowercased()
    guard digits.contains(where: \.isNumber), digits.count(where: { $0 == "." }) <= 1,
      let unit = units.first(where: { $0.name == word })
    else { return (nil, false) }
    return (NumberLiteral(text: String(digits)).scaled(by: unit.factor), true)
  }
}
