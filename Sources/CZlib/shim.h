// zlib: unpacking gzip and ZIP, and checksums of PNG. Only Sources/Base/Compression imports it.
#include <zlib.h>
