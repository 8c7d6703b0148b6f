#ifndef SLAD_CINTERVALINDEX_H
#define SLAD_CINTERVALINDEX_H

#include <stddef.h>
#include <stdint.h>

/// The yardstick of the benchmark: open periods as two arrays, and both questions by binary search. It answers for one
/// span alone, knows no zone, no name and no date, and checks nothing. Milliseconds since 1970 and open milliseconds.
struct interval_index {
    /// At which each period begins, ascending.
    int64_t *starts;
    /// The open time before each period, and at the end that of all: one more than `starts`.
    int64_t *before;
    size_t count;
};

/// Takes periods in order. The arrays are the caller's to free by `interval_index_free`.
struct interval_index interval_index_make(const int64_t *starts, const int64_t *ends, size_t count);
void interval_index_free(struct interval_index *index);

/// The sum of the deadlines of all questions; one without a deadline adds 0.
int64_t interval_index_deadlines(
    const struct interval_index *index, const int64_t *starts, const int64_t *amounts, size_t count);

/// The sum of the open times of all questions.
int64_t interval_index_open_times(
    const struct interval_index *index, const int64_t *from, const int64_t *to, size_t count);

#endif
