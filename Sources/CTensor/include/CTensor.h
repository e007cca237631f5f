// Quantized and float kernels for language models on the CPU, chosen at run time by what the CPU can do.
//
// All matrices are row-major; a "token" is a row of activations. Sizes are counts of elements unless they say bytes.
// Nothing here checks its arguments against the buffers it is given: the Swift module Inference does, once, when a model
// is loaded.
#ifndef CTENSOR_H
#define CTENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- Paths: one implementation of the kernels for each kind of CPU.

typedef enum { CT_PORTABLE = 0, CT_AVX2 = 1, CT_AVX512_VNNI = 2, CT_NEON = 3 } ct_path;

/// Whether this CPU (and this program) can run a path.
bool ct_path_runs(ct_path path);
/// The fastest path that runs here.
ct_path ct_best_path(void);

// ---- Threads.

typedef struct ct_pool ct_pool;

/// Threads that wait for work: briefly awake between two tasks, asleep when none comes. NULL where none could be started.
ct_pool *ct_pool_create(int32_t thread_count);
void ct_pool_destroy(ct_pool *pool);

// ---- Element types of files: the numbers of GGUF.

typedef enum {
    CT_F32 = 0, CT_F16 = 1, CT_Q4_0 = 2, CT_Q4_1 = 3, CT_Q5_0 = 6, CT_Q5_1 = 7, CT_Q8_0 = 8,
    CT_Q4_K = 12, CT_Q5_K = 13, CT_Q6_K = 14, CT_BF16 = 30
} ct_type;

/// Elements of a block of the type, 0 for a type that is not known.
int32_t ct_block_elements(ct_type type);
/// Bytes of a block of the type, 0 for a type that is not known.
int32_t ct_block_bytes(ct_type type);
/// Writes `count` elements, a multiple of the type's block, as floats.
void ct_dequantize(ct_type type, const void *source, float *target, size_t count);

// ---- Weights, packed for the kernels.

/// A weight matrix of rows (outputs) x columns (inputs) in groups of 32 inputs, 16 outputs side by side:
/// weight = scale * (quant - zero) + min, with scale and min of 16 bits for each output and group.
typedef struct {
    int32_t rows, columns;
    /// Groups of 32 columns and panels of 16 rows; what they hold beyond the matrix is zero.
    int32_t groups, panels;
    /// Bits of a quant: 4 (0 to 15) or 8 (-128 to 127, stored with the highest bit flipped).
    int32_t bits;
    /// Subtracted from quants of 4 bits.
    int32_t zero;
    bool has_min;
    /// What results are multiplied with, so that scales fit 16 bits.
    float gain;
    /// [panel][group][64 bytes each of 4 inputs x 16 outputs]; of 4 bits: inputs i and, in the high half, i + 16.
    uint8_t *quants;
    /// [panel][group][16 scales, then 16 minima where the matrix has them] of IEEE half precision.
    uint16_t *scales;
} ct_matrix;

/// Packs rows x columns of a type; columns are a multiple of its block or the type is a float. False without memory.
bool ct_matrix_pack(ct_matrix *matrix, ct_pool *pool, ct_type type, const void *source, int32_t rows, int32_t columns);
void ct_matrix_free(ct_matrix *matrix);
/// Bytes that a packed matrix takes.
size_t ct_matrix_bytes(const ct_matrix *matrix);

// ---- Activations, quantized to 8 bits in groups of 32.

typedef struct {
    int32_t tokens;
    /// Columns rounded up to whole groups, and those groups.
    int32_t columns, groups;
    int8_t *quants;    // [token][column]
    float *scales;     // [token][group]
    int32_t *totals;   // [token][group]: sum of the quants
    float *sums;       // [token][group]: that sum times the scale
} ct_activations;

/// Room for tokens x columns; false without memory.
bool ct_activations_allocate(ct_activations *activations, int32_t tokens, int32_t columns);
void ct_activations_free(ct_activations *activations);

// ---- Kernels. Each takes the pool that shares its work and the path to run.

typedef struct {
    ct_pool *pool;
    ct_path path;
} ct_engine;

/// x / rms(x) * weight, quantized. Source: Zhang, Sennrich, "Root mean square layer normalization" (2019).
void ct_rms_norm(ct_engine engine, const float *x, const float *weight, float epsilon, int32_t tokens, int32_t columns,
                 ct_activations *result);
/// (x - mean) / deviation * weight + bias, in place and, where result is not NULL, quantized too.
void ct_layer_norm(ct_engine engine, float *x, const float *weight, const float *bias, float epsilon, int32_t tokens,
                   int32_t columns, ct_activations *result);
/// x / rms(x) * weight for each head of `size` columns, in place; weight has `size` elements (QK norm).
void ct_head_norm(ct_engine engine, float *x, const float *weight, float epsilon, int32_t tokens, int32_t stride,
                  int32_t heads, int32_t size);
/// x quantized as it is.
void ct_quantize(ct_engine engine, const float *x, int32_t stride, int32_t tokens, int32_t columns, ct_activations *result);
/// What the quants of `first` leave of x, quantized: with it, 8 bits become some 15.
void ct_quantize_rest(ct_engine engine, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                      const ct_activations *first, ct_activations *result);
/// silu(gate) * up, quantized; each row of x holds `columns` gates, then as many ups.
/// Source: Shazeer, "GLU variants improve transformer" (2020).
void ct_swiglu(ct_engine engine, const float *x, int32_t tokens, int32_t columns, ct_activations *result);
/// gelu(x) by the error function, in place and quantized. Source: Hendrycks, Gimpel, "Gaussian error linear units" (2016).
void ct_gelu(ct_engine engine, float *x, int32_t tokens, int32_t columns, ct_activations *result);

/// One product of several with the same activations: y = x * transposed(weights) + bias, rows of y `stride` apart.
typedef struct {
    const ct_matrix *weights;
    /// One number for each row of the weights, or NULL.
    const float *bias;
    float *y;
    int32_t stride;
} ct_product;

/// Computes products of x, or, where `adds`, adds them to what their y holds.
void ct_multiply(ct_engine engine, const ct_activations *x, const ct_product *products, int32_t count, bool adds);

/// Turns pairs of each head by the angles of the token's position. Source: Su et al., "RoFormer" (2021).
/// `angles` holds, for each token, size / 2 cosines, then as many sines. Pairs are neighbours, or, where `halves`,
/// an element of the first half with that of the second.
void ct_rotate(ct_engine engine, float *x, int32_t stride, int32_t tokens, int32_t heads, int32_t size,
               const float *angles, bool halves);

// ---- Attention over cached keys and values.

/// Keys and values of one layer in half precision. Keys: [head][block of 16 positions][size][16 positions];
/// values: [head][position][size]. `capacity` is a multiple of 16.
typedef struct {
    uint16_t *keys, *values;
    int32_t capacity;
    /// Positions that are filled.
    int32_t length;
} ct_segment;

/// Where a token's keys and values are kept.
typedef struct {
    const ct_segment *segment;
    int32_t position;
} ct_place;

/// Stores the key and value heads of tokens, each at its place; rows of keys and of values are `stride` apart.
void ct_store(ct_engine engine, const float *keys, const float *values, int32_t stride, int32_t tokens, int32_t heads,
              int32_t size, const ct_place *places);

/// What the attention of one token may look at: all of some segments, the last one only as far as `visible`.
typedef struct {
    const ct_segment *segments;
    int32_t segment_count;
    int32_t visible;
} ct_view;

/// Softmax(query * keys / sqrt(size)) * values for each token and head; query heads share key heads in equal groups.
/// Source: Vaswani et al., "Attention is all you need" (2017); Ainslie et al., "GQA" (2023).
/// Rows of queries and results are `query_stride` and heads * size apart. False without memory.
bool ct_attend(ct_engine engine, const float *queries, int32_t query_stride, const ct_view *views, int32_t tokens,
               int32_t heads, int32_t key_heads, int32_t size, float *results);

// ---- Logits.

/// The natural logarithm of the sum of exponentials.
float ct_log_sum_exp(ct_engine engine, const float *x, int32_t count);

#endif
