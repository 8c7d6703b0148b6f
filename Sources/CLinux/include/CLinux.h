#ifndef SLAD_CLINUX_H
#define SLAD_CLINUX_H

// What Swift's Glibc module does not import, or imports in a form that is easily used wrongly.
// A function that can fail returns 0 or more on success and a negated errno value otherwise, so that
// nothing can change errno before it is looked at.

#include <dirent.h>

#pragma clang assume_nonnull begin

/// renameat2(2) with RENAME_NOREPLACE: -EEXIST if the new name is taken.
int slad_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);

/// readdir(3): the next name, valid until the next call. NULL at the end (then `error` is 0) and after a
/// failure (then it is an errno value).
const char *_Nullable slad_next_name(DIR *directory, int *error);

/// The words for an errno value, in English, whatever thread asks: strerrordesc_np(3). NULL if unknown.
const char *_Nullable slad_error_text(int error);

/// A descriptor that becomes readable when the wall clock is set: a timer of CLOCK_REALTIME that never
/// expires, with TFD_TIMER_CANCEL_ON_SET (timerfd_create(2)). The slow adjustment by NTP is no step.
int slad_clock_step_open(void);

/// Takes the news from such a descriptor: 1 if the clock was set since the last call, 0 if not. It need not be
/// armed again.
int slad_clock_step_read(int descriptor);

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC: -EAGAIN if nobody waits.
int slad_accept(int listener);

/// Who has the other end of a connected unix socket, as the kernel knows it: SO_PEERCRED, unix(7).
int slad_peer(int socket, unsigned *uid, unsigned *gid, int *pid);

/// malloc_trim(3): gives the system back the pages on which nothing lies.
void slad_give_back_memory(void);

#pragma clang assume_nonnull end

#endif
