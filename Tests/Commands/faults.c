// A library for LD_PRELOAD: counts the system calls of a program that touch some folders, and lets one of them fail, be
// interrupted, stop the program or end it. test_faults.py compiles it and says what it does with it.
//
//   FAULT_FOLDERS  the folders, absolute, with a colon between them
//   FAULT_AT       the number of the call, from 1; 0 for none
//   FAULT_KIND     EIO, ENOSPC, EINTR or SHORT (the call fails; a short write writes one byte), STOP or KILL (before the call)
//   FAULT_ALWAYS   1 where every later call fails too
//   FAULT_LOG      a file that each call is added to, a line each
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REAL(result, name, ...)                            \
    static result (*real)(__VA_ARGS__);                    \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

enum { MOST_DESCRIPTORS = 65536 };

static atomic_long calls;
static atomic_bool watched[MOST_DESCRIPTORS];
static const char *folders;
static long at;
static const char *kind = "";
static int always;
static int log_descriptor = -1;

__attribute__((constructor)) static void begin(void) {
    folders = getenv("FAULT_FOLDERS");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    if (getenv("FAULT_KIND")) kind = getenv("FAULT_KIND");
    always = getenv("FAULT_ALWAYS") != NULL;
    const char *log = getenv("FAULT_LOG");
    if (log) log_descriptor = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int inside(const char *path) {
    for (const char *folder = folders; folder && *folder;) {
        size_t length = strcspn(folder, ":");
        if (!strncmp(path, folder, length) && (path[length] == '/' || !path[length])) return 1;
        folder += length + (folder[length] == ':');
    }
    return 0;
}

/// The absolute path of a path that is relative to a folder's descriptor.
static void absolute(int at_folder, const char *path, char *out) {
    char base[PATH_MAX] = "";
    if (path[0] != '/') {
        if (at_folder == AT_FDCWD) {
            if (syscall(SYS_getcwd, base, sizeof base) < 0) base[0] = 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", at_folder);
            ssize_t count = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
            base[count > 0 ? count : 0] = 0;
        }
        strncat(base, "/", sizeof base - strlen(base) - 1);
        if (path[0] == '.' && path[1] == '/') path += 2;
    }
    snprintf(out, PATH_MAX, "%s%s", base, path);
}

/// Counts a call. Whether it is to fail, with errno set.
static int fails(const char *name, const char *path) {
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (log_descriptor >= 0) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
        syscall(SYS_write, log_descriptor, line, (size_t)(length < (int)sizeof line ? length : (int)sizeof line - 1));
    }
    if (!at || (always ? number < at : number != at)) return 0;
    if (!strcmp(kind, "STOP")) return kill(getpid(), SIGSTOP), 0;
    if (!strcmp(kind, "KILL")) return kill(getpid(), SIGKILL), 0;
    errno = !strcmp(kind, "ENOSPC") ? ENOSPC : !strcmp(kind, "EINTR") ? EINTR : EIO;
    return 1;
}

static int path_fails(const char *name, int at_folder, const char *path) {
    char whole[PATH_MAX];
    absolute(at_folder, path, whole);
    return inside(whole) && fails(name, whole);
}

static int is_watched(int descriptor) {
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS && atomic_load(&watched[descriptor]);
}

static int descriptor_fails(const char *name, int descriptor) { return is_watched(descriptor) && fails(name, ""); }

static int note(int descriptor, int at_folder, const char *path) {
    char whole[PATH_MAX];
    absolute(at_folder, path, whole);
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) atomic_store(&watched[descriptor], inside(whole));
    return descriptor;
}

#define OPEN(name)                                                       \
    int name(const char *path, int flags, ...) {                         \
        REAL(int, name, const char *, int, ...);                         \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;        \
        va_end(rest);                                                    \
        if (path_fails(#name, AT_FDCWD, path)) return -1;                \
        return note(real(path, flags, mode), AT_FDCWD, path);            \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                     \
    int name(int folder, const char *path, int flags, ...) {             \
        REAL(int, name, int, const char *, int, ...);                    \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;        \
        va_end(rest);                                                    \
        if (path_fails(#name, folder, path)) return -1;                  \
        return note(real(folder, path, flags, mode), folder, path);      \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int descriptor) {
    REAL(int, close, int);
    int failed = descriptor_fails("close", descriptor);
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) atomic_store(&watched[descriptor], 0);
    int error = errno;
    // A close that fails has closed all the same.
    int result = real(descriptor);
    return failed ? (errno = error, -1) : result;
}

#define TRANSFER(result, name, parameters, arguments, types, descriptor, short_call) \
    result name parameters {                                                         \
        REAL(result, name, types);                                                   \
        if (descriptor_fails(#name, descriptor))                                     \
            return !strcmp(kind, "SHORT") ? short_call : -1;                         \
        return real arguments;                                                       \
    }
#define COMMA ,
TRANSFER(ssize_t, read, (int d, void *b, size_t n), (d, b, n), int COMMA void * COMMA size_t, d, real(d, b, n ? 1 : 0))
TRANSFER(ssize_t, write, (int d, const void *b, size_t n), (d, b, n), int COMMA const void * COMMA size_t, d, real(d, b, n ? 1 : 0))
TRANSFER(int, fsync, (int d), (d), int, d, -1)
TRANSFER(int, ftruncate, (int d, off_t n), (d, n), int COMMA off_t, d, -1)
TRANSFER(int, flock, (int d, int o), (d, o), int COMMA int, d, -1)
TRANSFER(int, fstat, (int d, struct stat *s), (d, s), int COMMA struct stat *, d, -1)

#define PATH(name, parameters, arguments, types, folder, path)      \
    int name parameters {                                           \
        REAL(int, name, types);                                     \
        if (path_fails(#name, folder, path)) return -1;             \
        return real arguments;                                      \
    }
DIR *opendir(const char *path) {
    REAL(DIR *, opendir, const char *);
    return path_fails("opendir", AT_FDCWD, path) ? NULL : real(path);
}

struct dirent *readdir(DIR *directory) {
    REAL(struct dirent *, readdir, DIR *);
    return descriptor_fails("readdir", dirfd(directory)) ? NULL : real(directory);
}

ssize_t readlink(const char *path, char *buffer, size_t size) {
    REAL(ssize_t, readlink, const char *, char *, size_t);
    return path_fails("readlink", AT_FDCWD, path) ? -1 : real(path, buffer, size);
}

PATH(mkdir, (const char *p, mode_t m), (p, m), const char * COMMA mode_t, AT_FDCWD, p)
PATH(rmdir, (const char *p), (p), const char *, AT_FDCWD, p)
PATH(unlink, (const char *p), (p), const char *, AT_FDCWD, p)
PATH(unlinkat, (int f, const char *p, int o), (f, p, o), int COMMA const char * COMMA int, f, p)
PATH(rename, (const char *a, const char *b), (a, b), const char * COMMA const char *, AT_FDCWD, b)
PATH(link, (const char *a, const char *b), (a, b), const char * COMMA const char *, AT_FDCWD, b)
PATH(symlink, (const char *a, const char *b), (a, b), const char * COMMA const char *, AT_FDCWD, b)
PATH(lstat, (const char *p, struct stat *s), (p, s), const char * COMMA struct stat *, AT_FDCWD, p)
PATH(stat, (const char *p, struct stat *s), (p, s), const char * COMMA struct stat *, AT_FDCWD, p)
