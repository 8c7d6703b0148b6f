// The least that lies between a file and the journal: waits for COUNT files in DIR/inbox (inotify), reads each, appends
// it to DIR/log, flushes, tells the journal, and renames it to DIR/processed. The entry names the file.
// Usage: latency DIR COUNT. The line "ready" says that it waits.

#include "floor.h"

#include <fcntl.h>
#include <string.h>
#include <sys/inotify.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

static int inbox, processed, log_file;

static void take(const char *name)
{
    char bytes[65536], field[300];
    int file = openat(inbox, name, O_RDONLY | O_NOFOLLOW);
    ssize_t got = read(file, bytes, sizeof bytes);
    demand(file >= 0 && got > 0 && write(log_file, bytes, (size_t)got) == got && fdatasync(log_file) == 0, name);
    close(file);
    int length = snprintf(field, sizeof field, "SLA_TICKET=%.*s", (int)strcspn(name, "."), name);
    struct iovec fields[] = {
        {"MESSAGE=floor", 13}, {"PRIORITY=6", 10}, {field, (size_t)length}, {"SYSLOG_IDENTIFIER=slad-floor", 28}};
    demand(sd_journal_sendv(fields, 4) == 0, "sd_journal_sendv");
    demand(renameat(inbox, name, processed, name) == 0, "rename");
}

int main(int argc, char **argv)
{
    demand(argc == 3 && chdir(argv[1]) == 0, "usage: latency DIR COUNT");
    int watch = inotify_init1(IN_CLOEXEC), left = atoi(argv[2]);
    inbox = open("inbox", O_RDONLY | O_DIRECTORY);
    processed = open("processed", O_RDONLY | O_DIRECTORY);
    log_file = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
    demand(inotify_add_watch(watch, "inbox", IN_MOVED_TO) >= 0, "inotify_add_watch");
    puts("ready");
    fflush(stdout);
    while (left > 0) {
        _Alignas(struct inotify_event) char buffer[65536];
        ssize_t got = read(watch, buffer, sizeof buffer);
        demand(got > 0, "read");
        for (char *next = buffer; next < buffer + got; left--) {
            struct inotify_event *event = (struct inotify_event *)next;
            next += sizeof *event + event->len;
            if (event->name[0] != '.')
                take(event->name);
        }
    }
}
