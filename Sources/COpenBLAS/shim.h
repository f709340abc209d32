// OpenBLAS: the CBLAS products and the calls that say which kernels are in use.
// Only Sources/Engine/Arithmetic/MatrixMultiply.swift and KernelFingerprint.swift import it.
#include <cblas.h>
