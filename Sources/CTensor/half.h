// IEEE half precision, and the groups of 32 that quantized types are made of.
#ifndef CTENSOR_HALF_H
#define CTENSOR_HALF_H

#include "CTensor.h"

#include <string.h>

static inline float ct_half_to_float(uint16_t half) {
    const uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    const uint32_t exponent = half >> 10 & 31, fraction = half & 1023;
    uint32_t bits;
    if (exponent == 0) {
        const float value = (float)fraction * 0x1p-24f;
        memcpy(&bits, &value, 4);
        bits |= sign;
    } else if (exponent == 31) {
        bits = sign | 0x7F800000 | fraction << 13;
    } else {
        bits = sign | (exponent + 112) << 23 | fraction << 13;
    }
    float value;
    memcpy(&value, &bits, 4);
    return value;
}

/// Rounds to nearest, ties to even; a value that is too large becomes infinite.
static inline uint16_t ct_float_to_half(float value) {
    uint32_t bits;
    memcpy(&bits, &value, 4);
    const uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
    bits &= 0x7FFFFFFF;
    if (bits > 0x7F800000) return sign | 0x7E00;
    if (bits >= 0x477FF000) return sign | 0x7C00;
    if (bits < 0x38800000) {
        // Subnormal: the addition rounds to multiples of 2^-24.
        float magnitude;
        memcpy(&magnitude, &bits, 4);
        magnitude += 0.5f;
        memcpy(&bits, &magnitude, 4);
        return sign | (uint16_t)(bits - 0x3F000000);
    }
    bits += 0xFFF + (bits >> 13 & 1);
    return sign | (uint16_t)((bits >> 13) - (112 << 10));
}

static inline float ct_half_at(const uint8_t *bytes) { return ct_half_to_float((uint16_t)(bytes[0] | bytes[1] << 8)); }

/// A group of 32 weights of a row: scale * quant + min. Types with 4-bit quants give 0 to 15.
typedef struct {
    float scale, min;
    int8_t quants[32];
} ct_group_quants;

/// Reads group `index` of a row; returns the bits of its quants, 0 for types without groups of 32.
int32_t ct_read_group(ct_type type, const void *source, size_t index, ct_group_quants *group);

#endif
