// Reads the block formats of GGUF files. Source: the layouts in ggml's `ggml-common.h`.
#include "CTensor.h"
#include "half.h"

#include <string.h>

int32_t ct_block_elements(ct_type type) {
    switch (type) {
    case CT_F32: case CT_F16: case CT_BF16: return 1;
    case CT_Q4_0: case CT_Q4_1: case CT_Q5_0: case CT_Q5_1: case CT_Q8_0: return 32;
    case CT_Q4_K: case CT_Q5_K: case CT_Q6_K: return 256;
    default: return 0;
    }
}

int32_t ct_block_bytes(ct_type type) {
    switch (type) {
    case CT_F32: return 4;
    case CT_F16: case CT_BF16: return 2;
    case CT_Q4_0: return 18;   // scale, 16 bytes of two 4-bit quants each
    case CT_Q4_1: return 20;   // scale, minimum, 16 bytes
    case CT_Q5_0: return 22;   // scale, 4 bytes of fifth bits, 16 bytes
    case CT_Q5_1: return 24;   // scale, minimum, 4 bytes, 16 bytes
    case CT_Q8_0: return 34;   // scale, 32 bytes
    case CT_Q4_K: return 144;  // scale, scale of minima, 12 bytes of 6-bit scales and minima, 128 bytes
    case CT_Q5_K: return 176;  // as Q4_K, with 32 bytes of fifth bits before the 128
    case CT_Q6_K: return 210;  // 128 bytes of lower bits, 64 of upper bits, 16 scales, scale
    default: return 0;
    }
}

/// The 6-bit scale and minimum of one of the 8 groups of a Q4_K or Q5_K block.
static void k_scale(const uint8_t *packed, int group, int *scale, int *minimum) {
    if (group < 4) {
        *scale = packed[group] & 63;
        *minimum = packed[group + 4] & 63;
    } else {
        *scale = (packed[group + 4] & 15) | (packed[group - 4] >> 6) << 4;
        *minimum = packed[group + 4] >> 4 | (packed[group] >> 6) << 4;
    }
}

int32_t ct_read_group(ct_type type, const void *source, size_t index, ct_group_quants *group) {
    const size_t block_index = index * 32 / (size_t)ct_block_elements(type);
    const uint8_t *block = (const uint8_t *)source + block_index * (size_t)ct_block_bytes(type);
    group->min = 0;
    switch (type) {
    case CT_Q4_0: case CT_Q4_1: {
        const uint8_t *quants = block + (type == CT_Q4_0 ? 2 : 4);
        group->scale = ct_half_at(block);
        if (type == CT_Q4_1) group->min = ct_half_at(block + 2);
        for (int i = 0; i < 16; i++) {
            group->quants[i] = (int8_t)(quants[i] & 15);
            group->quants[i + 16] = (int8_t)(quants[i] >> 4);
        }
        return 4;
    }
    case CT_Q5_0: case CT_Q5_1: {
        const bool has_min = type == CT_Q5_1;
        const uint8_t *upper = block + (has_min ? 4 : 2);
        const uint8_t *quants = upper + 4;
        uint32_t bits;
        memcpy(&bits, upper, 4);
        group->scale = ct_half_at(block);
        if (has_min) group->min = ct_half_at(block + 2);
        for (int i = 0; i < 16; i++) {
            group->quants[i] = (int8_t)(((quants[i] & 15) | ((bits >> i) & 1) << 4) - (has_min ? 0 : 16));
            group->quants[i + 16] = (int8_t)((quants[i] >> 4 | ((bits >> (i + 16)) & 1) << 4) - (has_min ? 0 : 16));
        }
        return 8;
    }
    case CT_Q8_0:
        group->scale = ct_half_at(block);
        memcpy(group->quants, block + 2, 32);
        return 8;
    case CT_Q4_K: case CT_Q5_K: {
        const int run = (int)(index % 8);
        int scale, minimum;
        k_scale(block + 4, run, &scale, &minimum);
        group->scale = ct_half_at(block) * (float)scale;
        group->min = -ct_half_at(block + 2) * (float)minimum;
        const uint8_t *upper = block + 16;
        const uint8_t *quants = block + (type == CT_Q4_K ? 16 : 48) + run / 2 * 32;
        for (int i = 0; i < 32; i++) {
            int quant = run % 2 ? quants[i] >> 4 : quants[i] & 15;
            if (type == CT_Q5_K) quant |= (upper[i] >> run & 1) << 4;
            group->quants[i] = (int8_t)quant;
        }
        return type == CT_Q4_K ? 4 : 8;
    }
    default:
        return 0;
    }
}

static void dequantize_q6_k(const uint8_t *block, float *target) {
    const uint8_t *lower = block, *upper = block + 128;
    const int8_t *scales = (const int8_t *)(block + 192);
    const float scale = ct_half_at(block + 208);
    for (int half = 0; half < 2; half++, lower += 64, upper += 32, scales += 8, target += 128) {
        for (int i = 0; i < 32; i++) {
            const int quants[4] = {
                (lower[i] & 15) | (upper[i] & 3) << 4, (lower[i + 32] & 15) | (upper[i] >> 2 & 3) << 4,
                lower[i] >> 4 | (upper[i] >> 4 & 3) << 4, lower[i + 32] >> 4 | (upper[i] >> 6 & 3) << 4,
            };
            for (int run = 0; run < 4; run++) {
                target[i + run * 32] = scale * (float)scales[run * 2 + i / 16] * (float)(quants[run] - 32);
            }
        }
    }
}

void ct_dequantize(ct_type type, const void *source, float *target, size_t count) {
    const uint8_t *bytes = source;
    switch (type) {
    case CT_F32:
        memcpy(target, source, count * 4);
        return;
    case CT_F16:
        for (size_t i = 0; i < count; i++) target[i] = ct_half_at(bytes + i * 2);
        return;
    case CT_BF16:
        for (size_t i = 0; i < count; i++) {
            const uint32_t bits = (uint32_t)(bytes[i * 2] | bytes[i * 2 + 1] << 8) << 16;
            memcpy(target + i, &bits, 4);
        }
        return;
    case CT_Q6_K:
        for (size_t i = 0; i < count / 256; i++) dequantize_q6_k(bytes + i * 210, target + i * 256);
        return;
    default:
        break;
    }
    ct_group_quants group;
    for (size_t index = 0; index < count / 32; index++) {
        const int32_t bits = ct_read_group(type, source, index, &group);
        if (bits == 0) return;
        const int zero_point = type == CT_Q4_0 ? 8 : 0;
        for (int i = 0; i < 32; i++) {
            target[index * 32 + i] = group.scale * (float)(group.quants[i] - zero_point) + group.min;
        }
    }
}
