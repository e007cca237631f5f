// What each path implements: work on a range of rows, without threads.
#ifndef CTENSOR_PATHS_H
#define CTENSOR_PATHS_H

#include "CTensor.h"

/// Queries that share one key head, at most; and how many are worked on together.
#define CT_MAX_ROWS 16

typedef struct {
    /// Panels first to last (exclusive) of a product's weights against all tokens of x.
    void (*multiply)(const ct_product *product, int32_t first, int32_t last, const ct_activations *x, bool adds);
    /// x less what the quants stand for.
    void (*rest_row)(const float *x, const int8_t *quants, const float *scales, int32_t columns, float *result);
    void (*quantize_row)(const float *x, int32_t columns, int32_t token, ct_activations *result);
    void (*rms_norm_row)(const float *x, const float *weight, float epsilon, int32_t columns, float *result);
    void (*layer_norm_row)(float *x, const float *weight, const float *bias, float epsilon, int32_t columns);
    void (*swiglu_row)(const float *x, int32_t columns, float *result);
    void (*gelu_row)(const float *x, int32_t columns, float *result);
    void (*rotate_row)(float *x, int32_t heads, int32_t size, const float *angles, bool halves);
    void (*store)(const float *key, const float *value, int32_t size, uint16_t *key_block, int32_t place, uint16_t *values);
    void (*score)(const float *const *queries, int32_t rows, const uint16_t *keys, int32_t length, int32_t size, float *scores,
                  size_t stride);
    float (*soften)(float *row, size_t count);
    void (*mix)(const float *shares, size_t stride, int32_t rows, const uint16_t *values, int32_t length, int32_t size,
                float *const *results);
    float (*log_sum_exp)(const float *x, int32_t count);
} ct_kernels;

extern const ct_kernels ct_kernels_portable;
#if defined(__x86_64__)
extern const ct_kernels ct_kernels_avx2;
extern const ct_kernels ct_kernels_avx512;
#elif defined(__aarch64__)
extern const ct_kernels ct_kernels_neon;
#endif

const ct_kernels *ct_kernels_of(ct_path path);

/// Runs task(context, i) for i from 0 to count (exclusive), shared by the pool's threads.
void ct_pool_run(ct_pool *pool, int32_t count, void (*task)(void *context, int32_t index), void *context);
/// Threads that share the work, this one too.
int32_t ct_pool_threads(const ct_pool *pool);

#endif
