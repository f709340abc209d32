// OpenSSL's libcrypto: SHA-256, and SHA-1 as git uses it, nothing else. Only SHA256Digest.swift and
// GitBlob.swift in Sources/Base/Digests import it.
#include <openssl/evp.h>
