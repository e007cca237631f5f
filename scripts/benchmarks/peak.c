// What a core does at most: products of bytes alone, and with the float work that each group of 32 inputs of a 4-bit weight
// with scale and minimum takes for 16 outputs. Prints both in products a second, a JSON object.
#include <stdio.h>
#include <time.h>
#if defined(__AVX512VNNI__)
#include <immintrin.h>

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

#define SUMS 12
#define KEEP(x) __asm__ volatile("" : "+v"(x))

/// The best of twenty runs; `has_floats`: whether each group's eight products are followed by a conversion, a product and two sums.
static inline __attribute__((always_inline)) double rate(const int has_floats) {
    __m512i dots[SUMS], weights = _mm512_set1_epi8(3), input = _mm512_set1_epi8(1);
    __m512 sums[SUMS], factor = _mm512_set1_ps(0.5f);
    const int groups = 20000;
    double best = 0;
    for (int i = 0; i < SUMS; i++) sums[i] = _mm512_setzero_ps();
    for (int run = 0; run < 20; run++) {
        const double start = seconds();
        for (int g = 0; g < groups; g++) {
            // Kept apart, or the compiler would find that all sums are one.
            for (int i = 0; i < SUMS; i++) {
                dots[i] = _mm512_setzero_si512();
                KEEP(dots[i]);
            }
            for (int step = 0; step < 8; step++) {
                for (int i = 0; i < SUMS; i++) dots[i] = _mm512_dpbusd_epi32(dots[i], weights, input);
            }
            for (int i = 0; i < SUMS; i++) {
                if (!has_floats) KEEP(dots[i]);
                else {
                    __m512 scale = _mm512_mul_ps(factor, factor);
                    KEEP(scale);
                    sums[i] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[i]), scale, sums[i]);
                    sums[i] = _mm512_fmadd_ps(factor, factor, sums[i]);
                }
            }
        }
        const double now = (double)groups * SUMS * 8 * 64 / (seconds() - start);
        best = now > best ? now : best;
    }
    for (int i = 0; i < SUMS; i++) KEEP(sums[i]);
    return best;
}

int main(void) {
    printf("{\"products\": %.4g, \"groups\": %.4g}\n", rate(0), rate(1));
    return 0;
}
#else
int main(void) {
    printf("{}\n");
    return 0;
}
#endif
