internal import CYAML

/// libyaml's parser over a text in memory, which gives one event at a time.
@safe
public struct YAMLParser: ~Copyable {
  /// At an address of its own: the parser holds pointers to itself and to the text.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// A parser at the beginning of a text in UTF-8, of which it keeps a copy.
  public init(_ bytes: [UInt8]) throws(YAMLError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    // SAFETY: libyaml writes all of the parser before anything reads it, also when it fails, and then holds nothing.
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      let error = unsafe YAMLError(parser.pointee)
      unsafe parser.deallocate()
      throw error
    }
    let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    // SAFETY: the buffer is as long as the bytes. It and the parser are this value's alone, until deinit.
    _ = unsafe text.initialize(from: bytes)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    unsafe self.parser = parser
    unsafe self.text = text
  }

  deinit {
    // SAFETY: both were allocated by init, nobody else has them, and the parser reads the text no more once deleted.
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event. After ``YAMLEvent/Content/streamEnd`` and after an error there is none to ask for.
  public mutating func next() throws(YAMLError) -> YAMLEvent {
    while true {
      // SAFETY: libyaml fills the event, or leaves it empty when it fails. It is deleted on every way out, and until
      // then the texts that it points to are there.
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw unsafe YAMLError(parser.pointee) }
      defer { unsafe yaml_event_delete(&event) }
      guard let content = unsafe YAMLEvent.Content(event) else { continue }
      return unsafe YAMLEvent(content: content, mark: YAMLMark(event.start_mark))
    }
  }
}
