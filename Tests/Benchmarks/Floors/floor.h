#ifndef SLAD_FLOOR_H
#define SLAD_FLOOR_H

// What the small programs of this directory share. Each does the least that a machine can do of one of slad's jobs, and
// prints what it took; none of them is part of slad.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SECOND INT64_C(1000000000)

/// Ends the program with what failed.
static inline void demand(int holds, const char *what)
{
    if (holds)
        return;
    perror(what);
    exit(1);
}

static inline int64_t nanoseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

static inline int ascending(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/// Prints the median and the 99th percentile of nanoseconds as microseconds.
static inline void print_percentiles(int64_t *samples, size_t count)
{
    qsort(samples, count, sizeof *samples, ascending);
    printf("%.3f %.3f\n", samples[count / 2] / 1e3, samples[count * 99 / 100] / 1e3);
}

#endif
