internal import CYAML

extension YAMLEvent.Content {
  /// - Returns: nil for the beginning of the stream, which says nothing.
  init?(_ event: yaml_event_t) {
    // SAFETY: the event's type says which member of the union libyaml has filled.
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_ALIAS_EVENT: self = .alias(unsafe String(yamlText: event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      // SAFETY: the value is `length` bytes long, and the bytes are copied here. Of scalars libyaml has checked that
      // they are UTF-8.
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      self = .scalar(
        text: unsafe String(decoding: bytes, as: UTF8.self), isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE,
        properties: unsafe YAMLProperties(anchor: scalar.anchor, tag: scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      self = .sequenceStart(unsafe YAMLProperties(anchor: start.anchor, tag: start.tag))
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      self = .mappingStart(unsafe YAMLProperties(anchor: start.anchor, tag: start.tag))
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    case YAML_STREAM_END_EVENT: self = .streamEnd
    default: return nil
    }
  }
}

extension YAMLProperties {
  fileprivate init(anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?) {
    // SAFETY: both are NUL-terminated texts of an event that is still there, or nil.
    unsafe self.init(anchor: String(yamlText: anchor), tag: String(yamlText: tag))
  }
}

extension String {
  /// Tags may have bytes in them that are not UTF-8, written as %FF; these are replaced.
  fileprivate init?(yamlText: UnsafePointer<yaml_char_t>?) {
    guard let yamlText = unsafe yamlText else { return nil }
    // SAFETY: libyaml ends these texts with a NUL, and they are copied here.
    unsafe self.init(cString: yamlText)
  }
}
