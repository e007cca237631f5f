// What each code path implements: work on a row or on a range of panels, without threads.
#ifndef CTENSOR_PATHS_H
#define CTENSOR_PATHS_H

#include "CTensor.h"

/// Most rows of queries, each a token and one of its heads, that go through attention together.
#define CT_MAX_QUERY_ROWS 16

/// The kernels of a path. Rows are [columns]; `result` may be the row itself.
typedef struct {
    /// Panels `first` to `last` (exclusive) of a linear layer for all tokens of x.
    void (*matmul)(const ct_linear *linear, int32_t first, int32_t last, const ct_activations *x, bool accumulates);
    /// x - scale * quant: what quantization left out.
    void (*residual_row)(const float *x, const int8_t *quants, const float *scales, int32_t columns, float *result);
    /// Writes row `token` of the result.
    void (*quantize_row)(const float *x, int32_t columns, int32_t token, ct_activations *result);
    void (*rms_norm_row)(const float *x, const float *weight, float epsilon, int32_t columns, float *result);
    void (*layer_norm_row)(float *x, const float *weight, const float *bias, float epsilon, int32_t columns);
    /// x: [2, columns], gates and ups.
    void (*swiglu_row)(const float *x, int32_t columns, float *result);
    void (*gelu_row)(const float *x, int32_t columns, float *result);
    /// x: [heads, size]; angles: [2, size / 2], cosines and sines.
    void (*rope_row)(float *x, int32_t heads, int32_t size, const float *angles, bool is_neox);
    /// Stores one head of one position: the key in lane `lane` of its block [size, 16], the value as [size].
    void (*store_kv)(const float *key, const float *value, int32_t size, uint16_t *key_block, int32_t lane,
                     uint16_t *values);
    /// scores[r, position] = queries[r] * keys[position] / sqrt(size) for whole blocks of 16 positions; rows of scores
    /// are `stride` apart.
    void (*attention_scores)(const float *const *queries, int32_t rows, const uint16_t *keys, int32_t length,
                             int32_t size, float *scores, size_t stride);
    /// exp(row - max(row)) in place; returns the factor that makes the row sum to 1. `count` is a multiple of 16.
    float (*softmax_row)(float *row, size_t count);
    /// results[r] += sum over positions of weights[r, position] * values[position]; rows of weights are `stride` apart.
    void (*weighted_sum)(const float *weights, size_t stride, int32_t rows, const uint16_t *values, int32_t length,
                         int32_t size, float *const *results);
    float (*log_sum_exp)(const float *x, int32_t count);
} ct_kernels;

extern const ct_kernels ct_kernels_portable;
#if defined(__x86_64__)
extern const ct_kernels ct_kernels_avx2;
extern const ct_kernels ct_kernels_avx512;
#elif defined(__aarch64__)
extern const ct_kernels ct_kernels_neon;
#endif

/// The kernels of a path that runs here; the portable ones for any other.
const ct_kernels *ct_kernels_of(ct_path path);

/// Threads that share the work, the caller's included.
int32_t ct_pool_threads(const ct_pool *pool);

#endif
