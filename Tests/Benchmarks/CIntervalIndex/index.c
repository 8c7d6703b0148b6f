#include "CIntervalIndex.h"

#include <stdlib.h>
#include <string.h>

struct interval_index interval_index_make(const int64_t *starts, const int64_t *ends, size_t count)
{
    struct interval_index index = {
        .starts = malloc(count * sizeof(int64_t)),
        .before = malloc((count + 1) * sizeof(int64_t)),
        .count = count,
    };
    if (index.starts == NULL || index.before == NULL)
        abort();
    memcpy(index.starts, starts, count * sizeof(int64_t));
    index.before[0] = 0;
    for (size_t i = 0; i < count; i++)
        index.before[i + 1] = index.before[i] + ends[i] - starts[i];
    return index;
}

void interval_index_free(struct interval_index *index)
{
    free(index->starts);
    free(index->before);
}

/// How many of the ascending values are at most the limit. No processor can foresee the way, so no jumps.
static size_t count_at_most(const int64_t *values, size_t count, int64_t limit)
{
    const int64_t *base = values;
    while (count > 1) {
        size_t half = count / 2;
        base = __builtin_unpredictable(base[half - 1] <= limit) ? base + half : base;
        count -= half;
    }
    return (size_t)(base - values) + (count == 1 && *base <= limit);
}

static int64_t open_until(const struct interval_index *index, int64_t moment)
{
    size_t count = count_at_most(index->starts, index->count, moment);
    if (count == 0)
        return 0;
    int64_t open = index->before[count - 1] + moment - index->starts[count - 1];
    return open < index->before[count] ? open : index->before[count];
}

static int64_t deadline(const struct interval_index *index, int64_t start, int64_t amount)
{
    int64_t wanted = open_until(index, start) + amount;
    if (wanted > index->before[index->count])
        return 0;
    size_t count = count_at_most(index->before, index->count + 1, wanted - 1);
    return index->starts[count - 1] + wanted - index->before[count - 1];
}

int64_t interval_index_deadlines(
    const struct interval_index *index, const int64_t *starts, const int64_t *amounts, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += deadline(index, starts[i], amounts[i]);
    return sum;
}

int64_t interval_index_open_times(
    const struct interval_index *index, const int64_t *from, const int64_t *to, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += open_until(index, to[i]) - open_until(index, from[i]);
    return sum;
}
