// glibc has these since 2.36, and Expat and libstdc++ use them where the build machine has them. With ones of our own the
// program runs where glibc is 2.35, as on Ubuntu 22.04.
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void *buffer, size_t count) {
    unsigned char *next = buffer;
    while (count > 0) {
        ssize_t got = getrandom(next, count, 0);
        // Interrupted; nothing else can go wrong with a buffer of our own.
        if (got < 0) continue;
        next += got;
        count -= (size_t)got;
    }
}

uint32_t arc4random(void) {
    uint32_t value;
    arc4random_buf(&value, sizeof value);
    return value;
}
