// OpenSSL's libcrypto: SHA-256, nothing else. Only Sources/Records/SHA256Digest.swift imports it.
#include <openssl/evp.h>
