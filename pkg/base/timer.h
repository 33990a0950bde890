/*
 * A condition that is waited for with a limit, by the clock that never jumps: the time
 * of day may be set back while something is held that others wait for.
 */
#ifndef BASE_TIMER_H
#define BASE_TIMER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* As pthread_cond_init. Destroyed by pthread_cond_destroy. */
void timer_cond_init(pthread_cond_t *cond);
/*
 * As pthread_cond_wait; false once run_clock has reached `until` (milliseconds). May
 * come back early, as that may.
 */
bool timer_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until);

#endif
