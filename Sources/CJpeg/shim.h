// libjpeg-turbo: reading JPEG pictures, nothing else. Only jpeg.c in Sources/CPictures uses it.
#include <stdio.h>

#include <jpeglib.h>
