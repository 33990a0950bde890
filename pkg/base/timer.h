/*
 * A condition variable with a time limit on the clock that never jumps. The time of day
 * may be set back while a thread waits, which would make it wait too long.
 */
#ifndef BASE_TIMER_H
#define BASE_TIMER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* As pthread_cond_init. Destroyed by pthread_cond_destroy. */
void timer_cond_init(pthread_cond_t *cond);
/*
 * Like pthread_cond_wait; false once run_clock has reached `until` (milliseconds). Like
 * pthread_cond_wait, it may return early.
 */
bool timer_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until);

#endif
