// Loaded into a process (LD_PRELOAD), kills it at one step of its work: before, in the middle of or after one call
// of the C library. The process itself knows nothing of it.
//
//     cc -shared -fPIC -o killer.so killer.c -ldl
//
// SLAD_KILL_AT names a file, which is looked at with every call; without the file nothing happens. Its first line is
// `before`, `half` (a write is cut in its middle) or `after`. Every further line is a pattern (fnmatch(3)) for the
// text of a call; they must be met one after the other, and the call that meets the last is the one. The texts:
//
//     openat PATH        read PATH        write PATH     pwrite64 PATH    fdatasync PATH    fsync PATH
//     mkdirat PATH       unlinkat PATH    unlink PATH    renameat FROM TO        renameat2 FROM TO
//     sendmsg PATH CONTENT     send PATH CONTENT (of a connected socket)
//
// Before it kills it removes the file, so that the process that is started next runs on; or puts FILE.next in its
// place, and that one is killed too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

enum { TEXT_MAX = 32768, ORDER_MAX = 4096, NAME_ROOM = 2 * PATH_MAX + 2 };

// The function that the process would have called without us.
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int patterns_met;      // of the present order
static ino_t order_inode;     // which order that is
static struct timespec order_time;

// Our own calls go past the functions below.
static ssize_t read_order(const char *path, char *order) {
    int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    struct stat status;
    if (fstat(descriptor, &status) == 0 &&
        (status.st_ino != order_inode || memcmp(&status.st_ctim, &order_time, sizeof order_time) != 0)) {
        order_inode = status.st_ino;
        order_time = status.st_ctim;
        patterns_met = 0;
    }
    ssize_t count = syscall(SYS_read, descriptor, order, ORDER_MAX - 1);
    syscall(SYS_close, descriptor);
    order[count > 0 ? count : 0] = 0;
    return count;
}

static void end_process(const char *path) {
    char next[PATH_MAX];
    snprintf(next, sizeof next, "%s.next", path);
    if (syscall(SYS_renameat2, AT_FDCWD, next, AT_FDCWD, path, 0) != 0)
        syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

// Whether the process is to be killed here; notes the patterns that are met on the way.
static int is_due(const char *path, const char *side, const char *text) {
    char order[ORDER_MAX];
    if (read_order(path, order) <= 0)
        return 0;
    char *rest = order;
    const char *wanted = strsep(&rest, "\n");
    for (int number = 0; rest && *rest; number++) {
        const char *pattern = strsep(&rest, "\n");
        int is_last = !rest || !*rest;
        if (number < patterns_met)
            continue;
        if (fnmatch(pattern, text, 0) != 0)
            return 0;
        if (is_last)
            return strcmp(side, wanted) == 0;
        // A call counts for one pattern only, and once it is through.
        if (strcmp(side, "after") == 0)
            patterns_met++;
        return 0;
    }
    return 0;
}

static int at(const char *side, const char *text) {
    int error = errno;
    const char *path = getenv("SLAD_KILL_AT");
    int due = 0;
    if (path) {
        pthread_mutex_lock(&lock);
        due = is_due(path, side, text);
        if (due && strcmp(side, "half") != 0)
            end_process(path);
        pthread_mutex_unlock(&lock);
    }
    errno = error;
    return due;
}

static void descriptor_path(char *path, int descriptor) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[count > 0 ? count : 0] = 0;
}

static void name_path(char *path, int directory, const char *name) {
    char parent[PATH_MAX] = "";
    if (name[0] != '/' && directory != AT_FDCWD)
        descriptor_path(parent, directory);
    snprintf(path, NAME_ROOM, "%s%s%s", parent, parent[0] ? "/" : "", name);
}

static void descriptor_text(char *text, const char *call, int descriptor) {
    char path[PATH_MAX];
    int error = errno;
    descriptor_path(path, descriptor);
    snprintf(text, TEXT_MAX, "%s %s", call, path);
    errno = error;
}

static void name_text(char *text, const char *call, int directory, const char *name) {
    char path[NAME_ROOM];
    int error = errno;
    name_path(path, directory, name);
    snprintf(text, TEXT_MAX, "%s %s", call, path);
    errno = error;
}

static void rename_text(char *text, const char *call, int from, const char *old, int to, const char *new) {
    char old_path[NAME_ROOM], new_path[NAME_ROOM];
    int error = errno;
    name_path(old_path, from, old);
    name_path(new_path, to, new);
    snprintf(text, TEXT_MAX, "%s %s %s", call, old_path, new_path);
    errno = error;
}

static void message_text(char *text, const struct msghdr *message) {
    const struct sockaddr_un *address = message->msg_name;
    int is_path = address && address->sun_family == AF_UNIX;
    size_t length = (size_t)snprintf(text, TEXT_MAX, "sendmsg %.108s ", is_path ? address->sun_path : "");
    for (size_t part = 0; part < message->msg_iovlen; part++) {
        const struct iovec *bytes = &message->msg_iov[part];
        for (size_t index = 0; index < bytes->iov_len && length < TEXT_MAX - 1; index++) {
            char character = ((const char *)bytes->iov_base)[index];
            text[length++] = character ? character : ' ';
        }
    }
    text[length] = 0;
}

static void datagram_text(char *text, int descriptor, const char *bytes, size_t count) {
    struct sockaddr_un peer = {0};
    socklen_t room = sizeof peer;
    int error = errno;
    int is_path = getpeername(descriptor, (struct sockaddr *)&peer, &room) == 0 && peer.sun_family == AF_UNIX;
    size_t length = (size_t)snprintf(text, TEXT_MAX, "send %.108s ", is_path ? peer.sun_path : "");
    for (size_t index = 0; index < count && length < TEXT_MAX - 1; index++)
        text[length++] = bytes[index] ? bytes[index] : ' ';
    text[length] = 0;
    errno = error;
}

// A call with its text made before it, as a rename changes what it names.
#define STEP(call)                                                                                                     \
    at("before", text);                                                                                                \
    __typeof__(call) result = call;                                                                                    \
    at("after", text);                                                                                                 \
    return result

int openat(int directory, const char *name, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    char text[TEXT_MAX];
    name_text(text, "openat", directory, name);
    STEP(NEXT(openat)(directory, name, flags, mode));
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    char text[TEXT_MAX];
    descriptor_text(text, "read", descriptor);
    STEP(NEXT(read)(descriptor, bytes, count));
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    char text[TEXT_MAX];
    descriptor_text(text, "write", descriptor);
    if (at("half", text)) {
        NEXT(write)(descriptor, bytes, count / 2);
        end_process(getenv("SLAD_KILL_AT"));
    }
    STEP(NEXT(write)(descriptor, bytes, count));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    char text[TEXT_MAX];
    descriptor_text(text, "pwrite64", descriptor);
    if (at("half", text)) {
        NEXT(pwrite64)(descriptor, bytes, count / 2, offset);
        end_process(getenv("SLAD_KILL_AT"));
    }
    STEP(NEXT(pwrite64)(descriptor, bytes, count, offset));
}

int fdatasync(int descriptor) {
    char text[TEXT_MAX];
    descriptor_text(text, "fdatasync", descriptor);
    STEP(NEXT(fdatasync)(descriptor));
}

int fsync(int descriptor) {
    char text[TEXT_MAX];
    descriptor_text(text, "fsync", descriptor);
    STEP(NEXT(fsync)(descriptor));
}

int mkdirat(int directory, const char *name, mode_t mode) {
    char text[TEXT_MAX];
    name_text(text, "mkdirat", directory, name);
    STEP(NEXT(mkdirat)(directory, name, mode));
}

int unlinkat(int directory, const char *name, int flags) {
    char text[TEXT_MAX];
    name_text(text, "unlinkat", directory, name);
    STEP(NEXT(unlinkat)(directory, name, flags));
}

int unlink(const char *name) {
    char text[TEXT_MAX];
    name_text(text, "unlink", AT_FDCWD, name);
    STEP(NEXT(unlink)(name));
}

int renameat(int from, const char *old, int to, const char *new) {
    char text[TEXT_MAX];
    rename_text(text, "renameat", from, old, to, new);
    STEP(NEXT(renameat)(from, old, to, new));
}

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags) {
    char text[TEXT_MAX];
    rename_text(text, "renameat2", from, old, to, new);
    STEP(NEXT(renameat2)(from, old, to, new, flags));
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    char text[TEXT_MAX];
    message_text(text, message);
    STEP(NEXT(sendmsg)(descriptor, message, flags));
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
    char text[TEXT_MAX];
    datagram_text(text, descriptor, bytes, count);
    STEP(NEXT(send)(descriptor, bytes, count, flags));
}
