#ifndef SLAD_CSYSTEMD_H
#define SLAD_CSYSTEMD_H
#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
#include <systemd/sd-login.h>
#endif
