// How late a timerfd of the wall clock wakes a process that sleeps: COUNT times, some milliseconds ahead each.
// Usage: timer COUNT. Prints the median and the 99th percentile in microseconds.

#include "floor.h"

#include <sys/timerfd.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    demand(argc == 2, "usage: timer COUNT");
    size_t count = strtoul(argv[1], NULL, 10);
    int64_t *late = calloc(count, sizeof *late);
    int timer = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
    demand(late != NULL && timer >= 0, "timerfd_create");
    for (size_t i = 0; i < count; i++) {
        int64_t due = nanoseconds(CLOCK_REALTIME) + 20 * SECOND / 1000;
        struct itimerspec when = {.it_value = {.tv_sec = due / SECOND, .tv_nsec = due % SECOND}};
        uint64_t expired;
        demand(timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL) == 0, "timerfd_settime");
        demand(read(timer, &expired, sizeof expired) == sizeof expired, "read");
        late[i] = nanoseconds(CLOCK_REALTIME) - due;
    }
    print_percentiles(late, count);
}
