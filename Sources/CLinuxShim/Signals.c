#define _GNU_SOURCE
#include "Signals.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum { SIGNAL_COUNT = 3 };
static const int signals[SIGNAL_COUNT] = {SIGINT, SIGTERM, SIGHUP};

static struct sigaction previous[SIGNAL_COUNT];
static bool armed;
static volatile sig_atomic_t noted;

static void note(int signal) {
  if (noted == 0) noted = signal;
}

void shim_arm_interruption(void) {
  noted = 0;
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < SIGNAL_COUNT; i++) {
    sigaddset(&set, signals[i]);
    if (armed) continue;
    sigaction(signals[i], NULL, &previous[i]);
    if (previous[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
  }
  armed = true;
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

int shim_interruption(void) { return noted; }

void shim_disarm_interruption(void) {
  if (!armed) return;
  for (size_t i = 0; i < SIGNAL_COUNT; i++) sigaction(signals[i], &previous[i], NULL);
  armed = false;
}
