// Appends COUNT lines of BYTES to FILE with one fdatasync(2) for GROUP of them: what a log of events costs at least.
// Usage: append FILE COUNT BYTES GROUP. Prints the seconds.

#include "floor.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    demand(argc == 5, "usage: append FILE COUNT BYTES GROUP");
    size_t count = strtoul(argv[2], NULL, 10), size = strtoul(argv[3], NULL, 10), group = strtoul(argv[4], NULL, 10);
    int file = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0600);
    char *lines = malloc(size * group);
    demand(file >= 0 && lines != NULL, argv[1]);
    memset(lines, 'x', size * group);
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    for (size_t written = 0; written < count; written += group) {
        ssize_t bytes = (ssize_t)(size * (count - written < group ? count - written : group));
        demand(write(file, lines, (size_t)bytes) == bytes && fdatasync(file) == 0, "write");
    }
    printf("%.6f\n", (nanoseconds(CLOCK_MONOTONIC) - start) / 1e9);
}
