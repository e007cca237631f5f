// The path for any CPU, and the reference that the others are tested against.
#include "half.h"
#include "paths.h"

#pragma clang diagnostic ignored "-Wpsabi"  // No function of another file takes or returns these vectors.

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

// Tokens that share one unpacking of a group.
#define TOKENS 8

/// Unpacks the quants of a group, less the zero point: [input, output].
static void unpack(const ct_matrix *weights, const uint8_t *quants, int16_t unpacked[32][16]) {
    for (int i = 0; i < 32; i++) {
        const uint8_t *bytes = quants + (weights->bits == 8 ? i / 4 : i % 16 / 4) * 64 + i % 4;
        for (int lane = 0; lane < 16; lane++) {
            const uint8_t byte = bytes[lane * 4];
            const int quant = i < 16 ? byte & 15 : byte >> 4;
            unpacked[i][lane] = weights->bits == 8 ? (int8_t)(byte ^ 0x80) : quant - weights->zero_point;
        }
    }
}

/// The 16 outputs of a panel for `tokens` tokens from `first` on.
static void tile(const ct_matrix *weights, int32_t panel, const ct_activations *x, int32_t first, int32_t tokens,
                 float sums[TOKENS][16]) {
    const size_t scale_count = weights->has_min ? 32 : 16;
    for (int32_t g = 0; g < weights->groups; g++) {
        const size_t index = (size_t)panel * (size_t)weights->groups + (size_t)g;
        const uint16_t *scales = weights->scales + index * scale_count;
        int16_t quants[32][16];
        float factors[16], minima[16];
        unpack(weights, weights->quants + index * (size_t)weights->bits * 64, quants);
        for (int lane = 0; lane < 16; lane++) {
            factors[lane] = ct_half_to_float(scales[lane]);
            minima[lane] = weights->has_min ? ct_half_to_float(scales[16 + lane]) : 0;
        }
        for (int32_t t = 0; t < tokens; t++) {
            const int8_t *input = x->quants + (size_t)(first + t) * (size_t)x->columns + g * 32;
            const size_t group = (size_t)(first + t) * (size_t)x->groups + (size_t)g;
            int32_t dots[16] = {0};
            for (int i = 0; i < 32; i++) {
                for (int lane = 0; lane < 16; lane++) dots[lane] += (int32_t)quants[i][lane] * input[i];
            }
            for (int lane = 0; lane < 16; lane++) {
                sums[t][lane] += (float)dots[lane] * (factors[lane] * x->scales[group])
                    + minima[lane] * x->scaled_sums[group];
            }
        }
    }
}

static void matmul_portable(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x,
                            bool accumulates) {
    const ct_matrix *weights = linear->weights;
    for (int32_t panel = first; panel < last; panel++) {
        for (int32_t token = 0; token < x->tokens; token += TOKENS) {
            const int32_t tokens = x->tokens - token < TOKENS ? x->tokens - token : TOKENS;
            float sums[TOKENS][16] = {{0}};
            tile(weights, panel, x, token, tokens, sums);
            for (int32_t t = 0; t < tokens; t++) {
                float *target = linear->y + (size_t)(token + t) * (size_t)linear->stride + panel * 16;
                for (int lane = 0; lane < 16 && panel * 16 + lane < weights->rows; lane++) {
                    const float bias = linear->bias ? linear->bias[panel * 16 + lane] : 0;
                    const float value = sums[t][lane] * weights->tensor_scale + bias;
                    target[lane] = accumulates ? target[lane] + value : value;
                }
            }
        }
    }
}

#include "path_table.inc"
