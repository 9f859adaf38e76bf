#define _GNU_SOURCE
#include "ReadAhead.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// As long as a dump of some 2,500 links. Only slots in use cost memory.
enum { SLOTS = 128 };

struct shim_read_ahead {
  int descriptor;
  size_t size;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  // How many datagrams were received, and how many of them taken.
  size_t received, taken;
  bool is_over, is_stopped;
  // The length of each, or a negative errno.
  ssize_t lengths[SLOTS];
  char *slots;
};

// Whether a datagram holds the end of a dump.
static bool ends_dump(const char *bytes, size_t length) {
  int rest = (int)length;
  const struct nlmsghdr *message = (const void *)bytes;
  for (; NLMSG_OK(message, rest); message = NLMSG_NEXT(message, rest))
    if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) return true;
  return false;
}

static void *receive(void *argument) {
  struct shim_read_ahead *reader = argument;
  pthread_mutex_lock(&reader->mutex);
  while (!reader->is_over && !reader->is_stopped) {
    if (reader->received - reader->taken == SLOTS) {
      pthread_cond_wait(&reader->changed, &reader->mutex);
      continue;
    }
    // Who takes keeps up: then the same memory serves again and again.
    if (reader->received == reader->taken) reader->received = reader->taken = 0;
    size_t place = reader->received % SLOTS;
    pthread_mutex_unlock(&reader->mutex);
    char *slot = reader->slots + place * reader->size;
    ssize_t length = recv(reader->descriptor, slot, reader->size, MSG_TRUNC);
    if (length < 0) length = -errno;
    pthread_mutex_lock(&reader->mutex);
    if (length == -EINTR) continue;
    reader->lengths[place] = length;
    reader->received++;
    if (length < 0)
      // After a loss the rest of the dump follows.
      reader->is_over = length != -ENOBUFS;
    else
      reader->is_over = ends_dump(slot, (size_t)length < reader->size ? (size_t)length : reader->size);
    pthread_cond_signal(&reader->changed);
  }
  pthread_mutex_unlock(&reader->mutex);
  return NULL;
}

static void discard(struct shim_read_ahead *reader) {
  pthread_mutex_destroy(&reader->mutex);
  pthread_cond_destroy(&reader->changed);
  if (reader->descriptor >= 0) close(reader->descriptor);
  free(reader->slots);
  free(reader);
}

struct shim_read_ahead *shim_start_reading_ahead(int descriptor, size_t size) {
  struct shim_read_ahead *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  reader->size = size;
  reader->slots = malloc(SLOTS * size);
  pthread_mutex_init(&reader->mutex, NULL);
  pthread_cond_init(&reader->changed, NULL);
  if (reader->descriptor >= 0 && reader->slots && pthread_create(&reader->thread, NULL, receive, reader) == 0)
    return reader;
  discard(reader);
  return NULL;
}

ssize_t shim_take_datagram(struct shim_read_ahead *reader, void *buffer, size_t size) {
  pthread_mutex_lock(&reader->mutex);
  while (reader->received == reader->taken && !reader->is_over) pthread_cond_wait(&reader->changed, &reader->mutex);
  bool is_there = reader->received != reader->taken;
  pthread_mutex_unlock(&reader->mutex);
  if (!is_there) return 0;
  size_t place = reader->taken % SLOTS;
  ssize_t length = reader->lengths[place];
  if (length > 0) memcpy(buffer, reader->slots + place * reader->size, (size_t)length < size ? (size_t)length : size);
  pthread_mutex_lock(&reader->mutex);
  reader->taken++;
  pthread_cond_signal(&reader->changed);
  pthread_mutex_unlock(&reader->mutex);
  return length;
}

void shim_stop_reading_ahead(struct shim_read_ahead *reader) {
  pthread_mutex_lock(&reader->mutex);
  reader->is_stopped = true;
  pthread_cond_signal(&reader->changed);
  pthread_mutex_unlock(&reader->mutex);
  pthread_join(reader->thread, NULL);
  discard(reader);
}
