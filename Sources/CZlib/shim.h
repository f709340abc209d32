// zlib: unpacking gzip, nothing else. Only Gzip.swift in Sources/Base/Compression imports it.
#include <zlib.h>
