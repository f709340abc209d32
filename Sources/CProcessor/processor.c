#include "processor.h"

#if defined(__x86_64__)
int lesson_has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

int lesson_has_avx512(void) { return __builtin_cpu_supports("avx512f"); }
#else
int lesson_has_avx2(void) { return 0; }

int lesson_has_avx512(void) { return 0; }
#endif
