// AVX2: 8 outputs at a time; one instruction multiplies bytes and adds the products in pairs.
#if defined(__x86_64__)
#include <immintrin.h>

#include "paths.h"

#pragma clang diagnostic ignored "-Wpsabi"  // No function of another file takes or returns these vectors.

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define PATH(name) name##_avx2

typedef float vector_avx2 __attribute__((vector_size(64), aligned(4)));

static inline __attribute__((always_inline)) vector_avx2 load_half(const uint16_t *x) {
    union { __m256 halves[2]; vector_avx2 vector; } result;
    result.halves[0] = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)x));
    result.halves[1] = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(x + 8)));
    return result.vector;
}

static inline __attribute__((always_inline)) void store_half(uint16_t *x, vector_avx2 value) {
    union { __m256 halves[2]; vector_avx2 vector; } source = {.vector = value};
    for (int i = 0; i < 2; i++) {
        const __m128i half = _mm256_cvtps_ph(source.halves[i], _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
        _mm_storeu_si128((__m128i *)(x + i * 8), half);
    }
}

#include "rows.inc"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
// Half a panel by 4 tokens: 4 integer and 4 float accumulators leave 8 of the 16 registers for operands.
#define TOKENS 4

INLINE __m256i broadcast4(const int8_t *x) {
    int32_t bytes;
    __builtin_memcpy(&bytes, x, 4);
    return _mm256_set1_epi32(bytes);
}

/// Adds the dot product of 4 quants and 4 inputs to each lane; quants are -128 to 127 if is_signed, else 0 to 15.
INLINE __m256i dot_accumulate(__m256i dots, __m256i quants, __m256i inputs, const bool is_signed) {
    // The instruction multiplies unsigned by signed bytes, so the quants' signs are moved to the inputs. The sum of two
    // products of at most 128 * 127 fits 16 bits (a quant from a file may be -128, an input is at least -127).
    const __m256i pairs = is_signed
        ? _mm256_maddubs_epi16(_mm256_abs_epi8(quants), _mm256_sign_epi8(inputs, quants))
        : _mm256_maddubs_epi16(quants, inputs);
    return _mm256_add_epi32(dots, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

INLINE void tile(const int tokens, const int bits, const bool has_min, const ct_linear *linear, int32_t panel,
                 int half, const ct_activations *x, int32_t token, bool accumulates) {
    const ct_matrix *weights = linear->weights;
    const int32_t groups = weights->groups, scale_count = has_min ? 32 : 16;
    const uint8_t *quants = weights->quants + (size_t)panel * (size_t)groups * (size_t)bits * 64 + half * 32;
    const uint16_t *scales = weights->scales + (size_t)panel * (size_t)groups * (size_t)scale_count + half * 8;
    __m256 sums[TOKENS];
    UNROLL for (int t = 0; t < tokens; t++) sums[t] = _mm256_setzero_ps();
    const __m256i low_half = _mm256_set1_epi8(15), sign = _mm256_set1_epi8((char)0x80);
    for (int32_t g = 0; g < groups; g++) {
        __m256i dots[TOKENS];
        UNROLL for (int t = 0; t < tokens; t++) {
            const int32_t total = x->quant_sums[(size_t)(token + t) * (size_t)groups + (size_t)g];
            dots[t] = _mm256_set1_epi32(bits == 4 ? -weights->zero_point * total : 0);
        }
        UNROLL for (int step = 0; step < bits; step++) {
            const __m256i bytes = _mm256_loadu_si256((const __m256i *)(quants + (size_t)g * bits * 64 + step * 64));
            UNROLL for (int t = 0; t < tokens; t++) {
                const int8_t *input = x->quants + (size_t)(token + t) * (size_t)x->columns + g * 32 + step * 4;
                if (bits == 4) {
                    dots[t] = dot_accumulate(dots[t], _mm256_and_si256(bytes, low_half), broadcast4(input), false);
                    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_half);
                    dots[t] = dot_accumulate(dots[t], high, broadcast4(input + 16), false);
                } else {
                    dots[t] = dot_accumulate(dots[t], _mm256_xor_si256(bytes, sign), broadcast4(input), true);
                }
            }
        }
        const __m256 factor = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(scales + g * scale_count)));
        UNROLL for (int t = 0; t < tokens; t++) {
            const size_t index = (size_t)(token + t) * (size_t)groups + (size_t)g;
            const __m256 scale_product = _mm256_mul_ps(factor, _mm256_set1_ps(x->scales[index]));
            sums[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dots[t]), scale_product, sums[t]);
            if (has_min) {
                const __m256 min = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(scales + g * scale_count + 16)));
                const __m256 total = _mm256_set1_ps(x->scaled_sums[index]);
                sums[t] = _mm256_fmadd_ps(min, total, sums[t]);
            }
        }
    }
    const int32_t row = panel * 16 + half * 8, left = weights->rows - row;
    UNROLL for (int t = 0; t < tokens; t++) {
        float *target = linear->y + (size_t)(token + t) * (size_t)linear->stride + row;
        float values[8];
        _mm256_storeu_ps(values, _mm256_mul_ps(sums[t], _mm256_set1_ps(weights->tensor_scale)));
        for (int32_t i = 0; i < 8 && i < left; i++) {
            const float value = values[i] + (linear->bias ? linear->bias[row + i] : 0);
            target[i] = accumulates ? target[i] + value : value;
        }
    }
}

#define DEFINE_MATMUL(name, bits, has_min)                                                                             \
    static void name(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x, bool accumulates) {\
        for (int32_t half = first * 2; half < last * 2; half++) {                                                      \
            int32_t token = 0;                                                                                         \
            for (; token + TOKENS <= x->tokens; token += TOKENS) {                                                     \
                tile(TOKENS, bits, has_min, linear, half / 2, half % 2, x, token, accumulates);                        \
            }                                                                                                          \
            for (; token < x->tokens; token++) {                                                                       \
                tile(1, bits, has_min, linear, half / 2, half % 2, x, token, accumulates);                             \
            }                                                                                                          \
        }                                                                                                              \
    }
DEFINE_MATMUL(matmul_4, 4, false)
DEFINE_MATMUL(matmul_4_min, 4, true)
DEFINE_MATMUL(matmul_8, 8, false)
DEFINE_MATMUL(matmul_8_min, 8, true)

static void matmul_avx2(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x,
                        bool accumulates) {
    const ct_matrix *weights = linear->weights;
    if (weights->bits == 4) (weights->has_min ? matmul_4_min : matmul_4)(linear, first, last, x, accumulates);
    else (weights->has_min ? matmul_8_min : matmul_8)(linear, first, last, x, accumulates);
}

#include "path_table.inc"

#pragma clang attribute pop
#endif
