// What Swift has no word for: a hint to the cache, and what the processor can do.
#pragma once

/// Asks for a line of memory that will be written soon. A hint: it changes no result, and an address
/// that cannot be read does no harm.
static inline __attribute__((always_inline)) void lesson_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

/// Whether processor and operating system have AVX2 and FMA.
int lesson_has_avx2(void);

/// Whether processor and operating system have AVX-512's foundation.
int lesson_has_avx512(void);
