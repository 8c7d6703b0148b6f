#ifndef SLAD_CZLIB_H
#define SLAD_CZLIB_H
#include <zlib.h>
#endif
