// Divides operations into tasks for the threads of a pool: norms and activations by tokens, matrix products by panels,
// attention by tokens and kv heads.
#include "paths.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Tokens of a task.
#define CT_TOKENS_PER_TASK 8
// From this many tokens on, a matrix product is divided into the smallest tasks.
#define CT_LARGE_BATCH 12

typedef struct {
    const ct_kernels *kernels;
    float *x;
    const float *input, *weight, *bias, *angles, *values;
    const ct_slot *slots;
    float epsilon;
    int32_t stride, tokens, columns, heads, size;
    bool is_neox;
    const ct_activations *quantized;
    ct_activations *result;
    /// Applies the operation to a token; scratch holds a row: [columns].
    void (*row)(const void *job, int32_t token, float *scratch);
} row_job;

static void run_rows(void *context, int32_t index) {
    const row_job *job = context;
    const int32_t first = index * CT_TOKENS_PER_TASK;
    const int32_t last = first + CT_TOKENS_PER_TASK < job->tokens ? first + CT_TOKENS_PER_TASK : job->tokens;
    // On the stack: Inference refuses models with more than 131,072 columns (512 KiB).
    float scratch[job->result ? job->columns + 16 : 1];
    for (int32_t token = first; token < last; token++) job->row(job, token, scratch);
}

static void run(ct_backend backend, row_job *job) {
    job->kernels = ct_kernels_of(backend.path);
    if (job->result) job->result->tokens = job->tokens;
    ct_pool_run(backend.pool, (job->tokens + CT_TOKENS_PER_TASK - 1) / CT_TOKENS_PER_TASK, run_rows, job);
}

static void rms_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    job->kernels->rms_norm_row(job->input + (size_t)token * job->columns, job->weight, job->epsilon, job->columns,
                               scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_rms_norm(ct_backend backend, const float *x, const float *weight, float epsilon, int32_t tokens,
                 int32_t columns, ct_activations *result) {
    row_job job = {.input = x, .weight = weight, .epsilon = epsilon, .tokens = tokens, .columns = columns,
                   .result = result, .row = rms_norm};
    run(backend, &job);
}

static void layer_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    float *x = job->x + (size_t)token * job->columns;
    (void)scratch;
    job->kernels->layer_norm_row(x, job->weight, job->bias, job->epsilon, job->columns);
    if (job->result) job->kernels->quantize_row(x, job->columns, token, job->result);
}

void ct_layer_norm(ct_backend backend, float *x, const float *weight, const float *bias, float epsilon, int32_t tokens,
                   int32_t columns, ct_activations *result) {
    row_job job = {.x = x, .weight = weight, .bias = bias, .epsilon = epsilon, .tokens = tokens, .columns = columns,
                   .result = result, .row = layer_norm};
    run(backend, &job);
}

static void head_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    for (int32_t head = 0; head < job->heads; head++) {
        float *x = job->x + (size_t)token * job->stride + head * job->size;
        job->kernels->rms_norm_row(x, job->weight, job->epsilon, job->size, x);
    }
}

void ct_head_norm(ct_backend backend, float *x, const float *weight, float epsilon, int32_t tokens, int32_t stride,
                  int32_t heads, int32_t size) {
    row_job job = {.x = x, .weight = weight, .epsilon = epsilon, .tokens = tokens, .stride = stride, .heads = heads,
                   .size = size, .row = head_norm};
    run(backend, &job);
}

static void quantize(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    job->kernels->quantize_row(job->input + (size_t)token * job->stride, job->columns, token, job->result);
}

void ct_quantize(ct_backend backend, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                 ct_activations *result) {
    row_job job = {.input = x, .stride = stride, .tokens = tokens, .columns = columns, .result = result,
                   .row = quantize};
    run(backend, &job);
}

static void quantize_residual(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    const float *x = job->input + (size_t)token * job->stride;
    const int8_t *quants = job->quantized->quants + (size_t)token * (size_t)job->quantized->columns;
    const float *scales = job->quantized->scales + (size_t)token * (size_t)job->quantized->groups;
    job->kernels->residual_row(x, quants, scales, job->columns, scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_quantize_residual(ct_backend backend, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                          const ct_activations *quantized, ct_activations *result) {
    row_job job = {.input = x, .stride = stride, .tokens = tokens, .columns = columns, .quantized = quantized,
                   .result = result, .row = quantize_residual};
    run(backend, &job);
}

static void swiglu(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    job->kernels->swiglu_row(job->input + (size_t)token * job->columns * 2, job->columns, scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_swiglu(ct_backend backend, const float *x, int32_t tokens, int32_t columns, ct_activations *result) {
    row_job job = {.input = x, .tokens = tokens, .columns = columns, .result = result, .row = swiglu};
    run(backend, &job);
}

static void gelu(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    float *x = job->x + (size_t)token * job->columns;
    (void)scratch;
    job->kernels->gelu_row(x, job->columns, x);
    job->kernels->quantize_row(x, job->columns, token, job->result);
}

void ct_gelu(ct_backend backend, float *x, int32_t tokens, int32_t columns, ct_activations *result) {
    row_job job = {.x = x, .tokens = tokens, .columns = columns, .result = result, .row = gelu};
    run(backend, &job);
}

static void rope(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    job->kernels->rope_row(job->x + (size_t)token * job->stride, job->heads, job->size,
                             job->angles + (size_t)token * job->size, job->is_neox);
}

void ct_rope(ct_backend backend, float *x, int32_t stride, int32_t tokens, int32_t heads, int32_t size,
             const float *angles, bool is_neox) {
    row_job job = {.x = x, .stride = stride, .tokens = tokens, .heads = heads, .size = size, .angles = angles,
                   .is_neox = is_neox, .row = rope};
    run(backend, &job);
}

// ---- Matrix products.

typedef struct {
    const ct_kernels *kernels;
    const ct_activations *x;
    const ct_linear *linears;
    int32_t count, panels_per_task;
    bool accumulates;
} matmul_job;

static int32_t tasks_of(const matmul_job *job, int32_t linear) {
    return (job->linears[linear].weights->panels + job->panels_per_task - 1) / job->panels_per_task;
}

static void matmul(void *context, int32_t index) {
    const matmul_job *job = context;
    int32_t index_of_linear = 0;
    while (index >= tasks_of(job, index_of_linear)) index -= tasks_of(job, index_of_linear++);
    const ct_linear *linear = &job->linears[index_of_linear];
    const ct_matrix *weights = linear->weights;
    const int32_t first = index * job->panels_per_task;
    const int32_t last = first + job->panels_per_task;
    job->kernels->matmul(linear, first, last < weights->panels ? last : weights->panels, job->x, job->accumulates);
}

void ct_matmul(ct_backend backend, const ct_activations *x, const ct_linear *linears, int32_t count, bool accumulates) {
    matmul_job job = {.kernels = ct_kernels_of(backend.path), .x = x, .linears = linears, .count = count,
                      .accumulates = accumulates};
    int32_t panels = 0, tasks = 0;
    for (int32_t i = 0; i < count; i++) panels += linears[i].weights->panels;
    // An even number of panels for each task, and about eight tasks for each thread. With many tokens, two panels are
    // enough work, and the smaller the tasks, the less the threads wait for the last one.
    const int32_t wanted = ct_pool_threads(backend.pool) * 8;
    job.panels_per_task = x->tokens >= CT_LARGE_BATCH ? 2 : ((panels + wanted - 1) / wanted + 1) / 2 * 2;
    for (int32_t i = 0; i < count; i++) tasks += tasks_of(&job, i);
    ct_pool_run(backend.pool, tasks, matmul, &job);
}

// ---- Attention.

static void store_kv(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    const ct_kv_segment *segment = job->slots[token].segment;
    const int32_t position = job->slots[token].position, size = job->size;
    const size_t head_size = (size_t)segment->capacity * (size_t)size, row = (size_t)token * (size_t)job->stride;
    for (int32_t head = 0; head < job->heads; head++) {
        uint16_t *keys = segment->keys + (size_t)head * head_size + (size_t)(position / 16) * (size_t)size * 16;
        uint16_t *values = segment->values + (size_t)head * head_size + (size_t)position * (size_t)size;
        const size_t start = row + (size_t)(head * size);
        job->kernels->store_kv(job->input + start, job->values + start, size, keys, position % 16, values);
    }
}

void ct_store_kv(ct_backend backend, const float *keys, const float *values, int32_t stride, int32_t tokens,
                 int32_t heads, int32_t size, const ct_slot *slots) {
    row_job job = {.input = keys, .values = values, .stride = stride, .tokens = tokens, .heads = heads, .size = size,
                   .slots = slots, .row = store_kv};
    run(backend, &job);
}

typedef struct {
    const ct_kernels *kernels;
    const float *queries;
    float *results;
    const ct_view *views;
    int32_t query_stride, tokens, heads, kv_heads, size, tokens_per_task;
    atomic_bool has_failed;
} attention_job;

/// Query rows that attend to a segment together; `offset` is where the segment's scores start in each row of scores.
typedef struct {
    const ct_kv_segment *segment;
    int32_t first, rows;
    /// Positions that at least one of the rows attends to.
    int32_t positions;
    size_t offset;
} attention_span;

static size_t padded_length(int32_t positions) { return (size_t)(positions + 15) / 16 * 16; }

/// How many leading segments all of these tokens attend to in full.
static int32_t shared_segments(const ct_view *views, int32_t tokens) {
    for (int32_t shared = 0;; shared++) {
        for (int32_t t = 0; t < tokens; t++) {
            if (shared + 1 >= views[t].segment_count) return shared;
            const ct_kv_segment *segment = &views[t].segments[shared], *first = &views[0].segments[shared];
            if (segment->keys != first->keys || segment->length != first->length) return shared;
        }
    }
}

/// Finds the spans of tokens with `rows` query rows each; returns their count, and in `lengths` the length of each
/// token's rows of scores.
static int32_t find_spans(const ct_view *views, int32_t tokens, int32_t rows, attention_span *spans, size_t *lengths) {
    const int32_t shared = shared_segments(views, tokens);
    int32_t count = 0;
    size_t offset = 0;
    for (int32_t i = 0; i < shared; i++) {
        const ct_kv_segment *segment = &views[0].segments[i];
        spans[count++] = (attention_span){segment, 0, tokens * rows, segment->length, offset};
        offset += padded_length(segment->length);
    }
    for (int32_t first = 0, end; first < tokens; first = end) {
        // Tokens of one sequence attend to the same segments, each token one position further than the last.
        const ct_view *view = &views[first];
        int32_t furthest = 0;
        for (end = first; end < tokens; end++) {
            if (views[end].segments != view->segments || views[end].segment_count != view->segment_count) break;
            furthest = views[end].visible > furthest ? views[end].visible : furthest;
        }
        size_t next = offset;
        for (int32_t i = shared; i < view->segment_count; i++) {
            const int32_t positions = i == view->segment_count - 1 ? furthest : view->segments[i].length;
            spans[count++] = (attention_span){&view->segments[i], first * rows, (end - first) * rows, positions, next};
            next += padded_length(positions);
        }
        for (int32_t t = first; t < end; t++) lengths[t] = next;
    }
    return count;
}

/// Attention of `tokens` tokens and `heads` query heads of one kv head: at most CT_MAX_QUERY_ROWS rows.
static void attention_rows(const attention_job *job, int32_t kv_head, int32_t first_token, int32_t tokens,
                           int32_t first_head, int32_t heads, attention_span *spans, float *scores, size_t stride) {
    const ct_view *views = job->views + first_token;
    const int32_t size = job->size, rows = tokens * heads;
    const float *queries[CT_MAX_QUERY_ROWS];
    float *results[CT_MAX_QUERY_ROWS];
    size_t lengths[CT_MAX_QUERY_ROWS];
    for (int32_t r = 0; r < rows; r++) {
        const size_t token = (size_t)(first_token + r / heads);
        const int32_t offset = (first_head + r % heads) * size;
        queries[r] = job->queries + token * (size_t)job->query_stride + offset;
        results[r] = job->results + token * (size_t)job->heads * (size_t)size + offset;
        memset(results[r], 0, (size_t)size * sizeof(float));
    }
    const int32_t span_count = find_spans(views, tokens, heads, spans, lengths);
    for (int32_t i = 0; i < span_count; i++) {
        const attention_span *span = &spans[i];
        const size_t head_start = (size_t)kv_head * (size_t)span->segment->capacity * (size_t)size;
        float *first = scores + (size_t)span->first * stride + span->offset;
        job->kernels->attention_scores(queries + span->first, span->rows, span->segment->keys + head_start,
                                       span->positions, size, first, stride);
        for (int32_t r = span->first; r < span->first + span->rows; r++) {
            const ct_view *view = &views[r / heads];
            const bool is_last = span->segment == &view->segments[view->segment_count - 1];
            const int32_t visible = is_last ? view->visible : span->segment->length;
            float *row = scores + (size_t)r * stride + span->offset;
            for (size_t k = (size_t)visible; k < padded_length(span->positions); k++) row[k] = -INFINITY;
        }
    }
    float inverse[CT_MAX_QUERY_ROWS];
    for (int32_t r = 0; r < rows; r++) {
        inverse[r] = job->kernels->softmax_row(scores + (size_t)r * stride, lengths[r / heads]);
    }
    for (int32_t i = 0; i < span_count; i++) {
        const attention_span *span = &spans[i];
        const size_t head_start = (size_t)kv_head * (size_t)span->segment->capacity * (size_t)size;
        job->kernels->weighted_sum(scores + (size_t)span->first * stride + span->offset, stride, span->rows,
                                   span->segment->values + head_start, span->positions, size, results + span->first);
    }
    for (int32_t r = 0; r < rows; r++) {
        for (int32_t i = 0; i < size; i++) results[r][i] *= inverse[r];
    }
}

static void attention_task(void *context, int32_t index) {
    attention_job *job = context;
    const int32_t kv_head = index % job->kv_heads, heads_per_kv_head = job->heads / job->kv_heads;
    const int32_t token = index / job->kv_heads * job->tokens_per_task;
    const int32_t tokens = job->tokens - token < job->tokens_per_task ? job->tokens - token : job->tokens_per_task;
    size_t stride = 0, span_count = 0;
    for (int32_t t = token; t < token + tokens; t++) {
        size_t length = 0;
        const ct_view *view = &job->views[t];
        for (int32_t i = 0; i < view->segment_count; i++) length += padded_length(view->segments[i].length);
        stride = length > stride ? length : stride;
        span_count += (size_t)view->segment_count;
    }
    attention_span *spans = malloc(span_count * sizeof(attention_span));
    float *scores = NULL;
    if (!spans || posix_memalign((void **)&scores, 64, stride * CT_MAX_QUERY_ROWS * sizeof(float) + 64) != 0) {
        atomic_store(&job->has_failed, true);
        free(spans);
        return;
    }
    // All query heads of the kv head at once, or, if one token has more than fit, some of them at a time.
    for (int32_t head = 0; head < heads_per_kv_head; head += CT_MAX_QUERY_ROWS) {
        const int32_t left = heads_per_kv_head - head, heads = left < CT_MAX_QUERY_ROWS ? left : CT_MAX_QUERY_ROWS;
        attention_rows(job, kv_head, token, tokens, kv_head * heads_per_kv_head + head, heads, spans, scores, stride);
    }
    free(scores);
    free(spans);
}

bool ct_attention(ct_backend backend, const float *queries, int32_t query_stride, const ct_view *views, int32_t tokens,
                  int32_t heads, int32_t kv_heads, int32_t size, float *results) {
    const int32_t heads_per_kv_head = heads / kv_heads;
    // As many tokens as fit with all their query heads of one kv head.
    const int32_t tokens_per_task = heads_per_kv_head >= CT_MAX_QUERY_ROWS ? 1 : CT_MAX_QUERY_ROWS / heads_per_kv_head;
    attention_job job = {.kernels = ct_kernels_of(backend.path), .queries = queries, .results = results, .views = views,
                     .query_stride = query_stride, .tokens = tokens, .heads = heads, .kv_heads = kv_heads, .size = size,
                     .tokens_per_task = tokens_per_task};
    const int32_t tasks = (tokens + tokens_per_task - 1) / tokens_per_task;
    ct_pool_run(backend.pool, tasks * kv_heads, attention_task, &job);
    return !atomic_load(&job.has_failed);
}

float ct_log_sum_exp(ct_backend backend, const float *x, int32_t count) {
    return ct_kernels_of(backend.path)->log_sum_exp(x, count);
}
