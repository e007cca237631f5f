// AVX-512 with VNNI: four products of bytes in each of 16 lanes at once.
#if defined(__x86_64__)
#include <immintrin.h>

#include "paths.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c"))), apply_to = function)

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
// Two panels of 16 outputs by six tokens: 12 sums of integers and 12 of floats fit the 32 registers.
#define PANELS 2
#define TOKENS 6
// How far ahead weights are asked for, into the second cache: measured on Zen 4, where 4 KiB gains half of it.
#define PREFETCHED_BYTES 16384

INLINE __m512i four_inputs(const int8_t *x) {
    int32_t bytes;
    __builtin_memcpy(&bytes, x, 4);
    return _mm512_set1_epi32(bytes);
}

/// `panels` panels from `panel` on by `tokens` tokens from `token` on; the counts, bits, has_min and is_first are constants.
INLINE void tile(const int panels, const int tokens, const int bits, const bool has_min, const bool is_first,
                 const ct_product *product, int32_t panel, const ct_activations *x, int32_t token, bool adds) {
    const ct_matrix *weights = product->weights;
    const int32_t groups = weights->groups, scale_count = has_min ? 32 : 16;
    const uint8_t *quants[PANELS];
    const uint16_t *scales[PANELS];
    const int8_t *inputs[TOKENS];
    const float *input_scales[TOKENS];
    const int32_t *totals[TOKENS];
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
        totals[t] = x->totals + (size_t)(token + t) * (size_t)groups;
        input_sums[t] = x->sums + (size_t)(token + t) * (size_t)groups;
    }
    // The instruction takes one operand without sign: quants of 8 bits are stored 128 too large, taken back here.
    const int32_t zero = bits == 8 ? 128 : weights->zero;
    const __m512i low_half = _mm512_set1_epi8(15);
    for (int32_t g = 0; g < groups; g++) {
        // The first tokens wait for memory, those after them find the panels in the caches: the weights of panels to come
        // are asked for early, once.
        UNROLL for (int p = 0; is_first && p < panels; p++) {
            UNROLL for (int line = 0; line < bits; line++) {
                _mm_prefetch((const char *)(quants[p] + g * bits * 64 + PREFETCHED_BYTES + line * 64), _MM_HINT_T1);
            }
            _mm_prefetch((const char *)(scales[p] + g * scale_count + PREFETCHED_BYTES / 8), _MM_HINT_T1);
        }
        __m512i dots[PANELS][TOKENS];
        UNROLL for (int t = 0; t < tokens; t++) {
            const __m512i start = _mm512_set1_epi32(-zero * totals[t][g]);
            UNROLL for (int p = 0; p < panels; p++) dots[p][t] = start;
        }
        if (bits == 4) {
            UNROLL for (int step = 0; step < 4; step++) {
                UNROLL for (int p = 0; p < panels; p++) {
                    const __m512i both = _mm512_loadu_si512(quants[p] + g * 256 + step * 64);
                    const __m512i low = _mm512_and_si512(both, low_half);
                    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(both, 4), low_half);
                    UNROLL for (int t = 0; t < tokens; t++) {
                        const int8_t *input = inputs[t] + g * 32 + step * 4;
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], low, four_inputs(input));
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], high, four_inputs(input + 16));
                    }
                }
            }
        } else {
            UNROLL for (int step = 0; step < 8; step++) {
                UNROLL for (int p = 0; p < panels; p++) {
                    const __m512i bytes = _mm512_loadu_si512(quants[p] + g * 512 + step * 64);
                    UNROLL for (int t = 0; t < tokens; t++) {
                        dots[p][t] = _mm512_dpbusd_epi32(dots[p][t], bytes, four_inputs(inputs[t] + g * 32 + step * 4));
                    }
                }
            }
        }
        UNROLL for (int p = 0; p < panels; p++) {
            const uint16_t *scale = scales[p] + g * scale_count;
            const __m512 factor = _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)scale));
            UNROLL for (int t = 0; t < tokens; t++) {
                const __m512 both = _mm512_mul_ps(factor, _mm512_set1_ps(input_scales[t][g]));
                sums[p][t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[p][t]), both, sums[p][t]);
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
            float *target = product->y + (size_t)(token + t) * (size_t)product->stride + row;
            __m512 value = _mm512_mul_ps(sums[p][t], _mm512_set1_ps(weights->gain));
            if (product->bias) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, product->bias + row));
            if (adds) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, target));
            _mm512_mask_storeu_ps(target, mask, value);
        }
    }
}

INLINE void all_tokens(const int panels, const int bits, const bool has_min, const ct_product *product, int32_t panel,
                       const ct_activations *x, bool adds) {
    int32_t token = 0;
    if (x->tokens >= TOKENS) {
        tile(panels, TOKENS, bits, has_min, true, product, panel, x, token, adds);
        token += TOKENS;
    }
    for (; token + TOKENS <= x->tokens; token += TOKENS) {
        tile(panels, TOKENS, bits, has_min, false, product, panel, x, token, adds);
    }
    switch (x->tokens - token) {
    case 5: tile(panels, 5, bits, has_min, true, product, panel, x, token, adds); break;
    case 4: tile(panels, 4, bits, has_min, true, product, panel, x, token, adds); break;
    case 3: tile(panels, 3, bits, has_min, true, product, panel, x, token, adds); break;
    case 2: tile(panels, 2, bits, has_min, true, product, panel, x, token, adds); break;
    case 1: tile(panels, 1, bits, has_min, true, product, panel, x, token, adds); break;
    default: break;
    }
}

#define FOR_KIND(name, bits, has_min)                                                                                     \
    static void name(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds) {            \
        int32_t panel = first;                                                                                             \
        for (; panel + PANELS <= last; panel += PANELS) {                                                                  \
            all_tokens(PANELS, bits, has_min, product, panel, x, adds);                                         \
        }                                                                                                                  \
        if (panel < last) all_tokens(1, bits, has_min, product, panel, x, adds);                                \
    }
FOR_KIND(multiply_4, 4, false)
FOR_KIND(multiply_4_min, 4, true)
FOR_KIND(multiply_8, 8, false)
FOR_KIND(multiply_8_min, 8, true)

static void multiply_avx512(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds) {
    const ct_matrix *weights = product->weights;
    if (weights->bits == 4) (weights->has_min ? multiply_4_min : multiply_4)(product, first, last, x, adds);
    else (weights->has_min ? multiply_8_min : multiply_8)(product, first, last, x, adds);
}

#include "path_table.inc"

#pragma clang attribute pop
#endif
