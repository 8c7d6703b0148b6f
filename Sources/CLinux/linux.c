#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

int slad_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
    return renameat2(from_directory, from, to_directory, to, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

const char *slad_next_name(DIR *directory, int *error) {
    errno = 0;
    const struct dirent *entry = readdir(directory);
    *error = entry ? 0 : errno;
    return entry ? entry->d_name : NULL;
}

const char *slad_error_text(int error) {
    return strerrordesc_np(error);
}

int slad_clock_step_open(void) {
    // The year 2255: later than any clock, earlier than the end of the kernel's nanoseconds (2262).
    const struct itimerspec never = {.it_value = {.tv_sec = 9000000000}};
    int descriptor = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (descriptor < 0)
        return -errno;
    if (timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0)
        return descriptor;
    int error = errno;
    close(descriptor);
    return -error;
}

int slad_clock_step_read(int descriptor) {
    uint64_t expirations;
    for (;;) {
        if (read(descriptor, &expirations, sizeof expirations) >= 0 || errno == EAGAIN)
            return 0;
        if (errno == ECANCELED)
            return 1;
        if (errno != EINTR)
            return -errno;
    }
}

int slad_accept(int listener) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int slad_peer(int socket, unsigned *uid, unsigned *gid, int *pid) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return -errno;
    *uid = credentials.uid;
    *gid = credentials.gid;
    *pid = credentials.pid;
    return 0;
}

void slad_give_back_memory(void) {
    malloc_trim(0);
}
