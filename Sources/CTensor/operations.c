// Shares the rows of an operation among the threads of a pool.
#include "paths.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Tokens that a thread takes at a time.
#define CT_TOKENS_AT_ONCE 8
// From so many tokens on a product is shared in the smallest pieces.
#define CT_MANY_TOKENS 12

typedef struct {
    const ct_kernels *kernels;
    float *x;
    const float *input, *weight, *bias, *angles, *values;
    const ct_place *places;
    float epsilon;
    int32_t stride, tokens, columns, heads, size;
    bool halves;
    const ct_activations *first;
    ct_activations *result;
    /// Applies the operation to a token; scratch has room for a row.
    void (*row)(const void *job, int32_t token, float *scratch);
} row_job;

static void run_rows(void *context, int32_t index) {
    const row_job *job = context;
    const int32_t first = index * CT_TOKENS_AT_ONCE;
    const int32_t last = first + CT_TOKENS_AT_ONCE < job->tokens ? first + CT_TOKENS_AT_ONCE : job->tokens;
    // Rows are at most some ten thousand columns wide (Inference refuses others).
    float scratch[job->result ? job->columns + 16 : 1];
    for (int32_t token = first; token < last; token++) job->row(job, token, scratch);
}

static void run(ct_engine engine, row_job *job) {
    job->kernels = ct_kernels_of(engine.path);
    if (job->result) job->result->tokens = job->tokens;
    ct_pool_run(engine.pool, (job->tokens + CT_TOKENS_AT_ONCE - 1) / CT_TOKENS_AT_ONCE, run_rows, job);
}

static void rms_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    job->kernels->rms_norm_row(job->input + (size_t)token * job->columns, job->weight, job->epsilon, job->columns, scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_rms_norm(ct_engine engine, const float *x, const float *weight, float epsilon, int32_t tokens, int32_t columns,
                 ct_activations *result) {
    row_job job = {.input = x, .weight = weight, .epsilon = epsilon, .tokens = tokens, .columns = columns,
                   .result = result, .row = rms_norm};
    run(engine, &job);
}

static void layer_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    float *x = job->x + (size_t)token * job->columns;
    (void)scratch;
    job->kernels->layer_norm_row(x, job->weight, job->bias, job->epsilon, job->columns);
    if (job->result) job->kernels->quantize_row(x, job->columns, token, job->result);
}

void ct_layer_norm(ct_engine engine, float *x, const float *weight, const float *bias, float epsilon, int32_t tokens,
                   int32_t columns, ct_activations *result) {
    row_job job = {.x = x, .weight = weight, .bias = bias, .epsilon = epsilon, .tokens = tokens, .columns = columns,
                   .result = result, .row = layer_norm};
    run(engine, &job);
}

static void head_norm(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    for (int32_t head = 0; head < job->heads; head++) {
        float *x = job->x + (size_t)token * job->stride + head * job->size;
        job->kernels->rms_norm_row(x, job->weight, job->epsilon, job->size, x);
    }
}

void ct_head_norm(ct_engine engine, float *x, const float *weight, float epsilon, int32_t tokens, int32_t stride,
                  int32_t heads, int32_t size) {
    row_job job = {.x = x, .weight = weight, .epsilon = epsilon, .tokens = tokens, .stride = stride, .heads = heads,
                   .size = size, .row = head_norm};
    run(engine, &job);
}

static void quantize(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    job->kernels->quantize_row(job->input + (size_t)token * job->stride, job->columns, token, job->result);
}

void ct_quantize(ct_engine engine, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                 ct_activations *result) {
    row_job job = {.input = x, .stride = stride, .tokens = tokens, .columns = columns, .result = result, .row = quantize};
    run(engine, &job);
}

static void quantize_rest(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    const float *x = job->input + (size_t)token * job->stride;
    const int8_t *quants = job->first->quants + (size_t)token * (size_t)job->first->columns;
    const float *scales = job->first->scales + (size_t)token * (size_t)job->first->groups;
    job->kernels->rest_row(x, quants, scales, job->columns, scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_quantize_rest(ct_engine engine, const float *x, int32_t stride, int32_t tokens, int32_t columns,
                      const ct_activations *first, ct_activations *result) {
    row_job job = {.input = x, .stride = stride, .tokens = tokens, .columns = columns, .first = first, .result = result,
                   .row = quantize_rest};
    run(engine, &job);
}

static void swiglu(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    job->kernels->swiglu_row(job->input + (size_t)token * job->columns * 2, job->columns, scratch);
    job->kernels->quantize_row(scratch, job->columns, token, job->result);
}

void ct_swiglu(ct_engine engine, const float *x, int32_t tokens, int32_t columns, ct_activations *result) {
    row_job job = {.input = x, .tokens = tokens, .columns = columns, .result = result, .row = swiglu};
    run(engine, &job);
}

static void gelu(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    float *x = job->x + (size_t)token * job->columns;
    (void)scratch;
    job->kernels->gelu_row(x, job->columns, x);
    job->kernels->quantize_row(x, job->columns, token, job->result);
}

void ct_gelu(ct_engine engine, float *x, int32_t tokens, int32_t columns, ct_activations *result) {
    row_job job = {.x = x, .tokens = tokens, .columns = columns, .result = result, .row = gelu};
    run(engine, &job);
}

static void rotate(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    job->kernels->rotate_row(job->x + (size_t)token * job->stride, job->heads, job->size,
                             job->angles + (size_t)token * job->size, job->halves);
}

void ct_rotate(ct_engine engine, float *x, int32_t stride, int32_t tokens, int32_t heads, int32_t size,
               const float *angles, bool halves) {
    row_job job = {.x = x, .stride = stride, .tokens = tokens, .heads = heads, .size = size, .angles = angles,
                   .halves = halves, .row = rotate};
    run(engine, &job);
}

// ---- Products.

typedef struct {
    const ct_kernels *kernels;
    const ct_activations *x;
    const ct_product *products;
    int32_t count, panels_at_once;
    bool adds;
} multiplication;

static int32_t pieces_of(const multiplication *job, int32_t product) {
    return (job->products[product].weights->panels + job->panels_at_once - 1) / job->panels_at_once;
}

static void multiply(void *context, int32_t index) {
    const multiplication *job = context;
    int32_t index_of_product = 0;
    while (index >= pieces_of(job, index_of_product)) index -= pieces_of(job, index_of_product++);
    const ct_product *product = &job->products[index_of_product];
    const ct_matrix *weights = product->weights;
    const int32_t first = index * job->panels_at_once;
    const int32_t last = first + job->panels_at_once;
    job->kernels->multiply(product, first, last < weights->panels ? last : weights->panels, job->x, job->adds);
}

void ct_multiply(ct_engine engine, const ct_activations *x, const ct_product *products, int32_t count, bool adds) {
    multiplication job = {.kernels = ct_kernels_of(engine.path), .x = x, .products = products, .count = count, .adds = adds};
    int32_t panels = 0, pieces = 0;
    for (int32_t i = 0; i < count; i++) panels += products[i].weights->panels;
    // An even number of panels each, some eight pieces a thread; with many tokens two panels are work enough, and the
    // smaller the pieces, the less a thread waits for the other's last.
    const int32_t wanted = ct_pool_threads(engine.pool) * 8;
    job.panels_at_once = x->tokens >= CT_MANY_TOKENS ? 2 : ((panels + wanted - 1) / wanted + 1) / 2 * 2;
    for (int32_t i = 0; i < count; i++) pieces += pieces_of(&job, i);
    ct_pool_run(engine.pool, pieces, multiply, &job);
}

// ---- Attention.

static void store(const void *context, int32_t token, float *scratch) {
    const row_job *job = context;
    (void)scratch;
    const ct_segment *segment = job->places[token].segment;
    const int32_t position = job->places[token].position, size = job->size;
    const size_t head_size = (size_t)segment->capacity * (size_t)size, row = (size_t)token * (size_t)job->stride;
    for (int32_t head = 0; head < job->heads; head++) {
        uint16_t *keys = segment->keys + (size_t)head * head_size + (size_t)(position / 16) * (size_t)size * 16;
        uint16_t *values = segment->values + (size_t)head * head_size + (size_t)position * (size_t)size;
        job->kernels->store(job->input + row + head * size, job->values + row + head * size, size, keys, position % 16, values);
    }
}

void ct_store(ct_engine engine, const float *keys, const float *values, int32_t stride, int32_t tokens, int32_t heads,
              int32_t size, const ct_place *places) {
    row_job job = {.input = keys, .values = values, .stride = stride, .tokens = tokens, .heads = heads, .size = size,
                   .places = places, .row = store};
    run(engine, &job);
}

typedef struct {
    const ct_kernels *kernels;
    const float *queries;
    float *results;
    const ct_view *views;
    int32_t query_stride, tokens, heads, key_heads, size, tokens_at_once;
    atomic_bool has_failed;
} attention;

/// Rows of queries that look at a segment together, and where their scores stand in each row.
typedef struct {
    const ct_segment *segment;
    int32_t first, rows;
    /// Positions that any of the rows looks at.
    int32_t positions;
    size_t place;
} attention_span;

static size_t whole_blocks(int32_t positions) { return (size_t)(positions + 15) / 16 * 16; }

/// Leading segments that all of some tokens see whole.
static int32_t shared_segments(const ct_view *views, int32_t tokens) {
    for (int32_t shared = 0;; shared++) {
        for (int32_t t = 0; t < tokens; t++) {
            if (shared + 1 >= views[t].segment_count || views[t].segments[shared].keys != views[0].segments[shared].keys ||
                views[t].segments[shared].length != views[0].segments[shared].length) return shared;
        }
    }
}

/// The spans of some tokens of so many rows each; returns their count, and the length of each row of scores.
static int32_t find_spans(const ct_view *views, int32_t tokens, int32_t rows, attention_span *spans, size_t *lengths) {
    const int32_t shared = shared_segments(views, tokens);
    int32_t count = 0;
    size_t place = 0;
    for (int32_t i = 0; i < shared; i++) {
        const ct_segment *segment = &views[0].segments[i];
        spans[count++] = (attention_span){segment, 0, tokens * rows, segment->length, place};
        place += whole_blocks(segment->length);
    }
    for (int32_t first = 0, end; first < tokens; first = end) {
        // Tokens of one text look at the same segments, each a little further.
        const ct_view *view = &views[first];
        int32_t most = 0;
        for (end = first; end < tokens && views[end].segments == view->segments && views[end].segment_count == view->segment_count; end++) {
            most = views[end].visible > most ? views[end].visible : most;
        }
        size_t own = place;
        for (int32_t i = shared; i < view->segment_count; i++) {
            const int32_t positions = i == view->segment_count - 1 ? most : view->segments[i].length;
            spans[count++] = (attention_span){&view->segments[i], first * rows, (end - first) * rows, positions, own};
            own += whole_blocks(positions);
        }
        for (int32_t t = first; t < end; t++) lengths[t] = own;
    }
    return count;
}

/// The attention of some tokens and some of the heads that share a key head.
static void attend_rows(const attention *job, int32_t key_head, int32_t first_token, int32_t tokens, int32_t first_head,
                        int32_t heads, attention_span *spans, float *scores, size_t stride) {
    const ct_view *views = job->views + first_token;
    const int32_t size = job->size, rows = tokens * heads;
    const float *queries[CT_MAX_ROWS];
    float *results[CT_MAX_ROWS];
    size_t lengths[CT_MAX_ROWS];
    for (int32_t r = 0; r < rows; r++) {
        const size_t token = (size_t)(first_token + r / heads);
        const int32_t place = (first_head + r % heads) * size;
        queries[r] = job->queries + token * (size_t)job->query_stride + place;
        results[r] = job->results + token * (size_t)job->heads * (size_t)size + place;
        memset(results[r], 0, (size_t)size * sizeof(float));
    }
    const int32_t span_count = find_spans(views, tokens, heads, spans, lengths);
    for (int32_t i = 0; i < span_count; i++) {
        const attention_span *span = &spans[i];
        const size_t head_start = (size_t)key_head * (size_t)span->segment->capacity * (size_t)size;
        float *first = scores + (size_t)span->first * stride + span->place;
        job->kernels->score(queries + span->first, span->rows, span->segment->keys + head_start, span->positions, size, first, stride);
        for (int32_t r = span->first; r < span->first + span->rows; r++) {
            const ct_view *view = &views[r / heads];
            const bool is_last = span->segment == &view->segments[view->segment_count - 1];
            const int32_t seen = is_last ? view->visible : span->segment->length;
            float *row = scores + (size_t)r * stride + span->place;
            for (size_t k = (size_t)seen; k < whole_blocks(span->positions); k++) row[k] = -INFINITY;
        }
    }
    float inverse[CT_MAX_ROWS];
    for (int32_t r = 0; r < rows; r++) inverse[r] = job->kernels->soften(scores + (size_t)r * stride, lengths[r / heads]);
    for (int32_t i = 0; i < span_count; i++) {
        const attention_span *span = &spans[i];
        const size_t head_start = (size_t)key_head * (size_t)span->segment->capacity * (size_t)size;
        job->kernels->mix(scores + (size_t)span->first * stride + span->place, stride, span->rows,
                          span->segment->values + head_start, span->positions, size, results + span->first);
    }
    for (int32_t r = 0; r < rows; r++) {
        for (int32_t i = 0; i < size; i++) results[r][i] *= inverse[r];
    }
}

static void attend(void *context, int32_t index) {
    attention *job = context;
    const int32_t key_head = index % job->key_heads, sharers = job->heads / job->key_heads;
    const int32_t token = index / job->key_heads * job->tokens_at_once;
    const int32_t tokens = job->tokens - token < job->tokens_at_once ? job->tokens - token : job->tokens_at_once;
    size_t stride = 0, span_count = 0;
    for (int32_t t = token; t < token + tokens; t++) {
        size_t length = 0;
        for (int32_t i = 0; i < job->views[t].segment_count; i++) length += whole_blocks(job->views[t].segments[i].length);
        stride = length > stride ? length : stride;
        span_count += (size_t)job->views[t].segment_count;
    }
    attention_span *spans = malloc(span_count * sizeof(attention_span));
    float *scores = NULL;
    if (!spans || posix_memalign((void **)&scores, 64, stride * CT_MAX_ROWS * sizeof(float) + 64) != 0) {
        atomic_store(&job->has_failed, true);
        free(spans);
        return;
    }
    // All heads of these tokens, or, where one token has too many, some of its heads at a time.
    for (int32_t head = 0; head < sharers; head += CT_MAX_ROWS) {
        const int32_t heads = sharers - head < CT_MAX_ROWS ? sharers - head : CT_MAX_ROWS;
        attend_rows(job, key_head, token, tokens, key_head * sharers + head, heads, spans, scores, stride);
    }
    free(scores);
    free(spans);
}

bool ct_attend(ct_engine engine, const float *queries, int32_t query_stride, const ct_view *views, int32_t tokens,
               int32_t heads, int32_t key_heads, int32_t size, float *results) {
    const int32_t sharers = heads / key_heads;
    // So many tokens that their heads of one key head fit.
    attention job = {.kernels = ct_kernels_of(engine.path), .queries = queries, .results = results, .views = views,
                     .query_stride = query_stride, .tokens = tokens, .heads = heads, .key_heads = key_heads, .size = size,
                     .tokens_at_once = sharers >= CT_MAX_ROWS ? 1 : CT_MAX_ROWS / sharers};
    const int32_t pieces = (tokens + job.tokens_at_once - 1) / job.tokens_at_once;
    ct_pool_run(engine.pool, pieces * key_heads, attend, &job);
    return !atomic_load(&job.has_failed);
}

float ct_log_sum_exp(ct_engine engine, const float *x, int32_t count) {
    return ct_kernels_of(engine.path)->log_sum_exp(x, count);
}
