// The C library's side of the embedded program: it starts and it prints.
#include <inttypes.h>
#include <stdio.h>

int print_digests(void);

void print_digest(const char *name, uint64_t digest) { printf("%s: %" PRIx64 "\n", name, digest); }

int main(void) { return print_digests(); }
