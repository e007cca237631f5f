// Packs weights for the kernels: 16 outputs side by side, so that one load feeds 16 sums.
#include "half.h"
#include "paths.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(size_t bytes) {
    void *memory = NULL;
    // 64 bytes of slack, so that kernels may read whole vectors.
    return posix_memalign(&memory, 64, bytes + 64) == 0 ? memory : NULL;
}

static bool is_float(ct_type type) { return type == CT_F32 || type == CT_F16 || type == CT_BF16; }

typedef struct {
    ct_matrix *matrix;
    ct_type type;
    const uint8_t *source;
    size_t row_bytes;
    /// The power of two that brings scales into half precision's range; 1 / tensor_scale.
    float prescale;
    /// [panel]: the largest scale or minimum, from which `prescale` is chosen.
    float *largest;
    atomic_bool has_failed;
} packing_job;

/// Reads the groups of a row; types without groups of 32 are quantized to 8 bits, symmetrically.
static void read_groups(const packing_job *job, int32_t row, float *scratch, ct_group_quants *groups) {
    const ct_matrix *matrix = job->matrix;
    const uint8_t *source = job->source + (size_t)row * job->row_bytes;
    if (!is_float(job->type) && job->type != CT_Q6_K) {
        for (int32_t g = 0; g < matrix->groups; g++) ct_read_group(job->type, source, (size_t)g, &groups[g]);
        return;
    }
    memset(scratch, 0, (size_t)matrix->groups * 32 * sizeof(float));
    ct_dequantize(job->type, source, scratch, (size_t)matrix->columns);
    for (int32_t g = 0; g < matrix->groups; g++) {
        const float *values = scratch + g * 32;
        float largest = 0;
        for (int i = 0; i < 32; i++) largest = fmaxf(largest, fabsf(values[i]));
        // The scale after rounding to half precision, so that quants are rounded with the scale they are used with.
        const float scale = ct_half_to_float(ct_float_to_half(largest / 127 * job->prescale));
        const float inverse = scale > 0 ? job->prescale / scale : 0;
        groups[g].scale = scale / job->prescale;
        groups[g].min = 0;
        for (int i = 0; i < 32; i++) {
            const float quant = roundf(values[i] * inverse);
            groups[g].quants[i] = (int8_t)(quant < -127 ? -127 : quant > 127 ? 127 : quant == quant ? quant : 0);
        }
    }
}

static void write_group(const packing_job *job, int32_t panel, int32_t lane, int32_t g, const ct_group_quants *group) {
    ct_matrix *matrix = job->matrix;
    const size_t index = (size_t)panel * (size_t)matrix->groups + (size_t)g;
    uint16_t *scales = matrix->scales + index * (matrix->has_min ? 32 : 16);
    scales[lane] = ct_float_to_half(group->scale * job->prescale);
    if (matrix->has_min) scales[16 + lane] = ct_float_to_half(group->min * job->prescale);
    uint8_t *quants = matrix->quants + index * (size_t)matrix->bits * 64;
    for (int i = 0; i < 32; i++) {
        if (matrix->bits == 8) {
            quants[i / 4 * 64 + lane * 4 + i % 4] = (uint8_t)group->quants[i] ^ 0x80;
        } else {
            quants[i % 16 / 4 * 64 + lane * 4 + i % 4] |= (uint8_t)(group->quants[i] << (i / 16 * 4));
        }
    }
}

static void pack_panel(void *context, int32_t panel) {
    packing_job *job = context;
    ct_matrix *matrix = job->matrix;
    const size_t group_count = (size_t)matrix->groups;
    const size_t index = (size_t)panel * group_count;
    memset(matrix->quants + index * (size_t)matrix->bits * 64, matrix->bits == 8 ? 0x80 : 0,
           group_count * (size_t)matrix->bits * 64);
    memset(matrix->scales + index * (matrix->has_min ? 32 : 16), 0, group_count * (matrix->has_min ? 64 : 32));
    ct_group_quants *groups = malloc(group_count * sizeof(ct_group_quants));
    float *scratch = malloc(group_count * 32 * sizeof(float));
    if (!groups || !scratch) atomic_store(&job->has_failed, true);
    else {
        for (int32_t lane = 0; lane < 16 && panel * 16 + lane < matrix->rows; lane++) {
            read_groups(job, panel * 16 + lane, scratch, groups);
            for (int32_t g = 0; g < matrix->groups; g++) write_group(job, panel, lane, g, &groups[g]);
        }
    }
    free(groups);
    free(scratch);
}

static void measure_panel(void *context, int32_t panel) {
    packing_job *job = context;
    ct_matrix *matrix = job->matrix;
    float *scratch = malloc((size_t)matrix->groups * 32 * sizeof(float));
    if (!scratch) {
        atomic_store(&job->has_failed, true);
        return;
    }
    float largest = 0;
    for (int32_t row = panel * 16; row < panel * 16 + 16 && row < matrix->rows; row++) {
        const uint8_t *source = job->source + (size_t)row * job->row_bytes;
        if (is_float(job->type) || job->type == CT_Q6_K) {
            ct_dequantize(job->type, source, scratch, (size_t)matrix->columns);
            for (int32_t i = 0; i < matrix->columns; i++) largest = fmaxf(largest, fabsf(scratch[i]) / 127);
        } else {
            ct_group_quants group;
            for (int32_t g = 0; g < matrix->groups; g++) {
                ct_read_group(job->type, source, (size_t)g, &group);
                largest = fmaxf(largest, fmaxf(fabsf(group.scale), fabsf(group.min)));
            }
        }
    }
    job->largest[panel] = largest;
    free(scratch);
}

/// Scales that the file holds in half precision are kept as they are; others are scaled to at most 1, so that small
/// ones keep their precision.
static bool choose_prescale(packing_job *job, ct_pool *pool) {
    job->prescale = 1;
    switch (job->type) {
    case CT_Q4_0: case CT_Q4_1: case CT_Q5_0: case CT_Q5_1: case CT_Q8_0: return true;
    default: break;
    }
    job->largest = calloc((size_t)job->matrix->panels, sizeof(float));
    if (!job->largest) return false;
    ct_pool_run(pool, job->matrix->panels, measure_panel, job);
    float largest = 0;
    for (int32_t panel = 0; panel < job->matrix->panels; panel++) largest = fmaxf(largest, job->largest[panel]);
    free(job->largest);
    if (largest > 0 && isfinite(largest)) {
        int exponent;
        frexpf(largest, &exponent);
        job->prescale = ldexpf(1, -exponent < -100 ? -100 : -exponent > 100 ? 100 : -exponent);
    }
    return true;
}

bool ct_matrix_pack(ct_matrix *matrix, ct_pool *pool, ct_type type, const void *source, int32_t rows, int32_t columns) {
    memset(matrix, 0, sizeof(*matrix));
    const size_t elements = (size_t)ct_block_elements(type);
    if (elements == 0 || rows <= 0 || columns <= 0 || (size_t)columns % elements != 0) return false;
    matrix->rows = rows;
    matrix->columns = columns;
    matrix->groups = (columns + 31) / 32;
    matrix->panels = (rows + 15) / 16;
    matrix->bits = type == CT_Q4_0 || type == CT_Q4_1 || type == CT_Q4_K ? 4 : 8;
    matrix->zero_point = type == CT_Q4_0 ? 8 : 0;
    matrix->has_min = type == CT_Q4_1 || type == CT_Q5_1 || type == CT_Q4_K || type == CT_Q5_K;
    packing_job job = {.matrix = matrix, .type = type, .source = source,
                   .row_bytes = (size_t)columns / elements * (size_t)ct_block_bytes(type)};
    const size_t groups = (size_t)matrix->panels * (size_t)matrix->groups;
    matrix->quants = allocate(groups * (size_t)matrix->bits * 64);
    matrix->scales = allocate(groups * (matrix->has_min ? 64 : 32));
    if (!matrix->quants || !matrix->scales || !choose_prescale(&job, pool)) {
        ct_matrix_free(matrix);
        return false;
    }
    matrix->tensor_scale = 1 / job.prescale;
    ct_pool_run(pool, matrix->panels, pack_panel, &job);
    if (atomic_load(&job.has_failed)) ct_matrix_free(matrix);
    return matrix->quants != NULL;
}

void ct_matrix_free(ct_matrix *matrix) {
    free(matrix->quants);
    free(matrix->scales);
    matrix->quants = NULL;
    matrix->scales = NULL;
}

bool ct_activations_allocate(ct_activations *activations, int32_t tokens, int32_t columns) {
    const size_t groups = (size_t)(columns + 31) / 32;
    activations->tokens = tokens;
    activations->groups = (int32_t)groups;
    activations->columns = activations->groups * 32;
    activations->quants = allocate((size_t)tokens * groups * 32);
    activations->scales = allocate((size_t)tokens * groups * sizeof(float));
    activations->quant_sums = allocate((size_t)tokens * groups * sizeof(int32_t));
    activations->scaled_sums = allocate((size_t)tokens * groups * sizeof(float));
    if (activations->quants && activations->scales && activations->quant_sums && activations->scaled_sums) return true;
    ct_activations_free(activations);
    return false;
}

void ct_activations_free(ct_activations *activations) {
    free(activations->quants);
    free(activations->scales);
    free(activations->quant_sums);
    free(activations->scaled_sums);
    activations->quants = NULL;
    activations->scales = NULL;
    activations->quant_sums = NULL;
    activations->scaled_sums = NULL;
}
