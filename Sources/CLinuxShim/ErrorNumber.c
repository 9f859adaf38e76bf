// strerrorname_np and strerrordesc_np are hidden from Swift: they need _GNU_SOURCE.
#define _GNU_SOURCE
#include "ErrorNumber.h"

#include <string.h>

const char *shim_error_name(int number) { return strerrorname_np(number); }

const char *shim_error_description(int number) { return strerrordesc_np(number); }
