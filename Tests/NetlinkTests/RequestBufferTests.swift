@testable import Netlink
import Testing

struct RequestBufferTests {
  @Test func `the buffer grows with what is put into it`() throws {
    var buffer = RequestBuffer()
    let text = [UInt8](repeating: 65, count: 60_000)
    for _ in 0..<20 {
      try buffer.append(type: 16, flags: 0, header: UInt64(7)) { (buffer) throws(KernelError) in
        try buffer.nest(5) { (buffer) throws(KernelError) in try buffer.put(6, text) }
      }
    }
    #expect(buffer.ranges.count == 20)
    for range in buffer.ranges {
      #expect(range.count == 16 + 8 + 4 + 4 + 60_000)
      let bytes = buffer.withBytes(of: range) { $0.array }
      #expect(bytes[..<6].elementsEqual(Message.bytes(UInt32(range.count)) + [16, 0]))
      #expect(bytes[24..<28].elementsEqual(Message.bytes(UInt16(60_008)) + Message.bytes(UInt16(5 | 0x8000))))
      #expect(bytes[32...].allSatisfy { $0 == 65 })
    }
  }

  @Test func `an attribute that its length cannot hold is refused, and the messages before it stay`() throws {
    var buffer = RequestBuffer()
    try buffer.append(type: 16, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
      try buffer.put(1, UInt8(1))
    }
    let before = buffer.withBytes(of: buffer.ranges[0]) { $0.array }
    #expect(throws: KernelError.self) {
      try buffer.append(type: 16, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
        try buffer.put(1, [UInt8](repeating: 0, count: 65_532))
      }
    }
    #expect(throws: KernelError.self) {
      try buffer.append(type: 16, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
        try buffer.nest(1) { (buffer) throws(KernelError) in
          for _ in 0..<10 { try buffer.put(1, [UInt8](repeating: 0, count: 10_000)) }
        }
      }
    }
    #expect(buffer.ranges.count == 1)
    #expect(buffer.withBytes(of: buffer.ranges[0]) { $0.array } == before)
  }
}
