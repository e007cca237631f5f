// A thread pool for parallel loops. Between two loops the threads spin for a moment, since waking a thread takes longer
// than most loops of a forward pass; then they sleep.
#include "paths.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

// How often a thread checks for work before it sleeps: about 50 microseconds in all.
#define CT_SPINS 2000

struct ct_pool {
    int32_t thread_count;
    pthread_t *threads;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    /// Counts loops; a change tells the threads that there is one.
    atomic_uint epoch;
    atomic_int sleeping, active;
    atomic_bool is_closing;
    /// The loop that is running: `next` is the first index that no thread has taken.
    void (*task)(void *, int32_t);
    void *context;
    int32_t count;
    atomic_int next;
};

static inline void cpu_relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void run_tasks(ct_pool *pool) {
    for (;;) {
        int32_t index = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
        if (index >= pool->count) return;
        pool->task(pool->context, index);
    }
}

static void *run_thread(void *argument) {
    ct_pool *pool = argument;
    unsigned seen_epoch = 0;
    for (;;) {
        int spins = 0;
        while (atomic_load_explicit(&pool->epoch, memory_order_acquire) == seen_epoch && spins++ < CT_SPINS) {
            cpu_relax();
        }
        if (atomic_load_explicit(&pool->epoch, memory_order_acquire) == seen_epoch) {
            pthread_mutex_lock(&pool->mutex);
            atomic_fetch_add(&pool->sleeping, 1);
            while (atomic_load(&pool->epoch) == seen_epoch) pthread_cond_wait(&pool->wake, &pool->mutex);
            atomic_fetch_sub(&pool->sleeping, 1);
            pthread_mutex_unlock(&pool->mutex);
        }
        if (atomic_load(&pool->is_closing)) return NULL;
        // One loop at a time: the next one starts only after all threads have left this one.
        seen_epoch += 1;
        run_tasks(pool);
        atomic_fetch_sub_explicit(&pool->active, 1, memory_order_release);
    }
}

static void publish(ct_pool *pool) {
    atomic_fetch_add(&pool->epoch, 1);
    if (atomic_load(&pool->sleeping) == 0) return;
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
}

ct_pool *ct_pool_create(int32_t thread_count) {
    ct_pool *pool = calloc(1, sizeof(ct_pool));
    if (!pool) return NULL;
    pool->threads = calloc((size_t)(thread_count > 1 ? thread_count : 1), sizeof(pthread_t));
    if (!pool->threads || pthread_mutex_init(&pool->mutex, NULL) || pthread_cond_init(&pool->wake, NULL)) {
        free(pool->threads);
        free(pool);
        return NULL;
    }
    // The caller's thread works too. If a thread cannot be started, the ones before it do the work.
    pool->thread_count = 1;
    while (pool->thread_count < thread_count &&
           pthread_create(&pool->threads[pool->thread_count - 1], NULL, run_thread, pool) == 0) {
        pool->thread_count += 1;
    }
    return pool;
}

void ct_pool_destroy(ct_pool *pool) {
    if (!pool) return;
    atomic_store(&pool->is_closing, true);
    publish(pool);
    for (int32_t i = 0; i < pool->thread_count - 1; i++) pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->wake);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->threads);
    free(pool);
}

int32_t ct_pool_threads(const ct_pool *pool) { return pool->thread_count; }

int32_t ct_pool_sleeping(const ct_pool *pool) { return atomic_load(&pool->sleeping); }

void ct_pool_run(ct_pool *pool, int32_t count, void (*task)(void *, int32_t), void *context) {
    if (count <= 1 || pool->thread_count == 1) {
        for (int32_t index = 0; index < count; index++) task(context, index);
        return;
    }
    pool->task = task;
    pool->context = context;
    pool->count = count;
    atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
    atomic_store_explicit(&pool->active, pool->thread_count - 1, memory_order_relaxed);
    publish(pool);
    run_tasks(pool);
    // The others finish their last index; if one of them has lost its core, this thread offers its own.
    for (int spins = 0; atomic_load_explicit(&pool->active, memory_order_acquire) > 0; spins++) {
        if (spins < CT_SPINS) cpu_relax();
        else sched_yield();
    }
}
