// Reads every file of DIR/inbox in the order of names, appends what it read to DIR/log with one fdatasync(2) for 256
// files, and renames the files to DIR/processed. Usage: move DIR. Prints the seconds.

#include "floor.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { GROUP = 256, LONGEST = 1 << 26 };

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static size_t list(const char *path, char ***names)
{
    DIR *directory = opendir(path);
    demand(directory != NULL, path);
    size_t count = 0, room = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        if (count == room)
            *names = realloc(*names, (room = room * 2 + 1024) * sizeof **names);
        (*names)[count++] = strdup(entry->d_name);
    }
    closedir(directory);
    qsort(*names, count, sizeof **names, by_name);
    return count;
}

int main(int argc, char **argv)
{
    demand(argc == 2 && chdir(argv[1]) == 0, "usage: move DIR");
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    int inbox = open("inbox", O_RDONLY | O_DIRECTORY), processed = open("processed", O_RDONLY | O_DIRECTORY);
    int log = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
    char *bytes = malloc(LONGEST), **names = NULL;
    demand(inbox >= 0 && processed >= 0 && log >= 0 && bytes != NULL, "open");
    size_t count = list("inbox", &names);
    for (size_t first = 0; first < count; first += GROUP) {
        size_t end = first + GROUP < count ? first + GROUP : count;
        for (size_t i = first; i < end; i++) {
            int file = openat(inbox, names[i], O_RDONLY | O_NOFOLLOW);
            ssize_t got;
            demand(file >= 0, names[i]);
            while ((got = read(file, bytes, LONGEST)) > 0)
                demand(write(log, bytes, (size_t)got) == got, "write");
            close(file);
        }
        demand(fdatasync(log) == 0, "fdatasync");
        for (size_t i = first; i < end; i++)
            demand(renameat(inbox, names[i], processed, names[i]) == 0, "rename");
    }
    printf("%.6f\n", (nanoseconds(CLOCK_MONOTONIC) - start) / 1e9);
}
