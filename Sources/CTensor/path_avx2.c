// AVX2: eight outputs at a time, products of bytes in pairs.
#if defined(__x86_64__)
#include <immintrin.h>

#include "paths.h"

#pragma clang diagnostic ignored "-Wpsabi"  // Vectors of 64 bytes never cross files.

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define PATH(name) name##_avx2

typedef float vector_avx2 __attribute__((vector_size(64), aligned(4)));

static inline __attribute__((always_inline)) vector_avx2 load_half(const uint16_t *x) {
    union { __m256 halves[2]; vector_avx2 all; } result;
    result.halves[0] = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)x));
    result.halves[1] = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(x + 8)));
    return result.all;
}

static inline __attribute__((always_inline)) void store_half(uint16_t *x, vector_avx2 value) {
    union { __m256 halves[2]; vector_avx2 all; } source = {.all = value};
    for (int i = 0; i < 2; i++) {
        _mm_storeu_si128((__m128i *)(x + i * 8), _mm256_cvtps_ph(source.halves[i], _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    }
}

#include "rows.inc"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
// Half a panel by four tokens: 4 sums of integers and 4 of floats, and room for what they come from.
#define TOKENS 4

INLINE __m256i four_inputs(const int8_t *x) {
    int32_t bytes;
    __builtin_memcpy(&bytes, x, 4);
    return _mm256_set1_epi32(bytes);
}

/// Adds quant * input in each lane of four; quants between -128 and 127, or between 0 and 15.
INLINE __m256i add_products(__m256i dots, __m256i quants, __m256i inputs, const bool is_signed) {
    // The instruction multiplies bytes without sign by bytes with sign: the quants' signs go to the inputs. Two products
    // of at most 128 * 127 fit 16 bits (a file's quant may be -128, an input is at least -127).
    const __m256i pairs = is_signed
        ? _mm256_maddubs_epi16(_mm256_abs_epi8(quants), _mm256_sign_epi8(inputs, quants))
        : _mm256_maddubs_epi16(quants, inputs);
    return _mm256_add_epi32(dots, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

INLINE void tile(const int tokens, const int bits, const bool has_min, const ct_product *product, int32_t panel, int half,
                 const ct_activations *x, int32_t token, bool adds) {
    const ct_matrix *weights = product->weights;
    const int32_t groups = weights->groups, scale_count = has_min ? 32 : 16;
    const uint8_t *quants = weights->quants + (size_t)panel * (size_t)groups * (size_t)bits * 64 + half * 32;
    const uint16_t *scales = weights->scales + (size_t)panel * (size_t)groups * (size_t)scale_count + half * 8;
    __m256 sums[TOKENS];
    UNROLL for (int t = 0; t < tokens; t++) sums[t] = _mm256_setzero_ps();
    const __m256i low_half = _mm256_set1_epi8(15), sign = _mm256_set1_epi8((char)0x80);
    for (int32_t g = 0; g < groups; g++) {
        __m256i dots[TOKENS];
        UNROLL for (int t = 0; t < tokens; t++) {
            const int32_t total = x->totals[(size_t)(token + t) * (size_t)groups + (size_t)g];
            dots[t] = _mm256_set1_epi32(bits == 4 ? -weights->zero * total : 0);
        }
        UNROLL for (int step = 0; step < bits; step++) {
            const __m256i bytes = _mm256_loadu_si256((const __m256i *)(quants + (size_t)g * bits * 64 + step * 64));
            UNROLL for (int t = 0; t < tokens; t++) {
                const int8_t *input = x->quants + (size_t)(token + t) * (size_t)x->columns + g * 32 + step * 4;
                if (bits == 4) {
                    dots[t] = add_products(dots[t], _mm256_and_si256(bytes, low_half), four_inputs(input), false);
                    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_half);
                    dots[t] = add_products(dots[t], high, four_inputs(input + 16), false);
                } else {
                    dots[t] = add_products(dots[t], _mm256_xor_si256(bytes, sign), four_inputs(input), true);
                }
            }
        }
        const __m256 factor = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(scales + g * scale_count)));
        UNROLL for (int t = 0; t < tokens; t++) {
            const size_t place = (size_t)(token + t) * (size_t)groups + (size_t)g;
            const __m256 both = _mm256_mul_ps(factor, _mm256_set1_ps(x->scales[place]));
            sums[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dots[t]), both, sums[t]);
            if (has_min) {
                const __m256 min = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(scales + g * scale_count + 16)));
                const __m256 total = _mm256_set1_ps(x->sums[place]);
                sums[t] = _mm256_fmadd_ps(min, total, sums[t]);
            }
        }
    }
    const int32_t row = panel * 16 + half * 8, left = weights->rows - row;
    UNROLL for (int t = 0; t < tokens; t++) {
        float *target = product->y + (size_t)(token + t) * (size_t)product->stride + row;
        float values[8];
        _mm256_storeu_ps(values, _mm256_mul_ps(sums[t], _mm256_set1_ps(weights->gain)));
        for (int32_t i = 0; i < 8 && i < left; i++) {
            const float value = values[i] + (product->bias ? product->bias[row + i] : 0);
            target[i] = adds ? target[i] + value : value;
        }
    }
}

#define FOR_KIND(name, bits, has_min)                                                                                     \
    static void name(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds) {            \
        for (int32_t half = first * 2; half < last * 2; half++) {                                                          \
            int32_t token = 0;                                                                                             \
            for (; token + TOKENS <= x->tokens; token += TOKENS) {                                                         \
                tile(TOKENS, bits, has_min, product, half / 2, half % 2, x, token, adds);                       \
            }                                                                                                              \
            for (; token < x->tokens; token++) {                                                                           \
                tile(1, bits, has_min, product, half / 2, half % 2, x, token, adds);                            \
            }                                                                                                              \
        }                                                                                                                  \
    }
FOR_KIND(multiply_4, 4, false)
FOR_KIND(multiply_4_min, 4, true)
FOR_KIND(multiply_8, 8, false)
FOR_KIND(multiply_8_min, 8, true)

static void multiply_avx2(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds) {
    const ct_matrix *weights = product->weights;
    if (weights->bits == 4) (weights->has_min ? multiply_4_min : multiply_4)(product, first, last, x, adds);
    else (weights->has_min ? multiply_8_min : multiply_8)(product, first, last, x, adds);
}

#include "path_table.inc"

#pragma clang attribute pop
#endif
