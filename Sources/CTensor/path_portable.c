// The path for any CPU, and what the others are tested against.
#include "half.h"
#include "paths.h"

#pragma clang diagnostic ignored "-Wpsabi"  // Vectors of 64 bytes never cross files.

#define PATH(name) name##_portable

typedef float vector_portable __attribute__((vector_size(64), aligned(4)));

static inline vector_portable load_half(const uint16_t *x) {
    vector_portable result;
    for (int i = 0; i < 16; i++) result[i] = ct_half_to_float(x[i]);
    return result;
}

static inline void store_half(uint16_t *x, vector_portable value) {
    for (int i = 0; i < 16; i++) x[i] = ct_float_to_half(value[i]);
}

#include "rows.inc"

/// 16 outputs of a panel for one token.
static void dot_portable(const ct_matrix *weights, int32_t panel, const ct_activations *x, int32_t token, float *sums) {
    const size_t first = (size_t)panel * (size_t)weights->groups;
    const size_t scale_count = weights->has_min ? 32 : 16;
    for (int lane = 0; lane < 16; lane++) sums[lane] = 0;
    for (int32_t g = 0; g < weights->groups; g++) {
        const uint8_t *quants = weights->quants + (first + (size_t)g) * (size_t)weights->bits * 64;
        const uint16_t *scales = weights->scales + (first + (size_t)g) * scale_count;
        const int8_t *input = x->quants + (size_t)token * (size_t)x->columns + g * 32;
        const float input_scale = x->scales[(size_t)token * (size_t)x->groups + (size_t)g];
        const int32_t total = x->totals[(size_t)token * (size_t)x->groups + (size_t)g];
        for (int lane = 0; lane < 16; lane++) {
            int32_t dot = -weights->zero * total;
            for (int i = 0; i < 32; i++) {
                const uint8_t byte = quants[(weights->bits == 8 ? i / 4 : i % 16 / 4) * 64 + lane * 4 + i % 4];
                const int quant = weights->bits == 8 ? (int8_t)(byte ^ 0x80) : i < 16 ? byte & 15 : byte >> 4;
                dot += quant * input[i];
            }
            sums[lane] += (float)dot * (ct_half_to_float(scales[lane]) * input_scale);
            if (weights->has_min) sums[lane] += ct_half_to_float(scales[16 + lane]) * x->sums[(size_t)token * (size_t)x->groups + (size_t)g];
        }
    }
}

static void multiply_portable(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds) {
    const ct_matrix *weights = product->weights;
    for (int32_t panel = first; panel < last; panel++) {
        for (int32_t token = 0; token < x->tokens; token++) {
            float sums[16];
            dot_portable(weights, panel, x, token, sums);
            float *target = product->y + (size_t)token * (size_t)product->stride + panel * 16;
            for (int lane = 0; lane < 16 && panel * 16 + lane < weights->rows; lane++) {
                const float value = sums[lane] * weights->gain + (product->bias ? product->bias[panel * 16 + lane] : 0);
                target[lane] = adds ? target[lane] + value : value;
            }
        }
    }
}

#include "path_table.inc"
