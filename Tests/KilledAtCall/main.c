// Runs a program and kills it with SIGKILL right before the N-th of those of its system calls that somebody else can see
// an effect of: what it sends to the kernel, and what it does to files. Exits with 137 when it did, and as the program
// did when that made fewer calls.
//
//   killed-at-call N PROGRAM [ARGUMENT]...
//
// By ptrace(2), so that the program under test needs to know nothing of it.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_effective(unsigned long long number) {
  switch (number) {
  case SYS_sendmsg:
  case SYS_sendto:
  case SYS_ioctl:
  case SYS_write:
  case SYS_pwrite64:
  case SYS_ftruncate:
  case SYS_fsync:
  case SYS_fdatasync:
  case SYS_flock:
  case SYS_mkdirat:
  case SYS_renameat:
  case SYS_renameat2:
  case SYS_unlinkat:
#ifdef SYS_mkdir
  case SYS_mkdir:
  case SYS_rename:
  case SYS_unlink:
  case SYS_rmdir:
#endif
    return 1;
  default:
    return 0;
  }
}

static int fail(const char *what) {
  fprintf(stderr, "killed-at-call: %s: %s\n", what, strerror(errno));
  return 70;
}

static int end_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

int main(int count, char **arguments) {
  if (count < 3) {
    fputs("usage: killed-at-call N PROGRAM [ARGUMENT]...\n", stderr);
    return 64;
  }
  long left = strtol(arguments[1], NULL, 10);
  pid_t child = fork();
  if (child < 0) return fail("fork");
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) _exit(fail("PTRACE_TRACEME"));
    execvp(arguments[2], arguments + 2);
    _exit(fail(arguments[2]));
  }
  int status;
  // The first stop is the successful exec.
  if (waitpid(child, &status, 0) < 0) return fail("waitpid");
  if (!WIFSTOPPED(status)) return end_of(status);
  if (ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0) {
    return fail("PTRACE_SETOPTIONS");
  }
  long signal_to_pass = 0;
  while (ptrace(PTRACE_SYSCALL, child, NULL, (void *)signal_to_pass) == 0) {
    if (waitpid(child, &status, 0) < 0) return fail("waitpid");
    if (!WIFSTOPPED(status)) return end_of(status);
    signal_to_pass = 0;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      if (WSTOPSIG(status) != SIGTRAP) signal_to_pass = WSTOPSIG(status);
      continue;
    }
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof info, &info) < 0) return fail("PTRACE_GET_SYSCALL_INFO");
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY || !is_effective(info.entry.nr) || --left > 0) continue;
    // It is stopped before the call, and never comes to it.
    kill(child, SIGKILL);
    if (waitpid(child, &status, 0) < 0) return fail("waitpid");
    return end_of(status);
  }
  return fail("PTRACE_SYSCALL");
}
