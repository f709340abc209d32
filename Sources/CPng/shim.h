// libpng: reading PNG pictures, nothing else. Only png.c in Sources/CPictures uses it.
#include <stdio.h>

#include <png.h>
