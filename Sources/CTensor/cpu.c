#include "paths.h"

bool ct_path_runs(ct_path path) {
    switch (path) {
    case CT_PORTABLE:
        return true;
#if defined(__x86_64__)
    case CT_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    case CT_AVX512_VNNI:
        return ct_path_runs(CT_AVX2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__)
    case CT_NEON:
        return true;
#endif
    default:
        return false;
    }
}

ct_path ct_best_path(void) {
    if (ct_path_runs(CT_AVX512_VNNI)) return CT_AVX512_VNNI;
    if (ct_path_runs(CT_AVX2)) return CT_AVX2;
    if (ct_path_runs(CT_NEON)) return CT_NEON;
    return CT_PORTABLE;
}

const ct_kernels *ct_kernels_of(ct_path path) {
    switch (path) {
#if defined(__x86_64__)
    case CT_AVX2:
        return &ct_kernels_avx2;
    case CT_AVX512_VNNI:
        return &ct_kernels_avx512;
#elif defined(__aarch64__)
    case CT_NEON:
        return &ct_kernels_neon;
#endif
    default:
        return &ct_kernels_portable;
    }
}
