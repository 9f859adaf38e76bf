#define _GNU_SOURCE
#include "Guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

static int spawn(char *const arguments[], int output) {
  posix_spawn_file_actions_t actions;
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  posix_spawnattr_t attributes;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    // What this process ignores or blocks is nothing that the new one should inherit.
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    // The caller's descriptors too: a pipe that stays open keeps whoever reads it waiting.
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error)
      error = posix_spawnattr_setflags(
          &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t process;
    if (!error) error = posix_spawn(&process, "/proc/self/exe", &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int shim_start_guardian(const char *command, const char *argument, char *said, size_t size) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  char *const arguments[] = {"vnetctl", (char *)command, (char *)argument, NULL};
  int error = spawn(arguments, ends[1]);
  close(ends[1]);
  size_t length = 0;
  while (!error && length + 1 < size) {
    ssize_t count = read(ends[0], said + length, size - 1 - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) error = errno;
    if (count <= 0) break;
    length += (size_t)count;
    if (memchr(said, '\n', length)) break;
  }
  said[length] = '\0';
  close(ends[0]);
  return error;
}

void shim_part_from_starter(const char *line) {
  // The kernel calls it "exe", after the path that it was started by.
  pthread_setname_np(pthread_self(), "vnetctl");
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  size_t length = strlen(line);
  while (length > 0) {
    ssize_t count = write(STDOUT_FILENO, line, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    line += count;
    length -= (size_t)count;
  }
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) return;
  dup2(nothing, STDOUT_FILENO);
  dup2(nothing, STDERR_FILENO);
  if (nothing > STDERR_FILENO) close(nothing);
}
