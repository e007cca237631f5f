// Arm: NEON, with the dot product instructions of Armv8.2 where the build allows them.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "paths.h"

#define PATH(name) name##_neon

typedef float vector_neon __attribute__((vector_size(64), aligned(4)));

static inline __attribute__((always_inline)) vector_neon load_half(const uint16_t *x) {
    union { float32x4_t parts[4]; vector_neon vector; } result;
    for (int i = 0; i < 4; i++) result.parts[i] = vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(x + i * 4)));
    return result.vector;
}

static inline __attribute__((always_inline)) void store_half(uint16_t *x, vector_neon value) {
    union { float32x4_t parts[4]; vector_neon vector; } source = {.vector = value};
    for (int i = 0; i < 4; i++) vst1_u16(x + i * 4, vreinterpret_u16_f16(vcvt_f16_f32(source.parts[i])));
}

#include "rows.inc"

/// Adds the dot product of 4 quants and 4 inputs to each of 4 lanes. Recent Arm servers have an instruction for it;
/// builds for older ones add the products in pairs.
static inline int32x4_t dot_accumulate(int32x4_t dots, int8x16_t quants, int8x16_t inputs) {
#if defined(__ARM_FEATURE_DOTPROD)
    return vdotq_s32(dots, quants, inputs);
#else
    const int16x8_t low = vmull_s8(vget_low_s8(quants), vget_low_s8(inputs));
    const int16x8_t high = vmull_s8(vget_high_s8(quants), vget_high_s8(inputs));
    return vaddq_s32(dots, vpaddq_s32(vpaddlq_s16(low), vpaddlq_s16(high)));
#endif
}

static inline int8x16_t broadcast4(const int8_t *x) {
    int32_t bytes;
    __builtin_memcpy(&bytes, x, 4);
    return vreinterpretq_s8_s32(vdupq_n_s32(bytes));
}

/// The 16 outputs of a panel for one token.
static void dot_neon(const ct_matrix *weights, int32_t panel, const ct_activations *x, int32_t token,
                     float32x4_t *sums) {
    const size_t first = (size_t)panel * (size_t)weights->groups;
    const size_t scale_count = weights->has_min ? 32 : 16;
    for (int part = 0; part < 4; part++) sums[part] = vdupq_n_f32(0);
    for (int32_t g = 0; g < weights->groups; g++) {
        const size_t index = (size_t)token * (size_t)x->groups + (size_t)g;
        const uint8_t *quants = weights->quants + (first + (size_t)g) * (size_t)weights->bits * 64;
        const uint16_t *scales = weights->scales + (first + (size_t)g) * scale_count;
        const int8_t *input = x->quants + (size_t)token * (size_t)x->columns + g * 32;
        for (int part = 0; part < 4; part++) {
            int32x4_t dots = vdupq_n_s32(weights->bits == 4 ? -weights->zero_point * x->quant_sums[index] : 0);
            for (int step = 0; step < weights->bits; step++) {
                const uint8x16_t bytes = vld1q_u8(quants + step * 64 + part * 16);
                if (weights->bits == 4) {
                    const int8x16_t low = vreinterpretq_s8_u8(vandq_u8(bytes, vdupq_n_u8(15)));
                    const int8x16_t high = vreinterpretq_s8_u8(vshrq_n_u8(bytes, 4));
                    dots = dot_accumulate(dots, low, broadcast4(input + step * 4));
                    dots = dot_accumulate(dots, high, broadcast4(input + 16 + step * 4));
                } else {
                    const uint8x16_t signed_bytes = veorq_u8(bytes, vdupq_n_u8(0x80));
                    dots = dot_accumulate(dots, vreinterpretq_s8_u8(signed_bytes), broadcast4(input + step * 4));
                }
            }
            const float32x4_t factor = vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(scales + part * 4)));
            sums[part] = vfmaq_f32(sums[part], vcvtq_f32_s32(dots), vmulq_n_f32(factor, x->scales[index]));
            if (weights->has_min) {
                const float32x4_t min = vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(scales + 16 + part * 4)));
                sums[part] = vfmaq_n_f32(sums[part], min, x->scaled_sums[index]);
            }
        }
    }
}

static void matmul_neon(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x,
                        bool accumulates) {
    const ct_matrix *weights = linear->weights;
    for (int32_t panel = first; panel < last; panel++) {
        for (int32_t token = 0; token < x->tokens; token++) {
            float32x4_t sums[4];
            float values[16];
            dot_neon(weights, panel, x, token, sums);
            for (int part = 0; part < 4; part++) {
                vst1q_f32(values + part * 4, vmulq_n_f32(sums[part], weights->tensor_scale));
            }
            float *target = linear->y + (size_t)token * (size_t)linear->stride + panel * 16;
            for (int lane = 0; lane < 16 && panel * 16 + lane < weights->rows; lane++) {
                const float value = values[lane] + (linear->bias ? linear->bias[panel * 16 + lane] : 0);
                target[lane] = accumulates ? target[lane] + value : value;
            }
        }
    }
}

#include "path_table.inc"
#endif
