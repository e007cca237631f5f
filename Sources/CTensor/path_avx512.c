// AVX-512 with VNNI: 16 outputs at a time; one instruction adds 4 products of bytes to each lane.
#if defined(__x86_64__)
#include <immintrin.h>

#include "paths.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c"))), apply_to = function)

#define PATH(name) name##_avx512

typedef float vector_avx512 __attribute__((vector_size(64), aligned(4)));

static inline __attribute__((always_inline)) vector_avx512 load_half(const uint16_t *x) {
    return (vector_avx512)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)x));
}

static inline __attribute__((always_inline)) void store_half(uint16_t *x, vector_avx512 value) {
    _mm256_storeu_si256((__m256i *)x, _mm512_cvtps_ph((__m512)value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}

#include "rows.inc"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
// Two panels by 6 tokens: 12 integer and 12 float accumulators leave 8 of the 32 registers for operands.
#define PANELS 2
#define TOKENS 6
// How far ahead weights are prefetched, into the L2 cache. Measured on Zen 4, where 4 KiB brings half the gain.
#define PREFETCHED_BYTES 16384

INLINE __m512i broadcast4(const int8_t *x) {
    int32_t bytes;
    __builtin_memcpy(&bytes, x, 4);
    return _mm512_set1_epi32(bytes);
}

/// The micro-kernel: `panels` panels from `panel` on by `tokens` tokens from `token` on. The counts, bits, has_min and
/// is_first are compile-time constants.
INLINE void tile(const int panels, const int tokens, const int bits, const bool has_min, const bool is_first,
                 const ct_linear *linear, int32_t panel, const ct_activations *x, int32_t token, bool accumulates) {
    const ct_matrix *weights = linear->weights;
    const int32_t groups = weights->groups, scale_count = has_min ? 32 : 16;
    const uint8_t *quants[PANELS];
    const uint16_t *scales[PANELS];
    const int8_t *inputs[TOKENS];
    const float *input_scales[TOKENS];
    const int32_t *quant_sums[TOKENS];
    const float *input_sums[TOKENS];
    __m512 sums[PANELS][TOKENS];
    UNROLL for (int p = 0; p < panels; p++) {
        quants[p] = weights->quants + (size_t)(panel + p) * (size_t)groups * (size_t)bits * 64;
        scales[p] = weights->scales + (size_t)(panel + p) * (size_t)groups * (size_t)scale_count;
        UNROLL for (int t = 0; t < tokens; t++) sums[p][t] = _mm512_setzero_ps();
    }
    UNROLL for (int t = 0; t < tokens; t++) {
        inputs[t] = x->quants + (size_t)(token + t) * (size_t)x->columns;
        input_scales[t] = x->scales + (size_t)(token + t) * (size_t)groups;
        quant_sums[t] = x->quant_sums + (size_t)(token + t) * (size_t)groups;
        input_sums[t] = x->scaled_sums + (size_t)(token + t) * (size_t)groups;
    }
    // The instruction takes one unsigned operand, so 8-bit quants are stored plus 128, which is subtracted here.
    const int32_t zero_point = bits == 8 ? 128 : weights->zero_point;
    const __m512i low_half = _mm512_set1_epi8(15);
    for (int32_t g = 0; g < groups; g++) {
        // The first tokens wait for memory, later ones find the panels in the caches: weights are prefetched only once.
        UNROLL for (int p = 0; is_first && p < panels; p++) {
            UNROLL for (int line = 0; line < bits; line++) {
                _mm_prefetch((const char *)(quants[p] + g * bits * 64 + PREFETCHED_BYTES + line * 64), _MM_HINT_T1);
            }
            _mm_prefetch((const char *)(scales[p] + g * scale_count + PREFETCHED_BYTES / 8), _MM_HINT_T1);
        }
        __m512i dots[PANELS][TOKENS];
        UNROLL for (int t = 0; t < tokens; t++) {
            const __m512i start = _mm512_set1_epi32(-zero_point * quant_sums[t][g]);
            UNROLL for (int p = 0; p < panels; p++) dots[p][t] = start;
        }
        if (bits == 4) {
            UNROLL for (int step = 0; step < 4; step++) {
                UNROLL for (int p = 0; p < panels; p++) {
                    const __m512i bytes = _mm512_loadu_si512(quants[p] + g * 256 + step * 64);
                    const __m512i low = _mm512_and_si512(bytes, low_half);
                    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), low_half);
                    UNROLL for (int t = 0; t < tokens; t++) {
                        const int8_t *input = inputs[t] + g * 32 + step * 4;
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], low, broadcast4(input));
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], high, broadcast4(input + 16));
                    }
                }
            }
        } else {
            UNROLL for (int step = 0; step < 8; step++) {
                UNROLL for (int p = 0; p < panels; p++) {
                    const __m512i bytes = _mm512_loadu_si512(quants[p] + g * 512 + step * 64);
                    UNROLL for (int t = 0; t < tokens; t++) {
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], bytes, broadcast4(inputs[t] + g * 32 + step * 4));
                    }
                }
            }
        }
        UNROLL for (int p = 0; p < panels; p++) {
            const uint16_t *scale = scales[p] + g * scale_count;
            const __m512 factor = _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)scale));
            UNROLL for (int t = 0; t < tokens; t++) {
                const __m512 scale_product = _mm512_mul_ps(factor, _mm512_set1_ps(input_scales[t][g]));
                sums[p][t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[p][t]), scale_product, sums[p][t]);
            }
            if (has_min) {
                const __m512 min = _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(scale + 16)));
                UNROLL for (int t = 0; t < tokens; t++) {
                    sums[p][t] = _mm512_fmadd_ps(min, _mm512_set1_ps(input_sums[t][g]), sums[p][t]);
                }
            }
        }
    }
    UNROLL for (int p = 0; p < panels; p++) {
        const int32_t row = (panel + p) * 16, left = weights->rows - row;
        const __mmask16 mask = left >= 16 ? 0xFFFF : (__mmask16)((1 << left) - 1);
        UNROLL for (int t = 0; t < tokens; t++) {
            float *target = linear->y + (size_t)(token + t) * (size_t)linear->stride + row;
            __m512 value = _mm512_mul_ps(sums[p][t], _mm512_set1_ps(weights->tensor_scale));
            if (linear->bias) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, linear->bias + row));
            if (accumulates) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, target));
            _mm512_mask_storeu_ps(target, mask, value);
        }
    }
}

INLINE void tile_all_tokens(const int panels, const int bits, const bool has_min, const ct_linear *linear,
                            int32_t panel, const ct_activations *x, bool accumulates) {
    int32_t token = 0;
    if (x->tokens >= TOKENS) {
        tile(panels, TOKENS, bits, has_min, true, linear, panel, x, token, accumulates);
        token += TOKENS;
    }
    for (; token + TOKENS <= x->tokens; token += TOKENS) {
        tile(panels, TOKENS, bits, has_min, false, linear, panel, x, token, accumulates);
    }
    switch (x->tokens - token) {
    case 5: tile(panels, 5, bits, has_min, true, linear, panel, x, token, accumulates); break;
    case 4: tile(panels, 4, bits, has_min, true, linear, panel, x, token, accumulates); break;
    case 3: tile(panels, 3, bits, has_min, true, linear, panel, x, token, accumulates); break;
    case 2: tile(panels, 2, bits, has_min, true, linear, panel, x, token, accumulates); break;
    case 1: tile(panels, 1, bits, has_min, true, linear, panel, x, token, accumulates); break;
    default: break;
    }
}

#define DEFINE_MATMUL(name, bits, has_min)                                                                             \
    static void name(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x, bool accumulates) {\
        int32_t panel = first;                                                                                         \
        for (; panel + PANELS <= last; panel += PANELS) {                                                              \
            tile_all_tokens(PANELS, bits, has_min, linear, panel, x, accumulates);                                     \
        }                                                                                                              \
        if (panel < last) tile_all_tokens(1, bits, has_min, linear, panel, x, accumulates);                            \
    }
DEFINE_MATMUL(matmul_4, 4, false)
DEFINE_MATMUL(matmul_4_min, 4, true)
DEFINE_MATMUL(matmul_8, 8, false)
DEFINE_MATMUL(matmul_8_min, 8, true)

static void matmul_avx512(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x,
                          bool accumulates) {
    const ct_matrix *weights = linear->weights;
    if (weights->bits == 4) (weights->has_min ? matmul_4_min : matmul_4)(linear, first, last, x, accumulates);
    else (weights->has_min ? matmul_8_min : matmul_8)(linear, first, last, x, accumulates);
}

#include "path_table.inc"

#pragma clang attribute pop
#endif
