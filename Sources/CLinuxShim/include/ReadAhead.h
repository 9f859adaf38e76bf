// A thread that receives the datagrams of a netlink dump while those before them are being read. In C since the locks and
// conditions of POSIX must stay where they are.
#ifndef READAHEAD_H
#define READAHEAD_H

#include <stddef.h>
#include <sys/types.h>

struct shim_read_ahead;

// Begins to receive from a netlink socket datagrams of at most `size` bytes, up to the one that ends the dump. The
// descriptor may be closed before. NULL where that is impossible.
struct shim_read_ahead *_Nullable shim_start_reading_ahead(int descriptor, size_t size);

// Waits for the next datagram, of which as many bytes are copied as fit. Returns its length, 0 after the last one, or a
// negative errno.
ssize_t shim_take_datagram(struct shim_read_ahead *_Nonnull reader, void *_Nonnull buffer, size_t size);

// Ends it; what was received and not taken is lost.
void shim_stop_reading_ahead(struct shim_read_ahead *_Nonnull reader);

#endif
