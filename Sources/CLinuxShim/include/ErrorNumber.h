// The names and descriptions of error numbers, as static texts; NULL for numbers that have none.
#ifndef ERRORNUMBER_H
#define ERRORNUMBER_H

// "EPERM" for 1.
const char *_Nullable shim_error_name(int number);

// "Operation not permitted" for 1.
const char *_Nullable shim_error_description(int number);

#endif
