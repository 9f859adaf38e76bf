// Runs a command and writes what it took, as JSON. A small program does so in the same way for all: a large one would
// take longer to start another, and its own size would count as memory of those that it starts (getrusage(2)).
//
//   stopwatch FILE COMMAND [ARGUMENT]...
//
//   FILE   gets {"status": 0, "wall_us": 1, "user_us": 2, "system_us": 3, "memory_kb": 4}: the exit status (256 and the
//          number of the signal, if one ended it), the time from before the start to the end, the processor time of the
//          command and the processes that it waited for, and the most memory that one of them had resident
//
//   cc -O2 -o stopwatch stopwatch.c

#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

int main(int argc, char **argv)
{
  if (argc < 3)
    return 64;
  struct timespec start, end;
  struct rusage usage;
  pid_t child;
  int status;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int error = posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ);
  if (error) {
    fprintf(stderr, "%s: %s\n", argv[2], strerror(error));
    return 127;
  }
  if (wait4(child, &status, 0, &usage) < 0)
    return 1;
  clock_gettime(CLOCK_MONOTONIC, &end);
  FILE *file = fopen(argv[1], "w");
  if (!file)
    return 1;
  fprintf(file, "{\"status\": %d, \"wall_us\": %.1f, \"user_us\": %lld, \"system_us\": %lld, \"memory_kb\": %ld}\n",
          WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status),
          (end.tv_sec - start.tv_sec) * 1e6 + (end.tv_nsec - start.tv_nsec) / 1e3, microseconds(usage.ru_utime),
          microseconds(usage.ru_stime), usage.ru_maxrss);
  return fclose(file) ? 1 : 0;
}
