// Quantized and float kernels for language models on the CPU, chosen at run time by what the CPU can do.
//
// All matrices are row-major. A "token" is a row of activations, a "group" is 32 consecutive columns of a row. Sizes
// and strides count elements unless they say bytes; shapes are written [outermost, ..., innermost].
//
// Nothing here checks its arguments against the buffers it is given: the Swift module Inference does, once, when a
// model is loaded.
#ifndef CTENSOR_H
#define CTENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- Code paths: one implementation of the kernels for each kind of CPU.

typedef enum { CT_PORTABLE = 0, CT_AVX2 = 1, CT_AVX512_VNNI = 2, CT_NEON = 3 } ct_path;

/// Whether this CPU, and this build of the program, can run a path.
bool ct_path_runs(ct_path path);
/// The fastest path that runs here.
ct_path ct_best_path(void);

// ---- Threads.

typedef struct ct_pool ct_pool;

/// Starts thread_count - 1 threads; the thread that calls a kernel is the last one. Idle threads spin for a moment,
/// then sleep. If some threads cannot be started, the others do the work. NULL if memory runs out.
ct_pool *ct_pool_create(int32_t thread_count);
/// Ends the threads and frees the pool; NULL is allowed. No kernel may be running.
void ct_pool_destroy(ct_pool *pool);
/// Runs task(context, i) for i from 0 to count (exclusive) on the pool's threads, the caller's included, and returns when
/// all are done. One loop at a time.
void ct_pool_run(ct_pool *pool, int32_t count, void (*task)(void *context, int32_t index), void *context);
/// Threads that are asleep at this moment: a pool that has been idle reaches thread_count - 1.
int32_t ct_pool_sleeping(const ct_pool *pool);

// ---- Element types of files, with the numbers of GGUF's ggml_type.

typedef enum {
    CT_F32 = 0, CT_F16 = 1, CT_Q4_0 = 2, CT_Q4_1 = 3, CT_Q5_0 = 6, CT_Q5_1 = 7, CT_Q8_0 = 8,
    CT_Q4_K = 12, CT_Q5_K = 13, CT_Q6_K = 14, CT_BF16 = 30
} ct_type;

/// Elements in a block of the type; 0 for an unknown type.
int32_t ct_block_elements(ct_type type);
/// Bytes in a block of the type; 0 for an unknown type.
int32_t ct_block_bytes(ct_type type);
/// Writes `count` elements as floats; `count` is a multiple of the type's block.
void ct_dequantize(ct_type type, const void *source, float *target, size_t count);

// ---- Weights, packed for the kernels.

/// A weight matrix [rows = outputs, columns = inputs], quantized in groups of 32 inputs, 16 outputs (a panel) side by
/// side: weight = tensor_scale * (scale * (quant - zero_point) + min), with a half-precision scale and min for each
/// output and group.
typedef struct {
    int32_t rows, columns;
    /// Groups of 32 columns and panels of 16 rows, both rounded up; the padding is zero.
    int32_t groups, panels;
    /// Bits of a quant: 4 (0 to 15) or 8 (-128 to 127, stored with the highest bit flipped).
    int32_t bits;
    /// Subtracted from 4-bit quants; 0 for 8-bit ones.
    int32_t zero_point;
    bool has_min;
    /// A power of two that keeps the scales within half precision.
    float tensor_scale;
    /// [panel, group, bits x 64 bytes]; 64 bytes hold 4 inputs of 16 outputs, [output, input]. With 4 bits, the low
    /// halves are inputs i and the high halves inputs i + 16.
    uint8_t *quants;
    /// [panel, group, 16 scales, then 16 minima if has_min], half precision.
    uint16_t *scales;
} ct_matrix;

/// Packs [rows, columns] elements of a type; `columns` is a multiple of the type's block. Types with groups of 32 keep
/// their quants (Q4_*, Q5_*, Q8_0, Q4_K, Q5_K); the others are rounded to 8 bits. False if memory runs out or the
/// shape is wrong.
bool ct_matrix_pack(ct_matrix *matrix, ct_pool *pool, ct_type type, const void *source, int32_t rows, int32_t columns);
void ct_matrix_free(ct_matrix *matrix);

// ---- Activations, quantized to 8 bits in groups of 32: value = scale * quant.

typedef struct {
    int32_t tokens;
    /// Columns rounded up to whole groups, and the count of those groups.
    int32_t columns, groups;
    int8_t *quants;       // [token, column], -127 to 127
    float *scales;        // [token, group]
    int32_t *quant_sums;  // [token, group]: the sum of the quants, for weights with a zero point
    float *scaled_sums;   // [token, group]: that sum times the scale, for weights with a minimum
} ct_activations;

/// Allocates space for [tokens, columns]. False if memory runs out.
bool ct_activations_allocate(ct_activations *activations, int32_t tokens, int32_t columns);
void ct_activations_free(ct_activations *activations);

// ---- Kernels. Each one takes the pool that shares its work and the path that runs it.

typedef struct {
    ct_pool *pool;
    ct_path path;
} ct_backend;

/// result = quantize(x / rms(x) * weight). x: [tokens, columns]; weight: [columns].
/// Source: Zhang, Sennrich, "Root mean square layer normalization" (2019).
void ct_rms_norm(ct_backend backend, const float *x, const float *weight, float epsilon, int32_t tokens,
                 int32_t columns, ct_activations *result);
/// x = (x - mean) / standard deviation * weight + bias, in place; also quantized unless result is NULL.
/// x: [tokens, columns]; weight, bias: [columns]. Source: Ba, Kiros, Hinton, "Layer normalization" (2016).
void ct_layer_norm(ct_backend backend, float *x, const float *weight, const float *bias, float epsilon, int32_t tokens,
                   int32_t columns, ct_activations *result);
/// x = x / rms(x) * weight for each head, in place (QK norm). x: [tokens, heads, size], rows `stride` apart; weight:
/// [size].
void ct_head_norm(ct_backend backend, float *x, const float *weight, float epsilon, int32_t tokens, int32_t stride,
                  int32_t heads, int32_t size);
/// result = quantize(x). x: [tokens, columns], rows `stride` apart.
void ct_quantize(ct_backend backend, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                 ct_activations *result);
/// result = quantize(x - dequantize(quantized)): the quantization residual. Multiplying it as well as `quantized` gives
/// the precision of about 15 bits.
void ct_quantize_residual(ct_backend backend, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                          const ct_activations *quantized, ct_activations *result);
/// result = quantize(silu(gate) * up). x: [tokens, 2, columns], the gates and then the ups of a token.
/// Source: Shazeer, "GLU variants improve transformer" (2020).
void ct_swiglu(ct_backend backend, const float *x, int32_t tokens, int32_t columns, ct_activations *result);
/// x = gelu(x) by the error function, in place, and quantized. x: [tokens, columns].
/// Source: Hendrycks, Gimpel, "Gaussian error linear units" (2016).
void ct_gelu(ct_backend backend, float *x, int32_t tokens, int32_t columns, ct_activations *result);

/// A linear layer applied to shared activations: y = x * transposed(weights) + bias. y: [tokens, weights->rows], rows
/// `stride` apart.
typedef struct {
    const ct_matrix *weights;
    /// [weights->rows], or NULL.
    const float *bias;
    float *y;
    int32_t stride;
} ct_linear;

/// Applies `count` linear layers to x: [tokens, columns]; adds to their y if `accumulates`, overwrites it otherwise.
void ct_matmul(ct_backend backend, const ct_activations *x, const ct_linear *linears, int32_t count, bool accumulates);

/// Rotary position embedding, in place. x: [tokens, heads, size], rows `stride` apart; angles: [tokens, size], the
/// cosines of size / 2 angles and then their sines. Pairs are neighbours (as in Llama's GGUF files), or, if is_neox, an
/// element of the first half of a head with that of the second (as in GPT-NeoX and Qwen). Source: Su et al., "RoFormer"
/// (2021).
void ct_rope(ct_backend backend, float *x, int32_t stride, int32_t tokens, int32_t heads, int32_t size,
             const float *angles, bool is_neox);

// ---- Attention over cached keys and values.

/// A run of cached positions of one layer, in half precision. keys: [kv head, position / 16, size, 16], so that one
/// load feeds 16 scores; values: [kv head, position, size]. `capacity`, in positions, and `size` are multiples of 16.
typedef struct {
    uint16_t *keys, *values;
    int32_t capacity;
    /// Positions that are filled.
    int32_t length;
} ct_kv_segment;

/// The place in the cache of one token's keys and values.
typedef struct {
    const ct_kv_segment *segment;
    int32_t position;
} ct_slot;

/// Stores the keys and values of tokens, each in its slot. keys, values: [tokens, heads, size], rows `stride` apart;
/// slots: [tokens].
void ct_store_kv(ct_backend backend, const float *keys, const float *values, int32_t stride, int32_t tokens,
                 int32_t heads, int32_t size, const ct_slot *slots);

/// What a token may attend to: all of its first segment_count - 1 segments, and `visible` positions of the last one.
typedef struct {
    const ct_kv_segment *segments;
    int32_t segment_count;
    int32_t visible;
} ct_view;

/// results = softmax(query * keys / sqrt(size)) * values for each token and head; equal groups of query heads share a
/// kv head. queries: [tokens, heads, size], rows `query_stride` apart; views: [tokens]; results: [tokens, heads, size].
/// Takes time in proportion to tokens x heads x visible positions x size. False if memory runs out for the scores.
/// Sources: Vaswani et al., "Attention is all you need" (2017); Ainslie et al., "GQA" (2023).
bool ct_attention(ct_backend backend, const float *queries, int32_t query_stride, const ct_view *views, int32_t tokens,
                  int32_t heads, int32_t kv_heads, int32_t size, float *results);

// ---- Logits.

/// log(sum(exp(x))), natural logarithm, without overflow. x: [count].
float ct_log_sum_exp(ct_backend backend, const float *x, int32_t count);

#endif
