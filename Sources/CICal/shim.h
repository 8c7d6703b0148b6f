#ifndef SLAD_CICAL_H
#define SLAD_CICAL_H
#include <libical/ical.h>
#endif
